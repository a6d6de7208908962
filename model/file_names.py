"""Names of scenario files, which become names in tables of results: they have to come back as they were."""

from __future__ import annotations

from pathlib import Path

from model.errors import wrong_value

MISSING = frozenset({"", "na", "n/a", "nan", "-nan", "null", "none", "<na>", "#na", "#n/a", "#n/a n/a"})
"""What pandas, R and spreadsheets read as a missing value, in lower case."""
FORMULA = ("=", "+", "-", "@")
"""First characters with which a spreadsheet takes a cell for a formula."""
STRAY = (".", "~")
"""First characters of files that file managers and editors leave in a folder."""

_ALLOWED = (
    "a name of visible characters that does not begin with = + - or @ and that no reader of tables takes for "
    "missing (such as NA, null or none)"
)


def check_name(name: str, where: str) -> str:
    """Return a name that tables of results can carry.

    Args:
        name: the name of a file without its ending, or a name given inside a file.
        where: the file, for the message.

    Raises:
        InputError: for a name that readers take for missing or for a formula, or with control characters.
    """
    if name.strip().lower() in MISSING or name.startswith(FORMULA) or not name.isprintable():
        raise wrong_value(where, "name", name, _ALLOWED)
    return name


def is_stray(path: Path) -> bool:
    """Whether a file is not the user's own: hidden, or the trace of a program (`._mine.toml`, `~$mine.toml`)."""
    return path.name.startswith(STRAY)
