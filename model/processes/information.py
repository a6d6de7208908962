"""What companies and the public see of the chain (R5; M5, M26; SER 2.3 items 3 and 7).

Insight in the next tier: v = v0 + (1 - v0)(1 - exp(-i (k + q) T / 2)), with capability k, substance q, trust T;
in tier t it is v^t. Covenant members acting jointly pool what they know of a supplier: 1 - prod(1 - v^t). A buyer
sees det = a known (1 - hiding) audits of the problems. Harm is publicly attributed with chance
d = 1 - (1 - y voice)(1 - g disclosure).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import JOINT, Array, IntArray

if TYPE_CHECKING:
    from model.world import World


@parameters("information")
class Information:
    """Insight, audits and publicity."""

    active: float = switch("due diligence gives insight in the chain, which members of covenants share")
    base_visibility: float = par(
        0.435,
        legal=(0, 1),
        plausible=(0.2, 0.7),
        unit="0-1",
        meaning="insight in the next tier without due diligence",
        source="assumption; fitted (docs/calibration.md); most firms stop at tier 1 (BIICL, Civic and LSE 2020)",
        before=0.53,
    )
    visibility_gain: float = par(
        1.23,
        legal=(0, 20),
        plausible=(0.5, 3),
        unit="-",
        meaning="how fast capability, substance and trust raise insight",
        source="assumption; fitted (docs/calibration.md)",
        before=2,
    )
    audit_reliability: float = par(
        0.45,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="0-1",
        meaning="share of visible problems that audits find",
        source="Short, Toffel and Hugill 2016 on audits that miss violations; value is an assumption",
    )
    attribution: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.6),
        unit="0-1",
        meaning="chance that workers with full voice get harm publicly attributed",
        source="assumption",
    )
    watchdogs: float = par(
        0.134,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="reach of civil society organisations where buyers disclose their chain",
        source="assumption",
        before=0.1,
    )


def visibility(base: float, gain: float, readiness: Array, trust: Array) -> Array:
    """Return insight in the next tier, N, 0-1; `readiness` is capability plus substance, `trust` mean link trust."""
    result: Array = base + (1.0 - base) * (1.0 - np.exp(-gain * readiness * trust / 2.0))
    return result


def pooled(known: Array, covenant: IntArray, supplier: IntArray, suppliers: int) -> Array:
    """Return what members of a covenant that act jointly know of a supplier once they share it, by link.

    Args:
        known: share known by each buyer, 0-1.
        covenant: row of the buyer's covenant.
        supplier: row of the supplier.
        suppliers: number of suppliers.
    """
    key = covenant * suppliers + supplier
    unknown = np.bincount(key, np.log1p(-np.minimum(known, 1.0 - 1e-12)))
    together: Array = 1.0 - np.exp(unknown[key])
    return together


def powers(insight: Array) -> Array:
    """Return v^t by company and tier, N x 3."""
    squared = insight * insight
    return np.stack((insight, squared, squared * insight), axis=1)


def step(world: World) -> None:
    """Set visibility, detection and attribution."""
    values = world.parameters[Information]
    state = world.state
    company, supplier, link = state.company, state.supplier, state.link
    purchases = world.purchases
    trust = purchases.of_company(link.trust * link.share_of_purchases)
    readiness = values.active * (company.capability + company.substance)
    company.visibility[:] = visibility(values.base_visibility, values.visibility_gain, readiness, trust)
    known = purchases.spread(powers(company.visibility).ravel())
    sharers = (company.option == JOINT) & (company.covenant >= 0) & bool(values.active)
    joint = purchases.among(np.flatnonzero(sharers))
    sharing = joint.links
    seller, covenant = link.supplier.take(sharing), joint.spread(company.covenant)
    known[sharing] = pooled(known.take(sharing), covenant, seller, supplier.rows)
    audits = values.audit_reliability * float(state.shock.audits[0])
    np.multiply(known, (audits * (1.0 - supplier.hiding)).take(link.supplier), out=link.detection)
    disclosed = purchases.over_buyers(link.supplier, link.share_of_supplier, company.disclosure * company.form)
    heard = 1.0 - values.attribution * supplier.voice
    supplier.attribution[:] = 1.0 - heard * (1.0 - values.watchdogs * np.minimum(disclosed, 1.0))


PROCESS = Process(
    name="information",
    meaning="insight, detection, public attribution",
    step=step,
    reads=(
        "company.capability",
        "company.substance",
        "company.option",
        "company.covenant",
        "company.disclosure",
        "company.form",
        "supplier.hiding",
        "supplier.voice",
        "link.supplier",
        "link.trust",
        "link.share_of_purchases",
        "link.share_of_supplier",
        "shock.audits",
    ),
    mechanisms=("M5", "M26"),
    sections=("2.3",),
    switches=("information.active",),
    burn_in=True,
)
