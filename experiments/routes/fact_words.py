"""Political facts in words, in English or Dutch, as a condition on each: above or below a number, yes or no, when."""

from __future__ import annotations

import math
from dataclasses import dataclass

from experiments.routes.facts import DATES, NOT_BEFORE_END
from model.toml_input import quarter_name

WORDS = {
    "proposal": {"en": "European proposal", "nl": "Europees voorstel"},
    "adoption": {"en": "adoption in Brussels", "nl": "aanneming in Brussel"},
    "application": {"en": "application of European law", "nl": "toepassing van de Europese wet"},
    "dutch_passage": {"en": "passage of the Dutch law", "nl": "aanneming van de Nederlandse wet"},
    "ambition": {"en": "ambition of European law", "nl": "ambitie van de Europese wet"},
    "employees_min": {
        "en": "smallest staff in scope of European law",
        "nl": "kleinste personeelsomvang onder de Europese wet",
    },
    "steps": {"en": "due diligence steps in European law", "nl": "gepaste-zorgvuldigheidsstappen in de Europese wet"},
    "fine": {"en": "fine in European law (% of turnover)", "nl": "boete in de Europese wet (% van de omzet)"},
    "liability": {"en": "civil liability in European law", "nl": "civiele aansprakelijkheid in de Europese wet"},
    "preemption": {
        "en": "pre-emption by European law",
        "nl": "uitsluiting van verdergaande nationale regels door de Europese wet",
    },
    "national_laws": {"en": "further national laws of member states", "nl": "verdere nationale wetten van lidstaten"},
    "revised": {"en": "European law revised", "nl": "Europese wet herzien"},
    "pivotal_position": {"en": "pivotal position in the Council", "nl": "beslissende positie in de Raad"},
    "sufficient": {
        "en": "progress judged sufficient at the checkpoint",
        "nl": "voortgang voldoende bevonden bij het ijkmoment",
    },
}
"""The facts that may decide which route wins."""
YES_NO = ("liability", "revised", "sufficient")
SHARED = ("pivotal_position",)
"""Facts that are the same, or nearly, under all routes of a future: told once."""

DECIMALS = 3
"""Of the numbers that conditions name."""
_FORMS = {
    "by": {"en": "{fact} by {cut}", "nl": "{fact} uiterlijk {cut}"},
    "later": {"en": "{fact} after {cut} or never", "nl": "{fact} na {cut} of nooit"},
    "ever": {"en": "{fact} before {end}", "nl": "{fact} vóór {end}"},
    "never": {"en": "no {fact} before {end}", "nl": "geen {fact} vóór {end}"},
    "no": {"en": "{fact}: no", "nl": "{fact}: nee"},
    "yes": {"en": "{fact}: yes", "nl": "{fact}: ja"},
    "low": {"en": "{fact} up to {cut}", "nl": "{fact} tot en met {cut}"},
    "high": {"en": "{fact} above {cut}", "nl": "{fact} boven {cut}"},
    "leaf": {
        "en": "{where}: {best} wins in {share:.0%} of {count}",
        "nl": "{where}: {best} wint in {share:.0%} van {count}",
    },
    "always": {"en": "always", "nl": "altijd"},
    "and": {"en": " and ", "nl": " en "},
}


def phrase(key: str, language: str, **parts: object) -> str:
    """Return a phrase of the conditions in a language."""
    return _FORMS[key][language].format(**parts)


@dataclass(frozen=True)
class Fact:
    """A political fact (a key of `WORDS`) under a route; no route where it is shared."""

    name: str
    route: str = ""

    @property
    def missing(self) -> float:
        """The number that stands for what never came: after the end for a moment, else 0."""
        return NOT_BEFORE_END if self.name in DATES else 0.0

    def condition(self, below: bool, cut: float, language: str) -> str:
        """Return in words that the fact is at most `cut`, or above it."""
        words = WORDS[self.name][language]
        told = f"{words} ({self.route})" if self.route else words
        if self.name in YES_NO:
            return phrase("no" if below else "yes", language, fact=told)
        if self.name not in DATES:
            return phrase("low" if below else "high", language, fact=told, cut=f"{round(cut, DECIMALS):,g}")
        last = math.floor(cut * 4)
        if last + 1 == NOT_BEFORE_END * 4:
            return phrase("ever" if below else "never", language, fact=told, end=f"{NOT_BEFORE_END:.0f}")
        return phrase("by" if below else "later", language, fact=told, cut=quarter_name(last))
