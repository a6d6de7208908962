"""Leverage: what a supplier's buyers together ask, and how much of it is heard.

A buyer's demand counts by its share of the supplier's sales, its effort on the theme, its insight in deeper
tiers and its credibility. Buyers with different codes weaken one another. Below a threshold little happens,
above it much: when a substantial part of the buyers asks for the same, a producer moves (SER 1, 3.6).

    L_jk = [1 - b (1 - HHI_j)] sum_l w_l effort_ik v_i^(tier - 1) cred_i
    cred_i = 1 - (1 - stick)(1 - carrot)(1 - joint gain, for covenant members acting jointly)(1 - base)
    G_jk = (1 + t_j^n) L^n / (L^n + t_j^n)

The threshold follows Granovetter (1978); a common code may come from a covenant or, as far as policy is
coherent, from a law. Sales to buyers outside the model count in the denominator, so that a small market alone
has little leverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state import JOINT, TIERS, Array, BoolArray, IntArray
from model.sums import company_by_supplier, sum_by

if TYPE_CHECKING:
    from model.world import World


@parameters("leverage")
class Leverage:
    """How demands of buyers add up."""

    active: float = switch("demands of buyers give leverage over suppliers")
    steepness: float = par(
        3,
        legal=(1, 12),
        plausible=(2, 6),
        unit="-",
        meaning="exponent of the threshold: how sudden the effect of leverage sets in",
        source="assumption; Granovetter 1978 and Centola 2018 for the mechanism",
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
    ratio = np.log(leverage, out=np.full(leverage.shape, -np.inf), where=leverage > 0)
    ratio -= np.log(threshold)[:, np.newaxis]
    ratio *= steepness
    np.exp(ratio, out=ratio)
    effect: Array = ratio / (1.0 + ratio) * (1.0 + threshold**steepness)[:, np.newaxis]
    return np.minimum(effect, 1.0)


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
        scope: companies x laws, 0-1.
        coherence: coherence of policy at the company's home, 0-1.
    """
    if scope.shape[1] == 0:
        return np.where(joint, covenant, 0), joint.astype(float)
    law = scope.argmax(axis=1)
    code = np.where(joint, covenant, covenants + law)
    part = np.where(joint, 1.0, coherence * scope.max(axis=1))
    return code, part


def code_concentration(
    own: Array, common: Array, supplier: IntArray, code: IntArray, codes: int, total: Array
) -> Array:
    """Return the Herfindahl index of the codes that buyers ask of each supplier; 1 when nobody asks.

    Args:
        own: by link, what is asked under a code that no other link shares.
        common: by link, what is asked under the shared code.
        supplier: by link, row of the supplier.
        code: by link, the shared code.
        codes: number of shared codes.
        total: by supplier, the sum of `own` and `common`.
    """
    suppliers = len(total)
    used = np.flatnonzero(common > 0)
    key = code[used] * suppliers + supplier[used]
    by_code = np.bincount(key, common[used], suppliers * codes).reshape(codes, suppliers)
    squares = sum_by(supplier, own**2, suppliers) + np.einsum("cs,cs->s", by_code, by_code)
    index: Array = np.divide(squares, total**2, out=np.ones(suppliers), where=total > 0)
    return np.minimum(index, 1.0)


def step(world: World) -> None:
    """Add up the demands of all buyers at each supplier."""
    values = world.parameters[Leverage]
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    supplier.volume = sum_by(link.supplier, link.volume, supplier.rows) + supplier.outside_volume
    link.share_of_supplier = link.volume * (1.0 / np.maximum(supplier.volume, 1e-12))[link.supplier]
    joint = (company.option == JOINT) & (company.covenant >= 0)

    buyers = company_by_supplier(link, link.share_of_supplier, company.rows, supplier.rows).T
    asked_of = buyers @ np.column_stack((company.premium, joint, company.substance, company.cost))
    supplier.premium = asked_of[:, 0]
    supplier.joint_share = np.minimum(asked_of[:, 1], 1.0)
    supplier.asked_share = np.minimum(asked_of[:, 2], 1.0)
    supplier.buyer_cost = asked_of[:, 3]
    supplier.code_concentration = _concentration(world, joint)

    insight = company.visibility[:, np.newaxis] ** np.arange(TIERS)
    heard = insight * credibility(joint, values)[:, np.newaxis]
    weight = link.share_of_supplier * (heard * values.active).ravel()[link.company * TIERS + link.tier - 1]
    demand = company_by_supplier(link, weight, company.rows, supplier.rows).T @ company.effort
    unity = 1.0 - values.fragmentation * (1.0 - supplier.code_concentration)
    supplier.leverage = np.minimum(demand * unity[:, np.newaxis], 1.0)
    supplier.effect = leverage_effect(supplier.leverage, supplier.threshold, values.steepness)


def _concentration(world: World, joint: BoolArray) -> Array:
    state = world.state
    company, link = state.company, state.link
    coherence = state.levers.coherence[company.region]
    code, part = shared_codes(joint, company.covenant, state.covenant.rows, company.scope, coherence)
    codes = max(1, state.covenant.rows + company.scope.shape[1])
    own = link.share_of_supplier * (company.substance * (1.0 - part))[link.company]
    common = link.share_of_supplier * (company.substance * part)[link.company]
    asked = state.supplier.asked_share
    return code_concentration(own, common, link.supplier, code[link.company], codes, asked)


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
        "link.company",
        "link.supplier",
        "link.tier",
        "link.volume",
        "supplier.outside_volume",
        "supplier.threshold",
    ),
    mechanisms=("M8", "M19", "M26"),
    sections=("1", "2.3", "3.4.1", "3.6", "4.3"),
)
