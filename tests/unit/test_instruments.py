"""Instruments and the process that turns their levels into levers and the intensity of laws."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.building.population import build
from model.errors import InputError
from model.inputs.law import Law, read_law
from model.instruments import INSTRUMENTS
from model.instruments.instrument import full_strength, national_strength, strength_by_region
from model.instruments.producing_country_programmes import divide
from model.parameters import ParameterSet
from model.processes import instruments, laws, politics
from model.processes.instruments import law_intensity
from model.quarters import parse_quarter
from model.scenario import Scenario, load_scenario, named_files
from model.state.state import EU, NLD, REGIONS, SEVEN_VS, Levers
from model.world import World

PRIMITIVES = {"information", "cost", "reward", "condition", "obligation", "connection", "leverage"}
WRITES: dict[str, set[str]] = {
    "procurement": {"procurement"},
    "policy_coherence": {"coherence"},
    "financial_incentives": {"subsidy"},
    "sector_cooperation": {"facilitation", "learning_agenda"},
    "support_desk": {"support_desk"},
    "flanking": {"facilitation", "learning_agenda", "support_desk"},
    "producing_country_programmes": {"cooperation", "organising_fund", "supplier_training"},
    "effort_due_diligence": {"effort_due_diligence"},
    "effort_reporting": {"effort_reporting"},
}
Stepped = Callable[..., World]


@pytest.fixture(scope="module")
def settled() -> World:
    """A small world under the null option, built once; branches take it elsewhere."""
    scenario = load_scenario("1", world="small")
    return World(scenario, *build(scenario, 1), 1)


@pytest.fixture
def stepped(settled: World) -> Stepped:
    """Step politics, instruments and laws of a scenario in a given quarter."""

    def step(mix: str | Path | Scenario, date: str, course: str = "scheduled", **parameters: object) -> World:
        chosen = mix if isinstance(mix, Scenario) else load_scenario(mix, world="small", course=course)
        scenario = chosen.with_parameters({name.replace("__", "."): each for name, each in parameters.items()})
        if len(scenario.laws) == settled.state.law.rows:
            world = settled.branch(scenario)
        else:
            world = World(scenario, *build(scenario, 1), 1)
        world.quarter = parse_quarter(date) - scenario.world.start
        instruments.step(world)
        if not world.burning_in:
            politics.step(world)  # sees the effort of the quarter before
            instruments.step(world)
        laws.step(world)
        return world

    return step


def intensity(world: World, law: str) -> float:
    return float(world.state.law.intensity[world.laws.names.index(law)])


def lever(world: World, name: str) -> list[float]:
    values: list[float] = getattr(world.state.levers, name).tolist()
    return values


# ---- the instruments themselves


def test_instruments_stand_in_the_order_that_each_has_for_itself() -> None:
    orders = [each.order for each in INSTRUMENTS.values()]
    assert orders == sorted(set(orders)) and orders[0] == 1
    assert list(INSTRUMENTS) == [each.name for each in INSTRUMENTS.values()]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_is_described_in_full(name: str) -> None:
    instrument = INSTRUMENTS[name]
    assert instrument.v in SEVEN_VS
    assert set(instrument.primitives) <= PRIMITIVES
    assert instrument.primitives
    assert instrument.sections
    assert instrument.meaning.endswith(".")
    assert instrument.label_en != instrument.label_nl
    values = ParameterSet()[instrument.group]
    assert (values.existing, values.strengthened) == (0.3 * ("national" in instrument.parts), 0.6)


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_writes_only_its_own_levers(name: str) -> None:
    levers, strength = Levers(len(REGIONS)), np.array([0.1, 0.2, 0.3])
    before = {column: getattr(levers, column).copy() for column in Levers.COLUMNS}
    apply = INSTRUMENTS[name].apply
    if apply is not None:
        apply(levers, strength, ParameterSet()[INSTRUMENTS[name].group])
    changed = {column for column in Levers.COLUMNS if not np.array_equal(getattr(levers, column), before[column])}
    assert bool(changed) == (apply is not None)
    assert changed == WRITES.get(name, changed)
    if name in WRITES and name != "producing_country_programmes":
        assert all(np.array_equal(getattr(levers, column), strength) for column in changed)


def test_strength_never_falls_with_the_national_level() -> None:
    group = INSTRUMENTS["procurement"].group
    for existing, strengthened in ((0.3, 0.6), (0.5, 0.4)):
        values = group(existing=existing, strengthened=strengthened)
        most = max(existing, strengthened)
        assert [national_strength(level, values) for level in range(3)] == [0.0, existing, most]
        assert full_strength(values) == most


def test_strength_by_region() -> None:
    values = ParameterSet()[INSTRUMENTS["procurement"].group]
    assert strength_by_region(2, False, values, 0.5).tolist() == [0.6, 0.0, 0.0]
    assert strength_by_region(1, True, values, 0.9).tolist() == pytest.approx([0.54, 0.54, 0.0])
    assert strength_by_region(2, True, values, 0.2).tolist() == pytest.approx([0.6, 0.12, 0.0])
    assert strength_by_region(0, True, values, 0.5).tolist() == pytest.approx([0.3, 0.3, 0.0])


def test_programmes_divide_one_budget_of_which_a_dutch_one_reaches_less() -> None:
    budget = np.array([0.6, 0.3, 0.0])
    assert [each.tolist() for each in divide(budget, (3, 1, 0))] == [
        pytest.approx([0.45, 0.225, 0.0]),
        pytest.approx([0.15, 0.075, 0.0]),
        [0.0, 0.0, 0.0],
    ]
    assert all(not each.any() for each in divide(budget, (0, 0, 0)))
    levers, programmes = Levers(len(REGIONS)), INSTRUMENTS["producing_country_programmes"]
    assert programmes.apply is not None
    programmes.apply(levers, budget, programmes.group(existing=0.3, strengthened=0.6, dutch_reach=0.5))
    assert levers.cooperation.tolist() == pytest.approx([0.1, 0.1, 0.0])


# ---- intensity of laws


def law(**changes: Any) -> Law:
    return replace(read_law(named_files("laws")["broad_due_diligence_nl"]), **changes)


@pytest.mark.parametrize(
    ("changes", "national", "european", "expected"),
    [
        ({"instrument": None, "levels": ()}, 0, False, 1.0),
        ({}, 2, False, 0.6),
        ({}, 1, False, 0.0),
        ({}, 0, True, 0.0),
        ({"levels": (1, 2)}, 1, False, 0.3),
        ({"jurisdiction": "EU", "levels": ()}, 0, True, 0.3),
        ({"jurisdiction": "EU", "levels": ()}, 2, False, 0.0),
        ({"jurisdiction": "EU", "levels": (), "ambition_in_text": True}, 0, True, 0.6),
    ],
)
def test_intensity_of_a_law(changes: dict[str, Any], national: int, european: bool, expected: float) -> None:
    values = ParameterSet()[INSTRUMENTS["broad_due_diligence"].group]
    assert law_intensity(law(**changes), national, european, values, 0.5) == pytest.approx(expected)


def test_while_the_world_settles_only_baseline_laws_hold(stepped: Stepped) -> None:
    world = stepped("3E", "2018Q1")
    baseline = np.array([each.baseline for each in world.laws.laws])
    np.testing.assert_array_equal(world.state.law.intensity, baseline.astype(float))
    assert lever(world, "procurement") == [0.3, 0.0, 0.0]


def test_a_mix_that_starts_early_leaves_settling_alone(stepped: Stepped) -> None:
    """Mixes on one base share their settling, so none may show in it, however early it starts."""
    scenario = load_scenario("3", world="small")
    early = replace(scenario, mix=replace(scenario.mix, start=parse_quarter("2016Q1")))
    world = stepped(early, "2018Q1")
    assert lever(world, "procurement") == [0.3, 0.0, 0.0]
    assert lever(world, "support_desk") == [0.0, 0.0, 0.0]


def test_levels_of_the_base_hold_until_the_mix_starts(stepped: Stepped) -> None:
    before, after = stepped("3", "2021Q4"), stepped("3", "2022Q1")
    assert lever(before, "procurement")[NLD] == 0.3
    assert lever(after, "procurement")[NLD] == 0.6
    assert intensity(before, "broad_due_diligence_nl") == 0.0
    assert intensity(after, "broad_due_diligence_nl") == 0.6


def test_european_law_under_every_mix_or_where_the_mix_has_it(stepped: Stepped) -> None:
    assert intensity(stepped("1", "2030Q1", "scheduled"), "due_diligence_eu") == pytest.approx(0.6 * 0.5)
    assert intensity(stepped("1", "2030Q1", "as_enacted"), "due_diligence_eu") == 0.0
    assert intensity(stepped("3E", "2030Q1", "as_enacted"), "due_diligence_eu") == pytest.approx(0.6)
    assert intensity(stepped("4", "2030Q1", "as_enacted"), "sustainability_reporting_eu") == pytest.approx(0.6)


def test_levers_start_from_zero_each_quarter(stepped: Stepped) -> None:
    world = stepped("3", "2025Q1")
    for name in Levers.COLUMNS:
        getattr(world.state.levers, name)[:] = 0.9
    instruments.step(world)
    assert lever(world, "procurement") == [0.6, 0.0, 0.0]
    assert lever(world, "cooperation") == pytest.approx([0.3 * 0.2 / 3, 0.0, 0.0])


# ---- European parts


def test_european_parts_wait_for_european_law_while_national_ones_hold(stepped: Stepped) -> None:
    waiting = stepped("3E", "2023Q4", "as_enacted")
    assert lever(waiting, "procurement") == [0.6, 0.0, 0.0]
    there = stepped("3E", "2024Q1", "as_enacted")
    assert lever(there, "procurement") == [0.6, 0.6, 0.0]
    assert lever(there, "support_desk") == [0.6, 0.6, 0.0]


def test_a_european_part_may_have_a_start_of_its_own(stepped: Stepped) -> None:
    scenario = load_scenario("3E", world="small", course="as_enacted")
    level = replace(scenario.mix.levels["procurement"], european_start=parse_quarter("2023Q2"))
    early = replace(scenario, mix=replace(scenario.mix, levels={**scenario.mix.levels, "procurement": level}))
    assert lever(stepped(early, "2023Q1"), "procurement")[EU] == 0.0
    assert lever(stepped(early, "2023Q2"), "procurement")[EU] == 0.6


def test_reporting_law_embeds_nothing(stepped: Stepped) -> None:
    scenario = load_scenario("3E", world="small", course="as_enacted")
    other = replace(scenario, laws=tuple(replace(each, embedding=False) for each in scenario.laws))
    assert lever(stepped(other, "2030Q1"), "procurement")[EU] == 0.0


def test_european_parts_end_with_the_law_that_embeds_them(stepped: Stepped) -> None:
    scenario = load_scenario("3E", world="small", course="as_enacted")
    ending = [replace(each, end=parse_quarter("2028Q1")) if each.embedding else each for each in scenario.laws]
    short = replace(scenario, laws=tuple(ending))
    assert lever(stepped(short, "2027Q4"), "procurement")[EU] == pytest.approx(0.6)
    assert lever(stepped(short, "2028Q1"), "procurement")[EU] == 0.0


def test_dutch_effort_does_not_wait_for_european_law(stepped: Stepped) -> None:
    for date in ("2022Q1", "2030Q1"):
        assert lever(stepped("3E", date), "effort_due_diligence") == [0.6, 0.0, 0.0]
        assert lever(stepped("4", date), "effort_reporting") == [0.6, 0.0, 0.0]


def test_a_european_part_keeps_dutch_policy_where_ambition_is_low(stepped: Stepped) -> None:
    world = stepped("3E", "2030Q1", "as_enacted")
    world.state.government.ambition[EU] = 0.1
    instruments.step(world)
    assert lever(world, "procurement") == pytest.approx([0.6, 0.06, 0.0])


def test_programmes_hold_under_every_mix_and_come_with_no_law(stepped: Stepped) -> None:
    for mix in ("1", "3E"):
        for date in ("2021Q1", "2030Q1"):
            assert lever(stepped(mix, date, "as_enacted"), "supplier_training") == pytest.approx([0.02, 0.0, 0.0])
    more = stepped("broad_eu_with_programmes", "2030Q1", "as_enacted")
    assert lever(more, "supplier_training") == pytest.approx([0.04, 0.2, 0.0])


def test_a_part_that_an_instrument_cannot_have_is_refused(tmp_path: Path) -> None:
    text = 'label_en = "Mine"\nlabel_nl = "Mijn"\nwhy = "a test"\nsections = ["3.2"]\nbase = "null_option"\n'
    cell = 'evidence = "assumption"\nwhy = "a test"\n'
    path = tmp_path / "mine.toml"
    path.write_text(text + "[levels.effort_reporting]\nnational = 1\neuropean = true\n" + cell, encoding="utf-8")
    with pytest.raises(InputError, match=r"levels.effort_reporting: european = true; allowed: false"):
        load_scenario(path)
    path.write_text(text + "[levels.flanking]\nnational = 1\n" + cell, encoding="utf-8")
    with pytest.raises(InputError, match=r"levels.flanking: national = 1; allowed: 0"):
        load_scenario(path)


def test_a_law_that_only_the_mix_lists_holds_in_full_after_settling(stepped: Stepped, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = 'label_en = "Mine"\nlabel_nl = "Mijn"\nwhy = "a test"\nsections = ["3.2"]\nbase = "null_option"\n'
    path.write_text(text + 'laws = ["own_act.toml"]\n', encoding="utf-8", newline="\n")
    german = named_files("laws")["german_supply_chain_act"].read_text(encoding="utf-8")
    (tmp_path / "own_act.toml").write_text(german.replace("baseline = true\n", ""), encoding="utf-8", newline="\n")
    assert intensity(stepped(path, "2018Q1"), "own_act") == 0.0
    assert intensity(stepped(path, "2022Q1"), "own_act") == 1.0
    assert intensity(stepped(path, "2018Q1"), "german_supply_chain_act") == 1.0
