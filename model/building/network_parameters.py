"""The numbers on suppliers and purchase links that the input tables leave open."""

from __future__ import annotations

from model.parameters import par, parameters


@parameters("network")
class Network:
    """Suppliers and who buys from whom."""

    cost_share: float = par(
        0.523,
        legal=(0.01, 1),
        plausible=(0.3, 0.7),
        unit="share",
        meaning="value bought in the next tier for each euro bought in this one",
        source="assumption",
        before=0.5,
    )
    workers_tier_1: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.3, 0.6),
        unit="share",
        meaning="share of a chain's workers in tier 1",
        source="assumption",
    )
    workers_tier_2: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.2, 0.4),
        unit="share",
        meaning="share of a chain's workers in tier 2; tier 3 has the rest",
        source="assumption",
    )
    supplier_size_spread: float = par(
        1.0,
        legal=(0, 3),
        plausible=(0.5, 1.5),
        unit="log EUR",
        meaning="standard deviation of suppliers' size within a sector, tier and country",
        source="assumption",
    )
    concentration: float = par(
        2,
        legal=(0.05, 1000),
        plausible=(0.5, 10),
        unit="-",
        meaning="concentration of the Dirichlet distribution of a supplier's sales over regions; lower means that"
        " suppliers work for one region",
        source="assumption",
    )
    more_buyers: float = par(
        10,
        legal=(0, 100),
        plausible=(4, 30),
        unit="buyers",
        meaning="mean number of buyers of a supplier above the first",
        source="assumption",
    )
    leverage_threshold: float = par(
        0.199,
        legal=(0.001, 1),
        plausible=(0.03, 0.4),
        unit="0-1",
        meaning="median leverage at which a supplier gives in half",
        source="assumption; thresholds as in Granovetter 1978 and Centola et al. 2018",
        before=0.1,
    )
    leverage_threshold_spread: float = par(
        0.5,
        legal=(0, 3),
        plausible=(0, 1),
        unit="log",
        meaning="standard deviation of the logarithm of that threshold among suppliers",
        source="assumption",
    )
    relation_age: float = par(
        4,
        legal=(0, 50),
        plausible=(2, 8),
        unit="years",
        meaning="mean age of a purchase relation at the start, exponentially distributed",
        source="assumption",
    )
