"""Make a robustness study: sample what is uncertain, rank options in every draw, scan for flips, write and draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.points_file import read_draws
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import Factor, prior_sample
from experiments.studies.common.model_outputs import Responses
from experiments.studies.common.specification import OwnSeeds, Subject, study_id
from experiments.studies.common.study import Way, open_study
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.robustness.choice import Sample, choice_table, chosen, factors_of
from experiments.studies.robustness.claims import NAME as CLAIMS
from experiments.studies.robustness.claims import claims_over_draws
from experiments.studies.robustness.contests import contests, none
from experiments.studies.robustness.crossing import ERROR
from experiments.studies.robustness.flips import SCANNED, SEEDS, flip_table, scan_points, scan_rows
from experiments.studies.robustness.guard import guard_table
from experiments.studies.robustness.lens import Lens, lens_table, read_lenses
from experiments.studies.robustness.pairwise import pair_table, regret_table
from experiments.studies.robustness.pareto import pareto_table
from experiments.studies.robustness.ranking import rank_shares, rank_table
from experiments.studies.robustness.seed_share import with_seed_share

VERB = "robustness"
PRIOR, POSTERIOR = "prior", "posterior"
AGAIN = "_again"
"""Ending of the name of the sweep that runs some draws of a sample with other seeds."""
FLIP_OUTCOMES = ("chain_impact_dutch", "chain_impact_global", "level_playing_field_nld", "level_playing_field_eu")
"""Outcomes whose flips decide which parameters are scanned, where the study has them; else its first ones."""


@dataclass(frozen=True)
class Settings:
    """Sizes of a study: draws of the prior sample, its seed, seeds a draw, parameters scanned for each outcome.

    `replicated` draws are run once more with other seeds, to tell what is due to the seed.
    """

    points: int = 96
    seed: int = 1
    replicates: int = 1
    scanned: int = 2
    replicated: int = 24

    @property
    def seeds(self) -> OwnSeeds:
        """The seeds: each draw has its own, so that a share of draws is one over parameters and seeds together."""
        return OwnSeeds(self.seed, self.replicates)


@dataclass(frozen=True, eq=False)
class RobustnessStudy:
    """A robustness study that is done and written; `tables` by name without ending."""

    folder: Path
    study_id: str
    subject: Subject
    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    lenses: tuple[Lens, ...]
    scanned: tuple[Factor, ...]
    runs: int
    failed: tuple[str, ...]
    status: int
    figures: tuple[Path, ...] = ()


def make_robustness(
    subject: Subject, settings: Settings, way: Callable[[str], Way], posterior: Path | None = None
) -> RobustnessStudy:
    """Carry a robustness study out.

    Args:
        subject: what to rank.
        settings: how much to run.
        way: from the id of the study to where and how it is carried out.
        posterior: a table of draws to rank options over besides the prior, if there is one.
    """
    factors, lenses = subject.factors, read_lenses()
    asked = {"method": "latin_hypercube", "count": settings.points, "seed": settings.seed, "of": "plausible ranges"}
    drawn = {"sample": (prior_sample(factors, settings.points, settings.seed), asked)}
    if posterior is not None:
        drawn[POSTERIOR] = (read_draws(posterior, subject.fixed), {"of": "posterior"})
    sweeps = _sweeps(subject, settings, drawn)
    prior = sweeps["sample"]
    said = {
        **asdict(settings),
        "scan": SCANNED,
        "scan_seeds": SEEDS,
        "scan_error": ERROR,
        "lenses": [asdict(each) for each in lenses],
    }
    number = study_id(VERB, list(sweeps.values()), said)
    planned = sum(len(design.points) * len(design.seeds) for design in sweeps.values())
    starts = planned + (1 + settings.scanned * len(SCANNED)) * len(SEEDS)
    with open_study(VERB, number, way(number), starts) as study:
        answers = {name: study.sample(name, design) for name, design in sweeps.items()}
        tables = _tables({name: answers[name] for name in drawn}, answers, lenses)
        tables[CLAIMS] = claims_over_draws(read_hypotheses(), answers["sample"])
        found = list(contests(answers["sample"]))
        tables["guard"] = guard_table(found, factors, prior.points.values)
        looked_at = [name for name in FLIP_OUTCOMES if name in subject.outcomes] or list(subject.outcomes[:1])
        picked = chosen(found, looked_at, Sample(factors, prior.points.values), settings.scanned)
        scanned = factors_of(picked)
        if scanned:
            answer = study.sample("scan", _scan(subject, scanned))
            tables["flips"], tables["scan"] = flip_table(answer, scanned), scan_rows(answer, scanned)
            tables["scanned"] = choice_table(picked)
        done = RobustnessStudy(
            study.folder,
            number,
            subject,
            settings,
            tables,
            lenses,
            scanned,
            study.runs,
            tuple(study.failed),
            study.status,
        )

        def draw(folder: Path) -> list[Path]:
            from experiments.studies.robustness.figures.drawing import draw_robustness

            return draw_robustness(folder, done, study.way.language)

        named = {f"{name}.csv": table for name, table in tables.items()}
        figures = study.finish(named, said, draw)
    return RobustnessStudy(**{**vars(done), "figures": tuple(figures)})


def _sweeps(
    subject: Subject, settings: Settings, drawn: Mapping[str, tuple[Points, dict[str, Any]]]
) -> dict[str, SweepDesign]:
    """Return the sweep of each sample, and that of its first draws with other seeds, if any are asked for."""
    sweeps = {}
    for name, (points, asked) in drawn.items():
        own = settings.seeds
        sweeps[name] = subject.sweep(points, own.of_first_draw, asked, own.step)
        some = Points(points.names, points.values[: settings.replicated])
        if len(some):
            other = own.after(len(points))
            told = {**asked, "first": len(some), "seeds": "others"}
            sweeps[name + AGAIN] = subject.sweep(some, other.of_first_draw, told, other.step)
    return sweeps


def _scan(subject: Subject, scanned: tuple[Factor, ...]) -> SweepDesign:
    asked: dict[str, Any] = {"method": "one at a time", "parameters": [each.name for each in scanned]}
    return subject.sweep(scan_points(scanned), SEEDS, asked)


def _tables(
    samples: Mapping[str, Responses], answers: Mapping[str, Responses], lenses: tuple[Lens, ...]
) -> dict[str, pd.DataFrame]:
    """Return the tables over draws, each with a first column that says which sample it is of.

    `answers` has those of the samples and, where some draws were run again, of these.
    """
    collected: dict[str, list[pd.DataFrame]] = {}
    for name, answer in samples.items():
        found = list(contests(answer))
        again = answers.get(name + AGAIN)
        second = [none(each) for each in found] if again is None else contests(again)
        tables = {
            "ranks": with_seed_share(rank_table(found), found, second),
            "rank_shares": rank_shares(found),
            "pairwise": pair_table(found),
            "regret": regret_table(found),
            "pareto": pareto_table(answer),
            "lens": lens_table(answer, lenses),
        }
        for key, table in tables.items():
            table.insert(0, "sample", PRIOR if name == "sample" else name)
            collected.setdefault(key, []).append(table)
    return {key: pd.concat(parts, ignore_index=True) for key, parts in collected.items()}
