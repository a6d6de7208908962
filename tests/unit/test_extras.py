"""A package that is missing is one line on what to install, and exit status 2."""

import subprocess
import sys
from pathlib import Path

import pytest

from experiments.cli.extras import EXTRAS, advice

ROOT = Path(__file__).resolve().parents[2]


def missing(name: str) -> ModuleNotFoundError:
    return ModuleNotFoundError(f"No module named '{name}'", name=name)


@pytest.mark.parametrize(
    ("package", "extra"),
    [("distributed.client", "cluster"), ("ema_workbench", "discover"), ("shiny", "dashboard")],
)
def test_a_package_of_an_extra_names_the_extra(package: str, extra: str) -> None:
    told = advice(missing(package))
    assert told.startswith(f"the package {package.partition('.')[0]} is not installed")
    assert told.endswith(f'pip install ".[{extra}]"')


def test_any_other_package_leads_to_the_set_up() -> None:
    assert advice(missing("numpy")).endswith("`python run.py --setup` installs what the program needs")


@pytest.mark.parametrize("name", ["model.no_such", "experiments", "ketenimpact.model.no_such"])
def test_a_missing_module_of_our_own_is_no_matter_of_installing(name: str) -> None:
    assert advice(missing(name)) == ""


@pytest.mark.parametrize(
    ("hidden", "arguments"),
    [
        ("ema_workbench", ["discover", "--world", "small"]),
        ("shiny", ["dashboard", "--no-browser"]),
        ("pandas", ["list", "mixes"]),
    ],
)
def test_a_verb_without_its_package_says_so_in_one_line(hidden: str, arguments: list[str]) -> None:
    script = f"import sys; sys.modules[{hidden!r}] = None; import run; raise SystemExit(run.main({arguments}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {advice(missing(hidden))}\n"


def test_every_extra_is_declared() -> None:
    assert set(EXTRAS.values()) == {"cluster", "dashboard", "discover"}
