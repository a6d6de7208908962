"""Policy instruments, one a file; discovered, never listed by hand.

An instrument is a function from its strength by region to levers. It may touch the levers and the
intensity of laws, nothing else: no outcome, no decision, no harm.
"""

from __future__ import annotations

import importlib
import pkgutil

from model.instruments.instrument import Instrument


def _discover() -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for module in pkgutil.iter_modules(__path__):
        instrument = getattr(importlib.import_module(f"{__name__}.{module.name}"), "INSTRUMENT", None)
        if instrument is not None:
            found[instrument.name] = instrument
    return {name: found[name] for name in sorted(found, key=lambda each: found[each].order)}


INSTRUMENTS: dict[str, Instrument] = _discover()
"""All instruments by name, in the order of table 3.1 of the advice, and behind them those of plug-ins."""
OF_THE_ADVICE: tuple[str, ...] = tuple(INSTRUMENTS)
"""The names of those of table 3.1."""
