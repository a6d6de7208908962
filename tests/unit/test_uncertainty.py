"""What uncertainty analyses share: factors, samples, answers as an array, and studies that go on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.runs.engine import ThisMachine
from experiments.runs.errors import StudyError
from experiments.runs.holdings import CHECKSUMS
from experiments.runs.places import chosen_folder
from experiments.runs.store import MANIFEST, read_manifest
from experiments.runs.sweeps import estimate
from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.studies.common.factors import (
    SIMULATED_POLITICS,
    Factor,
    chosen_factors,
    prior_sample,
    scaled,
    uncertain_factors,
)
from experiments.studies.common.model_outputs import Option, Responses, milestone_years, replicates_of
from experiments.studies.common.specification import SEEDS_APART, OwnSeeds, Question, Subject, load_subject, study_id
from experiments.studies.common.study import OpenStudy, Way, design_of, open_study
from experiments.studies.sensitivity.findings import find
from experiments.studies.sensitivity.options import SensitivityOptions
from model.errors import InputError
from model.parameters import declared
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import fake_sweep
from tests.unit.sensitivity_parts import Toy, base_of, factors_of, ishigami
from tests.unit.sweep_files import everything

LEARNING = "learning.rate"
ASKED = {"method": "test"}


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(Question(mixes=("broad", "null_option"), world="small", outcomes=("chain_impact_dutch",)))


def way(folder: Path, **changes: object) -> Way:
    return replace(Way(folder, ThisMachine(1), simulator=fake_sweep.simulate), **changes)  # type: ignore[arg-type]


def begin(subject: Subject, way: Way, points: int = 3) -> tuple[OpenStudy, Responses]:
    design = subject.sweep(prior_sample(subject.factors, points, seed=1), (1, 2), ASKED)
    with open_study("test", study_id("test", [design], {"points": points}), way) as study:
        return study, study.sample("sample", design)


def test_factors_are_uncertain_parameters_and_a_dummy_last() -> None:
    factors = uncertain_factors(simulated=True)
    known = declared().items()
    uncertain = {name for name, each in known if each.role == "uncertain" and each.plausible[0] < each.plausible[1]}
    assert {each.name for each in factors[:-1]} == uncertain
    assert factors[-1].name == factors[-1].mechanism == DUMMY
    assert all(each.low <= each.default <= each.high and each.low < each.high for each in factors)


def test_what_was_given_a_value_is_not_sampled_nor_politics_that_is_not_simulated() -> None:
    few, every = uncertain_factors((LEARNING,)), uncertain_factors((LEARNING,), simulated=True)
    assert LEARNING not in {each.name for each in every}
    gone = {each.mechanism for each in every} - {each.mechanism for each in few}
    assert gone == set(SIMULATED_POLITICS)
    assert {"european_process", "european_amendment", "reporting_process", "checkpoint"} < gone


def test_factors_are_chosen_by_name_and_by_mechanism() -> None:
    chosen = chosen_factors([LEARNING, "market"], "--factor")
    assert {each.mechanism for each in chosen} == {"learning", "market"}
    assert [each.name for each in chosen if each.mechanism == "learning"] == [LEARNING]
    with pytest.raises(InputError, match=r"--factor: .*learning\.rat.*learning\.rate"):
        chosen_factors(["learning.rat"], "--factor")


def test_the_default_is_the_median_of_a_factor() -> None:
    inside = Factor("a", "a", 0.0, 10.0, 2.0, "1", "")
    edge = Factor("b", "b", 0.0, 10.0, 0.0, "1", "")
    points = scaled([inside, edge], np.array([[0.0, 0.0], [0.25, 0.25], [0.5, 0.5], [0.75, 0.75], [1.0, 1.0]]))
    assert points.values[:, 0].tolist() == [0.0, 1.0, 2.0, 6.0, 10.0]
    assert points.values[:, 1].tolist() == [0.0, 2.5, 5.0, 7.5, 10.0]


def test_a_prior_sample_is_a_latin_hypercube_that_a_seed_names() -> None:
    factors = uncertain_factors()
    sample = prior_sample(factors, 8, seed=3)
    assert sample.values.shape == (8, len(factors))
    assert sorted(np.floor(sample.values[:, -1] * 8)) == list(range(8))  # the dummy is uniform
    assert np.array_equal(sample.values, prior_sample(factors, 8, seed=3).values)
    assert not np.array_equal(sample.values, prior_sample(factors, 8, seed=4).values)


def test_the_base_comes_first_and_years_are_those_of_the_world(subject: Subject) -> None:
    assert subject.options == (Option("expected", "null_option"), Option("expected", "broad"))
    assert subject.base_of(subject.options[1]) == subject.options[0]
    assert subject.years == (2025, 2030)
    assert milestone_years(2020, 2035, (2025, 2030, 2035)) == (2025, 2030, 2035)
    assert milestone_years(2020, 2024, (2025, 2030)) == (2024,)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outcomes": ("chain_impact_dutsch",)}, "--outcome: .*chain_impact_dutch"),
        ({"years": (2050,)}, "--year: .*2050.*2020 to 2031"),
        ({"parameters": {"learning.rat": "1"}}, r"--set: .*learning\.rate"),
    ],
)
def test_what_cannot_be_used_is_told(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        load_subject(Question(world="small", **changes))  # type: ignore[arg-type]


def test_a_parameter_that_is_given_its_default_is_not_sampled() -> None:
    default = declared()[LEARNING].default
    given = load_subject(Question(mixes=("null_option", "broad"), world="small", parameters={LEARNING: default}))
    assert given.fixed == (LEARNING,) and LEARNING not in {each.name for each in given.factors}


def test_a_study_that_was_begun_is_gone_on_with_beside_a_finished_one(subject: Subject, tmp_path: Path) -> None:
    for name in ("study", "study-2"):
        study, _ = begin(subject, way(tmp_path / name))
        own, other = design_of("test", study.study_id), design_of("test", "another")
        assert chosen_folder(None, tmp_path / "study", False, own) == tmp_path / name
        if name == "study":
            study.finish({}, {})
    assert chosen_folder(None, tmp_path / "study", False, other).name == "study-3"


def test_what_is_confirmed_is_the_whole_study(
    subject: Subject, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    design = subject.sweep(prior_sample(subject.factors, 60, seed=1), (1, 2), ASKED)
    with open_study("test", "1", way(tmp_path / "a"), planned=1000) as study:
        study.sample("sample", design)
    assert "2000 runs: about" in capsys.readouterr().err  # of two mixes
    monkeypatch.setattr(estimate, "MOST_SECONDS", 0.0)
    with (
        pytest.raises(InputError, match=r"test \(sample\): would take .* add --yes"),
        open_study("test", "2", way(tmp_path / "b"), planned=1000) as study,
    ):
        study.sample("sample", design)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    "options", [SensitivityOptions(samples=16), SensitivityOptions(samples=8, replicates=2, second_order=True)]
)
def test_a_sensitivity_analysis_runs_about_what_was_planned(options: SensitivityOptions) -> None:
    toy = Toy(ishigami)
    find(factors_of(3), options, toy, base_of)
    run = sum(points * seeds for _, points, seeds in toy.asked)
    assert options.planned(len(factors_of(3))) == pytest.approx(run, rel=0.25)


def test_one_option_alone_cannot_be_compared(subject: Subject) -> None:
    alone = load_subject(Question(mixes=("null_option",), world="small"))
    for mixes in (True, False):
        assert subject.need(mixes=mixes) is subject
        with pytest.raises(InputError, match="--mix: null_option stands alone"):
            alone.need(mixes=mixes)
    courses = load_subject(Question(mixes=("null_option",), world="small", courses=("expected", "as_enacted")))
    assert courses.need(mixes=False) is courses
    with pytest.raises(InputError, match="stands alone"):
        courses.need(mixes=True)


def test_answers_stand_at_their_point_seed_option_and_year(subject: Subject, tmp_path: Path) -> None:
    study, found = begin(subject, way(tmp_path / "a"))
    assert found.values.shape == (3, 2, 2, 1, 2)
    point, seed, option, year = 2, 1, 1, 0
    values = {name: value for name, value in found.points.overrides(point).items() if name != DUMMY}
    scenario = subject.scenarios[option].with_parameters(values)
    given = fake_sweep.run(scenario, found.seeds[seed], lambda date: True)
    years = np.array(given.dates) // 4
    expected = given.values[years == subject.years[year], given.outcomes.index("chain_impact_dutch")][-1]
    assert found.values[point, seed, option, 0, year] == np.float32(expected)
    assert np.array_equal(found.means(), found.values.mean(axis=1))
    assert np.array_equal(found.differences(subject.options[0])[:, 1], found.means()[:, 1] - found.means()[:, 0])
    assert found.place("chain_impact_dutch", 2030) == (0, 1)
    assert study.status == 0


def test_answers_stand_at_their_point_where_each_has_seeds_of_its_own(subject: Subject, tmp_path: Path) -> None:
    own = OwnSeeds(1, 2)
    design = subject.sweep(prior_sample(subject.factors, 3, seed=1), own.of_first_draw, ASKED, own.step)
    with open_study("test", study_id("test", [design], {}), way(tmp_path / "a")) as study:
        found = study.sample("sample", design)
    assert np.isfinite(found.values).all()
    for point in range(3):
        alone = subject.sweep(Points(design.points.names, design.points.values[[point]]), design.seeds_of(point), ASKED)
        with open_study("test", study_id("test", [alone], {}), way(tmp_path / str(point))) as other:
            assert np.array_equal(other.sample("sample", alone).values[0], found.values[point])
    rows = pd.DataFrame({"point": [0, 1, 2], "seed": [1, 1 + own.step + SEEDS_APART, 1 + 2 * own.step]})
    assert replicates_of(rows, design.seeds, design.seed_step).tolist() == [0, 1, 0]


def fails_for_one_seed(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    if seed == 2 and scenarios[0].mix.name == "broad":
        raise RuntimeError("as asked")
    if len(scenarios) > 1 and seed == 2:
        raise RuntimeError("as asked")
    return fake_sweep.simulate(scenarios, seed, wanted)


def fails(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    raise RuntimeError("always")


def test_what_failed_is_not_known_and_counts(
    subject: Subject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, found = begin(subject, way(tmp_path / "a", simulator=fails_for_one_seed))
    assert np.isnan(found.values[:, 1, 1]).all() and np.isfinite(found.values[:, :, 0]).all()
    assert np.isnan(found.means()[:, 1]).all()
    assert len(found.failed) == len(study.failed) == 3 and study.status == 1
    assert "3 of 12 runs failed" in capsys.readouterr().err
    with pytest.raises(StudyError, match=r"every run failed(.|\n)*always"):
        begin(subject, way(tmp_path / "b", simulator=fails))


def test_a_study_leaves_its_tables_and_no_trace_of_work(subject: Subject, tmp_path: Path) -> None:
    def draw(folder: Path) -> list[Path]:
        folder.mkdir()
        (folder / "1_test.png").write_bytes(b"drawn")
        return [folder / "1_test.png"]

    folder = tmp_path / "a"
    study, found = begin(subject, way(folder))
    figures = study.finish({"table.csv": pd.DataFrame({"x": [1.5]})}, {"points": 3}, draw)
    assert figures == [folder / "figures" / "1_test.png"]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tables = {"table.csv", "sample_points.parquet", "sample_outcomes.parquet"}
    assert names == {MANIFEST, CHECKSUMS, "figures/1_test.png", *tables}
    points = pd.read_parquet(folder / "sample_points.parquet")
    assert points.columns[-1] == DUMMY and np.array_equal(points.to_numpy(), found.points.values)
    assert len(pd.read_parquet(folder / "sample_outcomes.parquet")) == 3 * 2 * 2 * 2


def test_a_study_goes_on_where_it_was(subject: Subject, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    _, first = begin(subject, way(folder))
    _, again = begin(subject, way(folder, simulator=fails))  # nothing is missing, so nothing is run
    assert np.array_equal(first.values, again.values)


def test_a_folder_of_something_else_is_refused(subject: Subject, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    study, _ = begin(subject, way(folder))
    with pytest.raises(InputError, match="holds another study"):
        begin(subject, way(folder), points=4)
    study.finish({}, {})
    with pytest.raises(InputError, match=r"exists; add --force"):
        begin(subject, way(folder))
    before = everything(folder)
    other, _ = begin(subject, way(folder, force=True), points=4)
    assert other.study_id != study.study_id and everything(folder) == before
    with open_study("test", other.study_id, way(folder, force=True, simulator=fails)) as again:
        again.sample("sample", other.sweeps["sample"])  # nothing is missing
        again.finish({}, {})
    assert read_manifest(folder)["study_id"] == other.study_id
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds other things"):
        begin(subject, way(tmp_path / "b", force=True))
    with pytest.raises(InputError, match="is a file"):
        begin(subject, way(tmp_path / "b" / "mine.txt"))
    assert (tmp_path / "b" / "mine.txt").read_text(encoding="utf-8") == "mine"
