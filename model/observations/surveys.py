"""What European firms say in a survey of volunteers, and what it costs them (T03, T04, T05, T28).

Respondents are a sample in which a firm that does due diligence answers with higher odds:

    share = sum_i firms_i w_i x_i / sum_i firms_i w_i,   w_i = odds with due diligence, 1 without
"""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.special import ndtr

from model.inputs.law import SIZE_CLASSES
from model.observations.measurement import Measurement
from model.observations.statistic import Statistic, on_log_scale, share
from model.outcomes.observation import Observation
from model.state.state import EU, NONE, TIERS, Array
from model.world import World

LARGE = SIZE_CLASSES.index("large")


def respondents(world: World) -> Array:
    """Return the weight of each company among the respondents: firms of 250 staff and more in the EU, N."""
    company = world.state.company
    odds = np.where(company.option != NONE, world.parameters[Measurement].response_odds, 1.0)
    weight: Array = company.firms * odds * ((company.size_class >= LARGE) & (company.region <= EU))
    return weight


def _full(world: World) -> Array:
    """Return the chance that each company, if it does due diligence, says that it does so fully, N."""
    values = world.parameters[Measurement]
    chance: Array = ndtr((world.state.company.signal - values.full) / values.full_spread)
    return chance


def saying_full(world: World) -> Array:
    """Return the share of respondents that say they do due diligence fully."""
    return share(respondents(world), _full(world) * (world.state.company.option != NONE))


def saying_partly(world: World) -> Array:
    """Return the share of respondents with due diligence that do not say they do it fully."""
    return share(respondents(world), (1.0 - _full(world)) * (world.state.company.option != NONE))


def covering_chain(world: World) -> Array:
    """Return the share of respondents whose due diligence covers the whole chain.

    A company stands for firms whose insight in the last tier is normal around its own; those above the line count.
    """
    company, values = world.state.company, world.parameters[Measurement]
    above = company.visibility**TIERS - world.parameters[Observation].whole_chain
    return share(respondents(world), ndtr(above / values.insight_spread) * (company.option != NONE))


def cost_of(smallest: str, largest: str, world: World) -> Array:
    """Return the mean cost of due diligence of firms with it in the EU, from one size class to another.

    In % of revenue on a logarithmic scale; the agents are those of these sizes, with due diligence or without.
    """
    company = world.state.company
    inside = (company.size_class >= SIZE_CLASSES.index(smallest)) & (company.size_class <= SIZE_CLASSES.index(largest))
    inside &= company.region <= EU
    value = share(company.firms * (inside & (company.option != NONE)), company.cost)[0]
    return on_log_scale(np.array([np.nan_to_num(value), np.count_nonzero(inside)]))


_RESPONDENTS = "companies of 250 staff and more in the EU"

STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        name="saying_full",
        meaning="respondents in the EU that say they do due diligence fully",
        unit="share",
        measured_on=_RESPONDENTS,
        look=saying_full,
    ),
    Statistic(
        name="saying_partly",
        meaning="respondents in the EU that say they do due diligence in part",
        unit="share",
        measured_on=_RESPONDENTS,
        look=saying_partly,
    ),
    Statistic(
        name="covering_chain",
        meaning="respondents in the EU whose due diligence covers the whole chain",
        unit="share",
        measured_on=_RESPONDENTS,
        look=covering_chain,
    ),
    Statistic(
        name="cost_large",
        meaning="cost of due diligence of firms with it of 250 staff and more in the EU",
        unit="log10 of % of revenue",
        measured_on=_RESPONDENTS,
        look=partial(cost_of, "large", "very_large"),
    ),
    Statistic(
        name="cost_small",
        meaning="cost of due diligence of firms with it of 10 to 249 staff in the EU",
        unit="log10 of % of revenue",
        measured_on="companies of 10 to 249 staff in the EU",
        look=partial(cost_of, "small", "medium"),
    ),
)
