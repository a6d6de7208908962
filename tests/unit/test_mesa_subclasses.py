"""What users of Mesa do with a model: subclasses of it and of its agents, its tools, and agents in a plug-in."""

from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

from model import ChainModel, Company, HomeGovernment, ProducingGovernment, Supplier, Union, load_scenario, simulate
from model.agent_steps import each
from model.agent_views import RowView
from model.errors import InputError
from tests.invariants.small_world import SEED
from tests.unit.test_plugins import STRIKE, WORLD, changed, write


class Brand(Company):
    """A company with something of its own."""

    @property
    def exposed(self) -> bool:
        return bool(self.brand > 0.5)


class BrandModel(ChainModel):
    """A model whose companies are brands, and in which suppliers' margins are pressed at the start of a quarter."""

    KINDS = (Brand, Supplier, Union, HomeGovernment, ProducingGovernment)

    def step(self) -> None:
        self.world.state.supplier.margin *= 0.9
        super().step()


@pytest.fixture(scope="module")
def model() -> BrandModel:
    found = BrandModel(world="small", rng=SEED)
    found.step()
    return found


def test_a_subclass_of_the_model_steps_as_it_says(model: BrandModel) -> None:
    plain = ChainModel(world="small", rng=SEED)
    plain.step()
    assert model.world.state.supplier.margin.mean() < plain.world.state.supplier.margin.mean()
    assert model.world.date == plain.world.date
    assert len(model.datacollector.get_model_vars_dataframe()) == 1


def test_agents_are_of_the_subclass(model: BrandModel) -> None:
    assert model.agent_types == list(BrandModel.KINDS)
    brands = model.agents_by_type[Brand]
    assert {type(agent) for agent in brands} == {Brand}
    assert len(brands.select(lambda brand: brand.exposed)) == (model.world.state.company.brand > 0.5).sum() > 0
    assert [agent.unique_id for agent in model.agents] == list(range(1, len(model.agents) + 1))


def test_an_agent_of_a_subclass_is_the_same_agent(model: BrandModel) -> None:
    brand, company = model.view(Brand, 3), model.view(Company, 3)
    assert brand == company and hash(brand) == hash(company) and brand.unique_id == company.unique_id
    assert ChainModel(world="small", rng=1).view(Brand, 2).exposed in (True, False)


def test_what_is_no_kind_of_agent_is_refused_in_one_line(model: BrandModel) -> None:
    class Stranger(RowView):
        """Has no table."""

    with pytest.raises(TypeError, match=r"^Stranger is no kind of agent: a subclass of one, such as Company, is$"):
        model.view(Stranger, 0)
    with pytest.raises(TypeError, match=r"^Wrong\.KINDS is not allowed; allowed: Company, Supplier, Union, "):
        type("Wrong", (ChainModel,), {"KINDS": (Company,)})
    with pytest.raises(TypeError, match=r"^Wrong\.KINDS is not allowed"):
        type("Wrong", (ChainModel,), {"KINDS": (*BrandModel.KINDS[1:], Brand)})
    with pytest.raises(AttributeError, match=r"Brand has no column 'q'; a plug-in can add one"):
        model.view(Brand, 0).q = 1.0


def test_shuffle_do_takes_each_agent_once_and_keeps_the_order_of_the_model(model: BrandModel) -> None:
    seen: list[int] = []
    before = [agent.unique_id for agent in model.agents]
    model.agents.shuffle_do(lambda agent: seen.append(agent.unique_id))
    assert seen != before and sorted(seen) == before
    assert [agent.unique_id for agent in model.agents] == before
    again: list[int] = []
    twin = BrandModel(world="small", rng=SEED)
    twin.step()
    twin.agents.shuffle_do(lambda agent: again.append(agent.unique_id))
    assert again == seen, "the order is that of the seed"


def test_a_data_collector_of_ones_own_is_filled() -> None:
    model = BrandModel(world="small", rng=SEED)
    model.datacollector = mesa.DataCollector(
        model_reporters={"margin": lambda each: float(each.world.state.supplier.margin.mean())},
        agenttype_reporters={Brand: {"choice": "option_name", "exposed": "exposed"}},
    )
    model.step()
    model.step()
    assert len(model.datacollector.get_model_vars_dataframe()["margin"]) == 2
    table = model.datacollector.get_agenttype_vars_dataframe(Brand)
    assert len(table) == 2 * model.world.state.company.rows and set(table) == {"choice", "exposed"}


