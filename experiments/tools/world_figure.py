"""A built world: where the workers of Dutch chains are, and how near the world comes to its input tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.report.drawing import source_of
from experiments.report.formatting import number_text
from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key
from experiments.report.style import BODY, COLOURS, FAINT, INK, PAPER, RULES, SMALL, SOFT, bare, save, text_on
from experiments.report.translation import N_, in_language, translate
from model.inputs.tables import OTHER, Tables, country_index
from model.state.state import State

NAME = "world"
TILES = Path(__file__).with_name("country_tiles.csv")
"""Column and row of each country on a grid that roughly follows the map."""
CLOSE = 0.01
"""Difference up to which a figure of the built world counts as that of the tables: 1%, or 1 percentage point."""
_LOWER = 2.55
_HUNDRED = 100.0
_MAP_SEED_HUE = COLOURS[3]
BUYERS = {"NLD": N_("Dutch buyers"), "EU with NLD": N_("EU buyers, Dutch ones included")}
QUANTITIES = {
    "firms": N_("firms"),
    "imports": N_("imports"),
    "workers": N_("workers"),
    "dutch_share": N_("Dutch share of sales"),
    "origin_share": N_("shares of origins"),
}
"""What is compared with the tables."""


def draw_world(
    folder: Path, match: pd.DataFrame, tables: Tables, state: State, language: str = "en", run: str = ""
) -> list[Path]:
    """Draw a tile map of the workers in Dutch chains and the match with the tables, as PNG and SVG.

    Args:
        folder: an existing folder.
        match: the report of `experiments.tools.world_match.match_report`.
        tables: the tables that the world was built from.
        state: the state as built.
        language: `en` or `nl`.
        run: what names the world, for the corner.

    Raises:
        InputError: for another language.
    """
    with mpl.rc_context(RULES):
        figure = _draw(match, worker_shares(tables, state), country_names(tables, language), (language, run))
    return save(figure, folder, NAME, source_of("world", run))


def worker_shares(tables: Tables, state: State) -> dict[str, float]:
    """Return the share of each country, and of the others, in the workers of 2020 in Dutch chains, 0-1."""
    supplier = state.supplier
    counted = np.bincount(supplier.country, supplier.workers * supplier.dutch_share, minlength=state.country.rows)
    whole = float(counted.sum()) or 1.0
    return {code: float(counted[place]) / whole for code, place in country_index(tables).items()}


def country_names(tables: Tables, language: str) -> dict[str, str]:
    """Return the names of countries by code."""
    codes, names = (tables.countries[name].tolist() for name in ("iso3", f"name_{language}"))
    return dict(zip(codes, names, strict=True))


def tile_positions(codes: list[str]) -> dict[str, tuple[int, int]]:
    """Return column and row of each country; one that the grid does not know comes in rows below it."""
    table = pd.read_csv(TILES, encoding="utf-8", keep_default_na=False)
    cells = zip(table["iso3"].tolist(), table["column"].tolist(), table["row"].tolist(), strict=True)
    known = {str(code): (int(column), int(row)) for code, column, row in cells}
    columns, last = max(column for column, _ in known.values()) + 1, max(row for _, row in known.values())
    unknown = [code for code in codes if code not in known]
    below = {code: (place % columns, last + 1 + place // columns) for place, code in enumerate(unknown)}
    return {code: known.get(code) or below[code] for code in codes}


def _draw(match: pd.DataFrame, shares: dict[str, float], names: dict[str, str], told: tuple[str, str]) -> Figure:
    language, run = told
    places = tile_positions(list(names))
    columns = max(column for column, _ in places.values()) + 1
    rows = max(row for _, row in places.values()) + 1
    map_height = rows * WIDTH / columns
    page = new_page((WIDTH, map_height + 0.25 + _LOWER), _texts(match, shares, names, language, run))
    box = page.box
    _draw_map(page.axes(Box(box.left, box.top - map_height, box.right, box.top)), shares, places, language)
    bottom, top = box.bottom + 0.75, box.bottom + _LOWER - 0.3
    _draw_origins(page.axes(Box(box.left + 0.6, bottom, box.left + 0.6 + (top - bottom) * 1.2, top)), match, language)
    _draw_differences(page.axes(Box(box.right - 2.2, bottom, box.right - 0.1, top)), match, language)
    buyers = [str(each) for each in match.loc[match["quantity"] == "origin_share", "region"].unique()]
    parts = [Part(translate(BUYERS[each], language), COLOURS[place]) for place, each in enumerate(buyers)]
    draw_key(page, (box.left, box.bottom + KEY_STEP), [parts])
    return page.figure


def _draw_map(axes: Axes, shares: dict[str, float], places: dict[str, tuple[int, int]], language: str) -> None:
    colours = sns.light_palette(_MAP_SEED_HUE, as_cmap=True)
    columns = max(column for column, _ in places.values()) + 1
    rows = max(row for _, row in places.values()) + 1
    bare(axes)
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    largest = max(shares.values()) or 1.0
    for code, (column, row) in places.items():
        _draw_tile(axes, (column, row), code, shares[code], (colours, largest, language))
    other = translate("other", language)
    _draw_tile(axes, (columns - 2, rows - 1), "…", shares[OTHER], (colours, largest, language))
    axes.text(columns - 2.1, rows - 0.5, other, size=SMALL, ha="right", va="center", color=INK)


def _draw_tile(
    axes: Axes, corner: tuple[int, int], name: str, share: float, scale: tuple[Colormap, float, str]
) -> None:
    """Draw one tile; `scale` is the colours, the largest share and the language. Colour goes with the square root."""
    colours, largest, language = scale
    colour = to_hex(colours(float(np.sqrt(share / largest)))) if share > 0 else PAPER
    x, y = corner
    axes.add_patch(Rectangle((x + 0.03, y + 0.03), 0.94, 0.94, facecolor=colour, edgecolor=FAINT, linewidth=0.6))
    ink = text_on(colour) if share > 0 else SOFT
    percent = _HUNDRED * share
    number = number_text(percent, 0 if percent >= 10 else 1, language) if share > 0 else "–"  # noqa: PLR2004
    style: Any = {"ha": "center", "va": "center", "size": SMALL, "color": ink}
    axes.text(x + 0.5, y + 0.34, name, weight="bold", **style)
    axes.text(x + 0.5, y + 0.68, number, **style)


def _draw_origins(axes: Axes, match: pd.DataFrame, language: str) -> None:
    """Set the shares of origins as built against those of the tables."""
    chosen = match[match["quantity"] == "origin_share"]
    reach = limits([*(_HUNDRED * chosen["table"]), *(_HUNDRED * chosen["built"])], around=0.0)
    axes.plot(reach, reach, color=SOFT, linewidth=0.8, zorder=1)
    for place, (_, rows) in enumerate(chosen.groupby("region", sort=False)):
        axes.plot(
            _HUNDRED * rows["table"],
            _HUNDRED * rows["built"],
            linestyle="none",
            marker="os"[place % 2],
            markersize=3.5,
            markerfacecolor="none",
            markeredgecolor=COLOURS[place],
            markeredgewidth=0.9,
        )
    axes.set_xlim(*reach)
    axes.set_ylim(*reach)
    number_axis(axes, language, 5)
    number_axis(axes, language, 5, vertical=True)
    axes.set_xlabel(translate("share in the tables, %", language))
    axes.set_ylabel(translate("share as built, %", language))
    axes.set_title(translate("Origin of direct purchases, by sector", language), size=BODY, weight="bold", loc="left")


def _draw_differences(axes: Axes, match: pd.DataFrame, language: str) -> None:
    """Show the difference of every figure, a row a quantity."""
    say = in_language(language)
    labels = []
    for row, (quantity, group) in enumerate(match.groupby("quantity", sort=False)):
        values = _HUNDRED * group["difference"].to_numpy()
        axes.plot(values, np.full(len(values), row), "|", color=INK, markersize=9, markeredgewidth=0.8, alpha=0.5)
        labels.append(f"{say(QUANTITIES.get(str(quantity), str(quantity)))} ({len(values)})")
    axes.axvline(0, color=SOFT, linewidth=0.8, zorder=0)
    axes.axvspan(-_HUNDRED * CLOSE, _HUNDRED * CLOSE, facecolor=FAINT, alpha=0.5, linewidth=0, zorder=0)
    reach = float(np.nanmax(np.abs(match["difference"]), initial=CLOSE)) * _HUNDRED
    axes.set_xlim(*limits([-reach, reach]))
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels, size=SMALL, color=INK)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    number_axis(axes, language, 5, signed=True)
    axes.set_xlabel(say("difference, % or percentage points"))
    axes.set_title(say("Built less tables: every figure"), size=BODY, weight="bold", loc="left")


def _texts(match: pd.DataFrame, shares: dict[str, float], names: dict[str, str], language: str, run: str) -> Texts:
    say = in_language(language)
    known = {code: share for code, share in shares.items() if code in names}
    first = max(known, key=lambda code: known[code])
    away = match[~(match["difference"].abs() <= CLOSE)]["quantity"]
    named = dict.fromkeys(say(QUANTITIES.get(str(each), str(each))) for each in away)
    match_text = say("the built world has every figure of its tables, within {bound}", bound=f"{_HUNDRED * CLOSE:.0f}%")
    if named:
        match_text = say(
            "the built world has the figures of its tables within {bound}, but for some {quantities}",
            bound=f"{_HUNDRED * CLOSE:.0f}%",
            quantities=", ".join(named),
        )
    title = say(
        "{country} holds {share}% of the workers behind Dutch purchases; {match}",
        country=names[first],
        share=number_text(_HUNDRED * known[first], 0, language),
        match=match_text,
    )
    return Texts(
        title,
        say(
            "Workers of 2020 in Dutch chains by country of their employer, % (one tile a country, "
            "roughly in place), and the built world beside its input tables"
        ),
        say(
            "Workers are weighted by the Dutch share of what their employer sells. Differences are relative, those of "
            "shares in percentage points; {good} of {all} are within {bound} (grey).",
            good=int((match["difference"].abs() <= CLOSE).sum()),
            all=len(match),
            bound=f"{_HUNDRED * CLOSE:.0f}%",
        ),
        say("world {run}", run=run) if run else "",
    )
