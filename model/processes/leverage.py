"""Leverage: what a supplier's buyers together ask, and how much of it is heard.

A buyer's demand counts by its share of the supplier's sales, its effort on the theme, its insight in deeper
tiers and its credibility. Buyers with different codes weaken one another. Below a threshold little happens,
above it much: when a substantial part of the buyers asks for the same, a producer moves (SER 1, 3.6).

    L_jk = [1 - b (1 - HHI_j)] sum_l w_l effort_ik v_i^(tier - 1) cred_i
    cred_i = 1 - (1 - stick)(1 - carrot)(1 - joint gain, for covenant members acting jointly)(1 - base)
    G_jk = (1 + t_j^n) L^n / (L^n + t_j^n)

The threshold follows Granovetter (1978); a common code may come from a covenant or, as far as policy is
coherent, from a law. Sales to buyers outside the model count in the denominator, so that a small market alone
has little leverage. What programmes ask (`model.processes.programmes`) comes beside it as an independent chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import JOINT, NONE, TIERS, Array, BoolArray, IntArray
from model.sums import either, sum_by

if TYPE_CHECKING:
    from model.building.purchases import Some
    from model.world import World


@parameters("leverage")
class Leverage:
    """How demands of buyers add up."""

    active: float = switch("demands of buyers give leverage over suppliers")
    steepness: float = par(
        2.32,
        legal=(1, 12),
        plausible=(2, 6),
        unit="-",
        meaning="exponent of the threshold: how sudden the effect of leverage sets in",
        source="assumption; Granovetter 1978 and Centola 2018 for the mechanism",
        before=3,
    )
    stick: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0, 0.8),
        unit="0-1",
        meaning="credibility from the threat of fewer orders",
        source="assumption; Amengual, Distelhorst and Tobin 2020: orders rarely follow standards",
    )
    carrot: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0, 0.5),
        unit="0-1",
        meaning="credibility from the prospect of more orders",
        source="assumption; Amengual, Distelhorst and Tobin 2020: orders rarely follow standards",
    )
    joint_credibility: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0, 0.3),
        unit="0-1",
        meaning="credibility added by acting jointly in a covenant",
        source="assumption; SER 3.6 for the mechanism",
    )
    base_credibility: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.6),
        unit="0-1",
        meaning="credibility of a request as such",
        source="assumption",
    )
    fragmentation: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0, 0.7),
        unit="0-1",
        meaning="loss of leverage when every buyer has a code of its own",
        source="assumption; SER 3.4.1 and 4.3 for the mechanism",
    )


def credibility(joint: BoolArray, values: Leverage) -> Array:
    """Return how seriously suppliers take each buyer, 0-1; `joint` marks joint action in a covenant."""
    alone = (1.0 - values.stick) * (1.0 - values.carrot) * (1.0 - values.base_credibility)
    return 1.0 - alone * (1.0 - values.joint_credibility * joint.astype(float))


def leverage_effect(leverage: Array, threshold: Array, steepness: float) -> Array:
    """Return the effect G of leverage: 0 at 0, 1 at 1, rising steeply around the threshold.

    Args:
        leverage: suppliers x themes, 0-1.
        threshold: by supplier, above 0.
        steepness: exponent n.
    """
    effect, half = power(leverage, steepness), power(threshold, steepness)[:, np.newaxis]
    below = effect + half
    effect *= 1.0 + half
    effect /= below
    return np.clip(effect, 0.0, 1.0, out=effect)


def power(values: Array, exponent: float) -> Array:
    """Return values of at least 0 to a power above 0; a small whole one by multiplication, ten times as fast."""
    if exponent not in (2.0, 3.0, 4.0):
        return values**exponent
    result = values * values
    for _ in range(int(exponent) - 2):
        result *= values
    return result


def shared_codes(
    joint: BoolArray, covenant: IntArray, covenants: int, scope: Array, coherence: Array
) -> tuple[IntArray, Array]:
    """Return for each company the code that it shares with others, and the part of its demands under it.

    Members acting jointly follow the code of their covenant. Others in scope of a law follow, as far as
    policy is coherent, the standard of the law that binds them most; the rest of their demands is under a
    code of their own.

    Args:
        joint: acts jointly in a covenant.
        covenant: row of the covenant, -1 for none.
        covenants: number of covenants; codes of laws are numbered after these.
        scope: companies x laws, 0-1: strength times the share of the themes.
        coherence: coherence of policy at the company's home, 0-1.
    """
    if scope.shape[1] == 0:
        return np.where(joint, covenant, 0), joint.astype(float)
    law = scope.argmax(axis=1)
    code = np.where(joint, covenant, covenants + law)
    part = np.where(joint, 1.0, coherence * scope[np.arange(len(law)), law])
    return code, part


def squares_of_shared(code: IntArray, supplier: IntArray, asked: Array, suppliers: int) -> Array:
    """Return by supplier the sum of squares of what all buyers together ask there under each shared code.

    Args:
        code: number of the shared code, by link.
        supplier: row of the supplier, by link.
        asked: what the buyer asks under that code, times its share of the supplier's sales, by link.
        suppliers: number of suppliers.
    """
    used = np.bincount(code) > 0
    place = (np.cumsum(used) - 1)[code]
    by_code = np.bincount(place * suppliers + supplier, asked, int(used.sum()) * suppliers).reshape(-1, suppliers)
    by_code *= by_code
    total: Array = np.add.reduce(by_code, axis=0)
    return total


def code_concentration(squares: Array, total: Array) -> Array:
    """Return the Herfindahl index of the codes that buyers ask of each supplier; 1 when nobody asks.

    Args:
        squares: by supplier, the sum of squares of what is asked under each code.
        total: by supplier, the sum of all that is asked; so little that its square has no digits left is nothing.
    """
    squared = total**2
    index: Array = np.divide(squares, squared, out=np.ones(len(total)), where=squared > np.finfo(float).tiny)
    return np.minimum(index, 1.0)


def step(world: World) -> None:
    """Add up the demands of all buyers at each supplier."""
    values = world.parameters[Leverage]
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    supplier.volume = sum_by(link.supplier, link.volume, supplier.rows) + supplier.outside_volume
    link.share_of_supplier = link.volume * (1.0 / np.maximum(supplier.volume, 1e-12)).take(link.supplier)
    joint = (company.option == JOINT) & (company.covenant >= 0)

    # mostly a minority does due diligence, and the others ask and pay nothing
    asking = world.purchases.among(np.flatnonzero(company.option != NONE))
    seller, share = link.supplier.take(asking.links), link.share_of_supplier.take(asking.links)
    what = np.stack((company.premium, joint, company.substance, company.cost))
    asked_of = asking.over_buyers(seller, share, what.T)
    supplier.premium = asked_of[:, 0]
    supplier.joint_share = np.minimum(asked_of[:, 1], 1.0)
    supplier.asked_share = np.minimum(asked_of[:, 2], 1.0)
    supplier.buyer_cost = asked_of[:, 3]
    squares = _squares(world, asking, (seller, share), joint)
    supplier.code_concentration = code_concentration(squares, supplier.asked_share)

    heard = np.empty((company.rows, TIERS))
    heard[:, 0] = values.active * credibility(joint, values)
    for tier in range(1, TIERS):
        heard[:, tier] = heard[:, tier - 1] * company.visibility
    demand = asking.over_buyers(seller, share * asking.spread_by_tier(heard), company.effort)
    unity = 1.0 - values.fragmentation * (1.0 - supplier.code_concentration)
    leverage = np.asfortranarray(demand)
    leverage *= unity[:, np.newaxis]
    if supplier.covered.any():
        leverage = either(np.minimum(leverage, 1.0), supplier.programme_demand)
    supplier.leverage = np.clip(leverage, 0.0, 1.0, out=leverage)
    supplier.effect = leverage_effect(supplier.leverage, supplier.threshold, values.steepness)


def _squares(world: World, asking: Some, links: tuple[IntArray, Array], joint: BoolArray) -> Array:
    """Return by supplier the sum of squares of what is asked under each code; `links`: supplier and share."""
    company, suppliers, (seller, share) = world.state.company, world.state.supplier.rows, links
    coherence = world.state.levers.coherence[company.region]
    scope = company.scope * world.laws.theme_share
    code, part = shared_codes(joint, company.covenant, world.state.covenant.rows, scope, coherence)
    common = company.substance * part
    own = share * asking.spread(company.substance - common)
    own *= own
    under = asking.spread(common)
    sharing = np.flatnonzero(under)
    asked = share.take(sharing) * under.take(sharing)
    together = squares_of_shared(asking.spread(code).take(sharing), seller.take(sharing), asked, suppliers)
    return sum_by(seller, own, suppliers) + together


PROCESS = Process(
    name="leverage",
    meaning="Demands of buyers add up at suppliers",
    step=step,
    reads=(
        "company.covenant",
        "company.cost",
        "company.effort",
        "company.option",
        "company.premium",
        "company.region",
        "company.scope",
        "company.substance",
        "company.visibility",
        "levers.coherence",
        "link.supplier",
        "link.volume",
        "supplier.covered",
        "supplier.outside_volume",
        "supplier.programme_demand",
        "supplier.threshold",
    ),
    mechanisms=("M8", "M19", "M26"),
    sections=("1", "2.3", "3.4.1", "3.6", "4.3"),
    switches=("leverage.active",),
    burn_in=True,
)
