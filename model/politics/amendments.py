"""What may become of an adopted European law: delay, and amendments that ask more or less (R14; M33, M36; SER 4.3).

A law may be changed in any quarter after its adoption, also before it applies. A delay moves the application of every
version that is still to apply. An amendment moves the criteria that are about the text up or down and applies `lead`
quarters later, never before the law itself. Precedents are in `scenarios/data/amendments.csv`. Where one of each
direction is due in one quarter, neither carries.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from model.politics.criteria import CONTENT, LEGAL_BASIS
from model.politics.european_parameters import EuropeanAmendment
from model.politics.luck import ORIGIN, LawLuck, happens


@dataclass(frozen=True)
class EuropeanLaw:
    """A European law or an amended version: when adopted, when it applies to the largest, and its eight criteria."""

    adopted: int
    application: int
    criteria: tuple[float, ...]

    @property
    def ambition(self) -> float:
        """Mean of the criteria that are about the text, 0-1."""
        return float(np.mean([self.criteria[place] for place in CONTENT]))

    @property
    def preemption(self) -> float:
        """Share of a national law's excess that has to go: what the legal basis leaves no room for, 0-1."""
        return 1.0 - self.criteria[LEGAL_BASIS]


@dataclass(frozen=True)
class Delay:
    """A later act moved the application of a law: when that was decided (from year 0), and by how many quarters."""

    decided: int
    quarters: int


def delay(laws: list[EuropeanLaw], date: int, values: EuropeanAmendment, luck: LawLuck) -> Delay | None:
    """Move what is still to apply, in place, when this quarter brings that; return the delay."""
    waits = laws[-1].application > date
    if not waits or not happens(float(luck.delay[date - ORIGIN]), values.delay_hazard):
        return None
    moved = Delay(date, round(values.delay))
    for place, law in enumerate(laws):
        if law.application > date:
            laws[place] = replace(law, application=law.application + moved.quarters)
    return moved


def amendment(law: EuropeanLaw, date: int, values: EuropeanAmendment, luck: LawLuck) -> EuropeanLaw | None:
    """Return the amended version of a law, when this quarter brings one."""
    place = date - ORIGIN
    up = happens(float(luck.strengthening[place]), values.strengthening_hazard)
    down = happens(float(luck.weakening[place]), values.weakening_hazard)
    if up == down:
        return None
    criteria = np.array(law.criteria)
    content = list(CONTENT)
    criteria[content] = np.clip(criteria[content] + (values.size if up else -values.size), 0.0, 1.0)
    application = max(law.application, date + round(values.lead))
    return EuropeanLaw(date, application, tuple(criteria.tolist()))
