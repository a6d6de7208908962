"""Build the world of 2020 from the input tables: companies, suppliers, links, covenants, countries and unions.

Totals of firms, import value and workers are those of the tables whatever the number of agents; chance decides
who is who. How near a built world comes is in the world report (`experiments/tools/world_match.py`).
"""

from __future__ import annotations

from model.building.companies import build_companies
from model.building.covenant_members import build_covenants, first_members
from model.building.customers import build_customers
from model.building.initial import fill_initial
from model.building.network import build_links
from model.building.network_parameters import Network
from model.building.population_parameters import Population
from model.building.suppliers import assign_workers, build_suppliers, supplier_cells
from model.building.surroundings import build_countries, build_unions, fill_suppliers
from model.inputs.input_uncertainty import perturb
from model.inputs.settings import WorldSettings
from model.inputs.tables import Tables, load_tables
from model.randomness import stream
from model.scenario import Scenario
from model.state.state import CHANNELS, REGIONS, Channel, Government, LawStatus, Levers, Shock, State

TABLE_YEAR = 2020
"""The year that the project's own tables describe."""


def build(scenario: Scenario, seed: int) -> tuple[Tables, State]:
    """Build the world of a scenario.

    Args:
        scenario: gives the world's settings, the parameters and the laws; its mix plays no part.
        seed: of the run; input tables, agents and links are drawn from streams of their own.

    Returns:
        The tables as drawn for this seed, and the state before burn-in.

    Raises:
        InputError: for tables that cannot be used, or fewer agents than the tables need.
    """
    tables = drawn_tables(scenario.world, seed if scenario.input_seed is None else scenario.input_seed)
    numbers = scenario.parameters[Population]
    company = build_companies(tables, scenario, seed)
    cells = supplier_cells(tables, scenario.world, scenario.parameters[Network].cost_share)
    supplier, demand = build_suppliers(tables, cells, scenario, seed)
    link = build_links((company, supplier), cells, demand, scenario, seed)
    assign_workers(tables, supplier, scenario)
    country = build_countries(tables)
    fill_suppliers(supplier, country, tables, numbers, seed)
    union = build_unions(supplier, country.rows, numbers.organising_capacity)
    covenant = build_covenants(tables, scenario.world.start)
    company.covenant = first_members(company, covenant, tables, numbers, seed)
    state = State(
        company=company,
        customer=build_customers(company, scenario.parameters, seed),
        supplier=supplier,
        link=link,
        covenant=covenant,
        country=country,
        union=union,
        government=Government(len(REGIONS)),
        levers=Levers(len(REGIONS)),
        law=LawStatus(len(scenario.laws)),
        shock=Shock(1),
        channel=Channel(len(CHANNELS)),
    )
    fill_initial(state, scenario.parameters, seed)
    return tables, state.copy()  # which lays out every column alike, however it was filled


def drawn_tables(settings: WorldSettings, seed: int) -> Tables:
    """Return the input tables of a world, with every uncertain figure drawn from the range it leaves open."""
    return perturb(load_tables(settings.table_folder), stream(seed, "inputs"), settings.input_uncertainty)
