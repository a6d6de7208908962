"""Quarters as counts since year 0, and how they are written."""

from __future__ import annotations

import re
from typing import Any

_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)


def parse_quarter(value: Any) -> int:
    """Turn "2022Q3" into a count of quarters since year 0; raise `ValueError` otherwise."""
    match = _QUARTER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(value)
    return int(match[1]) * 4 + int(match[2]) - 1


def quarter_name(quarter: int) -> str:
    """Turn a count of quarters since year 0 into a name such as "2022Q3"."""
    return f"{quarter // 4}Q{quarter % 4 + 1}"
