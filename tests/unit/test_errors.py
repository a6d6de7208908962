"""Errors that name what is wrong and what would be right."""

from model.errors import InputError, nearest, steering, unknown_name, visible, wrong_value


def test_the_nearest_name_or_none() -> None:
    assert nearest("brod", ["broad", "thematic"]) == "broad"
    assert nearest("xyz", ["broad", "thematic"]) == ""


def test_an_unknown_name_comes_with_the_nearest() -> None:
    error = unknown_name("mix.toml", "instrument", "procurment", ["procurement", "transparency"])
    assert isinstance(error, InputError)
    assert str(error) == "mix.toml: unknown instrument 'procurment'; did you mean 'procurement'?"


def test_without_a_near_name_all_are_listed_in_order() -> None:
    error = unknown_name("--mix", "mix", "zzz", ["thematic", "broad"])
    assert str(error) == "--mix: unknown mix 'zzz'; allowed: broad, thematic"


def test_a_wrong_value_is_shown_as_written() -> None:
    error = wrong_value("world.toml", "scale", "much", "a number from 0.05 to 100")
    assert str(error) == "world.toml: scale = 'much' is not allowed; allowed: a number from 0.05 to 100"


def test_a_wrong_value_of_any_size_is_shown_in_short() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    for value in (deep, 100_000 * "x", list(range(100_000))):
        assert len(str(wrong_value("world.toml", "scale", value, "a number"))) < 400


def test_characters_that_steer_a_terminal_are_escaped() -> None:
    assert visible("a\x1b[31mb\rc\u202ed\x9be") == "a\\x1b[31mb\\rc\\u202ed\\x9be"
    assert visible("één\n\t日本 [/red] $5 =1+1") == "één\n\t日本 [/red] $5 =1+1"
    assert (steering("a\x1b[31m"), steering("één\n日本")) == ("\\x1b", "")
