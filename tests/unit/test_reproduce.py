"""`reproduce`: what it lists, figures and tables by their short names, its log, and what it says of differences."""

import json
import math
import shlex
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import run
from experiments.cli import reproduce_command
from experiments.report.progress import log, logged, progress
from experiments.runs import design_runs
from experiments.runs.store import read_csv, write_json
from experiments.studies.comparison import analysis
from experiments.studies.comparison.figures import drawing
from experiments.tools import published_studies
from experiments.tools.published_studies import PUBLISHED, Published, exhibits, time_said
from experiments.tools.reproduce import FileResult, verdict
from tests.unit import fake_model

MIXES = ("--mix", "null_option", "--mix", "broad", "--course", "expected")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reviewers.md"
SMALL = ("compare", "--world", "small", "--replicates", "2", *MIXES)


def folder_of(place: Path, *names: str) -> Path:
    for name in names:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return place


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def plain_figure(height: float) -> Figure:
    return Figure(figsize=(2, height))


def drawings(finished: object, language: str) -> dict[str, Callable[[], Figure]]:
    return {f"{number}_plain": partial(plain_figure, number) for number in (1, 2)}


@pytest.fixture(scope="module", autouse=True)
def small_work() -> Iterator[None]:
    """Replace the model, and draw few figures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "run_design", partial(design_runs.run_design, simulator=fake_model.simulate))
        patch.setattr(drawing, "drawings", drawings)
        yield


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "reference"
    assert run.main([*SMALL, "--out", str(folder), "--workers", "1"]) == 0
    return folder


@pytest.fixture
def published(study: Path, monkeypatch: pytest.MonkeyPatch) -> Published:
    made = Published(study, SMALL)
    monkeypatch.setattr(reproduce_command, "PUBLISHED", {"compare": made})
    return made


def test_figures_and_tables_are_numbered_through_all_studies(tmp_path: Path) -> None:
    one = folder_of(tmp_path / "one", "figures/10_b.png", "figures/2_a_b.png", "figures/2_a_b.svg", "b.csv", "a.csv")
    two = folder_of(tmp_path / "two", "figures/1_c.png", "c.csv", "d.parquet")
    studies: Mapping[str, Published] = {
        "compare": Published(one, ()),
        "routes": Published(tmp_path / "no", ()),
        "ablate": Published(two, ()),
    }
    found = exhibits(studies)
    assert {name: (each.study, each.place) for name, each in found.items()} == {
        "fig-1": ("compare", "figures/2_a_b.png"),
        "fig-2": ("compare", "figures/10_b.png"),
        "fig-3": ("ablate", "figures/1_c.png"),
        "tab-1": ("compare", "a.csv"),
        "tab-2": ("compare", "b.csv"),
        "tab-3": ("ablate", "c.csv"),
    }
    assert found["fig-1"].about == "a b"
    assert found["fig-1"].places == ("figures/2_a_b.png", "figures/2_a_b.svg")
    assert found["tab-3"].places == ("c.csv",)


def test_every_published_figure_and_table_has_a_name() -> None:
    places = {(each.study, each.place) for each in exhibits(PUBLISHED).values()}
    for name, each in PUBLISHED.items():
        drawn = {(name, f"figures/{path.name}") for path in each.folder.glob("figures/*.png")}
        assert drawn | {(name, path.name) for path in each.folder.glob("*.csv")} <= places


@pytest.mark.parametrize("words", [[], ["--list"], ["--list", "--check"]])
def test_without_a_name_it_lists_and_runs_nothing(
    words: list[str], published: Published, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reproduce_command, "make", None)
    published_studies.record_time("compare", published, 185.4, 2)
    assert run.main(["reproduce", *words]) == 0
    shown = said(capsys)
    assert "fig-1 " in shown
    assert "tab-1 " in shown
    assert "python run.py compare --world small" in shown
    assert shown.count("3 minutes on 2 cores") == 1 + len(exhibits({"compare": published}))


def test_a_time_is_kept_by_study(tmp_path: Path) -> None:
    one, two = Published(tmp_path / "one", ()), Published(tmp_path / "two", ())
    assert time_said("compare", one) == "not measured"
    published_studies.record_time("compare", one, 59.6, 1)
    published_studies.record_time("ablate", two, 7200.0, 4)
    published_studies.record_time("compare", one, 31.2, 2)
    assert time_said("compare", one) == "31 seconds on 2 cores"
    assert time_said("ablate", two) == "2 hours on 4 cores"
    assert list(read_csv(tmp_path / "times.csv").columns) == ["study", "seconds", "cores"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["fig-999"], "unknown study, figure or table 'fig-999'"),
        (["comparee"], "did you mean 'compare'?"),
        (["tab-1", "--from-data"], "tab-1 is a table"),
        (["fig-2", "--check", "--from-data"], "--from-data: not allowed with argument --check"),
    ],
)
def test_what_cannot_be_made_is_refused(
    words: list[str], error: str, published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "again"
    assert run.main(["reproduce", *words, "--out", str(out)]) == 2
    assert error in capsys.readouterr().err
    assert not out.exists()


def test_a_figure_and_a_table_are_made_with_one_run_of_their_study(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "again"
    before = sorted(path.name for path in published.folder.parent.iterdir())
    assert run.main(["reproduce", "fig-2", "tab-1", "--workers", "1", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["compare", "fig-2.png", "fig-2.svg", "log.txt", "tab-1.csv"]
    named = exhibits({"compare": published})
    for name, suffix in (("fig-2", ".png"), ("tab-1", ".csv")):
        assert (out / f"{name}{suffix}").read_bytes() == (published.folder / named[name].place).read_bytes()
    shown = said(capsys)
    assert shown.count("python run.py compare") == 1
    assert "all 3 files agree" in shown
    assert sorted(path.name for path in published.folder.parent.iterdir()) == before
    kept = (out / "log.txt").read_text(encoding="utf-8")
    assert "python run.py compare --world small" in kept
    assert "4 of 4 runs" in kept or "runs, " in kept
    assert "took " in kept
    assert f"ok   {named['tab-1'].place}: identical" in kept


def test_a_study_of_the_user_is_not_replaced(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "compare"
    own.mkdir()
    for name in ("manifest.json", "design.json"):
        write_json(own / name, {"verb": "compare", "study_id": "mine"})
        assert run.main(["reproduce", "compare", "--check", "--out", str(tmp_path)]) == 2
        assert "holds another study (mine) than the published" in capsys.readouterr().err
        (own / name).unlink()


def test_a_figure_is_drawn_from_stored_tables(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reproduce_command, "make", None)
    out = tmp_path / "again"
    assert run.main(["reproduce", "fig-2", "--from-data", "--workers", "1", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["fig-2.png", "fig-2.svg", "log.txt"]
    assert "all 2 files agree" in said(capsys)
    first, *_ = (out / "log.txt").read_text(encoding="utf-8").splitlines()
    assert first.endswith(" python run.py reproduce fig-2 --from-data")


def test_a_check_says_how_much_a_number_is_beside_its_interval(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = published.folder / "claims.csv"
    text = path.read_text(encoding="utf-8")
    table = read_csv(path)
    row = int(((table["hi"] - table["lo"]) > 0).to_numpy().argmax())
    half = (table["hi"] - table["lo"]).iloc[row] / 2
    changed = table.copy()
    changed.loc[row, "estimate"] += half / 4
    changed.to_csv(path, index=False, lineterminator="\n")
    try:
        status = run.main(["reproduce", "--check", "--workers", "1", "--out", str(tmp_path / "again")])
    finally:
        path.write_text(text, encoding="utf-8", newline="\n")
    shown = said(capsys)
    assert status == 1
    assert f"FAIL claims.csv: differs on the same platform: column estimate, row {row + 1} " in shown
    assert "at most 0.25 of half an interval (within it), most in claims.csv" in shown
    assert json.loads((tmp_path / "again" / "compare" / "manifest.json").read_text(encoding="utf-8"))


def test_the_verdict_names_the_table_that_differs_most() -> None:
    fine, odd = FileResult("a", True, ""), FileResult("b", False, "other columns")
    large, small = FileResult("c", False, "", 2.0), FileResult("d", False, "", 0.05)
    assert verdict([fine]) == "all 1 files agree"
    assert verdict([fine, odd]) == "1 of 2 files differ"
    assert math.isnan(odd.beside)
    assert verdict([small, odd, large]).endswith("at most 2 of half an interval (beyond it), most in c")


def test_progress_is_in_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "log.txt"
    with logged(path), progress(40) as report:
        log("begun")
        report(2)
        assert "2 of 40 runs" in path.read_text(encoding="utf-8")
        report(38)
    log("after")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line[20:].split(",")[0] for line in lines] == ["begun", "2 of 40 runs", "40 of 40 runs"]
    assert capsys.readouterr().err.count("runs") == 1


def test_the_commands_of_the_page_for_reviewers_can_be_given(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reproduce_command, "OUT", tmp_path / "reproduced")
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("python run.py ")]
    set_up, *commands = [shlex.split(line)[2:] for line in lines]
    assert set_up[:1] == ["--setup"]
    assert lines[0] in (PAGE.parents[1] / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert len(commands) > 4
    for words in commands:
        assert run.main(words) == 0, words
    assert (tmp_path / "my-check" / "tab-2.csv").is_file()
    assert (tmp_path / "reproduced" / "log.txt").is_file()
    page = PAGE.read_text(encoding="utf-8")
    for word in ("small beside it", "within it", "beyond it", "identical", "differs on the same platform"):
        assert word in " ".join(page.replace("*", "").split())
