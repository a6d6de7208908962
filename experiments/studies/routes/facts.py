"""The political facts of each future as columns, read from the table of events."""

from __future__ import annotations

import pandas as pd

from model.quarters import parse_quarter

DATES = {
    "proposal": ("proposal", "ambition"),
    "adoption": ("adoption", "ambition"),
    "application": ("application", "ambition"),
    "dutch_passage": ("national_law", "NLD"),
    "reporting_application": ("reporting_application", "ambition"),
}
"""Facts that are moments: the event and attribute whose quarter they are."""
VALUES = {
    "ambition": ("adoption", "ambition"),
    "employees_min": ("adoption", "employees_min"),
    "steps": ("adoption", "steps"),
    "fine": ("adoption", "fine"),
    "liability": ("adoption", "liability"),
    "preemption": ("adoption", "preemption"),
    "pivotal_position": ("proposal", "pivotal_position"),
    "sufficient": ("checkpoint", "sufficient"),
    "amended_ambition": ("amendment", "ambition"),
}
"""Facts that are numbers: the event and attribute whose value they are; the last one counts."""
HAPPENED = (
    ("national_first", "first_law", "national"),
    ("amended", "amendment", "ambition"),
    ("delayed", "delay", "due_diligence"),
)
"""Facts that are yes (1) or no (0): whether there is a row of that event and attribute."""


def year_of(quarter: str) -> float:
    """Return the beginning of a quarter such as "2026Q3" as a year: 2026.5."""
    return parse_quarter(quarter) / 4


def facts(events: pd.DataFrame, route: str, mix: str, end_year: float) -> pd.DataFrame:
    """Return one row a future (the index) and one column a fact, NaN for what did not come before `end_year`.

    Beside `DATES` (years, a quarter is 0.25) and `VALUES` there are `national_laws` (of other member states),
    `national_first` (1 when the Dutch law was the first to apply), `amended` and `delayed` (1 when the European due
    diligence law was).
    """
    own = events[(events["route"] == route) & (events["mix"] == mix)]
    known = dict(list(own.groupby(["event", "attribute"])))
    none = own.iloc[:0]
    found = pd.DataFrame(index=pd.Index(own["future"].unique(), name="future"))
    for name, (event, attribute) in DATES.items():
        rows = known.get((event, attribute), none).drop_duplicates("future")
        found[name] = rows.set_index("future")["quarter"].map(year_of).reindex(found.index).astype(float)
        found[name] = found[name].where(found[name] < end_year)
    for name, (event, attribute) in VALUES.items():
        rows = known.get((event, attribute), none).drop_duplicates("future", keep="last")
        found[name] = rows.set_index("future")["value"].reindex(found.index).astype(float)
    others = own[(own["event"] == "national_law") & (own["attribute"] != "NLD")].groupby("future").size()
    found["national_laws"] = others.reindex(found.index, fill_value=0).astype(float)
    for name, event, attribute in HAPPENED:
        happened = known.get((event, attribute), none)["future"].unique()
        found[name] = found.index.isin(happened).astype(float)
    return found
