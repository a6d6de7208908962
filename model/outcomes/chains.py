"""Suppliers and their Dutch buyers: conditions, harm, and what buyers see, ask and offer there.

Arrays by theme are themes x suppliers here: 8 x M, or 8 x D for the D suppliers in Dutch chains (`DutchChains`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.outcomes.measures import Measures, kinds_first
from model.outcomes.observation import Observation
from model.outcomes.weights import dutch_chains, dutch_links
from model.state.state import JOINT, THEMES, Array, BoolArray, IntArray
from model.sums import sum_by
from model.world import World

_TINY = np.finfo(float).tiny
_BITS = 17
"""Two counts of so many bits share one number exactly, so one pass adds up both; no supplier has so many links."""
_COUNT = (1 << _BITS) - 1


_MEAN = len(THEMES)
"""Row of the mean over themes in what `graded` returns."""


def graded(by_theme: Array, level: float) -> Array:
    """Return conditions by theme and their mean, and below these whether each reaches a level, 18 x suppliers.

    Args:
        by_theme: conditions, suppliers x themes.
        level: the stated level.
    """
    values = np.empty((2 * (_MEAN + 1), len(by_theme)))
    now, above = values[: _MEAN + 1], values[_MEAN + 1 :]
    now[:_MEAN] = by_theme.T
    np.add.reduce(now[:_MEAN], axis=0, out=now[_MEAN])
    now[_MEAN] /= _MEAN
    np.greater_equal(now, level, out=above)
    return values


def conditions(measures: Measures) -> Array:
    """Return conditions now as `graded` does, 18 x M."""
    return graded(measures.state.supplier.condition, measures.world.parameters[Observation].decent_level)


def dutch_conditions(measures: Measures) -> Array:
    """Return the same for Dutch chains, 18 x D."""
    return measures.once(conditions).take(measures.of_run(dutch_chains).rows, axis=1)


def dutch_condition(measures: Measures) -> Array:
    """Return conditions in Dutch chains, themes x D."""
    return measures.once(dutch_conditions)[:_MEAN]


def dutch_mean(measures: Measures) -> Array:
    """Return the mean condition over themes in Dutch chains, D."""
    found: Array = measures.once(dutch_conditions)[_MEAN]
    return found


def mean_condition(measures: Measures) -> Array:
    """Return the mean condition over themes, M."""
    found: Array = measures.once(conditions)[_MEAN]
    return found


def base_mean(world: World) -> Array:
    """Return the mean over themes of the conditions that burn-in leaves before the first quarter, M."""
    return over_themes(kinds_first(world.state.supplier.base_condition))


def mean_effect(measures: Measures) -> Array:
    """Return the effect of leverage, mean over themes, M."""
    return over_themes(kinds_first(measures.state.supplier.effect))


def over_themes(values: Array) -> Array:
    """Return the mean over themes of themes x suppliers."""
    mean: Array = np.add.reduce(values, axis=0) / len(values)
    return mean


def dutch_suppliers(measures: Measures) -> IntArray:
    """Return the supplier of each Dutch link."""
    return measures.state.link.supplier.take(measures.of_run(dutch_links).rows)


def dutch_detection(measures: Measures) -> Array:
    """Return the share of problems that the buyer sees, for each Dutch link."""
    return measures.state.link.detection.take(measures.of_run(dutch_links).rows)


def detection_by_supplier(measures: Measures) -> Array:
    """Return the share of problems that Dutch buyers see in Dutch chains, by volume, D; 0 without any buyer."""
    volume = measures.of_run(dutch_links).volume
    suppliers = measures.once(dutch_suppliers)
    everyone, counted = measures.state.supplier.rows, measures.of_run(dutch_chains).rows
    bought = sum_by(suppliers, volume, everyone).take(counted)
    seen = sum_by(suppliers, volume * measures.once(dutch_detection), everyone).take(counted)
    return seen / np.maximum(bought, _TINY)


def formal_routes(measures: Measures) -> Array:
    """Return how far companies are open to complaints from outside by theme, N x themes, 0-1 (M10).

    By a covenant in which they act jointly, on all themes; by a regulator or a court, on the themes of the laws that
    open these, as far as such a law binds.
    """
    company, covenant, book = measures.state.company, measures.state.covenant, measures.world.laws
    joint = of_members(company.covenant, covenant.active & covenant.complaint_route) & (company.option == JOINT)
    closed: Array = 1.0 - company.liability
    closed *= ~joint[:, None]
    for routes in (book.hearing, book.ordering):
        if routes.groups:
            closed *= 1.0 - routes.by_theme(company.scope)
    return np.subtract(1.0, closed, out=closed)


def of_members(covenant: IntArray, holds: BoolArray) -> BoolArray:
    """Return whether what `holds` of covenants holds of the covenant of each company, N; no for those without any."""
    found: BoolArray = holds.take(covenant)  # -1 takes the last, which the next line drops
    found &= covenant >= 0
    return found


def scope(measures: Measures) -> Array:
    """Return the strength with which each law binds, laws x N."""
    return kinds_first(measures.state.company.scope)


@dataclass(frozen=True)
class Buyers:
    """Whether each supplier in Dutch chains has a Dutch buyer of some kind, D each."""

    consulting: BoolArray
    """With substance enough to consult workers."""
    consulting_jointly: BoolArray
    """The same, acting jointly in a covenant."""


def buyers(measures: Measures) -> Buyers:
    """Return which suppliers have Dutch buyers that consult, or consult jointly."""
    cut = measures.world.parameters[Observation]
    company = measures.state.company
    able = company.substance > cut.consultation
    jointly = able & (company.option == JOINT)
    kinds = able + float(1 << _BITS) * jointly
    links = measures.of_run(dutch_links)
    sums = sum_by(measures.once(dutch_suppliers), kinds.take(links.company), measures.state.supplier.rows)
    counts = sums.take(measures.of_run(dutch_chains).rows).astype(np.int64)
    return Buyers(
        consulting=(counts & _COUNT) > 0,
        consulting_jointly=(counts & (_COUNT << _BITS)) > 0,
    )


def consulted(measures: Measures) -> BoolArray:
    """Return at which suppliers in Dutch chains a Dutch buyer with substance consults workers, D (correction 28).

    It does so through a covenant in which it acts jointly, or where union density gives it someone to consult.
    """
    reached = measures.once(buyers)
    density = measures.state.supplier.density.take(measures.of_run(dutch_chains).rows)
    organised = density > measures.world.parameters[Observation].union_link
    found: BoolArray = reached.consulting_jointly | (reached.consulting & organised)
    return found