def test_batch_run_takes_a_subclass() -> None:
    choices: dict[str, Any] = {"mix": ["null_option", "broad"], "world": "small"}
    rows = mesa.batch_run(BrandModel, choices, rng=[SEED], max_steps=2, display_progress=False)
    assert [row["mix"] for row in rows if row["Step"] == 2] or len(rows) >= 2
    assert all(np.isfinite(row["chain_impact_dutch"]) for row in rows)


AGENT = '''
from model.agent_steps import each
from model.agents import Supplier


class Striker(Supplier):
    """A supplier whose workers may strike."""

    def step(self) -> None:
        values = self.model.world.parameters[Strike]
        if values.active and self.density > 0.2:
            self.on_strike = values.duration
            self.margin = self.margin - values.margin_loss * self.on_strike


'''
BY_COLUMN = """
def step(world):
    values, supplier = world.parameters[Strike], world.state.supplier
    if values.active:
        strikes = supplier.density > 0.2
        supplier.on_strike = np.where(strikes, values.duration, supplier.on_strike)
        supplier.margin = np.where(strikes, supplier.margin - values.margin_loss * supplier.on_strike, supplier.margin)


"""


def with_agents(text: str, step: str) -> str:
    return changed("def stopped(", text + "def stopped(").replace("    step=step,\n", f"    step={step},\n")


def test_agents_in_a_plugin_do_what_columns_would(tmp_path: Path) -> None:
    found = []
    for text, step in ((AGENT, "each(Striker)"), (BY_COLUMN, "step")):
        scenario = load_scenario("broad", world=write(tmp_path, with_agents(text, step)))
        found.append(simulate(scenario, SEED).values)
    assert np.array_equal(found[0], found[1], equal_nan=True)
    scenario = load_scenario("broad", world=write(tmp_path, with_agents(AGENT, "each(Striker)")))
    off = simulate(scenario.with_parameters({"strike.active": 0}), SEED).values
    assert not np.array_equal(found[0][:, :-1], off[:, :-1], equal_nan=True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "self.margin = ",
            "self.volume = ",
            "ValueError: assignment destination is read-only; allowed: columns",
        ),
        ("self.on_strike = values", "self.on_strikes = values", "no column 'on_strikes'; did you mean 'on_strike'?"),
        ("self.density > 0.2", "self.density > 0.2 and 1 / 0", "ZeroDivisionError"),
        ("class Striker(Supplier)", "class Striker", "each(Striker): allowed: a subclass of a kind of agents"),
        ("def step(self)", "def steps(self)", "each(Striker): allowed: a subclass of a kind of agents with a method"),
    ],
)
def test_an_agent_in_a_plugin_is_held_to_its_declaration(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in AGENT
    with pytest.raises(InputError, match=r"strike\.py, line \d+: ") as caught:
        simulate(load_scenario(world=write(tmp_path, with_agents(AGENT.replace(old, new), "each(Striker)"))), SEED)
    assert message in str(caught.value)


def test_a_model_in_a_plugin_is_refused(tmp_path: Path) -> None:
    text = STRIKE + "\n\nfrom model import ChainModel\n\n\nclass Mine(ChainModel):\n    pass\n"
    with pytest.raises(InputError, match=r"strike\.py: Mine is a model of its own, which no subcommand runs"):
        load_scenario(world=write(tmp_path, text))


def test_columns_of_a_plugin_are_read_and_written_on_agents(tmp_path: Path) -> None:
    model = ChainModel(world=write(tmp_path, world=WORLD), rng=SEED)
    supplier: Any = model.agents_by_type[Supplier].to_list()[4]
    supplier.on_strike = 0.25
    table: Any = model.world.state.supplier
    assert table.on_strike[4] == supplier.on_strike == 0.25
    with pytest.raises(ValueError, match="allowed: from 0 to 1"):
        supplier.on_strike = 2.0


def test_each_needs_a_step() -> None:
    with pytest.raises(TypeError, match=r"each\(Company\)"):
        each(Company)
