"""The nine criteria of the advice, each measured on its own; they are never added up (SER 2.4, 5.1.1).

They are taken over Dutch companies and the workers of 2020 in Dutch chains. Criterion 3, the level playing field,
is the outcome at the scale of the EU; its other scales stand in `level_playing_field`.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import entr

from model.outcomes.chains import (
    consulted,
    detection_by_supplier,
    dutch_condition,
    dutch_detection,
    dutch_mean,
    mean_effect,
)
from model.outcomes.labels import SCALE_LABELS
from model.outcomes.level_playing_field import cost_level
from model.outcomes.measures import Measures, kinds_first, ratio, total, totals
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.outcomes.remedy import OUTCOMES as REMEDY
from model.outcomes.weights import dutch_chains, dutch_links, dutch_revenue, dutch_workers
from model.state.state import NLD, SEVEN_VS, Array
from model.world import World

_ROUNDING = 1e-12
"""Variance below which conditions count as equal."""
_EU_SCALE = tuple(SCALE_LABELS).index("eu")


def entropy(amounts: Array) -> float:
    """Return the entropy of a division over the seven Vs relative to an even one, 0-1; 0 when there is nothing."""
    whole = float(amounts.sum())
    if whole <= 0:
        return 0.0
    return max(0.0, float(np.add.reduce(entr(amounts / whole))) / math.log(len(SEVEN_VS)))


def channel_coverage(measures: Measures) -> float:
    """Return how evenly the seven Vs contribute to the choices of Dutch companies (M1; correction 28)."""
    return entropy(totals(kinds_first(measures.state.company.contribution), measures.of_run(dutch_revenue)))


def coherence(measures: Measures) -> float:
    """Return the concentration of codes where buyers ask something x the coherence of Dutch policy (M19)."""
    supplier = measures.state.supplier
    weights = measures.of_run(dutch_workers) * supplier.asked_share
    concentration = ratio(total(supplier.code_concentration, weights), float(weights.sum()))
    return concentration * float(measures.state.levers.coherence[NLD])


def involvement(measures: Measures) -> float:
    """Return the share of sales in Dutch chains with voice and a buyer that consults (M9; correction 28)."""
    supplier, rows = measures.state.supplier, measures.of_run(dutch_chains).rows
    volume = (supplier.volume * supplier.dutch_share).take(rows)
    return ratio(total(consulted(measures), volume * supplier.voice.take(rows)), float(np.add.reduce(volume)))


def insight(measures: Measures) -> float:
    """Return the share of problems that Dutch buyers see, by volume over all tiers (M5, property 16)."""
    return total(measures.once(dutch_detection), measures.of_run(dutch_links).volume)


def leverage_share(measures: Measures) -> float:
    """Return the share of workers whose employers meet sufficient leverage (M8, M26; correction 28)."""
    bar = measures.world.parameters[Observation].sufficient_leverage
    met = measures.once(mean_effect) >= bar
    return total(met, measures.of_run(dutch_workers))


def trust(measures: Measures) -> float:
    """Return the mean of trust between companies and government and, by volume, between buyer and supplier (M16)."""
    links = measures.of_run(dutch_links)
    between = total(measures.state.link.trust.take(links.rows), links.volume)
    return 0.5 * (float(measures.state.government.trust[NLD]) + between)


def _expected_condition(world: World) -> Array:
    """Return the mean conditions of country and sector in 2020, themes x D."""
    return kinds_first(world.state.supplier.country_condition[dutch_chains(world).rows])


def measurability(measures: Measures) -> float:
    """Return 1 - RMSE(estimate, C) / SD(C), at least 0, over workers and themes (M9; correction 28).

    Estimate = detection x C + (1 - detection) x mean of country and sector. Without any spread it is 1 when the
    estimate is right and 0 otherwise.
    """
    true, weights = measures.once(dutch_condition), measures.of_run(dutch_chains).workers
    unseen = 1.0 - measures.once(detection_by_supplier)
    missed = measures.of_run(_expected_condition) - true
    error = total(np.einsum("kj,kj->j", missed, missed), weights * unseen * unseen) / len(true)
    mean = total(measures.once(dutch_mean), weights)
    spread = total(np.einsum("kj,kj->j", true, true), weights) / len(true) - mean**2
    if spread <= _ROUNDING:
        return 1.0 if error <= _ROUNDING else 0.0
    return max(0.0, 1.0 - math.sqrt(error / spread))


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        name="k1_channel_coverage",
        group="criteria",
        label_en="Mutually reinforcing instruments: coverage of channels",
        label_nl="Elkaar versterkende instrumenten: dekking van kanalen",
        unit="index 0-1",
        direction=1,
        sections=("2.4", "3.6"),
        perspective="here",
        meaning="entropy of what each of the seven Vs contributes to the choices of Dutch companies, by revenue",
        compute=channel_coverage,
    ),
    Outcome(
        name="k2_coherence",
        group="criteria",
        label_en="Coherence: one norm",
        label_nl="Coherentie: één norm",
        unit="index 0-1",
        direction=1,
        sections=("2.4", "3.4.1"),
        perspective="elsewhere",
        meaning="concentration of the codes that suppliers in Dutch chains are asked to meet x coherence of policy",
        compute=coherence,
    ),
    Outcome(
        name="k3_level_playing_field",
        group="criteria",
        label_en="Level playing field at the scale of the EU",
        label_nl="Gelijk speelveld op de schaal van de EU",
        unit="share",
        direction=1,
        sections=("2.4", "4.3"),
        perspective="here",
        meaning="the outcome level_playing_field_eu; the Dutch and the global scale stand beside it",
        compute=lambda measures: float(measures.once(cost_level)[_EU_SCALE]),
    ),
    Outcome(
        name="k4_involvement",
        group="criteria",
        label_en="Involvement of workers and stakeholders",
        label_nl="Betrokkenheid van werkenden en belanghebbenden",
        unit="share",
        direction=1,
        sections=("2.3", "2.4"),
        perspective="elsewhere",
        meaning="voice, by sales in Dutch chains, where a Dutch buyer consults through a covenant or a union",
        compute=involvement,
    ),
    *REMEDY,
    Outcome(
        name="k6_insight",
        group="criteria",
        label_en="Insight in the chain",
        label_nl="Inzicht in de keten",
        unit="share",
        direction=1,
        sections=("2.3", "2.4"),
        perspective="later",
        meaning="problems in their chains that Dutch buyers see: known x audits x not hidden, by volume",
        compute=insight,
    ),
    Outcome(
        name="k7_leverage",
        group="criteria",
        label_en="Workers with sufficient leverage",
        label_nl="Werkenden met voldoende invloed van afnemers",
        unit="share",
        direction=1,
        sections=("2.4", "3.6"),
        perspective="elsewhere",
        meaning="workers in Dutch chains whose employer meets sufficient leverage, mean over themes",
        compute=leverage_share,
    ),
    Outcome(
        name="leverage_effect_mean",
        group="criteria",
        label_en="Mean effect of leverage",
        label_nl="Gemiddeld effect van invloed",
        unit="index 0-1",
        direction=1,
        sections=("2.4", "3.6"),
        perspective="elsewhere",
        meaning="effect of leverage in Dutch chains, mean over themes, by workers",
        compute=lambda measures: total(measures.once(mean_effect), measures.of_run(dutch_workers)),
    ),
    Outcome(
        name="k8_trust",
        group="criteria",
        label_en="Dialogue and trust",
        label_nl="Dialoog en vertrouwen",
        unit="index 0-1",
        direction=1,
        sections=("2.4", "3.4.1"),
        perspective="later",
        meaning="mean of trust with the Dutch government and, by volume, trust between Dutch buyers and suppliers",
        compute=trust,
    ),
    Outcome(
        name="k9_measurability",
        group="criteria",
        label_en="Measurable impact",
        label_nl="Meetbare impact",
        unit="index 0-1",
        direction=1,
        sections=("2.3", "2.4", "5.2"),
        perspective="later",
        meaning="1 - error of the conditions that Dutch buyers estimate, relative to the spread of the true ones",
        compute=measurability,
    ),
)
