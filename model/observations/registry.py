"""All statistics by name: those of every module of this package that has `STATISTICS`."""

from __future__ import annotations

import importlib
import pkgutil

from model.observations.statistic import Statistic

_WITHOUT = ("registry", "table", "observing")
"""Modules that stand on the registry."""


def _discover() -> dict[str, Statistic]:
    package = __name__.rpartition(".")[0]
    found: dict[str, Statistic] = {}
    for each in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if each.name in _WITHOUT:
            continue
        for statistic in getattr(importlib.import_module(f"{package}.{each.name}"), "STATISTICS", ()):
            if statistic.name in found:
                raise ValueError(f"statistic '{statistic.name}' is declared twice")
            found[statistic.name] = statistic
    return found


STATISTICS: dict[str, Statistic] = _discover()
"""Every statistic by name."""
