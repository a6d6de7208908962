"""All figures of a study."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.studies.comparison.figures import (
    chain_impact,
    countries,
    criteria,
    hypotheses,
    instrument_levels,
    level_field,
    sectors,
    side_effects,
    themes,
    variance_parts,
)
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.comparison.tables import ComparisonFolder, StudyTables


def figures(view: View) -> dict[str, Callable[[View], Figure]]:
    """Return what draws each figure, by the name of its files; differences need a mix beside the base."""
    modules = [instrument_levels, chain_impact, level_field, criteria]
    if view.others:
        modules += [side_effects, themes]
        if not view.tables.breakdown.empty:
            modules += [sectors, countries]
        if not view.tables.variance_parts.empty:
            modules.append(variance_parts)
    found: dict[str, Callable[[View], Figure]] = {module.NAME: module.draw for module in modules}
    if view.others:
        found[themes.ALL_CHAINS] = partial(themes.draw, name=themes.ALL_CHAINS)
    known = read_hypotheses()
    found[hypotheses.NAME] = partial(hypotheses.draw, hypotheses=known)
    for number, part in enumerate(hypotheses.pages(known), start=1):
        found[f"{hypotheses.CLAIMS}_{number}"] = partial(hypotheses.draw_claims, hypotheses=known, ids=part)
    return dict(sorted(found.items()))


def drawings(finished: ComparisonFolder, language: str) -> Drawings:
    """Return what draws the figures of a comparison in `en` or `nl`; nothing where too many runs failed.

    Raises:
        InputError: for another language.
    """
    return {} if finished.verdicts is None else drawings_of(finished.tables, language)


def drawings_of(tables: StudyTables, language: str) -> Drawings:
    """Return what draws the figures of the tables of a comparison."""
    view = View(tables, language)
    return {name: partial(draw, view) for name, draw in figures(view).items()}
