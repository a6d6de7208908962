"""STEP: which processes run in a quarter, in which order. The only place that knows the order.

Each process sees what earlier ones wrote in the same quarter and what later ones wrote in the quarter before;
so nothing is circular. BURN_IN lets companies settle on a fixed world of 2020 under the laws of that time.
"""

from __future__ import annotations

from model.process import Process
from model.processes import (
    affordability,
    attention,
    conditions,
    covenants,
    decision,
    exits,
    exposure,
    government_trust,
    information,
    inspections,
    instruments,
    laws,
    learning,
    leverage,
    market,
    motivation,
    perception,
    politics,
    producing_governments,
    regulators,
    relations,
    remedy,
    shocks,
    supplier_capability,
    supplier_margin,
    unions,
)

STEP: tuple[Process, ...] = (
    shocks.PROCESS,
    politics.PROCESS,
    instruments.PROCESS,
    laws.PROCESS,
    regulators.PROCESS,
    information.PROCESS,
    perception.PROCESS,
    exposure.PROCESS,
    decision.PROCESS,
    attention.PROCESS,
    covenants.PROCESS,
    leverage.PROCESS,
    unions.PROCESS,
    supplier_margin.PROCESS,
    affordability.PROCESS,
    conditions.PROCESS,
    supplier_capability.PROCESS,
    producing_governments.PROCESS,
    inspections.PROCESS,
    remedy.PROCESS,
    exits.PROCESS,
    market.PROCESS,
    relations.PROCESS,
    learning.PROCESS,
    motivation.PROCESS,
    government_trust.PROCESS,
)

BURN_IN: tuple[Process, ...] = (
    instruments.PROCESS,
    laws.PROCESS,
    regulators.PROCESS,
    information.PROCESS,
    perception.PROCESS,
    exposure.PROCESS,
    decision.PROCESS,
    attention.PROCESS,
    leverage.PROCESS,
    inspections.PROCESS,
    learning.PROCESS,
    motivation.PROCESS,
    government_trust.PROCESS,
)
