"""Agents as views on rows of the state: reading, writing, links, sets, reporters and copies."""

import copy
import gc
import pickle

import mesa
import numpy as np
import pytest

from model import (
    ChainModel,
    Company,
    Government,
    HomeGovernment,
    ProducingGovernment,
    Supplier,
    Union,
    load_scenario,
)
from model.agent_views import RowView
from model.agents import KINDS
from model.state.state import OPTIONS, REGIONS, TABLES


@pytest.fixture(scope="module")
def shared() -> ChainModel:
    """A model after one quarter, to look at."""
    model = ChainModel(load_scenario("broad", world="small"), rng=1)
    model.step()
    return model


@pytest.fixture
def model(shared: ChainModel) -> ChainModel:
    """A model of one's own, to write in."""
    return copy.deepcopy(shared)


def test_every_row_is_one_agent_with_a_lasting_number(shared: ChainModel) -> None:
    state = shared.world.state
    counts = {kind: len(agents) for kind, agents in shared.agents_by_type.items()}
    assert counts == {
        Company: state.company.rows,
        Supplier: state.supplier.rows,
        Union: state.union.rows,
        HomeGovernment: 3,
        ProducingGovernment: state.country.rows,
    }
    assert shared.agent_types == list(counts)
    numbers = [agent.unique_id for agent in shared.agents]
    assert numbers == list(range(1, sum(counts.values()) + 1))
    assert all(isinstance(agent, mesa.Agent) for agent in shared.agents)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_declared_column_reads_as_its_row(shared: ChainModel, kind: type[RowView]) -> None:
    table = getattr(shared.world.state, kind.TABLE)
    for row in (0, table.rows - 1):
        agent = shared.view(kind, row)
        for name in table.COLUMNS:
            np.testing.assert_array_equal(getattr(agent, name), getattr(table, name)[row])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_columns_document_themselves_and_hide_nothing_of_mesa(kind: type[RowView]) -> None:
    for name, declared in TABLES[kind.TABLE].COLUMNS.items():
        assert not hasattr(mesa.Agent, name)
        assert declared.meaning in vars(kind)[name].__doc__
        assert declared.unit in vars(kind)[name].__doc__


def test_numbers_are_plain_and_rows_are_read_only(shared: ChainModel) -> None:
    company = shared.view(Company, 0)
    assert (type(company.capability), type(company.option), type(company.finance)) == (float, int, bool)
    attention = company.attention
    with pytest.raises(ValueError, match="read-only"):
        attention[0] = 1.0
    before = attention.copy()
    shared.world.state.company.attention[0] += 0.0
    assert not np.shares_memory(attention, shared.world.state.company.attention)
    np.testing.assert_array_equal(attention, before)


def test_writing_changes_the_row_and_no_other(model: ChainModel) -> None:
    capability = model.world.state.company.capability
    before = capability.copy()
    model.view(Company, 2).capability = 0.875
    assert capability[2] == 0.875
    before[2] = 0.875
    assert capability.tobytes() == before.tobytes()
    model.view(Company, 2).attention = np.full(8, 0.125)
    assert model.world.state.company.attention[2].tolist() == [0.125] * 8


def test_what_is_written_changes_the_run(model: ChainModel) -> None:
    twin = copy.deepcopy(model)
    twin.agents_by_type[Company].set("capability", 1.0)
    for each in (model, twin):
        each.step()
    assert twin.world.state.company.capability.mean() > model.world.state.company.capability.mean() + 0.1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capability", 1.5),
        ("capability", -0.1),
        ("capability", float("nan")),
        ("capability", "much"),
        ("capability", [0.1, 0.2]),
        ("attention", 0.5),
        ("option", 1.5),
    ],
)
def test_a_value_that_does_not_fit_is_refused(model: ChainModel, name: str, value: object) -> None:
    company = model.view(Company, 0)
    before = getattr(model.world.state.company, name).copy()
    with pytest.raises(ValueError, match=rf"Company\.{name} = .* is not allowed; allowed: "):
        setattr(company, name, value)
    assert getattr(model.world.state.company, name).tobytes() == before.tobytes()


