"""Values with which the state enters burn-in, where they do not follow from a process of the first quarter."""

from __future__ import annotations

import numpy as np

from model.population_parameters import Population
from model.randomness import stream
from model.state import THEMES, State
from model.sums import mean_by


def fill_initial(state: State, numbers: Population, seed: int) -> None:
    """Fill the columns that processes own: companies do nothing yet, everything else stands as in 2020."""
    _companies(state, numbers, seed)
    _suppliers(state, numbers)
    country, supplier = state.country, state.supplier
    country.enforcement, country.enabling = country.base_enforcement.copy(), country.base_enabling.copy()
    country.base_density = mean_by(supplier.country, supplier.density, supplier.workers, country.rows)
    state.link.trust[:] = numbers.trust
    state.government.trust[:] = numbers.trust
    state.shock.demand[:] = 1.0
    state.shock.audits[:] = 1.0


def _companies(state: State, numbers: Population, seed: int) -> None:
    company = state.company
    draw = stream(seed, "population.capability").random(company.rows)
    width = numbers.company_capability_half_width * (2.0 * draw - 1.0)
    company.capability = np.clip(numbers.company_capability + width, 0.0, 1.0)
    company.motivation = company.base_motivation.copy()
    company.sales = company.base_sales.copy()
    company.margin = company.base_margin.copy()
    company.attention[:] = 1.0 / len(THEMES)


def _suppliers(state: State, numbers: Population) -> None:
    supplier, country = state.supplier, state.country
    supplier.condition = supplier.base_condition.copy()
    supplier.capability = np.repeat(supplier.base_capability[:, None], len(THEMES), axis=1)
    supplier.margin = supplier.base_margin.copy()
    supplier.density = supplier.base_density.copy()
    free = (country.base_enabling * (1.0 - country.repression))[supplier.country]
    supplier.voice = -np.expm1(-numbers.voice_rate * supplier.density * free)
    supplier.hiding[:] = numbers.hiding
    supplier.retained[:] = 1.0
    supplier.code_concentration[:] = 1.0
