"""How long European law-making took, and the distributions fitted to it (`experiments/studies/routes/durations.py`)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy import stats

from experiments.report.intervals import number_axis
from experiments.report.layout import Box, split
from experiments.report.page import WIDTH, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows
from experiments.report.style import BODY, COLOURS, FAINT, INK
from experiments.report.translation import N_
from experiments.studies.routes.durations import CHOSEN, FAMILIES, Durations, european_durations, fit
from experiments.studies.routes.figures.view import RouteView
from model.politics.durations import quantile
from model.politics.european_parameters import EuropeanProcess
from model.state.state import Array

NAME = "5_durations"
_GAP, _LEFT, _RIGHT, _HEIGHT, _HEAD, _FOOT = 0.6, 0.45, 0.1, 1.7, 0.26, 0.45
_LATEST = {"adoption": 44.0, "application": 20.0}
"""Quarters that the axes show."""
_LATE = 0.9
CURVES = {
    "acts": N_("acts, pending ones counted as such"),
    "chosen": N_("log-logistic, used here"),
    "others": N_("log-normal, Weibull, exponential"),
}
DURATIONS = {"adoption": N_("From proposal to adoption"), "application": N_("From adoption to application")}


def draw(view: RouteView) -> Figure:
    """Draw a panel for each duration: the acts as an estimate that minds pending ones, and the fitted families."""
    durations = european_durations()
    keys = key_rows([Part(view.word(CURVES[name]), colour) for name, colour in _looks().items()], WIDTH)
    size = (WIDTH, _HEAD + _HEIGHT + _FOOT + len(keys) * KEY_STEP)
    texts = view.texts(
        title(view),
        view.word(
            "Acts on disclosure, due diligence and trade up to the end of 2021, and distributions fitted to them"
        ),
        view.word("Twelve acts to adoption, two of them pending; ten to application. Fits by maximum likelihood."),
    )
    page = new_page(size, texts)
    top = page.box.top - _HEAD
    box = Box(page.box.left + _LEFT, top - _HEIGHT, page.box.right - _RIGHT, top)
    for data, place in zip(durations, split(box, [1, 1], [1], (_GAP, 0.0))[0], strict=True):
        _draw_panel(page.axes(place), view, data)
    draw_key(page, (page.box.left, top - _HEIGHT - _FOOT), keys)
    return page.figure


def _looks() -> dict[str, str]:
    return {"acts": INK, "chosen": COLOURS[0], "others": FAINT}


def title(view: RouteView) -> str:
    """Return what the fits say: the median and the late end of adoption, and the median of application."""
    values = view.design.scenarios[0].parameters[EuropeanProcess]

    def adopted(share: float) -> str:
        beyond = quantile(share, values.adoption_median, values.adoption_shape)
        return view.number(values.shortest_adoption + int(beyond), 0)

    return view.word(
        "Half of European acts take at most {median} quarters to adoption and a tenth more than "
        "{late}; half then apply within {application} quarters",
        median=adopted(0.5),
        late=adopted(_LATE),
        application=view.number(int(values.application_median), 0),
    )


def observed(data: Durations) -> tuple[Array, Array]:
    """Return the share of acts that lasted longer (0-1) and the quarters at which it falls (Kaplan and Meier 1958)."""
    known = np.isfinite(data.high)
    acts = stats.CensoredData(uncensored=data.low[known] + data.shortest, right=data.low[~known] + data.shortest)
    found = stats.ecdf(acts).sf
    return found.quantiles, found.probabilities


def _draw_panel(axes: Axes, view: RouteView, data: Durations) -> None:
    looks, latest = _looks(), _LATEST[data.name]
    times, shares = observed(data)
    axes.step([0.0, *times, latest], [100.0, *(100 * shares), 100 * shares[-1]], where="post", color=looks["acts"])
    moments = np.linspace(0.0, latest, 400)
    for family in sorted(FAMILIES, key=lambda name: name == CHOSEN):
        chosen = family == CHOSEN
        values, _ = fit(data, family)
        distribution = FAMILIES[family][0]
        # a wait of whole quarters is at least so many: half a quarter puts the curve through the middle of the steps
        beyond = np.maximum(moments - data.shortest + 0.5, 1e-9)
        left = 100 * distribution.sf(beyond, *values[1:], scale=values[0])
        axes.plot(moments, left, color=looks["chosen" if chosen else "others"], linewidth=1.8 if chosen else 1.0)
    axes.set_xlim(0.0, latest)
    axes.set_ylim(-2, 102)
    number_axis(axes, view.language, 5)
    number_axis(axes, view.language, 4, vertical=True)
    axes.grid(axis="y")
    axes.set_title(view.word(DURATIONS[data.name]), size=BODY, weight="bold", loc="left")
    axes.set_xlabel(view.word("quarters"))
    axes.set_ylabel(view.word("% of acts that took longer"), labelpad=1)
