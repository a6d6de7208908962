"""Bands of an outcome over the runs of a sweep: quantiles by world, course, mix and time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runs.sweeps.folder import OUTCOMES
from model.errors import InputError

LEVELS = (0.05, 0.5, 0.95)
_MOST_SHORT = np.iinfo(np.uint16).max + 1
"""Numbers of two bytes are sorted much faster than longer ones."""
_GROUPS = ("world", "course", "mix", "quarter", "year")


def bands(folder: Path, outcome: str, levels: Sequence[float] = LEVELS) -> pd.DataFrame:
    """Return quantiles over points and seeds: one row a world, course, mix and time, one column a level.

    Runs of which the outcome is not known are left out; where it is known of none, the quantiles are not known.

    Args:
        folder: of a sweep that is complete.
        outcome: one that the sweep kept.
        levels: of the quantiles, 0 to 1; they are interpolated linearly.

    Raises:
        InputError: when the sweep is not complete, or did not keep the outcome.
    """
    path = folder / OUTCOMES
    if not path.is_file():
        raise InputError(f"{path}: file not found; {folder} is not the folder of a finished sweep")
    there = pq.read_schema(path).names
    if outcome not in there:
        raise InputError(f"{path}: holds no outcome {outcome}")
    groups = [name for name in _GROUPS if name in there]
    texts = [name for name in groups if name != "year"]
    table = pq.read_table(path, columns=[*groups, outcome], read_dictionary=texts)
    place, keys = _grouped(table.select(groups))
    order = np.argsort(place, kind="stable")
    sizes = np.bincount(place, minlength=len(keys))
    pieces = np.split(table[outcome].to_numpy()[order], np.cumsum(sizes)[:-1])
    found = np.array([_quantiles(piece, levels) for piece in pieces]).reshape(len(keys), len(levels))
    quantiles = pd.DataFrame(found, columns=[f"{level:g}" for level in levels])
    return pd.concat([keys, quantiles], axis=1)


def _grouped(columns: pa.Table) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the number of the group of each row, and the values of each group, sorted."""
    place = np.zeros(len(columns), dtype=np.int64)
    values: list[np.ndarray] = []
    for column in columns.columns:
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        coded = coded.unify_dictionaries().combine_chunks()
        names = coded.dictionary.to_numpy(zero_copy_only=False)
        rank = np.argsort(np.argsort(names))
        place = place * len(names) + rank[coded.indices.to_numpy()]
        values.append(np.sort(names))
    there = np.flatnonzero(np.bincount(place, minlength=1))
    number = np.zeros(int(there.max(initial=0)) + 1, dtype=np.uint16 if len(there) <= _MOST_SHORT else np.int64)
    number[there] = np.arange(len(there))
    places = np.unravel_index(there, [len(each) for each in values])
    named = zip(columns.column_names, values, places, strict=True)
    return number[place], pd.DataFrame({name: each[chosen] for name, each, chosen in named})


def _quantiles(values: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    known = values[np.isfinite(values)].astype(np.float64)
    return np.quantile(known, levels) if len(known) else np.full(len(levels), np.nan)
