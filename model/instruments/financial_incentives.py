"""Funds and vouchers for due diligence."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("financial_incentives")
class FinancialIncentives:
    """Strength of financial incentives by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Pay a larger part of due diligence."""
    levers.subsidy[:] = strength


INSTRUMENT = Instrument(
    name="financial_incentives",
    order=6,
    label_en="Financial incentives",
    label_nl="Financiële prikkels",
    v="tempt",
    primitives=("reward",),
    sections=("3.2", "3.3"),
    meaning=("Funds and vouchers pay part of what due diligence in practice costs."),
    group=FinancialIncentives,
    apply=apply,
)
