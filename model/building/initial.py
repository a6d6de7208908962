"""Values with which the state enters burn-in, where they do not follow from a process of the first quarter."""

from __future__ import annotations

import numpy as np

from model.building.population_parameters import Population
from model.parameters import ParameterSet
from model.processes.condition_parameters import Conditions
from model.processes.covenant_parameters import Covenants
from model.processes.covenants import quality_by_age
from model.processes.unions import Unions, voice
from model.randomness import stream
from model.state.state import NLD, THEMES, State
from model.sums import mean_by


def fill_initial(state: State, parameters: ParameterSet, seed: int) -> None:
    """Fill the columns that processes own: companies do nothing yet, everything else stands as in 2020."""
    numbers = parameters[Population]
    _companies(state, numbers, seed)
    _suppliers(state, parameters)
    country, supplier = state.country, state.supplier
    country.enforcement, country.enabling = country.base_enforcement.copy(), country.base_enabling.copy()
    country.base_density = mean_by(supplier.country, supplier.density, supplier.workers, country.rows)
    state.link.trust[:] = numbers.trust
    state.government.trust[:] = numbers.trust
    covenant = state.covenant
    covenant.quality = quality_by_age(
        covenant.active * -covenant.start, numbers.covenant_quality, parameters[Covenants]
    )
    if not parameters[Covenants].active:
        covenant.active[:], state.company.covenant[:] = False, -1
    covered = np.unique(covenant.sector[covenant.active])
    state.government.dialogue[NLD] = len(covered) / len(np.unique(covenant.sector))
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


def _suppliers(state: State, parameters: ParameterSet) -> None:
    supplier, country = state.supplier, state.country
    supplier.condition = supplier.base_condition.copy()
    supplier.capability = np.repeat(supplier.base_capability[:, None], len(THEMES), axis=1)
    supplier.margin = supplier.base_margin.copy()
    supplier.density = supplier.base_density.copy()
    enabling, repression = (each[supplier.country] for each in (country.base_enabling, country.repression))
    supplier.voice = voice(supplier.density, enabling, repression, parameters[Unions].voice_steepness)
    supplier.hiding[:] = parameters[Conditions].base_hiding
    supplier.retained[:] = 1.0
    supplier.code_concentration[:] = 1.0
