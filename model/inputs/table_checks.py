"""Checks that need more than one cell of the input tables: references, sums, coverage and provenance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from model.errors import InputError, unknown_name, wrong_value
from model.inputs.table_format import ColumnRule, Table, dictionary, numeric_columns, table_file

Tables = Mapping[str, Table]

SHARE_TOLERANCE = 1e-3
"""How far a sum of shares may be off 1: room for rounding to four decimals, not for a forgotten row."""

DESTINATIONS = ("NLD", "EU")
"""Destinations of import_origins.csv; EU is the whole EU."""

REGIONS = ("NLD", "EU", "ROW")
"""Home regions of companies; EU is without the Netherlands."""

_MOST_PROBLEMS_SHOWN = 20


def raise_problems(folder: Path, problems: Sequence[InputError]) -> None:
    """Raise the problems found in the tables of a folder as one `InputError`; do nothing without problems."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        shown = [f"  {problem}" for problem in problems[:_MOST_PROBLEMS_SHOWN]]
        more = len(problems) - len(shown)
        shown += [f"  and {more} more"] if more else []
        raise InputError(f"{folder}: {len(problems)} problems in the input tables\n" + "\n".join(shown))


def check_tables(tables: Tables) -> Iterator[InputError]:
    """Yield every problem between cells and between tables; all tables must have been read."""
    for check in _CHECKS:
        yield from check(tables)


def _rules(tables: Tables) -> Iterator[tuple[Table, ColumnRule]]:
    """Yield each table with each of its columns' rules."""
    for name, table in tables.items():
        for rule in dictionary()[name].values():
            yield table, rule


def row_name(table: Table, row: int) -> str:
    """Name a row by its file and key."""
    return f"{table_file(table.name)}, row {','.join(list(table.index)[row])}"


def check_references(tables: Tables) -> Iterator[InputError]:
    """Yield the names that should be in another table and are not (`@table.column` in the dictionary)."""
    for table, rule in _rules(tables):
        valid: set[str] = set()
        for each in rule.allowed:
            other, _, column = each.removeprefix("@").partition(".")
            valid |= set(tables[other][column].tolist()) if each.startswith("@") else {each}
        if not any(each.startswith("@") for each in rule.allowed):
            continue
        for row, name in enumerate(table[rule.column].tolist()):
            if name not in valid and not (rule.blank and name == ""):
                yield unknown_name(row_name(table, row), rule.column, name, valid)


def share_groups(table: Table, rule: ColumnRule) -> dict[tuple[str, ...], list[int]]:
    """Return the rows whose shares sum to one, by the values of the columns they have in common."""
    groups: dict[tuple[str, ...], list[int]] = {}
    common = [table[column].tolist() for column in rule.sums_to_one]
    for row in range(len(table)):
        groups.setdefault(tuple(values[row] for values in common), []).append(row)
    return groups


def share_columns(name: str) -> list[str]:
    """Return the columns of a table whose values sum to one along each row."""
    return [rule.column for rule in dictionary()[name].values() if rule.sums_to_one == ("row",)]


def share_problems(tables: Tables) -> Iterator[InputError]:
    """Yield the groups of shares that do not sum to one."""
    allowed = f"shares that sum to 1 (within {SHARE_TOLERANCE:g})"
    for table, rule in _rules(tables):
        if not rule.sums_to_one or rule.sums_to_one == ("row",):
            continue
        for group, rows in share_groups(table, rule).items():
            total = float(table[rule.column][rows].sum())
            if abs(total - 1.0) > SHARE_TOLERANCE:
                where = f"{table_file(table.name)}, rows {','.join(group)}"
                yield wrong_value(where, f"sum of {rule.column}", round(total, 6), allowed)
    for name, table in tables.items():
        columns = share_columns(name)
        if columns:
            totals = np.sum([table[column] for column in columns], axis=0)
            for row in np.flatnonzero(np.abs(totals - 1.0) > SHARE_TOLERANCE).tolist():
                added = f"sum of {', '.join(columns)}"
                yield wrong_value(row_name(table, row), added, round(float(totals[row]), 6), allowed)


