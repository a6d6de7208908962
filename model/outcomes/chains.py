"""Suppliers and their Dutch buyers: conditions, harm, and what buyers see, ask and offer there.

Arrays by theme are themes x suppliers (8 x M) here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.outcomes.measures import Measures, kinds_first
from model.outcomes.observation import Observation
from model.outcomes.weights import dutch_links
from model.state import JOINT, Array, BoolArray, IntArray
from model.sums import sum_by
from model.world import World

_MANY = 2.0**20
"""More than the links of any supplier: three counts below it share one number exactly, so one pass adds up all."""


def condition(measures: Measures) -> Array:
    """Return conditions, themes x M."""
    return kinds_first(measures.state.supplier.condition)


def fallback(world: World) -> Array:
    """Return the conditions of those who lose their job, themes x M."""
    return kinds_first(world.state.supplier.fallback_condition)


def base_condition(world: World) -> Array:
    """Return conditions in 2020, themes x M."""
    return kinds_first(world.state.supplier.base_condition)


def expected_condition(world: World) -> Array:
    """Return the mean conditions of country and sector in 2020, themes x M."""
    return kinds_first(world.state.supplier.country_condition)


def _severity(world: World) -> Array:
    return kinds_first(world.state.supplier.severity)


def mean_condition(measures: Measures) -> Array:
    """Return the mean condition over themes, M."""
    mean: Array = measures.once(condition).mean(axis=0)
    return mean


def mean_effect(measures: Measures) -> Array:
    """Return the effect of leverage, mean over themes, M."""
    mean: Array = kinds_first(measures.state.supplier.effect).mean(axis=0)
    return mean


def harm(measures: Measures) -> Array:
    """Return harm at each supplier, M, 0-1: mean over themes of severity x (1 - C) (correction 24)."""
    mean: Array = (measures.of_run(_severity) * (1.0 - measures.once(condition))).mean(axis=0)
    return mean


def dutch_suppliers(measures: Measures) -> IntArray:
    """Return the supplier of each Dutch link."""
    return measures.state.link.supplier.take(measures.of_run(dutch_links).rows)


def dutch_detection(measures: Measures) -> Array:
    """Return the share of problems that the buyer sees, for each Dutch link."""
    return measures.state.link.detection.take(measures.of_run(dutch_links).rows)


def detection_by_supplier(measures: Measures) -> Array:
    """Return the share of problems at each supplier that its Dutch buyers see, by volume, M; 0 without any."""
    volume = measures.of_run(dutch_links).volume
    suppliers = measures.once(dutch_suppliers)
    rows = measures.state.supplier.rows
    bought = sum_by(suppliers, volume, rows)
    seen = sum_by(suppliers, volume * measures.once(dutch_detection), rows)
    return np.divide(seen, bought, out=np.zeros(rows), where=bought > 0)


def formal_route(measures: Measures) -> BoolArray:
    """Return which companies are open to complaints from outside: covenant, regulator or court, N (M10)."""
    company, covenant = measures.state.company, measures.state.covenant
    working = covenant.active & covenant.complaint_route
    acting = (company.covenant >= 0) & (company.option == JOINT)
    member = acting & (working[np.maximum(company.covenant, 0)] if covenant.rows else False)
    heard = measures.once(scope)[measures.world.laws.complaints > 0]
    route: BoolArray = member | (heard > 0).any(axis=0) | (company.liability > 0)
    return route


def scope(measures: Measures) -> Array:
    """Return the strength with which each law binds, laws x N."""
    return kinds_first(measures.state.company.scope)


@dataclass(frozen=True)
class Buyers:
    """Whether each supplier has a Dutch buyer of some kind, M each."""

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
    kinds = able + _MANY * jointly + _MANY**2 * remedy
    links = measures.of_run(dutch_links)
    counts = sum_by(measures.once(dutch_suppliers), kinds.take(links.company), measures.state.supplier.rows)
    offering = np.floor(counts / _MANY**2)
    joint = np.floor(counts / _MANY) - _MANY * offering
    consulting = counts - _MANY**2 * offering - _MANY * joint
    return Buyers(consulting > 0, joint > 0, offering > 0)


def consulted(measures: Measures) -> BoolArray:
    """Return at which suppliers a Dutch buyer with substance consults workers, M (correction 28).

    It does so through a covenant in which it acts jointly, or where union density gives it someone to consult.
    """
    reached = measures.once(buyers)
    organised = measures.state.supplier.density > measures.world.parameters[Observation].union_link
    found: BoolArray = reached.consulting_jointly | (reached.consulting & organised)
    return found
