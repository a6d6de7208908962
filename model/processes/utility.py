"""What each due diligence option costs and brings (R1; corrections 3, 4, 6, 11, 29).

cost     = [c_F f (1 + stacked) + c_S q (1 - pool)] (R / R_ref)^-psi (1 - lambda k)(1 - desk) + fee + premium
stacked  = stacking (1 - coherence)(sum_L m z - max_L m z), z: share of the themes; laws beside the strongest
signal s = sigma q + (1 - sigma) f: outsiders partly mistake form for substance
reward   = s [visible (brand + finance) + procurement coherence] + subsidy q
loss     = sum_L 4 m p (1 - g)(rho phi + order) D + 4 h reputation brand (1 - e q) + liability
D        = (1 - f) + chi f (1 - e_L);  e_L = (1 - rho_L / 2) min(1, breadth / t_L) + rho_L / 2 min(1, q / (norm t_L))
duty     = sum_L duty m t_L [(1 - s_L) f + s_L e_L] x responsibility
           (joint action in a recognised covenant counts for more: `model.processes.recognition`)
peers    = nu n f;  conscience = omega mu q
answered = s times what customers among companies would take away (`model.processes.requests`)

A law counts for the share of the themes that it covers, t_L: in duty, in paper work and, through
`regulators.sanctions`, in what a breach costs. rho_L is the share of its steps that carry an obligation of result
besides one of effort; where a step carries both, each counts for half. Effort is judged by breadth, result by what is
achieved: substance against best practice (SER 3.2).

Of the cost only what is not passed on counts, and what is lost to competitors (`model.processes.competition`), which
holds the reward by customers as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.processes.breach import fulfilment
from model.processes.competition import Rivals, behind_rivals, felt, rivals_of
from model.processes.market import visible_share
from model.processes.norm_parameters import Duty, Loss
from model.processes.options import Options
from model.processes.recognition import relief
from model.processes.regulators import Supervision, sanction_weight
from model.processes.requests import kept_by_answering
from model.processes.stakes import idle_harm
from model.processes.utility_parameters import Choice, Reward
from model.state.kept import of_run
from model.state.state import FORM, JOINT, NARROW, NONE, REGIONS, Array, IntArray
from model.sums import strongest

if TYPE_CHECKING:
    from model.world import World

_TINY = np.finfo(float).tiny


@dataclass(frozen=True)
class Discounts:
    """What a company would save on due diligence, N each."""

    full: Array
    """Cost of full substance before discounts, % revenue a year."""
    form: Array
    """Cost of form before discounts, with the paper work of stacked laws."""
    learned: Array
    """Part of the cost left by capability."""
    desk: Array
    """Part of the rest that the support desk saves."""


@dataclass(frozen=True)
class Rates:
    """Rewards, % revenue a year, N each."""

    seen: Array
    """For a full signal."""
    public: Array
    """The part of it that public buyers pay."""
    customers: Array
    """The part of it that customers pay."""
    incentive: Array
    """For full substance: funds pay for practice, not for paper."""


@dataclass(frozen=True)
class Utility:
    """Utility of the options and its parts: options (5) x companies (N), % revenue a year."""

    total: Array
    signal: Array
    premium: Array
    cost: Array
    reward: Array
    loss: Array
    sanctions: Array
    """The part of the loss that follows from laws."""
    duty: Array
    peers: Array
    """Weight of what peers do, N."""
    discounts: Discounts
    rates: Rates
    rivals: Rivals
    behind: Array
    """What is lost to competitors, negative for what is won."""
    answered: Array
    """What is kept of sales to customers who ask for due diligence."""


@dataclass(frozen=True)
class Settled:
    """What the choice takes as given throughout a run, N each."""

    size: Array
    """How much dearer due diligence is for small firms."""
    import_share: Array
    peers: IntArray
    """Number of the pair of sector and region."""
    share_of_peers: Array
    """Share in the revenue of that pair, 0-1."""
    share_of_finance: Array
    """Share in the revenue of finance, 0-1; 0 for others."""


def settled(world: World) -> Settled:
    """Return what the choice takes as given throughout a run."""
    company = world.state.company
    size = size_factor(company.revenue / company.firms, world.parameters[Choice])
    peers = company.sector * len(REGIONS) + company.region
    of_peers = np.bincount(peers, weights=company.revenue).take(peers)
    finance = company.revenue * company.finance
    return Settled(
        size=size,
        import_share=company.imports / company.revenue,
        peers=peers,
        share_of_peers=company.revenue / np.maximum(of_peers, _TINY),
        share_of_finance=finance / max(float(finance.sum()), _TINY),
    )


def size_factor(revenue_per_firm: Array, choice: Choice) -> Array:
    """Return how much dearer due diligence is for small firms: (R / R_ref)^-psi, N."""
    result: Array = (revenue_per_firm / choice.reference_revenue) ** -choice.size_exponent
    return result


def cost_of(form: Array, substance: Array, size: Array, stacking: Array | float, choice: Choice) -> Array:
    """Return the cost of form and substance before discounts, % revenue a year."""
    result: Array = (choice.form_cost * form * stacking + choice.substance_cost * substance) * size
    return result


def premium_offered(substance: Array, joint: Array | float, reward: Reward) -> Array:
    """Return the price premium that goes with substance, pp FOB; higher where covenant members act together."""
    result: Array = reward.premium_active * reward.premium * substance * (1.0 + reward.collective_premium * joint)
    return result


def signal_of(form: Array, substance: Array, assurance: Array) -> Array:
    """Return due diligence as outsiders see it, 0-1; `assurance` 1 lets only substance count (property 8)."""
    result: Array = assurance * substance + (1.0 - assurance) * form
    return result


def utility_of(world: World, options: Options) -> Utility:
    """Return the utility of the options of every company."""
    company, substance = world.state.company, options.substance
    duty_values = world.parameters[Duty]
    asked = company.expected_scope * world.laws.theme_share
    laws = np.add.reduce(asked, axis=1)
    cost, premium, discounts = _costs(world, options, laws - np.maximum.reduce(asked, axis=1))
    signal, rates = _rewards(world, options)
    funded = substance * rates.incentive
    sanctions, duty = _obligations(world, options, laws)
    harm = idle_harm(world)
    loss = (world.parameters[Loss].remedy_spares * harm) * substance
    np.subtract(harm, loss, out=loss)
    loss += sanctions
    reward = signal * rates.seen + funded
    peers = duty_values.active * duty_values.peers * _peers(world)
    rivals = rivals_of(world, rates.customers)
    behind = behind_rivals(cost, signal, rivals)
    total = (duty_values.active * duty_values.conscience * company.motivation) * substance
    total += reward
    answered = signal * kept_by_answering(world)
    total += answered
    total -= signal * rivals.image
    total -= rivals.kept * cost
    total -= felt(behind, rivals.advantage)
    total -= loss
    total += duty
    total[FORM:] += peers
    total[JOINT] += duty_values.active * duty_values.agreement
    parts = (total, signal, premium, cost, reward, loss, sanctions, duty, peers)
    return Utility(*parts, discounts, rates, rivals, behind, answered)


def _costs(world: World, options: Options, further: Array) -> tuple[Array, Array, Discounts]:
    """Return cost and premium, each 5 x N, and what makes due diligence cheaper.

    Args:
        world: the world.
        options: the options that companies have.
        further: N, the laws expected beside the strongest, each with its strength times its share of the themes: a law
            with half its strength adds half its paper work.
    """
    company, fixed = world.state.company, of_run(world, settled)
    choice, reward = world.parameters[Choice], world.parameters[Reward]
    levers = world.state.levers
    incoherence = (choice.stacking * (1.0 - levers.coherence)).take(company.region)
    stacking = 1.0 + incoherence * further
    learned = 1.0 - choice.learning_discount * company.capability
    desk = (choice.desk_discount * choice.desk_take_up * levers.support_desk).take(company.region)
    discounts = Discounts(choice.substance_cost * fixed.size, choice.form_cost * fixed.size * stacking, learned, desk)
    joint = np.zeros((len(options.form), 1))
    joint[JOINT] = 1.0
    premium = premium_offered(options.substance, joint, reward)
    left = learned * (1.0 - desk)
    paper, practice = discounts.form * left, discounts.full * left
    cost = practice * options.substance
    cost[JOINT] *= 1.0 - choice.pooling
    cost += premium * fixed.import_share
    cost[FORM:] += paper
    cost[JOINT] += choice.covenant_fee
    return cost, premium, discounts


def _rewards(world: World, options: Options) -> tuple[Array, Rates]:
    """Return the signal, 5 x N, and the rates of reward."""
    company, book = world.state.company, world.laws
    values = world.parameters[Reward]
    levers, region = world.state.levers, company.region
    assured = strongest(company.scope, book.assuring, book.assurance * book.theme_share)
    clarity = values.signal_clarity + (1.0 - values.signal_clarity) * assured
    signal = signal_of(options.form[:, None], options.substance, clarity)
    visible = visible_share(company.disclosure, values)
    customers = (values.active * values.consumers) * visible * company.brand
    investors = (values.investors * (1.0 + _financiers(world))) * visible
    public = (values.procurement * levers.procurement * levers.coherence).take(region) * company.public_share
    incentive = (values.subsidy * levers.subsidy).take(region)
    on = values.active
    return signal, Rates(customers + on * (investors + public), on * public, customers, on * incentive)


def _financiers(world: World) -> float:
    """Return the share of finance, by revenue, that does due diligence at least in form (M30)."""
    return float(np.add.reduce(of_run(world, settled).share_of_finance * world.state.company.form))


def _obligations(world: World, options: Options, laws: Array) -> tuple[Array, Array]:
    """Return expected sanctions and the sense of duty, each 5 x N.

    Laws that ask the same judge alike, so sums over laws are taken by what they ask first.

    Args:
        world: the world.
        options: what each option means.
        laws: N, the laws expected, each with its strength times its share of the themes.
    """
    company, book = world.state.company, world.laws
    values = world.parameters[Duty]
    weight = sanction_weight(world)
    contributing = company.contributing_share
    elsewhere = values.contribute * contributing + values.linked * (1.0 - contributing)
    responsibility = values.active * values.duty * (values.own_site + (1.0 - values.own_site) * elsewhere)
    scrutinised = book.by_demand((weight * world.state.law.scrutiny).T)
    substantive = book.by_demand((company.expected_scope * (book.substantive_share * book.theme_share)).T)
    formal = (laws - np.add.reduce(substantive, axis=0)) * responsibility
    substantive *= responsibility
    norm = world.parameters[Supervision].result_norm
    met = fulfilment(options.breadth[NARROW:], options.substance[NARROW:], book.demands, norm)
    sanctions, duty = np.empty((2, *options.breadth.shape))
    sanctions[NONE], duty[NONE] = np.add.reduce(weight, axis=1), 0.0
    sanctions[FORM], duty[FORM] = np.add.reduce(scrutinised, axis=0), formal
    np.subtract(sanctions[FORM], np.einsum("gn,gon->on", scrutinised, met), out=sanctions[NARROW:])
    np.add(formal, np.einsum("gn,gon->on", substantive, met), out=duty[NARROW:])
    members, spared, gained = relief(world, weight, met[:, JOINT - NARROW], responsibility)
    sanctions[JOINT, members] -= spared
    duty[JOINT, members] += gained
    return sanctions, duty


def _peers(world: World) -> Array:
    """Return the share of peers (sector x region, by revenue) with due diligence at least in form, N."""
    fixed = of_run(world, settled)
    found: Array = np.bincount(fixed.peers, weights=fixed.share_of_peers * world.state.company.form).take(fixed.peers)
    return found
