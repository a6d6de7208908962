"""What figures say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

import math

from experiments.report.breakdown_words import WORDS as BREAKDOWN_WORDS
from model.errors import unknown_name

LANGUAGES = ("en", "nl")

_WORDS: dict[str, tuple[str, str]] = {
    "run": ("run {run}", "run {run}"),
    "mix": ("mix {names}", "mix {names}"),
    "mixes": ("mixes {names}", "mixen {names}"),
    "no_mix": ("no mix", "geen mix"),
    "and": ("and", "en"),
    "or": ("or", "of"),
    "all_courses": ("{text}, under each course of European politics", "{text}, bij elk verloop van de EU-politiek"),
    "one_course": ("{text}", "{text}"),
    "each_course": ("{course}: {text}", "{course}: {text}"),
    # who stands where
    "clear_best": (
        "mix {best} is highest{lead} at these parameters",
        "mix {best} is het hoogst{lead} bij deze parameters",
    ),
    "open_best": (
        "mix {best} is highest{lead}, within the spread of seeds of {rivals}",
        "mix {best} is het hoogst{lead}, binnen de spreiding van toevalsreeksen van {rivals}",
    ),
    "no_best": ("no mix stands out (highest: {best})", "geen mix springt eruit (hoogste: {best})"),
    "one_seed": (
        "mix {best} is highest (one seed, so no interval)",
        "mix {best} is het hoogst (één toevalsreeks, dus geen interval)",
    ),
    "lead": (" ({more} over mix {base})", " ({more} ten opzichte van mix {base})"),
    "alone": ("mix {best} stands alone", "mix {best} staat alleen"),
    "better": ("better", "beter"),
    "difference": ("difference from {base}", "verschil met {base}"),
    "intervals": (
        "Intervals: 90%, over {seeds} seeds; all mixes meet the same luck.",
        "Intervallen: 90%, over {seeds} toevalsreeksen; alle mixen treffen hetzelfde toeval.",
    ),
    "clear_or_not": (
        "Filled: the 90% interval of the paired difference from mix {base} leaves out 0; hollow: it does not.",
        "Gevuld: het 90%-interval van het gepaarde verschil met mix {base} sluit 0 uit; open: dat doet het niet.",
    ),
    # table 3.1
    "levels_title": (
        "All mixes but {base} strengthen the same {shared} Dutch instruments; they differ from each other in {apart} "
        "of {all}",
        "Alle mixen behalve {base} versterken dezelfde {shared} Nederlandse instrumenten; onderling verschillen ze in "
        "{apart} van de {all}",
    ),
    "levels_subtitle": (
        "Level of each instrument in each mix (table 3.1 of the SER advice), by the V that it belongs to; the dark bar "
        "is the European part, which begins with European law",
        "Niveau van elk instrument in elke mix (tabel 3.1 van het SER-advies), naar de V waar het bij hoort; de "
        "donkere balk is het Europese deel, dat met de Europese wet begint",
    ),
    "levels_note": (
        "Frame in the colour of a mix: differs from mix {base}. Hatched: ambiguous. In italics: how the advice "
        "supports the level, where it does not say so directly.",
        "Rand in de kleur van een mix: verschilt van mix {base}. Gearceerd: dubbelzinnig. Cursief: hoe het advies het "
        "niveau ondersteunt als het dit niet met zoveel woorden zegt.",
    ),
    "level_0": ("absent", "afwezig"),
    "level_1": ("existing policy", "bestaand beleid"),
    "level_2": ("strengthened (NL)", "versterkt (NL)"),
    "level_european": ("+ Europe", "+ Europa"),
    "level_only_european": ("European only", "alleen Europees"),
    "evidence_inferred": ("inferred", "afgeleid"),
    "evidence_ambiguous": ("? ambiguous", "? dubbelzinnig"),
    "evidence_assumption": ("assumption", "aanname"),
    "v_inform": ("Inform", "Voorlichten"),
    "v_tempt": ("Tempt", "Verleiden"),
    "v_facilitate": ("Facilitate", "Vergemakkelijken"),
    "v_conditions": ("Set conditions", "Voorwaarden stellen"),
    "v_oblige": ("Oblige", "Verplichten"),
    "v_connect": ("Connect", "Verbinden"),
    "v_leverage": ("Increase leverage", "Invloed vergroten"),
    # chain impact
    "impact_title": ("Impact in Dutch chains, {year} – {message}", "Impact in Nederlandse ketens, {year} – {message}"),
    "impact_subtitle": (
        "Conditions of the workers of 2020, mean over eight themes (top), and the paired difference from mix {base} "
        "(bottom)",
        "Omstandigheden van de werkenden van 2020, gemiddeld over acht thema's (boven), en het gepaarde verschil met "
        "mix {base} (onder)",
    ),
    "impact_axis": ("chain impact (index 0–100)", "ketenimpact (index 0–100)"),
    "impact_difference_axis": ("difference from mix {base}\n(index points)", "verschil met mix {base}\n(indexpunten)"),
    "year_axis": ("end of year", "eind van het jaar"),
    "reach_dutch": ("Dutch chains", "Nederlandse ketens"),
    "reach_global": ("All chains", "Alle ketens"),
    "start": ("start", "begin"),
    "start_note": (
        "Dotted line: mixes start. Within the spread of seeds: the 90% interval of the paired difference between two "
        "mixes holds 0. Other parameters may give another order: see robustness.",
        "Stippellijn: begin van de mixen. Binnen de spreiding van toevalsreeksen: het 90%-interval van het gepaarde "
        "verschil tussen twee mixen bevat 0. Andere parameters geven misschien een andere volgorde: zie robustness.",
    ),
    # level playing field
    "field_title": (
        "Level playing field in the EU on costs, {year} – {message}",
        "Gelijk speelveld in de EU op kosten, {year} – {message}",
    ),
    "field_subtitle": (
        "Share of the cost of full due diligence that rivals bear as well, at three scales; 100% is a level field",
        "Deel van de kosten van volledige gepaste zorgvuldigheid dat concurrenten ook dragen, op drie schalen; 100% is "
        "een gelijk speelveld",
    ),
    "field_cost": ("costs only", "alleen kosten"),
    "field_net": ("net of losses and rewards", "na verliezen en beloningen"),
    "field_axis": ("% of the cost", "% van de kosten"),
    "scale_nld": ("Dutch market", "Nederlandse markt"),
    "scale_eu": ("EU, with the Netherlands", "EU, Nederland inbegrepen"),
    "scale_global": ("World", "Wereld"),
    "field_note": (
        "Large, on the upper line of a mix: {last}; small, on the lower line: {first}. Within the spread of "
        "seeds: the 90% interval of the paired difference between two mixes holds 0. Other parameters may give another "
        "order: see robustness.",
        "Groot, op de bovenste lijn van een mix: {last}; klein, op de onderste lijn: {first}. Binnen de "
        "spreiding van toevalsreeksen: het 90%-interval van het gepaarde verschil tussen twee mixen bevat 0. Andere "
        "parameters geven misschien een andere volgorde: zie robustness.",
    ),
    # criteria
    "criteria_clear": ("highest at these parameters: {counts}", "het hoogst bij deze parameters: {counts}"),
    "criteria_count": ("{mix} on {count}", "{mix} op {count}"),
    "none": ("none", "geen"),
    "criteria_title": ("{count} criteria, {year} – {message}", "{count} criteria, {year} – {message}"),
    "criteria_subtitle": (
        "Each criterion of the advice in its own unit, higher is better; criteria are not added up",
        "Elk criterium van het advies in zijn eigen eenheid, hoger is beter; criteria worden niet opgeteld",
    ),
    "criteria_note": (
        "Bars: 90% interval of the paired difference from mix {base}, drawn from its mean (dashed); grey band: 90% "
        "interval of mix {base} itself, over {seeds} seeds. Filled: the interval leaves out 0. Highest: so does that "
        "between the mix and "
        "each other one, over seeds alone. Counts are no score.",
        "Balken: 90%-interval van het gepaarde verschil met mix {base}, vanaf diens gemiddelde (streeplijn); grijze "
        "band: 90%-interval van mix {base} zelf, over {seeds} toevalsreeksen. Gevuld: het interval sluit 0 uit. "
        "Het hoogst: dat tussen de "
        "mix en elke andere ook, over toevalsreeksen alleen. Aantallen zijn geen score.",
    ),
    # side effects
    "effects_title": (
        "Of {all} side effects, worse than under mix {base} by a size that matters in {year} – {message}",
        "Van {all} neveneffecten met een verschil van belang slechter dan bij mix {base} in {year} – {message}",
    ),
    "effects_count": ("{count} under {mixes}", "{count} bij {mixes}"),
    "effects_subtitle": (
        "Paired difference from mix {base}, each in its own unit; shaded side: worse. Burden and jobs come in parts "
        "and "
        "as a whole: counts are no score",
        "Gepaard verschil met mix {base}, elk in zijn eigen eenheid; gearceerde kant: slechter. Lasten en banen staan "
        "er "
        "in delen en als geheel: aantallen zijn geen score",
    ),
    "here": ("Here: the Netherlands", "Hier: Nederland"),
    "later": ("Later: what carries over", "Later: wat doorwerkt"),
    "elsewhere": ("Elsewhere: the world", "Elders: de wereld"),
    # hypotheses
    "hypotheses_title": (
        "Expectations of the advice – {message}",
        "Verwachtingen van het advies – {message}",
    ),
    "supported": ("supported", "ondersteund"),
    "contradicted": ("contradicted", "weersproken"),
    "undecided": ("undecided", "onbeslist"),
    "no relevant difference": ("no relevant difference", "geen verschil van belang"),
    "supported in part": ("supported in part", "deels ondersteund"),
    "brief supported in part": ("in part", "deels"),
    "not testable at the default": ("not testable at the default", "niet toetsbaar bij de standaardwaarde"),
    "not tested": ("not tested", "niet getoetst"),
    "brief supported": ("supported", "ondersteund"),
    "brief contradicted": ("contradicted", "weersproken"),
    "brief undecided": ("undecided", "onbeslist"),
    "brief no relevant difference": ("no difference", "geen verschil"),
    "brief not testable at the default": ("not testable", "niet toetsbaar"),
    "brief not tested": ("not tested", "niet getoetst"),
    "hypotheses_subtitle": (
        "Each claim as a contrast of mixes, each on its own scale; the claim holds when the interval lies wholly in "
        "the shaded part, beyond the least relevant size",
        "Elke bewering als contrast van mixen, elk op eigen schaal; zij houdt stand als het interval geheel in het "
        "grijze deel ligt, voorbij het kleinste verschil van belang",
    ),
    "hypotheses_note": (
        "Contrast less its threshold, with 90% interval over {seeds} seeds, turned so that right is what the claim "
        "says; dotted: the least relevant size on the other side; at the right: contrast less its threshold "
        "[interval], not turned. Parameters at their default. A hypothesis is supported when all of its claims are; "
        "contradicted when one is, with Holm's correction for their number. No difference: within the least relevant "
        "size. Not testable: decided by a parameter that does nothing at its default.",
        "Contrast minus drempel, met 90%-interval over {seeds} toevalsreeksen, zo gedraaid dat rechts is wat de "
        "bewering zegt; stippellijn: het kleinste verschil van belang aan de andere kant; rechts: contrast minus "
        "drempel [interval], niet gedraaid. Parameters op hun standaardwaarde. Een hypothese is ondersteund als al "
        "haar beweringen dat zijn; weersproken als één het is, met Holms correctie voor hun aantal. Geen verschil: "
        "binnen het kleinste verschil van belang. Niet toetsbaar: beslist door een parameter die bij zijn "
        "standaardwaarde niets doet.",
    ),
    # themes
    "themes_title": (
        "Conditions by theme in Dutch chains, {year} – {message}",
        "Omstandigheden naar thema in Nederlandse ketens, {year} – {message}",
    ),
    "themes_message": (
        "largest change {value} on {theme} (mix {code}); {open} of {all} within the spread of seeds",
        "grootste verandering {value} op {theme} (mix {code}); {open} van {all} binnen de spreiding van toevalsreeksen",
    ),
    "themes_unclear": (
        "all {all} changes are within the spread of seeds",
        "alle {all} veranderingen liggen binnen de spreiding van toevalsreeksen",
    ),
    "themes_subtitle": (
        "Paired difference from mix {base}, in points of the index 0–100",
        "Gepaard verschil met mix {base}, in punten van de index 0–100",
    ),
    "themes_note": (
        "Hatched, in brackets: the 90% interval over {seeds} seeds holds 0.",
        "Gearceerd, tussen haakjes: het 90%-interval over {seeds} toevalsreeksen bevat 0.",
    ),
    # world
    "world_title": (
        "{country} holds {share}% of the workers behind Dutch purchases; {good} of {all} figures of the built world "
        "are within {bound} of the tables",
        "{country} heeft {share}% van de werkenden achter Nederlandse inkoop; {good} van {all} cijfers van de gebouwde "
        "wereld liggen binnen {bound} van de tabellen",
    ),
    "world_subtitle": (
        "Workers of 2020 in Dutch chains by country of their employer, % (one tile a country, roughly in place), and "
        "the built world beside its input tables",
        "Werkenden van 2020 in Nederlandse ketens naar land van hun werkgever, % (één tegel per land, ruwweg op zijn "
        "plaats), en de gebouwde wereld naast haar invoertabellen",
    ),
    "world_note": (
        "Workers are weighted by the Dutch share of what their employer sells. Differences are relative, those of "
        "shares in percentage points.",
        "Werkenden tellen mee naar het Nederlandse deel van de verkoop van hun werkgever. Verschillen zijn relatief, "
        "die van aandelen in procentpunten.",
    ),
    "world_run": ("world {run}", "wereld {run}"),
    "world_others": ("other", "overig"),
    "world_origins": ("Origin of direct purchases, by sector", "Herkomst van directe inkoop, naar sector"),
    "world_table": ("share in the tables, %", "aandeel in de tabellen, %"),
    "world_built": ("share as built, %", "aandeel als gebouwd, %"),
    "world_differences": ("Built less tables: every figure", "Gebouwd min tabellen: elk cijfer"),
    "world_difference_axis": ("difference, % or percentage points", "verschil, % of procentpunten"),
    "buyer NLD": ("Dutch buyers", "Nederlandse afnemers"),
    "buyer EU with NLD": ("EU buyers, Dutch ones included", "afnemers in de EU, Nederland inbegrepen"),
    "quantity firms": ("firms", "bedrijven"),
    "quantity imports": ("imports", "invoer"),
    "quantity workers": ("workers", "werkenden"),
    "quantity dutch_share": ("Dutch share of sales", "Nederlands deel van verkoop"),
    "quantity origin_share": ("shares of origins", "aandelen van herkomst"),
}


def words(language: str) -> dict[str, str]:
    """Return the words of figures in a language.

    Raises:
        InputError: for a language that is neither `en` nor `nl`.
    """
    if language not in LANGUAGES:
        raise unknown_name("language", "language", language, LANGUAGES)
    place = LANGUAGES.index(language)
    return {key: texts[place] for key, texts in {**_WORDS, **BREAKDOWN_WORDS}.items()}


def number_text(value: float, places: int, language: str, signed: bool = False) -> str:
    """Return a number as text with a proper minus, and a decimal comma in Dutch; a dash when it is not known."""
    if not math.isfinite(value):
        return "–"
    rounded = round(value, places) + 0.0
    text = f"{rounded:+,.{places}f}" if signed and rounded else f"{rounded:,.{places}f}"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")
