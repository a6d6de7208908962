"""Labels of switches of mechanisms."""

from __future__ import annotations

from experiments.report.words import LANGUAGES

MECHANISMS: dict[str, tuple[str, str]] = {
    "affordability.active": (
        "suppliers may lack means to improve",
        "leveranciers kunnen verbetering soms niet betalen",
    ),
    "attention.mandates": ("attention drawn by mandates", "aandacht getrokken door wettelijke thema's"),
    "attention.active": ("priorities among themes", "prioriteiten tussen thema's"),
    "competition.active": ("losses to competitors", "verlies aan concurrenten"),
    "conditions.active": ("conditions and hiding", "omstandigheden en verhullen"),
    "covenants.active": ("covenants", "convenanten"),
    "duty.active": ("norms and conscience", "normen en geweten"),
    "exits.active": ("buyers leave suppliers", "afnemers verlaten leveranciers"),
    "exposure.active": ("public exposure of harm", "openbaarheid van schade"),
    "government_trust.active": ("trust in government", "vertrouwen in de overheid"),
    "information.active": ("insight in the chain", "inzicht in de keten"),
    "inspections.active": ("inspections and fines", "inspecties en boetes"),
    "laws.active": ("laws bind companies", "wetten binden bedrijven"),
    "learning.active": ("learning of companies", "leren van bedrijven"),
    "leverage.active": ("leverage of buyers", "invloed van afnemers"),
    "loss.active": ("harm costs companies", "schade kost bedrijven geld"),
    "market.active": ("markets and headquarters", "markten en hoofdkantoren"),
    "motivation.active": ("change of motivation", "verandering van motivatie"),
    "perception.active": ("companies act on what they see", "bedrijven gaan uit van wat zij zien"),
    "flanking.active": ("EU flanking policy", "flankerend EU-beleid"),
    "producing_country_programmes.active": ("programmes in producing countries", "programma's in productielanden"),
    "politics.active": ("effect of Dutch EU effort", "effect van Nederlandse EU-inzet"),
    "producing_governments.active": ("producing governments", "overheden van productielanden"),
    "relations.active": ("trust of suppliers", "vertrouwen van leveranciers"),
    "remedy.active": ("complaints and remedy", "klachten en herstel"),
    "reward.active": ("reward by outsiders", "beloning door buitenstaanders"),
    "reward.premium_active": ("price premium", "meerprijs"),
    "shocks.active": ("shocks from 2020", "schokken vanaf 2020"),
    "supervision.active": ("chance of inspection", "kans op inspectie"),
    "supplier_capability.active": ("learning of suppliers", "leren van leveranciers"),
    "supplier_margin.active": ("margins of suppliers", "marges van leveranciers"),
    "unions.active": ("unions", "vakbonden"),
}


def mechanism_label(name: str, language: str) -> str:
    """Return the label of a switch; its own name when it has none here."""
    return MECHANISMS.get(name, (name, name))[LANGUAGES.index(language)]
