"""How near the model is to each kind of what was observed: a mark an observation, six kinds."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import capital, listed
from experiments.report.intervals import number_axis
from experiments.report.layout import Box, line_height, wrap
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.style import BODY, FAINT, GAIN, INK, LOSS, PAPER, SMALL, SOFT, only_bottom
from experiments.report.translation import N_, unit_in
from experiments.studies.validation.report import ValidationReport
from experiments.studies.validation.tables import ValidationTables
from experiments.studies.validation.verdicts import KEPT

NAME = "1_observations"
KINDS = {
    N_("conduct of companies"): (
        "endorsing_dutch",
        "saying_full",
        "saying_partly",
        "covering_chain",
        "passing_german",
        "doing_nothing",
    ),
    N_("companies under foreign laws"): ("without_plan", "statement_suffices"),
    N_("sector covenants"): (
        "covenant_share_of_firms",
        "textile_market_share",
        "meeting_requirements",
        "textile_sites",
        "covenants_progressing",
        "textile_practice",
    ),
    N_("accords and training at workplaces"): (
        "hazards_fixed",
        "factories_complete",
        "training_on_labour",
        "training_on_safety",
        "conditions_in_spreads",
        "enforcement_without_management",
    ),
    N_("suppliers and harm in the chain"): (
        "leaving_weak_governance",
        "below_cost",
        "exposed_tier_1",
        "exposed_tier_2",
        "exposed_tier_3",
    ),
    N_("cost of due diligence"): ("cost_large", "cost_small"),
}
"""Statistics of observations by kind."""
OTHER = N_("other observations")
FARTHEST = 6.0
"""Distances beyond so many tolerances are drawn at the edge."""
_LOGARITHM = "log10 of "
_LABEL, _COUNT, _AXIS, _HEAD = 2.9, 0.75, 0.4, 0.2
_LEAST_ROW, _ROOM, _STEP, _MARK = 0.4, 0.14, 0.085, 5.0
_TOUCHING = 0.42
"""Marks that are nearer to each other than so many tolerances are drawn above one another."""


def kind_of(statistic: str) -> str:
    """Return the kind of a statistic, in English."""
    return next((kind for kind, names in KINDS.items() if statistic in names), OTHER)


def observation_words(report: ValidationReport, row: pd.Series, with_scale: bool = False) -> str:
    """Return what was observed, with the time where it was observed more than once, and with a scale of logarithms."""
    text = capital(report.say(str(row["label"])))
    unit = str(row["unit"])
    if with_scale and unit.startswith(_LOGARITHM):
        shown = report.say("log10 of {unit}", unit=unit_in(report.language, unit.removeprefix(_LOGARITHM)))
        text = f"{text} ({shown})"
    table = report.tables.observations
    if table.loc[(table["label"] == row["label"]), "id"].nunique() == 1:
        return text
    end = str(row["end"])
    ends = set(table.loc[table["label"] == row["label"], "end"].astype(str))
    years = {each[:4] for each in ends}
    return f"{text}, {end[:4] if len(years) == len(ends) else end}"


def by_kind(tables: ValidationTables) -> dict[str, pd.DataFrame]:
    """Return the observations of each kind under the foremost sample, where the model has a value for them."""
    rows = tables.observations
    rows = rows[(rows["sample"] == tables.foremost) & rows["distance"].notna()]
    kinds = rows["statistic"].map(kind_of)
    found = {kind: rows[kinds == kind] for kind in (*KINDS, OTHER)}
    return {kind: own for kind, own in found.items() if len(own)}


def title(report: ValidationReport) -> str:
    """Return on which kinds of observations the model is mostly within tolerance, and on which it is not."""
    found = by_kind(report.tables)
    near = [report.say(kind) for kind, own in found.items() if own["inside"].mean() > 1 / 2]
    far = [report.say(kind) for kind in found if report.say(kind) not in near]
    last = report.say("and")
    if not far:
        return report.say("The model is mostly within tolerance on each kind of what was observed")
    if not near:
        return report.say("On no kind of what was observed is the model mostly within tolerance")
    if len(far) <= len(near):
        return report.say(
            "The model is mostly within tolerance of what was observed, but not on {far}",
            far=listed(far, last),
        )
    return report.say(
        "The model is mostly within tolerance on {near} alone; on other kinds of observations it is mostly outside, or "
        "as often as not",
        near=listed(near, last),
    )


def counts_text(report: ValidationReport) -> str:
    """Return how many observations and targets are inside, and how many intervals hold of what was kept apart."""
    tables = report.tables
    every, kept = tables.counts(tables.foremost), tables.counts(tables.foremost, KEPT)
    text = report.say(
        "Median inside tolerance: {inside} of {count} observations up to the end of 2021 ({targets_inside} of "
        "{targets} targets)",
        inside=int(every["inside"]),
        count=int(every["observations"]),
        targets_inside=int(every["targets_inside"]),
        targets=int(every["targets"]),
    )
    if not kept["observations"]:
        return text
    return text + report.say(
        "; of {count} kept apart from the fit, the 80% interval holds {holds}",
        count=int(kept["observations"]),
        holds=int(kept["holds"]),
    )


def draw(tables: ValidationTables, language: str) -> Figure:
    """Draw a row a kind with a mark for each observation: model less observed, in tolerances."""
    report, found = ValidationReport(tables, language), by_kind(tables)
    labels = {kind: _label(report, own) for kind, own in found.items()}
    levels = {kind: stacked(own["distance"].clip(-FARTHEST, FARTHEST).tolist()) for kind, own in found.items()}
    heights = [
        max(_LEAST_ROW, line_height(BODY) + len(labels[kind]) * line_height(SMALL), 2 * max(map(abs, levels[kind])))
        + _ROOM
        for kind in found
    ]
    page = new_page((WIDTH, _HEAD + sum(heights) + _AXIS), _texts(report))
    top = page.box.top - _HEAD
    right = page.box.right - _COUNT
    axes = page.axes(Box(page.box.left + _LABEL, top - sum(heights), right, top))
    _frame(axes, language, sum(heights), report)
    head = {"size": SMALL, "ha": "right", "va": "top", "color": SOFT}
    page.write(page.box.right, page.box.top, report.say("inside"), **head)
    y = 0.0
    for (kind, own), height in zip(found.items(), heights, strict=True):
        if y:
            axes.axhline(-y, color=FAINT, linewidth=0.6, zorder=0)
        middle = y + height / 2
        room = (line_height(BODY) + len(labels[kind]) * line_height(SMALL)) / 2
        name = capital(report.say(kind))
        page.write(page.box.left, top - middle + room, name, size=BODY, weight="bold", va="top", color=INK)
        for place, line in enumerate(labels[kind]):
            below = top - middle + room - line_height(BODY) - place * line_height(SMALL)
            page.write(page.box.left, below, line, size=SMALL, va="top", color=SOFT)
        _marks(axes, own, [-middle + level for level in levels[kind]])
        count = report.say("{inside} of {all}", inside=int(own["inside"].sum()), all=len(own))
        page.write(page.box.right, top - middle, count, size=SMALL, ha="right", va="center", color=INK)
        y += height
    return page.figure


def _label(report: ValidationReport, own: pd.DataFrame) -> list[str]:
    """Return in lines which observation of a kind is farthest."""
    farthest = own.iloc[int(own["distance"].abs().to_numpy().argmax())]
    text = report.say("farthest: {observation}", observation=observation_words(report, farthest))
    return wrap(text, _LABEL - 0.15, SMALL)


def stacked(values: Sequence[float]) -> list[float]:
    """Return how far above the middle each mark is drawn, inches, so that marks do not hide each other."""
    levels: list[float] = [0.0] * len(values)
    placed: list[tuple[float, float]] = []
    tries = [0.0, *(side * step * _STEP for step in range(1, len(values) + 1) for side in (1, -1))]
    for place in sorted(range(len(values)), key=lambda each: values[each]):
        own = values[place]
        levels[place] = next(
            level for level in tries if all(abs(own - x) >= _TOUCHING or abs(level - y) > _STEP / 2 for x, y in placed)
        )
        placed.append((own, levels[place]))
    return levels


def _frame(axes: Axes, language: str, height: float, report: ValidationReport) -> None:
    axes.patch.set_alpha(0.0)
    only_bottom(axes)
    axes.set_ylim(-height, 0.0)
    axes.set_xlim(-FARTHEST - 0.5, FARTHEST + 0.5)
    axes.axvspan(-1.0, 1.0, facecolor=FAINT, alpha=0.6, linewidth=0, zorder=0)
    axes.axvline(0.0, color=SOFT, linewidth=0.7, zorder=1)
    number_axis(axes, language, 7, signed=True)
    axes.set_xlabel(report.say("model less observed, in tolerances"), size=SMALL, labelpad=2)


def _marks(axes: Axes, own: pd.DataFrame, heights: Sequence[float]) -> None:
    for row, y in zip(own.to_dict(orient="records"), heights, strict=True):
        distance = float(row["distance"])
        colour = GAIN if row["inside"] else LOSS
        marker = "o" if row["inside"] else "D"
        if abs(distance) > FARTHEST:
            marker = "<" if distance < 0 else ">"
        face = PAPER if row["kept_apart"] else colour
        x = max(-FARTHEST, min(FARTHEST, distance))
        axes.plot([x], [y], marker, markersize=_MARK - (marker == "D"), color=colour, markerfacecolor=face, zorder=3)


def _texts(report: ValidationReport) -> Texts:
    note = report.say(
        "Each mark is an observation: the median of draws and seeds ({sample}) less what was observed. Blue dots: "
        "within the tolerance (grey); rust diamonds: outside; triangles: beyond {far} tolerances; hollow: kept apart "
        "from the fit. Every observation by itself, with intervals: see the appendix.",
        sample=report.sample(report.tables.foremost),
        far=f"{FARTHEST:.0f}",
    )
    return Texts(title(report), counts_text(report), note, report.say("run {run}", run=report.tables.study_id))
