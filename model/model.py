"""The Mesa model: the simulation behind the interface that Mesa's tools expect.

Mesa is used here and in the modules of the agents only. The model steps the same world as
`model.simulation.simulate`, so the outcomes of a scenario and seed are the same either way.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import mesa
import numpy as np

from model.agent_views import FIXED, FixedAgentSet, RowView, ViewedModel, views_of
from model.agents import KINDS, first_id
from model.errors import InputError, unknown_name, wrong_value
from model.outcomes import OUTCOMES, record
from model.quarters import quarter_name
from model.scenario import Scenario, load_scenario
from model.simulation import advance, start

if TYPE_CHECKING:
    from mesa.model import RNGLike, SeedLike

_ARGUMENTS = ("scenario", "mix", "world", "course", "parameters", "rng")


class ChainModel(ViewedModel):
    """Companies, suppliers, unions and governments under a scenario, one quarter a step.

    Attributes:
        world: the world of the run, with its state as arrays, input tables and laws.
        seed: the seed that, with the scenario, determines the run.
        running: False once the last quarter of the scenario is over.
        KINDS: the classes of agents; a subclass of the model may put subclasses of agents in their place.
        datacollector: Mesa's collector, with every registered outcome as a model reporter.
    """

    KINDS: ClassVar[tuple[type[RowView], ...]] = KINDS

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Refuse kinds of agents that are not subclasses of those of the model, each in its place."""
        super().__init_subclass__(**arguments)  # type: ignore[no-untyped-call]
        if len(cls.KINDS) != len(KINDS) or not all(map(issubclass, cls.KINDS, KINDS)):
            allowed = ", ".join(kind.__name__ for kind in KINDS)
            raise TypeError(f"{cls.__name__}.KINDS is not allowed; allowed: {allowed} or subclasses, in this order")

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        mix: str | Path | None = None,
        world: str | Path | None = None,
        course: str | Path | None = None,
        parameters: Mapping[str, object] | None = None,
        rng: RNGLike | SeedLike | None = None,
        **values: object,
    ) -> None:
        """Build the world and let it settle; the first step is the first quarter.

        Args:
            scenario: what to run; without it `mix`, `world` and `course` are loaded by name, alias or path.
            mix: a policy mix; here and for the next two the default is that of `load_scenario`.
            world: a world.
            course: the course of European politics.
            parameters: parameter values by full name.
            rng: the seed; from a generator one is drawn; without it chance gives one, found in `seed`.
            values: single parameter values, as in `ChainModel(**{"learning.rate": 0.1})`, which is how
                `mesa.batch_run` passes them.

        Raises:
            InputError: for what cannot be used, naming it, what is allowed and the nearest valid name.
        """
        if isinstance(rng, (int, np.integer)) and rng < 0:
            raise wrong_value("ChainModel", "rng", rng, "a whole number from 0, a generator or nothing")
        super().__init__(rng=rng)
        named = {"mix": mix, "world": world, "course": course}
        self._resolved = _resolve(scenario, named, _overrides(parameters, values))
        self.seed: int = int(self._seed or 0)
        self.world = start(self._resolved, self.seed)
        for kind in (*KINDS, *self.KINDS):
            kind.know_columns()
        self._recorded = np.full(len(OUTCOMES), np.nan)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: partial(_recorded, column) for column, name in enumerate(OUTCOMES)}
        )

    @property
    def scenario(self) -> Scenario:
        """The scenario of the run."""
        return self._resolved

    @scenario.setter
    def scenario(self, scenario: object) -> None:
        """Pass over the stand-in that Mesa makes for models without a scenario of its own kind."""
        if hasattr(self, "world"):
            raise AttributeError("the scenario of a model is fixed; make another model")

    @property
    def quarter(self) -> str:
        """The quarter that the next step simulates, such as 2022Q1."""
        return quarter_name(self.world.date)

    @property
    def outcomes(self) -> dict[str, float]:
        """The outcomes of the last simulated quarter by name; not-a-number before the first."""
        return dict(zip(OUTCOMES, self._recorded.tolist(), strict=True))

    def step(self) -> None:
        """Simulate one quarter and collect its outcomes.

        Raises:
            InputError: when the last quarter of the scenario is over.
        """
        if not self.running:
            raise InputError(
                f"the run has ended with {quarter_name(self.world.date - 1)}; no quarter is left to simulate"
            )
        advance(self.world)
        self._recorded[:] = record(self.world)
        self.running = self.world.quarter < self._resolved.world.quarters
        self.datacollector.collect(self)

    @property
    def agents(self) -> FixedAgentSet[RowView]:
        """All agents: companies, suppliers, unions, home governments, producing governments."""
        return FixedAgentSet([view for kind in self.KINDS for view in self._all(kind)], random=self.random)

    @agents.setter
    def agents(self, agents: object) -> NoReturn:
        raise AttributeError(FIXED)

    @property
    def agent_types(self) -> list[type[RowView]]:
        """The kinds of agents."""
        return list(self.KINDS)

    @property
    def agents_by_type(self) -> dict[type[RowView], FixedAgentSet[RowView]]:  # type: ignore[override]
        """The agents of each kind."""
        return {kind: FixedAgentSet(self._all(kind), random=self.random) for kind in self.KINDS}

    def view[View: RowView](self, kind: type[View], row: int) -> View:
        """Return the agent of a kind that is row `row` of its table; it is kept, as Mesa's sets hold weakly.

        A subclass of a kind gives an agent of that class; an agent is the same agent under any of its classes.
        """
        views = views_of(self)
        if (kind, row) not in views:
            views[kind, row] = kind(self, row)
        return views[kind, row]  # type: ignore[return-value]

    def first_id(self, kind: type[RowView]) -> int:
        """Return the `unique_id` of the first agent of a kind; identifiers count from 1 through all kinds."""
        return first_id(self.world, kind)

    def register_agent(self, agent: Any) -> NoReturn:
        """Refuse: agents are fixed."""
        raise TypeError(FIXED)

    def deregister_agent(self, agent: Any) -> NoReturn:
        """Refuse: agents are fixed."""
        raise TypeError(FIXED)

    def remove_all_agents(self) -> NoReturn:
        """Refuse: agents are fixed."""
        raise TypeError(FIXED)

    def __copy__(self) -> ChainModel:
        """Return an independent copy, since two models on one state would step each other."""
        return copy.deepcopy(self)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the views out of pickles and copies; they are made again when asked for."""
        return {name: value for name, value in vars(self).items() if name != "_views"}

    def _all(self, kind: type[RowView]) -> list[RowView]:
        rows: int = getattr(self.world.state, kind.TABLE).rows
        return [self.view(kind, row) for row in range(rows)]


def _recorded(column: int, model: ChainModel) -> float:
    """Report one outcome of the last quarter."""
    return float(model._recorded[column])


def _overrides(parameters: Mapping[str, object] | None, values: Mapping[str, object]) -> dict[str, object]:
    """Merge the two ways to give parameter values; a parameter's name has a dot in it."""
    for name in values:
        if "." not in name:
            raise unknown_name("ChainModel", "argument", name, _ARGUMENTS)
    return {**(parameters or {}), **values}


def _resolve(
    scenario: Scenario | None, named: Mapping[str, str | Path | None], overrides: Mapping[str, object]
) -> Scenario:
    """Return the scenario given, or the one named, with the overrides."""
    chosen: dict[str, Any] = {key: value for key, value in named.items() if value is not None}
    if scenario is None:
        return load_scenario(parameters=overrides, **chosen)
    if chosen:
        given = ", ".join(f"{key} = {str(value)!r}" for key, value in chosen.items())
        raise InputError(f"ChainModel: {given} is given beside a scenario; give one or the other")
    return scenario.with_parameters(overrides) if overrides else scenario
