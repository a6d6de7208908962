"""What the page says of mixes, courses, outcomes and parameters, in every language; and constants of its statistics."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from babel import Locale
from scipy.special import ndtri, stdtrit

from experiments.explorer.content import Content, Named
from experiments.explorer.packing import packed
from experiments.explorer.texts import TEXTS
from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import capital, lowered, mix_codes, number_in
from experiments.report.style import mix_colour
from experiments.report.translation import LANGUAGES, label, text_in, unit_in
from experiments.report.units import display_unit
from experiments.runs.statistics import CONFIDENCE
from experiments.studies.common.relevance import least_relevant
from experiments.studies.robustness.association import FALSE_ALARM, FEWEST
from experiments.studies.robustness.lens import NEGLIGIBLE
from model import catalogue
from model.instruments import INSTRUMENTS
from model.outcomes import OUTCOMES
from model.parameters import FROM, declared

BAND = (10.0, 50.0, 90.0)
"""Percentiles over draws that are shown: the band and, between its ends, the median."""
MIX_AXIS = 1
"""The axis of mixes in the values of one outcome."""
NO_UNIT = "-"
UNSAID = (NO_UNIT, "1", "0-1")
"""Units that add nothing to a number of an assumption."""
Words = dict[str, str]
"""A text by language."""


def page_data(content: Content, language: str) -> dict[str, Any]:
    """Return all that the page holds, as plain data.

    Args:
        content: the comparison.
        language: in which the page opens.
    """
    catalogue.load()
    return {
        "study": str(content.manifest["study_id"]),
        "language": language,
        "languages": {
            each: {"name": capital(str(Locale(each).display_name)), "marks": number_in(each, ",.")}
            for each in LANGUAGES
        },
        "texts": {key: _in_each(partial(text_in, text=text)) for key, text in TEXTS.items()},
        "parameters_said": _in_each(lambda each: parameters_said(content.manifest, each)),
        "failed": len(content.manifest["failed"]),
        "seeds": list(content.seeds),
        "years": list(content.years),
        "courses": [{"name": each.name, "label": _in_each(each.label)} for each in content.courses],
        "mixes": _mixes(content),
        "outcomes": [_outcome(content, place) for place in range(len(content.outcomes))],
        "parameters": [_parameter(content, place) for place in range(len(content.parameters))],
        "statistics": constants(len(content.seeds), len(content.parameters)),
    }


def constants(seeds: int, parameters: int) -> dict[str, Any]:
    """Return the numbers that statistics on the page take from here, so that none is worked out in two ways.

    `t` has the half-width of a t-interval in standard errors by degrees of freedom, `z` that of Wilson's interval, and
    `threshold` the rank correlation, times the root of the number of draws less one, that stands out from chance.
    """
    tail = (1 + CONFIDENCE) / 2
    return {
        "t": [None, *(float(stdtrit(freedom, tail)) for freedom in range(1, seeds + 1))],
        "z": float(ndtri(tail)),
        "negligible": NEGLIGIBLE,
        "threshold": float(-ndtri(FALSE_ALARM / 2 / max(parameters, 1))),
        "fewest": FEWEST,
        "band": list(BAND),
    }


def _in_each(said: Callable[[str], str]) -> Words:
    """Return what is said in each language."""
    return {language: said(language) for language in LANGUAGES}


def _mixes(content: Content) -> list[dict[str, Any]]:
    """Return name, code, colour and label of each mix; the label without the code, as in figures."""
    codes = mix_codes(content.mixes)

    def own(language: str, mix: Named) -> str:
        return mix.label(language).removesuffix(f"({codes[mix.name]})").rstrip()

    return [
        {
            "name": mix.name,
            "code": codes[mix.name],
            "colour": mix_colour(place)[0],
            "label": _in_each(partial(own, mix=mix)),
        }
        for place, mix in enumerate(content.mixes)
    ]


def _outcome(content: Content, place: int) -> dict[str, Any]:
    """Return what an outcome is, with its numbers by course, mix, year and seed."""
    outcome = OUTCOMES[content.outcomes[place]]
    unit, factor = display_unit(outcome)
    return {
        "name": outcome.name,
        "label": _in_each(lambda each: label(outcome, each)),
        "unit": _in_each(lambda each: unit_in(each, unit.replace("0-1", "0–1"))),
        "factor": factor,
        "direction": outcome.direction,
        "perspective": outcome.perspective,
        "relevant": least_relevant()[outcome.name],
        "values": packed(content.values[place], ordered=MIX_AXIS),
    }


def _parameter(content: Content, place: int) -> dict[str, Any]:
    """Return what a parameter means and rests on, its range, and its value by seed.

    The range is the plausible one, wider where a draw lies outside it.
    """
    name, draws = content.parameters[place], content.draws[place]
    known = declared().get(name.partition(FROM)[0])
    low, high = known.plausible if known else (draws.min(), draws.max())
    meaning, unit, source = (known.meaning, known.unit, known.source) if known else (name, NO_UNIT, "")
    instrument = INSTRUMENTS.get(name.partition(".")[0])

    def said(language: str) -> str:
        own = capital(text_in(language, meaning))
        return f"{label(instrument, language)}: {lowered(own)}" if instrument else own

    return {
        "name": name,
        "meaning": _in_each(said),
        "unit": _in_each(lambda each: "" if unit in UNSAID else unit_in(each, unit)),
        "source": source,
        "low": float(min(low, draws.min())),
        "high": float(max(high, draws.max())),
        "plausible": [float(low), float(high)],
        "values": packed(draws),
    }
