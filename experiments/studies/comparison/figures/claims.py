"""The claims of the hypotheses as a figure shows them: judged on the runs of a study, in the unit told, in lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.report.formatting import factor
from experiments.report.layout import line_height, wrap
from experiments.report.style import BODY, SMALL
from experiments.report.translation import label
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.hypotheses import Claim, Hypothesis
from experiments.studies.comparison.tables import ANNUAL_KEYS
from experiments.studies.comparison.verdicts import NOT_TESTED, claim_verdicts, overall, tidy

_NUMBERS = ("estimate", "lo", "hi", "least_relevant")
GAP, PAD = 0.1, 0.1
"""Room below a hypothesis and within its band, inches."""


@dataclass(frozen=True)
class Judged:
    """A claim under a course: the contrast less its threshold, its interval, the least relevant size, the verdict.

    Numbers are in the unit told.
    """

    estimate: float
    low: float
    high: float
    size: float
    verdict: str


@dataclass(frozen=True)
class Row:
    """A claim, the lines it takes, and its judgement by course."""

    claim: Claim
    lines: tuple[str, ...]
    judged: dict[str, Judged]

    @property
    def height(self) -> float:
        """Height of the row in inches."""
        return len(self.lines) * line_height(SMALL) + 0.06


@dataclass(frozen=True)
class Section:
    """A hypothesis, its label in lines, and the rows of its claims."""

    hypothesis: Hypothesis
    lines: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def band(self) -> float:
        """Height of the band with the label, inches."""
        return len(self.lines) * line_height(BODY) + PAD

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows to draw: none when no claim could be tested."""
        tested = any(each.verdict != NOT_TESTED for row in self.rows for each in row.judged.values())
        return self.rows if tested else ()

    @property
    def height(self) -> float:
        """Height of the whole in inches."""
        return self.band + sum(row.height for row in self.shown) + GAP

    def verdict(self, course: str) -> str | None:
        """Return the verdict under a course; None when no claim names that course."""
        verdicts = [row.judged[course].verdict for row in self.rows if course in row.judged]
        return overall(verdicts) if verdicts else None


def sections(view: View, hypotheses: Sequence[Hypothesis], width: float) -> list[Section]:
    """Judge every claim on the runs of a study, for the courses that the study has.

    Lines are broken to a width in inches.
    """
    named = {name for hypothesis in hypotheses for claim in hypothesis.claims for name in claim.outcome}
    columns = [name for name in view.tables.annual.columns if name in named or name in ANNUAL_KEYS]
    rows = iter(
        claim_verdicts(hypotheses, tidy(view.tables.annual[columns]), view.tables.parameters).to_dict(orient="records")
    )
    found = []
    for hypothesis in hypotheses:
        claims = []
        for claim in hypothesis.claims:
            scale, unit = told(view, claim)
            judged = {}
            for course in claim.courses:
                row = next(rows)
                estimate, low, high, size = (scale * float(row[name]) for name in _NUMBERS)
                judged[course] = Judged(estimate, low, high, size, str(row["verdict"]))
            says = claim.says_nl if view.language == "nl" else claim.says_en
            lines = wrap(f"{says} ({claim.year}; {unit})", width, SMALL)
            kept = {course: each for course, each in judged.items() if course in view.courses}
            claims.append(Row(claim, tuple(lines), kept))
        lines = wrap(label(hypothesis, view.language), width - PAD, BODY, "bold")
        found.append(Section(hypothesis, tuple(lines), tuple(claims)))
    return found


def told(view: View, claim: Claim) -> tuple[int, str]:
    """Return the factor and the unit in which the contrast of a claim is told."""
    factors = {factor(name) for name in claim.outcome}
    name = next(iter(claim.outcome))
    return (factors.pop() if len(factors) == 1 else 1), view.unit(name)
