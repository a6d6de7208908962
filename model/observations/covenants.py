"""Dutch sector covenants as their secretariats and evaluators count them (T07 to T15).

Members meet all requirements with chance ndtr((practice - requirement) / spread) where they act jointly, so that the
share can rise fast in the years in which practice passes what is required. Sites known are the purchases that members
know, over all tiers, divided by the purchases from one site:

    sites = sum_i sum_t volume_it v_i^t / site_volume
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from model.observations.measurement import Measurement
from model.observations.statistic import Statistic, on_log_scale, share
from model.outcomes.chains import of_members
from model.processes.information import powers
from model.state.state import JOINT, NLD, TIERS, Array, BoolArray
from model.world import World

CLOTHING = "TEX"
_TEXTILE_COVENANT = "C01"
_MILLION = 1e6


def members(world: World) -> BoolArray:
    """Return which companies are members of a covenant in force, N."""
    return of_members(world.state.company.covenant, world.state.covenant.active)


def _in_clothing(world: World) -> BoolArray:
    inside: BoolArray = world.state.company.sector == world.tables.sectors.row(CLOTHING)
    return inside


def _dutch_clothing(world: World) -> int:
    """Return the number of Dutch clothing companies: those that can be members."""
    return int(np.count_nonzero(_in_clothing(world) & (world.state.company.region == NLD)))


def share_of_firms(world: World) -> Array:
    """Return the share of Dutch firms in a covenant, on a logarithmic scale."""
    company = world.state.company
    return on_log_scale(share(company.firms * (company.region == NLD), members(world)))


def market_share(world: World) -> Array:
    """Return the share of members in what Dutch clothing companies sell to Dutch end users.

    Foreign sellers are left out, as where members are chosen for a world that begins with covenants.
    """
    company = world.state.company
    return share(company.sales[:, NLD] * (_in_clothing(world) & (company.region == NLD)), members(world))


def meeting_requirements(world: World) -> Array:
    """Return the share of members of the textile covenant that meet all its requirements; 0 without members."""
    company, covenant, values = world.state.company, world.state.covenant, world.parameters[Measurement]
    practice = covenant.quality.take(np.maximum(company.covenant, 0))
    meets = ndtr((practice - values.requirement) / values.requirement_spread) * (company.option == JOINT)
    value = share(company.firms * (members(world) & _in_clothing(world)), meets)[0]
    return np.array([np.nan_to_num(value), _dutch_clothing(world)])


def sites(world: World) -> Array:
    """Return the production sites that members of the textile covenant know."""
    state = world.state
    rows = state.link.company * TIERS + state.link.tier - 1
    volume = np.bincount(rows, state.link.volume, state.company.rows * TIERS).reshape(-1, TIERS)
    known = np.add.reduce(volume * powers(state.company.visibility), axis=1)
    bought = float(np.add.reduce(known * (members(world) & _in_clothing(world))))
    return np.array([bought / (world.parameters[Measurement].site_volume * _MILLION), _dutch_clothing(world)])


def progressing(world: World) -> Array:
    """Return how many covenants of the table have made substantial progress, in the eyes of assessors."""
    count, values = len(world.tables.covenants), world.parameters[Measurement]
    begun = world.state.covenant.start[:count] <= world.quarter
    practice = world.state.covenant.quality[:count]
    judged = ndtr((practice - values.substantial) / values.substantial_spread) * begun
    return np.array([float(np.add.reduce(judged)), count])


def textile_practice(world: World) -> Array:
    """Return the alignment of practice of the textile covenant with the OECD Guidelines."""
    row = world.tables.covenants.row(_TEXTILE_COVENANT)
    return np.array([float(world.state.covenant.quality[row]), _dutch_clothing(world)])


_CLOTHING_COMPANIES = "Dutch clothing companies, members or not"
_COVENANTS = 11

STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        name="covenant_share_of_firms",
        meaning="Dutch firms of the high-risk sectors in a covenant",
        unit="log10 of share",
        measured_on="Dutch companies",
        look=share_of_firms,
    ),
    Statistic(
        name="textile_market_share",
        meaning="members of the textile covenant in what Dutch clothing companies sell to Dutch end users",
        unit="share",
        measured_on=_CLOTHING_COMPANIES,
        look=market_share,
        combine="last",
    ),
    Statistic(
        name="meeting_requirements",
        meaning="members of the textile covenant that meet all its requirements",
        unit="share",
        measured_on=_CLOTHING_COMPANIES,
        look=meeting_requirements,
    ),
    Statistic(
        name="textile_sites",
        meaning="production sites known to the textile covenant",
        unit="sites",
        measured_on=_CLOTHING_COMPANIES,
        look=sites,
        combine="last",
    ),
    Statistic(
        name="covenants_progressing",
        meaning="covenants with substantial progress on due diligence",
        unit="covenants",
        measured_on="covenants of the table",
        look=progressing,
        needed=_COVENANTS,
    ),
    Statistic(
        name="textile_practice",
        meaning="alignment of practice of the textile covenant with the OECD Guidelines",
        unit="0-1",
        measured_on=_CLOTHING_COMPANIES,
        look=textile_practice,
    ),
)
