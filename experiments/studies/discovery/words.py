"""Clauses about regions, mixes and outcomes of a discovery."""

from __future__ import annotations

from experiments.report.formatting import number_text, places_for
from experiments.report.translation import N_, label, text_in, translate, unit_in
from experiments.studies.common.factors import Factor
from experiments.studies.discovery.boxes import Restriction
from experiments.studies.discovery.cases import Contest
from experiments.studies.discovery.options import BEST
from experiments.studies.discovery.sample import Scope
from experiments.studies.discovery.tables import Region
from model.outcomes import OUTCOMES

LIMITS = {
    (True, False): N_("{name} is above {low}"),
    (False, True): N_("{name} is below {high}"),
    (True, True): N_("{name} is between {low} and {high}"),
}
"""Where a parameter lies, by whether it is limited below and above."""


def percent(share: float, language: str) -> str:
    """Return a share as a percentage; a dash when it is not known."""
    text = number_text(100 * share, 0, language)
    return text if text == "–" else f"{text}%"


def value_text(value: float, factor: Factor, language: str) -> str:
    """Return a value of a factor, with as many decimals as tell its range."""
    return number_text(value, places_for([factor.high - factor.low]), language)


def limit_text(own: Restriction, language: str) -> str:
    """Return where a parameter lies in a box."""
    low, high = (value_text(each, own.factor, language) for each in (own.low, own.high))
    return translate(LIMITS[own.limited], language, name=own.factor.name, low=low, high=high)


def about_text(factor: Factor, language: str) -> str:
    """Return unit, plausible range and meaning of a factor."""
    low, high = (value_text(each, factor, language) for each in (factor.low, factor.high))
    unit = unit_in(language, factor.unit)
    return translate(
        "[{unit}; plausible {low} to {high}]: {meaning}",
        language,
        unit=unit,
        low=low,
        high=high,
        meaning=text_in(language, factor.meaning),
    )


def rival_text(scope: Scope, contest: Contest, language: str) -> str:
    """Return what a mix is held against."""
    if contest.against == BEST:
        return translate("the best other mix", language)
    return mix_text(scope, contest.against, language)


def mix_text(scope: Scope, name: str, language: str) -> str:
    """Return the label of a mix."""
    return next(label(each, language) for each in scope.mixes if each.name == name)


def outcome_text(name: str, language: str) -> str:
    """Return the label of an outcome."""
    return label(OUTCOMES[name], language)


def box_lines(box: Region, language: str) -> list[str]:
    """Return a box in words, line by line."""
    head = N_("Region {number}: it loses in {density} of the draws in which")
    if box.number > 1:
        head = N_("Region {number}: it loses in {density} of the remaining draws in which")
    lines = [translate(head, language, number=box.number, density=percent(box.density, language))]
    for own in box.restrictions:
        lines.append(f"  {limit_text(own, language)} {about_text(own.factor, language)}")
    measures = {
        "mass": percent(box.mass, language),
        "coverage": percent(box.coverage, language),
        "unseen": percent(box.density_unseen, language),
        "chance": number_text(box.chance, 3, language),
    }
    return [
        *lines,
        translate(
            "It holds {mass} of all draws and {coverage} of those that are lost; on draws that the "
            "search had not seen, {unseen} were lost. Shuffled data give as good a region with "
            "probability {chance}.",
            language,
            **measures,
        ),
    ]
