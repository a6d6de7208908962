"""The tables of a finished discovery: contests with the regions that chance does not explain."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.report.terminal import records
from experiments.runs.store import read_manifest
from experiments.studies.common.factors import DUMMY_FACTOR, Factor
from experiments.studies.common.stored import StudyFolder
from experiments.studies.discovery.boxes import Restriction
from experiments.studies.discovery.cases import SEARCHED, Contest
from experiments.studies.discovery.sample import Scope, scope_from
from model import catalogue
from model.errors import InputError
from model.parameters import declared

CASES, BOXES, FEATURES, TREES = NAMES = ("cases.csv", "boxes.csv", "features.csv", "trees.csv")
LIMITS = {(True, False): "low", (False, True): "high", (True, True): "both"}
"""How tables name the ends of a parameter that a box limits."""
Row = Mapping[str, Any]


def read_finished(folder: Path, data: Path | None = None) -> StudyFolder:
    """Read the folder of a finished discovery; it needs no input tables, so `data` makes no difference.

    Raises:
        InputError: when the folder holds no discovery, or one that does not say what its sample has.
    """
    manifest = read_manifest(folder)
    if "sample" not in manifest.get("settings", {}):
        raise InputError(f"{folder}: holds no discovery of this version (its manifest is of {manifest.get('verb')})")
    return StudyFolder(folder, manifest)


@dataclass(frozen=True)
class Region:
    """A box that chance does not explain; see `boxes.Box`."""

    number: int
    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    density_unseen: float
    mass: float
    excess: float
    chance: float


@dataclass(frozen=True)
class Finding:
    """What a contest gave.

    `lost` and `tied` are shares of the draws that are known, `unknown` is the number of others. `accuracy` is that of
    the tree, NaN without one that chance does not explain. `parameters` score beyond chance, the highest first, each
    with whether it is higher among lost draws.
    """

    contest: Contest
    verdict: str
    lost: float
    tied: float
    unknown: int
    regions: tuple[Region, ...]
    accuracy: float
    parameters: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, eq=False)
class DiscoveryTables:
    """A finished discovery."""

    stored: StudyFolder

    @cached_property
    def scope(self) -> Scope:
        """What the sample has, and how it was drawn."""
        return scope_from(self.stored.settings["sample"])

    @property
    def source(self) -> str:
        """The id of the study whose sample was searched; empty for a sample of its own."""
        return str(self.stored.manifest.get("from", {}).get("study_id", ""))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What every contest gave."""
        catalogue.load()
        boxes, features, trees = (self._passing(name) for name in (BOXES, FEATURES, TREES))
        return tuple(
            _finding(row, [each.get(_contest(row), []) for each in (boxes, features, trees)])
            for row in records(self.stored.table(CASES))
        )

    @property
    def searched(self) -> int:
        """The number of contests that were searched."""
        return sum(each.verdict == SEARCHED for each in self.findings)

    @cached_property
    def level(self) -> float:
        """The probability of one contest below which chance is ruled out; NaN where no box was found."""
        return next(iter(self.stored.table(BOXES)["chance_p_needed"].tolist()), math.nan)

    def _passing(self, name: str) -> dict[Contest, list[Row]]:
        """Return the rows of a table that chance does not explain, by contest."""
        found: dict[Contest, list[Row]] = {}
        for row in records(self.stored.table(name)):
            if row["passes"]:
                found.setdefault(_contest(row), []).append(row)
        return found


def _contest(row: Row) -> Contest:
    course, focus, against, outcome = (str(row[name]) for name in ("course", "focus", "against", "outcome"))
    return Contest(course, focus, against, outcome, int(row["year"]))


def _finding(row: Row, passing: list[list[Row]]) -> Finding:
    boxes, features, trees = passing
    known, by_number = row["draws"] - row["unknown"], dict[int, list[Row]]()
    for each in boxes:
        by_number.setdefault(each["box"], []).append(each)
    return Finding(
        _contest(row),
        row["verdict"],
        _number(row["share_lost"]),
        row["tied"] / max(known, 1),
        row["unknown"],
        tuple(_region(number, limits) for number, limits in by_number.items()),
        trees[0]["accuracy_unseen"] if trees else math.nan,
        tuple((str(each["parameter"]), each["shift"] > 0) for each in features),
    )


def _region(number: int, limits: list[Row]) -> Region:
    names = ("coverage", "density", "density_unseen", "mass", "excess", "chance_p")
    return Region(number, tuple(map(_restriction, limits)), *(_number(limits[0][name]) for name in names))


def _restriction(row: Row) -> Restriction:
    name, limited = str(row["parameter"]), {text: ends for ends, text in LIMITS.items()}[row["limits"]]
    known = declared().get(name, DUMMY_FACTOR if name == DUMMY_FACTOR.name else None)
    factor = Factor(
        name,
        str(row["mechanism"]),
        row["range_low"],
        row["range_high"],
        math.nan,
        str(row["unit"]),
        known.meaning if known else name,
    )
    return Restriction(factor, row["low"], row["high"], limited, row["quasi_p"], row["found_again"])


def _number(value: float | None) -> float:
    return math.nan if value is None else value
