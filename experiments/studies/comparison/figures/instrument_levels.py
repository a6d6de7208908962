"""Table 3.1 of the advice as a chart: the level of each instrument in each mix, instruments grouped by V."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from experiments.report.formatting import lowered
from experiments.report.instrument_facts import VS
from experiments.report.layout import text_width, wrap
from experiments.report.page import WIDTH, chip_style, new_page
from experiments.report.style import BODY, FAINT, INK, PAPER, SMALL, SOFT, bare, text_on
from experiments.report.translation import N_, label
from experiments.studies.comparison.figures.view import View
from model.inputs.mix import ABSENT, Level
from model.instruments import INSTRUMENTS
from model.instruments.instrument import Instrument

NAME = "1_instruments"
LEVEL_COLOURS = (PAPER, "#DCE3EA", "#8DB8DE")
"""Absent, existing, strengthened by the Netherlands: light to dark, so that it reads in grey as well."""
LEVELS = (N_("absent"), N_("existing policy"), N_("stronger (NL)"))
EVIDENCE = {"inferred": N_("inferred"), "ambiguous": N_("? ambiguous"), "assumption": N_("assumption")}
EUROPEAN_COLOUR = "#1B4F8F"
_EUROPEAN_BAR = 0.13
"""Height of the bar of the European part, inches."""

_LABELS = 1.7
"""Width of the labels of Vs and instruments, inches."""
_V_WIDTH = 0.12
_ROW, _GROUP_GAP, _HEAD = 0.45, 0.2, 0.22
_TILE_GAP = 0.03


def draw(view: View) -> Figure:
    """Draw the chart; columns are the mixes shown, and rows keep the order of the instruments within a V."""
    groups = by_v()
    rows = sum(len(members) for _, members in groups)
    size = (WIDTH, _HEAD + rows * _ROW + len(groups) * _GROUP_GAP)
    page = new_page(size, view.texts(_title(view), _subtitle(view), _note(view)), list(view.mixes.values()))
    axes = page.axes(page.box)
    bare(axes)
    axes.set_xlim(0, size[0])
    axes.set_ylim(size[1], 0)
    column = _column(view)
    for place, mix in enumerate(view.mixes.values()):
        axes.text(
            _LABELS + (place + 0.5) * column,
            _HEAD * 0.4,
            mix.code,
            ha="center",
            va="center_baseline",
            **chip_style(mix),
        )
    y = _HEAD
    for v, members in groups:
        style: dict[str, Any] = {"weight": "bold", "size": BODY, "va": "center_baseline", "color": INK}
        axes.text(0, y + _GROUP_GAP / 2, view.word(VS[v]), **style)
        axes.plot([0, size[0]], [y, y], color=FAINT, linewidth=0.8, clip_on=False)
        y += _GROUP_GAP
        for instrument in members:
            _draw_row(axes, view, instrument, y)
            y += _ROW
    return page.figure


def _column(view: View) -> float:
    """Return the width of the column of a mix, inches."""
    return (WIDTH - _LABELS) / len(view.mixes)


def _write(axes: Axes, view: View, at: tuple[float, float], text: str, **style: Any) -> None:
    """Write in a tile, where there is room: colours tell levels apart as well."""
    if text_width(text, SMALL) < _column(view) - 2 * _TILE_GAP:
        axes.text(*at, text, size=SMALL, ha="center", **style)


def by_v() -> list[tuple[str, list[Instrument]]]:
    """Return the instruments by V, Vs in the order in which the table first has them."""
    order = list(dict.fromkeys(instrument.v for instrument in INSTRUMENTS.values()))
    ordered = sorted(INSTRUMENTS.values(), key=lambda each: (order.index(each.v), each.order))
    return [(v, list(members)) for v, members in groupby(ordered, key=lambda each: each.v)]


def _draw_row(axes: Axes, view: View, instrument: Instrument, top: float) -> None:
    lines = wrap(label(instrument, view.language), _LABELS - _V_WIDTH - 0.1, BODY)
    axes.text(_V_WIDTH, top + _ROW / 2, "\n".join(lines), size=BODY, va="center", color=INK, linespacing=1.1)
    for place, mix in enumerate(view.mixes):
        level = view.tables.mixes[mix].level(instrument.name)
        _draw_tile(axes, view, mix, level, (_LABELS + place * _column(view), top))
        if instrument.name in view.tables.mixes[mix].differences:
            _draw_frame(axes, view, mix, (_LABELS + place * _column(view), top))


def _draw_tile(axes: Axes, view: View, mix: str, level: Level, corner: tuple[float, float]) -> None:
    colour = LEVEL_COLOURS[level.national]
    ambiguous = level.evidence == "ambiguous"
    axes.add_patch(
        Rectangle(
            (corner[0] + _TILE_GAP, corner[1] + _TILE_GAP),
            _column(view) - 2 * _TILE_GAP,
            _ROW - 2 * _TILE_GAP,
            facecolor=colour,
            edgecolor=FAINT,
            linewidth=0.8,
        )
    )
    if level.european:
        axes.add_patch(
            Rectangle(
                (corner[0] + _TILE_GAP, corner[1] + _ROW - _TILE_GAP - _EUROPEAN_BAR),
                _column(view) - 2 * _TILE_GAP,
                _EUROPEAN_BAR,
                facecolor=EUROPEAN_COLOUR,
                linewidth=0,
            )
        )
        words = view.word(N_("European only") if level.national == 0 else N_("+ Europe"))
        x, y = corner[0] + _column(view) / 2, corner[1] + _ROW - _TILE_GAP - _EUROPEAN_BAR / 2
        _write(axes, view, (x, y), words, va="center_baseline", color=PAPER)
    if ambiguous:
        axes.add_patch(
            Rectangle(
                (corner[0] + _TILE_GAP, corner[1] + _TILE_GAP),
                0.07,
                _ROW - 2 * _TILE_GAP,
                facecolor="none",
                edgecolor=text_on(colour),
                hatch="////",
                linewidth=0,
            )
        )
    ink = SOFT if level.national == 0 else text_on(colour)
    lift = _EUROPEAN_BAR / 2 if level.european else 0.0
    x, y = corner[0] + _column(view) / 2 + (0.03 if ambiguous else 0.0), corner[1] + _ROW / 2 - lift
    name = view.word(LEVELS[level.national])
    if level.evidence == "direct":
        _write(axes, view, (x, y), name, va="center", color=ink)
        return
    _write(axes, view, (x, y - 0.06), name, va="center", color=ink)
    words = view.word(EVIDENCE[level.evidence])
    _write(axes, view, (x, y + 0.068), words, style="italic", va="center", color=ink)


def _draw_frame(axes: Axes, view: View, mix: str, corner: tuple[float, float]) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (corner[0] + _TILE_GAP, corner[1] + _TILE_GAP),
            _column(view) - 2 * _TILE_GAP,
            _ROW - 2 * _TILE_GAP,
            boxstyle="square,pad=0",
            facecolor="none",
            edgecolor=view.mixes[mix].colour,
            linewidth=1.6,
        )
    )


def _title(view: View) -> str:
    """Return to which Vs all mixes beside the base add the same Dutch policy, and in which they differ."""
    mixes = [view.tables.mixes[name] for name in view.others]
    alike: list[str] = []
    apart: list[str] = []
    for v, members in by_v():
        levels = {tuple(mix.level(each.name).national for each in members) for mix in mixes}
        own = {tuple(mix.base_levels.get(each.name, ABSENT).national for each in members) for mix in mixes}
        if len(levels) > 1:
            apart.append(lowered(view.word(VS[v])))
        elif levels != own:
            alike.append(lowered(view.word(VS[v])))
    nothing = view.word("nothing")
    if len(mixes) < 2:  # noqa: PLR2004 - one mix has none to differ from
        return view.say("What changes in Dutch policy: {alike}", alike=", ".join(alike) or nothing)
    return view.say(
        "What all mixes but {base} change alike in Dutch policy: {alike}; where they differ: {apart}",
        base=view.base_code,
        alike=", ".join(alike) or nothing,
        apart=", ".join(apart) or nothing,
    )


def _subtitle(view: View) -> str:
    return view.word(
        "Level of each instrument in each mix (table 3.1 of the SER advice), by the V that it "
        "belongs to; the dark bar is the European part, which begins with European law"
    )


def _note(view: View) -> str:
    return view.word(
        "Frame in the colour of a mix: differs from mix {base}. Hatched: ambiguous. In italics: how "
        "the advice supports the level, where it does not say so directly.",
        base=view.base_code,
    )
