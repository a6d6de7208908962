"""What the figure of a discovery says, in English and Dutch."""

from __future__ import annotations

DISCOVER_WORDS: dict[str, tuple[str, str]] = {
    "boxes_title": (
        "Where mixes lose: chance does not explain a region of parameters in {found} of {all} contests – {counts}",
        "Waar mixen verliezen: in {found} van de {all} vergelijkingen verklaart toeval een gebied van parameters niet "
        "– "
        "{counts}",
    ),
    "boxes_count": ("mix {mix}: {count}", "mix {mix}: {count}"),
    "boxes_subtitle": (
        "Losing: worse than {against}. Grey: plausible range of a parameter; rust: the part in which the mix loses "
        "more often, all parts of a panel together",
        "Verliezen: slechter dan {against}. Grijs: plausibel bereik van een parameter; roest: het deel waarin de mix "
        "vaker verliest, alle delen van een paneel samen",
    ),
    "boxes_best": ("the best other mix", "de beste andere mix"),
    "boxes_mix": ("mix {mix}", "mix {mix}"),
    "boxes_note": (
        "Of {draws} draws ({course}). Coverage: share of the lost draws that lie in the region; mass: share of all "
        "draws. Unseen: lost among draws left out when the region was found. Of {searched} contests with enough lost "
        "and enough other draws; each region beats shuffled data (p ≤ {level}). qp: chance of so many lost draws if "
        "the limit made no difference.",
        "Van {draws} trekkingen ({course}). Dekking: deel van de verloren trekkingen dat in het gebied ligt; massa: "
        "deel van alle trekkingen. Ongezien: verloren bij trekkingen die bij het vinden waren weggelaten. Van "
        "{searched} vergelijkingen met genoeg verloren en genoeg andere trekkingen; elk gebied wint het van geschudde "
        "gegevens (p ≤ {level}). qp: kans op zoveel verloren trekkingen als de grens niets uitmaakte.",
    ),
    "boxes_left": (" {count} more regions are in the table.", " Nog {count} gebieden staan in de tabel."),
    "panel": ("{outcome}, {year}", "{outcome}, {year}"),
    "panel_next": ("{outcome}, {year} (region {number})", "{outcome}, {year} (gebied {number})"),
    "share_all": ("lost, all draws", "verloren, alle"),
    "share_box": ("lost, in the region", "verloren, in gebied"),
    "share_unseen": ("lost, unseen draws", "verloren, ongezien"),
    "measures": ("coverage {coverage}, mass {mass}", "dekking {coverage}, massa {mass}"),
    "qp": ("qp {value}", "qp {value}"),
}
