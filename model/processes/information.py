"""What companies and the public see of the chain (R5; M5, M9, M26; SER 2.3 items 3 and 7).

Insight in the next tier: v = v0 + (1 - v0)(1 - exp(-i (k + q) T / 2)), with capability k, substance q, trust T;
in tier t it is v^t. Covenant members acting jointly pool what they know of a supplier: 1 - prod(1 - v^t). A buyer
sees det = a known (1 - hiding) audits of the problems, and takes the country's mean for the rest. Harm is publicly
attributed with chance d = 1 - (1 - y voice)(1 - g disclosure).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters
from model.process import Process
from model.state import JOINT, TIERS, Array, IntArray
from model.sums import company_by_supplier, sum_by

if TYPE_CHECKING:
    from model.world import World


@parameters("information")
class Information:
    """Insight, audits and publicity."""

    base_visibility: float = par(
        0.53,
        legal=(0, 1),
        plausible=(0.2, 0.7),
        unit="0-1",
        meaning="insight in the next tier without due diligence",
        source="assumption; fitted (docs/calibration.md); most firms stop at tier 1 (BIICL, Civic and LSE 2020)",
    )
    visibility_gain: float = par(
        2,
        legal=(0, 20),
        plausible=(0.5, 3),
        unit="-",
        meaning="how fast capability, substance and trust raise insight",
        source="assumption; fitted (docs/calibration.md)",
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
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="reach of civil society organisations where buyers disclose their chain",
        source="assumption",
    )


def visibility(base: float, gain: float, readiness: Array, trust: Array) -> Array:
    """Return insight in the next tier, N, 0-1; `readiness` is capability plus substance, `trust` mean link trust."""
    result: Array = base + (1.0 - base) * (1.0 - np.exp(-gain * readiness * trust / 2.0))
    return result


def pooled(known: Array, covenant: IntArray, supplier: IntArray, suppliers: int) -> Array:
    """Return what buyers know of a supplier once members of a covenant share it, same shape as `known`.

    Args:
        known: share known by each buyer, 0-1.
        covenant: row of the buyer's covenant when it acts jointly, -1 otherwise.
        supplier: row of the supplier.
        suppliers: number of suppliers.
    """
    sharing = np.flatnonzero(covenant >= 0)
    if sharing.size == 0:
        return known
    key = covenant[sharing] * suppliers + supplier[sharing]
    unknown = np.bincount(key, np.log1p(-np.minimum(known[sharing], 1.0 - 1e-12)))
    result = known.copy()
    result[sharing] = 1.0 - np.exp(unknown[key])
    return result


def powers(visibility_of_company: Array, company: IntArray, tier: IntArray) -> Array:
    """Return v^t for every link."""
    table = np.stack([visibility_of_company**power for power in (1, 2, 3)], axis=1).ravel()
    result: Array = table[company * TIERS + (tier - 1)]
    return result


def step(world: World) -> None:
    """Set visibility, detection, perceived risk and attribution."""
    values = world.parameters[Information]
    state = world.state
    company, supplier, link = state.company, state.supplier, state.link
    trust = sum_by(link.company, link.trust * link.share_of_purchases, company.rows)
    readiness = company.capability + company.substance
    company.visibility[:] = visibility(values.base_visibility, values.visibility_gain, readiness, trust)
    joint = np.where(company.option == JOINT, company.covenant, -1)
    known = pooled(
        powers(company.visibility, link.company, link.tier), joint[link.company], link.supplier, supplier.rows
    )
    audits = values.audit_reliability * float(state.shock.audits[0])
    link.detection[:] = audits * known * (1.0 - supplier.hiding[link.supplier])
    seen = company_by_supplier(link, link.share_of_purchases * link.detection, company.rows, supplier.rows)
    bought = company_by_supplier(link, link.share_of_purchases, company.rows, supplier.rows)
    surprise = supplier.country_condition - supplier.condition
    risk = seen @ surprise + bought @ (1.0 - supplier.country_condition)
    company.perceived_risk[:] = np.clip(risk, 0.0, 1.0)
    company.visible_improvement[:] = seen @ supplier.improvement
    below_cost = (supplier.margin < 0).astype(float)
    company.contributing_share[:] = (bought @ below_cost) * (company.premium == 0)
    publication = (company.disclosure * company.form)[link.company]
    disclosed = sum_by(link.supplier, link.share_of_supplier * publication, supplier.rows)
    heard = 1.0 - values.attribution * supplier.voice
    supplier.attribution[:] = 1.0 - heard * (1.0 - values.watchdogs * np.minimum(disclosed, 1.0))


PROCESS = Process(
    name="information",
    meaning="insight, detection, perceived risk, public attribution",
    step=step,
    reads=(
        "company.capability",
        "company.substance",
        "company.option",
        "company.covenant",
        "company.disclosure",
        "company.form",
        "company.premium",
        "supplier.hiding",
        "supplier.condition",
        "supplier.country_condition",
        "supplier.improvement",
        "supplier.margin",
        "supplier.voice",
        "link.company",
        "link.supplier",
        "link.tier",
        "link.trust",
        "link.share_of_purchases",
        "link.share_of_supplier",
        "shock.audits",
    ),
    mechanisms=("M5", "M9", "M26"),
    sections=("2.3",),
)
