"""Which option stands first, and which it is not clearly ahead of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """The mix with the best mean, and those it is not clearly better than; `known` is False without intervals."""

    best: str
    rivals: tuple[str, ...]
    known: bool
