"""The model gives the values it gave before; `tests/baseline/baseline.py` says how to change them deliberately."""

import numpy as np
import pandas as pd

from tests.baseline.baseline import KEYS, VALUES, current, rounded


def test_outcomes_are_the_same_as_before() -> None:
    before = pd.read_csv(VALUES, keep_default_na=False)
    now = current()
    assert now[KEYS].to_numpy().tolist() == before[KEYS].to_numpy().tolist()
    # another processor may round exponentials otherwise; 1e-9 is the tolerance of published results
    different = ~np.isclose(now["value"], before["value"], rtol=1e-9, atol=1e-9)
    assert now[different].merge(before, on=KEYS).head(20).empty


def test_values_are_rounded_to_twelve_significant_digits() -> None:
    assert rounded(0.12345678901234567) == 0.123456789012
    assert rounded(98765.43210987654) == 98765.4321099
    kept = pd.read_csv(VALUES, keep_default_na=False)["value"]
    assert kept.map(rounded).equals(kept)
