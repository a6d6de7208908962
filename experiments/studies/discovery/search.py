"""Search every contest of a sample: boxes, a tree and feature scores, on as many processes as there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import joblib

from experiments.processes import processes
from experiments.studies.common.factors import Factor
from experiments.studies.discovery.boxes import Box, Ground, find_boxes
from experiments.studies.discovery.cases import SEARCHED, Cases, Contest, cases_of
from experiments.studies.discovery.chance import Shuffling
from experiments.studies.discovery.features import Features, score_features
from experiments.studies.discovery.sample import Sample
from experiments.studies.discovery.trees import Tree, grow_tree
from experiments.studies.discovery.workbench import prim_steps
from model.randomness import stream


@dataclass(frozen=True, eq=False)
class Found:
    """What a contest gave, by the factors of the sample; tree and features are None where nothing was searched."""

    cases: Cases
    factors: tuple[Factor, ...]
    boxes: tuple[Box, ...] = ()
    tree: Tree | None = None
    features: Features | None = None

    @property
    def contest(self) -> Contest:
        """What was asked."""
        return self.cases.contest


def search_all(sample: Sample, asked: Sequence[Contest], seed: int, workers: int) -> list[Found]:
    """Search every contest; the same for any number of workers.

    Args:
        sample: what is searched.
        asked: the contests.
        seed: of shuffles, of parts left out and of trees.
        workers: number of processes.
    """
    every = [cases_of(sample, contest) for contest in asked]
    count = sum(each.verdict == SEARCHED for each in every)
    if workers == 1 or count <= 1:
        return [search(sample, each, seed, count) for each in every]
    with processes():
        parallel = joblib.Parallel(n_jobs=workers, batch_size=1)
        found: list[Found] = parallel(joblib.delayed(search)(sample, each, seed, count) for each in every)
    return found


def search(sample: Sample, cases: Cases, seed: int, contests: int) -> Found:
    """Search one contest of a number of contests that share the level of chance."""
    if cases.verdict != SEARCHED:
        return Found(cases, sample.factors)
    contest = cases.contest
    name = f"{contest.course}.{contest.focus}.{contest.against}.{contest.outcome}.{contest.year}"
    ground = Ground(sample.factors, sample.points[cases.known], cases.lost[cases.known])
    shuffling = Shuffling(contests, stream(seed, f"discover.boxes.{name}"))
    boxes = tuple(find_boxes(ground, shuffling, prim_steps))
    tree = grow_tree(ground, stream(seed, f"discover.tree.{name}"))
    return Found(cases, sample.factors, boxes, tree, score_features(ground, stream(seed, f"discover.features.{name}")))
