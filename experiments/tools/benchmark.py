"""How long building and running a world take, how that grows with its size, and how far it is from a floor.

The floor is the time to copy every array of the state once a quarter: no model that looks at all of its state can
be faster on the same machine. Times are the best of some repeats, since whatever else runs only makes them longer.

    python -m experiments.tools.benchmark --help
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.report.terminal import number_text, output, plain_table
from experiments.runs.design import default_mixes
from model.errors import InputError
from model.scenario import Scenario, load_scenario
from model.simulation import advance, start
from model.state.state import TABLES, Array, State

SCALES = (0.5, 1.0, 2.0)
"""Sizes at which scaling is measured, relative to the world."""
_MEBIBYTE = 2**20


@dataclass(frozen=True)
class Timing:
    """What one size of a world takes; times in seconds, sizes as counts."""

    scale: float
    companies: int
    suppliers: int
    links: int
    quarters: int
    build: float
    run: float
    floor: float

    @property
    def per_link(self) -> float:
        """Nanoseconds a link and quarter."""
        return 1e9 * self.run / (self.links * self.quarters)

    def derived(self) -> dict[str, float]:
        """Return speeds and ratios."""
        return {
            "agents_per_second": (self.companies + self.suppliers) * self.quarters / self.run,
            "links_per_second": self.links * self.quarters / self.run,
            "milliseconds_per_quarter": 1e3 * self.run / self.quarters,
            "nanoseconds_per_link": self.per_link,
            "ratio_to_floor": self.run / self.floor,
        }


def best_of(repeats: int, work: Callable[[], object]) -> float:
    """Return the shortest of some times that `work` takes, in seconds."""
    times = []
    for _ in range(repeats):
        gc.collect()
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def measure(scenario: Scenario, seed: int, quarters: int, repeats: int) -> Timing:
    """Build and settle a world once, and run it some times from there.

    Args:
        scenario: what to run.
        seed: of the run.
        quarters: how many to run.
        repeats: how often; the shortest time counts.
    """
    began = time.perf_counter()
    world = start(scenario, seed)
    build = time.perf_counter() - began

    def run() -> None:
        branch = world.branch(scenario)
        for _ in range(quarters):
            advance(branch)

    state = world.state
    sizes = (state.company.rows, state.supplier.rows, state.link.rows)
    floor = best_of(repeats, lambda: stream_state(state, quarters))
    return Timing(scenario.world.scale, *sizes, quarters, build, best_of(repeats, run), floor)


def stream_state(state: State, quarters: int) -> None:
    """Copy every array of the state once a quarter into arrays made beforehand."""
    arrays = [getattr(getattr(state, table), name) for table, kind in TABLES.items() for name in kind.COLUMNS]
    copies: list[Array] = [np.empty_like(array) for array in arrays]
    for _ in range(quarters):
        for copy, array in zip(copies, arrays, strict=True):
            np.copyto(copy, array)


def peak_memory() -> float | None:
    """Return the most memory that this process has held so far, in MiB; None where it cannot be asked (Windows)."""
    if sys.platform == "win32":
        return None
    import resource  # not there on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MEBIBYTE if sys.platform == "darwin" else most * 1024 / _MEBIBYTE


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.tools.benchmark", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--world", default="reference", help="world to build (default: reference)")
    parser.add_argument("--mix", default=default_mixes()[0], help="mix to run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed (default: 1)")
    parser.add_argument("--quarters", type=int, default=64, help="quarters to run (default: 64)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the shortest counts (default: 3)")
    parser.add_argument(
        "--scales",
        type=float,
        nargs="*",
        default=list(SCALES),
        help="sizes at which scaling is measured, besides 1 (default: 0.5 1 2; add 4 for a larger one)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    if options.quarters < 1 or options.repeats < 1:
        parser.error("--quarters and --repeats have to be at least 1")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and tell; return the exit status."""
    options = parse(arguments)
    try:
        base = load_scenario(options.mix, world=options.world)
        timings, memory = _timings(base, options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(_as_data(timings, memory, options), indent=1))
        return 0
    _tell(timings, memory, options)
    return 0


def _timings(base: Scenario, options: argparse.Namespace) -> tuple[list[Timing], float | None]:
    """Measure the world as it is first, so that the peak of memory is its own, then the other scales."""
    factors = [1.0, *sorted(set(options.scales) - {1.0})]
    found: list[Timing] = []
    memory = None
    for factor in factors:
        world = dataclasses.replace(base.world, scale=base.world.scale * factor)
        scenario = dataclasses.replace(base, world=world)
        found.append(measure(scenario, options.seed, options.quarters, options.repeats))
        if factor == 1.0:
            memory = peak_memory()
    return found, memory


def _as_data(timings: list[Timing], memory: float | None, options: argparse.Namespace) -> dict[str, object]:
    whole = timings[0]
    rows = [
        {**dataclasses.asdict(each), **each.derived(), "per_link_ratio": each.per_link / whole.per_link}
        for each in sorted(timings, key=lambda each: each.scale)
    ]
    asked = {name: getattr(options, name) for name in ("world", "mix", "seed", "repeats")}
    return {**asked, "peak_memory_mib": "not measured" if memory is None else memory, "scales": rows}


def _tell(timings: list[Timing], memory: float | None, options: argparse.Namespace) -> None:
    whole = timings[0]
    speeds = whole.derived()
    held = "not measured" if memory is None else f"{number_text(memory, 0)} MiB"
    rows = [
        ["seconds to build and settle", number_text(whole.build, 2)],
        [f"seconds for {whole.quarters} quarters, best of {options.repeats}", number_text(whole.run, 3)],
        ["agents a second", number_text(speeds["agents_per_second"], 0)],
        ["links a second", number_text(speeds["links_per_second"], 0)],
        ["peak memory", held],
        ["times the floor", number_text(speeds["ratio_to_floor"], 1)],
    ]
    console = output()
    console.print(f"{options.world}: {whole.companies} companies, {whole.suppliers} suppliers, {whole.links} links")
    console.print(plain_table("Speed", ("measure", "value"), rows))
    scaling = [
        [
            number_text(each.scale, 2),
            number_text(each.links, 0),
            number_text(each.build, 2),
            number_text(each.run, 3),
            number_text(each.per_link, 0),
            number_text(each.per_link / whole.per_link, 2),
            number_text(each.run / each.floor, 1),
        ]
        for each in sorted(timings, key=lambda each: each.scale)
    ]
    columns = ("scale", "links", "build s", "run s", "ns a link and quarter", "ratio", "times the floor")
    console.print(plain_table("Scaling", columns, scaling))


if __name__ == "__main__":
    sys.exit(main())
