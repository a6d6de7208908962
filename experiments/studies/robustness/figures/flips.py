"""Which mix is first along the plausible range of each scanned parameter, others at their default."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from experiments.report.formatting import lowered, number_in, places_for
from experiments.report.layout import Box, wrap
from experiments.report.page import WIDTH, new_page
from experiments.report.parameter_words import parameter_words
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows
from experiments.report.style import FAINT, INK, PAPER, SMALL, SOFT, bare, text_on
from experiments.report.translation import unit_in
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.common.factors import Factor
from experiments.studies.robustness.choice import FLIP_OUTCOMES, scanned_for
from experiments.studies.robustness.flips import ABOVE, SEEDS
from experiments.studies.robustness.tables import RobustnessTables
from model.outcomes import OUTCOMES
from model.parameters import declared
from model.state.state import Array

NAME = "2_flip_points"
_SIDE, _GAP = 1.95, 0.1
_ROW, _HEAD, _FOOT = 0.56, 0.55, 0.1
MOST_NAMED = 2
MOST_ROWS = 6
"""So many parameters are drawn, those that change the leader first; all are in the table."""
_PALE = 0.55
_LINES = 3
_BAR = 0.5
_MARGIN, _LETTER = 0.05, 0.07
"""Of a bar: where a stretch is narrower than this and so much a letter, a code would run into the next one."""
_EDGE = 0.25
"""Of a bar: a number that is not nearer to its end than this stands on the side of the line away from the default."""


def draw(study: RobustnessTables, view: AnalysisView, course: str) -> Figure:
    """Draw a row a parameter and a panel an outcome; colours say who is first where."""
    outcomes = scanned_for(study.subject.outcomes)
    parts = [Part(f"{style.code}  {style.label}", style.colour) for style in view.mixes.values()]
    parts.append(Part(view.word("best with others"), FAINT))
    scanned = drawn(study, course)
    names = ["\n".join(_name(each, view.language)) for each in scanned]
    panel = (WIDTH - _SIDE - (len(outcomes) - 1) * _GAP) / len(outcomes)
    keys = key_rows(parts, WIDTH)
    height = len(keys) * KEY_STEP + _HEAD + len(scanned) * _ROW + _FOOT
    subtitle = view.word(
        "Each bar is the plausible range of a parameter; the colour is the mix that is first there, "
        "others at their default. Pale: within chance over {seeds} seeds. A lead counts however "
        "small.",
        seeds=len(SEEDS),
    )
    page = new_page(
        (WIDTH, height),
        view.texts(
            title(study, view, course),
            subtitle,
            view.word(
                "Scanned: the parameters that go together most with the lead in the sample. Ticks: scanned "
                "values; triangle: default; number: where the lead changes. Others: see the table."
            ),
        ),
    )
    draw_key(page, (page.box.left, page.box.top), keys)
    top = page.box.top - len(keys) * KEY_STEP - _HEAD
    for row, name in enumerate(names):
        style = {"size": SMALL, "color": INK, "va": "center", "linespacing": 1.15}
        page.write(page.box.left, top - (row + 0.5) * _ROW, name, **style)
    for place, name in enumerate(outcomes):
        left = page.box.left + _SIDE + place * (panel + _GAP)
        head = "\n".join(wrap(view.outcome_label(name), panel, SMALL, "bold"))
        page.write(left, top + 0.06, head, size=SMALL, weight="bold", va="bottom", color=INK, linespacing=1.1)
        axes = page.axes(Box(left, top - len(scanned) * _ROW, left + panel, top))
        for row, each in enumerate(scanned):
            _range(axes, study, view, (course, name, each.name), row)
        bare(axes)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(len(scanned) - 0.5, -0.5)
    return page.figure


def drawn(study: RobustnessTables, course: str) -> list[Factor]:
    """Return the parameters that are drawn: those that change the leader clearly first."""
    own = study.of_mixes(study.flips, course)
    clear = set(own.loc[own["clear"].astype(bool), "parameter"])
    return sorted(study.scanned, key=lambda each: each.name not in clear)[:MOST_ROWS]


def _name(factor: Factor, language: str) -> list[str]:
    """Return what a parameter means in at most three lines, and its plausible range."""
    unit = "" if factor.unit in ("1", "-", "0-1") else f" {unit_in(language, factor.unit)}"
    low, high = (number_in(language, f"{each:g}") for each in (factor.low, factor.high))
    lines = wrap(parameter_words(factor.name, language), _SIDE - 0.2, SMALL)
    kept = lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1]}…"]
    return [*kept, f"{low}–{high}{unit}"]


def leaders(study: RobustnessTables, key: tuple[str, str, str]) -> pd.DataFrame:
    """Return by scanned value of a parameter (rising) who is first; nothing where several are.

    Args:
        study: what was run.
        key: course, outcome and parameter.
    """
    table = study.scan
    course, outcome, parameter = key
    own = table[(table["course"] == course) & (table["outcome"] == outcome) & (table["parameter"] == parameter)]
    rows = []
    for value, part in own.groupby("value"):
        gains = part.set_index("mix")["mean"] * OUTCOMES[outcome].direction
        best = gains.index[gains == gains.max()]
        rows.append((float(str(value)), str(best[0]) if len(best) == 1 else ""))
    return pd.DataFrame(rows, columns=["value", "leader"])


def _range(axes: Axes, study: RobustnessTables, view: AnalysisView, key: tuple[str, str, str], row: int) -> None:
    """Draw the range of one parameter, from 0 to 1, in the colours of who is first; flips at their value."""
    found = leaders(study, key)
    own = study.of_mixes(study.flips, key[0])
    own = own[(own["outcome"] == key[1]) & (own["parameter"] == key[2])]
    turning = own[own["flips"].astype(bool)].to_dict("records")
    unclear = [flip for flip in turning if not flip["clear"]]
    low, high = found["value"].min(), found["value"].max()
    at = ((found["value"] - low) / (high - low)).to_numpy()
    edges = np.concatenate([[0.0], (at[1:] + at[:-1]) / 2, [1.0]])
    for flip in turning:
        number = int(np.flatnonzero(np.isclose(found["value"], _outer(flip)))[0])
        edges[number if flip["side"] == ABOVE else number + 1] = (flip["value"] - low) / (high - low)
    centre = (declared()[key[2]].default - low) / (high - low)
    beyond = [any(_beyond(flip, float(value)) for flip in unclear) for value in found["value"]]
    for number, leader in enumerate(found["leader"]):
        colour = view.mixes[leader].colour if leader else FAINT
        shown = _pale(colour) if beyond[number] else colour
        axes.barh(row, edges[number + 1] - edges[number], left=edges[number], height=_BAR, color=shown, linewidth=0)
    _write_codes(axes, view, list(zip(found["leader"], beyond, strict=True)), edges, row)
    axes.plot(at, np.full(len(at), row + _BAR / 2), marker="|", markersize=3, color=PAPER, linestyle="none")
    axes.plot([centre], [row + _BAR / 2 + 0.06], marker="^", markersize=4, color=INK, linestyle="none", clip_on=False)
    for flip in turning:
        x = (flip["value"] - low) / (high - low)
        axes.plot([x, x], [row - _BAR / 2, row + _BAR / 2], color=INK, linewidth=0.9)
        text = view.number(float(flip["value"]), _places(float(flip["value"])))
        colour = INK if flip["clear"] else SOFT
        side = "left" if x < _EDGE or (flip["side"] == ABOVE and x < 1.0 - _EDGE) else "right"
        axes.text(x, row - _BAR / 2 - 0.02, text, size=SMALL, ha=side, va="bottom", color=colour)


def _write_codes(axes: Axes, view: AnalysisView, cells: list[tuple[str, bool]], edges: Array, row: int) -> None:
    """Write who is first at the left of each stretch with the same leader, where there is room."""
    style: dict[str, Any] = {"size": SMALL, "weight": "bold", "va": "center_baseline"}
    first = 0
    for leader, stretch in groupby(leader for leader, _ in cells):
        last = first + len(list(stretch))
        if leader and edges[last] - edges[first] > _MARGIN + _LETTER * len(view.mixes[leader].code):
            colour = view.mixes[leader].colour
            paper = _pale(colour) if cells[first][1] else colour
            axes.text(edges[first] + 0.02, row, view.mixes[leader].code, color=text_on(paper), **style)
        first = last


def _places(value: float) -> int:
    return min(4, places_for([value], digits=3))


def _pale(colour: str) -> str:
    red, green, blue = (part + (1.0 - part) * _PALE for part in to_rgb(colour))
    return to_hex((red, green, blue))


def _beyond(flip: Mapping[Any, Any], value: float) -> bool:
    """Return whether a value is beyond a flip, as seen from the centre."""
    return bool(value >= flip["value"] if flip["side"] == ABOVE else value <= flip["value"])


def _outer(flip: Mapping[Any, Any]) -> float:
    """Return the scanned value beyond a flip."""
    return float(flip["to_value"] if flip["side"] == ABOVE else flip["from_value"])


def title(study: RobustnessTables, view: AnalysisView, course: str) -> str:
    """Return how many of the scanned parameters change the leader clearly, on any of the outcomes shown."""
    own = study.of_mixes(study.flips, course)
    shown = own[own["outcome"].isin(FLIP_OUTCOMES) | (own["outcome"] == study.subject.outcomes[0])]
    count = shown.loc[shown["clear"].astype(bool), "parameter"].nunique()
    known = {"count": count, "scanned": len(study.scanned), "year": study.year}
    if not count:
        return view.word(
            "None of the {scanned} parameters scanned, moved alone, changes who is first in {year}", **known
        )
    named = [parameter_words(each.name, view.language) for each in drawn(study, course)][:count]
    return view.word(
        "{count} of {scanned} parameters scanned, moved alone, change who is first in {year} beyond chance: {names}",
        names="; ".join(lowered(name) for name in named[:MOST_NAMED]),
        **known,
    )
