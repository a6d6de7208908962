"""What the dashboard is asked: as an address, as a command, and refused where it cannot be."""

from dataclasses import replace

import pytest

from experiments.cli.parser import build_parser
from experiments.dashboard.command import command_text, compare_words, pressure_words
from experiments.dashboard.state import LONGEST, State, first_state, from_address, to_address
from model import catalogue
from model.errors import InputError

OWN = {"mixes": {"mine": {"label_en": "Mine", "why": "a & b = 'c'", "sections": [], "base": "broad"}}}


@pytest.fixture(scope="module")
def every() -> State:
    """A state in which nothing is as in the first one."""
    catalogue.load()
    return State(
        ("null_option", "mine"),
        "nl",
        ("as_enacted", "european"),
        "reference",
        {"politics.ambition": 0.8, "learning.rate": 0.1},
        3,
        7,
        True,
        OWN,
    )


def test_the_first_state_has_nothing_but_its_language_in_the_address() -> None:
    assert to_address(first_state("nl")) == "language=nl"
    assert from_address("", "nl") == first_state("nl")


def test_an_address_gives_its_state_back(every: State) -> None:
    assert from_address(to_address(every)) == every
    assert from_address("?" + to_address(every)) == every


def test_every_part_of_a_state_is_in_the_address(every: State) -> None:
    plain = first_state()
    for part in vars(plain):
        changed = replace(plain, **{part: getattr(every, part)})
        assert from_address(to_address(changed)) == changed, part


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("colour=red", "unknown key 'colour'"),
        ("language=fr", "language = 'fr' is not allowed; allowed: en, nl"),
        ("seeds=0", "seeds = '0' is not allowed; allowed: a whole number from 1 to 200"),
        ("seeds=1e2", "a whole number from 1 to 200"),
        ("seed=-1", "seed = '-1'"),
        ("set=politics.ambition=7", "politics.ambition = 7.0 is not allowed; allowed: a number from 0 to 1"),
        ("set=politics.ambitoin=1", "did you mean 'politics.ambition'?"),
        ("defaults=yes", "defaults = 'yes'"),
        ("file=plugins/x/{}", "unknown kind 'plugins'"),
        ("file=mixes/x/[1]", "a table as JSON"),
        ("file=mixes/x/" + "[" * 5000, "a table as JSON"),
        ("mix=" + "x" * LONGEST, "allowed: at most"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(query: str, told: str) -> None:
    catalogue.load()
    with pytest.raises(InputError, match=r"^address: ") as caught:
        from_address(query)
    assert told in str(caught.value)


def test_too_many_files_and_names_of_another_kind_are_refused() -> None:
    state = first_state()
    for number in range(9):
        state = state.with_own("mixes", f"m{number}", {})
    with pytest.raises(InputError, match="at most 9"):
        state.with_own("mixes", "one_more", {})
    with pytest.raises(InputError, match="worlds: name = 'm0'"):
        state.with_own("worlds", "m0", {})


def test_a_state_that_is_too_long_for_an_address_is_refused() -> None:
    with pytest.raises(InputError, match="download the files"):
        to_address(first_state().with_own("mixes", "mine", {"why": "x" * LONGEST}))


def test_a_command_asks_for_what_the_state_says(every: State) -> None:
    asked = build_parser().parse_args(compare_words(every))
    assert (asked.mix, asked.course) == (["null_option", "mine.toml"], ["as_enacted", "european"])
    assert (asked.world, asked.seed, asked.replicates, asked.parts) == ("reference", 7, 3, 0)
    assert (asked.set, asked.at_defaults) == ([("politics.ambition", "0.8"), ("learning.rate", "0.1")], True)
    pressed = build_parser().parse_args(pressure_words(every, "mine"))
    assert (pressed.verb, pressed.mix, pressed.course, pressed.replicates) == ("pressure", "mine.toml", "as_enacted", 3)
    assert command_text(["compare", "--mix", "a b"], "out").endswith(" compare --mix 'a b' --out out")
