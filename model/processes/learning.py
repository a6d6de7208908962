"""Companies learn to do due diligence by doing it (R2; correction 9; M12; SER 2.3 item 10).

k <- k + r (1 - k)[a q + b desk f + c joint (k_covenant - k)+] - d k (1 - f)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.utility_parameters import Choice
from model.state.state import JOINT, Array
from model.sums import mean_by

if TYPE_CHECKING:
    from model.world import World


@parameters("learning")
class Learning:
    """How capability grows and fades."""

    active: float = switch("capability of companies changes")
    rate: float = par(
        0.106,
        legal=(0, 1),
        plausible=(0.03, 0.12),
        unit="1/quarter",
        meaning="speed of learning",
        source="assumption; fitted (docs/calibration.md); SER 2.3 item 10: three to five years is too short",
        before=0.08,
    )
    by_doing: float = par(
        0.729,
        legal=(0, 20),
        plausible=(0.5, 2),
        unit="weight",
        meaning="learning from own substance",
        source="assumption",
        before=1,
    )
    from_desk: float = par(
        0.5,
        legal=(0, 20),
        plausible=(0.25, 1),
        unit="weight",
        meaning="learning from the support desk, for those who do due diligence",
        source="assumption",
    )
    from_members: float = par(
        0.5,
        legal=(0, 20),
        plausible=(0.25, 1),
        unit="weight",
        meaning="learning from more capable covenant members",
        source="assumption; SER 3.6",
    )
    fading: float = par(
        0.01,
        legal=(0, 1),
        plausible=(0.005, 0.02),
        unit="1/quarter",
        meaning="loss of capability without due diligence",
        source="assumption",
    )


def learned(capability: Array, teaching: Array, form: Array, values: Learning) -> Array:
    """Return next quarter's capability, N, 0-1; `teaching` is the weighted sum of what a company learns from."""
    grown = capability + values.rate * (1.0 - capability) * teaching
    result: Array = np.clip(grown - values.fading * capability * (1.0 - form), 0.0, 1.0)
    return result


def step(world: World) -> None:
    """Update capability."""
    values, choice = world.parameters[Learning], world.parameters[Choice]
    if not values.active:
        return
    company = world.state.company
    joint = (company.option == JOINT) & (company.covenant >= 0)
    row = np.maximum(company.covenant, 0)
    rows = world.state.covenant.rows
    of_members = mean_by(row, company.capability, joint.astype(float), rows)[row]
    desk = choice.desk_take_up * world.state.levers.support_desk[company.region] * company.form
    teaching = (
        values.by_doing * company.substance
        + values.from_desk * desk
        + values.from_members * joint * np.maximum(of_members - company.capability, 0.0)
    )
    company.capability[:] = learned(company.capability, teaching, company.form, values)


PROCESS = Process(
    name="learning",
    meaning="companies learn by doing, from the desk and from each other",
    step=step,
    reads=(
        "company.region",
        "company.option",
        "company.covenant",
        "company.substance",
        "company.form",
        "levers.support_desk",
    ),
    mechanisms=("M12", "M26"),
    sections=("2.3", "3.6"),
    switches=("learning.active",),
    burn_in=True,
)
