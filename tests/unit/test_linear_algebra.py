"""Linear algebra is of one kind on all processors that have it."""

import os
import subprocess
import sys

import pytest

from experiments import linear_algebra
from experiments.linear_algebra import CHOSEN, KERNELS, choose_kernels
from experiments.place import ROOT
from experiments.runs.manifest import environment

USED = "import run, os; run.main(['list', 'mixes']); import numpy; from threadpoolctl import threadpool_info; "
SHOWN = f"print(*[each['architecture'] for each in threadpool_info()], os.environ.get('{CHOSEN}'), sep='|')"


def kernels_of(chosen: dict[str, str]) -> str:
    """Return what a process of its own uses."""
    others = {name: value for name, value in os.environ.items() if name != CHOSEN}
    words = [sys.executable, "-c", f"{USED}{SHOWN}"]
    found = subprocess.run(words, cwd=ROOT, env={**others, **chosen}, capture_output=True, text=True, check=True)
    return found.stdout.splitlines()[-1]


@pytest.mark.skipif(sys.platform != "linux" or not linear_algebra._has_avx2(), reason="needs Linux and AVX2")
def test_kernels_are_chosen_before_numpy_is_loaded_unless_the_user_did() -> None:
    assert kernels_of({}).endswith(f"{KERNELS}|{KERNELS}")
    assert kernels_of({CHOSEN: "Nehalem"}).endswith("Nehalem|Nehalem")


def test_nothing_is_chosen_once_numpy_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOSEN, raising=False)
    monkeypatch.setitem(sys.modules, "numpy", sys)
    choose_kernels()
    assert CHOSEN not in os.environ


def test_other_kernels_are_in_the_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    known = environment()["processor_features"]
    found = [{"internal_api": "openblas", "architecture": each} for each in (KERNELS, "SkylakeX")]
    monkeypatch.setattr("experiments.runs.manifest.threadpool_info", lambda: found)
    assert set(environment()["processor_features"]) - set(known) <= {"SkylakeX"}
    assert "SkylakeX" in environment()["processor_features"]
