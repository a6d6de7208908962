"""What is asked of an uncertainty analysis, and the sweeps that it makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.report.outcome_facts import HEADLINES
from experiments.runs.design import Request, default_mixes, make_design
from experiments.runs.ensemble import PRIOR, Ensemble
from experiments.runs.scenario_from_route import load_under
from experiments.runs.sweeps.design import Recording, SweepDesign
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import Factor, prior_sample, uncertain_factors
from experiments.studies.common.model_outputs import Option, milestone_years
from model import catalogue
from model.errors import InputError, unknown_name, wrong_value
from model.hashing import content_hash
from model.outcomes import OUTCOMES
from model.scenario import Scenario

SEEDS_APART = 1000
"""Between the seeds of one sample: samples whose first seeds differ by less than this have no seed in common."""
FIRST_MILESTONE, EVERY = 2025, 5
"""From when on, and how many years apart, are those that are reported unless others are asked for."""


@dataclass(frozen=True)
class Question:
    """What to analyse: names, aliases or paths of mixes and courses; empty means the default."""

    mixes: tuple[str, ...] = ()
    courses: tuple[str, ...] = ("expected",)
    world: str = "reference"
    parameters: Mapping[str, object] = field(default_factory=dict)
    outcomes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    ensemble: str | None = None
    """Name or path of an ensemble to draw parameters from; None for none."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A question with everything it names loaded: `scenarios` by course, then mix, the base mix first."""

    scenarios: tuple[Scenario, ...]
    base: str
    outcomes: tuple[str, ...]
    years: tuple[int, ...]
    given: tuple[str, ...] = ()
    """Names of parameters that the question gives a value, also where that is the default."""
    ensemble: Ensemble | None = None
    """What parameters are drawn from, without those that the question gives a value; None: they are at their own."""

    @property
    def options(self) -> tuple[Option, ...]:
        """What is compared, in the order of the scenarios."""
        return tuple(Option(each.course.name, each.mix.name) for each in self.scenarios)

    @property
    def fixed(self) -> tuple[str, ...]:
        """Names of parameters that were given a value, which are not sampled."""
        return tuple(dict.fromkeys((*self.given, *self.scenarios[0].parameters.changed())))

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What is uncertain: every parameter that was given no value and can matter here, and the dummy last."""
        simulated = any(each.course.simulated for each in self.scenarios)
        return uncertain_factors(self.fixed, simulated)

    @property
    def beside_prior(self) -> Ensemble | None:
        """The ensemble that draws are of; None where they are of the plausible ranges."""
        return None if self.ensemble is None or self.ensemble.kind == PRIOR else self.ensemble

    def drawn(self, count: int, seed: int) -> tuple[Points, dict[str, Any]]:
        """Return draws of what is uncertain, and how they were made: from the ensemble where that is not the prior.

        Args:
            count: how many draws.
            seed: of a Latin hypercube of the plausible ranges.
        """
        if (ensemble := self.beside_prior) is not None:
            return ensemble.spread(count), {
                "method": f"ensemble {ensemble.name}",
                **ensemble.described(),
                "count": count,
            }
        return prior_sample(self.factors, count, seed), {
            "method": "latin_hypercube",
            "count": count,
            "seed": seed,
            "of": "plausible ranges",
        }

    def need(self, *, mixes: bool) -> Subject:
        """Return the same, if it has something to compare.

        Args:
            mixes: whether only several mixes will do; else several courses do as well.

        Raises:
            InputError: when one option stands alone.
        """
        compared = {each.mix for each in self.options} if mixes else set(self.options)
        if len(compared) == 1:
            more = "" if mixes else ", or a second --course"
            raise InputError(f"--mix: {self.base} stands alone; give a mix to compare it with{more}")
        return self

    def base_of(self, option: Option) -> Option:
        """Return the option that differences of another are taken from: the base mix under the same course."""
        return Option(option.course, self.base)

    def sweep(self, points: Points, seeds: Sequence[int], asked: Mapping[str, Any], seed_step: int = 0) -> SweepDesign:
        """Return the sweep of some points.

        Args:
            points: points in parameter space; may have the dummy as a column.
            seeds: of the first point.
            asked: how the points were made, for people.
            seed_step: by how much the seeds of each next point are higher; 0: every point has the same seeds.
        """
        recording = Recording(self.outcomes, self.years, quarterly=False)
        return SweepDesign((self.scenarios,), points, tuple(seeds), recording, asked, seed_step)


@dataclass(frozen=True)
class OwnSeeds:
    """Seeds for draws of which each has its own: `count` of them at every draw, from `first` on."""

    first: int
    count: int

    @property
    def of_first_draw(self) -> tuple[int, ...]:
        """The seeds of the first draw."""
        return tuple(self.first + SEEDS_APART * place for place in range(self.count))

    @property
    def step(self) -> int:
        """By how much the seeds of each next draw are higher."""
        return SEEDS_APART * self.count

    def after(self, draws: int) -> OwnSeeds:
        """Return seeds that none of some draws have."""
        return OwnSeeds(self.first + self.step * draws, self.count)


def load_subject(question: Question) -> Subject:
    """Load what a question names.

    Raises:
        InputError: for anything that cannot be used.
    """
    catalogue.load()
    mixes = question.mixes or default_mixes()
    asked = Request(mixes, question.courses, question.world, question.parameters, (1,), ensemble=question.ensemble)
    design = make_design(asked, load_under)
    for name in question.outcomes:
        if name not in OUTCOMES:
            raise unknown_name("--outcome", "outcome", name, OUTCOMES)
    world = design.scenarios[0].world
    first, last = world.start // 4, world.end // 4
    for year in question.years:
        if not first <= year <= last:
            raise wrong_value("--year", "year", year, f"a year from {first} to {last} (world {world.name})")
    years = tuple(sorted(set(question.years))) or milestone_years(first, last, range(FIRST_MILESTONE, last + 1, EVERY))
    outcomes = tuple(dict.fromkeys(question.outcomes)) or HEADLINES
    return Subject(design.scenarios, design.base, outcomes, years, tuple(question.parameters), design.ensemble)


def check_directed(outcomes: Sequence[str]) -> None:
    """Raise `InputError` for an outcome of which neither more nor less is better: it cannot be won or lost."""
    for name in outcomes:
        if not OUTCOMES[name].direction:
            raise InputError(f"--outcome: {name} only describes: neither more nor less of it is better")


def study_id(verb: str, sweeps: Sequence[SweepDesign], settings: Mapping[str, Any]) -> str:
    """Return the hash of all that determines the numbers of an analysis."""
    return content_hash([verb, [each.sweep_id for each in sweeps], dict(settings)])
