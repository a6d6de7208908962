"""What was observed of law-making up to the end of 2021, as times and as chances that were taken or not.

Dates after 2021 are not read: an act that was to apply in 2023 has not applied yet. Where a date is recalled and not
seen, the time that rests on it may be off (`DOUBT`), and so is the exposure of a member state whose stance is an
assumption (`confidence_classes.csv`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from model.inputs.table_format import DATA_FOLDER
from model.inputs.table_reader import read_table
from model.politics.member_states import NETHERLANDS
from model.politics.tables import amendments, history, legislation, member_states, stances
from model.quarters import parse_quarter
from model.state.state import Array, BoolArray

LAST = parse_quarter("2021Q4")
"""The last quarter that is known (from year 0)."""
FIRST = parse_quarter("2011Q3")
"""The quarter from which member states might make such laws: after the UN Guiding Principles of June 2011."""
ANNOUNCED = "P11"
"""The row of `political_history.csv` in which the Commission announces its proposal."""
DOUBT: dict[str, tuple[float, int]] = {
    "verified": (0.0, 0),
    "derived": (0.1, 1),
    "recalled-high": (0.2, 1),
    "recalled-medium": (0.5, 2),
    "recalled-low": (0.8, 4),
    "assumption": (0.8, 4),
}
"""Chance that a time is off, and by at most how many quarters either way, by class of confidence (assumption)."""
OFFSETS = np.arange(-4, 5)
"""By how many quarters a time may be off."""
FOUND = 0.8
"""Share of later changes of the acts of `legislation.csv` that `amendments.csv` holds (assumption)."""


@dataclass(frozen=True, eq=False)
class Times:
    """How long acts took, in whole quarters; A acts.

    Attributes:
        names: A.
        observed: A, nan for what was pending at the end of 2021.
        least: A, the time; for what was pending one quarter more than it had lasted by then, or longer.
        offsets: A x `OFFSETS`, the chance that the time is off by so many quarters.
        confidence: A, the class of the row.
    """

    names: tuple[str, ...]
    observed: Array
    least: Array
    offsets: Array
    confidence: tuple[str, ...]

    @property
    def pending(self) -> BoolArray:
        """Which acts were pending at the end of 2021, A."""
        found: BoolArray = np.isnan(self.observed)
        return found


@dataclass(frozen=True, eq=False)
class Exposures:
    """What could happen to acts or member states each quarter with a hazard in proportion to an exposure; A of them.

    Attributes:
        names: A.
        without: A, exposure (quarters at the full hazard) in quarters in which it did not happen.
        at: A, exposure of a quarter in which it happened.
        events: A, how often it happened.
        whole: A, exposure up to the end of 2021, had it not happened.
        factors: A x F, equally likely factors of the exposure, for rows that are an assumption.
        confidence: A, the class of the row.
    """

    names: tuple[str, ...]
    without: Array
    at: Array
    events: Array
    whole: Array
    factors: Array
    confidence: tuple[str, ...]


def known(quarter: str) -> float:
    """Return a date as a count of quarters from year 0; nan where blank or after the end of 2021."""
    date = float(parse_quarter(quarter)) if quarter else np.nan
    return date if date <= LAST else np.nan


def _dates(acts: pd.DataFrame, column: str) -> Array:
    return np.array([known(quarter) for quarter in acts[column]], dtype=float)


def _acts(folder: Path | None, level: str) -> pd.DataFrame:
    """Return the acts of a level that were proposed by the end of 2021, with dates as numbers."""
    acts = legislation(folder)
    acts = acts[acts["level"] == level]
    acts = acts.assign(**{column: _dates(acts, column) for column in ("proposed", "adopted", "applied")})
    return acts[acts["proposed"].notna()]


def _times(acts: pd.DataFrame, begins: str, ends: str) -> Times:
    observed = (acts[ends] - acts[begins]).to_numpy(dtype=float)
    until_now = LAST - acts[begins].to_numpy(dtype=float)
    confidence = tuple(acts["confidence"])
    least = np.where(np.isnan(observed), until_now + 1, observed)
    offsets = np.array([_doubt(*DOUBT[each]) for each in confidence]).reshape(-1, len(OFFSETS))
    return Times(tuple(acts["name"]), observed, least, offsets, confidence)


def _doubt(chance: float, reach: int) -> Array:
    """Return the chance of each of `OFFSETS`."""
    off = (np.abs(OFFSETS) <= reach) & (OFFSETS != 0)
    return np.where(OFFSETS == 0, 1.0 - chance, off * chance / max(int(off.sum()), 1))


def adoption_times(folder: Path | None = None) -> Times:
    """Return the times of European acts from proposal to adoption.

    Args:
        folder: a folder with the same files as `scenarios/data`, which is the default.

    Raises:
        InputError: when a table cannot be read.
    """
    return _times(_acts(folder, "EU"), "proposed", "adopted")


def application_times(folder: Path | None = None) -> Times:
    """Return the times of adopted European acts from adoption to application; arguments as for `adoption_times`."""
    acts = _acts(folder, "EU")
    return _times(acts[acts["adopted"].notna()], "adopted", "applied")


def bill_times(dutch: bool, folder: Path | None = None) -> Times:
    """Return the times of national bills from tabling to adoption: Dutch ones, or those of other countries."""
    acts = _acts(folder, "national")
    return _times(acts[(acts["jurisdiction"] == NETHERLANDS) == dutch], "proposed", "adopted")


def proposal_wait(folder: Path | None = None) -> Exposures:
    """Return the quarters between the Commission's announcement of a due diligence law and the end of 2021."""
    events = history(folder).set_index("id")
    waited = np.array([LAST - known(str(events.loc[ANNOUNCED, "quarter"]))])
    return _never(("Due diligence directive",), waited, (str(events.loc[ANNOUNCED, "confidence"]),))


