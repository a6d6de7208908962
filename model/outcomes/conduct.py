"""What companies do and say: endorsement, the six steps, substance and motivation (M2, M14; correction 20).

Shares count large Dutch firms, each firm once; means weigh Dutch companies by revenue. The steps follow monitoring
practice: 1 embed, 2 identify, 3 mitigate, 4 track, 5 communicate, 6 remedy; verified firms pass all six.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.outcomes.labels import CLASS_LABELS
from model.outcomes.measures import Measures, shares, total
from model.outcomes.outcome import Outcome, Perspective
from model.outcomes.public_cost import dutch_inspections
from model.outcomes.stages import covering_chain, endorsing, reporting_full, steps_passed, verified, without
from model.outcomes.weights import dutch, dutch_firms, dutch_revenue, dutch_volume_by_tier, large_dutch_firms
from model.state import Array, BoolArray
from model.world import World

_STEPS: tuple[tuple[str, str], ...] = (
    ("embed", "verankeren"),
    ("identify", "vaststellen"),
    ("mitigate", "aanpakken"),
    ("track", "volgen"),
    ("communicate", "communiceren"),
    ("remedy", "herstellen"),
)


def sites_known(measures: Measures) -> float:
    """Return the share of the volume of Dutch chains whose sites the buyer knows, over all tiers (M5)."""
    visibility = measures.state.company.visibility
    known = np.stack([visibility, visibility**2, visibility**3])
    return float((known * measures.of_run(dutch_volume_by_tier)).sum())


def caseload(measures: Measures) -> float:
    """Return inspections of Dutch firms a year (M20)."""
    return measures.once(dutch_inspections)


def covenant_share(measures: Measures) -> float:
    """Return the share of Dutch companies, by revenue, in a covenant in force (M26)."""
    company, covenant = measures.state.company, measures.state.covenant
    if covenant.rows == 0:
        return 0.0
    member = (company.covenant >= 0) & covenant.active[np.maximum(company.covenant, 0)]
    return total(member.astype(float), measures.of_run(dutch_revenue))


def class_revenue(world: World) -> Array:
    """Return weights of Dutch companies by revenue within thirds of starting motivation, lowest first, 3 x N (M14).

    The thirds hold equal numbers of firms.
    """
    company = world.state.company
    rows = np.flatnonzero(dutch(world))
    order = rows[np.argsort(company.base_motivation[rows], kind="stable")]
    below = np.cumsum(shares(dutch_firms(world))[order]) - 0.5 * shares(dutch_firms(world))[order]
    third = np.full(company.rows, -1)
    third[order] = np.minimum((below * len(CLASS_LABELS)).astype(np.int64), len(CLASS_LABELS) - 1)
    return np.stack([shares(company.revenue * (third == number)) for number in range(len(CLASS_LABELS))])


def _share(
    name: str, labels: tuple[str, str], direction: int, meaning: str, measure: Callable[[Measures], BoolArray]
) -> Outcome:
    return Outcome(
        name=name,
        group="conduct",
        label_en=labels[0],
        label_nl=labels[1],
        unit="share of large Dutch firms",
        direction=direction,
        sections=("2.3",),
        perspective="here",
        meaning=meaning,
        compute=lambda measures: total(measures.once(measure).astype(float), measures.of_run(large_dutch_firms)),
    )


def _step(position: int) -> Outcome:
    english, dutch_name = _STEPS[position]
    return _share(
        f"stage_{position + 1}",
        (
            f"Due diligence step {position + 1}: {english}",
            f"Stap {position + 1} van gepaste zorgvuldigheid: {dutch_name}",
        ),
        1,
        f"large Dutch firms that pass step {position + 1} of due diligence",
        lambda measures: measures.once(steps_passed)[position],
    )


def _mean(column: str, labels: tuple[str, str], perspective: Perspective) -> tuple[Outcome, ...]:
    def measure(weigh: Callable[[Measures], Array]) -> Callable[[Measures], float]:
        return lambda measures: total(getattr(measures.state.company, column), weigh(measures))

    def declare(suffix: str, whom: tuple[str, str], weigh: Callable[[Measures], Array]) -> Outcome:
        return Outcome(
            name=f"{column}_{suffix}",
            group="conduct",
            label_en=f"{labels[0]}, {whom[0]}",
            label_nl=f"{labels[1]}, {whom[1]}",
            unit="0-1",
            direction=1,
            sections=("2.3", "3.2"),
            perspective=perspective,
            meaning=f"mean {column} of {whom[0]}, by revenue",
            compute=measure(weigh),
        )

    def of_class(position: int) -> Callable[[Measures], Array]:
        return lambda measures: measures.of_run(class_revenue)[position]

    everyone = declare("mean", ("Dutch companies", "Nederlandse bedrijven"), lambda each: each.of_run(dutch_revenue))
    classes = (declare(name, CLASS_LABELS[name], of_class(number)) for number, name in enumerate(CLASS_LABELS))
    return (everyone, *classes)


OUTCOMES: tuple[Outcome, ...] = (
    _share(
        "endorsing_share",
        ("Endorsing the OECD Guidelines", "Onderschrijft de OESO-richtlijnen"),
        1,
        "large Dutch firms that do some due diligence or are motivated",
        endorsing,
    ),
    _share(
        "self_reported_full_share",
        ("Says to do full due diligence", "Zegt volledige gepaste zorgvuldigheid toe te passen"),
        1,
        "large Dutch firms whose due diligence looks full to outsiders",
        reporting_full,
    ),
    _share(
        "whole_chain_share",
        ("Due diligence over the whole chain", "Gepaste zorgvuldigheid in de hele keten"),
        1,
        "large Dutch firms with enough insight in tier 3",
        covering_chain,
    ),
    *(_step(position) for position in range(len(_STEPS))),
    _share(
        "verified_share",
        ("Passes all six steps", "Voldoet aan alle zes stappen"),
        1,
        "large Dutch firms that pass all six steps of due diligence",
        verified,
    ),
    _share(
        "zero_share",
        ("No due diligence", "Geen gepaste zorgvuldigheid"),
        -1,
        "large Dutch firms without any due diligence",
        without,
    ),
    *_mean("substance", ("Substance of due diligence", "Inhoud van gepaste zorgvuldigheid"), "here"),
    *_mean("motivation", ("Intrinsic motivation", "Intrinsieke motivatie"), "later"),
    *_mean("capability", ("Capability for due diligence", "Vermogen tot gepaste zorgvuldigheid"), "later"),
    Outcome(
        name="covenant_share_of_market",
        group="conduct",
        label_en="Market share of covenants",
        label_nl="Marktaandeel van convenanten",
        unit="share of revenue",
        direction=1,
        sections=("3.2", "3.6"),
        perspective="here",
        meaning="Dutch companies in a covenant in force, by revenue",
        compute=covenant_share,
    ),
    Outcome(
        name="caseload",
        group="conduct",
        label_en="Inspections of Dutch firms",
        label_nl="Inspecties bij Nederlandse bedrijven",
        unit="inspections/year",
        direction=0,
        sections=("3.4.1", "4.4"),
        perspective="here",
        meaning="inspections expected of all regulators together",
        compute=caseload,
    ),
    Outcome(
        name="sites_known",
        group="conduct",
        label_en="Production sites known",
        label_nl="Bekende productielocaties",
        unit="share of volume",
        direction=1,
        sections=("2.3", "3.6"),
        perspective="later",
        meaning="volume of Dutch chains, all tiers, from sites that the buyer knows",
        compute=sites_known,
    ),
)
