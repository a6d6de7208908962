"""What every section has at hand: the studies, one language, and numbers that keep the place they come from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from markupsafe import Markup

from experiments.pages.report.blocks import Estimate, Interval, Missing
from experiments.pages.report.ledger import Cited, Ledger
from experiments.pages.report.sources import Row, Source, TableRows
from experiments.pages.report.spread import FILE as RUNS
from experiments.pages.report.spread import SPREAD, spread
from experiments.report.formatting import factor, is_clear, lowered, places_for
from experiments.report.localisation import Speech
from experiments.report.style import MixStyle
from experiments.report.translation import N_, label, text_in
from experiments.report.units import FULL
from experiments.studies.common.analysis_view import mix_styles
from model.inputs.mix import Mix

DIFFERENCE = ("diff", "diff_lo", "diff_hi")
MEAN = ("mean", "lo", "hi")
MOST_PLACES = 4
PERCENT = 100.0
FEWEST_DRAWS = 20
"""With fewer draws nothing is said of what nine in ten of them lie between."""
COURSES = {
    True: N_("European law may come under every mix, when and as ambitious as politics brings it"),
    False: N_("every mix is carried out in full, and European law comes only where the mix has it"),
}
"""What a course means, by whether European law may come under every mix."""


class Context(Speech):
    """Studies by subcommand, in one language (`en` or `nl`)."""

    def __init__(self, sources: Mapping[str, Source], language: str, left_out: Mapping[str, str]) -> None:
        self.sources, self.language, self.left_out = sources, language, left_out
        self.ledger = Ledger()
        self._tables: dict[tuple[str, str], TableRows] = {}

    def sentence(self, text: str, /, **gaps: object) -> Markup:
        """Return a text in the language with its gaps filled; numbers stay links, all else is escaped."""
        return Markup(text_in(self.language, text)).format(**gaps)

    def rows(self, verb: str, file: str) -> TableRows:
        """Return the rows of a table of a study that is there; none when the study lacks the table."""
        if (verb, file) not in self._tables:
            self._tables[verb, file] = TableRows(verb, file, self.sources[verb].read(file))
        return self._tables[verb, file]

    def has(self, verb: str, file: str = "") -> bool:
        """Tell whether a study, or a table of it, is there."""
        return verb in self.sources and (not file or self.sources[verb].has(file))

    @cached_property
    def main(self) -> Source | None:
        """The study that names the mixes: the comparison, else that of robustness."""
        return next((self.sources[verb] for verb in ("compare", "robustness") if verb in self.sources), None)

    @cached_property
    def mixes(self) -> dict[str, Mix]:
        """The mixes shown by name, the base first."""
        if self.main is None:
            return {}
        found = {each.mix.name: each.mix for each in self.main.scenarios}
        shown = self.main.manifest.get("shown", list(found))
        return {name: found[name] for name in shown}

    @property
    def base(self) -> str:
        """The mix that others are held against."""
        return next(iter(self.mixes), "")

    @property
    def others(self) -> list[str]:
        """The mixes shown, without the base."""
        return list(self.mixes)[1:]

    @cached_property
    def styles(self) -> dict[str, MixStyle]:
        """How mixes are shown, by name."""
        return mix_styles(list(self.mixes.values()), self.language)

    @cached_property
    def courses(self) -> dict[str, str]:
        """Labels of the courses of European politics, by name, the first that of the main comparison."""
        scenarios = self.main.scenarios if self.main else ()
        return {each.course.name: label(each.course, self.language) for each in scenarios}

    def course_said(self, course: str) -> str:
        """Return what a course of European politics means."""
        scenarios = self.main.scenarios if self.main else ()
        found = next(each.course for each in scenarios if each.course.name == course)
        return self.word(COURSES[found.under_every_mix])

    @property
    def course(self) -> str:
        """The course that the report is about first of all."""
        return next(iter(self.courses), "")

    @cached_property
    def year(self) -> int:
        """The year that the report is about: the last of the main study."""
        assert self.main is not None
        file = "summary.csv" if self.main.verb == "compare" else "ranks.csv"
        return int(self.rows(self.main.verb, file).table["year"].max())

    @cached_property
    def _spread(self) -> TableRows | None:
        source = self.sources.get("compare")
        if source is None or source.manifest.get("ensemble") is None or not source.has(RUNS):
            return None
        return spread(source.read(RUNS), self.base, self.year)

    def spread(self, mix: str, outcome: str, course: str = "") -> Row | None:
        """Return between what nine draws in ten lie for a mix in the year of the report, None when that is not known.

        The row is of the outcome itself for the base, and of the difference from it for another mix.
        """
        if self._spread is None:
            return None
        row = self._spread.one(course=course or self.course, mix=mix, outcome=outcome, year=self.year)
        return row if row is not None and row.number("draws") >= FEWEST_DRAWS else None

    def mixes_said(self, names: Sequence[str]) -> str:
        """Return several mixes as `mix 2, 3 and 4`."""
        return self.word("mix {names}", names=self.listed([self.styles[name].code for name in names]))

    def mix(self, name: str) -> str:
        """Return a mix as `mix 3`."""
        return self.word("mix {names}", names=self.styles[name].code)

    def named(self, name: str) -> str:
        """Return a mix as `mix 3 (a broad law)`."""
        return f"{self.mix(name)} ({lowered(self.styles[name].full_label)})"

    def cited(self, row: Row, column: str, scale: float = 1.0, places: int = 0, **form: object) -> Cited:
        """Return a number of a row as text; `signed` with its sign, `unit` put behind it."""
        text = self.number(scale * row.number(column), places, signed=bool(form.get("signed")))
        return Cited(f"{text}{form.get('unit', '')}", self.ledger.cite(row, [column]))

    def share(self, row: Row, column: str) -> Cited:
        """Return a share of a row as a percentage."""
        return self.cited(row, column, PERCENT, 0, unit="%")

    def range_of(self, row: Row, columns: Sequence[str], scale: float, places: int, signed: bool = True) -> Cited:
        """Return an estimate and its interval as `+0.52 [+0.35; +0.69]`."""
        values = [scale * row.number(each) for each in columns]
        places = _enough(values, places) if signed else places
        texts = [self.number(each, places, signed) for each in values]
        text = texts[0] if math.isnan(values[1]) else f"{texts[0]} [{texts[1]}; {texts[2]}]"
        clear = is_clear(values[1], values[2]) if signed else None
        return Cited(text, self.ledger.cite(row, columns), clear)

    def estimates(
        self,
        rows: Iterable[Row | None],
        columns: Sequence[str],
        outcome: str,
        around: Sequence[Row | None] = (),
    ) -> list[Estimate | str]:
        """Return cells of one outcome, all on one scale; a dash where a row is missing.

        Args:
            rows: of several mixes, groups or years.
            columns: of the estimate and the bounds of its interval.
            outcome: decides unit and factor.
            around: rows of `spread` whose ends stand in place of the interval.
        """
        found, scale = list(rows), factor(outcome)
        ends = list(around) if around and all(around) else [None] * len(found)
        least = int(scale == FULL and columns[0] != MEAN[0])
        places = min(MOST_PLACES, max(least, places_for([scale * row.number(columns[0]) for row in found if row])))
        values = [_values(row, columns, end, scale) for row, end in zip(found, ends, strict=True) if row]
        line = _Line(each for one in values for each in one)
        return [
            self._estimate(row, columns, end, (scale, places, line)) if row else "–"
            for row, end in zip(found, ends, strict=True)
        ]

    def _estimate(self, row: Row, columns: Sequence[str], end: Row | None, form: tuple[float, int, _Line]) -> Estimate:
        scale, places, line = form
        signed = columns[0] != MEAN[0]
        values = _values(row, columns, end, scale)
        places = _enough(values, places) if signed else places
        texts = [self.number(each, places, signed) for each in values]
        clear = is_clear(values[1], values[2]) if signed else None
        number = Cited(texts[0], self.ledger.cite(row, columns), clear)
        if math.isnan(values[1]) or values[1] == values[2]:
            return Estimate(number)
        bounds: str | Cited = f"{texts[1]}; {texts[2]}" if signed else f"{texts[1]} – {texts[2]}"
        if end is not None:
            bounds = Cited(str(bounds), self.ledger.cite(end, SPREAD))
        return Estimate(number, bounds, line.of(values))

    def between(self, row: Row, outcome: str, places: int) -> Cited:
        """Return the ends of a row of `spread` as `−0.03 to +1.21`."""
        low, high = (self.number(factor(outcome) * row.number(each), places, signed=True) for each in SPREAD)
        return Cited(self.word("{low} to {high}", low=low, high=high), self.ledger.cite(row, SPREAD))

    def missing(self, verb: str, about: str) -> Missing:
        """Return that a section lacks its study, why, and how it is made."""
        if verb in self.left_out:
            text = self.sentence(
                "{about}: left out. {why}. Made again by: {command}",
                about=about,
                why=self.left_out[verb],
                command=Markup("<code>python run.py {}</code>").format(verb),
            )
        else:
            text = self.sentence(
                "{about}: not among the studies of this report. It is made by {command}; give its folder as well.",
                about=about,
                command=Markup("<code>python run.py {}</code>").format(verb),
            )
        return Missing(text)


def _values(row: Row, columns: Sequence[str], end: Row | None, scale: float) -> list[float]:
    """Return an estimate and the ends of its interval, which may be those of another row."""
    pairs = [(row, each) for each in columns]
    if end is not None:
        pairs[1:] = [(end, each) for each in SPREAD]
    return [scale * one.number(each) for one, each in pairs]


def _enough(values: Sequence[float], places: int) -> int:
    """Return decimals with which an interval that leaves out 0 does not read as if it held 0."""
    nearest = min(abs(each) for each in values)
    if not is_clear(*values[1:3]):
        return places
    return next((each for each in range(places, MOST_PLACES) if round(nearest, each)), max(places, MOST_PLACES))


class _Line:
    """One scale for small drawings of intervals: all values and 0."""

    def __init__(self, values: Iterable[float]) -> None:
        finite = [each for each in values if math.isfinite(each)]
        self.low, self.high = min([0.0, *finite]), max([0.0, *finite])

    def _place(self, value: float) -> float:
        span = self.high - self.low
        return round(100.0 * (value - self.low) / span, 1) if span else 50.0

    def of(self, values: Sequence[float]) -> Interval:
        """Return the drawing of a value with its bounds."""
        return Interval(self._place(values[1]), self._place(values[0]), self._place(values[2]), self._place(0.0))