def changes(effect: str, folder: Path | None = None) -> Exposures:
    """Return how long adopted European acts could be changed by a later act, and how often they were.

    Args:
        effect: `later` (while an act does not apply yet), `more` or `less`, as in `amendments.csv`.
        folder: as for `adoption_times`.
    """
    acts = _acts(folder, "EU")
    acts = acts[acts["adopted"].notna()]
    begins = acts["adopted"].to_numpy(dtype=float)
    ends = acts["applied"].fillna(LAST).to_numpy(dtype=float) if effect == "later" else np.full(len(acts), float(LAST))
    later = amendments(folder)
    later = later[(later["effect"] == effect) & later["decided"].map(known).notna()]
    events = np.array([sum(_number(act) in reference for act in later["act"]) for reference in acts["reference"]])
    whole = FOUND * (ends - begins)
    plain = _never(tuple(acts["name"]), whole, tuple(acts["confidence"]))
    return Exposures(
        plain.names,
        whole - FOUND * events,
        np.full(len(acts), FOUND),
        events.astype(float),
        whole,
        plain.factors,
        plain.confidence,
    )


def _number(act: str) -> str:
    """Return the number of an act, as "2013/34/EU" from "Accounting Directive (Directive 2013/34/EU)"."""
    return act.rstrip(")").split()[-1]


def _never(names: tuple[str, ...], whole: Array, confidence: tuple[str, ...]) -> Exposures:
    """Return exposures to what happened to nobody."""
    nothing = np.zeros(len(names))
    return Exposures(names, whole, np.ones(len(names)), nothing, whole, np.ones((len(names), 1)), confidence)


def national_laws(folder: Path | None = None) -> Exposures:
    """Return the quarters, each times commitment, in which other member states could adopt a law of their own.

    A state has the commitment of its stance from the date of that row, or that of a bill from its tabling; before that
    the commitment of a state of which nothing is known. The Dutch are left out, as in the simulation.
    """
    states = member_states(folder)
    states = states[states["iso3"] != NETHERLANDS]
    commitment = stances(folder).set_index("stance")["commitment"].astype(float)
    bills = _acts(folder, "national").groupby("jurisdiction")["proposed"].min()
    rows = []
    for state in states.itertuples():
        adopted = known(str(state.adopted))
        level = "bill" if state.stance == "law" else str(state.stance)
        tabled = bills.get(state.iso3, np.nan)
        since = tabled if level == "bill" and np.isfinite(tabled) else _first_quarter(str(state.date))
        quarters = np.arange(FIRST, LAST + 1)
        path = np.where(quarters > since, commitment[level], commitment["none"])
        before = quarters < (adopted if np.isfinite(adopted) else np.inf)
        rows.append((path[before].sum(), path[~before][:1].sum(), float(np.isfinite(adopted)), path.sum()))
    without, at, events, whole = np.array(rows, dtype=float).T
    confidence = tuple(states["confidence"])
    at = np.where(at > 0, at, 1.0)
    return Exposures(tuple(states["iso3"]), without, at, events, whole, _factors(confidence, folder), confidence)


def _first_quarter(date: str) -> int:
    """Return the quarter of a day or, for a year alone, its first quarter."""
    month = int(date[5:7]) if len(date) > len("2021") else 1
    return int(date[:4]) * 4 + (month - 1) // 3


def _factors(confidence: Sequence[str], folder: Path | None, count: int = 9) -> Array:
    """Return equally likely factors, rows x count, log-uniform in the range of each row's class of confidence."""
    table = read_table(DATA_FOLDER if folder is None else folder, "confidence_classes", [])
    assert table is not None
    names = [str(each) for each in table["confidence_class"].tolist()]
    shares = (np.arange(count) + 0.5) / count
    ends = {name: np.log([table["factor_low"][row], table["factor_high"][row]]) for row, name in enumerate(names)}
    return np.array([np.exp(low + shares * (high - low)) for low, high in (ends[each] for each in confidence)])
