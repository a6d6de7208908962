"""The figures of a validation, from its tables alone."""

from __future__ import annotations

from functools import partial

from experiments.report.drawing import Drawings
from experiments.runs.engine import too_many
from experiments.studies.validation.figures import kinds, misses, years
from experiments.studies.validation.tables import ValidationTables


def drawings(finished: ValidationTables, language: str) -> Drawings:
    """Return what draws the figures, in `en` or `nl`; nothing when more runs failed than a study may have."""
    if too_many(len(finished.failed), len(finished.runs)):
        return {}
    found: Drawings = {each.NAME: partial(each.draw, finished, language) for each in (kinds, misses)}
    if years.periods(finished):
        found = {**found, years.NAME: partial(years.draw, finished, language)}
    return found
