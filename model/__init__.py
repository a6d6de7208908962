"""Ketenimpact as a library: how mixes of government policy work out in value chains.

::

    from model import ChainModel, load_scenario, simulate

    series = simulate(load_scenario("broad", world="small"), seed=1).series
    model = ChainModel(load_scenario("broad", world="small"), rng=1)

Names are loaded when first used, so that `import model` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.agents import Company, Government, HomeGovernment, ProducingGovernment, Supplier, Union
    from model.errors import InputError
    from model.model import ChainModel
    from model.scenario import Scenario, load_scenario
    from model.simulation import Run, simulate, simulate_together

__all__ = [
    "ChainModel",
    "Company",
    "Government",
    "HomeGovernment",
    "InputError",
    "ProducingGovernment",
    "Run",
    "Scenario",
    "Supplier",
    "Union",
    "load_scenario",
    "simulate",
    "simulate_together",
]

_HOMES = {
    "ChainModel": "model",
    "Company": "agents",
    "Government": "agents",
    "HomeGovernment": "agents",
    "InputError": "errors",
    "ProducingGovernment": "agents",
    "Run": "simulation",
    "Scenario": "scenario",
    "Supplier": "agents",
    "Union": "agents",
    "load_scenario": "scenario",
    "simulate": "simulation",
    "simulate_together": "simulation",
}


def __getattr__(name: str) -> Any:
    """Load an exported name from the module it lives in, once."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the exported names too."""
    return sorted({*globals(), *__all__})
