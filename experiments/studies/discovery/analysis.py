"""From a sample to the tables of a discovery."""

from __future__ import annotations

from experiments.report.terminal import error_output
from experiments.studies.common.contract import Runs, Tables
from experiments.studies.common.finished_sample import SAMPLE
from experiments.studies.discovery.design import DiscoveryDesign, Search, SearchDesign
from experiments.studies.discovery.rows import tables_of
from experiments.studies.discovery.sample import Sample, searched
from experiments.studies.discovery.search import search_all


def analyse(design: DiscoveryDesign, runs: Runs, workers: int = 1) -> Tables:
    """Run every mix at each point of a sample of its own, and search it."""
    found = runs.sample(SAMPLE, design.sweep)
    factors, points = searched(found.points.names, found.points.values)
    return _search(Sample(design.search.scope, factors, points, found.means()), design.search, workers)


def analyse_sample(design: SearchDesign, workers: int = 1) -> Tables:
    """Search the sample of a finished study."""
    return _search(design.sample, design.search, workers)


def _search(sample: Sample, asked: Search, workers: int) -> Tables:
    text = f"searching {len(asked.contests)} contests in {len(sample.points)} draws"
    error_output().print(text, soft_wrap=True)
    return tables_of(search_all(sample, asked.contests, asked.options.seed, workers))
