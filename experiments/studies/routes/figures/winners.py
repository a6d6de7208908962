"""Which route gives the best outcome, in which share of futures, by mix; and what tells it beforehand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.layout import Box, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import BODY, FAINT, INK, PALE, SMALL, SOFT
from experiments.report.translation import N_
from experiments.studies.routes.conditions import FACTS
from experiments.studies.routes.figures.messages import standing
from experiments.studies.routes.figures.view import RouteView
from model.outcomes import OUTCOMES

NAME = "4_winners"
SHORT_FACTS = {
    "proposal": N_("year of proposal"),
    "adoption": N_("year of adoption"),
    "application": N_("year EU law applies"),
    "dutch_passage": N_("year of Dutch law"),
    "ambition": N_("ambition"),
    "employees_min": N_("smallest staff"),
    "steps": N_("number of steps"),
    "fine": N_("fine"),
    "liability": N_("liability"),
    "preemption": N_("pre-emption"),
    "national_laws": N_("further national laws"),
    "amended": N_("amendment"),
    "delayed": N_("delay after adoption"),
    "reporting_application": N_("year reporting law applies"),
    "pivotal_position": N_("pivotal position in Council"),
    "sufficient": N_("verdict at checkpoint"),
}
"""Political facts in a few words."""
SHARED, EQUAL = "shared", "equal"
_LEFT, _CODE, _BARS, _GAP, _TEXT = 1.75, 0.45, 4.0, 0.3, 4.0
_ROW, _BETWEEN, _HEAD, _FOOT = 0.215, 0.16, 0.26, 0.45
_SPLITS = (" up to ", " above ")
"""What stands between a fact and its value in the table of conditions."""


def draw(view: RouteView) -> Figure:
    """Draw a bar an outcome and mix, and beside it what tells the winner."""
    parts = {route: Part(f"{style.code}  {style.label}", style.colour) for route, style in view.routes.items()}
    parts |= {
        SHARED: Part(view.word("several tie for best"), FAINT),
        EQUAL: Part(view.word("all routes equal"), PALE, hatched=True),
    }
    keys = key_rows(list(parts.values()), _LEFT + _CODE + _BARS + _GAP + _TEXT)
    block = len(view.mixes) * _ROW
    height = len(keys) * KEY_STEP + _HEAD + len(KEY_OUTCOMES) * (block + _BETWEEN) + _FOOT
    size = (_LEFT + _CODE + _BARS + _GAP + _TEXT, height)
    texts = view.texts(
        title(view),
        view.word(
            "Share of futures in which a route gives the best outcome, however small the difference, and "
            "the political fact that best tells which of two routes is better"
        ),
        view.word(
            "Clearly: by a sign test over futures, 5% on one side. What tells: the first question of a "
            "small decision tree for the pair of routes where it helps most; its accuracy on futures "
            "that it had not seen (only where it beats the usual winner beyond chance) and, in brackets, "
            "that of always naming the more frequent winner."
        ),
        view.mixes_note(),
    )
    page = new_page(size, texts)
    left = page.box.left + _LEFT + _CODE
    draw_key(page, (page.box.left, page.box.top), keys)
    top = page.box.top - len(keys) * KEY_STEP - _HEAD
    tells = left + _BARS + _GAP
    page.write(tells, top + 0.06, view.word("What tells"), size=BODY, weight="bold", va="bottom", color=INK)
    for place, name in enumerate(KEY_OUTCOMES):
        lines = wrap(view.outcome_label(name), _LEFT - 0.1, BODY)
        style = {"size": BODY, "weight": "bold", "color": INK, "va": "center", "linespacing": 1.1}
        page.write(page.box.left, top - block / 2, "\n".join(lines), **style)
        axes = page.axes(Box(left, top - block, left + _BARS, top))
        _draw_bars(axes, view, name, parts, last=place == len(KEY_OUTCOMES) - 1)
        for row, mix in enumerate(view.mixes):
            middle = top - (row + 0.5) * _ROW
            text, found = fact_text(view, name, mix)
            page.write(tells, middle, text, size=SMALL, va="center", color=INK if found else SOFT)
        top -= block + _BETWEEN
    return page.figure


def _draw_bars(axes: Axes, view: RouteView, name: str, parts: Mapping[str, Part], last: bool) -> None:
    for row, mix in enumerate(view.mixes):
        shares = winner_shares(view.outcome(name, mix), OUTCOMES[name].direction)
        if shares:
            stack(axes, row, shares, parts, _BARS)
        else:
            axes.text(50, row, view.word("no run to show"), size=SMALL, color=SOFT, ha="center", va="center")
    share_axis(axes, len(view.mixes))
    axes.set_ylim(len(view.mixes) - 0.5, -0.5)
    axes.set_yticks(range(len(view.mixes)), list(view.mixes.values()), size=BODY, color=INK, weight="bold")
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelbottom=last, length=3 if last else 0)
    axes.spines["bottom"].set_visible(last)
    if last:
        axes.set_xlabel(view.word("% of futures"))


def winners(values: pd.DataFrame, direction: int) -> pd.DataFrame:
    """Return for each future (rows) and route (columns) whether the route is among the best.

    Args:
        values: futures x routes.
        direction: 1 when more is better, -1 when less is.
    """
    gains = values * direction
    return gains.eq(gains.max(axis=1), axis=0)


def winner_shares(values: pd.DataFrame, direction: int) -> dict[str, float]:
    """Return the share of futures in which each route is best alone, several are best, or all are equal."""
    if values.empty:
        return {}
    best = winners(values, direction)
    count = best.sum(axis=1)
    equal = float((count == len(values.columns)).mean())
    shares = {str(route): float((best[route] & (count == 1)).mean()) for route in values.columns}
    return shares | {SHARED: float((count > 1).mean()) - equal, EQUAL: equal}


def clear_winner(values: pd.DataFrame, direction: int) -> str | None:
    """Return the route that is best alone clearly more often than each other; None when there is none."""
    best = winners(values, direction)
    alone = best.astype(float).where(best.sum(axis=1) == 1, 0.0)
    found = standing(alone, yes_or_no=True)
    return found.best if found.known and not found.rivals else None


def title(view: RouteView) -> str:
    """Return in how many outcomes by mix each route is clearly most often best, and how often all are equal."""
    clear: dict[str | None, int] = {}
    equal = []
    for name in KEY_OUTCOMES:
        for mix in view.mixes:
            values, direction = view.outcome(name, mix), OUTCOMES[name].direction
            if values.empty:
                continue
            winner = clear_winner(values, direction)
            clear[winner] = clear.get(winner, 0) + 1
            equal.append(winner_shares(values, direction)[EQUAL])
    told = [
        view.word("{route} in {count}", route=style.code, count=clear.get(route, 0))
        for route, style in view.routes.items()
    ]
    told.append(view.word("no route in {count}", count=clear.get(None, 0)))
    share = view.percent(float(np.mean(equal))) if equal else "–"
    return view.word(
        "Of {all} outcomes by mix in {year}, clearly most often best alone – {counts}; all routes "
        "equal in {share} of futures",
        all=len(equal),
        year=view.year,
        counts=", ".join(told),
        share=share,
    )


def fact_text(view: RouteView, outcome: str, mix: str) -> tuple[str, bool]:
    """Return the fact that a tree asks first, where the tree helps most, in brief, and whether there is one."""
    table = view.study.conditions
    own = table[(table["mix"] == mix) & (table["outcome"] == outcome) & (table["year"] == view.year)]
    if own["accuracy"].isna().all():
        return view.word("too few futures on one side"), False
    helping = own[own["conditions"].fillna("").astype(str) != ""]
    if helping.empty:
        return view.word("no fact beats the usual winner"), False
    gain = (helping["accuracy"] - helping["accuracy_without"]).astype(float)
    row = helping.iloc[int(gain.to_numpy().argmax())]
    fact = first_fact(view, str(row["conditions"]))
    if fact is None:
        return view.word("no fact beats the usual winner"), False
    told = view.word(
        "{one} or {other}: {fact}, {accuracy} ({without})",
        one=view.routes[str(row["route"])].code,
        other=view.routes[str(row["other"])].code,
        fact=fact,
        accuracy=view.percent(float(row["accuracy"])),
        without=view.percent(float(row["accuracy_without"])),
    )
    return told, True


def first_fact(view: RouteView, conditions: str) -> str | None:
    """Return the first fact in the words of the table of conditions, and the route that it is of, in short words."""
    for key, words in FACTS.items():
        for route in (None, *view.routes):
            told = words if route is None else f"{words}, {route}"
            if conditions.startswith(tuple(told + split for split in _SPLITS)):
                fact = view.word(SHORT_FACTS[key])
                code = None if route is None else view.routes[route].code
                return fact if code is None else view.word("{fact} under {route}", fact=fact, route=code)
    return None
