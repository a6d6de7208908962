"""The side of the page with results: tables, cards, maps and figures of the study that was run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from htmltools import Tag, TagList, tags
from shiny import reactive, render, req, ui

from experiments.api import figure_names
from experiments.dashboard.desk import Desk
from experiments.dashboard.page import map_views, who_choices, years_range
from experiments.dashboard.panels import cards, comparison, figures, parts, pressure
from experiments.dashboard.panels.mixes import mix_labels
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
        return mix_labels(self.tables, self.desk.language)


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
        return _picker(shown, "outcomes", years, ui.input_checkbox("everything", desk.say("All headline outcomes")))

    @desk.output(id="comparison")
    @render.ui
    def _() -> Any:
        tables = shown.tables
        course, year = _picked(shown, "outcomes", comparison.years_of(tables))
        table = comparison.outcome_table(tables, course, year, desk.input.everything(), desk.language)
        return TagList(comparison.short(opened(shown.folder), desk.language), table)


def _parts(desk: Desk, shown: Shown) -> None:
    @desk.output(id="pick_map")
    @render.ui
    def _() -> Any:
        mixes = shown.mixes()
        return _picker(
            shown,
            "map",
            parts.years_of(shown.tables),
            ui.input_select("map_mix", desk.say("Mix"), mixes, selected=list(mixes)[-1]),
            ui.input_select("map_view", desk.say("Show"), map_views(desk.language)),
        )

    @desk.output(id="chain_map")
    @render.ui
    def _() -> Any:
        tables, mix = shown.tables, req(desk.input.map_mix())
        course, year = _picked(shown, "map", parts.years_of(tables))
        req(mix in tables.mixes)
        return parts.chain_map(tables, (course, mix, year), desk.input.map_view(), desk.language)

    @desk.output(id="pick_who")
    @render.ui
    def _() -> Any:
        dimension = ui.input_select("dimension", desk.say("Divided by"), who_choices(desk.language))
        return _picker(shown, "who", parts.years_of(shown.tables), dimension)

    @desk.output(id="who")
    @render.ui
    def _() -> Any:
        tables = shown.tables
        course, year = _picked(shown, "who", parts.years_of(tables))
        return parts.who_table(tables, course, year, desk.input.dimension(), desk.language)


def _figures(desk: Desk, shown: Shown) -> None:
    @desk.output(id="pick_figure")
    @render.ui
    def _() -> Any:
        labels = figures.labels(figure_names(shown.tables), desk.language)
        return TagList(
            ui.input_select("figure_name", desk.say("Figure"), labels, selected="2_chain_impact"),
            tags.div(
                ui.download_button("take_png", desk.say("Picture (PNG)")),
                ui.download_button("take_svg", desk.say("Picture (SVG)")),
                class_="buttons",
            ),
        )

    @desk.output(id="figure")
    @render.ui
    async def _() -> Any:
        folder, name = shown.folder, req(desk.input.figure_name())
        content = await desk.aside(drawn, folder, name, desk.language, "png")
        label_of = figures.labels([name], desk.language)[name]
        described = desk.say("Figure of the comparison: {name}. Its numbers are in the tables.", name=label_of)
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


def _picker(shown: Shown, name: str, years: list[int], *others: Tag) -> Tag:
    """Return the controls of a view: a course, others, and a year."""
    say = shown.desk.say
    course = ui.input_select(f"{name}_course", say("European politics"), shown.courses())
    return tags.div(course, *others, years_range(name, years, say("Year")), class_="picker")


def _picked(shown: Shown, name: str, years: list[int]) -> tuple[str, int]:
    """Return the course and the year that the controls of a view are at: the last year until its range is moved."""
    given, where = shown.desk.input, f"{name}_year"
    course = req(given[f"{name}_course"]())
    req(course in shown.tables.courses)
    year = int(given[where]()) if where in given else years[-1]
    return course, year if year in years else years[-1]
