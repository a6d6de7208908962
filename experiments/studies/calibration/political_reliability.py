"""How far forecasts of law-making can be relied upon: each act forecast from the others, and what came of it.

Parameters are drawn from the reference prior, weighed by all acts of a part but one, and that one is forecast. A time
has intervals of whole quarters, which therefore hold a little more than their level; `mass` says how much. An act that
was pending at the end of 2021 is outside an interval that ends before then, and otherwise open. What happens or not has
a chance. With so few acts the shares have wide intervals (exact binomial, Clopper and Pearson 1934).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from experiments.studies.calibration.exploration import effective, scaled_weights
from experiments.studies.calibration.political_parts import ChancesPart, Part, TimesPart
from experiments.studies.calibration.political_process import Values
from model.state.state import Array

LEVELS = (0.5, 0.8, 0.9)
CONFIDENCE = 0.9
"""Of the binomial intervals."""
LONGEST = 120
"""Quarters; a forecast time beyond it is infinite."""
SOON = 8
"""Quarters within which an act is forecast to be adopted, or not, as an outcome."""
BINS = (0.0, 0.05, 0.2, 0.5, 1.0)
"""Ends of the ranges of forecast chances that are set against what happened."""
_FEWEST = 2


@dataclass(frozen=True, eq=False)
class Reliability:
    """Forecasts from the other acts: of times, of chances; how often they held, by part and by chance."""

    times: pd.DataFrame
    chances: pd.DataFrame
    coverage: pd.DataFrame
    reliability: pd.DataFrame


def weights_without(logs: Array, act: int) -> Array:
    """Return the weights of draws by all acts but one, N.

    Args:
        logs: N x A, the log-likelihood of each act under each draw.
        act: the act whose column is not read.
    """
    return scaled_weights(np.delete(logs, act, axis=1).sum(axis=1))


def time_rows(part: TimesPart, values: Values, logs: Array, others: bool = True) -> Iterator[dict[str, Any]]:
    """Yield the forecast of each act's time from the other acts of the part.

    Args:
        part: the acts to forecast, and the distribution of their times.
        values: draws of the parameters.
        logs: N x A, log-likelihoods that weigh the draws.
        others: leave out the act itself; False where `logs` is of other acts than those of the part.
    """
    longer, record = part.survival(values, LONGEST), part.record
    for act, name in enumerate(record.names):
        weights = weights_without(logs, act) if others else scaled_weights(logs.sum(axis=1))
        share = weights @ longer
        time, until = record.observed[act], int(record.least[act])
        row: dict[str, Any] = {"part": part.name, "act": name, "confidence": record.confidence[act]}
        row |= {"quarters": time, "at_least": until, "effective": effective(weights), "median": time_at(share, 0.5)}
        for level in LEVELS:
            low, high = (time_at(share, (1.0 + sign * level) / 2) for sign in (-1, 1))
            label = f"{100 * level:.0f}"
            row |= {f"low{label}": low, f"high{label}": high, f"mass{label}": _mass(share, low, high)}
            row[f"held{label}"] = judged(time, until, low, high)
        row["rank"] = np.nan if np.isnan(time) else 1.0 - float(_at_least(share, until) + share[until]) / 2
        row["soon"] = 1.0 - float(share[SOON])
        yield row


def time_at(longer: Array, chance: float) -> float:
    """Return the first whole quarter by which a time has come with at least this chance; infinite when none has.

    Args:
        longer: the share that lasts longer than 0, 1, ... quarters.
        chance: 0-1.
    """
    come = np.flatnonzero(1.0 - longer >= chance - 1e-12)
    return float(come[0]) if len(come) else np.inf


def _at_least(longer: Array, time: int) -> float:
    return 1.0 if time == 0 else float(longer[time - 1])


def _mass(longer: Array, low: float, high: float) -> float:
    if np.isinf(low):
        return float(longer[-1])
    return _at_least(longer, int(low)) - (0.0 if np.isinf(high) else float(longer[int(high)]))


def judged(time: float, at_least: int, low: float, high: float) -> str:
    """Return whether an interval held the time: `yes`, `no`, or `open` while what is pending may still be in it."""
    if np.isnan(time):
        return "no" if high < at_least else "open"
    return "yes" if low <= time <= high else "no"


def chance_rows(part: ChancesPart, values: Values, logs: Array) -> Iterator[dict[str, Any]]:
    """Yield the forecast chance of each row of a part from the others, and whether it happened by the end of 2021."""
    forecasts, record = part.chance(values), part.record
    for act, name in enumerate(record.names):
        if record.whole[act] > 0:
            weights = weights_without(logs, act)
            row: dict[str, Any] = {"part": part.name, "act": name, "confidence": record.confidence[act]}
            row |= {"effective": effective(weights), "chance": float(weights @ forecasts[:, act])}
            rest = np.delete(record.events > 0, act)
            yield row | {"others": float(rest.mean()), "happened": bool(record.events[act] > 0)}


def soon_rows(times: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield whether each European act was adopted within `SOON` quarters, where that was known, as a chance."""
    acts = times[times["part"] == "adoption"]
    acts = acts[acts["quarters"].notna() | (acts["at_least"] > SOON)]
    happened = (acts["quarters"] <= SOON).to_numpy(dtype=bool)
    for place, row in enumerate(acts.to_dict("records")):
        rest = np.delete(happened, place)
        kept = {key: row[key] for key in ("act", "confidence", "effective")}
        yield (
            {"part": "adopted_soon"}
            | kept
            | {
                "chance": row["soon"],
                "others": float(rest.mean()),
                "happened": bool(happened[place]),
            }
        )


