"""What the documents tell a reader to do works: commands, Python, files and links.

Blocks marked `console` and `python` are run in the order of the page; blocks marked `toml PATH` are first written to
that path. The quick tests run them in this process and pass over blocks after `<!-- slow -->`; the slow ones run all
of them as a reader would, each in a process of its own, in a copy of the project.
"""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

import run
from experiments import api
from experiments.cli.parser import VERBS, build_parser, with_verb
from experiments.runs.store import read_csv
from model import catalogue
from model.parameters import declared, groups
from model.schedule import STEP

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = ["README.md", "CONTRIBUTING.md", *sorted(path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md"))]
PARTS = ("run.py", "model", "experiments", "scenarios", "docs", "results/reference", "results/reference-pressure")
BLOCK = re.compile(r"(?P<slow><!-- slow -->\n)?```(?P<mark>[^\n]*)\n(?P<body>.*?)\n```", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
COMMAND = re.compile(r"python run\.py((?: [^`\n\"]*)?)")
PLACEHOLDER = re.compile(r"--setup|\b[A-Z]{2,}\b|\$")
"""What a command has that is no command of its own, or has a gap to fill."""
SET_UP = ("python run.py --setup", "python run.py --setup test")
"""What a newcomer gives in a fresh clone: for the default study, and for the tests."""
PUBLISHED = "results/reference"
PICTURES = "docs/pictures/"
WIDEST = 120
LEADS = (("expected", "broad", 2035), ("as_enacted", "broad_eu", 2035))
"""Course, mix and year of the leads that the README reports."""
GAIN = ("diff", "diff_lo", "diff_hi")
ROBUST = (
    ("chain_impact_dutch", "broad"),
    ("chain_impact_dutch", "broad_eu"),
    ("level_playing_field_eu", "broad_eu"),
)
"""Outcomes and mixes whose shares of draws the README reports."""


@dataclass(frozen=True)
class Block:
    """A fenced block: the kind, the path that goes with it, the text, and whether it takes long."""

    kind: str
    path: str
    body: str
    slow: bool


def blocks(text: str) -> Iterator[Block]:
    for found in BLOCK.finditer(text):
        kind, _, path = found["mark"].partition(" ")
        yield Block(kind, path, found["body"], found["slow"] is not None)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def without_blocks(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", BLOCK.sub("", text))


def headings(text: str) -> set[str]:
    """Return the anchors of a page, as code hosts make them from headings."""
    found = re.findall(r"^#+ (.+)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the product, with room beside it for a reader's own files."""
    copy = tmp_path / "ketenimpact"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / part, copy / part)
    (copy / "ketenimpact.py").write_text("from experiments.api import *\n", encoding="utf-8")  # as if it were installed
    return copy


def write(block: Block, folder: Path) -> None:
    path = folder / block.path
    path.parent.mkdir(exist_ok=True)
    path.write_text(block.body + "\n", encoding="utf-8", newline="\n")


def commands(block: Block) -> Iterator[list[str]]:
    """Yield the arguments of each line of a console block; every line starts Python."""
    for line in block.body.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "python", line
        yield arguments


def front_door(arguments: list[str]) -> int:
    """Return the exit status of the front door, which `--help` leaves by an exception."""
    try:
        return run.main(arguments)
    except SystemExit as left:
        return int(left.code or 0)


def script(block: Block, folder: Path) -> Path:
    path = folder / "block.py"
    path.write_text(block.body + "\n", encoding="utf-8", newline="\n")
    return path


def start(arguments: list[str], folder: Path) -> None:
    """Run Python in a process of its own; it has to end well."""
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONUTF8": "1", "PYTHONPATH": str(folder)}
    environment.pop("LOKY_MAX_CPU_COUNT", None)  # a reader's studies use every core
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


FOLLOWED = [page for page in PAGES if any(each.kind in ("console", "python") for each in blocks(read(page)))]


def test_blocks_are_read_as_they_should() -> None:
    text = "a\n<!-- slow -->\n```console\npython run.py\n```\nb\n```toml x/y.toml\nz = 1\n```\n```\nplain\n```\n"
    assert list(blocks(text)) == [
        Block("console", "", "python run.py", True),
        Block("toml", "x/y.toml", "z = 1", False),
        Block("", "", "plain", False),
    ]


def test_the_pages_for_doing_are_followed() -> None:
    assert {"README.md", "docs/tour.md", "docs/how-to.md"} <= set(FOLLOWED)


@pytest.mark.parametrize("page", FOLLOWED)
def test_what_a_page_says_can_be_done(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ketenimpact"
    for needed in ("docs/examples", "results/reference-pressure"):
        shutil.copytree(ROOT / needed, folder / needed)
    monkeypatch.chdir(folder)
    monkeypatch.setitem(sys.modules, "ketenimpact", api)
    for block in blocks(read(page)):
        if block.slow:
            continue
        if block.kind == "toml":
            write(block, folder)
        elif block.kind == "console":
            for program, *arguments in commands(block):
                assert program == "run.py"
                assert front_door(arguments) == 0, arguments
        elif block.kind == "python":
            runpy.run_path(str(script(block, folder)), run_name="__main__")


@pytest.mark.slow
@pytest.mark.parametrize("page", FOLLOWED)
def test_what_a_page_says_can_be_done_from_a_fresh_copy(page: str, checkout: Path) -> None:
    for block in blocks(read(page)):
        if block.kind == "toml":
            write(block, checkout)
        elif block.kind == "console":
            for arguments in commands(block):
                start(arguments, checkout)
        elif block.kind == "python":
            start([str(script(block, checkout))], checkout)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_can_be_given(page: str) -> None:
    parser = build_parser()
    for found in COMMAND.findall(read(page)):
        if not PLACEHOLDER.search(found):
            try:
                parser.parse_args(with_verb(shlex.split(found)))
            except SystemExit as left:  # of --help
                assert left.code == 0, found


@pytest.mark.parametrize("page", PAGES)
def test_blocks_have_a_known_mark(page: str) -> None:
    known = {"", "console", "python", "toml", "text"}
    assert {each.kind for each in blocks(read(page))} <= known
    assert all(each.path for each in blocks(read(page)) if each.kind == "toml")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    here = (ROOT / page).parent
    for found in LINK.finditer(without_blocks(read(page).replace("[`", "[").replace("`]", "]"))):
        target, _, anchor = found["target"].partition("#")
        if target.startswith(("https://", "http://")):
            continue
        path = (here / target).resolve() if target else ROOT / page
        assert path.exists(), f"{page}: {found['target']}"
        if anchor:
            assert anchor in headings(path.read_text(encoding="utf-8")), f"{page}: {found['target']}"


@pytest.mark.parametrize("page", ["README.md", "docs/tour.md", "docs/how-to.md", "docs/model.md", "docs/sweeps.md"])
def test_lines_are_short(page: str) -> None:
    lines = enumerate(read(page).splitlines(), start=1)
    assert [number for number, line in lines if len(line) > WIDEST and not line.startswith("|")] == []


def test_the_readme_gives_the_two_lines_to_start_with() -> None:
    plain = [each.body for each in blocks(read("README.md")) if each.kind == ""]
    assert plain[:2] == list(SET_UP)


def test_the_checks_of_a_fresh_clone_run_the_readmes_two_lines() -> None:
    lines = read(".ci/run").splitlines()
    assert [line for line in lines if line in SET_UP] == list(SET_UP)


def test_the_readme_shows_a_published_figure() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", read("README.md"))
    assert shown
    assert any(each.startswith(PUBLISHED) for each in shown)
    assert all(each.startswith((PUBLISHED, PICTURES)) and each.endswith(".png") for each in shown)


def test_the_readme_has_every_command_in_its_table() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", read("README.md"), re.MULTILINE)
    assert sorted(re.findall(r"`([^`]+)`", " ".join(rows))) == sorted(VERBS)


def number(table: pd.DataFrame, column: str, *key: object) -> float:
    """Return a number of a table by its first columns."""
    for name, wanted in zip(table.columns, key, strict=False):
        table = table[table[name] == wanted]
    return float(table[column].iloc[0])


def test_what_the_readme_says_of_the_published_runs_is_what_they_say() -> None:
    summary = read_csv(ROOT / PUBLISHED / "summary.csv")
    change = summary.loc[summary["outcome"] == "chain_impact_change_dutch", ["course", "mix", "year", *GAIN, "mean"]]
    risen = 100 * number(change, "mean", "expected", "null_option", 2035)
    expected, enacted = ([100 * number(change, column, *lead) for column in GAIN] for lead in LEADS)
    folder = ROOT / f"{PUBLISHED}-robustness"
    shares = ["first", "first_lo", "first_hi", "first_relevant"]
    ranks, pairs = read_csv(folder / "ranks.csv"), read_csv(folder / "pairwise.csv")
    last = ranks.loc[(ranks["sample"] == "ensemble") & (ranks["year"] == 2035), ["outcome", "option", *shares]]
    broad, european, field = ([100 * number(last, column, *key) for column in shares] for key in ROBUST)
    gains = ["median_gain", "gain_p5", "gain_p95"]
    over = pairs.loc[(pairs["sample"] == "ensemble") & (pairs["year"] == 2035), ["outcome", "option", "other", *gains]]
    outcome, mix = ROBUST[0]
    median, high, low = (-100 * number(over, column, outcome, "null_option", mix) for column in gains)
    page = " ".join(read("README.md").replace("−", "-").split())
    for written in (
        f"{'rises' if risen > 0 else 'falls'} by {abs(risen):.2f} of 100 points from 2019 to 2035",
        "({:+.2f}, 90% interval over seeds {:+.2f} to {:+.2f})".format(*expected),
        "({:+.2f}, {:+.2f} to {:+.2f})".format(*enacted),
        "mix 3 is first in {:.0f}% [{:.0f}–{:.0f}]".format(*broad),
        "mix 3E in {:.0f}% [{:.0f}–{:.0f}]".format(*european),
        f"in {broad[3]:.0f}% and {european[3]:.0f}%",
        f"{median:+.2f} at the median ({low:+.2f} to {high:+.2f} in nine of ten draws)",
        "under mix 3E in {:.0f}% [{:.0f}–{:.0f}] of draws, by a size that matters in {:.0f}%".format(*field),
    ):
        assert written in page


def test_the_model_page_has_every_process_in_its_order() -> None:
    text = read("docs/model.md")
    submodels = text[text.index("## 7 Submodels") : text.index("## 8 Outcomes")]
    assert re.findall(r"^### (.+)$", submodels, re.MULTILINE) == [process.name for process in STEP]


@pytest.mark.parametrize(
    "page", ["README.md", "docs/model.md", "docs/how-to.md", "docs/tour.md", "docs/sweeps.md", "docs/pressure.md"]
)
def test_parameters_named_on_a_page_exist(page: str) -> None:
    catalogue.load()
    named = {name for name in re.findall(r"`([a-z_]+\.[a-z_]+)`", read(page)) if name.split(".")[0] in groups()}
    assert named - set(declared()) == set()


def test_the_model_page_names_parameters() -> None:
    catalogue.load()
    assert len(set(re.findall(r"`([a-z_]+\.[a-z_0-9]+)`", read("docs/model.md"))) & set(declared())) > 30
