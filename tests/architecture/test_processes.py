"""Processes keep to their declarations: one place in the schedule, one owner a column, no hidden reads or writes."""

import copy
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from model import ChainModel, catalogue, load_scenario
from model.instruments import INSTRUMENTS
from model.parameters import ParameterSet, declared
from model.process import Process, owned_by
from model.schedule import BURN_IN, STEP
from model.simulation import advance
from model.state.state import REGIONS, TABLES, Levers, Table
from model.world import World

OWNER_OF_FIXED = "population"
BY_NAME = {process.name: process for process in STEP}
COLUMNS = {f"{table}.{name}" for table, kind in TABLES.items() for name in kind.COLUMNS}
QUARTERS = (1, 11, 31)
"""Quarters at which processes are watched: at the start, with all policy new, and with European law in force."""


def process_modules() -> Iterator[Any]:
    package = importlib.import_module("model.processes")
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"model.processes.{found.name}")


def test_every_process_has_one_place_in_the_schedule() -> None:
    declared = [module.PROCESS for module in process_modules() if hasattr(module, "PROCESS")]
    assert len(declared) == len(STEP)
    assert {id(process) for process in declared} == {id(process) for process in STEP}
    assert len(BY_NAME) == len(STEP)


def test_a_process_is_named_after_its_module() -> None:
    for module in process_modules():
        if hasattr(module, "PROCESS"):
            assert module.PROCESS.name == module.__name__.rsplit(".", 1)[1]
        else:
            assert not hasattr(module, "step"), f"{module.__name__} has a step but no PROCESS"


def test_burn_in_takes_processes_of_the_schedule_in_its_order() -> None:
    places = [STEP.index(process) for process in BURN_IN]
    assert places == sorted(set(places))


def test_every_column_has_an_owner_that_runs() -> None:
    owners = {declared.owner for kind in TABLES.values() for declared in kind.COLUMNS.values()}
    assert owners - {OWNER_OF_FIXED} - set(BY_NAME) == set()
    everything = [name for owner in owners for name in owned_by(owner)]
    assert sorted(everything) == sorted(COLUMNS)


@pytest.mark.parametrize("process", STEP, ids=lambda each: each.name)
def test_a_process_declares_columns_that_exist_and_says_what_it_is_for(process: Process) -> None:
    assert set(process.reads) - COLUMNS == set()
    assert len(set(process.reads)) == len(process.reads)
    assert set(process.reads) & set(process.writes) == set(), "what a process owns needs no declaration"
    assert process.writes, "a process without a column changes nothing"
    assert process.meaning
    assert process.sections


def test_every_process_has_a_switch_and_every_switch_a_process() -> None:
    catalogue.load()
    assert [process.name for process in STEP if not process.switches] == []
    named = sorted(name for process in STEP for name in process.switches)
    assert named == sorted(name for name, each in declared().items() if each.role == "switch")


class Recorder:
    """Wraps the tables of a state so that every column that is looked at is noted."""

    def __init__(self, world: World) -> None:
        self.touched: set[str] = set()
        self.world = copy.copy(world)
        self.world.state = world.state.copy()
        for name in TABLES:
            setattr(self.world.state, name, self._recording(name, getattr(self.world.state, name)))

    def _recording(self, label: str, table: Table) -> Table:
        touched, columns = self.touched, frozenset(table.COLUMNS)

        class Recording(type(table)):  # type: ignore[misc]
            def __getattribute__(self, name: str) -> Any:
                if name in columns:
                    touched.add(f"{label}.{name}")
                return object.__getattribute__(self, name)

            def __setattr__(self, name: str, value: Any) -> None:
                if name in columns:
                    touched.add(f"{label}.{name}")
                object.__setattr__(self, name, value)

        Recording.COLUMNS = table.COLUMNS
        watched = object.__new__(Recording)
        watched.__dict__.update(table.__dict__)
        return watched


