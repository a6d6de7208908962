"""Pressure points of the chain: quantities on which lasting change rests, and the most that each could be.

The advice asks regulators and sectors to look for the pressure points in a chain (SER 3.6). Here each is one or more
columns of the state that could be held at their most (`model.inputs.held`), to see how much they could bring at all.
That is a bound inside the model: it says nothing of how to get there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.inputs.held import DIVISIONS, WORLD, Hold, Part


@dataclass(frozen=True)
class PressurePoint:
    """A pressure point: its columns with the most that each could be, and where the advice speaks of it."""

    name: str
    most: Mapping[str, float]
    label_en: str
    label_nl: str
    meaning: str
    sections: tuple[str, ...]

    @property
    def divisions(self) -> frozenset[str]:
        """By what it can be limited to a part of the world."""
        return frozenset.intersection(*(frozenset(DIVISIONS[column.partition(".")[0]]) for column in self.most))

    def holds(self, start: int, part: Part = WORLD) -> tuple[Hold, ...]:
        """Return what holds it at its most from a quarter (counted from year 0) on."""
        return tuple(Hold(column, value, start, part) for column, value in self.most.items())


_ALL = (
    PressurePoint(
        name="leverage",
        most={"supplier.effect": 1.0},
        label_en="Leverage of buyers",
        label_nl="Invloed van afnemers",
        meaning="what buyers ask of every supplier has its full effect, on every theme",
        sections=("1", "3.6"),
    ),
    PressurePoint(
        name="voice",
        most={"supplier.voice": 1.0},
        label_en="Voice of workers",
        label_nl="Stem van werkenden",
        meaning="workers of every supplier can and dare speak up",
        sections=("1", "2.1", "5.2"),
    ),
    PressurePoint(
        name="enforcement",
        most={"country.enforcement": 1.0},
        label_en="Enforcement there",
        label_nl="Handhaving daar",
        meaning="governments of all producing countries enforce fully",
        sections=("1", "2.1", "5.2"),
    ),
    PressurePoint(
        name="supplier_capability",
        most={"supplier.capability": 1.0},
        label_en="Capability of suppliers",
        label_nl="Bekwaamheid van leveranciers",
        meaning="every supplier is fully able to improve, on every theme",
        sections=("2.3", "3.6"),
    ),
    PressurePoint(
        name="affordability",
        most={"supplier.affordable": 1.0},
        label_en="Affordability",
        label_nl="Betaalbaarheid",
        meaning="every supplier can afford to improve, wages included",
        sections=("2.3", "3.6"),
    ),
    PressurePoint(
        name="insight",
        most={"company.visibility": 1.0, "link.detection": 1.0},
        label_en="Insight of buyers",
        label_nl="Inzicht van afnemers",
        meaning="companies see every problem at every supplier, in all tiers",
        sections=("2.3", "3.6"),
    ),
    PressurePoint(
        name="motivation",
        most={"company.motivation": 1.0},
        label_en="Motivation of companies",
        label_nl="Motivatie van bedrijven",
        meaning="every company is fully motivated of its own accord",
        sections=("2.3", "3.4.1"),
    ),
)

PRESSURE_POINTS: dict[str, PressurePoint] = {point.name: point for point in _ALL}
"""All pressure points by name, the three forces behind lasting change first."""
FORCES = ("leverage", "voice", "enforcement")
"""The three that have to come together for lasting change (SER 1, 2.1)."""