def _missing_rows(tables: Tables) -> Iterator[InputError]:
    """Yield sectors, regions and size classes without firms, regions without countries, bare themes."""
    for sector in tables["sectors"]["code"].tolist():
        for region in REGIONS:
            for size in tables["size_classes"]["size_class"].tolist():
                if (sector, region, size) not in tables["firms"].index:
                    row = f"sector {sector}, region {region}, size class {size}"
                    yield InputError(f"firms.csv: no row for {row}")
    for region in REGIONS:
        if region not in tables["jurisdictions"]["region"]:
            yield InputError(f"jurisdictions.csv: no row for region {region}")
    for theme in tables["themes"]["code"].tolist():
        if theme not in tables["theme_indicators"]["theme"]:
            yield InputError(f"theme_indicators.csv: no row for theme {theme}")
        if f"sev_{theme}" not in tables["sectors"].columns:
            yield InputError(f"sectors.csv: theme {theme} of themes.csv has no column sev_{theme}")


def _origins_of_sectors(tables: Tables) -> Iterator[InputError]:
    """Yield the importing sectors without origins, and origins of sectors that import no goods."""
    sectors, origins = tables["sectors"], tables["import_origins"]
    present = set(zip(origins["sector"].tolist(), origins["destination"].tolist(), strict=True))
    for sector, imports in zip(sectors["code"].tolist(), sectors["has_imports"].tolist(), strict=True):
        for destination in DESTINATIONS:
            if bool(imports) != ((sector, destination) in present):
                found = "no row" if imports else "rows"
                stated = f"though sectors.csv has has_imports = {imports}"
                yield InputError(f"import_origins.csv: {found} for sector {sector}, {destination}, {stated}")


def _indicators(tables: Tables) -> Iterator[InputError]:
    """Yield the indicators and adjusted columns that are no numeric column of countries.csv."""
    numeric = numeric_columns("countries")
    for name, column in (("theme_indicators", "indicator"), ("value_adjustments", "column")):
        for row, value in enumerate(tables[name][column].tolist()):
            if value not in numeric:
                yield unknown_name(row_name(tables[name], row), column, value, numeric)


def _imports(tables: Tables) -> Iterator[InputError]:
    """Yield sectors in which the Netherlands imports more than the EU it is in, and empty ranges of staff."""
    sectors, sizes = tables["sectors"], tables["size_classes"]
    for row in np.flatnonzero(sectors["import_nld_bn_eur"] > sectors["import_eu_bn_eur"]).tolist():
        dutch, union = (float(sectors[f"import_{each}_bn_eur"][row]) for each in ("nld", "eu"))
        allowed = f"at most import_eu_bn_eur = {union:g}, which includes the Netherlands"
        yield wrong_value(row_name(sectors, row), "import_nld_bn_eur", dutch, allowed)
    for row in np.flatnonzero(sizes["min_employees"] > sizes["max_employees"]).tolist():
        allowed = f"at most max_employees = {sizes['max_employees'][row]}"
        yield wrong_value(row_name(sizes, row), "min_employees", int(sizes["min_employees"][row]), allowed)


def _graded(tables: Tables) -> Iterator[InputError]:
    """Yield the figures whose own confidence column is blank."""
    for table, rule in _rules(tables):
        if rule.numeric and rule.confidence_column != "confidence":
            stated = ~np.isnan(table[rule.column].astype(np.float64))
            for row in np.flatnonzero(stated & (table[rule.confidence_column] == "")).tolist():
                allowed = f"a class that grades {rule.column}"
                yield wrong_value(row_name(table, row), rule.confidence_column, "", allowed)


def _provenance(tables: Tables) -> Iterator[InputError]:
    """Yield the cells whose provenance in cells.csv names no such cell, or another value than the table has.

    Figures on a sector that only served to make another table stand there under `firms` and are not compared.
    """
    cells = tables["cells"]
    for row, (name, key, column) in enumerate(cells.index):
        where = row_name(cells, row)
        if name not in tables:
            yield unknown_name(where, "table", name, tables)
            continue
        keys = tables["sectors" if name == "firms" else name].index
        if (key,) not in keys:
            yield unknown_name(where, "key", key, [each[0] for each in keys])
        elif name != "firms" and column not in tables[name].columns:
            yield unknown_name(where, "column", column, tables[name].columns)
        elif name != "firms" and not _same(str(cells["value"][row]), tables[name][column][keys[(key,)]]):
            stated = f"{tables[name][column][keys[(key,)]]}, as in {table_file(name)} (change both)"
            yield wrong_value(where, "value", str(cells["value"][row]), stated)


def _same(written: str, value: object) -> bool:
    """Whether a provenance cell and a table cell say the same."""
    if isinstance(value, str):
        return written == value
    try:
        return math.isclose(float(written), float(str(value)), rel_tol=1e-9)
    except ValueError:
        return False


_CHECKS = (
    check_references,
    share_problems,
    _missing_rows,
    _origins_of_sectors,
    _indicators,
    _imports,
    _graded,
    _provenance,
)
