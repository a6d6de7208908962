"""How fast the model is, and against what: plain Mesa, the memory floor, other sizes, a second worker.

What is compared is measured in turns, some times, and the median counts: whatever else runs on the machine slows both.
Times are of the processor, except those of sweeps, which have workers. The parts:

    runs       runs a minute of the engine, and of `mesa.batch_run` with the same model, mixes and seed
    processes  milliseconds a quarter of each process, and of recording the outcomes
    sizes      nanoseconds a link and quarter by scale of the world, and the ratio to the floor: the time to copy
               every array of the state once a quarter. No model that looks at all of its state can be faster
    twin       the same processes done by plain Mesa agents (`tests/twin`): their time, and how far they differ
    sweeps     how many times as fast two workers are as one, and what engine and store add to the model

    python -m experiments.tools.benchmark --help
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import mesa
import numpy as np

from experiments.report.terminal import number_text, output, plain_table
from experiments.runs.design import default_mixes
from experiments.runs.engine import ThisMachine
from experiments.runs.sweeps.bands import bands
from experiments.runs.sweeps.design import Recording, SweepDesign
from experiments.runs.sweeps.sampling import cross
from experiments.runs.sweeps.sweep import SweepOptions, make_sweep
from experiments.runs.sweeps.task import simulate
from model import catalogue
from model.errors import InputError
from model.model import ChainModel
from model.outcomes import OUTCOMES, record
from model.scenario import Scenario, load_scenario
from model.schedule import STEP
from model.simulation import advance, simulate_together, start
from model.state.state import TABLES, Array, State

SCALES = (1.0, 10.0, 100.0)
"""Sizes at which scaling is measured, relative to the world."""
STORED_OUTCOMES = 30
"""Outcomes of which a sweep keeps every quarter."""
TWIN = "tests.twin.twin"
"""The yardstick is kept with the tests, which the product does not import."""
_MILLI, _NANO, _KILO = 1e3, 1e9, 1e3

Row = dict[str, str | float]


def in_turns(repeats: int, *works: Callable[[], object], clock: Callable[[], float] = time.process_time) -> list[float]:
    """Do some works in turns, a number of times, and return the median time of each, in seconds."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for own, work in zip(seconds, works, strict=True):
            began = clock()
            work()
            own.append(clock() - began)
    return [median(own) for own in seconds]


def runs(options: argparse.Namespace) -> list[Row]:
    """Return how many runs of the mixes of the advice can be done in a minute, with every quarter recorded."""
    scenarios = [load_scenario(mix, world=options.world) for mix in default_mixes()]
    there = partial(
        mesa.batch_run,
        ChainModel,
        {"scenario": scenarios},
        rng=[options.seed],
        max_steps=scenarios[0].world.quarters,
        data_collection_period=1,
        display_progress=False,
    )
    here = partial(simulate_together, scenarios, options.seed)
    engine, batch = (60.0 * len(scenarios) / each for each in in_turns(options.repeats, here, there))
    return [{"engine, a minute": engine, "mesa.batch_run, a minute": batch, "ratio": engine / batch}]


def processes(options: argparse.Namespace) -> list[Row]:
    """Return the time of each process, and its share of a quarter."""
    scenario = load_scenario(options.mix, world=options.world)
    begin = start(scenario, options.seed)
    steps = {process.name: process.step for process in STEP} | {"(outcomes)": record}
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(options.repeats):
        world, total = begin.branch(scenario), dict.fromkeys(steps, 0.0)
        for _ in range(options.quarters):
            for name, step in steps.items():
                total[name] += in_turns(1, partial(step, world))[0]
            world.quarter += 1
        for name, own in seconds.items():
            own.append(total[name])
    found = {name: _MILLI * median(own) / options.quarters for name, own in seconds.items()}
    found["(whole quarter)"] = sum(found.values())
    return [
        {"process": name, "ms a quarter": each, "% of quarter": 100 * each / found["(whole quarter)"]}
        for name, each in found.items()
    ]


def sizes(options: argparse.Namespace) -> list[Row]:
    """Return what a world of each scale takes to build and to step, against copying its state."""
    base = load_scenario(options.mix, world=options.world)
    found: list[Row] = []
    for scale in sorted(options.scales):
        world = dataclasses.replace(base.world, scale=base.world.scale * scale)
        scenario = dataclasses.replace(base, world=world)
        found.append({"scale": scale, **_size(scenario, options)})
    return found


