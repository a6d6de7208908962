"""What the terminal says of a discovery, in English and Dutch."""

from __future__ import annotations

from experiments.report.formatting import places_for
from experiments.report.terminal import label
from experiments.report.translation import text_in, unit_in
from experiments.report.words import LANGUAGES, number_text
from experiments.studies.common.factors import Factor
from experiments.studies.discovery.boxes import Restriction
from experiments.studies.discovery.cases import Contest
from experiments.studies.discovery.options import BEST
from experiments.studies.discovery.sample import Scope
from experiments.studies.discovery.tables import Region
from model.outcomes import OUTCOMES

WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "In how many of {draws} draws a mix does worse than {against}, and whether a region explains it",
        "In hoeveel van {draws} trekkingen een mix slechter is dan {against}, en of een gebied dat verklaart",
    ),
    "mix": ("mix", "mix"),
    "outcome": ("outcome", "uitkomst"),
    "lost": ("lost", "verloren"),
    "tied": ("equal", "gelijk"),
    "unknown": ("not known", "onbekend"),
    "found": ("found", "gevonden"),
    "under": ("under: {course}", "bij: {course}"),
    "best": ("the best other mix", "de beste andere mix"),
    "against": ("{mix}", "{mix}"),
    "verdict boxes": ("{count} region(s)", "{count} gebied(en)"),
    "verdict none": ("nothing beyond chance", "niets boven toeval"),
    "verdict always": ("nothing to find: always lost", "niets te vinden: altijd verloren"),
    "verdict nearly_always": ("nothing to find: nearly always lost", "niets te vinden: bijna altijd verloren"),
    "verdict never": ("nothing to find: never lost", "niets te vinden: nooit verloren"),
    "verdict nearly_never": ("nothing to find: hardly ever lost", "niets te vinden: bijna nooit verloren"),
    "verdict too_few": ("too few draws to search", "te weinig trekkingen om te zoeken"),
    "verdict unknown": ("not known: runs failed", "onbekend: runs mislukten"),
    "head": (
        "{mix}, {outcome} in {year}: worse than {against} in {share} of the draws",
        "{mix}, {outcome} in {year}: slechter dan {against} in {share} van de trekkingen",
    ),
    "box": (
        "Region {number}: it loses in {density} of the draws in which",
        "Gebied {number}: hij verliest in {density} van de trekkingen waarin",
    ),
    "further box": (
        "Region {number}: it loses in {density} of the remaining draws in which",
        "Gebied {number}: hij verliest in {density} van de overige trekkingen waarin",
    ),
    "above": ("{name} is above {low}", "{name} boven {low} ligt"),
    "below": ("{name} is below {high}", "{name} onder {high} ligt"),
    "between": ("{name} is between {low} and {high}", "{name} tussen {low} en {high} ligt"),
    "meaning": (
        "[{unit}; plausible {low} to {high}]: {meaning}",
        "[{unit}; plausibel {low} tot {high}]: {meaning}",
    ),
    "measures": (
        "It holds {mass} of all draws and {coverage} of those that are lost; on draws that the search had not seen, "
        "{unseen} were lost. Shuffled data give as good a region with probability {chance}.",
        "Daar ligt {mass} van alle trekkingen en {coverage} van de verloren; van trekkingen die de zoektocht niet had "
        "gezien was {unseen} verloren. Geschudde gegevens geven een even goed gebied met kans {chance}.",
    ),
    "tree": (
        "A small tree tells {accuracy} of unseen draws rightly (lost and not lost weighing the same; chance: {half}).",
        "Een kleine boom heeft {accuracy} van ongeziene trekkingen goed (verloren en niet even zwaar; toeval: {half}).",
    ),
    "features": (
        "Of use to a forest beyond chance: {names}.",
        "Voor een bos van nut boven toeval: {names}.",
    ),
    "more": ("higher where lost", "hoger waar verloren"),
    "less": ("lower where lost", "lager waar verloren"),
    "nothing": (
        "No region beats shuffled data. That does not show that there is none: more draws see more.",
        "Geen gebied wint het van geschudde gegevens. Dat toont niet dat er geen is: meer trekkingen zien meer.",
    ),
    "legend": (
        "{draws} draws ({drawn}), {seeds} seed(s) each, world {world}. A region is told when shuffled data give as "
        "good a one with probability at most {level} for each of {contests} contests searched. Features and trees: 5% "
        "for each contest by itself, so about one in twenty is chance.",
        "{draws} trekkingen ({drawn}), elk {seeds} toevalsreeks(en), wereld {world}. Een gebied telt als geschudde "
        "gegevens een even goed geven met kans hoogstens {level} voor elk van {contests} doorzochte vergelijkingen. "
        "Parameters en bomen: 5% per vergelijking op zich, dus ongeveer een op de twintig is toeval.",
    ),
    "drawn latin_hypercube": ("Latin hypercube", "Latijnse hyperkubus"),
    "searched": ("searched the sample of study {of}", "doorzocht de steekproef van studie {of}"),
}


def word(key: str, language: str, **gaps: object) -> str:
    """Return a sentence in `en` or `nl` with its gaps filled."""
    return WORDS[key][LANGUAGES.index(language)].format(**gaps)


def percent(share: float, language: str) -> str:
    """Return a share as a percentage; a dash when it is not known."""
    text = number_text(100 * share, 0, language)
    return text if text == "–" else f"{text}%"


def value_text(value: float, factor: Factor, language: str) -> str:
    """Return a value of a factor, with as many decimals as tell its range."""
    return number_text(value, places_for([factor.high - factor.low]), language)


def limit_text(own: Restriction, language: str) -> str:
    """Return where a parameter lies in a box."""
    key = {(True, False): "above", (False, True): "below"}.get(own.limited, "between")
    low, high = (value_text(each, own.factor, language) for each in (own.low, own.high))
    return word(key, language, name=own.factor.name, low=low, high=high)


def about_text(factor: Factor, language: str) -> str:
    """Return unit, plausible range and meaning of a factor."""
    low, high = (value_text(each, factor, language) for each in (factor.low, factor.high))
    unit = unit_in(language, factor.unit)
    return word("meaning", language, unit=unit, low=low, high=high, meaning=text_in(language, factor.meaning))


def rival_text(scope: Scope, contest: Contest, language: str) -> str:
    """Return what a mix is held against."""
    if contest.against == BEST:
        return word("best", language)
    return mix_text(scope, contest.against, language)


def mix_text(scope: Scope, name: str, language: str) -> str:
    """Return the label of a mix."""
    return next(label(each, language) for each in scope.mixes if each.name == name)


def outcome_text(name: str, language: str) -> str:
    """Return the label of an outcome."""
    return label(OUTCOMES[name], language)


def box_lines(box: Region, language: str) -> list[str]:
    """Return a box in words, line by line."""
    lines = [
        word(
            "box" if box.number == 1 else "further box",
            language,
            number=box.number,
            density=percent(box.density, language),
        )
    ]
    for own in box.restrictions:
        lines.append(f"  {limit_text(own, language)} {about_text(own.factor, language)}")
    measures = {
        "mass": percent(box.mass, language),
        "coverage": percent(box.coverage, language),
        "unseen": percent(box.density_unseen, language),
        "chance": number_text(box.chance, 3, language),
    }
    return [*lines, word("measures", language, **measures)]
