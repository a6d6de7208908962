"""The page on evidence: verdicts from a validation, sources of parameters, what the ensemble narrows, and misfits."""

import shutil
from pathlib import Path

import numpy as np
import pytest

import run
from experiments.cli import validate_command
from experiments.runs.ensemble import Ensemble
from experiments.runs.store import read_csv
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import uncertain_factors
from experiments.studies.validation import analysis
from experiments.studies.validation.design import targets
from experiments.tools import evidence
from experiments.tools.evidence import NOT_YET, VALIDATION, evidence_page
from experiments.tools.pedigree import PEDIGREE, narrowing, pedigree
from model.errors import InputError
from model.inputs.misfits import MISSED, NOT_COMPARED, Misfit, read_misfits
from model.inputs.table_format import DATA_FOLDER
from model.observations import read_observations
from model.parameters import Parameter, declared
from model.schedule import STEP
from tests.unit import validation_parts
from tests.unit.validation_parts import FAR, MOVED


def section(page: str, title: str) -> str:
    """Return a section of a page, up to the next."""
    return page.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a validation of the stand-in, with enough draws to see what moves what."""
    folder = tmp_path_factory.mktemp("published")
    words = ["validate", "--sample", "prior", "--sample", "defaults", "--draws", "40", "--workers", "1"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "observe", validation_parts.observe)
        patch.setattr(validate_command, "drawings", lambda finished, language: {})
        assert run.main([*words, "--out", str(folder / "study")]) == 0
    return folder / "study"


@pytest.fixture(scope="module")
def page(published: Path) -> str:
    return "\n".join(evidence_page(published, published / "largest_effects.csv"))


def test_what_is_not_there_yet_is_said(tmp_path: Path) -> None:
    text = "\n".join(evidence_page(tmp_path / "none", tmp_path / "none.csv"))
    assert text.count(NOT_YET) == 3
    assert "Which observations a process moves is not yet published." in text


def test_verdicts_and_intervals_come_from_the_published_tables(page: str, published: Path) -> None:
    rows = read_csv(published / "targets.csv")
    shown = section(page, "Targets")
    assert [line.split(" | ")[0].strip("| ") for line in shown.splitlines() if line.startswith("| T")] == list(
        targets()
    )
    count = int((rows.loc[rows["sample"] == "prior", "verdict"] == "inside").sum())
    assert f"| prior | {count} | " in shown
    assert "| T18 | Very large global firms scoring zero on human-rights due diligence | outside | outside |" in shown
    assert "kept apart from the fit the 80% interval holds" in shown
    observed = section(page, "Observations")
    assert sum(line.startswith("| T") for line in observed.splitlines()) == len(read_observations())
    far = next(line for line in observed.splitlines() if line.startswith(f"| {FAR} "))
    assert "0.46 ±0.08" in far
    assert far.endswith("*–* |")


def test_largest_effects_are_shown_as_they_are(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "largest.csv"
    path.write_text("observation,old rules,new rules\nT19-a,0.1,\n", encoding="utf-8")
    shown = section("\n".join(evidence_page(published, path)), "Largest effects that the rules allow")
    assert "| observation | old rules | new rules |" in shown
    assert "| T19-a | 0.1 | – |" in shown


def test_processes_name_the_observations_that_their_parameters_move(page: str) -> None:
    lines = [line for line in section(page, "What each process rests on").splitlines() if line.startswith("| ")][1:]
    assert [line.split(" | ")[0].strip("| ") for line in lines] == [each.name for each in STEP]
    leverage = next(line for line in lines if line.startswith("| leverage "))
    assert MOVED in leverage
    assert sum(MOVED in line for line in lines) < len(lines) / 2
    assert "T25-2016" not in leverage


def test_what_a_source_is() -> None:
    def of(source: str, role: str = "uncertain") -> str:
        parts = {"legal": (0.0, 1.0), "plausible": (0.0, 1.0), "unit": "-", "meaning": "m"}
        return pedigree(Parameter("a.b", 0.0, source=source, role=role, **parts))  # type: ignore[arg-type]

    assert of("covenants.csv: mostly three to five years") == "measured"
    assert of("derived: 34 cases concluded in 2018 (OECD Watch 2019)") == "measured"
    assert of("Axtell 2001, Science 293") == "literature"
    assert of("assumption; fitted (docs/calibration.md)") == "fitted"
    assert of("assumption") == "assumption"
    assert of("definition") == "definition"
    known = [each for each in declared().values() if each.role != "switch"]
    assert {pedigree(each) for each in known} == set(PEDIGREE)


def test_the_page_has_every_parameter_once(page: str) -> None:
    shown = section(page, "Pedigree of the parameters")
    for each in declared().values():
        assert shown.count(f"| `{each.name}` |") == (each.role != "switch"), each.name


def test_an_ensemble_that_is_the_prior_narrows_nothing_and_half_the_range_narrows_to_half() -> None:
    first = next(each for each in uncertain_factors() if each.low < each.default < each.high)
    middle = (first.low + first.high) / 2
    count = 4001
    whole = np.interp(np.linspace(0, 1, count), (0.0, 0.5, 1.0), (first.low, first.default, first.high))
    weights = np.full(count, 1 / count)
    own = Points((first.name,), whole[:, np.newaxis])
    assert narrowing(Ensemble("x", own, weights, "", "own"))[first.name] == pytest.approx(1.0, abs=0.01)
    half = Points((first.name,), ((whole + middle) / 2)[:, np.newaxis])
    assert narrowing(Ensemble("x", half, weights, "", "own"))[first.name] == pytest.approx(0.5, abs=0.01)
    heavy = np.where(np.arange(count) == 7, 1.0, 0.0)
    assert narrowing(Ensemble("x", own, heavy, "", "own"))[first.name] == 0.0


def copied(tmp_path: Path, text: str) -> Path:
    shutil.copy(DATA_FOLDER / "calibration_targets.csv", tmp_path)
    (tmp_path / "misfits.csv").write_text(f"target,status,mechanism,tried,left\n{text}\n", encoding="utf-8")
    return tmp_path


def test_misfits_are_read_strictly(tmp_path: Path) -> None:
    assert read_misfits(copied(tmp_path, "T03,missed,a,b,c")) == (Misfit("T03", MISSED, "a", "b", "c"),)
    for row, message in (
        ("T99,missed,a,b,c", "unknown target 'T99'"),
        ("T03,mised,a,b,c", "did you mean 'missed'"),
        ("T03,missed,,b,c", "mechanism"),
        ("T03,missed,a,b,c\nT03,missed,a,b,d", "each key once"),
    ):
        with pytest.raises(InputError, match=message):
            read_misfits(copied(tmp_path, row))


def test_every_target_without_an_observation_says_why() -> None:
    told = {each.target for each in read_misfits() if each.status == NOT_COMPARED}
    assert told == set(targets()) - {each.target for each in read_observations()}


def without_row(folder: Path) -> set[str]:
    """Return the targets that a published validation misses and for which no misfit is recorded."""
    rows = read_csv(folder / "targets.csv")
    sample = "ensemble" if "ensemble" in set(rows["sample"]) else "prior"
    missed = rows[(rows["sample"] == sample) & rows["verdict"].isin(["outside", "in part"])]
    return set(missed["target"]) - {each.target for each in read_misfits() if each.status == MISSED}


def test_a_miss_without_a_row_would_be_seen(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.unit.test_evidence.read_misfits", lambda: ())
    assert "T18" in without_row(published)


@pytest.mark.skipif(not (VALIDATION / "targets.csv").is_file(), reason="no validation is published yet")
def test_every_published_miss_names_a_mechanism_and_what_was_tried() -> None:
    assert without_row(VALIDATION) == set()


def test_the_page_is_about_the_published_validation() -> None:
    assert evidence.VALIDATION.name == "reference-validation"
