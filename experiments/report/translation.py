"""What parameters and processes mean in Dutch, and how all units read.

Declarations in the model are in English. `dutch.csv` holds the Dutch of each by its English text, so that a text
which changes has no Dutch until somebody gives it one; a test holds the two together.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

DUTCH = Path(__file__).resolve().parents[1] / "locales" / "dutch.csv"

UNITS: dict[str, str] = {
    "% of share": "% van aandeel",
    "0 or 1": "0 of 1",
    "EUR bn": "mld euro",
    "EUR m": "mln euro",
    "EUR": "euro",
    "buyers": "afnemers",
    "change": "verandering",
    "claim": "claim",
    "complaint": "klacht",
    "amendments": "wijzigingen",
    "complaints": "klachten",
    "employees": "werknemers",
    "factor": "factor",
    "firms": "bedrijven",
    "log hazard": "log-hazard",
    "log-odds": "log-odds",
    "log": "log",
    "incident": "incident",
    "index": "index",
    "inspection": "inspectie",
    "inspections": "inspecties",
    "million workers": "miljoen werkenden",
    "of effort": "van de inzet",
    "of large Dutch firms": "van grote Nederlandse bedrijven",
    "of revenue": "van de omzet",
    "of volume": "van het volume",
    "of votes": "van de stemmen",
    "per firm": "per bedrijf",
    "per law": "per wet",
    "per million workers": "per miljoen werkenden",
    "per unit effort": "per eenheid inzet",
    "per unit of effort": "per eenheid inzet",
    "per unit of ambition": "per eenheid ambitie",
    "per unit improvement": "per eenheid verbetering",
    "pp FOB": "procentpunt FOB",
    "pp margin": "procentpunt marge",
    "purchases": "inkoop",
    "quarter": "kwartaal",
    "quarters": "kwartalen",
    "relative to normal": "ten opzichte van normaal",
    "relative weight": "relatief gewicht",
    "revenue": "omzet",
    "share": "aandeel",
    "staff": "personeel",
    "turnover": "omzet",
    "weight": "gewicht",
    "workers": "werkenden",
    "year": "jaar",
    "years": "jaar",
}
"""Words in units and how they read in Dutch."""
WORD = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in sorted(UNITS, key=len, reverse=True))})(?!\w)")
"""Finds the longest words that are known."""


@cache
def dutch_texts() -> dict[str, str]:
    """Return the Dutch of each English text."""
    with DUTCH.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["dutch"] for row in csv.DictReader(file)}


def text_in(language: str, english: str) -> str:
    """Return a meaning in `en` or `nl`; as it stands where there is no Dutch of it."""
    return dutch_texts().get(english, english) if language == "nl" else english


def unit_in(language: str, english: str) -> str:
    """Return a unit in `en` or `nl`; the longest words that are known come first."""
    return WORD.sub(lambda found: UNITS[found[0]], english) if language == "nl" else english
