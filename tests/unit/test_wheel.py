"""The wheel: one import name, the same hashes and bytes as in a checkout, results where the user is."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import run
from experiments import api
from experiments.runs.manifest import code_hash, environment

ROOT = Path(__file__).resolve().parents[2]
RUN = ("run", "--mix", "3", "--world", "small", "--seed", "7")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the wheel was unpacked, as an installation does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def python(folder: Path, site: Path, *arguments: str) -> str:
    """Return what Python prints in a folder, with the unpacked wheel on its path; it has to end well."""
    surroundings = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1", "COLUMNS": "120"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_one_import_name(site: Path) -> None:
    names = {path.name for path in site.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"ketenimpact"}


def test_a_users_own_modules_do_not_meet_ours(site: Path, tmp_path: Path) -> None:
    for name in ("model", "experiments", "run"):
        (tmp_path / f"{name}.py").write_text("x = 1  # my own toy model\n", encoding="utf-8")
    (tmp_path / "cell.py").write_text(
        "import ketenimpact\n"
        'print(ketenimpact.simulate(ketenimpact.load("broad", world="small"), seed=1).series.shape[1])\n'
        "import model\n"
        "print(model.x)\n",
        encoding="utf-8",
    )
    assert python(tmp_path, site, "cell.py").split() == ["6", "1"]


def test_the_names_of_the_library_are_loaded_when_used(site: Path, tmp_path: Path) -> None:
    script = (
        "import sys, ketenimpact; print('pandas' in sys.modules); print(*ketenimpact.__all__, len(dir(ketenimpact)));"
        "from ketenimpact import *; print(compare.__module__)"
    )
    heavy, names, home = python(tmp_path, site, "-c", script).splitlines()
    assert (heavy, home) == ("False", "ketenimpact.experiments.api")
    assert names.split()[:-1] == api.__all__


def test_hashes_are_those_of_the_checkout(site: Path, tmp_path: Path) -> None:
    script = (
        "import json; from ketenimpact.experiments.runs.manifest import code_hash, environment;"
        "print(json.dumps([code_hash('model'), code_hash('experiments'), environment()]))"
    )
    found = json.loads(python(tmp_path, site, "-c", script))
    assert found == [code_hash("model"), code_hash("experiments"), environment()]


def test_the_command_is_called_by_its_name(site: Path, tmp_path: Path) -> None:
    told = python(tmp_path, site, "-m", "ketenimpact", "--help")
    assert told.startswith("usage: ketenimpact ")
    assert "python run.py" not in told


@pytest.mark.parametrize("verb", ["reproduce", "document"])
def test_what_needs_a_checkout_says_so(site: Path, tmp_path: Path, verb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ketenimpact", verb, "--check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {verb}: works on a checkout")


def test_results_are_those_of_the_checkout_and_lie_where_the_user_is(site: Path, tmp_path: Path) -> None:
    python(tmp_path, site, "-m", "ketenimpact", *RUN)
    (found,) = (tmp_path / "results").iterdir()
    assert run.main([*RUN, "--out", str(tmp_path / "checkout")]) == 0
    for path in sorted((tmp_path / "checkout").iterdir()):
        assert (found / path.name).read_bytes() == path.read_bytes(), path.name
