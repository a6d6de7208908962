"""Parameters of sector covenants (R12; SER 3.6)."""

from __future__ import annotations

from model.parameters import par, parameters, switch


@parameters("covenants")
class Covenants:
    """How covenants come, go and do."""

    active: float = switch("sectors have covenants")
    formation: float = par(
        0.963,
        legal=(0, 50),
        plausible=(0.2, 3),
        unit="1/quarter",
        meaning="hazard that a sector forms a covenant under full support, trust and motivation",
        source="order of size from covenants.csv: eight of thirteen sectors formed one in 2016-2019",
        before=1,
    )
    own_renewal: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0, 0.7),
        unit="0-1",
        meaning="chance that members renew a covenant without any government support",
        source="assumption",
    )
    term: float = par(
        20,
        legal=(1, 200),
        plausible=(12, 28),
        unit="quarters",
        meaning="term of a covenant",
        source="covenants.csv: mostly three to five years",
    )
    entry: float = par(
        0.189,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="1/quarter",
        meaning="hazard that a fully motivated company joins under full support",
        source="order of size from textile: from 35% to 48% of the market in two and a half years (SER; target T08)",
        before=0.25,
    )
    founding: float = par(
        2.4,
        legal=(0, 10),
        plausible=(0.5, 4),
        unit="-",
        meaning="chance that a company joins when its covenant is formed, for its motivation; at most 1",
        source="assumption",
        before=3,
    )
    joining_staff: float = par(
        111,
        legal=(0, 1e5),
        plausible=(50, 1000),
        unit="employees",
        meaning="staff at which half of the companies that would join a covenant can",
        source="assumption; members are few and large: 1.6% of firms, 48% of the market in textile (T07, T08)",
        before=200,
    )
    least_share: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.02, 0.2),
        unit="share",
        meaning="share of the sector's Dutch turnover below which a covenant may break up",
        source="assumption",
    )
    break_up: float = par(
        0.0509,
        legal=(0, 1),
        plausible=(0.01, 0.1),
        unit="1/quarter",
        meaning="hazard of breaking up below that share, after the first two years",
        source="assumption",
        before=0.05,
    )
    norm: float = par(
        0.684,
        legal=(0, 1),
        plausible=(0.6, 0.8),
        unit="0-1",
        meaning="alignment of written norms with the OECD Guidelines, to which practice tends",
        source="SER Kader 3: 62% fully and 17% partly (counted half)",
        before=0.7,
    )
    first_quality: float = par(
        0.27,
        legal=(0, 1),
        plausible=(0, 0.4),
        unit="0-1",
        meaning="alignment of practice with the OECD Guidelines in the quarter in which a covenant begins",
        source="assumption; the covenants that ran longest did most for practice (SER 3.6; 2 of 11 in KIT 2020)",
        before=0.2,
    )
    improvement: float = par(
        0.245,
        legal=(0, 1),
        plausible=(0.1, 0.6),
        unit="1/quarter",
        meaning="speed at which practice follows norms with a full learning agenda",
        source="order of size from textile: practice of 0.52 after three and a half years (SER Kader 3; T15; T09, T10)",
        before=0.3,
    )
    dilution: float = par(
        0.0217,
        legal=(0, 1),
        plausible=(0.01, 0.15),
        unit="1/quarter",
        meaning="part of practice undone when all those acting jointly lack motivation",
        source="assumption",
        before=0.05,
    )
    low_motivation: float = par(
        0.108,
        legal=(0, 1),
        plausible=(0.1, 0.3),
        unit="0-1",
        meaning="motivation below which a member dilutes the covenant",
        source="assumption",
        before=0.2,
    )
