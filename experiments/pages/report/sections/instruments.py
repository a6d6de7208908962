"""What each instrument adds to its mix, and which mechanisms of the model carry who is best."""

from __future__ import annotations

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Cell, Section, Table, TableRow, Text
from experiments.pages.report.context import Context
from experiments.pages.report.pictures import picture
from experiments.pages.report.sources import Row
from experiments.report.formatting import capital, factor, lowered, percent, places_for
from experiments.report.mechanisms import MECHANISMS
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.parameter_words import group_words
from experiments.report.translation import N_
from experiments.runs.statistics import CONFIDENCE
from experiments.studies.ablation.interactions import FULL, IMPACT, PAIR, TOGETHER, WITHOUT
from experiments.studies.ablation.ranking import CHANGES, NOT_RESOLVED
from model.outcomes import OUTCOMES

VERB, FILE, RANKING = "ablate", "interactions.csv", "ranking.csv"
EFFECT = ("effect", "lo", "hi")


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("What each instrument adds")
    if not context.has(VERB, FILE):
        return Section("instruments", title, [context.missing(VERB, title)])
    table = context.rows(VERB, FILE)
    if not len(table.table):
        none = context.word("No mix has an instrument of its own that could be taken out.")
        return Section("instruments", title, [Text((none,)), *_mechanisms(context)])
    year = int(table.table["year"].max())
    mixes = [mix for mix in context.others if table.all(mix=mix)]
    rows = {mix: _rows(context, mix, year) for mix in mixes}
    said = [_adds(context, rows), _pairs(context, year)]
    shown = _table(context, rows, year)
    drawn = picture(context, VERB, "instruments", shown, paper="nothing")
    blocks: list[Block] = [Text(tuple(said)), shown, *([drawn] if drawn else []), *_mechanisms(context)]
    return Section("instruments", title, blocks)


def _keys(context: Context, year: int) -> dict[str, object]:
    return {"course": context.course, "outcome": IMPACT, "year": year}


def _rows(context: Context, mix: str, year: int) -> dict[str, Row]:
    """Return what each instrument adds to a mix, by name, the largest first."""
    found = context.rows(VERB, FILE).all(mix=mix, kind=WITHOUT, **_keys(context, year))
    order = sorted(found, key=lambda row: -OUTCOMES[IMPACT].direction * row.number("effect"))
    return {str(row["first"]): row for row in order}


def instrument(context: Context, name: str) -> str:
    """Return the name of an instrument, or of the group of a switch."""
    return capital(group_words(name, context.language))


def _adds(context: Context, rows: dict[str, dict[str, Row]]) -> Markup:
    """Return for each mix the instruments that clearly add to conditions in Dutch chains, or that none does."""
    parts, seeds = [], 0
    for mix, own in rows.items():
        seeds = max([seeds, *(int(row["seeds"]) for row in own.values())])
        clear = [(name, row) for name, row in own.items() if row["clear"]]
        scale = factor(IMPACT)
        told = [
            context.sentence(
                "{instrument} ({amount})",
                instrument=instrument(context, name),
                amount=context.range_of(row, EFFECT, scale, min(2, places_for([scale * row.number("effect")]))),
            )
            for name, row in clear
        ]
        names = Markup(", ").join(told) if told else context.word("none clearly")
        parts.append(context.sentence("{mix}: {names}", mix=context.mix(mix), names=names))
    return context.sentence(
        "What conditions in Dutch chains owe to an instrument shows when it is taken out and the rest of the mix "
        "stays. Instruments that clearly add or take away, in points of 100: {parts}. These runs have {seeds} seeds, "
        "so that only large contributions are clear.",
        parts=Markup("; ").join(parts),
        seeds=seeds,
    )


def _pairs(context: Context, year: int) -> Markup:
    """Return whether instruments do more or less in pairs than apart, beyond what chance shows."""
    pairs = context.rows(VERB, FILE).all(kind=PAIR, **_keys(context, year))
    clear = [row for row in pairs if row["clear"]]
    if not pairs:
        return Markup("")
    text = (
        N_(
            "Of {every} pairs of instruments {clear} clearly do more or less together than apart, no more than the "
            "{chance}% that chance gives."
        )
        if len(clear) <= (1 - CONFIDENCE) * len(pairs)
        else N_(
            "Of {every} pairs of instruments {clear} clearly do more or less together than apart; chance gives "
            "{chance}%."
        )
    )
    return context.sentence(text, every=len(pairs), clear=len(clear), chance=percent(1 - CONFIDENCE))


def _table(context: Context, rows: dict[str, dict[str, Row]], year: int) -> Table:
    """Return what each instrument adds, by mix, with the mix as a whole."""
    table = context.rows(VERB, FILE)
    names = list(dict.fromkeys(name for own in rows.values() for name in own))
    lines: list[TableRow] = []
    for name in names:
        found = [own.get(name) for own in rows.values()]
        lines.append(TableRow(instrument(context, name), _cells(context, found)))
    for kind, head in ((TOGETHER, N_("All together, beyond each alone")), (FULL, N_("The whole mix"))):
        found = [table.one(mix=mix, kind=kind, **_keys(context, year)) for mix in rows]
        lines.append(TableRow(context.word(head), _cells(context, found)))
    return Table(
        context.sentence("What an instrument adds to conditions in Dutch chains, points of 100, {year}", year=year),
        (context.word("Instrument"), *(context.mix(mix) for mix in rows)),
        tuple(lines),
        context.word(
            "Mean with its 90% interval over seeds; bold where that leaves out 0. Whole mix: compared with the same "
            "mix without its instruments."
        ),
        ((VERB, FILE),),
    )


def _cells(context: Context, rows: list[Row | None]) -> tuple[Cell, ...]:
    return tuple(context.estimates(rows, EFFECT, IMPACT))


def _mechanisms(context: Context) -> list[Block]:
    """Return which mechanisms, when switched off, change which mix is best."""
    if not context.has(VERB, RANKING):
        return []
    table = context.rows(VERB, RANKING)
    if not len(table.table):
        return []
    year = int(table.table["year"].max())
    rows = [row for row in table.all(course=context.course, year=year) if row["outcome"] in KEY_OUTCOMES]
    changes = [row for row in rows if row["verdict"] == CHANGES]
    for row in changes:
        context.ledger.cite(row, ["verdict"])
    told = [
        context.word(
            "{outcome} (off: {mechanism})",
            outcome=lowered(context.outcome_label(str(row["outcome"]))),
            mechanism=context.word(MECHANISMS.get(str(row["mechanism"]), str(row["mechanism"]))),
        )
        for row in changes
    ]
    said = context.sentence(
        "Each of {count} mechanisms of the model was also switched off by itself. That clearly changes which mix is "
        "best on a key outcome for: {told}. In {open} of {every} cases these runs do not tell.",
        count=table.table["mechanism"].nunique(),
        told="; ".join(told) or context.word("none"),
        open=sum(row["verdict"] == NOT_RESOLVED for row in rows),
        every=len(rows),
    )
    return [Text((said,))]
