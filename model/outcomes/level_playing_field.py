"""The level playing field: how much of the burden of full due diligence rivals do not escape (SER 2.4, 4.3).

    LPF = 1 - mean_i clip((c_full_i - mean c of rivals) / c_full_i, 0, 1), weighted by sales

Each firm is compared with its rivals in the same market and sector. The scales widen: the Dutch market; the EU, the
Dutch market with it; the world. The headline counts costs only, since rewards reprice the net variant.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.inputs.law import STEPS
from model.outcomes.chains import scope
from model.outcomes.labels import SCALE_LABELS
from model.outcomes.measures import Measures, totals_each
from model.outcomes.outcome import Outcome
from model.outcomes.rivals import (
    NET_FLOOR,
    burdens,
    escaped,
    field,
    full_net,
    gap_share,
    widened,
    widening,
)
from model.processes.competition import rivals_mean
from model.processes.decision import full_cost
from model.state.state import Array
from model.world import World

ALL_SALES = 100.0
"""Most margin that a firm can lose beside its rivals, in percentage points: all of its sales."""
_SCALES = tuple(SCALE_LABELS)


def _gaps(measures: Measures) -> Array:
    """Return the gaps with rivals on costs, on net burdens and in margin, by scale, 3 x scales."""
    cost, net, sellers = measures.of_run(full_cost), full_net(measures), measures.once(field)
    full = np.array((cost, net))[:, None]
    gaps = escaped(full, rivals_mean(burdens(measures), sellers))
    parts = gap_share(gaps, np.maximum(full, NET_FLOOR * cost))
    return widening(np.concatenate((parts, np.minimum(gaps[1:], ALL_SALES))), sellers.counted)


def cost_level(measures: Measures) -> Array:
    """Return the level playing field on costs only, by scale."""
    level: Array = 1.0 - measures.once(_gaps)[0]
    return level


def net_level(measures: Measures) -> Array:
    """Return the level playing field on costs, expected losses and rewards, by scale."""
    level: Array = 1.0 - measures.once(_gaps)[1]
    return level


def margin_lost(measures: Measures) -> Array:
    """Return the margin that full due diligence costs a firm beside its rivals, by scale, in percentage points."""
    lost: Array = measures.once(_gaps)[2]
    return lost


def demand_of_laws(world: World) -> Array:
    """Return what each law asks, L x 1, 0-1: share of the themes x share of the due diligence steps."""
    steps = np.array([len(set(law.steps)) / len(STEPS) for law in world.laws.laws])
    demanded: Array = (world.laws.theme_share * steps)[:, None]
    return demanded


def dispersion(measures: Measures) -> Array:
    """Return 1 - 2 SD of what the law asks of sellers, by scale; 1 when it asks the same of all."""
    asked = np.maximum.reduce(measures.once(scope) * measures.of_run(demand_of_laws), axis=0, initial=0.0)
    sales = measures.once(field).sales
    mean, square = widened(totals_each(np.array((asked, asked * asked)), sales), np.add.reduce(sales, axis=1))
    evenness: Array = 1.0 - 2.0 * np.sqrt(np.maximum(square - mean * mean, 0.0))
    return evenness


def _family(
    stem: str, labels: tuple[str, str], unit: str, direction: int, meaning: str, measure: Callable[[Measures], Array]
) -> tuple[Outcome, ...]:
    def member(position: int) -> Outcome:
        scale = _SCALES[position]
        return Outcome(
            name=f"level_playing_field_{stem}{scale}",
            group="level_playing_field",
            label_en=f"{labels[0]}, {SCALE_LABELS[scale][0]}",
            label_nl=f"{labels[1]}, {SCALE_LABELS[scale][1]}",
            unit=unit,
            direction=direction,
            sections=("1", "2.4", "4.3"),
            perspective="here" if scale == "nld" else "elsewhere",
            meaning=meaning,
            compute=lambda measures: float(measures.once(measure)[position]),
        )

    return tuple(member(position) for position in range(len(_SCALES)))


OUTCOMES: tuple[Outcome, ...] = (
    *_family(
        "",
        ("Level playing field", "Gelijk speelveld"),
        "share",
        1,
        "share of the cost of full due diligence that rivals do not escape, weighted by sales",
        cost_level,
    ),
    *_family(
        "net_",
        ("Level playing field, net of losses and rewards", "Gelijk speelveld, inclusief verliezen en beloningen"),
        "share",
        1,
        "the same with expected losses added and rewards deducted",
        net_level,
    ),
    *_family(
        "margin_",
        ("Margin lost by full due diligence", "Marge die volledige gepaste zorgvuldigheid kost"),
        "pp margin",
        -1,
        "net burden of full due diligence above that of rivals, at most 100 a firm, weighted by sales",
        margin_lost,
    ),
    *_family(
        "dispersion_",
        ("Evenness of legal duties", "Gelijkheid van wettelijke plichten"),
        "index 0-1",
        1,
        "1 - 2 SD over sellers, weighted by sales, of scope x themes x steps of the law that asks most of them",
        dispersion,
    ),
)
