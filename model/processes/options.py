"""The five due diligence options and the substance each gives (R1; M2; SER 2.3, Kader 2).

Substance is capability times breadth: nothing for none and form; capability on own priorities for narrow; capability
throughout for broad; capability raised by the covenant's quality for joint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.processes.utility_parameters import Choice
from model.state.state import BROAD, JOINT, NARROW, NONE, OPTIONS, Array, BoolArray

if TYPE_CHECKING:
    from model.world import World


@dataclass(frozen=True)
class Options:
    """What each option means for each company: arrays of options (5) x companies (N)."""

    form: Array
    """5, 0 or 1."""
    breadth: Array
    """5 x N, share of the themes covered, 0-1."""
    substance: Array
    """5 x N, breadth counted, 0-1."""
    able: BoolArray
    """N, whether joint action is open."""


def breadths(motivation: Array, choice: Choice) -> Array:
    """Return the breadth of each option, 5 x N: the motivated choose more than the minimum of their option."""
    result = np.zeros((len(OPTIONS), len(motivation)))
    result[NARROW] = np.maximum(choice.narrow_breadth, motivation)
    result[BROAD] = 1.0
    result[JOINT] = np.maximum(choice.joint_breadth, motivation)
    return result


def substances(capability: Array, breadth: Array, joint_gain: Array) -> Array:
    """Return substance by option, 5 x N; `joint_gain` (N) is added to capability in a covenant, at most to 1."""
    result = capability * breadth
    result[JOINT] = np.minimum(1.0, capability + joint_gain) * breadth[JOINT]
    return result


def options_of(world: World) -> Options:
    """Return the options that companies have this quarter."""
    company, covenant = world.state.company, world.state.covenant
    choice = world.parameters[Choice]
    row = np.maximum(company.covenant, 0)
    able = (company.covenant >= 0) & covenant.active.take(row)
    gain = (choice.joint_gain * covenant.quality).take(row) * able
    breadth = breadths(company.motivation, choice)
    form = np.ones(len(OPTIONS))
    form[NONE] = 0.0
    substance = substances(company.capability, breadth, gain)
    substance[:NARROW] = 0.0
    return Options(form, breadth, substance, able)
