"""The due diligence choice (R1; corrections 3, 4, 6, 11, 14, 27; SER 2.3, 3.2, 3.4.1).

Each quarter a share of the companies reviews its choice and takes the option with the highest utility, in % of
revenue a year:

    utility = - cost kept - lost to competitors + answered to customers + reward - expected loss + duty + peers
              + conscience + luck (Gumbel)

The options are in `model.processes.options`, what each costs and brings in `model.processes.utility`. Between reviews
the option stays, while its substance follows capability, motivation and the quality of the covenant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.breach import breach, fulfilment
from model.processes.contributions import contributions, places
from model.processes.exit_parameters import Exits
from model.processes.options import Options, options_of
from model.processes.regulators import Supervision, highest_sanction
from model.processes.stakes import stake
from model.processes.utility import Utility, cost_of, premium_offered, settled, utility_of
from model.processes.utility_parameters import Choice, Reward
from model.randomness import gumbel
from model.state.state import JOINT, NARROW, NONE, Array, BoolArray, IntArray

if TYPE_CHECKING:
    from model.world import World


def actual_breach(world: World) -> Array:
    """Return the degree of breach of each company under each law, N x L, 0-1 (correction 4)."""
    company, book = world.state.company, world.laws
    substantive = company.option >= NARROW
    norm = world.parameters[Supervision].result_norm
    met = fulfilment(company.breadth * substantive, company.substance * substantive, book.demands, norm)
    return breach(company.form, world.state.law.scrutiny[:, None], met[book.demand]).T


def full_cost(world: World) -> Array:
    """Return what full due diligence would cost each company, N, % revenue a year (correction 15).

    Broad substance at its own size, with the capability of `choice.full_capability` and without any instrument.
    """
    company = world.state.company
    choice, reward = world.parameters[Choice], world.parameters[Reward]
    substance = np.full(company.rows, choice.full_capability)
    fixed = settled(world)
    premium = premium_offered(substance, 0.0, reward)
    own = cost_of(np.ones(company.rows), substance, fixed.size, 1.0, choice)
    result: Array = own + premium * fixed.import_share
    return result


def choose(current: IntArray, utility: Array, luck: Array, reviewing: BoolArray, able: BoolArray) -> IntArray:
    """Return the option of each company.

    Args:
        current: N, options held.
        utility: options x N, % revenue a year.
        luck: options x companies that review, same unit.
        reviewing: N, true where the choice is reviewed.
        able: N, true where joint action is open; others that held it fall back to narrow substance.
    """
    rows, closed = reviewing.nonzero()[0], ~able
    open_utility = utility.take(rows, axis=1) + luck
    open_utility[JOINT, closed.take(rows)] = -np.inf
    chosen = np.where((current == JOINT) & closed, NARROW, current)
    chosen[rows] = open_utility.argmax(axis=0)
    return chosen


def due_to_requests(utility: Utility, place: IntArray) -> BoolArray:
    """Return for whom the option at `place` is worth its cost, against doing nothing, through requests alone, N.

    Luck is left out.
    """
    gain = utility.total.take(place) - utility.total[NONE]
    without = gain - (utility.answered.take(place) - utility.answered[NONE])
    result: BoolArray = (gain >= 0.0) & (without < 0.0)
    return result


def step(world: World) -> None:
    """Review choices and set what follows from them."""
    choice = world.parameters[Choice]
    company = world.state.company
    options = options_of(world)
    utility = utility_of(world, options)
    reviewing = world.uniforms("decision.review", company.rows) < choice.review_rate
    draws = world.uniforms("decision.luck", *utility.total.shape)
    luck = choice.luck * gumbel(draws.take(reviewing.nonzero()[0], axis=1))
    company.option[:] = choose(company.option, utility.total, luck, reviewing, options.able)
    _assign(world, options, utility)


def _assign(world: World, options: Options, utility: Utility) -> None:
    company = world.state.company
    chosen = company.option
    place = places(chosen)
    company.form[:] = options.form.take(chosen)
    company.substance[:] = options.substance.take(place)
    company.breadth[:] = options.breadth.take(place)
    company.signal[:] = utility.signal.take(place)
    company.premium[:] = utility.premium.take(place)
    company.cost[:] = utility.cost.take(place)
    company.cost_for_customers[:] = company.cost * due_to_requests(utility, place)
    company.reward[:] = utility.reward.take(place)
    company.expected_loss[:] = utility.loss.take(place)
    company.pressure[:] = stake(world) + world.parameters[Exits].feared_sanction * highest_sanction(world)
    company.contribution[:] = contributions(world, options, utility, chosen, place)


PROCESS = Process(
    name="decision",
    meaning="companies choose how to do due diligence",
    step=step,
    reads=(
        "company.sector",
        "company.region",
        "company.firms",
        "company.revenue",
        "company.imports",
        "company.base_sales",
        "company.finance",
        "company.brand",
        "company.public_share",
        "company.capability",
        "company.motivation",
        "company.covenant",
        "company.scope",
        "company.expected_scope",
        "company.detection",
        "company.grace",
        "company.spared",
        "company.findings",
        "company.complaints",
        "company.liability",
        "company.disclosure",
        "company.exposure",
        "company.requested",
        "company.contributing_share",
        "covenant.active",
        "covenant.quality",
        "covenant.recognised",
        "law.scrutiny",
        "levers.support_desk",
        "levers.procurement",
        "levers.coherence",
        "levers.subsidy",
        "government.dialogue",
    ),
    mechanisms=("M1", "M2", "M3", "M4", "M14", "M15", "M18", "M19", "M24", "M29", "M30", "M31", "M39", "M43"),
    sections=("1", "2.3", "3.2", "3.4.1", "4.3"),
    switches=("competition.active", "reward.active", "reward.premium_active", "loss.active", "duty.active"),
    burn_in=True,
)
