"""What the SER expects, as claims about outcomes of mixes, read from a file; `verdicts.py` judges them.

A claim is a contrast of mixes on the same random draws: one mix, one mix less another, or the interaction
a - b - c + d of a 2 x 2 design.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.studies.common.relevance import least_relevant
from model import catalogue
from model.errors import InputError, unknown_name
from model.file_names import check_name
from model.inputs.toml_input import Field, list_of, number, one_of, read_table, read_toml, text
from model.parameters import declared
from model.scenario import SCENARIOS, course_files, named_files

HYPOTHESES = SCENARIOS / "hypotheses.toml"
RELATIONS = ("greater", "less")
CORNERS = 4
"""Mixes in an interaction: both, only the first, only the second, neither."""


def _weights(value: Any) -> dict[str, float]:
    if isinstance(value, str) and value.strip():
        return {value: 1.0}
    if not isinstance(value, dict) or not value:
        raise ValueError(value)
    weight = number(-1e6, 1e6)
    return {name: float(weight.read(each)) for name, each in value.items()}


def _rests_on(value: Any) -> tuple[str, float]:
    if not isinstance(value, dict) or set(value) != {"parameter", "absent"}:
        raise ValueError(value)
    return text().read(value["parameter"]), float(number(-1e12, 1e12).read(value["absent"]))


def _tables(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(value)
    return tuple(value)


_HYPOTHESIS: dict[str, Field] = {
    "id": text(),
    "label_en": text(),
    "label_nl": text(),
    "sections": list_of(text()),
    "expects": text(),
    "claims": Field(_tables, "a list of tables, one or more"),
}
_CLAIM: dict[str, Field] = {
    "says_en": text(),
    "says_nl": text(),
    "outcome": Field(_weights, "the name of an outcome, or a table of outcome to weight"),
    "year": number(1900, 2200, whole=True),
    "since": number(1900, 2200, None, whole=True),
    "left": text(None),
    "right": text(None),
    "interaction": list_of(text(), ()),
    "relation": one_of(RELATIONS),
    "threshold": number(-1e12, 1e12, None),
    "reason": text(None),
    "least_relevant": number(0, 1e12, None),
    "rests_on": Field(_rests_on, "a table of parameter (a name) and absent (a number)", None),
    "courses": list_of(text()),
    "right_course": text(None),
}


@dataclass(frozen=True)
class Claim:
    """One claim: the contrast of `left` with `right`, of `left` with 0, or the `interaction` of four mixes.

    The contrast is of `outcome` (a weighted sum, mostly of one) at the end of `year`, or of its change from the end
    of `since`. It has to be `relation` (greater or less) than `threshold` (0 when None), of which `reason` says where
    it comes from.
    `courses` lists the courses under each of which the claim is judged; `right_course` puts the right side under
    another course. `least_relevant` is a least relevant size of its own (see `size`). `rests_on` names the parameter
    that alone can bring about what the claim says, with the value at which it does nothing.
    """

    says_en: str
    says_nl: str
    outcome: Mapping[str, float]
    year: int
    since: int | None
    left: str | None
    right: str | None
    interaction: tuple[str, ...]
    relation: str
    threshold: float | None
    reason: str | None
    least_relevant: float | None
    rests_on: tuple[str, float] | None
    courses: tuple[str, ...]
    right_course: str | None

    @property
    def size(self) -> float:
        """The least relevant size of the contrast: its own, else that of its outcomes, weighed as they are."""
        if self.least_relevant is not None:
            return self.least_relevant
        sizes = least_relevant()
        return abs(sum(weight * sizes.get(name, 0.0) for name, weight in self.outcome.items()))

    @property
    def sign(self) -> int:
        """1 when the contrast has to be above its threshold, -1 when below."""
        return 1 if self.relation == "greater" else -1

    def testable(self, parameters: Mapping[str, float]) -> bool:
        """Tell whether what the claim says can come about at the values of parameters (all, by full name)."""
        return self.rests_on is None or parameters.get(self.rests_on[0]) != self.rests_on[1]

    @property
    def outcome_name(self) -> str:
        """The outcome as a text: its name, or a sum such as `8 a - b`."""
        if list(self.outcome.values()) == [1.0]:
            return next(iter(self.outcome))
        return " ".join(f"{weight:+g} {name}" for name, weight in self.outcome.items()).removeprefix("+")

    def contrast(self, course: str) -> tuple[tuple[tuple[int, str, str], ...], tuple[Any, ...]]:
        """Return all that determines the contrast under a course: two claims of which it is equal are one."""
        what = (tuple(sorted(self.outcome.items())), self.year, self.since, self.relation, self.threshold or 0.0)
        return self.terms(course), what

    def terms(self, course: str) -> tuple[tuple[int, str, str], ...]:
        """Return the contrast under a course: sign, mix and course of each term."""
        if self.interaction:
            return tuple((sign, mix, course) for sign, mix in zip((1, -1, -1, 1), self.interaction, strict=True))
        left = (1, str(self.left), course)
        return (left,) if self.right is None else (left, (-1, self.right, self.right_course or course))


@dataclass(frozen=True)
class Hypothesis:
    """What the advice expects, in own words, and the claims that would bear it out."""

    id: str
    label_en: str
    label_nl: str
    sections: tuple[str, ...]
    expects: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class _Names:
    """What claims may name; without outcomes any will do."""

    mixes: tuple[str, ...]
    courses: tuple[str, ...]
    outcomes: tuple[str, ...] | None


def read_hypotheses(path: Path = HYPOTHESES, outcomes: Iterable[str] | None = None) -> tuple[Hypothesis, ...]:
    """Read hypotheses.

    Args:
        path: the file, with an array of tables `hypotheses`.
        outcomes: the names an outcome may have; None leaves them unchecked.

    Raises:
        InputError: for wrong keys or values, contradictory claims, unknown mixes, courses or outcomes, double ids.
    """
    field = {"hypotheses": Field(_tables, "a list of tables, one or more")}
    known = _Names(tuple(named_files("mixes")), tuple(course_files()), None if outcomes is None else tuple(outcomes))
    found: list[Hypothesis] = []
    for place, table in enumerate(read_table(read_toml(path), field, str(path))["hypotheses"], start=1):
        values = read_table(table, _HYPOTHESIS, f"{path}: hypothesis {place}")
        where = f"{path}: {check_name(values['id'], str(path))}"
        if any(each.id == values["id"] for each in found):
            raise InputError(f"{where}: id is given twice")
        claims = tuple(
            _claim(given, f"{where}: claim {number}", known) for number, given in enumerate(values["claims"], start=1)
        )
        found.append(Hypothesis(**{**values, "claims": claims}))
    return tuple(found)


def _claim(table: object, where: str, known: _Names) -> Claim:
    claim = Claim(**read_table(table, _CLAIM, where))
    if bool(claim.interaction) == (claim.left is not None):
        raise InputError(f"{where}: give either left or interaction")
    if claim.interaction and (len(claim.interaction) != CORNERS or claim.right is not None):
        raise InputError(f"{where}: interaction takes four mixes (both, one, other, neither) and no right")
    if claim.right is None and not claim.interaction and claim.threshold is None:
        raise InputError(f"{where}: give right, or the threshold that left is held against")
    if (claim.threshold is None) != (claim.reason is None):
        raise InputError(f"{where}: a threshold needs a reason, and a reason a threshold")
    if claim.right_course is not None and claim.right is None:
        raise InputError(f"{where}: right_course needs right")
    if claim.since is not None and claim.since >= claim.year:
        raise InputError(f"{where}: since = {claim.since} is not before year = {claim.year}")
    if not claim.courses:
        raise InputError(f"{where}: courses is empty")
    if claim.rests_on is not None:
        catalogue.load()
        if claim.rests_on[0] not in declared():
            raise unknown_name(f"{where}: rests_on", "parameter", claim.rests_on[0], declared())
    _check_names(claim, where, known)
    return claim


def _check_names(claim: Claim, where: str, known: _Names) -> None:
    for course in claim.courses:
        for _, mix, under in claim.terms(course):
            if mix not in known.mixes:
                raise unknown_name(where, "mix", mix, known.mixes)
            if under not in known.courses:
                raise unknown_name(where, "course", under, known.courses)
    for name in claim.outcome:
        if known.outcomes is not None and name not in known.outcomes:
            raise unknown_name(where, "outcome", name, known.outcomes)


def needed_runs(hypotheses: Sequence[Hypothesis]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of mix and course that the claims speak of, in order of first mention."""
    claims = [claim for hypothesis in hypotheses for claim in hypothesis.claims]
    named = ((mix, under) for claim in claims for course in claim.courses for _, mix, under in claim.terms(course))
    return tuple(dict.fromkeys(named))


def needed_outcomes(hypotheses: Sequence[Hypothesis]) -> tuple[str, ...]:
    """Return the outcomes that the claims speak of, in order of first mention."""
    named = (name for hypothesis in hypotheses for claim in hypothesis.claims for name in claim.outcome)
    return tuple(dict.fromkeys(named))


def claim_years(hypotheses: Sequence[Hypothesis]) -> tuple[int, ...]:
    """Return the years that the claims speak of, sorted."""
    return tuple(sorted({claim.year for hypothesis in hypotheses for claim in hypothesis.claims}))
