"""Inspections, findings and fines (M20; SER 3.4.1, 4.4).

An inspection happens with the chance of detection, as far as the law binds, so that regulators never do more than
their capacity and complaints ask; it finds a breach with probability D, the degree of breach (`utility.breach`). A
finding makes fines likelier for five years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import parameters, switch
from model.process import Process
from model.processes.decision import actual_breach
from model.processes.regulators import Supervision
from model.state import FINDING_WINDOW
from model.sums import by_group

if TYPE_CHECKING:
    from model.world import World


@parameters("inspections")
class Inspections:
    """Switches of inspections."""

    active: float = switch("regulators inspect and sanction")


def step(world: World) -> None:
    """Inspect, find and fine."""
    state, book = world.state, world.laws
    company, law = state.company, state.law
    values = world.parameters[Supervision]
    on = world.parameters[Inspections].active
    draws = world.uniforms("inspections", company.rows, len(book.laws))
    bound = on * company.scope * company.detection
    breach = actual_breach(world)
    caught = bound * breach
    found = draws < caught
    repeated = values.repetition_factor ** company.findings.sum(axis=1)[:, None]
    chance = np.minimum(1.0, book.filled("fine_probability", values.fine_probability) * repeated)
    fined = (draws < caught * chance) * book.filled("fine", values.fine) + book.filled("order", values.order)
    paid = found * fined * (1.0 - company.grace)
    company.fined[:] = 4.0 * paid.sum(axis=1)
    company.findings[:, world.quarter % FINDING_WINDOW] = found.sum(axis=1)
    law.inspected[:] = by_group(company.firms, bound)
    law.found[:] = by_group(company.firms, caught)


PROCESS = Process(
    name="inspections",
    meaning="inspections, findings and fines",
    step=step,
    reads=(
        "company.scope",
        "company.detection",
        "company.grace",
        "company.firms",
        "company.form",
        "company.option",
        "company.breadth",
        "law.scrutiny",
    ),
    mechanisms=("M20",),
    sections=("3.4.1", "4.4"),
)
