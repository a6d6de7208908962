"""What each due diligence option costs and brings (R1; corrections 3, 4, 6, 11, 29).

cost     = [c_F f (1 + stacking) + c_S q (1 - pool)] (R / R_ref)^-psi (1 - lambda k)(1 - desk) + fee + premium
signal s = sigma q + (1 - sigma) f: outsiders partly mistake form for substance
reward   = s [visible (brand + finance) + procurement coherence + subsidy]
loss     = sum_L 4 m p (1 - g)(rho phi + order) D + 4 h reputation brand (1 - e q) + liability
D        = (1 - f) + chi f (1 - judged effort); judged effort = min(1, breadth / theme share of the law)
duty     = sum_L duty m [(1 - s_L) f + s_L judged effort] x responsibility
peers    = nu n f;  conscience = omega mu q
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.processes.options import Options
from model.processes.regulators import sanction_weight
from model.processes.remedy_parameters import Remedy
from model.processes.utility_parameters import Choice, Duty, Loss, Reward
from model.state import COMPLAINT_WINDOW, JOINT, REGIONS, SEVEN_VS, Array, IntArray
from model.sums import by_group, mean_by, strongest

if TYPE_CHECKING:
    from model.world import World


@dataclass(frozen=True)
class Utility:
    """Utility of the options and its parts: options (5) x companies (N), % revenue a year."""

    total: Array
    signal: Array
    premium: Array
    cost: Array
    reward: Array
    loss: Array
    stake: Array
    """N, % revenue: what harm may cost once it surfaces: a year's sanctions, an incident, a claim."""
    parts: dict[str, Array]
    """By V of the advice: how much each contributes to an option, 5 x N."""

    def contribution(self, chosen: IntArray) -> Array:
        """Return the absolute contribution of each V to the option chosen, N x 7."""
        rows = np.arange(len(chosen))
        return np.abs(np.stack([self.parts[name][chosen, rows] for name in SEVEN_VS], axis=1))


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
    result: Array = reward.premium * substance * (1.0 + reward.collective_premium * joint)
    return result


def judged_effort(breadth: Array, theme_share: Array) -> Array:
    """Return the effort a regulator sees, ... x L: breadth (...) over what laws (L) ask, at most 1."""
    result: Array = np.minimum(1.0, breadth[..., None] / theme_share)
    return result


def breach(form: Array | float, scrutiny: Array, effort: Array) -> Array:
    """Return the degree of breach, 0-1: all of it without form, the part scrutinised where effort falls short."""
    result: Array = (1.0 - form) + scrutiny * form * (1.0 - effort)
    return result


def signal_of(form: Array, substance: Array, assurance: Array) -> Array:
    """Return due diligence as outsiders see it, 0-1; `assurance` 1 lets only substance count (property 8)."""
    result: Array = assurance * substance + (1.0 - assurance) * form
    return result


def utility_of(world: World, options: Options) -> Utility:
    """Return the utility of the options of every company."""
    company = world.state.company
    loss_values = world.parameters[Loss]
    form = options.form[:, None]
    substance = options.substance
    cost, premium, saved_by_desk, saved_by_pool = _costs(world, options)
    signal, reward, tempting, conditional = _rewards(world, options)
    law_loss, duty = _obligations(world, options)
    stake = law_loss[0] + loss_values.reputation * company.brand + loss_values.award * company.liability
    incidents = 4.0 * company.exposure * loss_values.reputation * company.brand
    claims = 4.0 * company.liability * _claims(world) * loss_values.award
    spared = 1.0 - loss_values.remedy_spares * substance
    loss = law_loss + (incidents + claims) * spared
    duty_values = world.parameters[Duty]
    peers = duty_values.peers * _peers(world) * form
    conscience = duty_values.conscience * company.motivation * substance
    agreement = np.zeros_like(substance)
    agreement[JOINT] = duty_values.agreement
    total = reward - cost - loss + duty + peers + conscience + agreement
    dialogue = world.state.government.dialogue[company.region]
    joint_substance = np.zeros_like(substance)
    joint_substance[JOINT] = substance[JOINT] - np.minimum(
        company.capability * options.breadth[JOINT], substance[JOINT]
    )
    parts = {
        "inform": saved_by_desk,
        "tempt": tempting,
        "facilitate": saved_by_pool,
        "conditions": conditional,
        "oblige": duty + (law_loss[0] - law_loss),
        "connect": agreement + peers * dialogue,
        "leverage": duty_values.conscience * company.motivation * joint_substance,
    }
    return Utility(total, signal, premium, cost, reward, loss, stake, parts)


