"""Strict reading of TOML: unknown keys, wrong types, values out of range, quarters."""

from pathlib import Path
from typing import Any

import pytest

from model.errors import InputError
from model.inputs.toml_input import Field, list_of, number, one_of, quarter, read_table, read_toml, table, text, yes_no
from model.quarters import parse_quarter, quarter_name


def value_of(field: Field, value: Any) -> Any:
    return read_table({"key": value}, {"key": field}, "file.toml")["key"]


def test_a_file_is_read_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text('label = "België"\n[part]\nnumber = 1\n', encoding="utf-8")
    assert read_toml(path) == {"label": "België", "part": {"number": 1}}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: file not found"):
        read_toml(tmp_path / "none.toml")


def test_what_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text("a = 1\nb = = 2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"file\.toml: not valid TOML: .*line 2"):
        read_toml(path)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text('label = "België"\n', encoding="utf-8-sig", newline="\r\n")
    assert read_toml(path) == {"label": "België"}


@pytest.mark.parametrize("line", ["learning.rate = [0,05, 0,12]", "learning.rate = 0,05"])
def test_a_decimal_comma_is_met_with_the_point(tmp_path: Path, line: str) -> None:
    path = tmp_path / "sweep.toml"
    path.write_text(f'mixes = ["1"]\n[parameters]\n{line}\n[record]\nyears = [2025]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"sweep\.toml: not valid TOML: .*line 3.*0\.05 instead of 0,05"):
        read_toml(path)


def test_no_decimal_comma_is_seen_in_a_list(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text("years = [2025, 2030\nother = 1,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_toml(path)
    assert "instead of" not in str(caught.value)


DEEP = ["a = " + 5000 * "[" + 5000 * "]", ".".join(5000 * "a") + " = 1", "[" + ".".join(40 * "a") + "]"]


@pytest.mark.parametrize("text", DEEP, ids=["lists", "keys", "tables"])
def test_what_is_nested_too_deeply_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"file\.toml: not valid TOML: nested too deeply"):
        read_toml(path)


@pytest.mark.parametrize("number", [5000 * "9", 40 * "9", "0x" + 5000 * "f"], ids=["digits", "long", "hexadecimal"])
def test_a_whole_number_beyond_64_bits_is_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "file.toml"
    path.write_text(f"[a]\nb = [1, {number}]", encoding="utf-8")
    with pytest.raises(InputError, match=r"file\.toml: not valid TOML"):
        read_toml(path)


def test_defaults_are_filled_in() -> None:
    fields = {"a": number(0, 1), "b": number(0, 1, 0.5), "c": text(None)}
    assert read_table({"a": 1}, fields, "file.toml") == {"a": 1.0, "b": 0.5, "c": None}


def test_an_unknown_key_is_met_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"file\.toml: unknown key 'scal'; did you mean 'scale'\?"):
        read_table({"scal": 1}, {"scale": number(0, 1, 1)}, "file.toml")


def test_a_missing_key_is_named_with_what_is_allowed() -> None:
    with pytest.raises(InputError, match="key 'scale' is missing; allowed: a number from 0 to 1"):
        read_table({}, {"scale": number(0, 1)}, "file.toml")


def test_something_else_than_a_table_is_refused() -> None:
    with pytest.raises(InputError, match=r"file\.toml: expected a table, found 3"):
        read_table(3, {}, "file.toml")


ACCEPTED: list[tuple[Field, Any, Any]] = [
    (text(), "word", "word"),
    (number(0, 2), 1, 1.0),
    (number(0, 2), 2.0, 2.0),
    (number(0, 9, whole=True), 3.0, 3),
    (yes_no(), False, False),
    (one_of(("a", "b")), "b", "b"),
    (list_of(number(0, 1)), [0, 1], (0.0, 1.0)),
    (list_of(text()), [], ()),
    (table(), {"a": 1}, {"a": 1}),
    (quarter(), "2020Q1", 8080),
]


@pytest.mark.parametrize(("field", "value", "result"), ACCEPTED)
def test_right_values(field: Field, value: Any, result: Any) -> None:
    found = value_of(field, value)
    assert found == result
    assert type(found) is type(result)


REFUSED: list[tuple[Field, Any, str]] = [
    (text(), "  ", "a text"),
    (text(), 3, "a text"),
    (number(0, 2), 2.1, "a number from 0 to 2"),
    (number(0, 2), "1", "a number from 0 to 2"),
    (number(0, 2), True, "a number from 0 to 2"),
    (number(0, 2), float("nan"), "a number from 0 to 2"),
    (number(0, 9, whole=True), 3.5, "a whole number from 0 to 9"),
    (yes_no(), 1, "true or false"),
    (one_of(("a", "b")), "c", "one of a, b"),
    (one_of(("a", "b")), ["a"], "one of a, b"),
    (list_of(number(0, 1)), 1, "a list, each a number from 0 to 1"),
    (list_of(number(0, 1)), [0, 2], "a list, each a number from 0 to 1"),
    (table(), [1], "a table"),
    (quarter(), "2020Q5", "a quarter such as"),
    (quarter(), "20201", "a quarter such as"),
    (quarter(), 2020, "a quarter such as"),
]


@pytest.mark.parametrize(("field", "value", "allowed"), REFUSED)
def test_wrong_values_are_named_with_what_is_allowed(field: Field, value: Any, allowed: str) -> None:
    with pytest.raises(InputError, match=rf"file\.toml: key = .* is not allowed; allowed: {allowed}"):
        value_of(field, value)


def test_quarters_count_from_year_0_and_back() -> None:
    assert parse_quarter("2022Q3") == 2022 * 4 + 2
    assert [quarter_name(each) for each in (8080, 8083, 8084)] == ["2020Q1", "2020Q4", "2021Q1"]
