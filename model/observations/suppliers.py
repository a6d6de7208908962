"""Suppliers: orders below cost, and cases of child or forced labour in the chains of European firms (T25, T27).

A supplier has a known case with chance rate x the larger of its gaps in conditions on both themes; a firm is exposed
in a tier when one of its suppliers there has:

    exposed_it = 1 - prod_j (1 - rate max_k (1 - C_jk))
"""

from __future__ import annotations

from functools import partial

import numpy as np

from model.observations.measurement import Measurement
from model.observations.statistic import Statistic, share
from model.state.state import EU, THEMES, TIERS, Array
from model.world import World

_LABOUR = (THEMES.index("child_labour"), THEMES.index("forced_labour"))


def below_cost(world: World) -> Array:
    """Return the share of suppliers with a margin below zero."""
    margin = world.state.supplier.margin
    return share(np.ones(len(margin)), margin < 0)


def exposed(tier: int, world: World) -> Array:
    """Return the share of firms in the EU with a case of child or forced labour at a supplier of a tier (1 to 3)."""
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    gap = 1.0 - supplier.condition[:, _LABOUR].min(axis=1)
    free = np.log1p(-np.minimum(world.parameters[Measurement].case_rate * gap, 1.0 - 1e-12))
    inside = link.tier == tier
    without = np.bincount(link.company[inside], free[link.supplier[inside]], company.rows)
    firms = company.firms * ((company.region <= EU) & ~company.finance)
    return share(firms, 1.0 - np.exp(without))


STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        name="below_cost",
        meaning="suppliers that accept orders below cost",
        unit="share",
        measured_on="suppliers",
        look=below_cost,
    ),
    *(
        Statistic(
            name=f"exposed_tier_{tier}",
            meaning=f"firms in the EU with a case of child or forced labour in tier {tier}",
            unit="share",
            measured_on="companies in the EU that buy goods",
            look=partial(exposed, tier),
            combine="last",
        )
        for tier in range(1, TIERS + 1)
    ),
)
