"""What the figure of pressure points says, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

from experiments.report.words import LANGUAGES

_WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "Alone, no pressure point closes more than {alone}% of the gap ({point}); leverage, voice and enforcement "
        "together close at most {three}%, and all points together {every}%",
        "Alleen dicht geen drukpunt meer dan {alone}% van de kloof ({point}); invloed, stem en handhaving samen "
        "dichten er hoogstens {three}% van, en alle punten samen {every}%",
    ),
    "title_some": (
        "Alone, no pressure point closes more than {alone}% of the gap ({point}); those shown together {every}%",
        "Alleen dicht geen drukpunt meer dan {alone}% van de kloof ({point}); de getoonde samen {every}%",
    ),
    "title_one": (
        "At its most, {point} closes {alone}% of the gap",
        "Op zijn hoogst dicht {point} {alone}% van de kloof",
    ),
    "subtitle": (
        "Gain in chain impact worldwide at the end of {year} when a pressure point is held at the most it could be"
        "{place}, under {mix}, {course}; and in which tiers, sectors and producing countries the gain falls",
        "Winst in ketenimpact wereldwijd eind {year} als een drukpunt wordt vastgehouden op het hoogste dat het kan "
        "zijn{place}, bij {mix}, {course}; en in welke schakels, sectoren en productielanden de winst valt",
    ),
    "in_part": (" (only in: {part})", " (alleen in: {part})"),
    "note": (
        "An upper bound within the model's rules, not a forecast: it leaves out how to get there and what it costs. "
        "Gap: what the index of 0–100 lacks of 100 with nothing held. Lines: 90% intervals over {seeds} paired seeds. "
        "Countries: those with most gain in the last row.",
        "Een bovengrens binnen de regels van het model, geen voorspelling: hoe daar te komen en wat het kost blijft "
        "buiten beeld. Kloof: wat de index van 0–100 zonder iets vast te houden tot 100 tekortkomt. Lijnen: "
        "90%-intervallen over {seeds} gepaarde toevalsreeksen. Landen: die met de meeste winst in de laatste rij.",
    ),
    "bar": ("{gain} ({share}%)", "{gain} ({share}%)"),
    "bar_axis": ("points (share of the gap)", "punten (deel van de kloof)"),
    "head_tier": ("Tier", "Schakel"),
    "head_sector": ("Sector", "Sector"),
    "head_country": ("Producing country", "Productieland"),
    "key_size": ("Size: part of the gain", "Grootte: deel van de winst"),
    "key_colour": ("Colour: share of the group's own gap", "Kleur: deel van de eigen kloof van de groep"),
}


def pressure_words(language: str) -> dict[str, str]:
    """Return the words of the figure in a language."""
    place = LANGUAGES.index(language)
    return {key: texts[place] for key, texts in _WORDS.items()}
