"""Where to press: the most that each lever of the chain could bring."""

from __future__ import annotations

from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import PERCENT, Context
from experiments.pages.report.pictures import drawn_or_tables
from experiments.pages.report.sources import Row
from experiments.report.formatting import factor, lowered
from experiments.report.terminal import report_years
from experiments.report.translation import N_
from experiments.runs.breakdown import group_labels
from experiments.studies.pressure.design import BUT
from experiments.studies.pressure.words import set_label
from model.inputs.pressure_points import PRESSURE_POINTS

VERB, FILE, FIGURE = "pressure", "pressure.csv", "pressure"
IMPACT, WORLD = "chain_impact_dutch", "chain_impact_global"
DIMENSIONS = {"tier": N_("Tier"), "sector": N_("Sector"), "country": N_("Producing country")}
GAIN, SHARE = ("mean", "lo", "hi"), ("share", "share_lo", "share_hi")


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Where to press")
    if not context.has(VERB, FILE):
        return Section("pressure", title, [context.missing(VERB, title)])
    table = context.rows(VERB, FILE)
    year = report_years(table.table["year"].unique().tolist())[-1]
    found = table.all(dimension="all", outcome=IMPACT, year=year)
    blocks: list[Block] = [Text((_said(context, found),))]
    worldwide = table.all(dimension="all", outcome=WORLD, year=year)
    blocks.append(_table(context, found, N_("The most that pressure points could bring in Dutch chains, {year}")))
    drawn = _table(context, worldwide, N_("The most that pressure points could bring in all chains, {year}"))
    blocks += drawn_or_tables(context, VERB, FIGURE, drawn, _where(context, year), paper="nothing")
    return Section("pressure", title, blocks)


def _said(context: Context, rows: list[Row]) -> str:
    """Return which single point brings most, whether it stands apart from the next, and what all bring together."""
    single = sorted((row for row in rows if row["set"] in PRESSURE_POINTS), key=lambda row: -row.number("mean"))
    if not single:
        return ""
    first, second = single[0], single[1] if len(single) > 1 else None
    apart = second is None or first.number("lo") > second.number("hi")
    if not first.number("lo") > 0:
        text = N_(
            "No single pressure point clearly improves conditions in Dutch chains (highest: {first}, {gain} points)."
        )
    elif apart:
        text = N_("Of single pressure points {first} brings most: at most {gain} points of 100 in Dutch chains.")
    else:
        text = N_(
            "Of single pressure points {first} ({gain} points) and {second} ({other}) bring most, not clearly apart."
        )
    scale = factor(IMPACT)
    said = context.sentence(
        text,
        first=lowered(set_label(str(first["set"]), context.language)),
        gain=context.range_of(first, GAIN, scale, 2),
        second=lowered(set_label(str(second["set"]), context.language)) if second else "",
        other=context.range_of(second, GAIN, scale, 2) if second else "",
    )
    whole = next((row for row in rows if row["set"] == "all"), None)
    if whole is None:
        return said
    return (
        said
        + " "
        + context.sentence(
            "All together bring {gain}; together they bring {more} the sum of the single ones.",
            gain=context.range_of(whole, GAIN, scale, 2),
            more=context.word("more than")
            if whole.number("lo") > sum(row.number("mean") for row in single)
            else context.word("not clearly more than"),
        )
    )


def _where(context: Context, year: int) -> Table:
    """Return the gain by tier, sector and producing country, which the dots of the figure show."""
    table, rows = context.rows(VERB, FILE), []
    sets = [str(each) for each in table.table["set"].unique() if not str(each).startswith(BUT)]
    scenarios = context.sources[VERB].scenarios
    for dimension, head in DIMENSIONS.items():
        known = scenarios and dimension != "tier"
        labels = group_labels(scenarios[0].world, dimension, context.language) if known else {}
        own = table.all(dimension=dimension, outcome=WORLD, year=year)
        for place, key in enumerate(dict.fromkeys(str(row["key"]) for row in own)):
            gains = {str(row["set"]): row for row in own if str(row["key"]) == key}
            cells = tuple(
                context.cited(gains[each], "mean", factor(WORLD), 1, signed=True) if each in gains else "–"
                for each in sets
            )
            label = context.word("tier {tier}", tier=key) if dimension == "tier" else labels.get(key, key)
            rows.append(TableRow(label, cells, context.word(head) if place == 0 else ""))
    heads = (context.word("Group"), *(set_label(each, context.language) for each in sets))
    return Table(context.word("Gain by group, points of 100"), heads, tuple(rows), "", ((VERB, FILE),))


def _table(context: Context, rows: list[Row], caption: str) -> Table:
    year = int(rows[0]["year"]) if rows else context.year
    shown = sorted((row for row in rows if not str(row["set"]).startswith(BUT)), key=lambda row: -row.number("mean"))
    return Table(
        context.sentence(caption, year=year),
        tuple(map(context.word, (N_("Pressure point"), N_("Gain, points of 100"), N_("Share of the gap, %")))),
        tuple(
            TableRow(
                set_label(str(row["set"]), context.language),
                (
                    context.range_of(row, GAIN, factor(IMPACT), 2),
                    context.range_of(row, SHARE, PERCENT, 0, signed=False),
                ),
            )
            for row in shown
        ),
        context.word(
            "Upper bounds: each point or set held at its highest everywhere, whatever that takes. In brackets the 90% "
            "interval over seeds."
        ),
        ((VERB, FILE),),
    )
