"""The report as one file: sections in their order, set by the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from experiments.pages.report.blocks import Section
from experiments.pages.report.context import Context
from experiments.pages.report.ledger import table_anchor
from experiments.pages.report.sections import (
    bearers,
    cards,
    conditions,
    drivers,
    evidence,
    grounds,
    impact,
    in_short,
    information,
    instruments,
    pressing,
    routes,
)
from experiments.pages.report.sources import Source
from experiments.report.translation import N_
from model.errors import InputError

TEMPLATES = Path(__file__).resolve().parent / "templates"
SECTIONS: Sequence[Callable[[Context], Section]] = (
    in_short.section,
    cards.section,
    impact.impact,
    instruments.section,
    impact.field,
    impact.criteria,
    bearers.section,
    routes.section,
    conditions.section,
    pressing.section,
    information.section,
    drivers.section,
    evidence.section,
    grounds.assumptions,
    grounds.limits,
    grounds.again,
)
WORDS = {
    "title": N_("Policy mixes for responsible business conduct in value chains"),
    "contents": N_("Contents"),
    "skip": N_("Go to the report"),
    "data": N_("Data"),
    "figure_data": N_("The numbers behind this figure"),
    "data_title": N_("Data behind the numbers"),
    "data_about": N_(
        "Each number in this report is a link to the row of the table that it was read from. Rows are numbered from 1 "
        "under the heads, as in the file; shares are from 0 to 1 and indices too, as in the file. Full precision is in "
        "the files. Of annual.parquet, which has a row a run and year, percentiles over draws are shown, of "
        "differences from the base (of the base: of its outcomes)."
    ),
    "data_printed": N_("The rows behind each number are in the HTML file of this report."),
    "figure": N_("Figure"),
    "row": N_("row"),
    "folder": N_("folder"),
    "study": N_("study"),
}
MAIN = ("compare", "robustness")


def report(sources: Mapping[str, Source], language: str, left_out: Mapping[str, str] | None = None) -> str:
    """Return the report of some studies as HTML; the same studies give the same bytes.

    Args:
        sources: finished studies by their subcommand.
        language: `en` or `nl`.
        left_out: why a study that was looked for is not among them, by its subcommand.

    Raises:
        InputError: when there is neither a comparison nor a study of robustness among them.
    """
    if not set(MAIN) & set(sources):
        given = ", ".join(sources) or "none"
        raise InputError(f"report: the studies given are {given}; allowed: at least one of {' and '.join(MAIN)}")
    context = Context(sources, language, left_out or {})
    sections = [make(context) for make in SECTIONS]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    tables = context.ledger.tables(language)
    values: dict[str, Any] = {
        "language": language,
        "words": {name: context.word(text) for name, text in WORDS.items()},
        "sections": sections,
        "sources": context.sources,
        "about": _about(context),
        "style": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        "anchor": table_anchor,
        "anchors": {each.anchor for each in tables},
        "tables": tables,
    }
    return environment.get_template("report.html").render(values)


def _about(context: Context) -> str:
    main = context.main
    assert main is not None
    return context.word(
        "Outcomes in {year}. Study {id}, commit {commit}.",
        year=context.year,
        id=main.study_id,
        commit=str(main.manifest["environment"].get("commit", "–"))[:10],
    )
