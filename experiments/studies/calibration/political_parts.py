"""What law-making left behind, in parts whose likelihoods share no parameter: each holds acts and what they rest on.

Given the parameters, acts are independent, and a part's likelihood is a product over its acts. So an act can be left
out, and a part can be weighed without the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from experiments.studies.calibration.political_process import (
    ADOPTION,
    APPLICATION,
    BILL,
    Values,
    adoption_survival,
    application_survival,
    bill_survival,
    lucks,
)
from experiments.studies.calibration.political_record import (
    OFFSETS,
    Exposures,
    Times,
    adoption_times,
    application_times,
    bill_times,
    changes,
    national_laws,
    proposal_wait,
)
from model.state.state import Array

FUTURES = 64
"""Futures over which the luck of Council and Parliament is averaged."""
_LEAST = 1e-300

Survival = Callable[[Values, int], Array]
"""From N draws and a last quarter to the share that lasts longer than each quarter, N x (quarters + 1)."""


@dataclass(frozen=True, eq=False)
class TimesPart:
    """Times of acts that share one distribution.

    Attributes:
        name: of the part; parameters: what the distribution depends on.
        record: the acts; survival: the distribution.
    """

    name: str
    parameters: tuple[str, ...]
    record: Times
    survival: Survival

    def log_likelihood(self, values: Values) -> Array:
        """Return the log-likelihood of each act under each draw, N x A."""
        least, pending = self.record.least.astype(int), self.record.pending
        longer = self.survival(values, int(least.max(initial=0)) + int(OFFSETS[-1]))
        longer = np.hstack([np.ones((len(longer), 1)), longer])  # place t: lasts at least t
        total = np.zeros((len(longer), len(least)))
        for place, offset in enumerate(OFFSETS):
            time = np.maximum(least + offset, 0)
            total += self.record.offsets[:, place] * (longer[:, time] - np.where(pending, 0.0, longer[:, time + 1]))
        logs: Array = np.log(np.maximum(total, _LEAST))
        return logs


@dataclass(frozen=True, eq=False)
class ChancesPart:
    """What happens, or not, to acts or member states with one hazard, in proportion to their exposure.

    Attributes:
        name: of the part; parameters: the hazard alone.
        record: exposures and events.
    """

    name: str
    parameters: tuple[str, ...]
    record: Exposures

    def log_likelihood(self, values: Values) -> Array:
        """Return the log-likelihood of each row under each draw, N x A; the mean over factors of its exposure."""
        seen = self.record
        hazard = values[self.parameters[0]][:, None, None] * seen.factors
        happens = np.log(np.maximum(-np.expm1(-hazard * seen.at[:, None]), _LEAST))
        logs = seen.events[:, None] * happens - hazard * seen.without[:, None]
        return np.log(np.maximum(np.exp(logs).mean(axis=2), _LEAST))

    def chance(self, values: Values) -> Array:
        """Return the chance that it happens to each row by the end of 2021 under each draw, N x A."""
        seen = self.record
        hazard = values[self.parameters[0]][:, None, None] * seen.factors
        happens: Array = -np.expm1(-hazard * seen.whole[:, None])
        return happens.mean(axis=2)


Part = TimesPart | ChancesPart


def parts(seed: int, folder: Path | None = None, futures: int = FUTURES) -> tuple[Part, ...]:
    """Return the parts of the record up to the end of 2021.

    Args:
        seed: of the luck of Council and Parliament.
        folder: a folder with the same files as `scenarios/data`, which is the default.
        futures: over how many that luck is averaged.

    Raises:
        InputError: when a table cannot be read.
    """
    adoption = partial(_adoption, seed, futures)
    return (
        TimesPart("adoption", ADOPTION, adoption_times(folder), adoption),
        TimesPart("application", APPLICATION, application_times(folder), application_survival),
        TimesPart("dutch_bill", BILL, bill_times(True, folder), bill_survival),
        ChancesPart("proposal", ("european_process.proposal_hazard",), proposal_wait(folder)),
        ChancesPart("delay", ("european_amendment.delay_hazard",), changes("later", folder)),
        ChancesPart("strengthening", ("european_amendment.strengthening_hazard",), changes("more", folder)),
        ChancesPart("weakening", ("european_amendment.weakening_hazard",), changes("less", folder)),
        ChancesPart("national_law", ("member_states.passage_hazard",), national_laws(folder)),
    )


def bills_abroad(folder: Path | None = None) -> TimesPart:
    """Return the bills of other countries, which no parameter is fitted to: their procedures are others."""
    return TimesPart("bill_abroad", BILL, bill_times(False, folder), bill_survival)


def _adoption(seed: int, futures: int, values: Values, quarters: int) -> Array:
    return adoption_survival(values, lucks(seed, futures), quarters)
