"""The side of the page with results: tables, cards, maps and figures of the study that was run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from htmltools import TagList, tags
from shiny import reactive, render, req, ui

from experiments.dashboard.desk import Desk
from experiments.dashboard.page import map_views, who_choices, years_range
from experiments.dashboard.panels import cards, comparison, figures, parts, pressure
from experiments.dashboard.running import Runner
from experiments.report.translation import label
from experiments.studies.comparison.tables import ComparisonFolder, StudyTables, read_finished


@lru_cache(maxsize=8)
def opened(folder: Path) -> ComparisonFolder:
    """Return a finished comparison; sessions that show the same one share it."""
    return read_finished(folder)


def drawn(folder: Path, name: str, language: str, kind: str) -> bytes:
    """Return a figure of a finished comparison as `png` or `svg`."""
    from experiments.studies.comparison.figures.drawing import drawings_of

    return figures.picture(drawings_of(opened(folder).tables, language)[name], name, kind)


def figure_titles(folder: Path, language: str) -> list[str]:
    """Return the names of the figures of a finished comparison."""
    from experiments.studies.comparison.figures.drawing import drawings_of

    return list(drawings_of(opened(folder).tables, language))


class Shown:
    """What the panels share: the tables of the study that is shown, and the labels of its parts."""

    def __init__(self, desk: Desk, runner: Runner) -> None:
        """Look at what a runner found."""
        self.desk, self.runner = desk, runner

    @property
    def folder(self) -> Path:
        """The folder of the study; nothing is shown before there is one."""
        return self.runner.shown.folder

    @property
    def tables(self) -> StudyTables:
        """The tables of the study."""
        return opened(self.folder).tables

    def courses(self) -> dict[str, str]:
        """Return the labels of its courses by name."""
        return {name: label(each, self.desk.language) for name, each in self.tables.courses.items()}

    def mixes(self) -> dict[str, str]:
        """Return the labels of its mixes by name."""
        return {name: label(each, self.desk.language) for name, each in self.tables.mixes.items()}


def result_side(desk: Desk, runner: Runner, pressing: Runner) -> None:
    """Connect the panels."""
    shown = Shown(desk, runner)
    _comparison(desk, shown)
    _parts(desk, shown)
    _figures(desk, shown)

    @desk.output(id="cards")
    @render.ui
    def _() -> Any:
        return cards.cards(shown.tables, desk.language)

    @desk.output(id="pressure")
    @render.ui
    async def _() -> Any:
        return await desk.aside(pressure.pressure_part, pressing.shown.folder, desk.language)


def _comparison(desk: Desk, shown: Shown) -> None:
    @desk.output(id="pick_comparison")
    @render.ui
    def _() -> Any:
        years = comparison.years_of(shown.tables)
        return tags.div(
            ui.input_select("course", desk.say("European politics"), shown.courses()),
            years_range("outcomes", years, desk.say("Year")),
            ui.input_checkbox("everything", desk.say("All headline outcomes"), False),
            class_="pair",
        )

    @desk.output(id="comparison")
    @render.ui
    def _() -> Any:
        tables, course = shown.tables, req(desk.input.course())
        req(course in tables.courses)
        year = _year(desk, "outcomes", comparison.years_of(tables))
        table = comparison.outcome_table(tables, course, year, desk.input.everything(), desk.language)
        return TagList(comparison.short(opened(shown.folder), desk.language), table)


def _parts(desk: Desk, shown: Shown) -> None:
    @desk.output(id="pick_map")
    @render.ui
    def _() -> Any:
        names = list(shown.mixes())
        return tags.div(
            ui.input_select("map_course", desk.say("European politics"), shown.courses()),
            ui.input_select("map_mix", desk.say("Mix"), shown.mixes(), selected=names[-1]),
            ui.input_select("map_view", desk.say("Show"), map_views(desk.language)),
            years_range("map", parts.years_of(shown.tables), desk.say("Year")),
            class_="pair",
        )

    @desk.output(id="chain_map")
    @render.ui
    def _() -> Any:
        tables, course, mix = shown.tables, req(desk.input.map_course()), req(desk.input.map_mix())
        req(course in tables.courses and mix in tables.mixes)
        year = _year(desk, "map", parts.years_of(tables))
        return parts.chain_map(tables, (course, mix, year), desk.input.map_view(), desk.language)

    @desk.output(id="pick_who")
    @render.ui
    def _() -> Any:
        return tags.div(
            ui.input_select("who_course", desk.say("European politics"), shown.courses()),
            ui.input_select("dimension", desk.say("Divided by"), who_choices(desk.language)),
            years_range("who", parts.years_of(shown.tables), desk.say("Year")),
            class_="pair",
        )

    @desk.output(id="who")
    @render.ui
    def _() -> Any:
        tables, course = shown.tables, req(desk.input.who_course())
        req(course in tables.courses)
        year = _year(desk, "who", parts.years_of(tables))
        return parts.who_table(tables, course, year, desk.input.dimension(), desk.language)


def _figures(desk: Desk, shown: Shown) -> None:
    @desk.output(id="pick_figure")
    @render.ui
    def _() -> Any:
        names = figure_titles(shown.folder, desk.language)
        first = next((name for name in names if "chain_impact" in name), names[0])
        labels = {name: name.partition("_")[2].replace("_", " ") for name in names}
        return TagList(
            ui.input_select("figure_name", desk.say("Figure"), labels, selected=first),
            ui.download_button("take_png", desk.say("Picture (PNG)")),
            ui.download_button("take_svg", desk.say("Picture (SVG)")),
        )

    @desk.output(id="figure")
    @render.ui
    async def _() -> Any:
        folder, name = shown.folder, req(desk.input.figure_name())
        content = await desk.aside(drawn, folder, name, desk.language, "png")
        described = desk.say("Figure of the comparison: {name}. Its numbers are in the tables.", name=name)
        return figures.shown(content, described)

    for kind in ("png", "svg"):
        _take_figure(desk, shown, kind)


def _take_figure(desk: Desk, shown: Shown, kind: str) -> None:
    def name() -> str:
        return f"{desk.input.figure_name()}.{kind}"

    @desk.output(id=f"take_{kind}")
    @render.download_button(filename=name)
    async def _() -> Any:
        with reactive.isolate():
            folder, figure = shown.folder, desk.input.figure_name()
        yield await desk.aside(drawn, folder, figure, desk.language, kind)


def _year(desk: Desk, name: str, years: list[int]) -> int:
    """Return the year that a range is at: the last one until it is moved."""
    where = f"{name}_year"
    year = int(desk.input[where]()) if where in desk.input else years[-1]
    return year if year in years else years[-1]
