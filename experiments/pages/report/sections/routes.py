"""Routes to European law: what politics brings on each, and whether that differs for outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.pages.report.blocks import Block, Cell, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, PERCENT, Context
from experiments.pages.report.pictures import picture
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_

VERB, FORECAST, SUMMARY = "routes", "forecast.csv", "summary.csv"
FIGURE = "law"
POLITICS = (
    ("application_by_2030", "share", PERCENT, 0, N_("European law applies by 2030, % of futures")),
    ("application_by_2035", "share", PERCENT, 0, N_("By 2035, % of futures")),
    ("ambition", "p50", 1.0, 2, N_("Its ambition, median (0–1)")),
    ("liability", "share", PERCENT, 0, N_("With civil liability, % of futures")),
    ("national_first", "share", PERCENT, 0, N_("Dutch law comes first, % of futures")),
)


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Routes to European law")
    if not context.has(VERB, FORECAST):
        return Section("routes", title, [context.missing(VERB, title)])
    names = context.sources[VERB].manifest["routes"]
    labels = {each["name"]: each.get(f"label_{context.language}") or each["label_en"] for each in names}
    mixes = list(dict.fromkeys(context.rows(VERB, FORECAST).table["mix"]))
    politics = _politics(context, labels, mixes)
    blocks: list[Block] = [politics]
    if context.has(VERB, SUMMARY):
        differences, said = _differences(context, labels, mixes)
        blocks = [Text((said,)), politics, differences]
    drawn = picture(context, VERB, FIGURE, politics)
    return Section("routes", title, [*blocks, *([drawn] if drawn else [])])


def _name(context: Context, mix: str) -> str:
    return context.mix(mix) if mix in context.mixes else mix


def _politics(context: Context, labels: dict[str, str], mixes: Sequence[str]) -> Table:
    table, rows = context.rows(VERB, FORECAST), []
    for route, label in labels.items():
        for place, mix in enumerate(mixes):
            cells: list[Cell] = []
            for quantity, column, scale, places, _ in POLITICS:
                row = table.one(route=route, mix=mix, quantity=quantity)
                cells.append(context.cited(row, column, scale, places) if row else "–")
            rows.append(TableRow(_name(context, mix), tuple(cells), label if place == 0 else ""))
    heads = [context.word(each[-1]) for each in POLITICS]
    return Table(
        context.word("What politics brings on each route"),
        (context.word("Mix"), *heads),
        tuple(rows),
        "",
        ((VERB, FORECAST),),
    )


def _differences(context: Context, labels: dict[str, str], mixes: Sequence[str]) -> tuple[Table, str]:
    """Return how the other routes differ from the first, and how many of these differences leave out 0."""
    table, rows, clear, every = context.rows(VERB, SUMMARY), [], 0, 0
    first, *others = labels
    year = int(table.table["year"].max())
    for outcome in KEY_OUTCOMES:
        for route in others:
            found = [table.one(route=route, mix=mix, outcome=outcome, year=year) for mix in mixes]
            cells = context.estimates(found, DIFFERENCE, outcome)
            known = [each for each in cells if not isinstance(each, str)]
            clear += sum(bool(each.number.clear) for each in known)
            every += len(known)
            group = f"{context.outcome_label(outcome)} [{context.unit(outcome)}]" if route == others[0] else ""
            rows.append(TableRow(labels[route], tuple(cells), group))
    text = (
        N_("The routes make no difference that stands out from chance for the key outcomes in {year}.")
        if not clear
        else N_(
            "Of {every} differences between routes on key outcomes in {year}, the interval of {clear} leaves out 0."
        )
    )
    said = context.sentence(text, clear=clear, every=every, year=year)
    caption = context.sentence("Difference from “{route}”, {year}", route=labels[first], year=year)
    heads = (context.word("Route"), *(_name(context, mix) for mix in mixes))
    return Table(
        caption, heads, tuple(rows), context.word("Below each its 90% interval over futures."), ((VERB, SUMMARY),)
    ), said
