"""Requests of customers to firms that no law binds: how many receive one, from whom, and at what cost (SER 4.4; M39).

    received = sum_i n_i [requested_i >= r] / sum_i n_i        over firms out of scope; n: real firms, r: cut-point
    from g   = sum_i n_i sum_(c in g) s_ic passed_c / sum_i n_i requested_i

A customer at home has its seat in the country of the firm. A firm is out of scope while no law on at least half of the
themes binds it, not even in part: a law on one theme leaves the others to what customers ask. Where there are no such
firms, all is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.inputs.law import SIZE_CLASSES
from model.outcomes.measures import Measures, ratio, total
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.state.state import NLD, ROW, Array, IntArray
from model.sums import sum_by
from model.world import World

_MILLION_PERCENT = 1e8
_LARGE = SIZE_CLASSES.index("large")
HOME, OTHER_EU, ELSEWHERE = range(3)
"""Where a customer has its seat."""
_PLACES: tuple[tuple[str, str, str], ...] = (
    ("home", "at home", "in eigen land"),
    ("other_eu", "in other EU states", "in andere EU-landen"),
    ("elsewhere", "outside the EU", "buiten de EU"),
)
"""Names and labels of these places, in their order."""


def place_of_customer(world: World) -> IntArray:
    """Return where the customer of each pair has its seat: `HOME`, `OTHER_EU` or `ELSEWHERE`."""
    company, pair = world.state.company, world.state.customer
    abroad = np.where(company.region[pair.customer] == ROW, ELSEWHERE, OTHER_EU)
    return np.where(company.home[pair.customer] == company.home[pair.company], HOME, abroad)


BROAD = 0.5
"""Share of the themes from which a law counts as one on due diligence as a whole."""


def out_of_scope(measures: Measures) -> Array:
    """Return 1 for companies that no law on due diligence as a whole binds now and 0 for others, N."""
    world = measures.world
    broad = world.state.company.scope[:, world.laws.theme_share >= BROAD]
    return (~broad.any(axis=1)).astype(float)


@dataclass(frozen=True, eq=False)
class Receivers:
    """Firms that may receive requests: by name, label in English and Dutch, home and size."""

    name: str
    english: str
    dutch: str
    dutch_only: bool
    small_only: bool

    def firms(self, world: World) -> Array:
        """Return the real firms of this kind behind each company, bound by a law or not, N."""
        company = world.state.company
        at_home = company.region == NLD if self.dutch_only else company.region != ROW
        small = company.size_class < (_LARGE if self.small_only else len(SIZE_CLASSES))
        firms: Array = company.firms * (at_home & small)
        return firms

    def free(self, measures: Measures) -> Array:
        """Return the firms of this kind that no law binds, N."""
        return measures.of_run(self.firms) * measures.once(out_of_scope)

    def received(self, measures: Measures) -> float:
        """Return the share of these firms that receives a request."""
        free = measures.once(self.free)
        cut = measures.world.parameters[Observation].request
        return ratio(total(measures.state.company.requested >= cut, free), float(np.add.reduce(free)))

    def from_places(self, measures: Measures) -> Array:
        """Return the shares of what is asked of them that come from customers in each place, 3."""
        pair, company = measures.state.customer, measures.state.company
        asked = measures.once(self.free).take(pair.company) * pair.share * company.passed_on.take(pair.customer)
        by_place = sum_by(measures.of_run(place_of_customer), asked, len(_PLACES))
        whole = float(np.add.reduce(by_place))
        return by_place / whole if whole > 0 else by_place

    def from_bound(self, measures: Measures) -> float:
        """Return the share of what is asked of them that comes from customers whom a law binds."""
        company, free = measures.state.company, measures.once(self.free)
        return ratio(total(company.requested_by_bound, free), total(company.requested, free))

    def cost(self, measures: Measures) -> float:
        """Return the cost of due diligence that these firms do for their customers alone, EUR m a year."""
        company = measures.state.company
        counted = (measures.once(self.free) > 0.0) * company.revenue
        return total(company.cost_for_customers, counted) / _MILLION_PERCENT


RECEIVERS = (
    Receivers("nld", "small and medium Dutch firms", "kleine en middelgrote Nederlandse bedrijven", True, True),
    Receivers("eu", "EU firms", "bedrijven in de EU", False, False),
)


def _share(
    receivers: Receivers, name: str, labels: tuple[str, str], meaning: str, compute: Callable[[Measures], float]
) -> Outcome:
    return Outcome(
        name=f"requests_{name}_{receivers.name}",
        group="side_effects",
        label_en=labels[0].format(receivers.english),
        label_nl=labels[1].format(receivers.dutch),
        unit="share",
        direction=0,
        sections=("3.4.1", "4.4"),
        perspective="here",
        meaning=meaning,
        compute=compute,
    )


def _from_place(receivers: Receivers, place: int) -> Outcome:
    name, english, dutch = _PLACES[place]
    return _share(
        receivers,
        f"from_{name}",
        (
            f"Requests from customers {english} to {{}} out of scope",
            f"Verzoeken van klanten {dutch} aan {{}} waarvoor geen wet geldt",
        ),
        f"part of what is asked of {receivers.english} that no law binds, that customers {english} ask",
        lambda measures: float(measures.once(receivers.from_places)[place]),
    )


def _cost(receivers: Receivers) -> Outcome:
    return Outcome(
        name=f"requests_cost_{receivers.name}",
        group="side_effects",
        label_en=f"Cost to {receivers.english} out of scope for their customers",
        label_nl=f"Kosten van {receivers.dutch} waarvoor geen wet geldt voor hun klanten",
        unit="EUR m/year",
        direction=-1,
        sections=("3.4.1", "4.4"),
        perspective="here",
        meaning=f"due diligence of {receivers.english} that no law binds, where without requests of customers it would "
        "not be worth its cost",
        compute=receivers.cost,
    )


def _of(receivers: Receivers) -> tuple[Outcome, ...]:
    free = f"{receivers.english} that no law binds"
    return (
        _share(
            receivers,
            "received",
            ("Requests received by {} out of scope", "Verzoeken ontvangen door {} waarvoor geen wet geldt"),
            f"share of {free} that customers ask for due diligence, by number of firms; 0 when there are none",
            receivers.received,
        ),
        *(_from_place(receivers, place) for place in range(len(_PLACES))),
        _share(
            receivers,
            "from_bound",
            (
                "Requests from customers in scope to {} out of scope",
                "Verzoeken van klanten waarvoor een wet geldt aan {} waarvoor geen wet geldt",
            ),
            f"part of what is asked of {free}, that customers ask whom a law binds",
            receivers.from_bound,
        ),
        _cost(receivers),
    )


OUTCOMES: tuple[Outcome, ...] = tuple(outcome for receivers in RECEIVERS for outcome in _of(receivers))
