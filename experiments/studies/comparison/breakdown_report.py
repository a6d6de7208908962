"""A breakdown on the terminal: what each group adds to the differences between mixes, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from experiments.report.formatting import capital
from experiments.report.terminal import decimals, number_text, with_half_width
from experiments.report.translation import in_language, label, translate, unit_in
from experiments.report.units import unit_shown
from experiments.runs.breakdown import group_labels
from experiments.studies.comparison.report import MOST_BESIDE_BASE
from experiments.studies.comparison.tables import StudyTables
from model.errors import unknown_name
from model.outcomes.breakdown import described
from model.outcomes.breakdown_dimensions import DIMENSIONS
from model.outcomes.breakdown_parts import COMPANIES

MOST_ROWS = 15
"""Groups in one table; the others are in the file."""
OF_CHAINS, OF_COMPANIES = ("chain_impact_dutch",), ("cost_firms", "substance_mean")
"""Outcomes shown of dimensions that divide chains, and of those that divide companies only."""
COMPANY_DIMENSIONS = tuple(
    name for name, each in DIMENSIONS.items() if all(counted is COMPANIES for counted, _ in each.groups)
)
WEIGHT = ("workers_share", "revenue_share")
"""What groups are sorted by, the first that the dimension has."""
NARROWEST = 13


def check_dimension(name: str) -> str:
    """Return the name of a dimension.

    Raises:
        InputError: for a name that is none, with the nearest one.
    """
    if name not in DIMENSIONS:
        raise unknown_name("--by", "dimension", name, DIMENSIONS)
    return name


def breakdown_legend(tables: StudyTables, language: str) -> str:
    """Return how to read the tables of a breakdown."""
    return translate(
        "Share: of the workers of 2020 in Dutch chains, or of the revenue of Dutch companies. Then "
        "what each group adds to the whole: for {base} its contribution, for other mixes the paired "
        "difference from it ± half of the 90% interval over {seeds} seeds, with * where the interval "
        "leaves out 0, without a correction for the number of groups. Groups add up to the last line.",
        language,
        seeds=tables.seeds,
        base=label(tables.mixes[tables.base], language),
    )


def breakdown_tables(tables: StudyTables, dimension: str, year: int, language: str, file: str) -> Iterator[Table]:
    """Yield the breakdown of one year: for each course and leading outcome the base with a few others in each table.

    Args:
        tables: the study.
        dimension: the name of a dimension.
        year: a year that the breakdown has.
        language: `en` or `nl`.
        file: where the rest is, for the last line.
    """
    chosen = tables.breakdown[(tables.breakdown["dimension"] == dimension) & (tables.breakdown["year"] == year)]
    others = [mix for mix in tables.shown if mix != tables.base]
    for course in tables.courses:
        of_course = chosen[chosen["course"] == course]
        whole = tables.summary[(tables.summary["course"] == course) & (tables.summary["year"] == year)]
        for outcome in OF_COMPANIES if dimension in COMPANY_DIMENSIONS else OF_CHAINS:
            view = _View(tables, dimension, outcome, language, _by(of_course, whole))
            for first in range(0, max(1, len(others)), MOST_BESIDE_BASE):
                yield view.table([tables.base, *others[first : first + MOST_BESIDE_BASE]], course, (year, file))


Cells = Mapping[tuple[str, str, str], Mapping[str, Any]]
_WHOLE = ""
"""Stands for the code of a group where the whole is meant."""


def _by(divided: pd.DataFrame, whole: pd.DataFrame) -> Cells:
    """Return the rows of both tables by group, outcome and mix."""
    found: dict[tuple[str, str, str], Any] = {}
    for row in divided.to_dict(orient="records"):
        found[row["key"], row["outcome"], row["mix"]] = row
    for row in whole.to_dict(orient="records"):
        found[_WHOLE, row["outcome"], row["mix"]] = row
    return found


class _View:
    """One dimension and outcome of a study under one course and year."""

    def __init__(self, tables: StudyTables, dimension: str, outcome: str, language: str, cells: Cells) -> None:
        """Put together what the tables of this outcome need."""
        self.tables, self.dimension, self.outcome, self.language = tables, dimension, outcome, language
        self.cells = cells
        self.labels = group_labels(tables.scenarios[0].world, dimension, language)
        known = {name for _, name, _ in cells}
        self.weight = next((name for name in WEIGHT if name in known and self._has(name)), "")

    def _has(self, outcome: str) -> bool:
        return any((code, outcome, self.tables.base) in self.cells for code in self.labels)

    def sizes(self, mixes: list[str]) -> dict[str, float]:
        """Return the size of each group: its weight, or its largest difference where it has none."""
        if self.weight:
            return {code: float(self.cells[code, self.weight, self.tables.base]["mean"]) for code in self.labels}
        return {
            code: max((abs(self.cells[code, self.outcome, mix]["diff"]) for mix in mixes), default=0.0)
            for code in self.labels
        }

    def table(self, mixes: list[str], course: str, of: tuple[int, str]) -> Table:
        """Return one table, a row a group, the largest first."""
        say, (year, file) = in_language(self.language), of
        whole = described(self.outcome)
        unit, factor = unit_shown(whole.unit)
        heading = f"{year} · {label(self.tables.courses[course], self.language)}"
        title = f"{label(whole, self.language)} [{unit_in(self.language, unit)}] · {heading}"
        sizes = self.sizes(mixes)
        order = sorted((code for code in self.labels if sizes[code] > 0), key=lambda code: -sizes[code])
        shown = order[:MOST_ROWS]
        left = len(order) - len(shown)
        table = Table(title=Text(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=0)
        if left:
            table.caption = Text(say("{count} smaller groups are in {file}", count=left, file=file))
            table.caption_justify = "left"
        table.add_column(label(DIMENSIONS[self.dimension], self.language), overflow="fold", min_width=NARROWEST)
        if self.weight:
            table.add_column(say("share"), justify="right")
        for mix in mixes:
            table.add_column(
                Text(label(self.tables.mixes[mix], self.language)),
                justify="right",
                overflow="fold",
                min_width=NARROWEST,
            )
        rows = [[self.cells[code, self.outcome, mix] for mix in mixes] for code in (*shown, _WHOLE)]
        places = (
            decimals(factor * row[0]["mean"] for row in rows),
            decimals(factor * each["diff"] for row in rows for each in row[1:]),
        )
        for code, row in zip((*shown, _WHOLE), rows, strict=True):
            share = [self._share(code)] if self.weight else []
            named = say("All groups") if code == _WHOLE else capital(self.labels[code])
            table.add_row(Text(named), *share, *self._numbers(row, factor, places), end_section=code == shown[-1])
        return table

    def _share(self, code: str) -> Text:
        whole = 1.0 if code == _WHOLE else float(self.cells[code, self.weight, self.tables.base]["mean"])
        return Text(f"{number_text(100 * whole, 1, '', self.language)}% ")

    def _numbers(self, row: list[Mapping[str, Any]], factor: int, places: tuple[int, int]) -> Iterator[Text]:
        """Yield the contribution of the base and the differences of the others, marked when clearly not 0."""
        yield Text(f"{number_text(factor * row[0]['mean'], places[0], '', self.language)} ")
        for each in row[1:]:
            seen = abs(factor * each["diff"]) >= 0.5 * 10.0 ** -places[1]
            differs = seen and (each["diff_lo"] > 0 or each["diff_hi"] < 0)
            number = with_half_width(factor * each["diff"], factor * each["diff_hi"], places[1], "+", self.language)
            yield Text(f"{number}{'*' if differs else ' '}", style="bold" if differs else "dim")
