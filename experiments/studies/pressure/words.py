"""What a study of pressure points says, in English and Dutch, and the names of its sets and groups."""

from __future__ import annotations

from experiments.report.terminal import label
from experiments.report.words import LANGUAGES
from experiments.studies.pressure.design import ALL, BUT, THREE, PressureDesign
from experiments.studies.pressure.groups import Group
from model.inputs.pressure_points import PRESSURE_POINTS
from model.inputs.tables import OTHER

_WORDS: dict[str, tuple[str, str]] = {
    THREE: ("The three forces together", "De drie krachten samen"),
    "forces_capability": ("Three forces, capability", "Drie krachten, bekwaamheid"),
    "forces_affordability": ("Three forces, affordability", "Drie krachten, betaalbaarheid"),
    "forces_capability_affordability": (
        "Three forces, capability, affordability",
        "Drie krachten, bekwaamheid, betaalbaarheid",
    ),
    ALL: ("All together", "Alles samen"),
    BUT: ("All but: {point}", "Alles behalve: {point}"),
    "held": ("held at its most", "op zijn hoogst"),
    "points": ("points", "punten"),
    "share": ("% of the gap", "% van de kloof"),
    "workers": ("million workers", "miljoen werkenden"),
    "without": ("all without it", "alles zonder dit"),
    "sector": ("sector", "sector"),
    "tier": ("tier", "schakel"),
    "country": ("country", "land"),
    "tier_name": ("tier {tier}", "schakel {tier}"),
    "other_country": ("other countries", "overige landen"),
    "world_title": (
        "Gain in chain impact worldwide at the end of {year}, against {mix}",
        "Winst in ketenimpact wereldwijd eind {year}, tegenover {mix}",
    ),
    "where_title": (
        "Where each brings most at the end of {year}: most points of the world's index, then most of the own gap",
        "Waar elk het meest brengt eind {year}: de meeste punten van de wereldindex, dan het meest van de eigen kloof",
    ),
    "legend": (
        "Points: gain on the index of 0–100, ± half of the 90% interval over {seeds} paired seeds. Gap: what the index "
        "lacks of 100 with nothing held. Workers: above the stated level. All without it: gain of all points but this.",
        "Punten: winst op de index van 0–100, ± half 90%-interval over {seeds} gepaarde toevalsreeksen. Kloof: wat de "
        "index zonder iets vast te houden tot 100 tekortkomt. Werkenden: boven het gestelde niveau. Alles zonder dit: "
        "winst van alle punten behalve dit.",
    ),
    "short": ("In short", "In het kort"),
    "short_base": (
        "With nothing held chain impact worldwide is {level} of 100 at the end of {year}: a gap of {gap} points.",
        "Zonder iets vast te houden is de ketenimpact wereldwijd {level} van 100 eind {year}: een kloof van {gap} "
        "punten.",
    ),
    "short_alone": (
        "Alone, {point} brings most: at most {gain} points, {share}% of the gap.",
        "Alleen brengt {point} het meest: hoogstens {gain} punten, {share}% van de kloof.",
    ),
    "short_set": ("{name}: {gain} points, {share}% of the gap.", "{name}: {gain} punten, {share}% van de kloof."),
    "short_without": (
        "Of all together most is lost without {point}: {loss} points.",
        "Van alles samen gaat het meest verloren zonder {point}: {loss} punten.",
    ),
    "short_where": (
        "All together, most of the gain is in: {groups}.",
        "Met alles samen zit de meeste winst in: {groups}.",
    ),
    "short_part": (
        "Held in a part of the world only ({part}); left out, since they cannot be limited so: {points}.",
        "Alleen vastgehouden in een deel van de wereld ({part}); weggelaten, want niet zo te beperken: {points}.",
    ),
    "short_bound": (
        "These are the most that this model's rules allow, whatever the cost: no forecast, and no policy.",
        "Dit is het hoogste dat de regels van dit model toelaten, wat het ook kost: geen voorspelling en geen beleid.",
    ),
    "none": ("none", "geen"),
}


def word(key: str, language: str, **gaps: object) -> str:
    """Return a sentence in a language, its gaps filled."""
    return _WORDS[key][LANGUAGES.index(language)].format(**gaps)


def set_label(name: str, language: str) -> str:
    """Return the label of a set of pressure points."""
    if name in PRESSURE_POINTS:
        return label(PRESSURE_POINTS[name], language)
    if name.startswith(BUT):
        return word(BUT, language, point=lowered(name.removeprefix(BUT), language))
    return word(name, language)


def lowered(point: str, language: str) -> str:
    """Return the label of a pressure point with a small first letter."""
    text = label(PRESSURE_POINTS[point], language)
    return text[:1].lower() + text[1:]


def group_label(design: PressureDesign, group: Group, language: str) -> str:
    """Return the name of a sector, tier or producing country."""
    if group.dimension == "tier":
        return word("tier_name", language, tier=group.key)
    if group.key == OTHER:
        return word("other_country", language)
    table, column = {
        "sector": (design.tables.sectors, "code"),
        "country": (design.tables.countries, "iso3"),
    }[group.dimension]
    place = table[column].tolist().index(group.key)
    return str(table[f"name_{language}"][place])
