"""Routes to European law: what politics brings on each, and whether that differs for outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Cell, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, PERCENT, Context
from experiments.pages.report.pictures import picture
from experiments.report.formatting import lowered
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_

VERB, FORECAST, SUMMARY = "routes", "forecast.csv", "summary.csv"
FIGURE = "law"
Quantity = tuple[str, str, float, int, str]
"""Name, column, factor, decimals and head of a quantity of politics."""
POLITICS: tuple[Quantity, ...] = (
    ("application_by_2030", "share", PERCENT, 0, N_("European law applies by 2030, % of futures")),
    ("application_by_2035", "share", PERCENT, 0, N_("By 2035, % of futures")),
    ("ambition", "p50", 1.0, 2, N_("Its ambition, median (0–1)")),
    ("liability", "share", PERCENT, 0, N_("With civil liability, % of futures")),
    ("national_first", "share", PERCENT, 0, N_("Dutch law comes first, % of futures")),
)
DRAWN: tuple[Quantity, ...] = (
    ("application_by_2025", "share", PERCENT, 0, N_("European law by 2025, %")),
    ("application_by_2027", "share", PERCENT, 0, N_("by 2027, %")),
    ("application_by_2030", "share", PERCENT, 0, N_("by 2030, %")),
    ("dutch_passage_by_2025", "share", PERCENT, 0, N_("Dutch law passed by 2025, %")),
    ("dutch_passage_by_2030", "share", PERCENT, 0, N_("by 2030, %")),
    ("ambition", "p25", 1.0, 2, N_("Ambition, lower quartile")),
    ("ambition", "mean", 1.0, 2, N_("mean")),
    ("ambition", "p75", 1.0, 2, N_("upper quartile")),
    ("employees_min", "p50", 1.0, 0, N_("Smallest staff in scope, median")),
)
"""What the figure draws."""


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Routes to European law")
    if not context.has(VERB, FORECAST):
        return Section("routes", title, [context.missing(VERB, title)])
    names = context.sources[VERB].manifest["routes"]
    labels = {each["name"]: each.get(f"label_{context.language}") or each["label_en"] for each in names}
    mixes = list(dict.fromkeys(context.rows(VERB, FORECAST).table["mix"]))
    politics = _politics(context, labels, mixes, POLITICS, N_("What politics brings on each route"))
    blocks: list[Block] = [politics]
    if context.has(VERB, SUMMARY):
        differences, said = _differences(context, labels, mixes)
        blocks = [Text((said,)), politics, differences]
    laws = _politics(context, labels, mixes, DRAWN, N_("Laws by route"))
    drawn = picture(context, VERB, FIGURE, laws, paper="nothing")
    return Section("routes", title, [*blocks, *([drawn] if drawn else [])])


def _name(context: Context, mix: str) -> str:
    return context.mix(mix) if mix in context.mixes else mix


def _politics(
    context: Context, labels: dict[str, str], mixes: Sequence[str], quantities: Sequence[Quantity], caption: str
) -> Table:
    """Return quantities of politics by route; mixes for which they are the same share a row."""
    table, rows = context.rows(VERB, FORECAST), []
    for route, label in labels.items():
        alike: dict[tuple[str, ...], list[tuple[str, list[Cell]]]] = {}
        for mix in mixes:
            cells: list[Cell] = []
            for quantity, column, scale, places, _ in quantities:
                row = table.one(route=route, mix=mix, quantity=quantity)
                cells.append(context.cited(row, column, scale, places) if row else "–")
            alike.setdefault(tuple(map(str, cells)), []).append((mix, cells))
        for place, same in enumerate(alike.values()):
            names = [mix for mix, _ in same]
            head = context.mixes_said(names) if set(names) <= set(context.mixes) else ", ".join(names)
            rows.append(TableRow(head, tuple(same[0][1]), label if place == 0 else ""))
    heads = [context.word(each[-1]) for each in quantities]
    return Table(
        context.word(caption),
        (context.word("Mix"), *heads),
        tuple(rows),
        "",
        ((VERB, FORECAST),),
    )


def _differences(context: Context, labels: dict[str, str], mixes: Sequence[str]) -> tuple[Table, Markup]:
    """Return how the other routes differ from the first, and which of these differences leave out 0."""
    table, rows = context.rows(VERB, SUMMARY), []
    first, *others = labels
    clear: dict[str, list[Markup]] = {route: [] for route in others}
    year, every = int(table.table["year"].max()), 0
    for outcome in KEY_OUTCOMES:
        for route in others:
            found = [table.one(route=route, mix=mix, outcome=outcome, year=year) for mix in mixes]
            cells = context.estimates(found, DIFFERENCE, outcome)
            every += sum(not isinstance(each, str) for each in cells)
            told = [
                context.sentence("{amount} with {mix}", amount=each.number, mix=_name(context, mix))
                for mix, each in zip(mixes, cells, strict=True)
                if not isinstance(each, str) and each.number.clear
            ]
            name = context.outcome_label(outcome)
            if told:
                amounts = Markup(", ").join(told)
                clear[route].append(context.sentence("{outcome} ({amounts})", outcome=lowered(name), amounts=amounts))
            rows.append(
                TableRow(labels[route], tuple(cells), f"{name} [{context.unit(outcome)}]" if route == others[0] else "")
            )
    caption = context.sentence("Difference from “{route}”, {year}", route=labels[first], year=year)
    heads = (context.word("Route"), *(_name(context, mix) for mix in mixes))
    note = context.word("Below each its 90% interval over futures.")
    return Table(caption, heads, tuple(rows), note, ((VERB, SUMMARY),)), _said(context, labels, clear, every)


def _said(context: Context, labels: dict[str, str], clear: dict[str, list[Markup]], every: int) -> Markup:
    """Return on which key outcomes a route clearly differs from the first."""
    first, parts = next(iter(labels.values())), []
    for route, found in clear.items():
        names = {"route": labels[route], "first": first}
        parts.append(
            context.sentence(
                "“{route}” differs clearly from “{first}” on {list}.", list=Markup("; ").join(found), **names
            )
            if found
            else context.sentence("“{route}” does not clearly differ from “{first}” on any key outcome.", **names)
        )
    if not any(clear.values()):
        return Markup(" ").join(parts)
    chance = context.sentence(
        "Of {every} differences about one in ten would look clear by chance alone.",
        every=every,
    )
    return Markup(" ").join([*parts, chance])
