"""What figures and tables of robustness say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

ROBUSTNESS_WORDS: dict[str, tuple[str, str]] = {
    "rank_title": (
        "{outcome} in {year}: mix {mix} is most often best, in {share}% [{low}–{high}] of {draws} draws, and by a size "
        "that matters in {relevant}%",
        "{outcome} in {year}: mix {mix} is het vaakst de beste, in {share}% [{low}–{high}] van {draws} trekkingen, en "
        "met een verschil van belang in {relevant}%",
    ),
    "rank_no_title": (
        "{outcome} in {year}: no mix is most often best by itself in {draws} draws",
        "{outcome} in {year}: geen mix is in {draws} trekkingen het vaakst als enige de beste",
    ),
    "rank_title_course": ("{text} ({course})", "{text} ({course})"),
    "rank_subtitle": (
        "Share of draws in which a mix gives the best outcome, over the plausible ranges of {factors} parameters and "
        "over seeds.",
        "Aandeel van de trekkingen waarin een mix de beste uitkomst geeft, over het plausibele bereik van {factors}"
        " parameters en over toevalsreeksen.",
    ),
    "rank_note": (
        "Bars count the smallest difference too; the text on the right says what the leading mix gains over mix"
        " {base} (median and 90% of draws). In brackets in the title: 90% interval of the share. That matters: more "
        "than the least relevant size. Prior: what was thought possible before any run.",
        "In de balken telt ook het kleinste verschil; rechts staat wat de koploper wint ten opzichte van mix {base}"
        " (mediaan en 90% van de trekkingen). Tussen haken in de titel: 90%-interval van het aandeel. Van belang: meer "
        "dan het kleinste verschil van belang. Prior: wat vooraf mogelijk leek.",
    ),
    "share_axis": ("% of draws", "% van de trekkingen"),
    "shared": ("best with others", "gedeeld beste"),
    "equal": ("all equal", "alle gelijk"),
    "gain_head": ("most often first: gain over {base}", "vaakst eerste: winst ten opzichte van {base}"),
    "nothing_known": ("not known", "niet bekend"),
    "base_leads": ("the base itself", "de basis zelf"),
    "group chain": ("Impact in the chain", "Ketenimpact"),
    "group field": ("Level playing field (K3)", "Gelijk speelveld (K3)"),
    "group criteria": ("Criteria", "Criteria"),
    "group side": ("Side effects", "Neveneffecten"),
    "flip_title": (
        "Parameters that, moved alone, change who is first in {year} beyond chance: {count} of {scanned} scanned",
        "Parameters die, alleen verschoven, meer dan toevallig veranderen wie in {year} eerste is: {count} van"
        " {scanned} onderzochte",
    ),
    "flip_subtitle": (
        "Each bar is the plausible range of a parameter; the colour is the mix that is first there, others at their"
        " default. Pale: within chance over {seeds} seeds. A lead counts however small.",
        "Elke balk is het plausibele bereik van een parameter; de kleur is de mix die daar eerste is, andere op hun"
        " standaardwaarde. Bleek: binnen toeval over {seeds} toevalsreeksen. Ook de kleinste voorsprong telt.",
    ),
    "flip_note": (
        "Scanned: the parameters that go together most with the lead in the sample. Ticks: scanned values; triangle:"
        " default; number: where the lead changes.",
        "Onderzocht: de parameters die in de steekproef het sterkst samengaan met de voorsprong. Streepjes: onderzochte"
        " waarden; driehoek: standaard; getal: waar de koploper wisselt.",
    ),
}
