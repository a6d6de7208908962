"""Side effects here and there: burden, paper, displaced themes, headquarters, concealment, public cost (SER 2.4, 3.4).

Flight from suppliers is in `model.outcomes.flight`.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.displacement import displaced_effort
from model.outcomes.firm_cost import burden
from model.outcomes.labels import SIZE_LABELS
from model.outcomes.measures import Measures, shares, total, totals
from model.outcomes.outcome import Outcome
from model.outcomes.public_cost import public_cost
from model.outcomes.weights import dutch_revenue, dutch_workers
from model.state.state import Array
from model.world import World


def _revenue_by_size(world: World) -> Array:
    company = world.state.company
    weight = dutch_revenue(world)
    return np.stack([shares(weight * (company.size_class == size)) for size in range(len(SIZE_LABELS))])


def _burden_by_size(measures: Measures) -> Array:
    return totals(measures.of_run(_revenue_by_size), measures.once(burden))


def form_without_substance(measures: Measures) -> float:
    """Return due diligence on paper less that in practice, by revenue of Dutch companies (M15)."""
    company = measures.state.company
    return total(company.form - company.substance, measures.of_run(dutch_revenue))


def _burden_of(position: int, size: str) -> Outcome:
    return Outcome(
        name=f"burden_{size}",
        group="side_effects",
        label_en=f"Burden of {SIZE_LABELS[size][0]}",
        label_nl=f"Lasten van {SIZE_LABELS[size][1]}",
        unit="% revenue/year",
        direction=-1,
        sections=("3.4.1", "4.4"),
        perspective="here",
        meaning="cost of due diligence and fines of Dutch firms of this size, by revenue; 0 when there are none",
        compute=lambda measures: float(measures.once(_burden_by_size)[position]),
    )


OUTCOMES: tuple[Outcome, ...] = (
    *(_burden_of(position, size) for position, size in enumerate(SIZE_LABELS)),
    Outcome(
        name="burden_mean",
        group="side_effects",
        label_en="Burden of Dutch companies",
        label_nl="Lasten van Nederlandse bedrijven",
        unit="% revenue/year",
        direction=-1,
        sections=("3.4.1", "4.3"),
        perspective="here",
        meaning="cost of due diligence and fines, by revenue",
        compute=lambda measures: total(measures.once(burden), measures.of_run(dutch_revenue)),
    ),
    Outcome(
        name="form_without_substance",
        group="side_effects",
        label_en="Form without substance",
        label_nl="Papier zonder inhoud",
        unit="0-1",
        direction=-1,
        sections=("3.4.1", "3.5.4"),
        perspective="here",
        meaning="due diligence on paper less that in practice, by revenue of Dutch companies",
        compute=form_without_substance,
    ),
    Outcome(
        name="displaced_themes",
        group="side_effects",
        label_en="Effort that mandates take from other themes",
        label_nl="Inzet die wettelijke thema's aan andere thema's onttrekken",
        unit="share of effort",
        direction=-1,
        sections=("3.4.2",),
        perspective="here",
        meaning="fall of effort by theme against the same quarter without mandated themes, as a share of effort",
        compute=displaced_effort,
    ),
    Outcome(
        name="headquarters_moved",
        group="side_effects",
        label_en="Headquarters moved",
        label_nl="Verplaatste hoofdkantoren",
        unit="share",
        direction=-1,
        sections=("4.3",),
        perspective="here",
        meaning="share of Dutch companies, by revenue, whose headquarters left the country",
        compute=lambda measures: total(measures.state.company.moved, measures.of_run(dutch_revenue)),
    ),
    Outcome(
        name="hiding_mean",
        group="side_effects",
        label_en="Problems concealed",
        label_nl="Verborgen problemen",
        unit="share",
        direction=-1,
        sections=("2.3", "3.6"),
        perspective="elsewhere",
        meaning="share of problems that suppliers in Dutch chains conceal, by workers",
        compute=lambda measures: total(measures.state.supplier.hiding, measures.of_run(dutch_workers)),
    ),
    Outcome(
        name="public_cost",
        group="side_effects",
        label_en="Cost to the Dutch treasury",
        label_nl="Kosten voor de Nederlandse overheid",
        unit="EUR m/year",
        direction=-1,
        sections=("2.4", "3.2"),
        perspective="here",
        meaning="sum of its items, which stand under costs",
        compute=public_cost,
    ),
)
