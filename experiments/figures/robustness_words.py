"""What figures and tables of robustness say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

ROBUSTNESS_WORDS: dict[str, tuple[str, str]] = {
    "rank_title": (
        "By {year}, {clear} of {all} outcomes have a mix that is best in most of {draws} draws of what is uncertain",
        "In {year} is bij {clear} van de {all} uitkomsten één mix de beste in de meeste van {draws} trekkingen",
    ),
    "rank_title_course": ("{text} ({course})", "{text} ({course})"),
    "rank_subtitle": (
        "Share of draws in which a mix gives the best outcome, over the plausible ranges of {factors} parameters.",
        "Aandeel van de trekkingen waarin een mix de beste uitkomst geeft, over het plausibele bereik van {factors}"
        " parameters.",
    ),
    "rank_note": (
        "Best counts however small the difference; the text on the right says what the leading mix gains over mix"
        " {base} (median and 90% of draws). Prior: what was thought possible before any run.",
        "Het beste telt hoe klein het verschil ook is; rechts staat wat de koploper wint ten opzichte van mix {base}"
        " (mediaan en 90% van de trekkingen). Prior: wat vooraf mogelijk leek.",
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
        "{count} of {scanned} scanned parameters, moved alone, change who is first in {year} beyond chance",
        "{count} van {scanned} onderzochte parameters veranderen, alleen verschoven, wie in {year} eerste is,"
        " meer dan toeval",
    ),
    "flip_subtitle": (
        "Each bar is the plausible range of a parameter; the colour is the mix that is first there, others at their"
        " default. Pale: within chance over {seeds} seeds. A lead counts however small.",
        "Elke balk is het plausibele bereik van een parameter; de kleur is de mix die daar eerste is, andere op hun"
        " standaardwaarde. Bleek: binnen toeval over {seeds} seeds. Een voorsprong telt hoe klein ook.",
    ),
    "flip_note": (
        "Scanned: the parameters that go together most with the lead in the sample. Ticks: scanned values; triangle:"
        " default; number: where the lead changes.",
        "Onderzocht: de parameters die in de steekproef het sterkst samengaan met de voorsprong. Streepjes: onderzochte"
        " waarden; driehoek: standaard; getal: waar de koploper wisselt.",
    ),
}
