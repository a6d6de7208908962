"""What the report rests on: assumptions, limits, and how to make it again."""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Points, Section, Table, TableRow, Text
from experiments.pages.report.context import Context
from experiments.pages.report.sections.information import PARAMETER, PARTIAL
from experiments.pages.report.sections.information import VERB as INFORMATION
from experiments.report.formatting import number_in
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_, text_in, unit_in
from experiments.tools.pedigree import PEDIGREE, pedigree
from model.parameters import declared

MOST = 12
WORDS = {
    "measured": N_("measured"),
    "literature": N_("literature"),
    "definition": N_("definition"),
    "fitted": N_("assumption fitted to observations"),
    "assumption": N_("assumption"),
}
LIMITS = (
    N_("The numbers are estimates within a model, not predictions: read differences and their intervals, not levels."),
    N_("Most parameters are assumptions with a plausible range; observations narrow some of them."),
    N_("Intervals hold what was varied: parameters, chance and input tables; not what the model leaves out."),
    N_("No outcome is a composite score; weighing criteria is for people."),
    N_("European politics is simulated on what was known at the end of 2021; most of its numbers are assumptions."),
    N_("Legal feasibility and compatibility with trade law are out of scope."),
    N_("Nothing was fitted to the ranking of mixes, and no effect of policy observed after 2021 enters a value."),
)


def assumptions(context: Context) -> Section:
    """Return the section on assumptions."""
    known = [each for each in declared().values() if each.role != "switch"]
    counts = Counter(pedigree(each) for each in known)
    parts = [f"{counts[each]} {context.word(WORDS[each])}" for each in PEDIGREE if counts[each]]
    said = context.sentence(
        "The model has {count} parameters besides switches: {parts}. Each is listed with its range and source in "
        "docs/parameters.md.",
        count=len(known),
        parts=", ".join(parts),
    )
    blocks: list[Block] = [Text((said,)), _matter(context)]
    return Section("assumptions", context.word("Assumptions"), blocks)


def _matter(context: Context) -> Table:
    """Return the parameters that matter most to the choice, with value, range and source."""
    names: list[str] = []
    if context.has(INFORMATION, PARTIAL):
        table = context.rows(INFORMATION, PARTIAL)
        found = [
            row
            for outcome in KEY_OUTCOMES
            for row in sorted(
                table.all(course=context.course, outcome=outcome, kind=PARAMETER), key=lambda row: -row.number("value")
            )[:3]
            if row.number("value") > row.number("floor")
        ]
        names = list(dict.fromkeys(str(row["name"]) for row in found))
    known = declared()
    rows = [_row(context, known[name]) for name in names if name in known][:MOST]
    heads = (N_("Parameter"), N_("Default"), N_("Plausible"), N_("Unit"), N_("Rests on"))
    about = N_("Listed are those that are worth more to the choice on a key outcome than one that does nothing.")
    none = N_(
        "Which assumptions matter most to the choice is not among the studies of this report (value-of-information)."
    )
    note = context.word(about if rows else none)
    return Table(
        context.word("The assumptions that matter most to which mix is best"),
        tuple(map(context.word, heads)),
        tuple(rows),
        note,
        ((INFORMATION, PARTIAL),) if rows else (),
    )


def _row(context: Context, each: Any) -> TableRow:
    def text(value: float) -> str:
        return number_in(context.language, f"{float(value):.3g}").replace("-", "−")

    plausible = each.plausible
    between = f"{text(plausible[0])} – {text(plausible[1])}" if plausible else "–"
    head = f"{text_in(context.language, each.meaning)} ({each.name})"
    return TableRow(
        head, (text(each.default), between, unit_in(context.language, each.unit), context.word(WORDS[pedigree(each)]))
    )


def limits(context: Context) -> Section:
    """Return the section on limits."""
    return Section("limits", context.word("Limits"), [Points(tuple(("", context.word(each)) for each in LIMITS))])


def again(context: Context) -> Section:
    """Return the section on how to make the report again."""
    rows = []
    for source in context.sources.values():
        made = source.manifest["environment"]
        command = Markup("<code>{}</code>").format(source.command) if source.command else "–"
        cells = (
            Markup("<code>{}</code>").format(source.folder),
            Markup("<code>{}</code>").format(source.study_id),
            Markup("<code>{}</code>").format(str(made["code"])[:12]),
            command,
        )
        rows.append(TableRow(source.verb, cells))
    heads = (N_("Study"), N_("Folder"), N_("Study id"), N_("Code"), N_("Made by"))
    table = Table(context.word("The studies of this report"), tuple(map(context.word, heads)), tuple(rows), texts=5)
    blocks: list[Block] = [table, Points(tuple(_versions(context)))]
    codes = {str(each.manifest["environment"]["code"]) for each in context.sources.values()}
    if len(codes) > 1:
        said = context.word(
            "These studies were made with {count} versions of the code: their numbers need not agree.", count=len(codes)
        )
        blocks.insert(0, Text((said,)))
    return Section("again", context.word("How to make it again"), blocks)


def _versions(context: Context) -> list[tuple[str, str | Markup]]:
    """Return commands, versions and hashes that the studies have in common, or each of them."""
    made = [each.manifest["environment"] for each in context.sources.values()]
    found: list[tuple[str, str | Markup]] = []
    for head, key in (
        (N_("Commit"), "commit"),
        (N_("Python"), "python"),
        (N_("Lock file"), "lock"),
        (N_("Platform"), "platform"),
    ):
        values = sorted({str(each.get(key, "")) for each in made})
        found.append((context.word(head), ", ".join(values)))
    packages = sorted({f"{name} {version}" for each in made for name, version in each.get("packages", {}).items()})
    found.append((context.word("Packages"), ", ".join(packages)))
    folders = " ".join(each.folder for each in context.sources.values())
    command = f"python run.py report {folders} --language {context.language}"
    found.append((context.word("This report"), Markup("<code>{}</code>").format(command)))
    found.append(
        (context.word("Check of the published studies"), Markup("<code>python run.py reproduce --check</code>"))
    )
    return found
