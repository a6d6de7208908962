"""Weights of outcomes as a lens: who would be first, and that rounding never chooses."""

from pathlib import Path

import numpy as np
import pytest

from experiments.studies.common.relevance import least_relevant
from experiments.studies.robustness.lens import NEGLIGIBLE, Lens, lens_table, read_lenses, weighed
from model.errors import InputError
from tests.unit.robustness_parts import LESS, MORE, answers

ALSO = "chain_impact_global"
"""Another outcome of which more is better."""


def test_a_lens_says_who_would_be_first_and_where_that_changes() -> None:
    values = np.array([[[0.0, 0.0], [1.0, 3.0], [4.0, 9.0]]])  # two does most and costs most
    found = answers(values, outcomes=(MORE, LESS))
    lenses = (
        Lens("impact", "", "", "", {MORE: 3.0, LESS: 1.0}),
        Lens("cost", "", "", "", {MORE: 1.0, LESS: 3.0, "k5_remedy": 4.0}),
    )
    table = lens_table(found, lenses)
    first = table[table["first"] == 1.0].set_index("lens")
    assert first["option"].to_dict() == {"impact": "two", "cost": "null_option"}
    assert first["weight_known"].to_dict() == {"impact": 1.0, "cost": 0.5}
    assert weighed(np.zeros((1, 3, 2)), np.ones(2), np.zeros(2)).tolist() == [[0.0, 0.0, 0.0]]


def test_a_lens_does_not_choose_by_rounding() -> None:
    gains = np.array([[[0.0, 1.0], [0.4 * NEGLIGIBLE, 0.0]]])  # draws x options x outcomes
    sizes = np.array([0.5, 0.5])
    assert weighed(gains, np.array([3.0, 1.0]), sizes).tolist() == [[0.25, 0.0]]
    assert weighed(gains, np.array([3.0, 1.0]), sizes / 2).tolist() == [[0.25, 0.75]]


def test_lenses_are_read_strictly(tmp_path: Path) -> None:
    assert all(each.source.startswith("assumption") for each in read_lenses())
    text = '[mine]\nlabel_en = "a"\nlabel_nl = "b"\nsource = "assumption"\n[mine.weights]\n'
    path = tmp_path / "lenses.toml"
    for line, allowed in (("k5_remidy = 1\n", "k5_remedy"), ("k5_remedy = 0\n", "above 0"), ("", "at least one")):
        path.write_text(text + line, encoding="utf-8")
        with pytest.raises(InputError, match=f"lenses.toml: mine.*{allowed}"):
            read_lenses(path)


@pytest.mark.parametrize(("part", "first"), [(0.5, 0.0), (2.0, 1.0)])
def test_options_whose_weighted_means_are_alike_share_the_first_place(part: float, first: float) -> None:
    size = 1e3 * least_relevant()[MORE]
    values = np.array([[[0.0, 0.0], [size, size], [size * (1 - 2 * part * NEGLIGIBLE), size]]])
    table = lens_table(answers(values, outcomes=(MORE, ALSO)), (Lens("both", "", "", "", {MORE: 1.0, ALSO: 1.0}),))
    assert table.set_index("option")["first"].to_dict() == {"null_option": 0.0, "one": first, "two": 0.0}
