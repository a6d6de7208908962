"""Suppliers and their Dutch buyers: conditions, harm, and what buyers see, ask and offer there.

Arrays by theme are themes x suppliers here: 8 x M, or 8 x D for the D suppliers in Dutch chains (`DutchChains`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.outcomes.measures import Measures, kinds_first
from model.outcomes.observation import Observation
from model.outcomes.weights import dutch_chains, dutch_links
from model.state import JOINT, THEMES, Array, BoolArray, IntArray
from model.sums import sum_by
from model.world import World

_TINY = np.finfo(float).tiny
_BITS = 17
"""Three counts of so many bits share one number exactly, so one pass adds up all; no supplier has so many links."""
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


def _severity(world: World) -> tuple[Array, Array]:
    """Return the part of each theme in harm, themes x D, and their sum, D."""
    part = kinds_first(world.state.supplier.severity[dutch_chains(world).rows]) / len(THEMES)
    return part, np.add.reduce(part, axis=0)


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


def harm(measures: Measures) -> Array:
    """Return harm at each supplier in Dutch chains, D, 0-1: mean over themes of severity x (1 - C) (correction 24)."""
    part, most = measures.of_run(_severity)
    found: Array = most - np.einsum("kj,kj->j", part, measures.once(dutch_condition))
    return found


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


def formal_route(measures: Measures) -> BoolArray:
    """Return which companies are open to complaints from outside: covenant, regulator or court, N (M10)."""
    company, covenant = measures.state.company, measures.state.covenant
    route: BoolArray = of_members(company.covenant, covenant.active & covenant.complaint_route) & (
        company.option == JOINT
    )
    route |= company.liability > 0
    heard = measures.once(scope).take(measures.of_run(_hearing), axis=0)
    route |= np.add.reduce(heard, axis=0) > 0
    return route


def _hearing(world: World) -> IntArray:
    """Return the laws under which regulators take complaints."""
    return np.flatnonzero(world.laws.complaints)


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
    offering_remedy: BoolArray
    """Offering a route to remedy other than the NCP: its own, its covenant, a regulator or a court."""


def buyers(measures: Measures) -> Buyers:
    """Return which suppliers have Dutch buyers that consult, consult jointly, or offer remedy."""
    cut = measures.world.parameters[Observation]
    company = measures.state.company
    able = company.substance > cut.consultation
    jointly = able & (company.option == JOINT)
    remedy = (company.substance >= cut.follow_through) | measures.once(formal_route)
    kinds = able + float(1 << _BITS) * jointly + float(1 << 2 * _BITS) * remedy
    links = measures.of_run(dutch_links)
    sums = sum_by(measures.once(dutch_suppliers), kinds.take(links.company), measures.state.supplier.rows)
    counts = sums.take(measures.of_run(dutch_chains).rows).astype(np.int64)
    return Buyers(
        consulting=(counts & _COUNT) > 0,
        consulting_jointly=(counts & (_COUNT << _BITS)) > 0,
        offering_remedy=(counts & (_COUNT << 2 * _BITS)) > 0,
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
