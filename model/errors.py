"""Errors that are meant for people: bad input, named so that it can be mended."""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterable

_SHOWN = reprlib.Repr(maxlevel=3, maxdict=8, maxlist=12, maxtuple=12, maxstring=200, maxother=200, maxlong=60)
"""How a wrong value is shown: in full when it is of an ordinary size."""
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Characters that can steer a terminal or turn the direction of writing; line ends and tabs are ordinary."""


class InputError(Exception):
    """Something the user wrote cannot be used.

    The message names the file (or option), the key, the value and what is allowed. The front door prints
    it without a traceback and exits with status 2.
    """


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name closest to `name`, or an empty string when none is close."""
    matches = difflib.get_close_matches(str(name), [str(each) for each in valid], n=1, cutoff=0.5)
    return matches[0] if matches else ""


def unknown_name(where: str, kind: str, name: str, valid: Iterable[str]) -> InputError:
    """Build the error for a name that does not exist, with the nearest valid one or the whole list."""
    names = sorted(str(each) for each in valid)
    close = nearest(name, names)
    hint = f"did you mean '{close}'?" if close else f"allowed: {', '.join(names)}"
    return InputError(f"{where}: unknown {kind} '{name}'; {hint}")


def wrong_value(where: str, key: str, value: object, allowed: str) -> InputError:
    """Build the error for a value outside what is allowed for `key`."""
    return InputError(f"{where}: {key} = {_SHOWN.repr(value)} is not allowed; allowed: {allowed}")


def steering(text: str) -> str:
    """Return the first character that steers a terminal or the direction of writing, escaped; "" without any."""
    found = _STEERING.search(text)
    return visible(found[0]) if found else ""


def visible(text: str) -> str:
    """Return text in which such characters are escaped, so that it shows as what it is."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
