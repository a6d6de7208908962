"""What a study of routes holds: routes x mixes x political futures, on one world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.runs.design import chosen_ensemble, default_mixes, resolved, tables_hash
from experiments.runs.ensemble import Ensemble, ensemble_part
from experiments.runs.manifest import environment
from experiments.runs.scenario_from_route import SCHEDULED
from experiments.studies.routes.options import RoutesOptions
from experiments.studies.routes.prior import draw_prior, drawn_names, prior_numbers
from model.errors import InputError
from model.hashing import content_hash
from model.inputs.settings import DATA
from model.parameters import ParameterSet
from model.politics.events import EVENTS
from model.politics.route import Route, read_route
from model.scenario import Scenario, course_files, find_file, load_mix, load_scenario, named_files, route_files

ENACTED = "as_enacted"
"""The static comparison that is shown beside the routes."""
FORMAT = 1
ROUTES, POLITICS = "routes", "routes --forecast"
"""What the manifest says that was asked for."""
MOST_ENACTED = 20
"""Futures in which the static comparison is run: it differs between futures by the luck of the economy alone."""
FIRST_YEAR, EVERY = 2025, 5
"""From when on, and how many years apart, are those whose outcomes are kept."""
END_OF_POLITICS = 2036 * 4
"""The first quarter (from year 0) of which no forecast says anything, unless the world goes on for longer."""
_WORDS = ("label_en", "label_nl", "why", "sections", "aliases")
"""What a route says that changes no number."""


@dataclass(frozen=True)
class RoutesDesign:
    """Routes x mixes x futures.

    `scenarios` has each mix once, before politics; `enacted` the same mixes in the static comparison.
    """

    routes: tuple[Route, ...]
    scenarios: tuple[Scenario, ...]
    enacted: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    drawn: bool
    verb: str = ROUTES
    ensemble: Ensemble | None = None

    @property
    def mixes(self) -> tuple[str, ...]:
        """Names of the mixes, in order."""
        return tuple(scenario.mix.name for scenario in self.scenarios)

    @property
    def enacted_seeds(self) -> tuple[int, ...]:
        """The futures in which the static comparison is run."""
        return self.seeds[:MOST_ENACTED]

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose outcomes are kept: every fifth from 2025 on, else the last of the world."""
        world = self.scenarios[0].world
        found = tuple(year for year in range(FIRST_YEAR, world.end // 4 + 1, EVERY) if world.start // 4 <= year)
        return found or (world.end // 4,)

    @property
    def end(self) -> int:
        """The first quarter (from year 0) of which the study says nothing."""
        return max(END_OF_POLITICS, self.scenarios[0].world.end + 1)

    @property
    def end_year(self) -> float:
        """The same as a year: it stands for what did not come."""
        return self.end / 4

    @property
    def run_count(self) -> int:
        """The number of runs of the model."""
        return len(self.routes) * len(self.mixes) * len(self.seeds) + len(self.enacted) * len(self.enacted_seeds)

    def parameters_of(self, seed: int) -> ParameterSet:
        """Return the parameters of one future."""
        own = self.scenarios[0].parameters
        if self.ensemble is not None:
            return self.ensemble.parameters(own, seed)
        return draw_prior(own, seed) if self.drawn else own

    @cached_property
    def prior_hash(self) -> str:
        """The hash of all that a forecast of politics rests on: routes, numbers of politics, tables and laws."""
        ensemble = self.ensemble
        numbers = prior_numbers(self.scenarios[0].parameters, self.drawn and ensemble is None)
        draws = [] if ensemble is None else [ensemble.hash, [name for name in ensemble.points.names if name in numbers]]
        laws = {path.name: path.read_text(encoding="utf-8") for path in named_files("laws").values()}
        routes = [{key: value for key, value in asdict(route).items() if key not in _WORDS} for route in self.routes]
        later = [self.end] if self.end > END_OF_POLITICS else []
        return content_hash([routes, numbers, self.drawn, laws, tables_hash(DATA), EVENTS, *later, *draws])

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers of the study."""
        parts = [resolved(scenario) for scenario in (*self.scenarios, *self.enacted)]
        return content_hash([self.prior_hash, parts, self.seeds, self.years])

    def manifest(self, failed: Sequence[str]) -> dict[str, Any]:
        """Return the manifest of the study, given the ids of the runs that failed: no times, no paths of a machine."""
        return {
            "format": FORMAT,
            "verb": self.verb,
            "study_id": self.study_id,
            "parameters_changed": self.scenarios[0].parameters.changed(),
            **ensemble_part(self.ensemble),
            **self.content(),
            "failed": list(failed),
            "environment": environment(),
        }

    def content(self) -> dict[str, Any]:
        """Return the design as plain data, for the manifest."""
        return {
            "routes": [asdict(route) for route in self.routes],
            "mixes": [resolved(scenario) for scenario in self.scenarios],
            "seeds": list(self.seeds),
            "enacted_seeds": list(self.enacted_seeds),
            "years": list(self.years),
            "drawn": self.drawn,
            "prior_hash": self.prior_hash,
        }


def design_routes(options: RoutesOptions) -> RoutesDesign:
    """Load routes and mixes.

    What is named twice, as by name and by alias, is taken once.

    Raises:
        InputError: for anything that cannot be used: two routes or mixes with one name, or a course.
    """
    routes = tuple(dict.fromkeys(_route(name) for name in options.routes or default_routes()))
    _unique("route", [route.name for route in routes])

    def load(mix: Path, course: str) -> Scenario:
        return load_scenario(mix, world=options.world, course=course, parameters=options.parameters)

    mixes = list(dict.fromkeys(find_file("mixes", "mix", name) for name in options.mixes or default_mixes()))
    for mix in mixes:
        load_mix(mix)  # what one adds, parameters may name under all
    scenarios = tuple(load(mix, SCHEDULED) for mix in mixes)
    _unique("mix", [scenario.mix.name for scenario in scenarios])
    enacted = tuple(load(mix, ENACTED) for mix in mixes)
    central = () if options.drawn else drawn_names()
    ensemble = chosen_ensemble(options.ensemble, {**options.parameters, **dict.fromkeys(central)})
    return RoutesDesign(routes, scenarios, enacted, options.seeds, options.drawn, ensemble=ensemble)


def default_routes() -> tuple[str, ...]:
    """Return the names of the project's routes, by their first alias."""
    routes = [read_route(path) for path in route_files().values()]
    return tuple(route.name for route in sorted(routes, key=lambda route: (*route.aliases, route.name)[0]))


def _route(name: str) -> Route:
    path: Path = find_file("routes", "route", name)
    if path in course_files().values():
        raise InputError(
            f"--route: {name} is a course of politics, not a route ({ENACTED} is always shown beside them);"
            f" allowed: a file with [effort], such as {', '.join(default_routes())}"
        )
    route = read_route(path)
    if route.name == ENACTED:
        raise InputError(f"--route: {path}: '{ENACTED}' names what is shown beside the routes; rename the file")
    return route


def _unique(kind: str, names: Iterable[str]) -> None:
    seen = set()
    for name in names:
        if name in seen:
            raise InputError(f"--{kind}: two are named '{name}'; rename one of the files")
        seen.add(name)
