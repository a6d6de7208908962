"""The breakdown of a study as figures look at it: cells by group and mix, sizes of groups, and the source of a lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experiments.report.formatting import capital, lowered, places_for
from experiments.report.units import unit_shown
from experiments.runs.breakdown import group_labels
from experiments.studies.comparison.figures.view import Cell, View
from model.inputs.tables import OTHER
from model.outcomes.breakdown import described
from model.outcomes.breakdown_parts import WITHIN

IMPACT = "chain_impact_dutch"
IMPACT_WITHIN = f"{IMPACT}{WITHIN}"
_SIZE = "workers_share"
_COUNTRIES = "country"
"""The dimension of which names keep their capital within a sentence."""


@dataclass(frozen=True, eq=False)
class Divided:
    """One dimension of the breakdown of a study, in the last year that figures report."""

    view: View
    dimension: str

    @property
    def year(self) -> int:
        """The year shown."""
        return self.view.report_years[-1]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels of the groups by code."""
        found = group_labels(self.view.tables.scenarios[0].world, self.dimension, self.view.language)
        return {code: capital(label) for code, label in found.items()}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str, str, str], Cell]:
        table = self.view.tables.breakdown
        table = table[(table["dimension"] == self.dimension) & (table["year"] == self.year)]
        factors = {name: unit_shown(described(name).unit)[1] for name in table["outcome"].unique()}
        numbers = table[list(Cell._fields)].to_numpy(dtype=float)
        numbers = numbers * np.array([[factors[name]] for name in table["outcome"]])
        keys = zip(*(table[name].tolist() for name in ("course", "key", "outcome", "mix")), strict=True)
        return {key: Cell(*row) for key, row in zip(keys, numbers.tolist(), strict=True)}

    def cell(self, course: str, key: str, outcome: str, mix: str) -> Cell:
        """Return what the breakdown says of a group, in the unit shown."""
        return self._cells[course, key, outcome, mix]

    def size(self, key: str) -> float:
        """Return the share of a group in the workers of Dutch chains, %."""
        course = next(iter(self.view.courses))
        return self.cell(course, key, _SIZE, self.view.tables.base).mean

    def with_size(self, key: str) -> str:
        """Return the label of a group with its share of workers."""
        size = self.size(key)
        return f"{self.labels[key]} ({self.view.number(size, int(size < 1))}%)"


def lead_text(divided: Divided, course: str) -> str:
    """Return in a clause which group most of the largest lead in Dutch chains comes from; a named one."""
    view = divided.view
    whole = view.cells(course, IMPACT, divided.year)
    best = max(view.others, key=lambda mix: whole[mix].diff)
    lead = whole[best]
    if not (lead.clear and lead.diff > 0):
        return view.word("no mix clearly adds to the whole (largest: {code})", code=view.mixes[best].code)
    named = [key for key in divided.labels if key != OTHER]
    key = max(named, key=lambda each: divided.cell(course, each, IMPACT, best).diff)
    part = divided.cell(course, key, IMPACT, best).diff
    places = max(1, places_for([lead.diff]))
    return view.word(
        "{part} of the {lead} points that mix {code} adds come from {group}",
        part=view.number(part, places),
        lead=view.number(lead.diff, places),
        code=view.mixes[best].code,
        group=divided.labels[key] if divided.dimension == _COUNTRIES else lowered(divided.labels[key]),
    )
