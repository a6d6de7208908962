"""How much each of the seven Vs contributes to the option that a company chose (outcome k1; correction 28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.processes.competition import weight_of_cost
from model.processes.norm_parameters import Duty
from model.processes.options import Options
from model.processes.utility import Utility
from model.processes.utility_parameters import Choice
from model.state.state import JOINT, NONE, SEVEN_VS, Array, IntArray

if TYPE_CHECKING:
    from model.world import World


def places(chosen: IntArray) -> IntArray:
    """Return where the value of the option that each company chose is in an array of options x N, N."""
    found: IntArray = chosen * len(chosen) + np.arange(len(chosen))
    return found


def contributions(world: World, options: Options, utility: Utility, chosen: IntArray, place: IntArray) -> Array:
    """Return the absolute contribution of each V to the option chosen, N x 7, % revenue a year.

    Args:
        world: the world.
        options: the options that companies have.
        utility: what these bring.
        chosen: N, the options chosen.
        place: N, as `places` returns them.
    """
    company = world.state.company
    choice, duty = world.parameters[Choice], world.parameters[Duty]
    saved, rates = utility.discounts, utility.rates
    joint = chosen == JOINT
    form, substance, signal = options.form.take(chosen), options.substance.take(place), utility.signal.take(place)
    pooled = choice.pooling * joint * substance
    weight = weight_of_cost(utility.behind.take(place), utility.rivals)
    own = saved.form * form + saved.full * (substance - pooled)
    agreed = duty.active * duty.agreement * joint
    alone = np.minimum(company.capability * options.breadth[JOINT], options.substance[JOINT])
    parts = {
        "inform": weight * own * saved.learned * saved.desk,
        "tempt": substance * rates.incentive,
        "facilitate": weight * saved.full * pooled * saved.learned * (1.0 - saved.desk),
        "conditions": signal * rates.public,
        "oblige": utility.duty.take(place) + utility.sanctions[NONE] - utility.sanctions.take(place),
        "connect": agreed + utility.peers * form * world.state.government.dialogue.take(company.region),
        "leverage": duty.active * duty.conscience * company.motivation * joint * (options.substance[JOINT] - alone),
    }
    stacked = np.array([parts[name] for name in SEVEN_VS])
    return np.abs(stacked, out=stacked).T
