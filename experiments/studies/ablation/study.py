"""A study of ablation: the sweeps of mechanisms, of the factorial and of instruments, and the tables made of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from experiments.runs.sweeps.design import SweepDesign
from experiments.studies.ablation.design import FoldOver, fold_over, leave_one_out, switches
from experiments.studies.ablation.factorial import factorial_table
from experiments.studies.ablation.interactions import COVERAGE, IMPACT, Answers, interaction_table, k1_table
from experiments.studies.ablation.mechanisms import ablation_table
from experiments.studies.ablation.ranking import ranking_table
from experiments.studies.ablation.synergy import OUTCOMES_OF_H6, synergy_table
from experiments.studies.ablation.variants import Variants, make_variants
from experiments.studies.common.specification import Subject, study_id
from experiments.studies.common.study import Way, open_study

VERB = "ablate"
MECHANISMS, FACTORIAL, INSTRUMENTS = "mechanisms", "factorial", "instruments"


@dataclass(frozen=True)
class Effort:
    """How many seeds each part gets, from `seed` on."""

    seed: int = 1
    mechanisms: int = 4
    factorial: int = 2
    instruments: int = 4

    def seeds(self, count: int) -> tuple[int, ...]:
        """Return that many seeds."""
        return tuple(range(self.seed, self.seed + count))


@dataclass(frozen=True, eq=False)
class Plan:
    """All that determines the numbers of a study."""

    subject: Subject
    effort: Effort
    corners: Subject | None = None
    """The same mixes under further courses, for H6 alone."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The switches that are thrown: all that were given no value."""
        return switches(self.subject.fixed)

    @cached_property
    def factorial(self) -> FoldOver:
        """Which switches are thrown together."""
        return fold_over(self.names)

    @cached_property
    def variants(self) -> Variants:
        """The variants of mixes."""
        return make_variants(self.subject, self.corners)

    @cached_property
    def sweeps(self) -> dict[str, SweepDesign]:
        """What is run, by part."""
        subject, effort = self.subject, self.effort
        wanted = dict.fromkeys([*subject.outcomes, IMPACT, COVERAGE, *OUTCOMES_OF_H6])
        seeds = effort.seeds(effort.instruments)
        found = {
            MECHANISMS: subject.sweep(
                leave_one_out(self.names), effort.seeds(effort.mechanisms), {"method": "leave one out"}
            ),
            FACTORIAL: subject.sweep(
                self.factorial.points, effort.seeds(effort.factorial), {"method": "fold-over of a Hadamard matrix"}
            ),
        }
        if self.variants.ablated:
            found[INSTRUMENTS] = self.variants.sweep(tuple(wanted), subject.years, seeds)
        return found

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return study_id(VERB, list(self.sweeps.values()), {})


@dataclass(frozen=True, eq=False)
class AblationStudy:
    """The tables of a study, and where they are; those of instruments are empty when no mix differs from the base."""

    plan: Plan
    folder: Path
    figures: tuple[Path, ...]
    runs: int
    status: int
    ablation: pd.DataFrame
    factorial: pd.DataFrame
    ranking: pd.DataFrame
    interactions: pd.DataFrame
    k1: pd.DataFrame
    h6: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        names = ("ablation", "factorial", "ranking", "interactions", "k1", "h6")
        return {name: getattr(self, name) for name in names}


def make_study(plan: Plan, way: Way) -> AblationStudy:
    """Run what is missing of a study, and write its tables and figures.

    Raises:
        InputError: when the folder cannot be used, or it would take long and that is not confirmed.
        StudyError: when every run failed.
    """
    from experiments.studies.ablation.figures.drawing import draw_all

    planned = sum(len(design.points) * len(design.seeds) for design in plan.sweeps.values())
    made = open_study(VERB, plan.study_id, way, planned)
    found = {name: made.sample(name, design) for name, design in plan.sweeps.items()}
    base = plan.subject.base
    tables = {
        "ablation": ablation_table(found[MECHANISMS], base),
        "factorial": factorial_table(found[FACTORIAL], plan.factorial, base),
        "ranking": ranking_table(found[MECHANISMS]),
        "interactions": pd.DataFrame(),
        "k1": pd.DataFrame(),
        "h6": pd.DataFrame(),
    }
    if INSTRUMENTS in found:
        answers = Answers(found[INSTRUMENTS], plan.variants)
        tables |= {
            "interactions": interaction_table(answers),
            "k1": k1_table(answers),
            "h6": synergy_table(answers),
        }
    study = AblationStudy(plan, way.folder, (), made.runs, made.status, **tables)
    generators = pd.DataFrame({"mechanism": plan.names, "generator": plan.factorial.generators()})
    written = {f"{name}.csv": table for name, table in {**tables, "generators": generators}.items()}
    settings = asdict(plan.effort)
    figures = made.finish(written, settings, lambda folder: draw_all(study, way.language, folder))
    return AblationStudy(plan, way.folder, tuple(figures), made.runs, made.status, **tables)
