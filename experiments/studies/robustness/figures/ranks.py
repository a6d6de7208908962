"""How often each mix gives the best outcome over what is uncertain, and what the leader gains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import factor, percent, places_for
from experiments.report.layout import Box, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import WIDTH, Page, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import BODY, FAINT, INK, PALE, SMALL, SOFT
from experiments.report.translation import N_
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.tables import RobustnessTables, most_often

NAME, ALL = "1_rank_probability", "appendix_1_rank_probability"
SHARED, EQUAL = "shared", "equal"
_LEFT, _BARS, _GAP = 1.85, 1.95, 0.1
MOST_PLACES = 3
_ROW, _HEAD, _TITLE, _FOOT = 0.27, 0.22, 0.22, 0.38
_GROUPS = (
    (N_("Impact in the chain"), ("chain_",)),
    (N_("Level playing field (K3)"), ("level_playing_field_",)),
    (N_("Criteria"), tuple(f"k{number}_" for number in range(1, 10))),
)


def grouped(outcomes: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each group with its outcomes; what belongs to no other group is a side effect."""
    left = list(outcomes)
    for key, starts in _GROUPS:
        own = [name for name in left if name.startswith(starts)]
        left = [name for name in left if name not in own]
        if own:
            yield key, own
    if left:
        yield N_("Side effects"), left


def shown(outcomes: Sequence[str]) -> tuple[str, ...]:
    """Return the outcomes of the main figure: all where they are few, else the key ones that were asked for."""
    if len(outcomes) <= len(KEY_OUTCOMES):
        return tuple(outcomes)
    return tuple(name for name in KEY_OUTCOMES if name in outcomes) or tuple(outcomes[: len(KEY_OUTCOMES)])


def draw_all(study: RobustnessTables, view: AnalysisView, course: str) -> Figure:
    """Draw every outcome as `draw` does."""
    return draw(study, view, course, study.subject.outcomes)


def draw(study: RobustnessTables, view: AnalysisView, course: str, outcomes: tuple[str, ...] | None = None) -> Figure:
    """Draw a bar of shares an outcome, and beside it what the mix that is most often first gains over the base."""
    table = study.of_mixes(study.ranks, course)
    groups = list(grouped(outcomes or shown(study.subject.outcomes)))
    parts = {name: Part(f"{style.code}  {style.label}", style.colour) for name, style in view.mixes.items()}
    parts |= {
        SHARED: Part(view.word("best with others"), FAINT),
        EQUAL: Part(view.word("all equal"), PALE, hatched=True),
    }
    keys = key_rows(list(parts.values()), WIDTH)
    count = sum(len(names) for _, names in groups)
    height = len(keys) * KEY_STEP + _TITLE + len(groups) * _HEAD + count * _ROW + _FOOT
    base = view.mixes[study.subject.base].code
    note = view.word(
        "Bars count the smallest difference too; the text on the right says what the leading mix "
        "gains over mix {base} (median and 90% of draws). In brackets in the title: 90% interval of "
        "the share. That matters: more than the least relevant size.",
        base=base,
    )
    if outcomes is None and len(study.subject.outcomes) > len(shown(study.subject.outcomes)):
        shown_text = view.word(
            "Shown: impact, the level playing field, remedy and burden; all outcomes: see the appendix."
        )
        note = f"{note} {shown_text}"
    over = (
        N_(
            "Share of draws in which a mix gives the best outcome, over the draws of {factors} parameters in ensemble "
            "{ensemble} and over seeds."
        )
        if study.over_ensemble
        else N_(
            "Share of draws in which a mix gives the best outcome, over the plausible ranges of "
            "{factors} parameters (not fitted to observations) and over seeds."
        )
    )
    subtitle = view.word(over, factors=study.parameters, ensemble=study.ensemble)
    texts = view.texts(title(study, view, table, course), subtitle, note)
    page = new_page((WIDTH, height), texts)
    left, top = page.box.left + _LEFT, page.box.top - len(keys) * KEY_STEP - _TITLE
    draw_key(page, (page.box.left, page.box.top), keys)
    head = view.word("most often first: gain over {base}", base=base)
    page.write(left + _BARS + _GAP, top + 0.06, head, size=SMALL, weight="bold", va="bottom", color=INK)
    for number, (key, names) in enumerate(groups):
        page.write(page.box.left, top - _HEAD / 2, view.word(key), size=BODY, weight="bold", va="center", color=INK)
        top -= _HEAD
        axes = page.axes(Box(left, top - len(names) * _ROW, left + _BARS, top))
        for row, name in enumerate(names):
            middle = top - (row + 0.5) * _ROW
            _label(page, view, name, middle)
            own = table[table["outcome"] == name].set_index("option")
            _bar(axes, view, own, row, parts)
            text, known = gain_text(study, view, own, name)
            if study.over_ensemble:
                text = f"{text}\n{prior_text(study, view, course, name)}"
            page.write(left + _BARS + _GAP, middle, text, size=SMALL, va="center", color=INK if known else SOFT)
        _finish(axes, view, len(names), last=number == len(groups) - 1)
        top -= len(names) * _ROW
    return page.figure


