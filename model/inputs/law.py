"""A law is data: who must do what, from when, under which supervision. Read from `scenarios/laws/*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError
from model.inputs.toml_input import Field, list_of, number, one_of, quarter, read_table, read_toml, text, yes_no
from model.quarters import parse_quarter, quarter_name
from model.state.state import THEMES

EUROPEAN_UNION = "EU"
SIZE_CLASSES = ("micro", "small", "medium", "large", "very_large")
STEPS = (1, 2, 3, 4, 5, 6)
"""The OECD due diligence steps: embed, identify, mitigate, track, communicate, remedy (SER 2.3, Kader 2)."""
SUBSTANTIVE_STEPS = (3, 4, 6)
"""Steps that cannot be met on paper alone: mitigate, track, remedy."""
REMEDY_STEP = 6


EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING, MEMBER_STATES = (
    "european_due_diligence",
    "european_reporting",
    "member_states",
)
OUTCOMES_OF = (EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING, MEMBER_STATES)
"""The parts of simulated politics that a law may be the outcome of."""


def _application(value: Any) -> dict[str, int | None]:
    """Read "2024Q1", "never", or a table to one of these of size classes, or of the least staff of a wave."""
    if isinstance(value, str):
        date = None if value == "never" else parse_quarter(value)
        return dict.fromkeys(SIZE_CLASSES, date)
    if not isinstance(value, dict) or not value:
        raise ValueError(value)
    given = {name: None if date == "never" else parse_quarter(date) for name, date in value.items()}
    if all(name.isascii() and name.isdecimal() for name in given):
        return given
    if not set(given) <= set(SIZE_CLASSES):
        raise ValueError(value)
    return {name: given.get(name) for name in SIZE_CLASSES}


_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(),
    "source": text(),
    "confidence": text(),
    "jurisdiction": text(),
    "applies_to": one_of(("established", "sellers")),
    "baseline": yes_no(False),
    "instrument": text(None),
    "levels": list_of(number(1, 2, whole=True), ()),
    "effort": text(None),
    "employees_min": number(0, 1e7, 0.0),
    "turnover_min_meur": number(0, 1e7, 0.0),
    "sectors": list_of(text(), ()),
    "high_risk_sectors": list_of(text(), ()),
    "high_risk_employees_min": number(0, 1e7, 0.0),
    "proportionate_below": number(0, 1e7, 0.0),
    "share_bound": number(0, 1, 1.0),
    "themes": list_of(one_of(THEMES)),
    "steps": list_of(number(1, 6, whole=True)),
    "result_steps": list_of(number(1, 6, whole=True), ()),
    "announced": quarter(),
    "application": Field(
        _application,
        'a quarter such as "2024Q1", "never", or a table to one of these of size classes, or of numbers of staff',
    ),
    "end": quarter(None),
    "capacity": number(0, 1e7, None),
    "fine_probability": number(0, 1, None),
    "fine": number(0, 20, None),
    "order": number(0, 20, None),
    "liability": yes_no(False),
    "complaints": yes_no(False),
    "remedy_ordered": yes_no(False),
    "grace_quarters": number(0, 80, 0, whole=True),
    "member_grace_quarters": number(0, 80, 0, whole=True),
    "recognises_covenants": yes_no(False),
    "publication": yes_no(False),
    "assurance": number(0, 1, 0.0),
    "embedding": yes_no(False),
    "ambition_in_text": yes_no(False),
    "outcome_of": one_of(OUTCOMES_OF, None),
    "replaced_by": list_of(text(), ()),
    "harmonised_by": list_of(text(), ()),
}


@dataclass(frozen=True)
class Law:
    """One law. Quarters count from year 0; amounts are EUR m or % of turnover.

    `applies_to` is `established` (companies whose home is the jurisdiction) or `sellers` (all who sell to its end
    users, foreign ones too). `capacity` (inspections a quarter), `fine_probability`, `fine` (% of turnover) and
    `order` (% of revenue a year) are None when the general parameters of supervision apply. `harmonised_by` names
    the laws whose application caps this one at their level; `replaced_by` those that end it. `application` is the
    quarter from which the law binds, by size class, or by the least staff of each wave. Each of `steps` carries an
    obligation of effort, those in `result_steps` one of result besides. Under `complaints` the regulator hears those
    harmed, under `remedy_ordered` it can order the company to see to remedy. `share_bound` is the
    share of the companies above the thresholds that the law really binds, where it has criteria the model lacks.
    `levels` are the national levels of its instrument at which a national law holds; a European one holds where the
    mix has the European part. `effort` names the instrument of Dutch effort that moves a European law; `embedding`
    says that European parts of other instruments begin with it. `ambition_in_text` says that the text of a European
    law holds its ambition, so that it is carried out in full. `outcome_of` names the part of simulated politics
    that gives the law its dates, and may change its text. `amends` names the version that this one takes the place
    of; no file says so, it comes of simulated politics.
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    source: str
    confidence: str
    jurisdiction: str
    applies_to: str
    baseline: bool
    instrument: str | None
    levels: tuple[int, ...]
    effort: str | None
    employees_min: float
    turnover_min_meur: float
    sectors: tuple[str, ...]
    high_risk_sectors: tuple[str, ...]
    high_risk_employees_min: float
    proportionate_below: float
    share_bound: float
    themes: tuple[str, ...]
    steps: tuple[int, ...]
    result_steps: tuple[int, ...]
    announced: int
    application: Mapping[str, int | None]
    end: int | None
    capacity: float | None
    fine_probability: float | None
    fine: float | None
    order: float | None
    liability: bool
    complaints: bool
    remedy_ordered: bool
    grace_quarters: int
    member_grace_quarters: int
    recognises_covenants: bool
    publication: bool
    assurance: float
    embedding: bool
    ambition_in_text: bool
    outcome_of: str | None
    replaced_by: tuple[str, ...]
    harmonised_by: tuple[str, ...]
    amends: str | None = None

    @property
    def in_waves(self) -> bool:
        """Whether `application` goes by numbers of staff rather than by size class."""
        return not set(self.application) <= set(SIZE_CLASSES)

    @property
    def substantive_share(self) -> float:
        """Share of the law's steps that paper alone cannot meet, 0-1 (model-corrections 4)."""
        return sum(step in SUBSTANTIVE_STEPS for step in self.steps) / len(self.steps)

    @property
    def step_share(self) -> float:
        """Share of the six due diligence steps that the law asks for, 0-1."""
        return len(self.steps) / len(STEPS)

    @property
    def result_share(self) -> float:
        """Share of the law's steps that carry an obligation of result besides one of effort, 0-1."""
        return len(self.result_steps) / len(self.steps)

    @property
    def theme_share(self) -> float:
        """Share of the themes that the law covers, 0-1."""
        return len(self.themes) / len(THEMES)