def leave_one_out(parts: Sequence[Part], values: Values, apart: Sequence[tuple[TimesPart, str]] = ()) -> Reliability:
    """Forecast every act from the others of its part.

    Args:
        parts: what is forecast; a part with one act is left out.
        values: draws from a prior that saw none of the acts.
        apart: acts that no parameter is fitted to, and the name of the part that forecasts them.
    """
    logs = {part.name: part.log_likelihood(values) for part in parts}
    times, chances = list[dict[str, Any]](), list[dict[str, Any]]()
    for part in parts:
        if len(part.record.names) >= _FEWEST:
            if isinstance(part, TimesPart):
                times.extend(time_rows(part, values, logs[part.name]))
            else:
                chances.extend(chance_rows(part, values, logs[part.name]))
    for kept, name in apart:
        times.extend(time_rows(kept, values, logs[name], others=False))
    table = pd.DataFrame(times)
    chances.extend(soon_rows(table))
    told = pd.DataFrame(chances)
    return Reliability(table, told, coverage(table), reliability(told))


def coverage(times: pd.DataFrame) -> pd.DataFrame:
    """Return how often intervals of times held, by part, class of confidence (all, or verified alone) and level."""
    rows = []
    groups = [(str(name), group) for name, group in times.groupby("part", sort=False)]
    groups.append(("european", times[times["part"].isin(["adoption", "application"])]))
    for name, group in groups:
        for kind in ("all", "verified"):
            acts = group if kind == "all" else group[group["confidence"] == kind]
            for level in LEVELS if len(acts) else ():
                label = f"{100 * level:.0f}"
                counts = [int((acts[f"held{label}"] == each).sum()) for each in ("yes", "no", "open")]
                rows.append((name, kind, level, acts[f"mass{label}"].mean(), *_held(*counts)))
    names = ("part", "confidence", "level", "mass", "acts", "held", "missed", "open", "share", "low", "high")
    return pd.DataFrame(rows, columns=list(names))


def _held(held: int, missed: int, undecided: int) -> tuple[float, ...]:
    """Return counts, the share held of what is decided, and its interval, which allows for what is open either way."""
    acts = held + missed + undecided
    share = held / (held + missed) if held + missed else np.nan
    return acts, held, missed, undecided, share, binomial(held, acts)[0], binomial(held + undecided, acts)[1]


def binomial(successes: int, trials: int) -> tuple[float, float]:
    """Return the exact interval at `CONFIDENCE` of a share (0-1); of no trials everything is possible."""
    if trials == 0:
        return 0.0, 1.0
    found = stats.binomtest(successes, trials).proportion_ci(CONFIDENCE, "exact")
    return float(found.low), float(found.high)


def reliability(chances: pd.DataFrame) -> pd.DataFrame:
    """Return how often it happened where a chance in some range was forecast, over all parts and by part.

    `brier` is the mean squared difference between chance and what happened, `brier_others` that of a forecast which
    only counts how often it happened to the others of the part.
    """
    rows = []
    place = np.digitize(chances["chance"], BINS[1:-1])
    groups: list[tuple[str, float, float, pd.DataFrame]] = [
        ("all", BINS[each], BINS[each + 1], chances[place == each]) for each in range(len(BINS) - 1)
    ]
    groups += [(str(name), 0.0, 1.0, group) for name, group in chances.groupby("part", sort=False)]
    for name, low, high, group in groups:
        if len(group):
            happened = group["happened"].to_numpy(dtype=float)
            scores = [float(np.mean((group[each] - happened) ** 2)) for each in ("chance", "others")]
            count, events = len(group), int(happened.sum())
            happened_of = (count, group["chance"].mean(), events, events / count, *binomial(events, count))
            rows.append((name, low, high, *happened_of, *scores))
    names = ("part", "from", "to", "forecasts", "chance", "happened", "share", "low", "high", "brier", "brier_others")
    return pd.DataFrame(rows, columns=list(names))
