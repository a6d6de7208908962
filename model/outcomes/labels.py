"""Names in English and Dutch of what families of outcomes run over."""

from __future__ import annotations

from model.inputs.law import SIZE_CLASSES
from model.state.state import THEMES, TIERS

THEME_LABELS: dict[str, tuple[str, str]] = dict(
    zip(
        THEMES,
        (
            ("child labour", "kinderarbeid"),
            ("forced labour", "dwangarbeid"),
            ("freedom of association", "vakbondsvrijheid"),
            ("wages and hours", "loon en werktijden"),
            ("health and safety", "gezondheid en veiligheid"),
            ("gender equality", "gendergelijkheid"),
            ("environment and climate", "milieu en klimaat"),
            ("land rights", "landrechten"),
        ),
        strict=True,
    )
)
"""The risk themes, in their fixed order."""

SIZE_LABELS: dict[str, tuple[str, str]] = dict(
    zip(
        SIZE_CLASSES,
        (
            ("micro firms", "microbedrijven"),
            ("small firms", "kleine bedrijven"),
            ("medium-sized firms", "middelgrote bedrijven"),
            ("large firms", "grote bedrijven"),
            ("very large firms", "zeer grote bedrijven"),
        ),
        strict=True,
    )
)
"""The size classes, in their fixed order."""

REACH_LABELS: dict[str, tuple[str, str]] = {
    "dutch": ("Dutch chains", "Nederlandse ketens"),
    "global": ("all chains", "alle ketens"),
}
"""Whose chains are counted."""

SCALE_LABELS: dict[str, tuple[str, str]] = {
    "nld": ("the Dutch market", "de Nederlandse markt"),
    "eu": ("the EU, the Netherlands included", "de EU, met Nederland"),
    "global": ("the world", "de wereld"),
}
"""The scales of the level playing field."""

CLASS_LABELS: dict[str, tuple[str, str]] = {
    "laggards": ("laggards", "achterblijvers"),
    "pack": ("the pack", "het peloton"),
    "frontrunners": ("frontrunners", "koplopers"),
}
"""Thirds of companies by the motivation they started with, lowest first (SER 3.2)."""

TIER_LABELS: dict[str, tuple[str, str]] = {
    str(tier + 1): (f"tier {tier + 1}", f"schakel {tier + 1}") for tier in range(TIERS)
}
"""The tiers of chains, the direct suppliers first."""

PART_OF_WORLD_LABELS: dict[str, tuple[str, str]] = {
    "Central Asia": ("Central Asia", "Centraal-Azië"),
    "East Asia": ("East Asia", "Oost-Azië"),
    "Eastern Europe": ("Eastern Europe", "Oost-Europa"),
    "Latin America": ("Latin America", "Latijns-Amerika"),
    "North Africa": ("North Africa", "Noord-Afrika"),
    "North America": ("North America", "Noord-Amerika"),
    "Oceania": ("Oceania", "Oceanië"),
    "South Asia": ("South Asia", "Zuid-Azië"),
    "Southeast Asia": ("Southeast Asia", "Zuidoost-Azië"),
    "Sub-Saharan Africa": ("Sub-Saharan Africa", "Sub-Sahara-Afrika"),
    "Western Asia": ("Western Asia", "West-Azië"),
    "Western Europe": ("Western Europe", "West-Europa"),
}
"""Parts of the world as in the table of countries; another name there is shown as it stands."""
