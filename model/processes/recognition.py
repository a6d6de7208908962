"""What a recognised covenant is worth to a member that acts in it (M22; SER 3.6, annex 1).

Where a law recognises covenants, acting jointly in a recognised one stands in, for a part r, for what the law asks
beyond it, and supervision is for that part left to the operator. So of the option of joint action alone

    sanctions fall by   r sum_L W_iL scrutiny_L (1 - e_iL)
    duty rises by       r responsibility_i sum_L mhat_iL t_L s_L (1 - e_iL)

over the laws L that recognise covenants; t_L is the share of themes that a law covers. Its price is that members
may do less than the law asks of each of them, a concern of the advice (SER 3.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.processes.regulators import Supervision, in_recognised
from model.state.state import Array, IntArray

if TYPE_CHECKING:
    from model.world import World


def relief(world: World, weight: Array, met: Array, responsibility: Array) -> tuple[IntArray, Array, Array]:
    """Return the members of recognised covenants (M), and what that spares and gives them if they act jointly, M each.

    Args:
        world: the world.
        weight: N x L, expected sanction of a full breach, % revenue a year.
        met: distinct demands x N, how far joint action meets what laws ask, 0-1.
        responsibility: N, weight of a legal duty, % revenue a year.

    Returns:
        rows of companies; sanctions spared; sense of duty gained, both % revenue a year.
    """
    book, law = world.laws, world.state.law
    rows, laws = np.flatnonzero(in_recognised(world)), np.flatnonzero(book.recognises)
    counted = world.parameters[Supervision].recognition * (1.0 - met[book.demand[laws]][:, rows])
    place = np.ix_(rows, laws)
    spared = np.einsum("nl,l,ln->n", weight[place], law.scrutiny[laws], counted)
    asked = world.state.company.expected_scope[place] * (book.substantive_share * book.theme_share)[laws]
    gained = responsibility[rows] * np.einsum("nl,ln->n", asked, counted)
    return rows, spared, gained
