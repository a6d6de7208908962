"""What figures of a sensitivity analysis say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

SENSITIVITY_WORDS: dict[str, tuple[str, str]] = {
    "all others": ("all others", "alle andere"),
    "chance": ("chance", "toeval"),
    "of difference": ("paired differences from mix {base}", "gepaarde verschillen met mix {base}"),
    "of value": ("values", "waarden"),
    # indices
    "heat_title": (
        "In {year}, the largest estimated total index is that of {factor} in {count} of {all} {kind}; {resolved} of "
        "{indices} indices are resolved",
        "In {year} is de grootste geschatte totale index die van {factor} in {count} van {all} {kind}; {resolved} van "
        "{indices} indices zijn nauwkeurig genoeg bepaald",
    ),
    "heat_nothing": (
        "No total index of {kind} is known in {year}",
        "Geen totale index van {kind} is bekend in {year}",
    ),
    "heat_subtitle": (
        "Total index by outcome and year: the share of the variance of {kind} that a mechanism has to do with, alone "
        "or together with others (so shares may add up to more than 1, and an estimate may exceed 1); and the share "
        "of chance",
        "Totale index per uitkomst en jaar: het deel van de variantie van {kind} waar een mechanisme mee te maken "
        "heeft, alleen of samen met andere (samen kunnen delen meer dan 1 zijn, en een schatting ook); en het deel "
        "van het toeval",
    ),
    "heat_note": (
        "Sobol indices, N = {count}; chance from points that were run with several seeds. Numbers only where the "
        "90% interval is at most {close} wide, or at most {wide} and above what noise can make; hatched: not resolved.",
        "Sobol-indices, N = {count}; toeval uit punten die met meer toevalsreeksen zijn gedraaid. Getallen alleen "
        "waar het "
        "90%-interval hoogstens {close} breed is, of hoogstens {wide} en boven de ruis; gearceerd: niet nauwkeurig "
        "genoeg bepaald.",
    ),
    "unresolved": ("not resolved", "niet nauwkeurig genoeg bepaald"),
    "constant": ("– nothing varies", "– niets varieert"),
    "unknown": ("? not known", "? niet bekend"),
    # convergence
    "settle_title": (
        "At N = {count}, half of the 90% intervals of total indices are wider than {width}; about N = {needed} would "
        "bring that to {close}",
        "Bij N = {count} is de helft van de 90%-intervallen van totale indices breder dan {width}; ongeveer "
        "N = {needed} brengt dat op {close}",
    ),
    "settle_enough": (
        "At N = {count}, more than half of the 90% intervals of total indices are at most {close} wide",
        "Bij N = {count} is meer dan de helft van de 90%-intervallen van totale indices hoogstens {close} breed",
    ),
    "settle_nothing": ("No index is known, so none settles", "Geen index is bekend, dus geen komt tot rust"),
    "settle_subtitle": (
        "Above: width of the 90% intervals of all indices of {kind}. Below: total indices in {year} from a quarter, a "
        "half and all of the sample",
        "Boven: breedte van de 90%-intervallen van alle indices van {kind}. Onder: totale indices in {year} uit een "
        "kwart, de helft en de hele steekproef",
    ),
    "settle_note": (
        "Line: median; band: middle 80% of outcomes, mixes, years and mechanisms. Dotted: as intervals narrow with "
        "the square root of N. Grey line: width at which an index counts as resolved. Intervals from few blocks are "
        "rough; what lies outside 0 to 1 is drawn at the edge.",
        "Lijn: mediaan; band: middelste 80% van uitkomsten, mixen, jaren en mechanismen. Gestippeld: zoals "
        "intervallen met de wortel van N versmallen. Grijze lijn: breedte waarbij een index als nauwkeurig genoeg "
        "telt. "
        "Intervallen uit weinig blokken zijn ruw; wat buiten 0 tot 1 ligt, staat op de rand.",
    ),
    "width first": ("First index", "Eerste index"),
    "width total": ("Total index", "Totale index"),
    "width_axis": ("width of 90% interval", "breedte 90%-interval"),
    "count_axis": ("N (blocks of the sample)", "N (blokken van de steekproef)"),
    "index_axis": ("total index", "totale index"),
    # screening
    "screen_title": (
        "{factor} has the highest mean score in the screening ({score}; next {second}, {score2}); {resolved} of "
        "{indices} "
        "effects are resolved",
        "{factor} heeft de hoogste gemiddelde score in de screening ({score}; daarna {second}, {score2}); {resolved} "
        "van "
        "{indices} effecten zijn nauwkeurig genoeg bepaald",
    ),
    "screen_nothing": ("The screening found no effect that is known", "De screening vond geen effect dat bekend is"),
    "screen_subtitle": (
        "Mean size of effects (Morris μ*) as a share of the largest: mean over mixes and years of {kind}; bold: has "
        "indices of its own",
        "Gemiddelde grootte van effecten (Morris μ*) als deel van het grootste: gemiddeld over mixen en jaren van "
        "{kind}; vet: heeft eigen indices",
    ),
    "screen_note": (
        "{count} trajectories; {resolved} of {indices} effects are resolved. Hatched: in most cases no larger than "
        "what reshuffled luck alone would make. The first {shown} of {groups}.",
        "{count} trajecten; {resolved} van {indices} effecten zijn nauwkeurig genoeg bepaald. Gearceerd: meestal niet "
        "groter dan wat "
        "anders geschud toeval alleen zou maken. De eerste {shown} van {groups}.",
    ),
    "below": ("no larger than luck", "niet groter dan toeval"),
}
