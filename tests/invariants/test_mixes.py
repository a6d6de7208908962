"""What mixes of the advice differ in: each contrast is the one that its cells say, and nothing else (SER 3.5, 4.5)."""

from dataclasses import replace

import numpy as np
import pytest

from model.inputs.mix import Level
from model.quarters import parse_quarter
from model.scenario import Scenario
from model.world import World
from tests.invariants.small_world import after, columns, scenario, settled


def with_levels(mix: str, course: str, **levels: Level) -> Scenario:
    chosen = scenario(mix, course)
    return replace(chosen, mix=replace(chosen.mix, levels={**chosen.mix.levels, **levels}))


def stepped(chosen: Scenario, until: str) -> World:
    origin = settled("null_option", chosen.course.name)
    return after(origin.branch(chosen), parse_quarter(until) - chosen.world.start)


def apart(first: World, second: World) -> set[str]:
    """Return the columns in which two worlds differ."""
    one, other = columns(first), columns(second)
    return {name for name in one if not np.array_equal(one[name], other[name])}


@pytest.mark.parametrize("until", ["2023Q1", "2025Q4"])
def test_before_european_law_the_european_variant_differs_from_mix_3_by_the_dutch_law_and_effort(until: str) -> None:
    """With the Dutch law and the effort of mix 3 the European variant is mix 3, as long as no European law applies."""
    third = scenario("broad", "expected")
    own = {name: third.mix.levels[name] for name in ("broad_due_diligence", "effort_due_diligence")}
    european = with_levels("broad_eu", "expected", **own)
    european = replace(european, laws=third.laws)
    assert apart(stepped(third, until), stepped(european, until)) == set()


def test_once_european_law_applies_its_parts_show() -> None:
    """The counterpart."""
    third = scenario("broad", "scheduled")
    own = {name: third.mix.levels[name] for name in ("broad_due_diligence", "effort_due_diligence")}
    european = replace(with_levels("broad_eu", "scheduled", **own), laws=third.laws)
    assert "levers.procurement" in apart(stepped(third, "2027Q1"), stepped(european, "2027Q1"))


def test_mix_4_with_the_effort_of_all_differs_from_mix_2_through_the_reporting_law_only() -> None:
    second = scenario("thematic", "as_enacted")
    fourth = scenario("transparency_existing_effort", "as_enacted")
    names = [name for name, cell in fourth.mix.levels.items() if cell.parts != second.mix.levels[name].parts]
    assert names == ["transparency"]
    without = replace(fourth, laws=tuple(law for law in fourth.laws if law.instrument != "transparency"))
    bare = replace(second, laws=without.laws)
    assert apart(stepped(bare, "2030Q1"), stepped(without, "2030Q1")) == set()
    assert apart(stepped(second, "2030Q1"), stepped(fourth, "2030Q1"))


def test_mixes_that_differ_in_flanking_alone_are_the_same_before_it_starts() -> None:
    with_it, without = scenario("broad_eu", "as_enacted"), scenario("broad_eu_without_flanking", "as_enacted")
    assert apart(stepped(with_it, "2024Q1"), stepped(without, "2024Q1")) == set()
    assert "levers.support_desk" in apart(stepped(with_it, "2024Q2"), stepped(without, "2024Q2"))
