"""Bands: quantiles by mix and time, as pandas gives them; what is not known is left out and never counts as zero."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.runs.sweeps.bands import bands
from model.errors import InputError
from tests.unit import fake_sweep
from tests.unit.sweep_files import FIRST, SECOND, TEXT, design_of, make, outcomes

FEW = TEXT.replace("replicates = 10", "replicates = 3")


@pytest.mark.parametrize("by", ["year", "quarter"])
def test_quantiles_are_those_of_the_rows(tmp_path: Path, by: str) -> None:
    make(design_of(tmp_path, FEW.replace("[record]", f'[record]\nby = "{by}"')), tmp_path / "a")
    found = bands(tmp_path / "a", "public_cost", (0.05, 0.5, 0.95))
    rows = outcomes(tmp_path / "a")
    expected = (
        rows.astype({"public_cost": float}).groupby(["mix", by])["public_cost"].quantile(np.array([0.05, 0.5, 0.95]))
    )
    table = expected.unstack()
    assert list(zip(found["mix"], found[by], strict=True)) == list(table.index)
    assert set(found["mix"]) == {FIRST, SECOND}
    np.testing.assert_allclose(found[["0.05", "0.5", "0.95"]], table, rtol=1e-12)


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    text = FEW.replace('"chain_impact_dutch"', f'"{fake_sweep.NAMES[0]}"').replace("replicates = 3", "seeds = [2, 3]")
    make(design_of(tmp_path, text), tmp_path / "a", simulator=fake_sweep.simulate_unknown)
    make(design_of(tmp_path, text.replace("[2, 3]", "[2]")), tmp_path / "b")
    one, other = (bands(tmp_path / name, fake_sweep.NAMES[0]) for name in ("a", "b"))
    pd.testing.assert_frame_equal(one, other)
    make(design_of(tmp_path, text.replace("[2, 3]", "[3]")), tmp_path / "c", simulator=fake_sweep.simulate_unknown)
    assert bands(tmp_path / "c", fake_sweep.NAMES[0])["0.5"].isna().all()


def test_other_folders_and_outcomes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the folder of a finished sweep"):
        bands(tmp_path, "public_cost")
    make(design_of(tmp_path, FEW), tmp_path / "a")
    with pytest.raises(InputError, match="holds no outcome public_costs"):
        bands(tmp_path / "a", "public_costs")
