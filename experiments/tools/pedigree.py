"""What the value of a parameter rests on, and how far observations narrow it."""

from __future__ import annotations

import re

import numpy as np

from experiments.report.translation import N_
from experiments.runs.ensemble import Ensemble
from experiments.studies.common.factors import scaled, uncertain_factors
from model.parameters import Parameter

PEDIGREE = ("measured", "literature", "definition", "fitted", "assumption")
_MEASURED = re.compile(r"\.csv|maximum likelihood|^derived|order of size from", re.IGNORECASE)


def rests_on(parameter: Parameter) -> str:
    """Return what a value rests on: a switch, an assumption (fitted or not), a definition, or a source."""
    if parameter.role == "switch":
        return N_("design choice")
    said = parameter.source.lower()
    if "fitted" in said or ("assumption" in said and parameter.before is not None):
        return N_("assumption, fitted")
    if "assumption" in said:
        return N_("assumption")
    return N_("definition") if "definition" in said else N_("source")


def pedigree(parameter: Parameter) -> str:
    """Return what the value of a parameter rests on, by the text of its source: a word of `PEDIGREE`.

    A source counts as measured when it names a table of the project or a count from which the value follows, and as
    literature otherwise; `fitted` is an assumption that was fitted to observations.
    """
    said = rests_on(parameter)
    if said == "source":
        return "measured" if _MEASURED.search(parameter.source) else "literature"
    return "fitted" if "fitted" in said else said


def narrowing(ensemble: Ensemble) -> dict[str, float]:
    """Return the width of the 80% interval of an ensemble over that of the prior, by parameter."""
    factors = [each for each in uncertain_factors(simulated=True, dummy=False) if each.name in ensemble.points.names]
    prior = scaled(factors, np.repeat([[0.1], [0.9]], len(factors), axis=1)).values
    columns = [ensemble.points.names.index(each.name) for each in factors]
    chosen = ensemble.points.values[:, columns]
    found = np.quantile(chosen, (0.1, 0.9), axis=0, weights=ensemble.weights, method="inverted_cdf")
    ratio = (found[1] - found[0]) / (prior[1] - prior[0])
    return dict(zip((each.name for each in factors), ratio.tolist(), strict=True))