def _costs(world: World, options: Options) -> tuple[Array, Array, Array, Array]:
    """Return cost, premium, and what the support desk and pooling save, each 5 x N."""
    company = world.state.company
    choice, reward = world.parameters[Choice], world.parameters[Reward]
    levers = world.state.levers
    coherence = levers.coherence[company.region]
    laws = company.expected_scope.sum(axis=1)
    stacking = 1.0 + choice.stacking * np.maximum(laws - 1.0, 0.0) * (1.0 - coherence)
    size = size_factor(company.revenue / company.firms, choice)
    joint = np.zeros((len(options.form), 1))
    joint[JOINT] = 1.0
    effective = options.substance * (1.0 - choice.pooling * joint)
    own = cost_of(options.form[:, None], effective, size, stacking, choice)
    unpooled = cost_of(options.form[:, None], options.substance, size, stacking, choice)
    learned = 1.0 - choice.learning_discount * company.capability
    desk = choice.desk_discount * choice.desk_take_up * levers.support_desk[company.region]
    premium = premium_offered(options.substance, joint, reward)
    cost = own * learned * (1.0 - desk) + choice.covenant_fee * joint + premium * (company.imports / company.revenue)
    return cost, premium, own * learned * desk, (unpooled - own) * learned * (1.0 - desk)


def _rewards(world: World, options: Options) -> tuple[Array, Array, Array, Array]:
    """Return signal, reward, and its parts from incentives and from procurement, each 5 x N."""
    company, book = world.state.company, world.laws
    values = world.parameters[Reward]
    levers, region = world.state.levers, company.region
    form = options.form[:, None]
    assured = strongest(company.scope, book.assuring, book.assurance)
    clarity = values.signal_clarity + (1.0 - values.signal_clarity) * assured
    signal = signal_of(form, options.substance, clarity)
    visible = values.base_coverage + (1.0 - values.base_coverage) * company.disclosure
    lenders = _financiers(world)
    market = visible * (values.consumers * company.brand + values.investors * (1.0 + lenders))
    public = values.procurement * company.public_share * levers.procurement[region] * levers.coherence[region]
    incentive = values.subsidy * levers.subsidy[region]
    return signal, signal * (market + public + incentive), signal * incentive, signal * public


def _financiers(world: World) -> float:
    """Return the share of finance, by revenue, that does due diligence at least in form (M30)."""
    company = world.state.company
    revenue = company.revenue * company.finance
    total = float(revenue.sum())
    return float((revenue * company.form).sum() / total) if total > 0 else 0.0


def _obligations(world: World, options: Options) -> tuple[Array, Array]:
    """Return expected sanctions and the sense of duty, each 5 x N.

    Laws with the same theme share judge effort alike, so sums over laws are taken by theme share first.
    """
    company, book = world.state.company, world.laws
    values = world.parameters[Duty]
    weight = sanction_weight(world)
    scrutinised = by_group(weight * world.state.law.scrutiny, book.by_theme_share)
    substantive = by_group(company.expected_scope * book.substantive_share, book.by_theme_share)
    formal = (company.expected_scope * (1.0 - book.substantive_share)).sum(axis=1)
    contributing = company.contributing_share
    elsewhere = values.contribute * contributing + values.linked * (1.0 - contributing)
    responsibility = values.own_site + (1.0 - values.own_site) * elsewhere
    form = options.form[:, None]
    law_loss = weight.sum(axis=1) * (1.0 - form)
    asked = formal * form
    for number in range(len(book.theme_shares)):
        effort = judged_effort(options.breadth, book.theme_shares[number : number + 1])[..., 0]
        law_loss = law_loss + scrutinised[:, number] * form * (1.0 - effort)
        asked = asked + substantive[:, number] * effort
    return law_loss, values.duty * responsibility * asked


def _claims(world: World) -> Array:
    """Return successful court claims a firm can expect a quarter when liable, N."""
    yearly = world.state.company.complaints.sum(axis=1)
    result: Array = yearly / COMPLAINT_WINDOW * world.parameters[Remedy].court_success
    return result


def _peers(world: World) -> Array:
    """Return the share of peers (sector x region, by revenue) with due diligence at least in form, N."""
    company = world.state.company
    group = company.sector * len(REGIONS) + company.region
    rows = int(group.max()) + 1
    shares: Array = mean_by(group, company.form, company.revenue, rows)[group]
    return shares
