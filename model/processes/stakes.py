"""What harm in its chain may cost a company: incidents that are attributed to it, and claims in court (M24; SER 4.4).

harm   = 4 h reputation brand + 4 award claims         a year, of a company that does nothing
stake  = reputation brand + award liability            once it surfaces
claims = chance in court x complaints traced to the company, on the themes on which it is liable
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.processes.norm_parameters import Loss
from model.processes.remedy_parameters import Remedy
from model.state.state import COMPLAINT_WINDOW, Array

if TYPE_CHECKING:
    from model.world import World


def idle_harm(world: World) -> Array:
    """Return the loss by incidents and claims that an idle company can expect, N, % revenue a year."""
    company, values = world.state.company, world.parameters[Loss]
    incidents = company.exposure * company.brand * (4.0 * values.reputation)
    result: Array = values.active * (incidents + claims(world) * (4.0 * values.award))
    return result


def stake(world: World) -> Array:
    """Return what harm may cost a company once it surfaces, N, % of revenue: an incident and a claim."""
    company, values = world.state.company, world.parameters[Loss]
    liable = np.maximum.reduce(company.liability, axis=1)
    result: Array = values.active * (values.reputation * company.brand + values.award * liable)
    return result


def claims(world: World) -> Array:
    """Return successful court claims a firm can expect a quarter, on the themes on which it is liable, N."""
    company = world.state.company
    won = world.parameters[Remedy].court_success / COMPLAINT_WINDOW
    result: Array = won * np.einsum("nk,nk->n", np.add.reduce(company.complaints, axis=2), company.liability)
    return result