def _size(scenario: Scenario, options: argparse.Namespace) -> Row:
    began = time.process_time()
    begin = start(scenario, options.seed)
    build = time.process_time() - began

    def step() -> None:
        world = begin.branch(scenario)
        for _ in range(options.quarters):
            advance(world)

    taken, floor = in_turns(options.repeats, step, partial(copy_state, begin.state, options.quarters))
    links = begin.state.link.rows
    each = _NANO * taken / (links * options.quarters)
    return {"links": links, "build s": build, "ns a link": each, "times the floor": taken / floor}


def copy_state(state: State, times: int) -> None:
    """Copy every array of the state a number of times, into arrays made beforehand."""
    arrays = [getattr(getattr(state, table), name) for table, kind in TABLES.items() for name in kind.COLUMNS]
    copies: list[Array] = [np.empty_like(array) for array in arrays]
    for _ in range(times):
        for copy, array in zip(copies, arrays, strict=True):
            np.copyto(copy, array)


def twin(options: argparse.Namespace) -> list[Row]:
    """Return by process the time of plain Mesa agents and of the arrays, in a quarter of each of some years.

    Raises:
        InputError: where the tests are not there.
    """
    try:
        compare = importlib.import_module(TWIN).compare
    except ModuleNotFoundError:
        raise InputError(f"twin: {TWIN} is not found; run the benchmark in a checkout with its tests") from None
    scenario = load_scenario(options.mix, world=options.world)
    found = compare(scenario, options.seed, max(1, options.quarters // options.repeats), options.quarters)
    return [_twin_row(name, [each]) for name, each in found.items()] + [_twin_row("(together)", [*found.values()])]


def _twin_row(name: str, parts: Sequence[object]) -> Row:
    agents, arrays, difference = (
        [float(getattr(part, column)) for part in parts] for column in ("twin", "arrays", "difference")
    )
    return {"process": name, "times as long": sum(agents) / sum(arrays), "difference": f"{max(difference):.0e}"}


def sweeps(options: argparse.Namespace) -> list[Row]:
    """Return what workers, engine and store do to a sweep of the mixes of the advice in the small world."""
    scenarios = tuple(load_scenario(mix, world="small") for mix in default_mixes())
    recording = Recording(tuple(OUTCOMES)[:STORED_OUTCOMES], None, True)
    design = SweepDesign((scenarios,), cross({}, None), tuple(range(1, options.sweep_seeds + 1)), recording, {})
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "sweep"

        def sweep(workers: int) -> None:
            make_sweep(design, SweepOptions(folder, "benchmark", confirmed=True, force=True), ThisMachine(workers))

        def model() -> None:
            for seed in design.seeds:
                simulate(scenarios, seed, recording.wants)

        sweep(2)  # starts the workers
        one, two, alone = in_turns(
            options.repeats, partial(sweep, 1), partial(sweep, 2), model, clock=time.perf_counter
        )
        read = in_turns(options.repeats, partial(bands, folder, next(iter(OUTCOMES))))[0]
        size = sum(path.stat().st_size for path in folder.iterdir())
    return [
        {
            "two workers to one": one / two,
            "engine and store %": 100 * (1 - alone / one),
            "kB a run": size / _KILO / design.run_count,
            "ms to read bands": _MILLI * read,
        }
    ]


PARTS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    each.__name__: each for each in (runs, processes, sizes, twin, sweeps)
}


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.tools.benchmark",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--world", default="reference", help="world to build (default: reference)")
    parser.add_argument("--mix", default=default_mixes()[-1], help="mix to run where one is (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed (default: 1)")
    parser.add_argument("--quarters", type=int, default=32, help="quarters to time (default: 32)")
    parser.add_argument("--repeats", type=int, default=3, help="times of which the median counts (default: 3)")
    parser.add_argument("--scales", type=float, nargs="+", default=list(SCALES), help="sizes (default: 1 10 100)")
    parser.add_argument("--sweep-seeds", type=int, default=20, help="seeds of a timed sweep (default: 20)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    options.part = options.part or list(PARTS)
    unknown = [part for part in options.part if part not in PARTS]
    if unknown:
        parser.error(f"part: {unknown[0]!r} is not one of {', '.join(PARTS)}")
    if min(options.quarters, options.repeats, options.sweep_seeds) < 1:
        parser.error("--quarters, --repeats and --sweep-seeds have to be at least 1")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    options = parse(arguments)
    catalogue.load()
    found: dict[str, list[Row]] = {}
    try:
        for part in options.part:
            found[part] = PARTS[part](options)
            if not options.json:
                output().print(plain_table(part, tuple(found[part][0]), [_texts(row) for row in found[part]]))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(found, indent=1))
    return 0


def _texts(row: Row) -> list[str]:
    """Return the cells of a row, with as many decimals as say something."""
    return [each if isinstance(each, str) else number_text(each, 0 if each >= _KILO else 2) for each in row.values()]


if __name__ == "__main__":
    sys.exit(main())
