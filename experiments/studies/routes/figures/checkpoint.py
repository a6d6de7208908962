"""What happens at the checkpoint: the judgement, the criteria that it rests on, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box
from experiments.report.page import WIDTH, new_page, rectangle
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import BODY, GAIN, INK, LOSS, PALE, PAPER, SMALL, SOFT
from experiments.report.translation import N_
from experiments.studies.routes.figures.view import Group, RouteView
from model.politics.criteria import CRITERIA
from model.politics.process_parameters import Checkpoint
from model.politics.route import Route
from model.quarters import quarter_name

NAME = "2_checkpoint"
_LOOKS = {1.0: (N_("sufficient"), GAIN, "o"), 0.0: (N_("insufficient"), LOSS, "s")}
"""Verdict: word, colour and marker."""
_AROUND = 0.04
"""Least room beside a threshold."""
_MOST_TOLD = 2
"""Routes that the title tells one by one."""
FOLLOWED = {
    "first": (N_("Dutch law applies first"), "#1F2FB0"),
    "later": (N_("Dutch law, after European law"), "#8FA3E8"),
    "halted": (N_("bill halted by a proposal"), "#E8B25A"),
    "nothing": (N_("no Dutch law, not halted"), PALE),
}
"""What followed: text and colour."""
CRITERIA_LABELS = {
    "pace": N_("pace"),
    "legal_basis": N_("legal basis"),
    "scope": N_("scope"),
    "positions": N_("positions of states"),
    "breadth_and_depth": N_("breadth and depth"),
    "supervision_and_sanctions": N_("supervision, sanctions"),
    "remedy": N_("remedy"),
    "incentives_for_cooperation": N_("cooperation"),
}
_BAND, _HEAD, _FOOT, _HEIGHT, _BARS, _CRITERIA = 0.3, 0.26, 0.42, 1.5, 0.75, 1.4
_LEFT, _SCORE, _CRITERIA_LABELS, _VERDICTS, _RIGHT = 0.45, 2.1, 1.45, 1.0, 0.12
_FOLLOWED = WIDTH - _LEFT - _SCORE - _VERDICTS - _RIGHT


def routes_with_checkpoint(view: RouteView) -> list[Route]:
    """Return the routes at whose checkpoint something was judged."""
    group = view.groups[-1]
    found = [route for route in view.design.routes if route.checkpoint is not None]
    return [route for route in found if len(view.facts(route.name, group.first)["score"].dropna())]


def draw(view: RouteView) -> Figure:
    """Draw a row a route with a checkpoint; there has to be one."""
    group, routes = view.groups[-1], routes_with_checkpoint(view)
    parts = {name: Part(view.word(text), colour) for name, (text, colour) in FOLLOWED.items()}
    keys = key_rows(list(parts.values()), _VERDICTS + _FOLLOWED - 0.3) if group.bill else []
    step = _BAND + 2 * (_HEAD + _FOOT) + _HEIGHT + _CRITERIA
    verdicts = [Part(view.word(word), colour) for word, colour, _ in _LOOKS.values()]
    size = (WIDTH, len(routes) * step + KEY_STEP)
    note = view.word(
        "Each mark is a future; on or above the line is sufficient. The judgement errs, and futures "
        "differ in what is held to be enough. Criteria: mean and middle nine tenths of futures. "
        "Shown for {names}. What followed: until {end}.",
        names=_lower_first(view.group_label(group)),
        end=int(view.design.end_year),
    )
    page = new_page(
        size,
        view.texts(
            title(view),
            view.word("The judgement by the eight criteria of the advice, what it rested on, and what followed"),
            note,
        ),
    )
    top = page.box.top
    for route in routes:
        band = Box(page.box.left, top - _BAND + 0.1, page.box.right, top - 0.04)
        rectangle(page, band, PALE)
        style = view.routes[route.name]
        words, middle = f"{style.code}  {style.label}", (band.bottom + band.top) / 2
        page.write(band.left + 0.06, middle, words, size=BODY, weight="bold", va="center_baseline", color=INK)
        upper = top - _BAND - _HEAD
        left = page.box.left + _LEFT
        score = Box(left, upper - _HEIGHT, left + _SCORE, upper)
        _draw_score(page.axes(score), view, route, group)
        if group.bill:
            right = page.box.right - _RIGHT
            bars = Box(right - _FOLLOWED, upper - _BARS, right, upper)
            _draw_followed(page.axes(bars), view, route, group, parts)
            draw_key(page, (score.right + 0.3, bars.bottom - _FOOT + 0.02), keys)
        lower = score.bottom - _FOOT - _HEAD
        left = page.box.left + _CRITERIA_LABELS
        _draw_criteria(page.axes(Box(left, lower - _CRITERIA, page.box.right - _RIGHT, lower)), view, route, group)
        top -= step
    draw_key(page, (page.box.left + _LEFT, top), [verdicts])
    return page.figure


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def thresholds(view: RouteView, route: Route) -> pd.Series:
    """Return the score that was held to be enough (0-1), one a future."""
    assert route.checkpoint is not None
    own = route.checkpoint.threshold
    values = {seed: each[Checkpoint].threshold if own is None else own for seed, each in view.parameters.items()}
    return pd.Series(values, dtype=float)


def _draw_score(axes: Axes, view: RouteView, route: Route, group: Group) -> None:
    known = view.facts(route.name, group.first)
    score, sufficient = known["score"], known["sufficient"]
    threshold = thresholds(view, route).reindex(known.index)
    low, high = limits([float(value) for value in [*score, *threshold]])
    axes.plot([low, high], [low, high], color=SOFT, linewidth=0.9, linestyle="--", zorder=1)
    for verdict, (_, colour, marker) in _LOOKS.items():
        own = sufficient == verdict
        dots: dict[str, Any] = {
            "markersize": 4.5,
            "alpha": 0.75,
            "linestyle": "none",
            "markeredgecolor": PAPER,
            "markeredgewidth": 0.5,
        }
        axes.plot(threshold[own], score[own], marker=marker, color=colour, **dots)
    axes.set_xlim(*_threshold_limits(threshold))
    axes.set_ylim(low, high)
    number_axis(axes, view.language, 4)
    number_axis(axes, view.language, 4, vertical=True)
    axes.set_title(view.word("Score against threshold"), size=BODY, weight="bold", loc="left")
    axes.set_xlabel(view.word("threshold of the future, 0–1"))
    axes.set_ylabel(view.word("judged score, with its error"), labelpad=2)


def _threshold_limits(threshold: pd.Series) -> tuple[float, float]:
    """Return limits that hold the thresholds, with room at both sides where they are all one number."""
    low, high = float(threshold.min()), float(threshold.max())
    return (low - _AROUND, high + _AROUND) if high - low < _AROUND else limits([low, high], room=0.1)


def _draw_criteria(axes: Axes, view: RouteView, route: Route, group: Group) -> None:
    sufficient = view.facts(route.name, group.first)["sufficient"]
    for row, name in enumerate(CRITERIA):
        values = view.at_checkpoint(route.name, group.first, name).reindex(sufficient.index)
        for verdict, (_, colour, marker) in _LOOKS.items():
            own = values[sufficient == verdict].dropna().to_numpy(dtype=float)
            if len(own) == 0:
                continue
            y = row - 0.17 if verdict else row + 0.17
            axes.plot(np.quantile(own, (0.05, 0.95)), [y, y], color=colour, linewidth=1.4, solid_capstyle="butt")
            axes.plot([own.mean()], [y], marker, color=colour, markersize=5, markeredgecolor=PAPER)
    axes.set_ylim(len(CRITERIA) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.set_yticks(range(len(CRITERIA)), [view.word(CRITERIA_LABELS[name]) for name in CRITERIA])
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")
    number_axis(axes, view.language, 5)
    axes.set_title(view.word("Criteria as they stood"), size=BODY, weight="bold", loc="left")
    axes.set_xlabel(view.word("0–1"))


def followed(known: pd.DataFrame) -> pd.Series:
    """Return what followed in each future, from its facts: `first`, `later`, `halted` or `nothing`."""
    passed = known["dutch_passage"].notna()
    found = pd.Series("nothing", index=known.index)
    found[known["halted"] > 0] = "halted"
    found[passed] = "later"
    found[passed & (known["national_first"] > 0)] = "first"
    return found


def _draw_followed(axes: Axes, view: RouteView, route: Route, group: Group, parts: Mapping[str, Part]) -> None:
    known = view.facts(route.name, group.first)
    after, labels = followed(known), []
    for row, (verdict, (word, _, _)) in enumerate(reversed(_LOOKS.items())):
        own = after[known["sufficient"] == verdict]
        labels.append(view.word("{verdict}\n({count})", verdict=view.word(word), count=len(own)))
        if len(own):
            shares = {str(name): float(share) for name, share in own.value_counts(normalize=True).items()}
            stack(axes, row, shares, parts, _FOLLOWED)
    share_axis(axes, len(_LOOKS))
    axes.set_yticks(range(len(_LOOKS)), labels, size=SMALL, color=INK)
    axes.tick_params(axis="y", length=0)
    axes.set_title(view.word("What followed"), size=BODY, weight="bold", loc="left")
    axes.set_xlabel(view.word("% of futures"))


def title(view: RouteView) -> str:
    """Return how often progress was judged insufficient, and what followed then, for each route with a checkpoint."""
    group, told = view.groups[-1], []
    routes = routes_with_checkpoint(view)
    if len(routes) > _MOST_TOLD:
        return _title_of_many(view, group, routes)
    for route in routes:
        judged, short = _judged(view, group, route)
        assert route.checkpoint is not None
        quarter, code = quarter_name(route.checkpoint.quarter), view.routes[route.name].code
        text = view.word(
            "{route}: progress in Brussels in {quarter} is judged insufficient in {count} of {all} futures",
            route=code,
            quarter=quarter,
            count=len(short),
            all=len(judged),
        )
        if not group.bill:
            text += view.word("; no mix here has a Dutch bill")
        elif len(short):
            counts = followed(short).value_counts()
            first, halted = (int(counts.get(name, 0)) for name in ("first", "halted"))
            text += view.word(
                "; of those, the Dutch law applies first in {first} and a European proposal halts the bill in {halted}",
                first=first,
                halted=halted,
            )
        told.append(text)
    return ". ".join(told)


def _judged(view: RouteView, group: Group, route: Route) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the facts of the futures in which progress was judged, and of those where it fell short."""
    known = view.facts(route.name, group.first)
    judged = known[known["sufficient"].notna()]
    return judged, judged[judged["sufficient"] == 0]


def _title_of_many(view: RouteView, group: Group, routes: Sequence[Route]) -> str:
    """Return the same with the lowest and highest share of the routes."""
    found = [_judged(view, group, route) for route in routes]
    after = [followed(short) for _, short in found]

    def span(shares: Sequence[float]) -> str:
        return view.span([100 * share for share in shares], 0)

    names = view.list_of([route.name for route in routes], "and")
    text = view.word(
        "Progress in Brussels is judged insufficient in {short}% of futures under {routes}",
        short=span([len(short) / len(judged) for judged, short in found]),
        routes=names,
    )
    if not group.bill:
        return text + view.word("; no mix here has a Dutch bill")
    if all(each.empty for each in after):
        return text
    first, halted = (span([float((each == name).mean()) for each in after]) for name in ("first", "halted"))
    return text + view.word(
        "; the Dutch law then applies first in {first}% and a European proposal halts the bill in {halted}%",
        first=first,
        halted=halted,
    )