def test_fixed_columns_and_names_that_are_none_cannot_be_written(model: ChainModel) -> None:
    company = model.view(Company, 0)
    with pytest.raises(AttributeError, match=r"Company\.sector is fixed"):
        company.sector = 1
    with pytest.raises(AttributeError, match="did you mean 'capability'"):
        company.capabilty = 0.5
    with pytest.raises(AttributeError, match="no column 'row'"):
        company.row = 1
    with pytest.raises(AttributeError):
        setattr(company, "sector_code", "TEX")  # noqa: B010 - mypy refuses the plain form, as it should


def test_views_of_a_row_are_equal_and_of_another_row_kind_or_model_are_not(shared: ChainModel) -> None:
    company = Company(shared, 1)
    assert company == shared.view(Company, 1)
    assert hash(company) == hash(shared.view(Company, 1))
    assert company in shared.agents
    assert company != Company(shared, 2)
    assert company != Supplier(shared, 1)
    assert company != Company(copy.deepcopy(shared), 1)
    assert len({company, Company(shared, 1), Company(shared, 2)}) == 2
    with pytest.raises(IndexError, match="rows are 0 to"):
        Company(shared, shared.world.state.company.rows)


def test_codes_are_those_of_the_tables(shared: ChainModel) -> None:
    tables = shared.world.tables
    for company in shared.agents_by_type[Company]:
        assert company.sector_code in tables.sectors["code"]
        assert company.region_code in REGIONS
        assert company.home_iso3 in tables.jurisdictions["iso3"]
        assert tables.jurisdictions["region"][company.home] == company.region_code
        assert company.size_code in tables.size_classes["size_class"]
        assert company.option_name in OPTIONS
        assert company.government.code == company.region_code
    countries = {*tables.countries["iso3"], "OTH"}
    for supplier in shared.agents_by_type[Supplier]:
        assert supplier.country_iso3 in countries
        assert supplier.government.code == supplier.country_iso3
        assert supplier.trade_union.country_iso3 == supplier.country_iso3
        assert supplier.trade_union.sector_code == supplier.sector_code


def test_links_go_both_ways(shared: ChainModel) -> None:
    link = shared.world.state.link
    company = shared.view(Company, int(link.company[0]))
    rows = {int(row) for row in link.supplier[link.company == company.row]}
    assert {supplier.row for supplier in company.suppliers} == rows
    assert all(company in supplier.buyers for supplier in company.suppliers)
    supplier = shared.view(Supplier, int(link.supplier[0]))
    assert supplier in supplier.trade_union.suppliers
    assert supplier in supplier.government.suppliers
    assert company in company.government.companies


def test_links_follow_the_state(model: ChainModel) -> None:
    link = model.world.state.link
    company = model.view(Company, int(link.company[0]))
    rows = {supplier.row for supplier in company.suppliers}
    other = next(row for row in range(model.world.state.supplier.rows) if row not in rows)
    link.supplier[0] = other
    assert other in {supplier.row for supplier in company.suppliers}


def test_governments_are_of_two_kinds(shared: ChainModel) -> None:
    governments = shared.agents.select(agent_type=Government)
    assert governments.groupby("kind").count() == {"home": 3, "producing": shared.world.state.country.rows}
    assert [each.code for each in shared.agents_by_type[HomeGovernment]] == list(REGIONS)
    assert [each.code for each in shared.agents_by_type[ProducingGovernment]][-1] == "OTH"
    assert shared.view(HomeGovernment, 0).name == "Netherlands"
    bangladesh = shared.agents.select(lambda each: isinstance(each, Government) and each.code == "BGD").to_list()
    assert [each.name for each in bangladesh] == ["Bangladesh"]


def test_select_groupby_agg_get_and_sort(shared: ChainModel) -> None:
    state = shared.world.state.company
    dutch = shared.agents.select(lambda each: isinstance(each, Company) and each.region_code == "NLD")
    gc.collect()
    assert len(dutch) == (state.region == 0).sum()
    assert dutch.agg("revenue", sum) == pytest.approx(state.revenue[state.region == 0].sum())
    grouped = shared.agents_by_type[Company].groupby("sector_code").agg("capability", np.mean)
    sector = str(shared.world.tables.sectors["code"][state.sector[0]])
    assert grouped[sector] == pytest.approx(state.capability[state.sector == state.sector[0]].mean())
    assert shared.agents_by_type[Company].get("capability") == state.capability.tolist()
    pairs = shared.agents_by_type[Company].get(["capability", "no_such"], handle_missing="default")
    assert pairs[0] == [state.capability[0], None]
    largest = shared.agents_by_type[Company].sort("revenue").to_list()[0]
    assert largest.revenue == state.revenue.max()
    assert shared.agents_by_type[Company].map(lambda each: each.row)[:3] == [0, 1, 2]


