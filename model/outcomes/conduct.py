"""What companies do and say: endorsement, the six steps, substance and motivation (M2, M14; correction 20).

Shares count large Dutch firms, each firm once; means weigh Dutch companies by revenue. The steps follow monitoring
practice: 1 embed, 2 identify, 3 mitigate, 4 track, 5 communicate, 6 remedy; verified firms pass all six.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.outcomes.chains import of_members
from model.outcomes.labels import CLASS_LABELS
from model.outcomes.measures import Measures, shares, total, totals, totals_each
from model.outcomes.outcome import Outcome, Perspective
from model.outcomes.public_cost import dutch_inspections
from model.outcomes.stages import covering_chain, endorsing, reporting_full, steps_passed, verified, without
from model.outcomes.weights import dutch_revenue, dutch_volume_by_tier, large_dutch_firms, motivation_class
from model.state.state import Array, BoolArray, IntArray
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
    second = visibility * visibility
    known = np.array([visibility, second, second * visibility])
    return float(np.einsum("tn,tn->", known, measures.of_run(dutch_volume_by_tier)))


def caseload(measures: Measures) -> float:
    """Return inspections of Dutch firms a year (M20)."""
    return measures.once(dutch_inspections)


def covenant_share(measures: Measures) -> float:
    """Return the share of Dutch companies, by revenue, in a covenant in force (M26)."""
    member = of_members(measures.state.company.covenant, measures.state.covenant.active)
    return total(member, measures.of_run(dutch_revenue))


def class_revenue(world: World) -> Array:
    """Return weights of Dutch companies by revenue within thirds of starting motivation, lowest first, 3 x N (M14)."""
    revenue, third = world.state.company.revenue, motivation_class(world)
    return np.stack([shares(revenue * (third == number)) for number in range(len(CLASS_LABELS))])


_SHARES: tuple[Callable[[Measures], BoolArray], ...] = (endorsing, reporting_full, covering_chain, verified, without)
_MEANS = ("substance", "motivation", "capability")


def _large_shares(measures: Measures) -> Array:
    """Return the share of large Dutch firms of which each of `_SHARES` holds and that pass each step."""
    held = [*(measures.once(each) for each in _SHARES), *measures.once(steps_passed)]
    rows, weights = measures.of_run(_large)
    return totals(np.array(held).take(rows, axis=1), weights)


def _large(world: World) -> tuple[IntArray, Array]:
    """Return the rows of large Dutch firms, and the share of each in their number."""
    weights = large_dutch_firms(world)
    rows = np.flatnonzero(weights)
    return rows, weights[rows]


def _revenue_weights(world: World) -> Array:
    """Return weights by revenue of all Dutch companies and of each class of motivation, (1 + classes) x N."""
    return np.vstack([dutch_revenue(world), class_revenue(world)])


def _means(measures: Measures) -> Array:
    """Return the means of `_MEANS`, by each of the revenue weights."""
    values = np.array([getattr(measures.state.company, column) for column in _MEANS])
    return totals_each(values, measures.of_run(_revenue_weights))


def _share(name: str, labels: tuple[str, str], direction: int, meaning: str, position: int) -> Outcome:
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
        compute=lambda measures: float(measures.once(_large_shares)[position]),
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
        len(_SHARES) + position,
    )


def _mean(column: str, labels: tuple[str, str], perspective: Perspective) -> tuple[Outcome, ...]:
    row = _MEANS.index(column)

    def declare(suffix: str, whom: tuple[str, str], weight: int) -> Outcome:
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
            compute=lambda measures: float(measures.once(_means)[row, weight]),
        )

    everyone = declare("mean", ("Dutch companies", "Nederlandse bedrijven"), 0)
    classes = (declare(name, CLASS_LABELS[name], 1 + number) for number, name in enumerate(CLASS_LABELS))
    return (everyone, *classes)


OUTCOMES: tuple[Outcome, ...] = (
    _share(
        "endorsing_share",
        ("Endorsing the OECD Guidelines", "Onderschrijft de OESO-richtlijnen"),
        1,
        "large Dutch firms that do some due diligence or are motivated",
        _SHARES.index(endorsing),
    ),
    _share(
        "self_reported_full_share",
        ("Says to do full due diligence", "Zegt volledige gepaste zorgvuldigheid toe te passen"),
        1,
        "large Dutch firms whose due diligence looks full to outsiders",
        _SHARES.index(reporting_full),
    ),
    _share(
        "whole_chain_share",
        ("Due diligence over the whole chain", "Gepaste zorgvuldigheid in de hele keten"),
        1,
        "large Dutch firms with enough insight in tier 3",
        _SHARES.index(covering_chain),
    ),
    *(_step(position) for position in range(len(_STEPS))),
    _share(
        "verified_share",
        ("Passes all six steps", "Voldoet aan alle zes stappen"),
        1,
        "large Dutch firms that pass all six steps of due diligence",
        _SHARES.index(verified),
    ),
    _share(
        "zero_share",
        ("No due diligence", "Geen gepaste zorgvuldigheid"),
        -1,
        "large Dutch firms without any due diligence",
        _SHARES.index(without),
    ),
    *_mean("substance", ("Substance of due diligence", "Inhoud van gepaste zorgvuldigheid"), "here"),
    *_mean("motivation", ("Intrinsic motivation", "Intrinsieke motivatie"), "later"),
    *_mean("capability", ("Capability for due diligence", "Bekwaamheid in gepaste zorgvuldigheid"), "later"),
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
