"""What hits the world from outside: COVID-19, and the move of purchasing after it (M32, M47; SER 1, 3.6).

The pandemic starts in 2020Q1 at full strength and fades linearly. It cuts demand, audits and supplier margins
in proportion to its strength, and worsens conditions by equal steps while it lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.parameters import par, parameters, switch
from model.process import Process

if TYPE_CHECKING:
    from model.world import World

COVID_START = 2020 * 4
"""First quarter of the pandemic, counted from year 0."""
REGIONALISATION_START = 2021 * 4
"""First quarter of easier switching of suppliers in a world with regionalisation."""


@parameters("shocks")
class Shocks:
    """Size of the shocks of 2020."""

    active: float = switch("the shocks of 2020 and after happen")
    covid_quarters: float = par(
        6,
        legal=(1, 40),
        plausible=(4, 8),
        unit="quarters",
        meaning="duration of the pandemic's effects, fading linearly",
        source="assumption: 2020Q1 to 2021Q2",
    )
    covid_demand: float = par(
        0.25,
        legal=(0, 1),
        plausible=(0.1, 0.4),
        unit="share",
        meaning="loss of orders at the start of the pandemic",
        source="assumption; direction from surveys of Bangladeshi suppliers 2020 (docs/evidence in sources.md)",
    )
    covid_audits: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.6),
        unit="share",
        meaning="audits still possible at the start of the pandemic",
        source="assumption; SER 1 and 3.6 say that audits and visits are harder",
    )
    covid_margin: float = par(
        1.23,
        legal=(0, 50),
        plausible=(1, 6),
        unit="pp FOB",
        meaning="fall of supplier margins at the start of the pandemic",
        source="assumption",
        before=3,
    )
    covid_condition: float = par(
        0.03,
        legal=(0, 1),
        plausible=(0, 0.06),
        unit="0-1",
        meaning="fall of conditions over the whole pandemic",
        source="assumption; SER 1 says that workers are hit",
    )
    regionalisation_switching: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0, 0.4),
        unit="0-1",
        meaning="added ease of switching after 2020 in a world with regionalisation",
        source="assumption",
    )


def strength(quarters_since_start: int, duration: float) -> float:
    """Return the strength of the pandemic, 1 at its start and falling linearly to 0 after `duration` quarters."""
    if quarters_since_start < 0:
        return 0.0
    return max(0.0, 1.0 - quarters_since_start / duration)


def step(world: World) -> None:
    """Set this quarter's shocks."""
    values = world.parameters[Shocks]
    settings = world.scenario.world
    now = strength(world.date - COVID_START, values.covid_quarters) if settings.covid and values.active else 0.0
    shock = world.state.shock
    shock.demand[:] = 1.0 - values.covid_demand * now
    shock.audits[:] = 1.0 - (1.0 - values.covid_audits) * now
    shock.supplier_margin[:] = -values.covid_margin * now
    shock.condition[:] = -values.covid_condition / values.covid_quarters if now > 0 else 0.0
    moving = settings.regionalisation and values.active and world.date >= REGIONALISATION_START
    shock.switching[:] = values.regionalisation_switching if moving else 0.0


PROCESS = Process(
    name="shocks",
    meaning="COVID-19 and easier switching of suppliers",
    step=step,
    reads=(),
    mechanisms=("M32", "M47"),
    sections=("1", "3.6"),
    switches=("shocks.active",),
)
