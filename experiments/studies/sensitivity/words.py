"""What the terminal says of a sensitivity analysis, in English and Dutch."""

from __future__ import annotations

from experiments.studies.sensitivity.estimates import ABOVE, BELOW, CONSTANT, UNKNOWN
from experiments.studies.sensitivity.sampling import OTHERS

WORDS = {
    "legend": {
        "en": "{runs} runs at {points} points of {parameters} parameters in {groups} {by}, the same seeds at every "
        "point. What is explained: the variance over plausible ranges of the mean over {replicates} {seeds}.",
        "nl": "{runs} runs op {points} punten van {parameters} parameters in {groups} {by}, dezelfde toevalsreeksen "
        "op elk "
        "punt. Wat wordt verklaard: de variantie over plausibele bereiken van het gemiddelde over {replicates} "
        "{seeds}.",
    },
    "mechanism": {"en": "mechanisms", "nl": "mechanismen"},
    "parameter": {"en": "parameters", "nl": "parameters"},
    "seed": {"en": "seed", "nl": "toevalsreeks"},
    "seeds": {"en": "seeds", "nl": "toevalsreeksen"},
    "ranking": {
        "en": "Screening (Morris, {count} trajectories): which {by} matter most",
        "nl": "Screening (Morris, {count} trajecten): welke {by} er het meest toe doen",
    },
    "ranking_legend": {
        "en": "Score: mean size of effects as a share of the largest, over {targets} {kind} (outcomes, mixes, "
        "years) that vary. In brackets: 90% interval of the rank, from resampled trajectories. The "
        "first {chosen} have indices of their own below; the rest is 'all others'.",
        "nl": "Score: gemiddelde grootte van effecten als deel van het grootste, over {targets} {kind} (uitkomsten, "
        "mixen, jaren) die variëren. Tussen haken: 90%-interval van de rang, uit opnieuw getrokken trajecten. De "
        "eerste {chosen} hebben hieronder eigen indices; de rest is 'alle andere'.",
    },
    "not_ranked": {
        "en": " Not ranked, because runs failed that they need: {names}.",
        "nl": " Niet gerangschikt, omdat runs die ze nodig hebben zijn mislukt: {names}.",
    },
    "difference": {"en": "paired differences from {base}", "nl": "gepaarde verschillen met {base}"},
    "value": {"en": "values", "nl": "waarden"},
    "indices": {
        "en": "Total indices (Sobol, N = {count}) of {kind} in {year}: the largest",
        "nl": "Totale indices (Sobol, N = {count}) van {kind} in {year}: de grootste",
    },
    "indices_legend": {
        "en": "Index [90% interval]: share of the variance that is left when all else is known. Not resolved: the "
        "interval is wider than {close} and not above noise, or wider than {wide}; about so large an N would do. "
        "'above noise': it matters, but how much is not known well. 'not above chance': no more than what seeds make "
        "of something that does nothing; more --replicates would help. Chance: share of the variance of a result that "
        "comes from seeds. The dummy, which changes nothing, has index {dummy}.",
        "nl": "Index [90%-interval]: deel van de variantie dat overblijft als al het andere bekend is. Niet "
        "nauwkeurig genoeg bepaald: "
        "het interval is breder dan {close} en ligt niet boven de ruis, of is breder dan {wide}; ongeveer zo'n N "
        "volstaat. 'boven ruis': het doet ertoe, maar hoeveel is niet goed bekend. 'niet boven toeval': niet meer dan "
        "wat toevalsreeksen maken van iets dat niets doet; meer --replicates helpt. Toeval: deel van de variantie van "
        "een uitkomst dat van toevalsreeksen komt. De dummy, die niets verandert, heeft index {dummy}.",
    },
    "pawn": {
        "en": "Check without variance (PAWN): {above} of {all} parameters by outcome and mix are above 95% of dummies "
        "in {year}; expect {chance} by chance alone.",
        "nl": "Controle zonder variantie (PAWN): {above} van {all} parameters per uitkomst en mix liggen in {year} "
        "boven 95% van de dummy's; door toeval alleen zijn er {chance} te verwachten.",
    },
    "pawn_best": {
        "en": "Parameters whose interval too is above the dummies, most often first",
        "nl": "Parameters waarvan ook het interval boven de dummy's ligt, de vaakste eerst",
    },
    "outcome": {"en": "outcome", "nl": "uitkomst"},
    "mix": {"en": "mix", "nl": "mix"},
    "rank": {"en": "rank", "nl": "rang"},
    "factor": {"en": "mechanism", "nl": "mechanisme"},
    "parameters": {"en": "parameters", "nl": "parameters"},
    "one_parameter": {"en": "parameter", "nl": "parameter"},
    "pawn_index": {"en": "index [90%]", "nl": "index [90%]"},
    "score": {"en": "score", "nl": "score"},
    "largest": {"en": "largest in", "nl": "grootste in"},
    "chosen": {"en": "own index", "nl": "eigen index"},
    "yes": {"en": "yes", "nl": "ja"},
    "first": {"en": "largest", "nl": "grootste"},
    "second": {"en": "second", "nl": "tweede"},
    "chance": {"en": "chance", "nl": "toeval"},
    "often": {"en": "times", "nl": "keer"},
    "most": {"en": "most of all for", "nl": "het meest voor"},
    "dummies": {"en": "95% of dummies", "nl": "95% van dummy's"},
    CONSTANT: {"en": "nothing varies", "nl": "niets varieert"},
    UNKNOWN: {"en": "not known", "nl": "niet bekend"},
    ABOVE: {"en": "above noise", "nl": "boven ruis"},
    BELOW: {"en": "not above chance", "nl": "niet boven toeval"},
    "rough": {
        "en": " N = {count} is below {enough}: intervals are rough, and hold the index in some 80 to 86% of cases "
        "instead of 90%.",
        "nl": " N = {count} is minder dan {enough}: intervallen zijn ruw, en bevatten de index in zo'n 80 tot 86% van "
        "de gevallen in plaats van 90%.",
    },
    "open": {"en": "not resolved", "nl": "niet nauwkeurig genoeg bepaald"},
    "about": {"en": "not resolved (N≈{needed})", "nl": "niet nauwkeurig genoeg bepaald (N≈{needed})"},
    "beyond": {"en": "not resolved (N>{needed})", "nl": "niet nauwkeurig genoeg bepaald (N>{needed})"},
    OTHERS: {"en": "all others", "nl": "alle andere"},
}


def word(key: str, language: str) -> str:
    """Return a word of the tables in a language."""
    return WORDS[key][language]
