"""What the terminal shows of conditions: who wins how often and what decides, in English or Dutch."""

from __future__ import annotations

import math
import re
from typing import Any

from rich.table import Table

from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.terminal import number_text, plain_table
from experiments.report.translation import N_, label, translate, unit_in
from experiments.report.units import display_unit
from experiments.studies.routes.conditions import FACTS, YES_NO
from experiments.studies.routes.report import fine_decimals, spaced
from experiments.studies.routes.tables import RoutesFolder
from model.outcomes import OUTCOMES

_BETWEEN = (
    N_(": by "),
    N_(": after "),
    N_(" or never"),
    N_(" up to "),
    N_(" above "),
    N_(" wins in "),
    N_("% of "),
    N_(" and "),
    N_("always: "),
    N_(": no"),
    N_(": yes"),
)
"""What stands between the facts of a leaf, in the order in which it is translated."""
COLUMNS = (N_("mix"), N_("routes"), N_("better"), N_("equal"), N_("worse"), N_("mean gain"), N_("accuracy (without)"))
_CUT = re.compile(re.escape(YES_NO) + r"(, \S+)? (up to|above) [\d.]+")


def condition_table(study: RoutesFolder, language: str) -> Table:
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
    about = f"{label(OUTCOMES[KEY_OUTCOMES[0]], language)} [{unit_in(language, unit)}], {study.tables.design.years[-1]}"
    title = translate(
        "When routes differ: share of futures in which the first does better than the second, however little", language
    )
    return plain_table(f"{title}\n{about}", [translate(each, language) for each in COLUMNS], rows)


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{share:.0%}"


def deciding_facts(study: RoutesFolder, language: str) -> list[str]:
    """Return, line by line, which political facts decide between routes, where they beat naming who wins more."""
    lines, decides = [], translate("What decides", language)
    for row in _told_conditions(study):
        if row["conditions"]:
            pair = f"{row['mix']}, {row['route']} / {row['other']}"
            lines.append(f"{decides}: {pair} ({row['accuracy']:.0%})")
            lines += [f"  {told(leaf, language)}" for leaf in str(row["conditions"]).split("; ")]
    return lines


def _told_conditions(study: RoutesFolder) -> list[dict[str, Any]]:
    found = study.conditions
    chosen = found[(found["outcome"] == KEY_OUTCOMES[0]) & (found["year"] == study.tables.design.years[-1])]
    return [{str(key): value for key, value in row.items()} for row in chosen.to_dict(orient="records")]


def told(leaf: str, language: str) -> str:
    """Return a leaf of a tree, as the table of conditions has it, in words of a language."""
    plain = _CUT.sub(lambda found: f"{found[1] or ''}: {'yes' if found[2] == 'above' else 'no'}", leaf)
    for text in (*(fact.removesuffix(YES_NO) for fact in FACTS.values()), *_BETWEEN):
        plain = plain.replace(text, translate(text, language))
    return plain
