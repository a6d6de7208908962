"""A route to European law (SER 5.1.2) is data: how effort is divided, and when progress is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError
from model.inputs.toml_input import Field, list_of, number, quarter, read_table, read_toml, table, text, yes_no
from model.politics.criteria import CRITERIA
from model.politics.effort import Effort
from model.politics.luck import ORIGIN
from model.quarters import quarter_name

_LABELS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(),
    "sections": list_of(text(), ()),
    "aliases": list_of(text(), ()),
}
_FIELDS: dict[str, Field] = {
    **_LABELS,
    "begins": quarter(),
    "undecided_from": quarter(),
    "halted_by_proposal": yes_no(True),
    "effort": table(),
    "coalition": table({}),
    "checkpoint": table(None),
}
_EFFORT: dict[str, Field] = {
    "european": number(0, 1),
    "national": number(0, 1),
    "reporting": number(0, 1, None),
}
_COALITION: dict[str, Field] = {"term_quarters": number(1, 80, 16, whole=True), "support": number(0, 1, None)}
_CHECKPOINT: dict[str, Field] = {
    "quarter": quarter(),
    "threshold": number(0, 1, None),
    "weights": table({}),
    "effort_if_insufficient": table(),
}
_WEIGHTS: dict[str, Field] = {name: number(0, 100, 1.0) for name in CRITERIA}


@dataclass(frozen=True)
class CheckpointPlan:
    """When progress in Brussels is judged, by which weights, and how effort is divided when it falls short.

    `threshold` None leaves it to the parameter.
    """

    quarter: int
    threshold: float | None
    weights: tuple[float, ...]
    effort_if_insufficient: Effort


@dataclass(frozen=True)
class Route:
    """What the Netherlands does about law: a route, or what a mix does; quarters count from year 0.

    `begins` is the first quarter of effort. Until `undecided_from` it is known that there was no European proposal,
    no passage of a Dutch bill and no further law of a member state; coalitions are counted from then on. `support`
    None draws each coalition's support with the chance of the parameter. `changes` are the quarters from which effort
    is another. Under a route a Dutch law has to pass; with `passage` false it is the mix that has one, which counts as
    a national law from `dutch_law` on, the quarter in which it becomes known (None when there is none).
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    sections: tuple[str, ...]
    aliases: tuple[str, ...]
    begins: int
    undecided_from: int
    halted_by_proposal: bool
    effort: Effort
    term_quarters: int
    support: float | None
    checkpoint: CheckpointPlan | None
    changes: tuple[tuple[int, Effort], ...] = ()
    passage: bool = True
    dutch_law: int | None = None


def read_route(path: Path) -> Route:
    """Read a route file.

    Raises:
        InputError: for unknown, missing or wrong keys, effort that adds up to more than the budget of 1, or a
            checkpoint before the route begins, which would never be held.
    """
    values = read_table(read_toml(path), _FIELDS, str(path))
    effort = _effort(values.pop("effort"), f"{path} [effort]")
    coalition = read_table(values.pop("coalition"), _COALITION, f"{path} [coalition]")
    plan = values.pop("checkpoint")
    checkpoint = None if plan is None else _checkpoint(plan, f"{path} [checkpoint]")
    if values["begins"] < ORIGIN or values["undecided_from"] < values["begins"]:
        raise InputError(
            f"{path}: begins = {quarter_name(values['begins'])}, undecided_from ="
            f" {quarter_name(values['undecided_from'])}; allowed: from {quarter_name(ORIGIN)}, begins not the later one"
        )
    if checkpoint is not None and checkpoint.quarter < values["begins"]:
        raise InputError(
            f"{path} [checkpoint]: quarter = {quarter_name(checkpoint.quarter)}; allowed: not before begins ="
            f" {quarter_name(values['begins'])}"
        )
    return Route(name=path.stem, effort=effort, checkpoint=checkpoint, **coalition, **values)


def _effort(content: Mapping[str, object], where: str) -> Effort:
    effort = Effort(**read_table(content, _EFFORT, where))
    total = effort.european + effort.national + (effort.reporting or 0.0)
    if total > 1.0 + 1e-9:
        raise InputError(f"{where}: european + national + reporting = {total:g}; allowed: at most 1")
    return effort


def _checkpoint(content: Mapping[str, object], where: str) -> CheckpointPlan:
    values = read_table(content, _CHECKPOINT, where)
    weights = read_table(values.pop("weights"), _WEIGHTS, f"{where} weights")
    if not any(weights.values()):
        raise InputError(f"{where}: weights are all 0; at least one criterion has to count")
    after = _effort(values.pop("effort_if_insufficient"), f"{where} effort_if_insufficient")
    ordered = tuple(weights[name] for name in CRITERIA)
    return CheckpointPlan(weights=ordered, effort_if_insufficient=after, **values)
