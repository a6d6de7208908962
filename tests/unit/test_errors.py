"""Errors that name what is wrong and what would be right."""

from model.errors import InputError, nearest, unknown_name, wrong_value


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
