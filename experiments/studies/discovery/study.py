"""Make a discovery: on a sample of its own, or on that of a finished study, and write what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.report.terminal import error_output
from experiments.runs.manifest import environment
from experiments.runs.store import FIGURES, MANIFEST, new_folder, write_csv, write_json
from experiments.runs.sweeps.design import SweepDesign
from experiments.studies.common.factors import prior_sample
from experiments.studies.common.specification import OwnSeeds, Subject, study_id
from experiments.studies.common.study import FORMAT, Way, open_study
from experiments.studies.discovery import boxes, chance, features, peeling, trees
from experiments.studies.discovery.cases import Asked, Contest, contests
from experiments.studies.discovery.folder import read_sample
from experiments.studies.discovery.sample import Sample, sample_of, scope_of
from experiments.studies.discovery.search import Found, search_all
from experiments.studies.discovery.tables import tables_of
from model.hashing import content_hash

VERB = "discover"
PRIOR = "latin_hypercube"


@dataclass(frozen=True)
class Sampling:
    """A sample of its own: number of points, seeds at each, and the first seed, which also names the draw."""

    points: int
    replicates: int
    seed: int


@dataclass(frozen=True, eq=False)
class Discovery:
    """A discovery that is done and written; `of` is the id of the study whose sample was searched, if another."""

    study_id: str
    of: str
    folder: Path
    sample: Sample
    found: tuple[Found, ...]
    tables: Mapping[str, pd.DataFrame]
    figures: tuple[Path, ...]
    runs: int = 0
    status: int = 0


def method() -> dict[str, Any]:
    """Return the numbers that determine what a search finds, for the manifest and the id."""
    return {
        "peeled": peeling.PEELED,
        "least_mass": peeling.LEAST_MASS,
        "most_quasi_p": peeling.MOST_QUASI_P,
        "nested": list(peeling.NESTED),
        "level": chance.LEVEL,
        "fewest_shuffles": chance.FEWEST_SHUFFLES,
        "quantile": chance.QUANTILE,
        "most_boxes": boxes.MOST_BOXES,
        "folds": boxes.FOLDS,
        "repeats": boxes.REPEATS,
        "tree_shuffles": trees.SHUFFLES,
        "forest_trees": features.TREES,
        "forest_shuffles": features.SHUFFLES,
    }


def settings_of(every: Sequence[Contest], seed: int) -> dict[str, Any]:
    """Return what determines a discovery besides its sample."""
    return {"contests": [asdict(each) for each in every], "seed": seed, "method": method()}


def design_of(subject: Subject, sampling: Sampling) -> SweepDesign:
    """Return the sweep of a sample of its own; each draw has seeds of its own, so that a box holds over seeds too."""
    points = prior_sample(subject.factors, sampling.points, sampling.seed)
    seeds = OwnSeeds(sampling.seed, sampling.replicates)
    return subject.sweep(points, seeds.of_first_draw, {"method": PRIOR, "seed": sampling.seed}, seeds.step)


def discover(subject: Subject, asked: Asked, sampling: Sampling, way: Callable[[str], Way]) -> Discovery:
    """Draw points, run every mix at each, and search.

    Args:
        subject: what is compared.
        asked: what is asked of it.
        sampling: how many points and seeds.
        way: returns how a study with some id is carried out.

    Raises:
        InputError: for anything that cannot be used; before anything runs.
    """
    every = contests(scope_of(subject), asked)
    design = design_of(subject, sampling)
    settings = settings_of(every, sampling.seed)
    own_id = study_id(VERB, [design], settings)
    chosen = way(own_id)
    study = open_study(VERB, own_id, chosen)
    sample = sample_of(subject, study.sample("sample", design), PRIOR)
    found = _search(sample, every, sampling.seed, chosen.executor.workers)
    made = Discovery(own_id, "", chosen.folder, sample, found, tables_of(found), ())
    figures = study.finish(made.tables, settings, lambda folder: draw(made, folder, chosen.language))
    return Discovery(own_id, "", chosen.folder, sample, found, made.tables, tuple(figures), study.runs, study.status)


def discover_in(source: Path, asked: Asked, seed: int, way: Callable[[str], Way]) -> Discovery:
    """Search the sample of a finished study; nothing is run.

    Args:
        source: folder of the study.
        asked: what is asked of it.
        seed: of shuffles and of parts left out.
        way: returns how a study with some id is carried out.

    Raises:
        InputError: when the folder has no such sample, or lacks what is asked.
    """
    sample, manifest = read_sample(source)
    every = contests(sample.scope, asked)
    settings = settings_of(every, seed)
    of = str(manifest["study_id"])
    own_id = content_hash([VERB, of, settings])
    chosen = way(own_id)
    with new_folder(chosen.folder, chosen.force) as stage:
        found = _search(sample, every, seed, chosen.executor.workers)
        made = Discovery(own_id, of, chosen.folder, sample, found, tables_of(found), ())
        for name, table in made.tables.items():
            write_csv(stage / name, table)
        (stage / FIGURES).mkdir()
        figures = draw(made, stage / FIGURES, chosen.language)
        write_json(stage / MANIFEST, _manifest(made, settings, manifest))
    moved = tuple(chosen.folder / path.relative_to(stage) for path in figures)
    return Discovery(own_id, of, chosen.folder, sample, found, made.tables, moved)


def _manifest(made: Discovery, settings: Mapping[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest of a search of another study, which names that study and what it was made with."""
    kept = ("verb", "study_id", "settings", "sweeps", "parameters_changed", "failed", "environment")
    return {
        "format": FORMAT,
        "verb": VERB,
        "study_id": made.study_id,
        "settings": dict(settings),
        "from": {key: source.get(key) for key in kept},
        "environment": environment(),
    }


def _search(sample: Sample, every: Sequence[Contest], seed: int, workers: int) -> tuple[Found, ...]:
    error_output().print(f"searching {len(every)} contests in {len(sample.points)} draws", soft_wrap=True)
    return tuple(search_all(sample, every, seed, workers))


def draw(made: Discovery, folder: Path, language: str) -> list[Path]:
    """Draw the figures into a folder that exists."""
    from experiments.studies.discovery.figures.drawing import draw_all

    return draw_all(made, folder, language)
