"""Who leads with everything on and with each mechanism off: a table of mechanisms by outcomes."""

from __future__ import annotations

from collections import Counter

from matplotlib.figure import Figure

from experiments.report.layout import Box, text_width, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import WIDTH, Page, chip_style, new_page, rectangle
from experiments.report.style import BODY, FAINT, INK, OPEN, PALE, SMALL, SOFT
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.ranking import CHANGES, NOT_RESOLVED, SAME

NAME = "3_ranking"
_ROW, _HEAD = 0.22, 0.55
_GAP = 0.1
MOST_ROWS = 6
"""So many mechanisms are drawn, those that change most leads; all are in the table."""
MOST_NAMED, MOST_CODES = 3, 2


def draw(view: AblationView) -> Figure:
    """Draw a row a mechanism, those that change most first, and a column an outcome."""
    rows = view.rows(view.study.ranking)
    every = list(dict.fromkeys(rows["outcome"]))
    outcomes = [name for name in KEY_OUTCOMES if name in every] or every[: len(KEY_OUTCOMES)]
    changes = rows.loc[rows["verdict"] == CHANGES, "mechanism"]
    counts = {name: int((changes == name).sum()) for name in dict.fromkeys(map(str, rows["mechanism"]))}
    here = rows.loc[rows["outcome"].isin(outcomes) & (rows["verdict"] == CHANGES), "mechanism"].value_counts()
    names = sorted(counts, key=lambda name: (-int(here.get(name, 0)), -counts[name]))[:MOST_ROWS]
    left = max(text_width(view.mechanism(name), SMALL) for name in names) + _GAP
    said, word = view.said, view.said.word
    texts = said.texts(
        title(view, Counter(counts), len(every)),
        word(
            "Which mix leads with everything on, and which one when a mechanism is switched off alone, "
            "end of {year}{course}",
            year=view.year,
            course=view.where(),
        ),
        word(
            "In colour: another mix leads, above the first without the mechanism and below it with it "
            "(90% intervals of paired differences over {seeds} seeds); in the first row: a lead clear of "
            "every other mix. Grey with ?: not clear. Dot: the same mix leads. =: values are exactly the "
            "same. Shown: the mechanisms that change most leads; others, and other outcomes, are in the table.",
            seeds=view.study.options.mechanisms,
        ),
    )
    cell = (WIDTH - left) / len(outcomes)
    size = (WIDTH, _HEAD + (len(names) + 1) * _ROW + _GAP)
    page = new_page(size, texts, list(said.mixes.values()))
    top = page.box.top - _HEAD
    for place, outcome in enumerate(outcomes):
        x = page.box.left + left + (place + 0.5) * cell
        if place % 2 == 0:
            box = Box(x - cell / 2, page.box.bottom, x + cell / 2, top)
            rectangle(page, box, PALE)
        _head(page, view, outcome, (x, top + 0.06), cell)
        own = rows[rows["outcome"] == outcome].set_index("mechanism")
        _cell(page, view, (x, top - _ROW / 2), str(own["leader"].iloc[0]), bool(own["leader_clear"].iloc[0]))
        for row, name in enumerate(names, start=1):
            at = (x, top - (row + 0.5) * _ROW - _GAP / 2)
            verdict, leader = str(own["verdict"][name]), str(own["leader_off"][name])
            if verdict == SAME:
                page.write(*at, "·", size=BODY, ha="center", va="center", color=SOFT)
            else:
                _cell(page, view, at, leader, verdict == CHANGES, faint=verdict == NOT_RESOLVED)
    right = page.box.left + left - 0.1
    page.write(right, top - _ROW / 2, word("everything on"), size=SMALL, weight="bold", ha="right", va="center")
    for row, name in enumerate(names, start=1):
        y = top - (row + 0.5) * _ROW - _GAP / 2
        page.write(right, y, view.mechanism(name), size=SMALL, ha="right", va="center", color=INK)
    line = Box(page.box.left, top - _ROW - _GAP / 2, page.box.right, top - _ROW - _GAP / 2 + 0.012)
    rectangle(page, line, FAINT)
    return page.figure


def _head(page: Page, view: AblationView, outcome: str, at: tuple[float, float], room: float) -> None:
    text = "\n".join(wrap(view.said.outcome_label(outcome), room - 0.06, SMALL))
    page.write(*at, text, size=SMALL, ha="center", va="bottom", color=INK, linespacing=1.05)


def _cell(
    page: Page, view: AblationView, at: tuple[float, float], leader: str, clear: bool, faint: bool = False
) -> None:
    """Write who leads: as a chip where that is clear, else in grey with a question mark."""
    text, mix = _brief(view, leader), view.only_leader(leader)
    if clear and mix is not None:
        page.write(*at, text, ha="center", va="center_baseline", **chip_style(mix))
    elif clear:
        page.write(*at, text, size=SMALL, weight="bold", ha="center", va="center_baseline", color=INK)
    else:
        colour = OPEN if faint else SOFT
        page.write(*at, f"{text}?" if leader else text, size=SMALL, ha="center", va="center_baseline", color=colour)


def _brief(view: AblationView, leader: str) -> str:
    """Return who leads as codes, of many only the first, or that all do."""
    codes = view.leader(leader).split("=")
    if len(codes) == len(view.said.mixes) > 1:
        return view.said.word("all")
    return "=".join(codes[:MOST_CODES]) + ("…" if len(codes) > MOST_CODES else "")


def title(view: AblationView, counts: Counter[str], outcomes: int) -> str:
    """Return on how many mechanisms the ranking depends somewhere, and which do most often."""
    word = view.said.word
    carrying = [name for name, count in counts.items() if count]
    most = max(counts.values(), default=0)
    named = [view.mechanism(name) for name in carrying if counts[name] == most]
    told = ""
    if most > 1 and len(named) <= MOST_NAMED:
        told = word(": most often {names} ({count})", names=", ".join(named), count=most)
    return word(
        "The ranking of mixes depends on {count} of {all} mechanisms for at least one of {outcomes} outcomes{most}",
        count=len(carrying),
        all=len(counts),
        outcomes=outcomes,
        most=told,
    )
