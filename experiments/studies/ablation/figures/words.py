"""What figures of ablations say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

ABLATE_WORDS: dict[str, tuple[str, str]] = {
    "under": (", {course}", ", {course}"),
    "everything_on": ("everything on", "alles aan"),
    "all_lead": ("all", "alle"),
    # waterfall
    "waterfall_title": (
        "{outcome}: {message}",
        "{outcome}: {message}",
    ),
    "waterfall_carried": (
        "switching off one mechanism changes the leading mix ({leader}) in {count} of {all} cases: {names}",
        "één mechanisme uitschakelen verandert de koploper ({leader}) in {count} van {all} gevallen: {names}",
    ),
    "waterfall_not_carried": (
        "no single mechanism of {all}, switched off alone, changes the leading mix ({leader}) beyond the spread of "
        "seeds",
        "geen enkel mechanisme van de {all}, los uitgeschakeld, verandert de koploper ({leader}) meer dan "
        "de spreiding van toevalsreeksen",
    ),
    "waterfall_open": (
        "with everything on no mix leads beyond the spread of seeds (first: {leader}), and no mechanism changes which "
        "is first beyond it",
        "met alles aan gaat geen mix voorop buiten de spreiding van toevalsreeksen (eerste: {leader}), en geen "
        "mechanisme verandert buiten die spreiding welke eerste is",
    ),
    "waterfall_subtitle": (
        "Difference of each mix from mix {base} at the end of {year}{course}: with everything on, and how it changes "
        "when one mechanism is left out; per outcome the mechanisms that change it most",
        "Verschil van elke mix met mix {base} eind {year}{course}: met alles aan, en hoe het verandert als één "
        "mechanisme wegvalt; per uitkomst wat het meest verandert",
    ),
    "waterfall_note": (
        "Bars run from the difference with everything on (dashed) to that without the mechanism; lines are 90% "
        "intervals, of the difference in the first row and of the change below, over {seeds} seeds. Blue: a "
        "change to the better for the mix; rust: to the worse; grey: the interval holds 0. Code beside a "
        "mechanism: another mix leads without it (above the first without, below with it, by 90% intervals over "
        "seeds).",
        "Balken lopen van het verschil met alles aan (gestreept) naar dat zonder het mechanisme; lijnen zijn "
        "90%-intervallen, van het verschil in de eerste rij en van de verandering eronder, over {seeds} "
        "toevalsreeksen. Blauw: verandering ten goede voor de mix; roest: ten kwade; grijs: het interval bevat 0."
        " Code naast een mechanisme: zonder dat gaat een andere mix voorop (zonder boven de eerste, met eronder,"
        " volgens 90%-intervallen over toevalsreeksen).",
    ),
    # interactions
    "interactions_title": (
        "Of the interactions of two instruments on impact {share} are positive, by size; {message}",
        "Van de interacties van twee instrumenten op impact is {share} positief, naar grootte; {message}",
    ),
    "interactions_clear": (
        "{clear} of {all} pairs have one beyond the spread of seeds",
        "{clear} van {all} paren hebben er een buiten de spreiding van toevalsreeksen",
    ),
    "interactions_between": ("{low} to {high}, by mix,", "{low} tot {high}, naar mix,"),
    "interactions_subtitle": (
        "{outcome} [{unit}], end of {year}{course}. Diagonal: what the instrument adds to the mix. Below it: how "
        "much more a pair adds together than apart",
        "{outcome} [{unit}], eind {year}{course}. Diagonaal: wat het instrument aan de mix toevoegt. Eronder: "
        "hoeveel meer een paar samen toevoegt dan apart",
    ),
    "interactions_note": (
        "Blue: they reinforce one another; rust: they take from one another; grey: the 90% interval over {seeds} seeds "
        "holds 0. Bold: an effect whose interval leaves out 0; by chance alone about {chance} of {pairs} pairs would. "
        "K1: positive share of interactions x coverage of "
        "channels.",
        "Blauw: ze versterken elkaar; roest: ze verzwakken elkaar; grijs: het 90%-interval over {seeds} toevalsreeksen "
        "bevat 0. Vet: een effect waarvan het interval 0 uitsluit; door toeval alleen zou dat bij ongeveer {chance} "
        "van {pairs} paren zo zijn. K1: positief deel van de interacties x dekking van "
        "kanalen.",
    ),
    "k1_of": ("K1 = {k1}", "K1 = {k1}"),
    "k1_unknown": ("K1 not known: no pair", "K1 niet bekend: geen paar"),
    # ranking
    "ranking_title": (
        "{count} of {all} mechanisms carry the ranking of mixes on at least one of {outcomes} outcomes{most}",
        "{count} van {all} mechanismen dragen de rangorde van mixen op ten minste één van {outcomes} uitkomsten{most}",
    ),
    "ranking_most": (": most often {names} ({count})", ": het vaakst {names} ({count})"),
    "ranking_subtitle": (
        "Which mix leads with everything on, and which one when a mechanism is switched off alone, end of "
        "{year}{course}",
        "Welke mix vooropgaat met alles aan, en welke als een mechanisme los wordt uitgeschakeld, eind {year}{course}",
    ),
    "ranking_note": (
        "In colour: another mix leads, above the first without the mechanism and below it with it (90% "
        "intervals of paired differences over {seeds} seeds); in the first row: a lead clear of every other mix. "
        "Grey with ?: not clear. Dot: the same mix leads. =: values are exactly the same.",
        "In kleur: een andere mix gaat voorop, zonder het mechanisme boven de eerste en met eronder "
        "(90%-intervallen van gepaarde verschillen over {seeds} toevalsreeksen); in de eerste rij: een voorsprong"
        " die duidelijk is op elke andere mix. Grijs met ?: niet duidelijk. Punt: dezelfde mix gaat voorop. =: "
        "waarden zijn precies gelijk.",
    ),
}