def _label(page: Page, view: AnalysisView, name: str, middle: float) -> None:
    lines = wrap(view.outcome_label(name), _LEFT - 0.25, SMALL)
    style = {"size": SMALL, "color": INK, "va": "center", "linespacing": 1.0}
    page.write(page.box.left + 0.1, middle, "\n".join(lines), **style)


def _bar(axes: Axes, view: AnalysisView, own: pd.DataFrame, row: int, parts: dict[str, Part]) -> None:
    if own["draws"].max() == 0:
        axes.text(50, row, view.word("not known"), size=SMALL, color=SOFT, ha="center", va="center")
        return
    shares = {str(name): float(own.loc[name, "first"]) for name in own.index}
    equal = float(own["all_equal"].iloc[0])
    stack(axes, row, shares | {SHARED: max(0.0, 1 - equal - sum(shares.values())), EQUAL: equal}, parts, _BARS)


def _finish(axes: Axes, view: AnalysisView, rows: int, last: bool) -> None:
    share_axis(axes, rows)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.tick_params(axis="x", labelbottom=last, length=3 if last else 0)
    axes.spines["bottom"].set_visible(last)
    if last:
        axes.set_xlabel(view.word("% of draws"))


def gain_text(study: RobustnessTables, view: AnalysisView, own: pd.DataFrame, outcome: str) -> tuple[str, bool]:
    """Return what the mix that is most often first gains over the base, and whether there is something to say."""
    best = most_often(own)
    if best is None:
        return "–", False
    code, base = view.mixes[best].code, study.subject.base
    if best == base:
        return f"{code}: {view.word('the base itself')}", False
    pairs = study.of_mixes(study.pairwise, own["context"].iloc[0])
    chosen = pairs[pairs["outcome"] == outcome]
    forward = chosen[(chosen["option"] == best) & (chosen["other"] == base)]
    sign, found = (1, forward) if len(forward) else (-1, chosen[(chosen["option"] == base) & (chosen["other"] == best)])
    row = found.iloc[0]
    values = [sign * factor(outcome) * float(row[name]) for name in ("median_gain", "gain_p5", "gain_p95")]
    middle, low, high = values[0], min(values[1:]), max(values[1:])
    places = min(MOST_PLACES, places_for([low, high]))
    shown = [view.number(value, places, signed=True) for value in (middle, low, high)]
    return f"{code}: {shown[0]} [{shown[1]}; {shown[2]}] {view.unit(outcome)}", not math.isnan(middle)


def prior_text(study: RobustnessTables, view: AnalysisView, course: str, outcome: str) -> str:
    """Return which mix is most often first over the prior, in what share of its draws."""
    best, share = study.prior_leader(MIX, course, outcome)
    shown = f"{view.mixes[best].code} {percent(share)}%" if best else "–"
    return view.word("before fitting: {leader}", leader=shown)


def title(study: RobustnessTables, view: AnalysisView, table: pd.DataFrame, course: str) -> str:
    """Return which mix is most often best on the first outcome of the study, how often, and by a size that matters."""
    outcome = study.subject.outcomes[0]
    own = table[table["outcome"] == outcome].set_index("option")
    known = {"outcome": view.outcome_label(outcome), "year": study.year, "draws": int(own["draws"].max())}
    best = most_often(own)
    if best is None:
        text = view.word("{outcome} in {year}: no mix is most often best by itself in {draws} draws", **known)
    else:
        names = {"share": "first", "low": "first_lo", "high": "first_hi", "relevant": "first_relevant"}
        numbers = {key: percent(float(own[name][best])) for key, name in names.items()}
        text = view.word(
            "{outcome} in {year}: mix {mix} is most often best, in {share}% [{low}–{high}] of {draws} "
            "draws, and by a size that matters in {relevant}%",
            mix=view.mixes[best].code,
            **known,
            **numbers,
        )
    if len(view.courses) == 1:
        return text
    return view.word("{text} ({course})", text=text, course=view.courses[course])
