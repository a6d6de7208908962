"""What was known of the politics of due diligence law at the end of 2021, as tables.

Prior knowledge on where member states stand, how long law-making takes and what happened, read as strictly as
the input tables of a world but apart from them: building a world needs none of it. Sources are in
`scenarios/data/sources.md`, meanings in `scenarios/data/columns.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from model.errors import InputError, unknown_name, wrong_value
from model.inputs.table_checks import check_references, raise_problems, row_name
from model.inputs.table_format import DATA_FOLDER, Table, dictionary
from model.inputs.table_reader import read_table
from model.quarters import parse_quarter

TABLE_NAMES = ("member_states", "stances", "legislation", "amendments", "political_history", "ambition_content")
"""The names of the tables, which are also their files."""

_REFERRED = ("jurisdictions", "confidence_classes")
_UNION = ("NLD", "EU")
_DAY_LENGTH = len("2021-12-31")

_NUMBER = (r"\d+(\.\d+)?", "a number from 0")
_YES_NO = ("yes|no", "yes or no")
_VALUES = {
    "employees_min": _NUMBER,
    "high_risk_employees_min": _NUMBER,
    "steps": (r"[1-6]( [1-6])*", "numbers from 1 to 6 with spaces between"),
    "result_steps": (r"none|[1-6]( [1-6])*", "none, or numbers from 1 to 6 with spaces between"),
    "fine": _NUMBER,
    "complaints": _YES_NO,
    "remedy_ordered": _YES_NO,
    "liability": _YES_NO,
    "recognises_covenants": _YES_NO,
    "member_grace_quarters": (r"\d+", "a whole number from 0"),
    "publication": _YES_NO,
    "assurance": _NUMBER,
}
"""What the value of each key of `ambition_content` looks like, and how to say so."""

Check = Callable[[Table, Table], Iterator[InputError]]


def member_states(folder: Path | None = None) -> pd.DataFrame:
    """Read where each member state of the Union stood on due diligence law at the end of 2021.

    Args:
        folder: a folder with the same files as `scenarios/data`, which is the default.

    Returns:
        27 rows with the columns of member_states.csv and, from jurisdictions.csv, `population_2020_m`
        (millions), `population_share`, `gdp_2019_bn_usd` and `gdp_weight`; both shares sum to 1 over the Union.

    Raises:
        InputError: naming file, row, column, value and what is allowed; with several problems, all of them.
    """
    states, homes = _read(folder, "member_states", _check_member_states)
    rows = [_union(homes)[code] for code in states["iso3"].tolist()]
    population, product = homes["population_2020_m"][rows], homes["gdp_2019_bn_usd"][rows]
    return _frame(states).assign(
        population_2020_m=population,
        population_share=population / population.sum(),
        gdp_2019_bn_usd=product,
        gdp_weight=product / product.sum(),
    )


def stances(folder: Path | None = None) -> pd.DataFrame:
    """Read how far each stance is on the way to a national law, 0-1.

    Args:
        folder: as for `member_states`.

    Raises:
        InputError: as for `member_states`; also when a stance has no row.
    """
    return _frame(_read(folder, "stances", _check_stances)[0])


def ambition_content(folder: Path | None = None) -> pd.DataFrame:
    """Read what a law of a given ambition says: the value of a key of a law from an ambition on a criterion.

    Args:
        folder: as for `member_states`.

    Raises:
        InputError: as for `member_states`; also when a key has no row from ambition 0, or a value cannot be read.
    """
    return _frame(_read(folder, "ambition_content", _check_content)[0])


def legislation(folder: Path | None = None) -> pd.DataFrame:
    """Read how long acts on disclosure, due diligence and trade in products took.

    Acts that were not adopted by the end of 2021 are in the table: leaving them out would make law-making
    look quicker than it is.

    Args:
        folder: as for `member_states`.

    Returns:
        The columns of legislation.csv with `quarters_to_adoption` (from the proposal) and
        `quarters_to_application` (from adoption), in quarters, nan where there is no such date.

    Raises:
        InputError: as for `member_states`.
    """
    acts, _ = _read(folder, "legislation", _check_legislation)
    proposed, adopted, applied = (_counted(acts, column) for column in ("proposed", "adopted", "applied"))
    return _frame(acts).assign(
        quarters_to_adoption=np.subtract(adopted, proposed), quarters_to_application=np.subtract(applied, adopted)
    )


def amendments(folder: Path | None = None) -> pd.DataFrame:
    """Read precedents of adopted European acts that a later act delayed, or made ask more or less.

    They were chosen because they were changed, so they say that and by how much it happens, not how often.

    Args:
        folder: as for `member_states`.

    Returns:
        The columns of amendments.csv with `quarters` by which application moved, nan where it did not.

    Raises:
        InputError: as for `member_states`.
    """
    acts, _ = _read(folder, "amendments", _check_amendments)
    before, after = (_counted(acts, column) for column in ("before", "after"))
    return _frame(acts).assign(quarters=np.subtract(after, before))


def history(folder: Path | None = None) -> pd.DataFrame:
    """Read what happened up to the end of 2021, in order of time.

    Args:
        folder: as for `member_states`.

    Returns:
        The columns of political_history.csv; `date` is a day, or a year where the day was not found.

    Raises:
        InputError: as for `member_states`.
    """
    return _frame(_read(folder, "political_history", _check_history)[0])


def _read(folder: Path | None, name: str, check: Check) -> tuple[Table, Table]:
    """Read one table and the home countries, check it with what it refers to, and return both."""
    place = DATA_FOLDER if folder is None else folder
    problems: list[InputError] = []
    read = {each: read_table(place, each, problems) for each in (name, *_REFERRED)}
    found = {each: table for each, table in read.items() if table is not None}
    if not problems:
        problems.extend(check_references(found))
    if not problems:
        problems.extend(check(found[name], found["jurisdictions"]))
    raise_problems(place, problems)
    return found[name], found["jurisdictions"]


def _frame(table: Table) -> pd.DataFrame:
    """Turn a table into a data frame; blank text stays an empty string."""
    return pd.DataFrame({column: values.tolist() for column, values in table.columns.items()})


def _union(homes: Table) -> dict[str, int]:
    """Return the row of each member state in jurisdictions.csv by its code."""
    regions = homes["region"].tolist()
    return {code: row for row, code in enumerate(homes["iso3"].tolist()) if regions[row] in _UNION}


def _counted(table: Table, column: str) -> list[float]:
    """Return quarters as counts since year 0, nan where blank."""
    return [float(parse_quarter(cell)) if cell else np.nan for cell in table[column].tolist()]


def _check_member_states(states: Table, homes: Table) -> Iterator[InputError]:
    """Yield countries outside the Union, member states without a row, and laws without a date or the reverse."""
    codes = _union(homes)
    for row, code in enumerate(states["iso3"].tolist()):
        if code not in codes:
            yield unknown_name(row_name(states, row), "iso3", code, codes)
        stance, adopted = str(states["stance"][row]), str(states["adopted"][row])
        if (stance == "law") != bool(adopted):
            allowed = "a quarter when stance = 'law', blank otherwise"
            yield wrong_value(f"{row_name(states, row)}, stance {stance}", "adopted", adopted, allowed)
    for code in codes:
        if (code,) not in states.index:
            yield InputError(f"member_states.csv: no row for member state {code}")


def _check_legislation(acts: Table, _homes: Table) -> Iterator[InputError]:
    """Yield acts applied without adoption, steps out of order, and levels that do not fit the jurisdiction."""
    for row in range(len(acts)):
        where = row_name(acts, row)
        proposed, adopted, applied = (str(acts[column][row]) for column in ("proposed", "adopted", "applied"))
        if adopted and adopted < proposed:
            yield wrong_value(where, "adopted", adopted, f"not before proposed = {proposed}")
        if applied and (not adopted or applied < adopted):
            yield wrong_value(where, "applied", applied, f"blank, or not before adopted = {adopted or 'blank'}")
        if (acts["level"][row] == "EU") != (acts["jurisdiction"][row] == "EU"):
            allowed = f"'EU' at level EU, a country at level national; the level is {acts['level'][row]}"
            yield wrong_value(where, "jurisdiction", str(acts["jurisdiction"][row]), allowed)


def _check_stances(rows: Table, _homes: Table) -> Iterator[InputError]:
    """Yield stances without a row."""
    for stance in dictionary()["stances"]["stance"].allowed:
        if (stance,) not in rows.index:
            yield InputError(f"stances.csv: no row for stance {stance}")


def _check_amendments(acts: Table, _homes: Table) -> Iterator[InputError]:
    """Yield acts that were changed before they were adopted, and dates of application that do not fit the effect."""
    for row in range(len(acts)):
        where, effect = row_name(acts, row), str(acts["effect"][row])
        adopted, decided, before, after = (str(acts[each][row]) for each in ("adopted", "decided", "before", "after"))
        if decided < adopted:
            yield wrong_value(where, "decided", decided, f"not before adopted = {adopted}")
        if effect == "later" and not (before and after > before):
            yield wrong_value(where, "after", after, f"later than before = {before or 'blank'} when effect = 'later'")
        if effect != "later" and (before or after):
            yield wrong_value(where, "before", before or after, f"blank when effect = '{effect}'")


def _check_content(rows: Table, _homes: Table) -> Iterator[InputError]:
    """Yield values that their key cannot have, and keys of a law without a value from ambition 0."""
    lowest: dict[tuple[str, str], float] = {}
    for row in range(len(rows)):
        law, key, value = (str(rows[column][row]) for column in ("law", "key", "value"))
        lowest[law, key] = min(lowest.get((law, key), 1.0), float(rows["from"][row]))
        pattern, allowed = _VALUES[key]
        if re.fullmatch(pattern, value) is None:
            yield wrong_value(row_name(rows, row), "value", value, allowed)
    for (law, key), start in lowest.items():
        if start != 0.0:
            yield InputError(f"ambition_content.csv: key {key} of law {law} has no row from 0")


def _check_history(events: Table, _homes: Table) -> Iterator[InputError]:
    """Yield dates outside their quarter, and events out of order."""
    earlier = ""
    for row in range(len(events)):
        where = row_name(events, row)
        quarter, date = str(events["quarter"][row]), str(events["date"][row])
        if date[:4] != quarter[:4] or (len(date) == _DAY_LENGTH and _quarter_of(date) != quarter):
            yield wrong_value(where, "date", date, f"a date in quarter {quarter}")
        if quarter < earlier:
            yield wrong_value(where, "quarter", quarter, f"in order of time: not before {earlier}")
        earlier = quarter


def _quarter_of(day: str) -> str:
    """Return the quarter of a day written as YYYY-MM-DD."""
    return f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}"
