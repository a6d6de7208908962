"""What the figures of a breakdown say, in English and Dutch."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "lead_from": (
        "{part} of the {lead} points that mix {code} adds come from {group}",
        "{part} van de {lead} punten die mix {code} toevoegt komen uit {group}",
    ),
    "lead_unclear": (
        "no mix clearly adds to the whole (largest: {code})",
        "geen mix voegt duidelijk iets toe aan het geheel (grootste: {code})",
    ),
    "sectors_title": (
        "Dutch chains by sector, {year} – {message}",
        "Nederlandse ketens naar sector, {year} – {message}",
    ),
    "sectors_subtitle": (
        "Conditions in each sector (rows, with its share of workers) on each theme (columns): difference from mix "
        "{base} within the sector, in points of the index 0–100",
        "Omstandigheden in elke sector (rijen, met het aandeel in werkenden) op elk thema (kolommen): verschil met mix "
        "{base} binnen de sector, in punten van de index 0–100",
    ),
    "sectors_key": ("difference, points:", "verschil, punten:"),
    "sectors_note": (
        "Dot: the 90% interval of the paired difference over {seeds} seeds leaves out 0, without a correction for the "
        "number of cells; not drawn where the difference rounds to 0. Colours go with its square root.",
        "Stip: het 90%-interval van het gepaarde verschil over {seeds} toevalsreeksen sluit 0 uit, zonder correctie "
        "voor het aantal cellen; niet getekend waar het verschil op 0 afrondt. Kleuren volgen de wortel ervan.",
    ),
    "countries_title": (
        "Dutch chains by producing country, {year} – {message}",
        "Nederlandse ketens naar productieland, {year} – {message}",
    ),
    "countries_subtitle": (
        "Difference from mix {base}: in conditions within the country (left), and in what the country adds to all "
        "Dutch chains (right); the {count} countries that add most, with their share of workers",
        "Verschil met mix {base}: in omstandigheden binnen het land (links), en in wat het land toevoegt aan alle "
        "Nederlandse ketens (rechts); de {count} landen die het meest toevoegen, met hun aandeel in werkenden",
    ),
    "countries_chain_impact_dutch_within": ("Within the country", "Binnen het land"),
    "countries_chain_impact_dutch": ("Added to the whole", "Toegevoegd aan het geheel"),
    "countries_axis": ("points (index 0–100)", "punten (index 0–100)"),
    "countries_note": (
        "What all countries add makes up the difference in Dutch chains.",
        "Wat alle landen toevoegen vormt samen het verschil in Nederlandse ketens.",
    ),
}
"""Sentences by name; those of both languages have the same gaps."""
