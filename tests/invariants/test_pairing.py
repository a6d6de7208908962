"""Mixes share their luck: what a mix does not touch is the same to the last bit, and so are equal runs."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import Run, load_scenario, simulate, simulate_together
from model.inputs.mix import NATIONAL
from model.inputs.toml_input import read_toml
from model.instruments import INSTRUMENTS
from model.randomness import Array, stream, uniforms
from model.scenario import SCENARIOS, Scenario, named_files
from model.simulation import advance, start
from model.state.state import TABLES
from model.world import World
from tests.invariants.small_world import strengths

SEED = 11
CORE = sorted(path.stem for path in (SCENARIOS / "mixes").glob("*.toml"))
"""The mixes of the advice."""
SAME_LAWS = sorted(name for name, path in named_files("mixes").items() if "law_changes" not in read_toml(path))
"""Mixes that change no law known by then; companies prepare for a law from its announcement."""

WITHOUT_STRENGTH = {name.replace("__", "."): value for name, value in strengths().items()}
"""Every level of every instrument has strength 0, so that mixes differ in name only."""


QUARTERS = 28
"""As far as shorter runs go: five years into the policy of the mixes, with European law in force."""


def scenario(mix: str, course: str = "expected", parameters: Mapping[str, object] | None = None) -> Scenario:
    return load_scenario(mix, world="small", course=course, parameters=parameters)


def go_on(origin: World, other: Scenario, quarters: int) -> World:
    """Return the world that goes on from `origin` under another scenario."""
    world = origin.branch(other)
    for _ in range(quarters):
        advance(world)
    return world


def differing(first: World, second: World) -> list[str]:
    """Return the columns in which two worlds differ."""
    one, two = state_bytes(first), state_bytes(second)
    return [name for name in one if one[name] != two[name]]


def same(first: Run, second: Run) -> bool:
    return first.values.tobytes() == second.values.tobytes()


def state_bytes(world: World) -> dict[str, bytes]:
    return {
        f"{table}.{column}": getattr(getattr(world.state, table), column).tobytes()
        for table, kind in TABLES.items()
        for column in kind.COLUMNS
    }


@pytest.fixture(scope="module")
def together() -> dict[str, Run]:
    """The mixes of the advice on one start."""
    runs = simulate_together([scenario(mix) for mix in CORE], seed=SEED)
    return dict(zip(CORE, runs, strict=True))


@pytest.fixture(scope="module")
def origin() -> World:
    """A world about to begin, as all mixes share it."""
    return start(scenario("null_option"), SEED)


@pytest.mark.parametrize("mix", CORE)
def test_a_run_alone_is_the_run_in_company(mix: str, together: dict[str, Run]) -> None:
    alone = simulate(scenario(mix), seed=SEED)
    assert same(alone, together[mix])
    assert np.isfinite(alone.values).any()


def test_the_order_of_mixes_does_not_matter(together: dict[str, Run]) -> None:
    for run in simulate_together([scenario(mix) for mix in reversed(CORE)], seed=SEED):
        assert same(run, together[run.scenario.mix.name])


def test_another_seed_gives_another_run(together: dict[str, Run]) -> None:
    assert not same(simulate(scenario(CORE[0]), seed=SEED + 1), together[CORE[0]])


@pytest.mark.parametrize("mix", CORE)
def test_a_mix_leaves_no_trace_before_it_starts(mix: str, together: dict[str, Run]) -> None:
    run, reference = together[mix], together["null_option"]
    started = run.scenario.mix.start - run.scenario.world.start
    assert started == 8
    assert run.values[:started].tobytes() == reference.values[:started].tobytes()
    assert mix == "null_option" or not same(run, reference)


@pytest.mark.parametrize("mix", SAME_LAWS)
def test_the_whole_state_is_the_same_before_a_mix_starts(mix: str, origin: World) -> None:
    other = scenario(mix)
    assert other.start_hash == origin.scenario.start_hash
    quarters = other.mix.start - other.world.start
    assert differing(go_on(origin, other, quarters), go_on(origin, origin.scenario, quarters)) == []


@pytest.mark.parametrize("course", ["expected", "as_enacted"])
def test_instruments_without_strength_change_nothing(course: str) -> None:
    reference = start(scenario("null_option", course, WITHOUT_STRENGTH), SEED)
    last = go_on(reference, reference.scenario, QUARTERS)
    for mix in CORE:
        assert differing(go_on(reference, scenario(mix, course, WITHOUT_STRENGTH), QUARTERS), last) == [], mix


@pytest.mark.parametrize("instrument", sorted(name for name, each in INSTRUMENTS.items() if each.apply is not None))
def test_one_instrument_without_strength_changes_nothing(instrument: str, tmp_path: Path) -> None:
    """A mix that differs in one instrument only, of which every level has strength 0, is the reference."""
    base = scenario("null_option").mix.levels[instrument].national
    european = "national" not in INSTRUMENTS[instrument].parts
    other = f"{base}\neuropean = true" if european else next(level for level in NATIONAL if level != base)
    file = tmp_path / "one_difference.toml"
    file.write_text(
        'label_en = "One"\nlabel_nl = "Een"\nwhy = "Test."\nsections = []\nbase = "null_option"\n'
        f"[levels.{instrument}]\nnational = {other}\nevidence = 'assumption'\nwhy = 'Test.'\n",
        encoding="utf-8",
    )
    none = {name.replace("__", "."): value for name, value in strengths([instrument]).items()}
    reference = start(scenario("null_option", parameters=none), SEED)
    changed = scenario(str(file), parameters=none)
    assert changed.mix.differences == (instrument,)
    last = go_on(reference, reference.scenario, QUARTERS)
    assert differing(go_on(reference, changed, QUARTERS), last) == []


def test_an_instrument_with_strength_changes_something(origin: World) -> None:
    last = go_on(origin, origin.scenario, QUARTERS)
    for mix in CORE:
        assert mix == "null_option" or differing(go_on(origin, scenario(mix), QUARTERS), last), mix


def test_a_branch_leaves_its_origin_alone(origin: World) -> None:
    before = state_bytes(origin)
    go_on(origin, scenario("broad_eu"), QUARTERS)
    assert state_bytes(origin) == before
    assert origin.quarter == 0


def test_streams_are_keyed_by_seed_name_and_step() -> None:
    def draw(*key) -> float:
        return float(stream(*key).random())

    draws = [draw(1, "a", 0), draw(2, "a", 0), draw(1, "b", 0), draw(1, "a", 1), draw(1, "a", -1), draw(1, "a")]
    assert len(set(draws)) == len(draws)
    assert draw(1, "a", 0) == draws[0]


def test_runs_on_the_same_luck_draw_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Counter[tuple[object, ...]] = Counter()

    def counted(*key: Any) -> Array:
        drawn[key] += 1
        return uniforms(*key)

    monkeypatch.setattr("model.randomness.uniforms", counted)
    simulate_together([scenario(name) for name in CORE[:2]], SEED)
    assert drawn
    assert set(drawn.values()) == {1}
