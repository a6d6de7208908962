"""Write the prior ensemble: draws of every uncertain parameter from its plausible range, all of one weight.

Run as `python -m experiments.tools.prior_ensemble`, also after a parameter was added. As long as nothing was fitted,
`posterior` is a copy of the prior, and its manifest says so.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.ensemble import FOLDER, POSTERIOR, PRIOR, hash_of
from experiments.runs.store import write_json, write_parquet
from experiments.runs.sweeps.points_file import WEIGHT
from experiments.studies.common.factors import prior_sample, uncertain_factors

COUNT, SEED = 200, 1


def prior() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return the prior ensemble as a table with a column a parameter and `weight`, and its manifest."""
    points = prior_sample(uncertain_factors(simulated=True, dummy=False), COUNT, SEED)
    weights = np.full(COUNT, 1.0 / COUNT)
    manifest = {
        "kind": PRIOR,
        "meaning": "the prior: draws from the plausible ranges, not fitted to any observation",
        "method": "latin_hypercube",
        "draws": COUNT,
        "seed": SEED,
        "parameters": len(points.names),
        "hash": hash_of(points, weights / weights.sum()),
    }
    return pd.DataFrame(points.values, columns=list(points.names)).assign(**{WEIGHT: weights}), manifest


def main() -> None:
    """Write the prior and, unless it was fitted, the posterior."""
    table, manifest = prior()
    fitted = FOLDER / f"{POSTERIOR}.json"
    names = [PRIOR]
    if not fitted.is_file() or json.loads(fitted.read_text(encoding="utf-8"))["kind"] == PRIOR:
        names.append(POSTERIOR)
    FOLDER.mkdir(exist_ok=True)
    for name in names:
        write_parquet(FOLDER / f"{name}.parquet", table)
        write_json(FOLDER / f"{name}.json", manifest)


if __name__ == "__main__":
    main()
