"""What a study of pressure points says, in English and Dutch, and the names of its sets and groups."""

from __future__ import annotations

from experiments.report.translation import N_, label, translate
from experiments.studies.pressure.design import ALL, BUT, THREE, PressureDesign
from experiments.studies.pressure.groups import Group
from model.inputs.pressure_points import PRESSURE_POINTS
from model.inputs.tables import OTHER

SETS = {
    THREE: N_("The three forces together"),
    "forces_capability": N_("Three forces, capability"),
    "forces_affordability": N_("Three forces, affordability"),
    "forces_capability_affordability": N_("Three forces, capability, affordability"),
    ALL: N_("All together"),
}
"""Sets of several pressure points."""


def set_label(name: str, language: str) -> str:
    """Return the label of a set of pressure points."""
    if name in PRESSURE_POINTS:
        return label(PRESSURE_POINTS[name], language)
    if name.startswith(BUT):
        return translate("All but: {point}", language, point=lowered(name.removeprefix(BUT), language))
    return translate(SETS[name], language)


def lowered(point: str, language: str) -> str:
    """Return the label of a pressure point with a small first letter."""
    text = label(PRESSURE_POINTS[point], language)
    return text[:1].lower() + text[1:]


def group_label(design: PressureDesign, group: Group, language: str) -> str:
    """Return the name of a sector, tier or producing country."""
    if group.dimension == "tier":
        return translate("tier {tier}", language, tier=group.key)
    if group.key == OTHER:
        return translate("other countries", language)
    table, column = {
        "sector": (design.tables.sectors, "code"),
        "country": (design.tables.countries, "iso3"),
    }[group.dimension]
    place = table[column].tolist().index(group.key)
    return str(table[f"name_{language}"][place])
