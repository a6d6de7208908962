"""Studies whose process is killed at any moment: the same bytes after going on, no process and no file left behind."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from experiments.runs.chunk_store import chunks_in
from experiments.runs.holdings import holding
from tests.unit.sweep_files import everything, write
from tests.unit.test_engine import tiny_world

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50
PATIENCE = 30
LONGEST = 12.0
"""Seconds after which a process is killed at the latest."""
MIXES = ("--mix", "null_option", "--mix", "broad")
ANALYSIS = (*MIXES, "--outcome", "chain_impact_dutch", "--yes", "--workers", "2")


def commands(folder: Path) -> dict[str, list[str]]:
    """Return a small study of each kind."""
    world = ["--world", tiny_world(folder)]
    text = 'mixes = ["null_option", "broad"]\nworlds = ["tiny.toml"]\nreplicates = 24\n'
    sweep = str(write(folder, text + '[record]\noutcomes = ["chain_impact_dutch"]\n'))
    return {
        "sweep": ["sweep", sweep, "--workers", "2"],
        "robustness": ["robustness", *world, *ANALYSIS, "--points", "8", "--scanned", "0"],
        "sensitivity": ["sensitivity", *world, *ANALYSIS, "--samples", "8", "--trajectories", "2"],
        "ablate": ["ablate", *world, *ANALYSIS, "--replicates", "1", "--factorial-replicates", "1"],
        "compare": ["compare", *world, *MIXES, "--replicates", "16", "--workers", "2", "--yes"],
        "routes": ["routes", *world, *MIXES, "--futures", "16", "--workers", "2", "--yes"],
    }


def start(words: list[str], out: Path) -> subprocess.Popen[bytes]:
    """Begin a study in a process of its own."""
    command = [sys.executable, str(ROOT / "run.py"), *words, "--out", str(out)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the processes that a process has started."""
    try:
        return psutil.Process(process.pid).children(recursive=True)  # type: ignore[no-any-return]
    except psutil.NoSuchProcess:
        return []


def killed_after(seconds: float, words: list[str], out: Path) -> None:
    """Kill a study after some time and see that its workers end."""
    process = start(words, out)
    until = time.monotonic() + seconds
    children: list[psutil.Process] = []
    while time.monotonic() < until and process.poll() is None:
        children = family(process) or children
        time.sleep(0.05)
    children = family(process) or children
    process.kill()
    process.wait(PATIENCE)
    _, alive = psutil.wait_procs(children, PATIENCE)
    assert alive == []


@pytest.mark.slow
@pytest.mark.parametrize("study", ["sweep", "robustness", "sensitivity", "ablate", "compare", "routes"])
def test_a_study_that_is_killed_again_and_again_comes_out_the_same(study: str, tmp_path: Path) -> None:
    words = commands(tmp_path)[study]
    began = time.monotonic()
    assert start(words, tmp_path / "expected").wait() == 0
    longest = min(LONGEST, time.monotonic() - began)
    generator = random.Random(study)
    for _ in range(KILLS // 6 + 1):
        killed_after(generator.uniform(0.0, longest), words, tmp_path / "out")
        if holding(tmp_path / "out") == "finished":
            assert everything(tmp_path / "out") == everything(tmp_path / "expected")
            shutil.rmtree(tmp_path / "out")
    was = holding(tmp_path / "out")
    assert start(words, tmp_path / "out").wait() == (2 if was == "finished" and study != "sweep" else 0)
    assert everything(tmp_path / "out") == everything(tmp_path / "expected")
    names = {path.name for path in tmp_path.iterdir()}
    assert names <= {"expected", "out", "tiny.toml", "sweep.toml"}


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of Unix")
@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.slow)])
def test_a_request_to_end_is_like_ctrl_c(name: str, tmp_path: Path) -> None:
    words, out = commands(tmp_path)["sweep"], tmp_path / "out"
    process = start(words, out)
    until = time.monotonic() + 4 * PATIENCE
    while not chunks_in(out) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.02)
    children = family(process)
    process.send_signal(getattr(signal, name))
    status = process.wait(PATIENCE)
    _, alive = psutil.wait_procs(children, PATIENCE)
    assert status in (0, 130) and alive == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sweep.toml", "tiny.toml"]
