"""What a parameter and a group of parameters are called in figures: in words, never by the name in the code."""

from __future__ import annotations

from experiments.report.formatting import capital, lowered
from experiments.report.translation import N_, label, text_in, translate
from model.instruments import INSTRUMENTS
from model.parameters import declared

GROUPS = {
    "affordability": N_("means of suppliers"),
    "attention": N_("priorities among themes"),
    "checkpoint": N_("checkpoint in 2021"),
    "choice": N_("choices of companies"),
    "competition": N_("competition"),
    "conditions": N_("how conditions change"),
    "covenants": N_("covenants"),
    "customers": N_("customers of companies"),
    "duty": N_("norms and conscience"),
    "european_amendment": N_("amendment of European law"),
    "european_process": N_("making of European law"),
    "exits": N_("buyers leaving suppliers"),
    "exposure": N_("public exposure of harm"),
    "government_trust": N_("trust in government"),
    "information": N_("insight in the chain"),
    "inspections": N_("inspections and fines"),
    "laws": N_("reach of laws"),
    "learning": N_("learning of companies"),
    "leverage": N_("leverage of buyers"),
    "loss": N_("losses from harm"),
    "market": N_("markets and headquarters"),
    "measurement": N_("how surveys measure"),
    "member_states": N_("laws of member states"),
    "motivation": N_("change of motivation"),
    "national_process": N_("making of Dutch law"),
    "network": N_("who supplies whom"),
    "observation": N_("how conduct is observed"),
    "perception": N_("what companies see"),
    "politics": N_("effect of Dutch EU effort"),
    "population": N_("make-up of the population"),
    "producing_governments": N_("producing governments"),
    "programmes": N_("programmes at workplaces"),
    "public_cost": N_("cost to the treasury"),
    "relations": N_("relations with suppliers"),
    "remedy": N_("complaints and remedy"),
    "reporting_process": N_("making of reporting law"),
    "requests": N_("requests of customers"),
    "reward": N_("reward by outsiders"),
    "shocks": N_("shocks from 2020"),
    "supervision": N_("chance of inspection"),
    "supplier_capability": N_("capability of suppliers"),
    "supplier_margin": N_("margins of suppliers"),
    "unions": N_("unions"),
}
"""Groups of parameters that are not those of an instrument, in a few words; a test holds that none is missing."""


def group_words(name: str, language: str) -> str:
    """Return what a group of parameters is about; of a plugin its name without underscores."""
    if name in INSTRUMENTS:
        return lowered(label(INSTRUMENTS[name], language).split(" (", maxsplit=1)[0])
    return translate(GROUPS[name], language) if name in GROUPS else name.replace("_", " ")


def parameter_words(name: str, language: str) -> str:
    """Return what a parameter means, as a label; for a name that is not declared, that of its group."""
    known = declared().get(name)
    if known is None:
        return capital(group_words(name, language))
    return capital(text_in(language, known.meaning))