def contents(world: World) -> dict[str, bytes]:
    return {
        f"{table}.{name}": getattr(getattr(world.state, table), name).tobytes()
        for table, kind in TABLES.items()
        for name in kind.COLUMNS
    }


def moments(process: Process) -> Iterator[tuple[World, Any]]:
    """Yield worlds as they are when a process is about to run, with the function that it runs."""
    for mix, world in WORLDS.items():
        for quarter, before in world.items():
            current = copy.copy(before)
            current.state = before.state.copy()
            for earlier in STEP[: STEP.index(process)]:
                earlier.step(current)
            yield current, process.step
            if process.settle is not None and quarter == QUARTERS[0] and mix:
                yield current, process.settle


WORLDS: dict[str, dict[int, World]] = {}


@pytest.fixture(scope="module", autouse=True)
def worlds() -> None:
    """Run mixes that together use every level and course of politics, and keep the worlds at some quarters."""
    for mix, course in (
        ("transparency", "scheduled"),
        ("broad_eu_with_garment_accord", "expected"),
        ("thematic", "scheduled"),
    ):
        model = ChainModel(load_scenario(mix, world="small", course=course), rng=3)
        world, kept = model.world, {}
        for quarter in range(QUARTERS[-1] + 1):
            if quarter in QUARTERS:
                kept[quarter] = copy.copy(world)
                kept[quarter].state = world.state.copy()
            advance(world)
        WORLDS[mix] = kept


@pytest.mark.parametrize("process", STEP, ids=lambda each: each.name)
def test_a_process_writes_and_reads_what_it_says(process: Process) -> None:
    touched: set[str] = set()
    for world, function in moments(process):
        before = contents(world)
        recorder = Recorder(world)
        function(recorder.world)
        touched |= recorder.touched
        after = contents(recorder.world)
        changed = {name for name in before if after[name] != before[name]}
        assert changed - set(process.writes) == set(), "columns of others that it changed"
    assert touched - set(process.reads) - set(process.writes) == set(), "columns that it looked at unsaid"
    assert set(process.reads) - touched == set(), "columns that it says to read and never does"
    assert set(process.writes) - touched == set(), "columns that it owns and never touches"


def test_the_recorder_notes_reads_and_writes() -> None:
    world = next(iter(WORLDS["thematic"].values()))
    recorder = Recorder(world)
    assert recorder.touched == set()
    _ = recorder.world.state.company.capability
    recorder.world.state.link.trust = recorder.world.state.link.duration
    assert recorder.touched == {"company.capability", "link.trust", "link.duration"}


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_moves_levers_and_nothing_else(name: str) -> None:
    instrument = INSTRUMENTS[name]
    if instrument.apply is None:
        return
    levers = Levers(len(REGIONS))
    values = ParameterSet()[instrument.group]
    instrument.apply(levers, np.zeros(len(REGIONS)), values)
    assert all(not getattr(levers, column).any() for column in Levers.COLUMNS), "without strength no effect"
    instrument.apply(levers, np.array([0.6, 0.3, 0.0]), values)
    moved = {column for column in Levers.COLUMNS if getattr(levers, column).any()}
    assert moved
    assert set(vars(levers)) == {"rows", *Levers.COLUMNS}, "it added something to the levers"
    for column in moved:
        assert ((getattr(levers, column) >= 0) & (getattr(levers, column) <= 1)).all()


def test_the_order_of_instruments_does_not_matter() -> None:
    """Where two instruments move one lever, the stronger counts."""
    found = []
    for order in (list(INSTRUMENTS.values()), list(INSTRUMENTS.values())[::-1]):
        levers = Levers(len(REGIONS))
        for instrument in order:
            if instrument.apply is not None:
                strength = np.array([0.1 + 0.05 * instrument.order, 0.7 - 0.05 * instrument.order, 0.0])
                instrument.apply(levers, strength, ParameterSet()[instrument.group])
        found.append({column: getattr(levers, column).tolist() for column in Levers.COLUMNS})
    assert found[0] == found[1]
