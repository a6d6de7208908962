"""What a session takes along: files of the study, scenario files, and the command that gives the same tables."""

from __future__ import annotations

from typing import Any

from htmltools import TagList, tags
from shiny import reactive, render, ui

from experiments.dashboard import downloads
from experiments.dashboard.command import command_text
from experiments.dashboard.desk import Desk
from experiments.dashboard.running import Runner
from experiments.dashboard.scenario_files import files_of

OUT = "from-the-dashboard"


def taking_side(desk: Desk, runner: Runner) -> None:
    """Connect the downloads."""

    @desk.output(id="along")
    @render.ui
    def _() -> Any:
        study, say = runner.shown, desk.say
        files = files_of(study.state)
        own = TagList(
            tags.p(say("It needs these files in the folder that it is given in: {files}.", files=", ".join(files))),
            ui.download_button("take_scenario", say("Scenario files (zip)")),
        )
        return TagList(
            tags.h3(say("The command that gives the same tables")),
            tags.pre(command_text(list(study.words), OUT), class_="command", tabindex="0"),
            own if files else None,
            tags.h3(say("Tables")),
            ui.input_select("table", say("Table"), downloads.table_files(study.folder)),
            tags.div(
                ui.download_button("take_table", say("This table, as the command writes it")),
                ui.download_button("take_dutch", say("This table as CSV for Dutch Excel")),
                ui.download_button("take_excel", say("All tables as one Excel workbook")),
                class_="buttons",
            ),
        )

    @desk.output(id="take_table")
    @render.download_button(filename=desk.input.table)
    def _() -> Any:
        with reactive.isolate():
            yield downloads.table_file(runner.shown.folder, desk.input.table())

    @desk.output(id="take_dutch")
    @render.download_button(filename=lambda: f"{desk.input.table().rpartition('.')[0]}.csv")
    async def _() -> Any:
        with reactive.isolate():
            folder, name = runner.shown.folder, desk.input.table()
        yield await desk.aside(downloads.dutch_csv, folder, name)

    @desk.output(id="take_excel")
    @render.download_button(filename="tables.xlsx")
    async def _() -> Any:
        with reactive.isolate():
            folder = runner.shown.folder
        yield await desk.aside(downloads.workbook, folder)

    @desk.output(id="take_scenario")
    @render.download_button(filename="scenario.zip")
    def _() -> Any:
        with reactive.isolate():
            yield downloads.archive(files_of(runner.shown.state))
