"""Labels of switches of mechanisms."""

from __future__ import annotations

from experiments.report.translation import N_

MECHANISMS = {
    "affordability.active": N_("suppliers may lack means to improve"),
    "attention.mandates": N_("attention drawn by mandates"),
    "attention.active": N_("priorities among themes"),
    "competition.active": N_("losses to competitors"),
    "conditions.active": N_("conditions and hiding"),
    "covenants.active": N_("covenants"),
    "duty.active": N_("norms and conscience"),
    "exits.active": N_("buyers leave suppliers"),
    "exposure.active": N_("public exposure of harm"),
    "government_trust.active": N_("trust in government"),
    "information.active": N_("insight in the chain"),
    "inspections.active": N_("inspections and fines"),
    "laws.active": N_("laws bind companies"),
    "learning.active": N_("learning of companies"),
    "leverage.active": N_("leverage of buyers"),
    "loss.active": N_("harm costs companies"),
    "market.active": N_("markets and headquarters"),
    "motivation.active": N_("change of motivation"),
    "perception.active": N_("companies act on what they see"),
    "flanking.active": N_("EU flanking policy"),
    "producing_country_programmes.active": N_("programmes in producing countries"),
    "politics.active": N_("effect of Dutch EU effort"),
    "producing_governments.active": N_("producing governments"),
    "programmes.active": N_("programmes at workplaces"),
    "relations.active": N_("trust of suppliers"),
    "remedy.active": N_("complaints and remedy"),
    "requests.active": N_("requests of customers"),
    "reward.active": N_("reward by outsiders"),
    "reward.premium_active": N_("price premium"),
    "shocks.active": N_("shocks from 2020"),
    "supervision.active": N_("chance of inspection"),
    "supplier_capability.active": N_("learning of suppliers"),
    "supplier_margin.active": N_("margins of suppliers"),
    "unions.active": N_("unions"),
}
