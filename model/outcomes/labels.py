"""Names in English and Dutch of what families of outcomes run over."""

from __future__ import annotations

from model.law import SIZE_CLASSES
from model.state import THEMES

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
