"""What a validation runs: worlds with observations, at draws of the prior and of the ensemble and at the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from experiments.runs.design import resolved
from experiments.runs.ensemble import Ensemble, read_ensemble
from experiments.runs.manifest import environment
from experiments.studies.common.study import FORMAT
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, VERB, ValidationOptions
from experiments.studies.validation.runs import Drawn
from model.errors import unknown_name
from model.hashing import content_hash
from model.inputs.tables import load_tables
from model.observations import STATISTICS, Observation, read_observations
from model.observations.observing import COURSE
from model.parameters import ParameterSet
from model.quarters import quarter_name
from model.scenario import load_scenario


@dataclass(frozen=True, eq=False)
class ValidationDesign:
    """All that determines the numbers of a validation: observations and runs, in their order."""

    observations: tuple[Observation, ...]
    drawn: tuple[Drawn, ...]
    options: ValidationOptions
    ensemble: Mapping[str, Any]
    """Which ensemble was drawn from, empty when none was."""
    verb: ClassVar[str] = VERB

    @cached_property
    def worlds(self) -> tuple[str, ...]:
        """The worlds that are run, in the order of the observations."""
        return tuple(dict.fromkeys(each.world for each in self.observations))

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        scenarios = [resolved(load_scenario(world=name, course=COURSE)) for name in self.worlds]
        rows = [asdict(each) for each in self.observations]
        return content_hash([VERB, scenarios, rows, [asdict(each) for each in self.drawn]])

    def manifest(self, failed: Sequence[str]) -> dict[str, Any]:
        """Return the manifest of the study, given the ids of the runs that failed."""
        return {
            "format": FORMAT,
            "verb": VERB,
            "study_id": self.study_id,
            "settings": asdict(self.options),
            "ensemble": dict(self.ensemble),
            "worlds": list(self.worlds),
            "failed": list(failed),
            "environment": environment(),
        }

    def observed(self) -> pd.DataFrame:
        """Return the observations as a table, with the meaning of their statistic as `label`."""
        rows = [
            {
                **asdict(each),
                **{name: _quarter(getattr(each, name)) for name in ("start", "end")},
                "kept_apart": int(each.kept_apart),
                "label": STATISTICS[each.statistic].meaning,
            }
            for each in self.observations
        ]
        return pd.DataFrame(rows)


def _quarter(date: int | None) -> str:
    return "" if date is None else quarter_name(date)


def targets() -> dict[str, str]:
    """Return what is observed by the id of the target: all rows of calibration_targets.csv."""
    table = load_tables().calibration_targets
    return dict(zip(table["id"].tolist(), table["pattern"].tolist(), strict=True))


def make_validation_design(options: ValidationOptions) -> ValidationDesign:
    """Choose the observations and draw the parameters.

    Raises:
        InputError: for an unknown world, parameter or ensemble, or a value outside its range.
    """
    every = read_observations()
    known = dict.fromkeys(each.world for each in every)
    for name in options.worlds:
        if name not in known:
            raise unknown_name("--world", "world with observations", name, known)
    given = ParameterSet(options.parameters)  # refuses what is unknown or outside its range
    held = {name: value for name, value in given.items() if name in options.parameters}
    chosen = tuple(each for each in every if each.world in (options.worlds or known))
    ensembles = {
        name: read_ensemble(options.ensemble if name == ENSEMBLE else name)
        for name in options.samples
        if name != DEFAULTS
    }
    drawn = tuple(each for name in options.samples for each in _drawn(name, options, held, ensembles.get(name)))
    described = ensembles[ENSEMBLE].described() if ENSEMBLE in ensembles else {}
    return ValidationDesign(chosen, drawn, options, described)


def _drawn(
    sample: str, options: ValidationOptions, held: Mapping[str, float], ensemble: Ensemble | None
) -> list[Drawn]:
    """Return the runs of a sample, without an ensemble those at the defaults.

    The k-th run of every sample has the same seed, so that luck is shared.
    """
    if ensemble is None:
        return [Drawn(sample, 0, options.seed + place, dict(held)) for place in range(options.default_replicates)]
    draws = [ensemble.draw_of(options.seed + place) for place in range(options.draws)]
    return [
        Drawn(sample, draw, options.seed + place + options.draws * further, {**ensemble.values(draw), **held})
        for further in range(options.replicates)
        for place, draw in enumerate(draws)
    ]
