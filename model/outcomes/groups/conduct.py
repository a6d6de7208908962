"""What the firms of a group do, what customers ask of those out of scope, and the sites that they know."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from model.observations.statistic import share
from model.outcomes.groups.group import OUT
from model.outcomes.groups.measure import GroupMeasure, View
from model.outcomes.groups.members import members
from model.outcomes.observation import Observation
from model.outcomes.requests import ELSEWHERE, HOME, OTHER_EU, place_of_customer
from model.outcomes.stages import steps_passed, without
from model.processes.information import powers
from model.state.state import TIERS, Array
from model.sums import sum_by

IDENTIFY, MITIGATE, COMMUNICATE = 1, 2, 4
"""Positions of steps of due diligence (model.outcomes.stages)."""
_FIRMS = "companies of the group"
_FREE = "companies of the group out of scope"
_ASKED = "those of which customers ask due diligence"


def acting(view: View) -> Array:
    """Return the share of firms with any due diligence."""
    return view.share_of_firms(~view.measures.once(without))


def without_plan(view: View) -> Array:
    """Return the share of firms without any due diligence."""
    return view.share_of_firms(view.measures.once(without))


def passing(step: int, view: View) -> Array:
    """Return the share of firms that pass a step of due diligence."""
    return view.share_of_firms(view.measures.once(steps_passed)[step])


def _free(view: View) -> Array:
    """Return the firms of the group out of scope of laws, behind each company, N."""
    return view.firms * members(view.world, view.group, OUT)


def requested(view: View) -> Array:
    """Return the share of the firms out of scope of which customers ask due diligence."""
    cut = view.world.parameters[Observation].request
    return share(_free(view), view.state.company.requested >= cut)


def requested_from(place: int, view: View) -> Array:
    """Return the part of what is asked of these firms that customers of a place ask; the agents are those asked."""
    pair, company = view.state.customer, view.state.company
    asked = _free(view)[pair.company] * pair.share * company.passed_on[pair.customer]
    value = share(asked, view.measures.of_run(place_of_customer) == place)[0]
    return np.array([value, np.count_nonzero(sum_by(pair.company, asked, company.rows))])


def requested_by_bound(view: View) -> Array:
    """Return the part of what is asked of these firms that customers ask whom a law binds."""
    company = view.state.company
    part = company.requested_by_bound / np.maximum(company.requested, np.finfo(float).tiny)
    return share(_free(view) * company.requested, part)


def sites_known(tier: int, view: View) -> Array:
    """Return the share of purchases in a tier from sites that the firms know: insight to the power of the tier."""
    link = view.state.link
    rows = view.links[link.tier[view.links] == tier]
    bought = sum_by(link.company[rows], link.volume[rows], view.state.company.rows)
    return share(bought, powers(view.state.company.visibility)[:, tier - 1])


def _share(name: str, meaning: str, look: Callable[[View], Array], measured_on: str = _FIRMS) -> GroupMeasure:
    return GroupMeasure(name, meaning, "share", measured_on, look)


MEASURES: tuple[GroupMeasure, ...] = (
    _share("acting", "firms with any due diligence", acting),
    _share("analysing_risk", "firms that identify risks (step 2)", partial(passing, IDENTIFY)),
    _share("working_with_suppliers", "firms that mitigate risks with substance (step 3)", partial(passing, MITIGATE)),
    _share("publishing", "firms that communicate (step 5)", partial(passing, COMMUNICATE)),
    _share("without_plan", "firms without any due diligence", without_plan),
    _share("requests_received", "firms out of scope of which customers ask due diligence", requested, _FREE),
    *(
        _share(f"requests_from_{name}", f"part of what is asked of them by customers {where}", look, _ASKED)
        for name, where, look in (
            ("home", "with a seat in their own country", partial(requested_from, HOME)),
            ("other_eu", "in other EU states", partial(requested_from, OTHER_EU)),
            ("elsewhere", "outside the EU and their own country", partial(requested_from, ELSEWHERE)),
            ("bound", "whom a law binds", requested_by_bound),
        )
    ),
    *(
        _share(
            f"sites_known_tier_{tier}",
            f"purchases in tier {tier} from sites that firms know",
            partial(sites_known, tier),
            f"companies of the group that buy in tier {tier}",
        )
        for tier in range(1, TIERS + 1)
    ),
)
