"""The registry of outcomes: complete declarations, one order, and a record that only looks."""

import numpy as np
import pytest

from model.inputs.tables import load_tables
from model.outcomes import GROUPS, OUTCOMES, PERSPECTIVES, Outcome, _collect, record
from model.outcomes.labels import THEME_LABELS
from model.outcomes.measures import Measures
from tests.unit.outcome_world import law, outcome, outcome_world


def filled_world():
    """A world with every number at random, but whole."""
    world = outcome_world(law(), law(jurisdiction="EU", instrument="duty"))
    draws = np.random.default_rng(5)
    for table in (world.state.company, world.state.supplier, world.state.link, world.state.levers):
        for name, declared in table.COLUMNS.items():
            if declared.bounds is not None:
                values = getattr(table, name)
                values[...] = draws.random(values.shape)
    return world


@pytest.mark.parametrize("declared", OUTCOMES.values(), ids=list(OUTCOMES))
def test_declarations_are_complete(declared: Outcome):
    assert declared.group in GROUPS
    assert declared.perspective in PERSPECTIVES
    assert declared.direction in (-1, 0, 1)
    assert declared.name == declared.name.lower()
    assert declared.label_en and declared.label_nl and declared.unit and declared.meaning
    assert declared.label_en != declared.label_nl
    assert declared.sections and all(section[0].isdigit() for section in declared.sections)


def test_labels_tell_outcomes_apart():
    for language in ("label_en", "label_nl"):
        labels = [getattr(each, language) for each in OUTCOMES.values()]
        assert len(set(labels)) == len(labels)


def test_groups_come_one_after_another():
    groups = [each.group for each in OUTCOMES.values()]
    assert [group for number, group in enumerate(groups) if group not in groups[:number]] == list(GROUPS)
    assert groups == sorted(groups, key=GROUPS.index)


def test_a_name_is_declared_once():
    twice = OUTCOMES["k6_insight"]
    with pytest.raises(ValueError, match="k6_insight"):
        _collect((twice,), (twice,))


def test_record_gives_each_outcome_in_order_whatever_was_asked_before():
    world = filled_world()
    values = record(world)
    assert values.shape == (len(OUTCOMES),)
    assert np.isfinite(values).all()
    alone = [each.compute(Measures(world)) for each in reversed(OUTCOMES.values())]
    assert values.tolist() == alone[::-1]


def test_record_changes_nothing():
    world = filled_world()
    before = world.state.copy()
    record(world)
    for table in ("company", "supplier", "link", "levers", "law", "covenant", "government"):
        for name in getattr(before, table).COLUMNS:
            assert np.array_equal(getattr(getattr(before, table), name), getattr(getattr(world.state, table), name))


def test_what_is_kept_of_a_run_follows_the_parameters():
    world = outcome_world()
    world.state.company.employees[0] = 300.0
    world.state.company.option[0] = 1
    assert outcome(world, "endorsing_share") == 0.0
    world.parameters = world.parameters.replace({"observation.large_employees": 250})
    assert outcome(world, "endorsing_share") == 1.0


def test_theme_labels_are_those_of_the_table():
    themes = load_tables().themes
    for row, code in enumerate(themes["code"]):
        assert THEME_LABELS[str(code)] == (str(themes["name_en"][row]).lower(), str(themes["name_nl"][row]).lower())
