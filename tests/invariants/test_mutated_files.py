"""Damaged input files of every kind: used or refused in one message with exit status 2, and nothing is written.

Readers are met as users meet them, through the entry point; what would run is stopped once all input has been read.
A few cases are tried by default; the many are slow.
"""

from __future__ import annotations

import io
import random
import shutil
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pandas as pd
import pytest

import run
from experiments.cli import faults, robustness_command, routes_command, run_command, sweep_command
from experiments.runs.design import Design
from experiments.runs.errors import StudyError
from experiments.studies.calibration.settings import SHIPPED, read_settings
from experiments.studies.calibration.settings import SMALL as SMALLEST
from experiments.studies.common.relevance import LEAST_RELEVANT, read_sizes
from experiments.studies.comparison.hypotheses import HYPOTHESES, read_hypotheses
from experiments.studies.robustness.lens import LENSES, read_lenses
from model.errors import InputError
from model.inputs.misfits import read_misfits
from model.inputs.table_format import DATA_FOLDER
from model.inputs.tables import TABLE_NAMES, load_tables
from model.observations import read_observations
from model.outcomes import OUTCOMES
from model.scenario import SCENARIOS, course_files, route_files
from tests.invariants.mutations import damaged

FEW, MANY = 52, 2_052
SEED = 20_200_912
LONGEST_MESSAGE = 20_000
FINE = (0, 1, 2)
"""Exit status: done, stopped once all input was read (see `stopped`), refused."""

WORLD = SCENARIOS / "worlds" / "small.toml"
MIX = """
label_en = "Own"
label_nl = "Eigen"
why = "a test"
sections = ["3.2"]
base = "null_option"
laws = ["law.toml"]
"""


@dataclass(frozen=True)
class Kind:
    """A kind of input file: what it is made from, the name it gets (its own without one), and how it is used."""

    name: str
    sources: tuple[Path, ...]
    file: str
    use: Callable[[Path], int]


def verb(*arguments: str) -> Callable[[Path], int]:
    """Return what gives a file to a subcommand: FILE is the file, MIX, WORLD and SWEEP what names it, OUT a folder."""

    def use(path: Path) -> int:
        case = path.parent
        placed = {each.upper(): case / f"{each}.toml" for each in ("mix", "world", "sweep")}
        placed |= {"FILE": path, "OUT": case / "out"}
        return run.main([str(placed.get(each, each)) for each in arguments])

    return use


def reader(read: Callable[[Path], object]) -> Callable[[Path], int]:
    """Return what reads a file that no subcommand takes, and ends as a subcommand would."""

    def use(path: Path) -> int:
        try:
            read(path)
        except InputError as error:
            return faults.report(error)
        return 0

    return use


def files(folder: str) -> tuple[Path, ...]:
    return tuple(sorted((SCENARIOS / folder).rglob("*.toml")))


TABLES = tuple(DATA_FOLDER / f"{name}.csv" for name in TABLE_NAMES)
OBSERVATIONS = DATA_FOLDER / "observations.csv"
DRAWS, POINTS, SWEEP = Path("draws.parquet"), Path("points.csv"), Path("sampled.toml")
"""Tables of points in parameter space, and a sweep with a sample, of which the project has no file: `content_of`."""
SAMPLED = """
mixes = ["null_option", "broad"]
worlds = ["small"]
courses = ["expected", "as_enacted"]
seeds = [3, 5]
[parameters]
learning.rate = {start = 0.02, stop = 0.1, count = 5}
leverage.steepness = [2.0, 2.5]
[sample]
method = "sobol"
count = 8
seed = 2
all = "structural"
except = []
[sample.parameters]
reward.premium = {low = 0.01, high = 0.05}
[laws.broad_due_diligence_nl]
employees_min = [250, 500]
liability = [true, false]
[record]
outcomes = ["chain_impact_dutch"]
years = [2025, 2030]
by = "quarter"
"""
RANKED = verb("robustness", "--world", "small", "--ensemble", "FILE", "--out", "OUT")
RUN, SMALL = ("run", "--out", "OUT"), ("--world", "small")
KINDS = (
    Kind("mix", files("mixes"), "own.toml", verb("explain", "FILE")),
    Kind("law", files("laws"), "law.toml", verb("explain", "MIX")),
    Kind("world", files("worlds"), "own.toml", verb(*RUN, "--world", "FILE")),
    Kind("course", tuple(course_files().values()), "own.toml", verb(*RUN, *SMALL, "--course", "FILE")),
    Kind("route", tuple(route_files().values()), "own.toml", verb("routes", *SMALL, "--route", "FILE", "--out", "OUT")),
    Kind("sweep", (SWEEP, *files("sweeps")), "own.toml", verb("sweep", "FILE", "--out", "OUT")),
    Kind("table", TABLES, "", verb(*RUN, "--world", "WORLD")),
    Kind("points", (POINTS,), "points.csv", verb("sweep", "SWEEP", "--out", "OUT")),
    Kind("draws", (DRAWS,), "own.parquet", RANKED),
    Kind("draws as text", (POINTS,), "own.csv", RANKED),
    Kind("calibration", (SHIPPED, SMALLEST), "own.toml", reader(read_settings)),
    Kind("lenses", (LENSES,), "own.toml", reader(read_lenses)),
    Kind("hypotheses", (HYPOTHESES,), "own.toml", reader(lambda path: read_hypotheses(path, OUTCOMES))),
    Kind("least relevant sizes", (LEAST_RELEVANT,), "own.toml", reader(read_sizes)),
    Kind("observations", (OBSERVATIONS,), "", reader(lambda path: read_observations(path.parent))),
    Kind("misfits", (DATA_FOLDER / "misfits.csv",), "misfits.csv", reader(lambda path: read_misfits(path.parent))),
)