def law_from_table(name: str, table: object, where: str) -> Law:
    """Build a law from a TOML table.

    Raises:
        InputError: for unknown, missing or wrong keys, or keys that contradict each other.
    """
    values = read_table(table, _FIELDS, where)
    if not values["themes"] or not values["steps"]:
        raise InputError(f"{where}: a law needs at least one theme and one due diligence step")
    for key in ("themes", "steps", "result_steps"):
        if len(set(values[key])) < len(values[key]):
            raise InputError(f"{where}: {key} = {list(values[key])} names something twice")
    if not set(values["result_steps"]) <= set(values["steps"]):
        steps, results = list(values["steps"]), list(values["result_steps"])
        raise InputError(f"{where}: result_steps = {results} is not allowed; allowed: steps of the law, {steps}")
    if values["remedy_ordered"] and not values["complaints"] and not set(values["steps"]) & {REMEDY_STEP}:
        raise InputError(f"{where}: remedy_ordered = true needs complaints, or step {REMEDY_STEP} among the steps")
    if values["levels"] and values["instrument"] is None:
        raise InputError(f"{where}: levels = {list(values['levels'])} needs an instrument that has these levels")
    _check_dates(values, where)
    european = values["jurisdiction"] == EUROPEAN_UNION
    if values["instrument"] is not None and not values["levels"] and not european:
        raise InputError(f"{where}: instrument = '{values['instrument']}' needs the levels at which the law holds")
    if values["levels"] and european:
        raise InputError(
            f"{where}: levels = {list(values['levels'])} are national; leave them out: a European law holds where the "
            "mix has the European part of its instrument"
        )
    for key in ("effort", "embedding"):
        if values[key] and not european:
            raise InputError(f"{where}: {key} is for European laws; jurisdiction = '{values['jurisdiction']}'")
    if values["instrument"] is not None and values["baseline"]:
        raise InputError(f"{where}: a law is either a baseline law or the law of an instrument, not both")
    return Law(name=name, **values)


def _check_dates(values: Mapping[str, Any], where: str) -> None:
    """Refuse an application before the announcement, or an end before the application."""
    dates = [date for date in values["application"].values() if date is not None]
    if not dates:
        return
    announced, end = values["announced"], values["end"]
    if min(dates) < announced:
        raise InputError(
            f"{where}: application = {quarter_name(min(dates))} is earlier than announced = {quarter_name(announced)}"
        )
    if end is not None and end <= max(dates):
        raise InputError(
            f"{where}: end = {quarter_name(end)} is not allowed; allowed: a quarter after the last application,"
            f" {quarter_name(max(dates))}"
        )


def read_law(path: Path, overrides: Mapping[str, object] | None = None) -> Law:
    """Read a law file; `overrides` changes single keys (a mix may give another start date, for instance)."""
    where = str(path) if not overrides else f"{path} with {', '.join(sorted(overrides))} changed by the mix"
    return law_from_table(path.stem, with_changes(read_toml(path), overrides or {}, where), where)


def law_changes(given: Mapping[str, Any], where: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the changes of laws that a mix or course holds; raises `InputError` for one that is not a table."""
    for law, change in given.items():
        if not isinstance(change, Mapping):
            raise InputError(f"{where}: law_changes.{law} = {change!r} is not allowed; allowed: a table")
    return given


def with_changes(content: Mapping[str, Any], changes: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return the table of a law, or changes of it, with further changes.

    An application by size class or wave changes those that it names; the others keep their quarter.

    Raises:
        InputError: for an application that names other groups than the one it changes, and not all companies.
    """
    changed = {**content, **changes}
    before, after = content.get("application"), changes.get("application")
    if before is None or not isinstance(after, Mapping):
        return changed
    if isinstance(before, str) and set(after) <= set(SIZE_CLASSES):
        before = dict.fromkeys(SIZE_CLASSES, before)
    if isinstance(before, Mapping) and (set(after) <= set(SIZE_CLASSES)) == (set(before) <= set(SIZE_CLASSES)):
        changed["application"] = {**before, **after}
    elif set(after) < set(SIZE_CLASSES) or ("0" not in after and not set(after) & set(SIZE_CLASSES)):
        raise InputError(
            f"{where}: application = {dict(after)!r} leaves companies out that application = {before!r} names;"
            " allowed: a table to all size classes, or of numbers of staff from 0 on"
        )
    return changed
