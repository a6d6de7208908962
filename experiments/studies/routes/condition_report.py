"""What the terminal shows of conditions: who wins how often and what decides, in English or Dutch."""

from __future__ import annotations

import math
import re
from typing import Any

from rich.table import Table

from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.terminal import label, number_text, plain_table
from experiments.report.translation import unit_in
from experiments.report.units import display_unit
from experiments.studies.routes.conditions import WORDS
from experiments.studies.routes.report import fine_decimals, spaced, word
from experiments.studies.routes.study import RoutesStudy
from model.outcomes import OUTCOMES

YES_NO = " (1 yes)"
"""How the words of facts that are 1 or 0 end."""
DUTCH = {
    "proposal": "kwartaal van het Europese voorstel",
    "adoption": "kwartaal van aanneming in Brussel",
    "application": "kwartaal waarin de Europese wet geldt",
    "dutch_passage": "kwartaal waarin de Nederlandse wet wordt aangenomen",
    "reporting_application": "kwartaal waarin de Europese rapportagewet geldt",
    "ambition": "ambitie van de Europese wet",
    "employees_min": "drempel in werknemers van de Europese wet",
    "steps": "stappen van gepaste zorgvuldigheid in de Europese wet",
    "fine": "boete in de Europese wet (% van de omzet)",
    "liability": "civiele aansprakelijkheid in de Europese wet",
    "preemption": "maximumharmonisatie",
    "national_laws": "verdere nationale wetten van lidstaten",
    "amended": "Europese wet gewijzigd",
    "delayed": "Europese wet uitgesteld na aanneming",
    "pivotal_position": "beslissende positie in de Raad",
    "sufficient": "voortgang voldoende bevonden bij het ijkmoment",
}
_BETWEEN = {
    ": by ": ": uiterlijk ",
    ": after ": ": na ",
    " or never": " of nooit",
    " up to ": " tot en met ",
    " above ": " boven ",
    " wins in ": " wint in ",
    "% of ": "% van ",
    " and ": " en ",
    "always: ": "altijd: ",
    ": no": ": nee",
    ": yes": ": ja",
}
_CUT = re.compile(re.escape(YES_NO) + r"(, \S+)? (up to|above) [\d.]+")


def condition_table(study: RoutesStudy, language: str) -> Table:
    """Return who wins how often in the first headline outcome, in the last year, for every mix and pair of routes."""
    unit, factor = display_unit(OUTCOMES[KEY_OUTCOMES[0]])
    found = _told_conditions(study)
    places, rows = fine_decimals(row["mean_gain"] * factor for row in found), []
    for row in found:
        shares = (_percent(row[name]) for name in ("share_better", "share_equal", "share_worse"))
        grown = not math.isnan(row["accuracy"])
        known = f"{_percent(row['accuracy'])} ({_percent(row['accuracy_without'])})" if grown else "–"
        gain = number_text(row["mean_gain"] * factor, places, "+", language)
        rows.append((row["mix"], f"{spaced(row['route'])} / {spaced(row['other'])}", *shares, gain, known))
    names = ("mix", "pair", "better", "equal", "worse", "gain", "accuracy")
    about = f"{label(OUTCOMES[KEY_OUTCOMES[0]], language)} [{unit_in(language, unit)}], {study.tables.design.years[-1]}"
    title = f"{word('conditions', language)}\n{about}"
    return plain_table(title, [word(name, language) for name in names], rows)


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{share:.0%}"


def deciding_facts(study: RoutesStudy, language: str) -> list[str]:
    """Return, line by line, which political facts decide between routes, where they beat naming who wins more."""
    lines = []
    for row in _told_conditions(study):
        if row["conditions"]:
            pair = f"{row['mix']}, {row['route']} / {row['other']}"
            lines.append(f"{word('decides', language)}: {pair} ({row['accuracy']:.0%})")
            lines += [f"  {told(leaf, language)}" for leaf in str(row["conditions"]).split("; ")]
    return lines


def _told_conditions(study: RoutesStudy) -> list[dict[str, Any]]:
    found = study.conditions
    chosen = found[(found["outcome"] == KEY_OUTCOMES[0]) & (found["year"] == study.tables.design.years[-1])]
    return [{str(key): value for key, value in row.items()} for row in chosen.to_dict(orient="records")]


def told(leaf: str, language: str) -> str:
    """Return a leaf of a tree, as the table of conditions has it, in words of a language."""
    plain = _CUT.sub(lambda found: f"{found[1] or ''}: {'yes' if found[2] == 'above' else 'no'}", leaf)
    return plain if language == "en" else _in_dutch(plain)


def _in_dutch(leaf: str) -> str:
    for key, words in WORDS.items():
        leaf = leaf.replace(words.removesuffix(YES_NO), DUTCH[key])
    for english, dutch in _BETWEEN.items():
        leaf = leaf.replace(english, dutch)
    return leaf
