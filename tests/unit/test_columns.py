"""Tables of declared columns."""

import numpy as np
import pytest

from model.columns import Table, column
from model.state import TABLES, Array, IntArray


class Farm(Table):
    """A table of three columns."""

    yields: Array = column("yield", "kg", "harvest")
    field: IntArray = column("row of the field", "index", "population", kind=np.int64)
    share: Array = column("share by theme and law", "0-1", "harvest", ("theme", "law"), fraction=True)
    note = "not a column"


def test_columns_are_collected_in_order_of_declaration() -> None:
    assert list(Farm.COLUMNS) == ["yields", "field", "share"]
    assert Farm.COLUMNS["share"].bounds == (0.0, 1.0)
    assert Farm.COLUMNS["yields"].bounds is None


def test_a_table_starts_with_zeros_of_the_right_shape_and_kind() -> None:
    farm = Farm(2, {"law": 3})
    assert (farm.rows, farm.yields.shape, farm.share.shape) == (2, (2,), (2, 8, 3))
    assert [each.dtype.name for each in (farm.yields, farm.field)] == ["float64", "int64"]
    assert not farm.yields.any()
    assert not farm.share.any()


def test_what_agents_have_of_one_theme_lies_together() -> None:
    farm = Farm(2, {"law": 3})
    assert farm.share.flags.f_contiguous
    farm.share = np.zeros((2, 8, 3))
    assert farm.copy().share.flags.f_contiguous


def test_a_dimension_of_the_scenario_has_to_be_given() -> None:
    with pytest.raises(KeyError, match="law"):
        Farm(2)


def test_a_copy_shares_nothing_with_its_original() -> None:
    farm = Farm(2, {"law": 1})
    clone = farm.copy()
    clone.yields[:] = 1.0
    clone.share[0, 0, 0] = 1.0
    assert type(clone) is Farm
    assert clone.share.flags.f_contiguous
    assert clone.rows == 2
    assert not farm.yields.any()
    assert not farm.share.any()


def test_every_column_of_the_state_says_what_it_is() -> None:
    for name, kind in TABLES.items():
        for each, declared in kind.COLUMNS.items():
            assert declared.meaning, f"{name}.{each}"
            assert declared.unit, f"{name}.{each}"
            assert declared.owner, f"{name}.{each}"
