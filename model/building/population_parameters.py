"""The numbers that the input tables leave open when a world is built."""

from __future__ import annotations

from model.parameters import par, parameters


@parameters("population")
class Population:
    """Companies, suppliers' surroundings and the state in which burn-in starts."""

    staff_exponent: float = par(
        1.06,
        legal=(0.5, 3),
        plausible=(0.95, 1.2),
        unit="-",
        meaning="exponent of the Pareto distribution of staff within a size class",
        source="Axtell 2001, Science 293: exponent near 1.06",
    )
    revenue_per_import: float = par(
        1.86,
        legal=(1, 10),
        plausible=(1.2, 2.5),
        unit="EUR per EUR",
        meaning="revenue of an importing company for each euro it imports",
        source="assumption",
        before=1.5,
    )
    foreign_share: float = par(
        0.4,
        legal=(0, 0.95),
        plausible=(0.2, 0.6),
        unit="share",
        meaning="share of foreign sellers in the sales to Dutch end users, in each sector",
        source="assumption",
    )
    seller_staff: float = par(
        250,
        legal=(0, 1e5),
        plausible=(50, 1000),
        unit="employees",
        meaning="staff at which half of the foreign companies sell to Dutch end users",
        source="assumption",
    )
    public_share: float = par(
        0.1,
        legal=(0, 0.5),
        plausible=(0.05, 0.2),
        unit="share",
        meaning="mean share of sales to government; companies differ uniformly from 0 to twice this",
        source="assumption",
    )
    margin: float = par(
        6,
        legal=(0.1, 50),
        plausible=(4, 8),
        unit="% revenue",
        meaning="mean profit margin of companies in 2020",
        source="assumption",
    )
    margin_half_width: float = par(
        2,
        legal=(0, 20),
        plausible=(1, 3),
        unit="% revenue",
        meaning="half the width of the uniform spread of profit margins",
        source="assumption",
    )
    motivation: float = par(
        0.381,
        legal=(0.01, 0.99),
        plausible=(0.2, 0.4),
        unit="0-1",
        meaning="mean intrinsic motivation of companies in 2020",
        source="assumption: a few frontrunners, a pack and laggards (SER 3.2)",
        before=0.286,
    )
    motivation_concentration: float = par(
        4.2,
        legal=(0.5, 100),
        plausible=(2, 8),
        unit="-",
        meaning="concentration of the Beta distribution of motivation; lower sets companies further apart",
        source="assumption",
    )
    company_capability: float = par(
        0.136,
        legal=(0, 1),
        plausible=(0.1, 0.3),
        unit="0-1",
        meaning="mean capability of companies for due diligence before burn-in",
        source="assumption",
        before=0.2,
    )
    company_capability_half_width: float = par(
        0.1,
        legal=(0, 0.5),
        plausible=(0.05, 0.15),
        unit="0-1",
        meaning="half the width of the uniform spread of companies' capability",
        source="assumption",
    )
    severity_scale: float = par(
        0.93,
        legal=(0, 1),
        plausible=(0.6, 1),
        unit="-",
        meaning="gap of conditions where both sector and country are worst",
        source="assumption",
        before=0.8,
    )
    condition_spread: float = par(
        0.5,
        legal=(0, 3),
        plausible=(0, 1),
        unit="log-odds",
        meaning="standard deviation of conditions among suppliers of one sector and country",
        source="assumption",
    )
    fallback_gap: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0, 0.1),
        unit="0-1",
        meaning="how much worse off than the country's mean workers are who lose their job",
        source="assumption",
    )
    supplier_margin: float = par(
        3.31,
        legal=(-20, 50),
        plausible=(0, 10),
        unit="% FOB",
        meaning="mean margin of suppliers in 2020",
        source="assumption, with the spread such that about two in five accept orders below cost (target T25)",
        before=4,
    )
    supplier_margin_spread: float = par(
        4.06,
        legal=(0, 50),
        plausible=(3, 10),
        unit="% FOB",
        meaning="standard deviation of suppliers' mean margins in 2020",
        source="assumption; that some orders are below cost is a matter of orders (supplier_margin.worst_order)",
        before=5,
    )
    supplier_capability: float = par(
        0.358,
        legal=(0, 1),
        plausible=(0.2, 0.6),
        unit="0-1",
        meaning="mean capability of suppliers to improve in 2020",
        source="assumption",
        before=0.4,
    )
    supplier_capability_half_width: float = par(
        0.2,
        legal=(0, 0.5),
        plausible=(0.1, 0.4),
        unit="0-1",
        meaning="half the width of the uniform spread of suppliers' capability",
        source="assumption",
    )
    organising_capacity: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.05, 0.5),
        unit="0-1",
        meaning="capacity of a union to organise workers",
        source="assumption",
    )
    trust: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.3, 0.7),
        unit="0-1",
        meaning="trust at the start, between buyer and supplier and between companies and government",
        source="assumption",
    )
    covenant_quality: float = par(
        0.52,
        legal=(0, 1),
        plausible=(0.4, 0.7),
        unit="0-1",
        meaning="alignment of the textile agreement with the OECD Guidelines in practice in 2020; others by their age",
        source="SER 3.6, box 3: full plus half of partial alignment in implementation",
    )
    covenant_luck: float = par(
        0.5,
        legal=(0, 5),
        plausible=(0, 1.5),
        unit="log staff",
        meaning="how far others than the largest companies are among the first members of a covenant",
        source="assumption",
    )