def test_shuffling_gives_all_agents_and_leaves_the_model_alone(shared: ChainModel) -> None:
    shuffled = shared.agents_by_type[Union].shuffle()
    assert set(shuffled) == set(shared.agents_by_type[Union])
    assert shared.agents_by_type[Union].map(lambda each: each.row) == list(range(shared.world.state.union.rows))


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.agents.add(model.view(Company, 0)),
        lambda model: model.agents.remove(model.view(Company, 0)),
        lambda model: model.agents.discard(model.view(Company, 0)),
        lambda model: model.agents.clear(),
        lambda model: model.agents.select(lambda each: False, inplace=True),
        lambda model: model.agents.sort("row", inplace=True),
        lambda model: model.agents.shuffle(inplace=True),
        lambda model: model.view(Company, 0).remove(),
        lambda model: model.remove_all_agents(),
        mesa.Agent,
        lambda model: model.deregister_agent(model.view(Company, 0)),
    ],
)
def test_agents_are_neither_added_nor_removed(shared: ChainModel, change) -> None:
    before = len(shared.agents)
    with pytest.raises(TypeError, match="none can be added or removed"):
        change(shared)
    assert len(shared.agents) == before


def test_the_set_of_agents_cannot_be_replaced(shared: ChainModel) -> None:
    with pytest.raises(AttributeError, match="none can be added or removed"):
        shared.agents = []


def test_agent_reporters_record_every_agent_at_its_time(model: ChainModel) -> None:
    model.datacollector = mesa.DataCollector(
        agenttype_reporters={
            Company: {"capability": "capability", "attention": "attention"},
            Government: {"code": "code"},
        }
    )
    expected = []
    for _ in range(2):
        model.step()
        expected.append(model.world.state.company.capability.copy())
    table = model.datacollector.get_agenttype_vars_dataframe(Company)
    recorded = table["capability"].to_numpy().reshape(2, -1)
    np.testing.assert_array_equal(recorded, np.array(expected))
    assert table["attention"].iloc[0].shape == (8,)
    assert len(model.datacollector.get_agenttype_vars_dataframe(Government)) == 2 * (3 + model.world.state.country.rows)


def test_reporters_on_all_agents_work_through_the_set(model: ChainModel) -> None:
    model.datacollector = mesa.DataCollector(agent_reporters={"row": "row"})
    model.step()
    table = model.datacollector.get_agent_vars_dataframe()
    assert table["row"].tolist() == [agent.row for agent in model.agents]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copied_agent_belongs_to_a_copied_model(shared: ChainModel, copied) -> None:
    company = shared.view(Company, 3)
    twin = copied(company)
    assert (twin.row, twin.unique_id, twin.capability) == (3, company.unique_id, company.capability)
    assert twin.model is not company.model
    twin.capability = 1.0 - company.capability / 2
    assert twin.capability != company.capability


def test_a_shallow_copy_of_an_agent_is_the_same_agent(shared: ChainModel) -> None:
    assert copy.copy(shared.view(Company, 3)) == shared.view(Company, 3)


def test_sets_of_agents_survive_a_pickle(shared: ChainModel) -> None:
    back = pickle.loads(pickle.dumps(shared.agents))
    assert [agent.unique_id for agent in back] == [agent.unique_id for agent in shared.agents]
    chosen = shared.agents_by_type[Company].select(at_most=5)
    back = pickle.loads(pickle.dumps(chosen))
    assert [agent.row for agent in back] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_sets_that_a_model_holds_are_copied_with_it(model: ChainModel, copied) -> None:
    panel = model.agents.select(lambda each: isinstance(each, Company), at_most=5)
    model.panel, model.chosen = panel, {panel.to_list()[0]}  # type: ignore[attr-defined]
    twin = copied(model)
    gc.collect()
    assert [agent.row for agent in twin.panel] == [0, 1, 2, 3, 4]
    assert all(agent.model is twin for agent in twin.panel)
    assert twin.chosen == {twin.view(Company, 0)}
