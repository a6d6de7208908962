"""The input tables of the model, and what follows from them without chance: country risk, severity, imports.

`load_tables` reads `scenarios/data/*.csv` strictly; `sources.md` there says where the figures come from and
`columns.csv` what each column means. Everything here is pure: the same tables give the same arrays.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from model.errors import InputError, unknown_name
from model.inputs.table_checks import check_tables, raise_problems
from model.inputs.table_format import DATA_FOLDER, Table, numeric_columns
from model.inputs.table_reader import read_table

Array = npt.NDArray[np.float64]

OTHER = "OTH"
"""All origins without a row of their own: a neutral country, the mean of the others."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The input tables, one field for each file of the same name; read-only."""

    confidence_classes: Table
    themes: Table
    size_classes: Table
    sectors: Table
    countries: Table
    import_origins: Table
    firms: Table
    jurisdictions: Table
    theme_indicators: Table
    value_adjustments: Table
    covenants: Table
    laws: Table
    cells: Table
    calibration_targets: Table


TABLE_NAMES = tuple(field.name for field in dataclasses.fields(Tables))
"""The names of the tables, in a fixed order."""


def load_tables(folder: Path | None = None) -> Tables:
    """Read and check all input tables.

    Args:
        folder: a folder with the same files as `scenarios/data`, which is the default.

    Returns:
        The tables. Those of the default folder are read once and shared; they are read-only.

    Raises:
        InputError: naming file, row, column, value and what is allowed; with several problems, all of them.
    """
    return _default_tables() if folder is None else _read_tables(folder)


@lru_cache(maxsize=1)
def _default_tables() -> Tables:
    """Return the project's own tables, read once."""
    return _read_tables(DATA_FOLDER)


def _read_tables(folder: Path) -> Tables:
    """Read and check the tables of a folder."""
    problems: list[InputError] = []
    read = {name: read_table(folder, name, problems) for name in TABLE_NAMES}
    found = {name: table for name, table in read.items() if table is not None}
    if not problems:
        problems.extend(check_tables(found))
    raise_problems(folder, problems)
    return Tables(**found)


def country_index(tables: Tables) -> dict[str, int]:
    """Return the position of each origin by its code; `OTH` comes last, after the rows of countries.csv."""
    codes = tables.countries["iso3"].tolist()
    return {code: position for position, code in enumerate([*codes, OTHER])}


def country_values(tables: Tables, column: str) -> Array:
    """Return a numeric column of countries.csv without gaps, for all origins.

    The adjustments of value_adjustments.csv come first; what is still missing takes the mean of its ILO
    region, or of all countries when the region has no figure. `OTH` is the mean of all countries.

    Returns:
        Shape (countries + 1,), in the unit of the column.
    """
    numeric = numeric_columns("countries")
    if column not in numeric:
        raise unknown_name("countries.csv", "numeric column", column, numeric)
    values = tables.countries[column].astype(np.float64)
    _adjust(tables, column, values)
    known = ~np.isnan(values)
    regions = tables.countries["ilo_region"]
    filled = values.copy()
    for row in np.flatnonzero(~known).tolist():
        peers = known & (regions == regions[row])
        filled[row] = values[peers if peers.any() else known].mean()
    return np.append(filled, filled.mean())


def _adjust(tables: Tables, column: str, values: Array) -> None:
    """Apply the rows of value_adjustments.csv for one column of countries.csv, in place."""
    adjustments = tables.value_adjustments
    for row in np.flatnonzero(adjustments["column"] == column).tolist():
        country = tables.countries.row(str(adjustments["key"][row]))
        bound = float(adjustments["value"][row])
        if adjustments["rule"][row] == "cap":
            values[country] = np.minimum(values[country], bound)
        elif np.isnan(values[country]):
            values[country] = bound


def rank(values: Array) -> Array:
    """Return ranks scaled to [0, 1]: 0 the lowest, 1 the highest, ties their mean; .5 when all are equal.

    With n values the rank of the i-th lowest is (i - 1) / (n - 1).
    """
    ordered = np.sort(values)
    first = np.searchsorted(ordered, values, side="left")
    last = np.searchsorted(ordered, values, side="right") - 1
    result: Array = (first + last) / (2.0 * max(len(values) - 1, 1))
    return result


def country_risk(tables: Tables) -> Array:
    """Return how bad each theme is in each country: the weighted mean of ranks on the theme's indicators.

    Ranks, not levels, because survey years and definitions differ. Indicators, signs and weights are in
    theme_indicators.csv (assumption). `OTH` is the mean of the countries.

    Returns:
        Shape (countries + 1, themes), each in [0, 1], 1 the worst; order of `country_index` and themes.csv.
    """
    indicators = tables.theme_indicators
    themes = tables.themes["code"].tolist()
    risk = np.zeros((len(tables.countries), len(themes)))
    ranks: dict[tuple[str, int], Array] = {}
    for row in range(len(indicators)):
        used = (str(indicators["indicator"][row]), int(indicators["sign"][row]))
        if used not in ranks:
            ranks[used] = rank(used[1] * country_values(tables, used[0])[:-1])
        risk[:, themes.index(str(indicators["theme"][row]))] += float(indicators["weight"][row]) * ranks[used]
    return np.clip(np.vstack([risk, risk.mean(axis=0)]), 0.0, 1.0)


def sector_severities(tables: Tables) -> Array:
    """Return the relative severity of each theme in each sector, shape (sectors, themes), in [0, 1]."""
    return np.column_stack([tables.sectors[f"sev_{theme}"] for theme in tables.themes["code"].tolist()])


def world_imports(tables: Tables) -> dict[str, Array]:
    """Return the imports of each sector by home region of the buyer, in EUR bn a year, shape (sectors,) each.

    `EU_TOTAL` is the whole EU from outside the EU, of which `NLD` is the Netherlands and `EU` the rest. `ROW`
    is the demand of everybody else: EU_TOTAL / eu_share_of_world_demand - EU_TOTAL.
    """
    total = tables.sectors["import_eu_bn_eur"].astype(np.float64)
    dutch = tables.sectors["import_nld_bn_eur"].astype(np.float64)
    rest_of_world = total / tables.sectors["eu_share_of_world_demand"] - total
    return {"NLD": dutch, "EU": total - dutch, "EU_TOTAL": total, "ROW": rest_of_world}
