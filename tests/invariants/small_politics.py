"""Futures of politics for invariants: the routes of the project, any numbers of politics, and no runs."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from experiments.studies.routes.prior import PRIOR_GROUPS, draw_prior
from model import catalogue
from model.parameters import Parameter, ParameterSet, declared
from model.politics.effort import Effort
from model.politics.events import Event, events
from model.politics.future import Future, simulate_future
from model.politics.member_states import read_union
from model.politics.route import Route, read_route
from model.scenario import route_files

catalogue.load()
END = 2036 * 4
"""The first quarter that is not simulated."""
PROCESS_GROUPS = tuple(group for group in PRIOR_GROUPS if group != "politics")
"""Groups of numbers that act before a run: on its laws, their dates and what they say."""
POLITICAL = {name: each for name, each in declared().items() if name.split(".")[0] in PRIOR_GROUPS}


@cache
def routes() -> dict[str, Route]:
    """Return the routes of the project by name."""
    return {name: read_route(path) for name, path in route_files().items()}


def with_effort(european: float, national: float = 0.0) -> Route:
    """Return the first route of the advice with another division of effort."""
    return replace(routes()["european"], effort=Effort(european, national))


def future(route: Route | str, parameters: ParameterSet, seed: int, *, end: int = END, bill: bool = True) -> Future:
    """Simulate one future of a route, by name or itself."""
    chosen = routes()[route] if isinstance(route, str) else route
    return simulate_future(chosen, parameters, read_union(), seed, end, bill)


def told(route: str, parameters: ParameterSet, seed: int) -> tuple[Future, list[Event]]:
    """Return a future and its events."""
    found = future(route, parameters, seed)
    return found, events(found, routes()[route], parameters)


def drawn(seed: int, overrides: Mapping[str, object]) -> ParameterSet:
    """Return what a future draws from the plausible ranges, with some values set."""
    return draw_prior(ParameterSet(), seed).replace(overrides, "test")


def extremes() -> st.SearchStrategy[dict[str, float]]:
    """Return any legal numbers of politics, most often at the ends of what is legal."""
    return st.fixed_dictionaries({name: _extreme(each) for name, each in POLITICAL.items()})


def _extreme(parameter: Parameter) -> st.SearchStrategy[float]:
    ends = st.sampled_from(parameter.legal)
    return ends if parameter.role == "switch" else st.one_of(ends, st.floats(*parameter.legal))
