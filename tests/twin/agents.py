"""The agents of the plain-Mesa twin: each process as one agent does it, one link at a time.

The rules are those of `model/processes`, written anew from their docstrings; parameters come from there.
"""

import math
import sys
from typing import TYPE_CHECKING, Any

import mesa

from model.processes.attention import Attention
from model.processes.condition_parameters import Conditions
from model.processes.exit_parameters import Exits
from model.processes.exits import second_draw
from model.processes.exposure import Exposure
from model.processes.information import Information
from model.processes.leverage import Leverage
from model.processes.perception import Perception
from model.processes.relations import Relations
from model.processes.supplier_capability import SupplierCapability
from model.processes.supplier_margin import SupplierMargin
from model.processes.utility_parameters import Choice
from model.state.state import HEALTH_SAFETY, JOINT, NONE, THEMES

K = range(len(THEMES))


def clip(value, low=0.0, high=1.0):
    return min(max(value, low), high)


def mean(values):
    return sum(values) / len(values)


def logistic(odds):
    return 1.0 / (1.0 + math.exp(-clip(odds, -700.0, 700.0)))


class Columns:
    """Attributes are those of the columns of `model.state.state`, as plain numbers and lists."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...


class Link(Columns):
    """A purchase relation; it is no agent, and does nothing by itself."""


class Company(Columns, mesa.Agent):
    @property
    def joint(self):
        return self.option == JOINT and self.covenant >= 0

    def gain_insight(self):
        v = self.model.parameters[Information]
        trust = sum(link.trust * link.share_of_purchases for link in self.links)
        ready = v.active * (self.capability + self.substance)
        seen = 1.0 - math.exp(-v.visibility_gain * ready * trust / 2.0)
        self.visibility = v.base_visibility + (1.0 - v.base_visibility) * seen
        for link in self.links:
            link.known = self.visibility**link.tier

    def share_insight(self):
        if self.joint and self.model.parameters[Information].active:
            for link in self.links:
                unknown = math.log1p(-min(link.known, 1.0 - 1e-12))
                pool = link.seller.unknown_to
                pool[self.covenant] = pool.get(self.covenant, 0.0) + unknown

    def detect(self):
        v = self.model.parameters[Information]
        shared = self.joint and v.active
        for link in self.links:
            known = 1.0 - math.exp(link.seller.unknown_to[self.covenant]) if shared else link.known
            link.detection = known * v.audit_reliability * self.model.audits * (1.0 - link.seller.hiding)

    def perceive(self):
        risk, improvement, short = [0.0 for _ in K], 0.0, 0.0
        active = self.model.parameters[Perception].active
        for link in self.links:
            seller, share = link.seller, link.share_of_purchases
            seen = share * link.detection * active
            for k in K:
                risk[k] += share * (1.0 - seller.country_condition[k])
                risk[k] += seen * (seller.country_condition[k] - seller.condition[k])
            improvement += seen * seller.improvement
            worst = seller.margin - self.model.parameters[SupplierMargin].worst_order
            short += share * (worst < -self.premium)
        self.perceived_risk = [clip(each) for each in risk]
        self.visible_improvement, self.contributing_share = improvement, short

    def be_exposed(self):
        v = self.model.parameters[Exposure]
        harm = sum(link.share_of_purchases * link.seller.attributed_harm for link in self.links)
        self.exposure = v.active * (1.0 - math.exp(-v.rate * harm))

    def divide_attention(self):
        v, choice = self.model.parameters[Attention], self.model.parameters[Choice]
        focus = v.focus * (1.0 + choice.desk_take_up * self.model.support_desk[self.region] * self.form)
        weight = []
        for k in K:
            harm = max(self.severity[k] * self.perceived_risk[k], 1e-9)
            weight.append(harm**focus * self.model.operability[k] * math.exp(v.mandate * self.mandated[k]))
        total = max(sum(weight), 1e-300)
        self.attention = [each / total for each in weight]
        given = self.attention
        others = sum(not strength > 0 for strength in self.mandated)
        if 0 < others < len(K):
            drawn = sum(max(given[k] - 1.0 / len(K), 0.0) for k in K if self.mandated[k] > 0)
            spill = v.spillover * drawn / others
            given = [given[k] + (0.0 if self.mandated[k] > 0 else spill) for k in K]
        self.effort = [min(1.0, len(K) * self.substance * each) for each in given]

    def demand(self):
        if self.option == NONE:
            return
        v = self.model.parameters[Leverage]
        alone = (1.0 - v.stick) * (1.0 - v.carrot) * (1.0 - v.base_credibility)
        credible = v.active * (1.0 - alone * (1.0 - v.joint_credibility * self.joint))
        code, part = self.shared_code()
        common = self.substance * part
        for link in self.links:
            seller, share = link.seller, link.share_of_supplier
            seller.premium += share * self.premium
            seller.joint_share += share * self.joint
            seller.asked_share += share * self.substance
            seller.buyer_cost += share * self.cost
            seller.squares += (share * (self.substance - common)) ** 2
            seller.asked_by_code[code] = seller.asked_by_code.get(code, 0.0) + share * common
            heard = share * credible * self.visibility ** (link.tier - 1)
            for k in K:
                seller.demand[k] += heard * self.effort[k]

    def shared_code(self):
        """Return the code that the company shares with others, and the part of its demands under it."""
        if self.joint:
            return ("covenant", self.covenant), 1.0
        shares = [strength * share for strength, share in zip(self.scope, self.model.theme_share, strict=True)]
        if not shares:
            return None, 0.0
        law = shares.index(max(shares))
        return ("law", law), self.model.coherence[self.region] * shares[law]

    def leave(self):
        v = self.model.parameters[Exits]
        ease = min(1.0, v.switching + self.model.switching)
        for link in self.links:
            seller, link.renewed = link.seller, False
            risk = link.detection * seller.actual_risk + (1.0 - link.detection) * seller.prior
            calm = v.baseline - v.loyalty * link.duration - v.lock_in * (1.0 - ease)
            work = self.substance * seller.mean_effect
            pressed = calm + v.risk * risk * self.pressure - v.working * work
            flight = max(logistic(pressed) - logistic(calm), 0.0)
            threat = self.model.parameters[Leverage].stick * self.substance
            if link.event < v.natural + flight + v.consequence * threat * seller.lag:
                self.choose_another(link, natural=link.event < v.natural)

    def choose_another(self, link, natural):
        old, new = link.seller, chosen(link, self.model.peers[link.seller.sector, link.seller.tier])
        if new is None:
            return
        if natural:
            new.arriving += link.volume
            old.replaced.append((link.volume, new))
        else:
            old.transferred_away += link.volume
            new.transferred_here += link.volume
        link.renewed, link.seller, link.supplier = True, new, new.row

    def relate(self):
        v = self.model.parameters[Relations]
        earned = v.from_joint * self.joint + v.from_premium * (self.premium > 0)
        for link in self.links:
            seller = link.seller
            goal = min(1.0, v.from_time * (1.0 - math.exp(-link.duration / 2.0)) + earned)
            change = v.from_remedy * min(seller.resolved, 1.0) - v.loss_by_hiding * seller.hiding
            link.trust = clip(link.trust + v.rate * (goal - link.trust) + change)
            link.duration += 0.25
            if link.renewed:
                link.trust, link.duration = v.first_trust, 0.0


class Supplier(Columns, mesa.Agent):
    condition: list[float]
    retained: float

    def await_insight(self):
        self.unknown_to = {}

    def be_heard(self):
        v = self.model.parameters[Information]
        disclosed = sum(link.share_of_supplier * link.buyer.disclosure * link.buyer.form for link in self.buyers)
        heard = 1.0 - v.attribution * self.voice
        self.attribution = 1.0 - heard * (1.0 - v.watchdogs * min(disclosed, 1.0))

    def harm(self):
        self.attributed_harm = mean([self.severity[k] * (1.0 - self.condition[k]) for k in K]) * self.attribution

    def sell(self):
        self.volume = sum(link.volume for link in self.buyers) + self.outside_volume
        for link in self.buyers:
            link.share_of_supplier = link.volume / max(self.volume, 1e-12)
        self.premium = self.joint_share = self.asked_share = self.buyer_cost = self.squares = 0.0
        self.asked_by_code, self.demand = {}, [0.0 for _ in K]

    def weigh_demands(self):
        v = self.model.parameters[Leverage]
        self.joint_share, self.asked_share = min(self.joint_share, 1.0), min(self.asked_share, 1.0)
        squares = self.squares + sum(asked**2 for asked in self.asked_by_code.values())
        squared = self.asked_share**2
        self.code_concentration = min(squares / squared, 1.0) if squared > sys.float_info.min else 1.0
        unity = 1.0 - v.fragmentation * (1.0 - self.code_concentration)
        self.leverage = [clip(each * unity) for each in self.demand]
        half = self.threshold**v.steepness
        power = [each**v.steepness for each in self.leverage]
        self.effect = [clip(each * (1.0 + half) / (each + half)) for each in power]

    def improve(self):
        v = self.model.parameters[Conditions]
        possible = [self.capability[k] * self.affordable[k] for k in K]
        pressed = mean([clip(self.effect[k] - possible[k]) for k in K])
        self.hiding = clip(v.base_hiding + v.pressed_hiding * pressed - v.voice_reveals * self.voice)
        reached, drives = [], self.drives()
        for k in K:
            condition, base, kept = self.condition[k], self.base_condition[k], self.base_level[k]
            level = self.attainable(drives[k], self.capability[k], self.affordable[k])
            goal = base + (1.0 - base) * (level - kept) / (1.0 - kept) if level > kept else base * level / kept
            rate = v.improvement_rate if goal > condition else v.reversion
            moved = clip(condition + rate * (goal - condition))
            reached.append(clip(moved + (1.0 - moved) * self.repair[k] + self.model.shock))
        self.improvement = mean([after - before for after, before in zip(reached, self.condition, strict=True)])
        self.condition = reached

    def attainable(self, drive, capability, affordable):
        v = self.model.parameters[Conditions]
        weights = (v.drive_weight, v.capability_weight, v.affordability_weight)
        parts = [(each + 0.01) / 1.01 for each in (drive, capability, affordable)]
        if abs(v.limits_exponent) < 1e-4:
            logs = sum(weight * math.log(part) for weight, part in zip(weights, parts, strict=True))
            return math.exp(logs / sum(weights))
        powers = sum(weight * part**v.limits_exponent for weight, part in zip(weights, parts, strict=True))
        return (powers / sum(weights)) ** (1.0 / v.limits_exponent)

    def drives(self):
        """Return by theme what drives improvement: buyers, workers and the state, with constant elasticity."""
        v = self.model.parameters[Conditions]
        total = v.leverage_weight + v.voice_weight + v.enforcement_weight
        buyers, workers, state = v.leverage_weight / total, v.voice_weight / total, v.enforcement_weight / total
        enforced = self.model.enforcement[self.country] * (1.0 - v.management_needed * (1.0 - mean(self.capability)))
        voice, enforcement = (self.voice + 0.01) / 1.01, (enforced + 0.01) / 1.01
        demands = [(each + 0.01) / 1.01 for each in self.effect]
        if abs(v.exponent) < 1e-4:
            local = workers * math.log(voice) + state * math.log(enforcement)
            return [math.exp(buyers * math.log(each) + local) for each in demands]
        local = workers * voice**v.exponent + state * enforcement**v.exponent
        return [(buyers * each**v.exponent + local) ** (1.0 / v.exponent) for each in demands]

    def learn(self):
        v = self.model.parameters[SupplierCapability]
        for k in K:
            known, speed = self.capability[k], v.safety_share if k == HEALTH_SAFETY else 1.0
            lessons = self.effect[k] * self.joint_share + self.model.training
            gained = v.learning * speed * (1.0 - known) * lessons
            self.capability[k] = clip(known + gained - v.forgetting * (known - self.base_capability))

    def await_exits(self):
        self.transferred_away = self.transferred_here = self.arriving = 0.0
        self.replaced = []
        self.prior, self.actual_risk = 1.0 - mean(self.country_condition), 1.0 - mean(self.condition)
        self.mean_effect = mean(self.effect)
        self.lag = mean([self.effect[k] * (1.0 - self.condition[k]) for k in K])

    def give_way(self):
        self.given = min(self.outside_volume, self.arriving)
        self.part_given = self.given / self.arriving if self.arriving > 0 else 0.0

    def keep_ledger(self):
        v = self.model.parameters[Exits]
        self.refilled = v.refill * self.transferred_away
        self.lost = self.transferred_away - self.refilled
        self.abandoned = self.transferred_away * (self.improvement <= 0)
        received = sum(volume * new.part_given for volume, new in self.replaced)
        self.outside_volume += received - self.given + self.refilled
        self.retained = max(self.retained - self.lost / max(self.base_volume, 1e-12), 0.0)


def chosen(link, peers):
    """Return another supplier of the same sector and tier, drawn in proportion to how it attracts; None without one.

    Args:
        link: the relation that ends; its draw settles the choice as well.
        peers: suppliers of that sector and tier in rising order, each with how it attracts.
    """
    others = [(each, weight) for each, weight in peers if each is not link.seller]
    target = float(second_draw(link.event)) * sum(weight for _, weight in others)
    for each, weight in others:
        target -= weight
        if target < 0:
            return each
    return None
