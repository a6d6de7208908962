"""Suppliers: orders below cost, and cases of child or forced labour in the chains of European firms (T25, T27).

A supplier has a known case with chance rate x the larger of its gaps in conditions on both themes. A firm with n_i
suppliers reaches n_i^t of them in tier t, if each has as many of its own (assumption: in the model a company buys from
a sample of them), and is exposed there when one has a case:

    exposed_it = 1 - (1 - rate sum_j s_jt max_k (1 - C_jk))^(n_i^t),   s_jt = share in its purchases of the tier
"""

from __future__ import annotations

from functools import partial

import numpy as np

from model.observations.measurement import Measurement
from model.observations.statistic import Statistic, share
from model.processes.supplier_margin import SupplierMargin
from model.state.state import EU, THEMES, TIERS, Array
from model.sums import mean_by
from model.world import World

_LABOUR = (THEMES.index("child_labour"), THEMES.index("forced_labour"))


def below_cost(world: World) -> Array:
    """Return the share of suppliers whose worst orders bring less than they cost."""
    margin = world.state.supplier.margin - world.parameters[SupplierMargin].worst_order
    return share(np.ones(len(margin)), margin < 0)


def exposed(tier: int, world: World) -> Array:
    """Return the share of firms in the EU with a case of child or forced labour at a supplier of a tier (1 to 3)."""
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    gap = 1.0 - supplier.condition[:, _LABOUR].min(axis=1)
    inside = np.flatnonzero(link.tier == tier)
    buyer, volume = link.company[inside], link.volume[inside]
    mean_gap = mean_by(buyer, gap[link.supplier[inside]], volume, company.rows)
    reached = np.bincount(link.company[link.tier == 1], minlength=company.rows).astype(np.float64) ** tier
    cases = np.minimum(world.parameters[Measurement].case_rate * mean_gap, 1.0 - 1e-12)
    firms = company.firms * ((company.region <= EU) & ~company.finance)
    return share(firms, 1.0 - np.exp(reached * np.log1p(-cases)))


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