@cache
def content_of(source: Path) -> bytes:
    """Return a file as it is before it is damaged."""
    if source == SWEEP:
        return SAMPLED.encode()
    table = pd.DataFrame({"learning.rate": [0.06, 0.12], "leverage.steepness": [2.0, 2.5]})
    if source == POINTS:
        return table.to_csv(index=False).encode()
    if source == DRAWS:
        written = io.BytesIO()
        table.to_parquet(written, index=False)
        return written.getvalue()
    return source.read_bytes()


def stopped(*given: object, **named: object) -> NoReturn:
    """Stand in for what runs a study: all input has been read."""
    raise StudyError("all input was read")


def tables_read(design: Design, workers: int) -> NoReturn:
    """Stand in for what runs a design, after the tables of its world have been read."""
    load_tables(design.scenarios[0].world.data_folder)
    stopped()


@pytest.fixture(autouse=True)
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_command, "run_design", tables_read)
    monkeypatch.setattr(routes_command, "make_at_once", stopped)
    monkeypatch.setattr(sweep_command, "make_sweep", stopped)
    monkeypatch.setattr(robustness_command, "make", stopped)


def prepared(folder: Path) -> Path:
    """Return a folder with what names a damaged file that no subcommand is given, and with all tables."""
    folder.mkdir()
    (folder / "mix.toml").write_text(MIX, encoding="utf-8")
    (folder / "world.toml").write_text(f'data = "."\n{WORLD.read_text(encoding="utf-8")}', encoding="utf-8")
    (folder / "sweep.toml").write_text('worlds = ["small"]\n[sample]\nfile = "points.csv"\n', encoding="utf-8")
    for table in TABLES:
        shutil.copy(table, folder)
    return folder


def case(number: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, int, str]:
    """Try one damaged file; return its kind, the exit status (70 for a fault) and what is wrong with how it ended."""
    rng = random.Random(SEED + number)
    kind = KINDS[number % len(KINDS)]
    source = rng.choice(kind.sources)
    path = folder / (kind.file or source.name)
    path.write_bytes(damaged(content_of(source), path.suffix, rng))
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    try:
        status = kind.use(path)
        told, wrong = capsys.readouterr().err, ""
        if status not in FINE:
            wrong = f"exit status {status}: {told}"
        elif status == 2 and not told.startswith("error: "):
            wrong = f"says not what is wrong: {told}"
        elif "\x1b" in told or "Traceback" in told or len(told) > LONGEST_MESSAGE:
            wrong = f"a message that is not for people: {told[:500]!r}"
    except Exception:
        status, wrong = faults.UNEXPECTED, traceback.format_exc(limit=-4)
    if before != {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}:
        wrong += "; files were written"
    path.unlink()
    if not kind.file:
        shutil.copy(source, path)
    return kind.name, status, wrong and f"case {number}, {kind.name} from {source.name}: {wrong}"


def try_all(numbers: range, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Try damaged files by number; each kind has to come, and most have to be refused."""
    folder = prepared(tmp_path / "case")
    found = [case(number, folder, capsys) for number in numbers]
    assert [wrong for _, _, wrong in found if wrong] == []
    refused = Counter(kind for kind, status, _ in found if status == 2)
    assert set(refused) == {kind.name for kind in KINDS}
    assert refused.total() > len(found) / 2


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_files_as_they_are_can_be_used(tmp_path: Path, kind: Kind) -> None:
    folder = prepared(tmp_path / "case")
    for source in kind.sources[:1]:
        path = folder / (kind.file or source.name)
        path.write_bytes(content_of(source))
        assert kind.use(path) in (0, 1)


def test_the_same_number_damages_in_the_same_way() -> None:
    content = content_of(TABLES[0])
    assert damaged(content, ".csv", random.Random(1)) == damaged(content, ".csv", random.Random(1))
    assert len({damaged(content, ".csv", random.Random(number)) for number in range(20)}) > 15


def test_damaged_files_are_used_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try_all(range(FEW), tmp_path, capsys)


@pytest.mark.slow
def test_many_damaged_files_are_used_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try_all(range(FEW, FEW + MANY), tmp_path, capsys)
