"""Programmes in producing countries: cooperation with governments, support of unions, training of suppliers."""

from __future__ import annotations

import numpy as np

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import par, parameters, switch
from model.state.state import NLD, Array, Levers


@parameters("producing_country_programmes")
class ProducingCountryProgrammes:
    """Strength of programmes by level, and how their budget is divided.

    The budget is 1 at full strength, whatever the uses, so that a richer package costs something elsewhere.
    """

    cooperation_share: float = par(
        1,
        legal=(0, 10),
        plausible=(0.2, 2),
        unit="relative weight",
        meaning="part of the budget for cooperation with producing governments",
        source="assumption: equal weights; SER 2.1, 3.6 and 5.2 name the uses, not the amounts",
    )
    fund_share: float = par(
        1,
        legal=(0, 10),
        plausible=(0.2, 2),
        unit="relative weight",
        meaning="part of the budget for unions and workers' organisations",
        source="assumption: equal weights; SER 2.1, 3.6 and 5.2 name the uses, not the amounts",
    )
    training_share: float = par(
        1,
        legal=(0, 10),
        plausible=(0.2, 2),
        unit="relative weight",
        meaning="part of the budget for training of suppliers",
        source="assumption: equal weights; SER 2.1, 3.6 and 5.2 name the uses, not the amounts",
    )
    dutch_reach: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.05, 0.5),
        unit="share",
        meaning="reach of a Dutch programme relative to a European one of the same strength",
        source="assumption: of the order of the Dutch share in imports of the EU (scenarios/data/sectors.csv)",
    )
    active: float = switch("home governments have programmes in producing countries")
    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def divide(budget: Array, shares: tuple[float, float, float]) -> tuple[Array, Array, Array]:
    """Divide a budget by region over three uses in proportion to `shares`; nothing when all are 0."""
    total = sum(shares)
    first, second, third = (budget * (share / total if total > 0 else 0.0) for share in shares)
    return first, second, third


def apply(levers: Levers, strength: Array, values: ProducingCountryProgrammes) -> None:
    """Cooperate with governments, support unions and train suppliers."""
    budget = values.active * strength
    budget[NLD] *= values.dutch_reach
    uses = divide(budget, (values.cooperation_share, values.fund_share, values.training_share))
    for lever, use in zip((levers.cooperation, levers.organising_fund, levers.supplier_training), uses, strict=True):
        np.maximum(lever, use, out=lever)


INSTRUMENT = Instrument(
    name="producing_country_programmes",
    order=10,
    label_en="Programmes in producing countries",
    label_nl="Programma's in productielanden",
    v="leverage",
    primitives=("leverage", "connection"),
    sections=("2.1", "3.6", "5.2"),
    meaning=(
        "Home governments and their embassies cooperate with governments of producing countries, support unions and "
        "train suppliers. This is another way to sustainable globalisation than responsible business conduct, not "
        "tied to a law: existing policy under every mix, which any mix may strengthen."
    ),
    group=ProducingCountryProgrammes,
    apply=apply,
)
