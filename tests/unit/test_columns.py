"""Tables of declared columns."""

import numpy as np
import pytest

from model.state.columns import Table, column
from model.state.state import TABLES, Array, IntArray
from tests.unit.tiny_world import tiny_world


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


def test_one_dimension_is_rearranged_and_what_is_new_starts_at_zero() -> None:
    farm = Farm(2, {"law": 3})
    farm.yields[:] = (5.0, 6.0)
    farm.share[:] = np.arange(48).reshape(2, 8, 3)
    found = farm.rearranged("law", np.array([2, -1, 0, -1]))
    assert found.share.shape == (2, 8, 4)
    assert (found.share[:, :, [0, 2]] == farm.share[:, :, [2, 0]]).all()
    assert not found.share[:, :, [1, 3]].any()
    assert found.share.flags.f_contiguous
    assert (found.yields == farm.yields).all()
    assert found.rows == 2
    found.share[:], found.yields[:] = -1.0, -1.0
    assert farm.share.min() == 0.0
    assert farm.yields.min() == 5.0


def test_rows_are_rearranged_with_all_that_they_have() -> None:
    farm = Farm(3, {"law": 2})
    farm.yields[:], farm.field[:] = (5.0, 6.0, 7.0), (1, 2, 3)
    farm.share[:] = np.arange(48).reshape(3, 8, 2)
    found = farm.rearranged_rows(np.array([2, -1, 2, 0]))
    assert found.rows == 4
    assert found.yields.tolist() == [7.0, 0.0, 7.0, 5.0]
    assert found.field.tolist() == [3, 0, 3, 1]
    assert found.field.dtype == np.int64
    assert (found.share[[0, 2, 3]] == farm.share[[2, 2, 0]]).all()
    assert not found.share[1].any()
    assert found.share.flags.f_contiguous
    assert farm.rows == 3


def test_a_state_goes_on_with_other_laws() -> None:
    state = tiny_world(laws=2).state
    state.law.scrutiny[:] = (0.3, 0.4)
    state.company.scope[:] = [[0.1, 0.2], [0.3, 0.4]]
    found = state.with_laws(np.array([-1, 1, 0]))
    assert found.law.rows == 3
    assert found.law.scrutiny.tolist() == [0.0, 0.4, 0.3]
    assert found.company.scope.tolist() == [[0.0, 0.2, 0.1], [0.0, 0.4, 0.3]]
    for table, kind in TABLES.items():
        for name, declared in kind.COLUMNS.items():
            old, new = getattr(getattr(state, table), name), getattr(getattr(found, table), name)
            assert not np.shares_memory(old, new), f"{table}.{name}"
            if "law" in declared.dims:
                assert new.shape[1 + declared.dims.index("law")] == 3, f"{table}.{name}"
            elif table != "law":
                assert (old == new).all(), f"{table}.{name}"
    assert state.law.rows == 2


def test_every_column_of_the_state_says_what_it_is() -> None:
    for name, kind in TABLES.items():
        for each, declared in kind.COLUMNS.items():
            assert declared.meaning, f"{name}.{each}"
            assert declared.unit, f"{name}.{each}"
            assert declared.owner, f"{name}.{each}"
