"""Policy cards: what each mix contains, nationally and in Europe, how it differs from the base, and what it does."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Card, Cards, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, MEAN, Context
from experiments.pages.report.ledger import Cited
from experiments.report.formatting import factor
from experiments.report.style import PAPER, text_on
from experiments.report.translation import N_, label
from model.inputs.mix import Mix
from model.instruments import INSTRUMENTS

FACTS = (
    ("chain_impact_change_dutch", N_("Conditions in Dutch chains, points of 100"), 2),
    ("workers_improved_dutch", N_("Workers better off, million"), 2),
    ("level_playing_field_eu", N_("Level field in the EU, %"), 1),
    ("cost_firms", N_("Dutch companies pay, EUR m a year"), 0),
    ("public_cost", N_("Treasury pays, EUR m a year"), 0),
)
SHORT = (N_("absent"), N_("existing"), N_("strengthened"))
"""Words for the national part of a level, 0 to 2."""
BLACK = "#000000"
IMPACT = "chain_impact_dutch"


def section(context: Context) -> Section:
    """Return the section."""
    said = context.sentence(
        "An instrument has two parts: what the Netherlands does with it, and whether it has been embedded in the EU as "
        "well. Numbers are mean differences from {base} in {year} with their 90% interval.",
        base=context.mix(context.base),
        year=context.year,
    )
    blocks: list[Block] = [Text((said,)), Cards(tuple(_card(context, name) for name in context.mixes))]
    return Section("cards", context.word("The mixes"), blocks, breaks=True)


def _card(context: Context, name: str) -> Card:
    mix, style = context.mixes[name], context.styles[name]
    count = len(_differing(context, mix))
    about = (
        context.word("the base that others are held against")
        if name == context.base
        else context.word(
            "{count} instruments differ from mix {base}", count=count, base=context.styles[context.base].code
        )
    )
    kept = _kept(context, mix)
    if kept and name != context.base:
        about = context.word("{about}; as in the base: {names}", about=about, names="; ".join(kept))
    facts = tuple(_facts(context, name))
    return Card(style.code, style.colour, _ink(style.colour), style.full_label, about, facts, _levels(context, mix))


def _ink(colour: str) -> str:
    """Return white, or black where white cannot be read on a colour (contrast of 4.5, WCAG 2.1)."""
    return PAPER if text_on(colour) == PAPER else BLACK


def _differing(context: Context, mix: Mix) -> set[str]:
    base = context.mixes[context.base]
    return {name for name in mix.levels if mix.level(name).parts[:2] != base.level(name).parts[:2]}


def _kept(context: Context, mix: Mix) -> list[str]:
    """Return the instruments that a mix has as the base has them."""
    differing = _differing(context, mix)
    kept = [name for name in mix.levels if name not in differing and _known(mix, name)]
    return [_instrument(context, name) for name in kept]


def _instrument(context: Context, name: str) -> str:
    instrument = INSTRUMENTS.get(name)
    return label(instrument, context.language) if instrument else name


def _levels(context: Context, mix: Mix) -> Table:
    """Return the instruments of the base, or those in which another mix differs from it, in two parts."""
    base, differing = context.mixes[context.base], _differing(context, mix)
    is_base, rows = mix.name == context.base, []
    for name in mix.levels:
        if name not in differing and not (is_base and _known(mix, name)):
            continue
        instrument = INSTRUMENTS.get(name)
        cells = _parts(context, mix, name)
        before = () if is_base else (" / ".join(_parts(context, base, name)),)
        rows.append(TableRow(label(instrument, context.language) if instrument else name, (*cells, *before)))
    heads = (N_("Instrument"), N_("Netherlands"), N_("EU"), *(() if is_base else (N_("In the base"),)))
    caption = N_("Instruments that the mix has") if is_base else N_("Instruments that differ from the base")
    return Table(context.word(caption), tuple(map(context.word, heads)), tuple(rows), texts=3)


def _known(mix: Mix, name: str) -> bool:
    return bool(mix.level(name).national or mix.level(name).european)


def _parts(context: Context, mix: Mix, name: str) -> tuple[str, str]:
    """Return the national and the European part of a level in words."""
    level = mix.level(name)
    return context.word(SHORT[level.national]), context.word("yes") if level.european else context.word("no")


def _facts(context: Context, name: str) -> Iterator[tuple[str, Cited]]:
    """Yield what the mix does: as it comes out for the base, differences from it for others."""
    if context.has("compare", "summary.csv"):
        table = context.rows("compare", "summary.csv")
        for outcome, head, places in FACTS:
            row = table.one(course=context.course, mix=name, outcome=outcome, year=context.year)
            if row is not None:
                columns = MEAN if name == context.base else DIFFERENCE
                number = context.range_of(row, columns, factor(outcome), places, signed=columns is DIFFERENCE)
                yield context.word(head), number
    shares = {str(row["option"]): row for row in ranking.ranks(context, IMPACT, context.course)}
    if name in shares:
        yield context.word("Best for workers, of draws"), context.share(shares[name], "first")
