"""The tiny world with what outcomes look at besides: Dutch shares of sales, sales by market, and laws as texts.

Company 0 is Dutch and buys from suppliers 0, 1 (tier 1) and 2 (tier 2), 200 each; company 1 is not Dutch. In Dutch
chains work 5000, 1000 and 25,000 people, 31,000 together.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from model.outcomes import OUTCOMES, record
from model.outcomes.measures import Measures
from tests.unit.tiny_world import law_arrays, tiny_world

DUTCH_WORKERS = np.array([5_000.0, 1_000.0, 25_000.0])
WORKERS = np.array([10_000.0, 1_000.0, 100_000.0])


def law(**values: Any) -> SimpleNamespace:
    """Describe a law; it covers the first `themes`, every step, takes complaints and is Dutch unless said otherwise."""
    described = SimpleNamespace(steps=(1, 2, 3, 4, 5, 6), jurisdiction="NLD", instrument=None, complaints=1.0, themes=8)
    described.__dict__.update(outcome_of=None, amends=None, announced=0)
    described.__dict__.update(values)
    return described


def outcome_world(*laws: SimpleNamespace, parameters: dict[str, object] | None = None) -> Any:
    """Build the world with these laws, which bind nobody until `company.scope` says so."""
    world: Any = tiny_world(parameters, laws=len(laws))
    themes = np.array([[theme < each.themes for theme in range(8)] for each in laws], dtype=float).reshape(-1, 8)
    world.scenario = SimpleNamespace(world=SimpleNamespace(end=2035 * 4 + 3))
    world.laws = law_arrays(themes, np.array([each.complaints for each in laws], dtype=float))
    world.laws.laws = laws
    world.laws.theme_share = themes.mean(axis=1)
    world.laws.first_dates = lambda sooner: np.full(len(laws), 2026 * 4 + 2) - np.array(sooner)
    world.laws.european = np.array([each.jurisdiction == "EU" for each in laws], dtype=bool)
    world.severity = np.full((1, 8), 0.5)
    world.state.supplier.dutch_share[:] = (0.5, 1.0, 0.25)
    world.state.company.sales[:, 0] = (100.0, 300.0)
    return world


def outcome(world: Any, name: str) -> float:
    """Return one outcome of the world as it is now."""
    return OUTCOMES[name].compute(Measures(world))


def recorded(world: Any) -> dict[str, float]:
    """Return all outcomes of the world as it is now."""
    return dict(zip(OUTCOMES, record(world).tolist(), strict=True))
