"""Errors that are meant for people: bad input, named so that it can be mended."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


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
    return InputError(f"{where}: {key} = {value!r} is not allowed; allowed: {allowed}")
