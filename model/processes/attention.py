"""How companies divide attention over themes (R4; correction 8; M6, M7, M17; SER 2.3 items 4 and 5, 3.4.2).

    attention_k ~ (severity_k perceived risk_k)^alpha operability_k exp(t mandated_k), sum 1
    effort_k    = min(1, K q [attention_k + e spill_k])

Guidance (the support desk) raises alpha. A mandate draws attention to its themes; with e = 1 the other themes get
all of that back, with e = 0 they keep what is left to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.utility_parameters import Choice
from model.state.kept import of_run
from model.state.state import FREEDOM_OF_ASSOCIATION, GENDER, THEMES, Array, IntArray

if TYPE_CHECKING:
    from model.world import World

_LEAST = 1e-9
"""Floor under perceived harm, so that powers stay finite."""


@parameters("attention")
class Attention:
    """How attention follows risk, mandates and what can be acted upon."""

    active: float = switch("companies set priorities among themes")
    mandates: float = switch("a law on some themes draws attention to them")
    focus: float = par(
        1,
        legal=(0, 10),
        plausible=(0.5, 2),
        unit="-",
        meaning="how strongly attention follows severity and perceived risk",
        source="assumption; SER 2.3 item 4 on prioritising",
    )
    mandate: float = par(
        1,
        legal=(0, 20),
        plausible=(0, 3),
        unit="log",
        meaning="pull of a mandated theme",
        source="assumption; SER 3.4.2 on tunnel vision",
    )
    spillover: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0, 0.6),
        unit="share",
        meaning="part of the attention drawn by a mandate that benefits other themes as well",
        source="assumption",
    )
    operability_association: float = par(
        0.4,
        legal=(0, 1),
        plausible=(0.2, 0.9),
        unit="0-1",
        meaning="how easily companies act on freedom of association, relative to other themes",
        source="SER 2.3 item 5 on themes out of sight; value is an assumption",
    )
    operability_gender: float = par(
        0.4,
        legal=(0, 1),
        plausible=(0.2, 0.9),
        unit="0-1",
        meaning="how easily companies act on gender, relative to other themes",
        source="SER 2.3 item 5 on themes out of sight; value is an assumption",
    )


def attention(harm: Array, focus: Array, operability: Array, mandated: Array, pull: float) -> Array:
    """Return the division of attention, N x K, rows sum to 1.

    Args:
        harm: severity times perceived risk, N x K, 0-1.
        focus: exponent, N.
        operability: K, 0-1.
        mandated: strength of a mandate, N x K, 0-1.
        pull: pull of a full mandate, log scale.
    """
    weight = np.maximum(harm, _LEAST)
    rows = np.flatnonzero(focus != 1.0)
    weight[rows] **= focus[rows, None]
    weight = weight * operability * np.exp(pull * mandated)
    result: Array = weight / np.maximum(weight.sum(axis=1), 1e-300)[:, None]
    return result


def effort(substance: Array, division: Array, mandated: Array, spillover: float) -> Array:
    """Return substance by theme, N x K, 0-1 (correction 8).

    What a mandate draws to its themes above an equal share spills over to the others, for the part `spillover`.
    """
    themes = division.shape[1]
    result: Array = np.minimum(1.0, division * (themes * substance)[:, None])
    inside = mandated > 0
    others = np.add.reduce(~inside, axis=1, dtype=float)
    rows = np.flatnonzero((others > 0) & (others < themes))
    if len(rows):
        within, given = inside[rows], division[rows]
        drawn = np.where(within, np.maximum(given - 1.0 / themes, 0.0), 0.0).sum(axis=1)
        share = given + np.where(within, 0.0, (spillover * drawn / others[rows])[:, None])
        result[rows] = np.minimum(1.0, themes * substance[rows, None] * share)
    return result


def _severity(world: World) -> Array:
    """Return the severity of the sector of each company by theme, N x 8."""
    severity: Array = np.asfortranarray(world.severity[world.state.company.sector])
    return severity


def divided(world: World, mandated: Array, rows: IntArray | slice = slice(None)) -> tuple[Array, Array]:
    """Return the attention and effort of companies under mandates of some strength, two arrays of rows x K, 0-1.

    Args:
        world: the world, of this quarter from the choice of due diligence onwards.
        mandated: strength of a mandate, rows x K, 0-1.
        rows: the companies looked at, all by default.
    """
    values, choice = world.parameters[Attention], world.parameters[Choice]
    company = world.state.company
    substance = company.substance[rows]
    if values.active:
        operability = np.ones(len(THEMES))
        operability[FREEDOM_OF_ASSOCIATION] = values.operability_association
        operability[GENDER] = values.operability_gender
        guided = choice.desk_take_up * world.state.levers.support_desk[company.region[rows]] * company.form[rows]
        harm = of_run(world, _severity)[rows] * company.perceived_risk[rows]
        given = attention(harm, values.focus * (1.0 + guided), operability, mandated, values.mandate)
    else:
        given = np.full(mandated.shape, 1.0 / len(THEMES))
    return given, effort(substance, given, mandated, values.spillover)


def step(world: World) -> None:
    """Set attention and effort by theme."""
    company = world.state.company
    mandated = company.mandated if world.parameters[Attention].mandates else np.zeros_like(company.mandated)
    company.attention[:], company.effort[:] = divided(world, mandated)


PROCESS = Process(
    name="attention",
    meaning="attention and effort by theme",
    step=step,
    reads=(
        "company.sector",
        "company.region",
        "company.form",
        "company.perceived_risk",
        "company.mandated",
        "company.substance",
        "levers.support_desk",
    ),
    mechanisms=("M6", "M7", "M17"),
    sections=("2.3", "3.4.2"),
    switches=("attention.active", "attention.mandates"),
    burn_in=True,
)
