"""Parameters: declared once, checked strictly, resolved into immutable groups."""

import dataclasses
import math
from typing import Any

import pytest

from model import parameters as registry
from model.errors import InputError
from model.parameters import ParameterSet, declared, par, parameters, switch


def number(default: float = 0.5, **changes: Any) -> Any:
    """Declare a number with other parts changed."""
    parts: dict[str, Any] = {
        "legal": (0, 1),
        "plausible": (0.2, 0.8),
        "unit": "share",
        "meaning": "a number",
        "source": "assumption",
    }
    return par(default, **{**parts, **changes})


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put two groups in an empty registry: `zebra` with a rate and a switch, `apple` with a count."""
    monkeypatch.setattr(registry, "_GROUPS", {})

    @parameters("zebra")
    class Zebra:
        """A group."""

        active: float = switch("it works")
        rate: float = number(0.25)

    @parameters("apple")
    class Apple:
        """Another."""

        count: float = number(3, legal=(0, 10), plausible=(1, 5), role="structural")

    yield Zebra, Apple
    registry._known.cache_clear()


def test_groups_come_by_name_and_fields_as_declared(groups: Any) -> None:
    assert list(declared()) == ["apple.count", "zebra.active", "zebra.rate"]


def test_a_declaration_keeps_all_its_parts(groups: Any) -> None:
    count = declared()["apple.count"]
    assert (count.default, count.legal, count.plausible) == (3.0, (0, 10), (1, 5))
    assert (count.unit, count.meaning, count.source, count.role) == ("share", "a number", "assumption", "structural")


def test_a_switch_is_on_by_default_and_takes_true_and_false(groups: Any) -> None:
    active = declared()["zebra.active"]
    assert (active.default, active.legal, active.role) == (1.0, (0, 1), "switch")
    assert active.check(False, "here") == 0.0


@pytest.mark.parametrize(
    "changes",
    [
        {"default": 0.9},
        {"default": 0.1},
        {"plausible": (-0.1, 0.8)},
        {"plausible": (0.2, 1.1)},
        {"unit": ""},
        {"meaning": ""},
        {"source": ""},
    ],
)
def test_a_declaration_that_is_incomplete_or_not_nested_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="incomplete or its ranges are not nested"):
        number(**changes)


def test_a_group_is_declared_once(groups: Any) -> None:
    with pytest.raises(ValueError, match="group 'zebra' is declared twice"):

        @parameters("zebra")
        class Another:
            """The same name."""

            rate: float = number()


def test_defaults_and_overrides(groups: Any) -> None:
    zebra, apple = groups
    values = ParameterSet({"zebra.rate": 0.4})
    assert values[zebra].rate == 0.4
    assert values[apple].count == 3.0
    assert dict(values.items()) == {"apple.count": 3.0, "zebra.active": 1.0, "zebra.rate": 0.4}
    assert values.changed() == {"zebra.rate": 0.4}


def test_replacing_keeps_earlier_overrides_and_leaves_the_original(groups: Any) -> None:
    first = ParameterSet({"zebra.rate": 0.4})
    second = first.replace({"apple.count": 5})
    assert second.changed() == {"apple.count": 5.0, "zebra.rate": 0.4}
    assert first.changed() == {"zebra.rate": 0.4}


def test_values_cannot_be_changed_in_place(groups: Any) -> None:
    values: Any = ParameterSet()[groups[0]]
    with pytest.raises(dataclasses.FrozenInstanceError):
        values.rate = 0.9


@pytest.mark.parametrize("value", [0, 1, 0.5, "0.5", "1e-1"])
def test_numbers_in_the_legal_range_are_accepted_also_as_text(groups: Any, value: object) -> None:
    assert ParameterSet({"zebra.rate": value})[groups[0]].rate == float(str(value))


@pytest.mark.parametrize("value", [-0.01, 1.01, "much", "", None, True, math.nan, math.inf, "nan", [0.5]])
def test_a_wrong_value_is_named_with_what_is_allowed(groups: Any, value: object) -> None:
    with pytest.raises(InputError, match=r"--set: zebra\.rate = .* is not allowed; allowed: a number from 0 to 1"):
        ParameterSet({"zebra.rate": value})


def test_an_unknown_name_is_met_with_the_nearest(groups: Any) -> None:
    with pytest.raises(InputError, match=r"my\.toml: unknown parameter 'zebra\.rat'; did you mean 'zebra\.rate'\?"):
        ParameterSet({"zebra.rat": 0.5}, "my.toml")
