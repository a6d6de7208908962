"""What ablations say, in English and Dutch: labels of mechanisms, and sentences with gaps that the data fill."""

from __future__ import annotations

from experiments.report.words import LANGUAGES

_WORDS: dict[str, tuple[str, str]] = {
    "outcome": ("outcome", "uitkomst"),
    "leads": ("leads", "voorop"),
    "changed_by": ("other leader when off", "andere koploper indien uit"),
    "open": ("open", "open"),
    "largest": ("largest change of a difference when off", "grootste verandering van een verschil indien uit"),
    "factorial": ("largest main effect", "grootste hoofdeffect"),
    "ranking": (
        "Which mechanisms carry the ranking, {year}{course}",
        "Welke mechanismen de rangorde dragen, {year}{course}",
    ),
    "none": ("none", "geen"),
    "not_clear": ("not clear", "niet duidelijk"),
    "unknown": ("not known", "niet bekend"),
    "legend": (
        "Mixes: {mixes}. leads: first on the mean over {seeds} seeds; ? where its lead on another mix has a 90% "
        "interval with 0 in it, = where values are exactly the same. Another leader counts only where it is clear"
        " that the one stands above the other with the mechanism, and not without; open: for so many switches the"
        " leader differs without that. Largest change: the mix, its difference from {base} with everything on and"
        " with a mechanism off, in hundredths for indices and shares; nothing where no interval of the change "
        "leaves out 0. Each of {count} mechanisms is switched off alone.",
        "Mixen: {mixes}. voorop: eerste op het gemiddelde over {seeds} toevalsreeksen; ? waar het 90%-interval "
        "van de voorsprong op een andere mix 0 bevat, = waar waarden precies gelijk zijn. Een andere koploper "
        "telt alleen waar duidelijk is dat de een met en de ander zonder het mechanisme boven de ander staat; "
        "open: bij zoveel schakelaars verschilt de koploper zonder dat. Grootste verandering: de mix, zijn "
        "verschil met {base} met alles aan en met een mechanisme uit, in honderdsten voor indices en aandelen; "
        "niets waar geen interval van de verandering 0 uitsluit. Elk van {count} mechanismen is los "
        "uitgeschakeld.",
    ),
    "main_effects": (
        "Main effects, averaged over the other switches, {year}{course}",
        "Hoofdeffecten, gemiddeld over de andere schakelaars, {year}{course}",
    ),
    "mix": ("mix", "mix"),
    "on_difference": ("on the difference from {base}", "op het verschil met {base}"),
    "on_first": ("on how often the mix is first", "op hoe vaak de mix eerste is"),
    "k1": (
        "K1, mutual reinforcement: interactions of instruments on impact",
        "K1, wederzijdse versterking: interacties op impact",
    ),
    "year": ("year", "jaar"),
    "pairs": ("pairs", "paren"),
    "clear_pairs": ("clear + / −", "duidelijk + / −"),
    "share": ("positive share", "positief deel"),
    "coverage": ("coverage", "dekking"),
    "k1_value": ("K1", "K1"),
    "k1_legend": (
        "All from 0 to 1, with 90% intervals. A positive share of 0.5 is what noise alone would give.",
        "Alles van 0 tot 1, met 90%-intervallen. Een positief deel van 0,5 is wat louter ruis zou geven.",
    ),
    "h6": (
        "H6: does a due diligence law with sector cooperation do more than both apart?",
        "H6: doet een wet met sectorale samenwerking meer dan beide apart?",
    ),
    "against": ("cooperation against", "samenwerking tegenover"),
    "against existing": ("existing policy", "bestaand beleid"),
    "against none": ("none at all", "geen enkele"),
    "law": ("law", "wet"),
    "cooperation": ("coop.", "samenw."),
    "both": ("both", "beide"),
    "interaction": ("interaction [90%]", "interactie [90%]"),
    "verdict": ("verdict", "oordeel"),
    "verdict synergy": ("synergy", "synergie"),
    "verdict none": ("none", "geen"),
    "verdict dilution": ("dilution", "verwatering"),
    "verdict not tested": ("not tested", "niet getoetst"),
    "verdict undecided": ("undecided at this precision", "onbeslist bij deze precisie"),
    "h6_legend": (
        "law and coop.: effect of each without the other; both: of the two; interaction: both less the sum of "
        "each, in hundredths for indices and shares. 'none': the interval stays within a tenth of the sizes of both "
        "effects. 'not tested': setting the law or cooperation back changes nothing there, as where European law "
        "comes under every mix, or cooperation is European and begins with the European law only.",
        "wet en samenw.: effect van elk zonder de ander; beide: van de twee; interactie: beide min de som van "
        "elk, in honderdsten voor indices en aandelen. 'geen': het interval blijft binnen een tiende van de grootte "
        "van beide effecten. 'niet getoetst': de wet of samenwerking terugzetten verandert daar niets, zoals waar "
        "Europese wetgeving er bij elke mix komt, of de samenwerking is Europees en begint pas met Europese wetgeving.",
    ),
    "no_h6": (
        "H6 is not tested: no mix strengthens both the broad law and sector cooperation.",
        "H6 is niet getoetst: geen mix versterkt zowel de brede wet als sectorale samenwerking.",
    ),
}


def word(key: str, language: str, **gaps: object) -> str:
    """Return a sentence in a language, its gaps filled."""
    return _WORDS[key][LANGUAGES.index(language)].format(**gaps)
