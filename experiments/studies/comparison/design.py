"""The design of a comparison."""

from __future__ import annotations

from experiments.runs.design import Design, Request, default_mixes, make_design
from experiments.studies.comparison.hypotheses import needed_runs, read_hypotheses
from experiments.studies.comparison.options import ComparisonOptions


def comparison_design(options: ComparisonOptions) -> Design:
    """Return what a comparison runs.

    Mixes that only hypotheses need run along when the mixes are those of the advice.

    Raises:
        InputError: for anything that cannot be used.
    """
    probes = () if options.mixes else needed_runs(read_hypotheses())
    mixes = options.mixes or default_mixes()
    return make_design(Request(mixes, options.courses, options.world, options.parameters, options.seeds, probes=probes))
