"""From arrays to tidy tables, and what tables of ablations share."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.common.model_outputs import Responses
from model.state.state import Array, BoolArray


def tidy(axes: Mapping[str, Sequence[Any]], columns: Mapping[str, np.ndarray[Any, Any]]) -> pd.DataFrame:
    """Return one row a combination of keys, in the order of the axes.

    Args:
        axes: keys by the name of their column; the length of each is that of one axis of every array.
        columns: arrays by the name of their column, all of the same shape.
    """
    keys = list(itertools.product(*axes.values()))
    table = pd.DataFrame(keys, columns=list(axes))
    return table.assign(**{name: np.ascontiguousarray(values).ravel() for name, values in columns.items()})


def paired_differences(found: Responses, base: str) -> Array:
    """Return the differences from the base mix under the same course and seed, in the shape of the values."""
    places = {(each.course, each.mix): place for place, each in enumerate(found.options)}
    bases = [places[each.course, base] for each in found.options]
    result: Array = found.values - found.values[:, :, bases]
    return result


def by_option(table: pd.DataFrame, found: Responses) -> pd.DataFrame:
    """Replace the column `option`, a place, by the course and the mix."""
    courses = [found.options[place].course for place in table["option"]]
    mixes = [found.options[place].mix for place in table["option"]]
    at = int(np.flatnonzero(table.columns == "option")[0])
    told = table.drop(columns="option")
    told.insert(at, "course", courses)
    told.insert(at + 1, "mix", mixes)
    return told


def is_clear(low: Array, high: Array) -> BoolArray:
    """Return where an interval leaves out 0; never where it is not known."""
    result: BoolArray = (low > 0) | (high < 0)
    return result
