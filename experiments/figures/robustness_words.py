"""What figures and tables of robustness say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

ROBUSTNESS_WORDS: dict[str, tuple[str, str]] = {
    "rank_title": (
        "By {year}, {clear} of {all} outcomes have a mix that is clearly best in more than half of {draws} draws",
        "In {year} is bij {clear} van de {all} uitkomsten één mix duidelijk de beste in meer dan de helft van de "
        "{draws}"
        " trekkingen",
    ),
    "rank_title_course": ("{text} ({course})", "{text} ({course})"),
    "rank_subtitle": (
        "Share of draws in which a mix gives the best outcome, over the plausible ranges of {factors} parameters.",
        "Aandeel van de trekkingen waarin een mix de beste uitkomst geeft, over het plausibele bereik van {factors}"
        " parameters.",
    ),
    "rank_note": (
        "Best counts however small the difference; the text on the right says what the leading mix gains over mix"
        " {base} (median and 90% of draws). Clearly: the 90% interval of the share lies above one half. Prior: what "
        "was thought possible before any run.",
        "Ook het kleinste verschil telt; rechts staat wat de koploper wint ten opzichte van mix {base}"
        " (mediaan en 90% van de trekkingen). Duidelijk: het 90%-interval van het aandeel ligt boven de helft. Prior: "
        "wat vooraf mogelijk leek.",
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
