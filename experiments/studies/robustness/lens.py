"""Sets of weights as a lens: who would be first for somebody who weighs the outcomes so. Never a score by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.common.model_outputs import Responses
from experiments.studies.common.relevance import least_relevant
from experiments.studies.robustness.contests import fields
from experiments.studies.robustness.ranking import firsts, wilson
from model.errors import InputError, unknown_name, wrong_value
from model.file_names import check_name
from model.inputs.toml_input import Field, read_table, read_toml, table, text
from model.outcomes import OUTCOMES
from model.scenario import SCENARIOS
from model.state.state import Array

LENSES = SCENARIOS / "lenses.toml"
NEGLIGIBLE = 1e-5
"""Part of the least relevant size of an outcome, or of the range of weighted means, up to which options are equal."""
COLUMNS = ("lens", "kind", "context", "option", "year", "draws", "first", "first_lo", "first_hi", "weight_known")

_FIELDS: dict[str, Field] = {"label_en": text(), "label_nl": text(), "source": text(), "weights": table()}


@dataclass(frozen=True)
class Lens:
    """Weights of outcomes, above 0, and where they come from."""

    name: str
    label_en: str
    label_nl: str
    source: str
    weights: Mapping[str, float]


def read_lenses(path: Path = LENSES) -> tuple[Lens, ...]:
    """Read sets of weights.

    Raises:
        InputError: for an unknown outcome, or a weight that is not above 0.
    """
    found = []
    for name, content in read_toml(path).items():
        where = f"{path}: {name}"
        if not isinstance(content, Mapping):
            raise InputError(f"{where}: is not a set of weights")
        check_name(name, str(path))
        values = read_table(content, _FIELDS, where)
        for outcome, weight in values["weights"].items():
            if outcome not in OUTCOMES:
                raise unknown_name(f"{where}.weights", "outcome", outcome, OUTCOMES)
            if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 < weight < np.inf:
                raise wrong_value(f"{where}.weights", outcome, weight, "a number above 0")
        if not values["weights"]:
            raise wrong_value(where, "weights", {}, "at least one outcome")
        found.append(Lens(name, **values))
    return tuple(found)


def weighed(gains: Array, weights: Array, sizes: Array) -> Array:
    """Return by draw and option the weighted mean of outcomes, each scaled to 0-1 over the options of that draw.

    Scaling within a draw says how options stand to each other, not how far apart they are: a lens shows who would be
    preferred, and nothing else. An outcome does not count in a draw in which all options are equal on it, or no further
    apart than `NEGLIGIBLE` of what matters, where scaling would make a choice out of rounding.

    Args:
        gains: draws x options x outcomes, more is better.
        weights: by outcome.
        sizes: least relevant size by outcome, in its own unit.
    """
    low, high = gains.min(axis=1, keepdims=True), gains.max(axis=1, keepdims=True)
    spread = high - low
    scaled = np.divide(gains - low, spread, out=np.zeros_like(gains), where=spread > NEGLIGIBLE * sizes)
    result: Array = (scaled * weights).sum(axis=-1) / weights.sum()
    return result


def preferred(gains: Array, weights: Array, sizes: Array) -> np.ndarray:
    """Return by draw and option whether its weighted mean is highest, by more than `NEGLIGIBLE`; see `weighed`."""
    return firsts(weighed(gains, weights, sizes), NEGLIGIBLE)[0]


def lens_table(responses: Responses, lenses: tuple[Lens, ...]) -> pd.DataFrame:
    """Return one row a lens, field, option and year: the share of draws in which it is first, with a 90% interval.

    weight_known: share of the lens's weight that lies on outcomes the study has and knows.
    """
    means = responses.means()
    rows: list[tuple[Any, ...]] = []
    for lens in lenses:
        members = [name for name in lens.weights if name in responses.outcomes]
        places = [responses.outcomes.index(name) for name in members]
        directions = np.array([OUTCOMES[name].direction for name in members])
        sizes = np.array([least_relevant()[name] for name in members])
        for field in fields(responses.options):
            for number, year in enumerate(responses.years):
                gains = means[:, field.places][:, :, places, number] * directions
                used = np.isfinite(gains).any(axis=(0, 1))
                weights = np.array([lens.weights[name] for name in members])[used]
                gains = gains[:, :, used]
                gains = gains[np.isfinite(gains).all(axis=(1, 2))]
                draws = len(gains) if used.any() else 0
                first = preferred(gains, weights, sizes[used]).sum(axis=0) if draws else np.zeros(len(field.options))
                known = float(weights.sum()) / sum(lens.weights.values())
                for place, option in enumerate(field.options):
                    share = first[place] / draws if draws else np.nan
                    keys = (lens.name, field.kind, field.context, field.name(option), year, draws)
                    rows.append((*keys, share, *wilson(float(first[place]), draws), known))
    return pd.DataFrame(rows, columns=list(COLUMNS))
