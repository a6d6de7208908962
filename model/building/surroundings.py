"""Surroundings of suppliers in 2020: conditions, countries and unions."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit, ndtri

from model.building.apportionment import shares_within
from model.building.population_parameters import Population
from model.inputs.tables import Tables, country_risk, country_values
from model.randomness import stream
from model.state.state import THEMES, Array, Country, IntArray, Supplier, Union

_FARTHEST = 1e-3
"""Conditions are kept this far from 0 and 1 before they are spread in log-odds."""


def build_countries(tables: Tables) -> Country:
    """Return the producing countries and, last, the neutral one for all other origins."""
    repression = np.clip(country_values(tables, "ilo_facb_noncompliance_2019") / 10.0, 0.0, 1.0)
    country = Country(len(repression))
    country.repression = repression
    country.base_enforcement = expit(country_values(tables, "wgi_rule_of_law_2019"))
    country.base_enabling = 1.0 - repression
    return country


def fill_suppliers(supplier: Supplier, country: Country, tables: Tables, numbers: Population, seed: int) -> None:
    """Fill conditions, density, margin and capability of suppliers in 2020; workers must be known."""
    supplier.base_condition = _conditions(supplier, tables, numbers, seed)
    group = supplier.sector * country.rows + supplier.country
    supplier.country_condition = _worker_mean(supplier, group)
    fallback = np.maximum(_worker_mean(supplier, supplier.country) - numbers.fallback_gap, 0.0)
    supplier.fallback_condition = np.minimum(fallback, supplier.base_condition)
    density = country_values(tables, "union_density_pct") / 100.0
    supplier.base_density = np.clip(density * (1.0 - country.repression), 0.0, 1.0)[supplier.country]
    draw = stream(seed, "population.surroundings").random((2, supplier.rows))
    away = ndtri(np.maximum(draw[0], np.finfo(float).tiny))
    supplier.base_margin = numbers.supplier_margin + numbers.supplier_margin_spread * away
    width = numbers.supplier_capability_half_width * (2.0 * draw[1] - 1.0)
    supplier.base_capability = np.clip(numbers.supplier_capability + width, 0.0, 1.0)


def _conditions(supplier: Supplier, tables: Tables, numbers: Population, seed: int) -> Array:
    """Return conditions: 1 less severity x country risk, spread among suppliers.

    Half of the variance of the spread is common to all themes: a well-run place is better on most of them
    (assumption).
    """
    risk = country_risk(tables)[supplier.country]
    mean = 1.0 - np.clip(numbers.severity_scale * supplier.severity * risk, 0.0, 1.0)
    draw = stream(seed, "population.conditions").random((supplier.rows, len(THEMES) + 1))
    normal = ndtri(np.maximum(draw, np.finfo(float).tiny))
    away = np.sqrt(0.5) * (normal[:, :-1] + normal[:, -1:])
    odds = logit(np.clip(mean, _FARTHEST, 1.0 - _FARTHEST)) + numbers.condition_spread * away
    spread: Array = expit(odds)
    return spread


def _worker_mean(supplier: Supplier, group: IntArray) -> Array:
    """Return, for each supplier, the mean condition of its group by theme, weighted by workers."""
    groups = int(group.max()) + 1
    weight = shares_within(group, supplier.workers, groups)
    total = np.bincount(group, weights=weight, minlength=groups)
    even = 1.0 / np.bincount(group, minlength=groups)[group]
    weight = np.where(total[group] > 0, weight, even)
    means = [np.bincount(group, weights=weight * theme, minlength=groups) for theme in supplier.base_condition.T]
    result: Array = np.clip(np.stack(means, axis=1)[group], 0.0, 1.0)
    return result


def build_unions(supplier: Supplier, countries: int, capacity: float) -> Union:
    """Return a union for each country and sector with suppliers, and tell each supplier which is its union."""
    keys, union_of = np.unique(supplier.country + countries * supplier.sector, return_inverse=True)
    supplier.union = union_of.astype(np.int64)
    union = Union(len(keys))
    union.country, union.sector = keys % countries, keys // countries
    union.capacity = np.full(len(keys), capacity)
    return union
