"""The ensemble: which draw goes with a seed, how files are read, and that runs and folders know their draw."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.report.ensemble_words import parameters_said
from experiments.report.outcome_facts import flows
from experiments.runs.design import Design, Request, make_design
from experiments.runs.design_runs import run_design
from experiments.runs.engine import here
from experiments.runs.ensemble import (
    AT_DEFAULTS,
    OWN,
    PRIOR,
    Ensemble,
    draws_of,
    read_ensemble,
    stored_ensemble,
)
from experiments.runs.manifest import make_manifest
from experiments.runs.paired import Held, paired
from experiments.runs.rebuild import rebuilt_run
from experiments.runs.store import MANIFEST, RUNS, read_parquet, write_json, write_parquet
from experiments.runs.sweeps.design import Recording, SweepDesign
from experiments.runs.sweeps.sampling import Points
from experiments.studies.ablation.design import AblationDesign
from experiments.studies.ablation.options import AblationOptions
from experiments.studies.common.specification import Question, load_subject
from experiments.studies.comparison.analysis import make_tables
from model.errors import InputError
from model.parameters import declared
from tests.unit import fake_model

RATE, STEEPNESS = "learning.rate", "leverage.steepness"


def ensemble(weights: list[float]) -> Ensemble:
    values = np.linspace(0.04, 0.08, len(weights))
    return Ensemble("mine", Points((RATE,), values[:, None]), np.array(weights), "hash", PRIOR)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ensemble") / "mine.csv"
    path.write_text(f"draw,{RATE},{STEEPNESS},weight\n0,0.05,2.5,1\n1,0.07,3.9,0\n2,0.11,4.4,3\n", encoding="utf-8")
    return path


def design_of(file: Path | None, parameters: dict[str, object] | None = None) -> Design:
    name = None if file is None else str(file)
    return make_design(Request(("1", "3"), ("expected",), "small", parameters or {}, (1, 2, 3), ensemble=name))


def test_the_draw_of_a_seed_by_hand() -> None:
    # fractional parts of 1, 2 and 3 times the golden ratio: .618, .236 and .854
    assert [ensemble([0.5, 0.25, 0.25]).draw_of(seed) for seed in (1, 2, 3)] == [1, 0, 2]


@pytest.mark.parametrize("first", [0, 1, 1_000_000_000])
def test_consecutive_seeds_spread_evenly_over_the_weights(first: int) -> None:
    counts = Counter(ensemble([0.1, 0.0, 0.6, 0.3]).draw_of(seed) for seed in range(first, first + 100))
    assert [counts[draw] for draw in range(4)] == pytest.approx([10, 0, 60, 30], abs=2)


def test_a_draw_without_weight_is_never_drawn_at_the_end_either() -> None:
    found = replace(ensemble([0.4, 0.5999, 0.0]), weights=np.array([0.4, 0.6 - 1e-16, 0.0]))
    assert {found.draw_of(seed) for seed in range(2_000)} == {0, 1}


def test_draws_are_spread_by_their_weight() -> None:
    # middles of four intervals: .125, .375, .625, .875
    assert ensemble([0.0, 0.75, 0.25, 0.0]).spread(4).values[:, 0].tolist() == pytest.approx(
        [0.04 + 0.04 / 3] * 3 + [0.04 + 0.08 / 3]
    )
    assert ensemble([0.25] * 4).spread(4).values.tolist() == ensemble([0.25] * 4).points.values.tolist()
    assert len(ensemble([0.5, 0.5]).spread(7)) == 7


def test_a_table_of_ones_own_is_an_ensemble(file: Path) -> None:
    found = read_ensemble(file)
    assert (found.name, found.kind, found.points.names) == ("mine", OWN, (RATE, STEEPNESS))
    assert found.weights.tolist() == [0.25, 0.0, 0.75]
    assert found.values(2) == {RATE: 0.11, STEEPNESS: 4.4}
    assert found.without([RATE]).values(2) == {STEEPNESS: 4.4}
    assert found.without([RATE]).hash == found.hash


def test_the_hash_is_of_names_values_and_weights(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    seen = {read_ensemble(file).hash}
    for each in (text.replace("0.05", "0.06"), text.replace(",1\n", ",2\n")):
        other = file.with_name("other.csv")
        other.write_text(each, encoding="utf-8")
        seen.add(read_ensemble(other).hash)
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{RATE},weight\n0.05,-1\n", "numbers of 0 or more, not all 0"),
        ("learning.rat,weight\n0.05,1\n", f"did you mean '{RATE}'"),
        (f"{RATE}\n7\n", "a number from 0 to 1"),
    ],
)
def test_what_is_no_ensemble_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_ensemble(tmp_path / "bad.csv")


def test_so_is_a_name_or_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'posterior'"):
        read_ensemble("posteriour")
    with pytest.raises(InputError, match="file not found"):
        read_ensemble(tmp_path / "none.parquet")


@pytest.mark.parametrize("content", ["{", "[]", '{"kind": "best"}'])
def test_so_is_a_manifest_that_names_no_kind(file: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "mine.csv").write_bytes(file.read_bytes())
    (tmp_path / "mine.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="kind"):
        read_ensemble(tmp_path / "mine.csv")


def test_so_are_draws_that_are_not_those_of_their_manifest(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_bytes(file.read_bytes())
    write_json(own.with_suffix(".json"), {"kind": "prior", "hash": read_ensemble(file).hash})
    assert read_ensemble(own).kind == "prior"
    own.write_text(own.read_text(encoding="utf-8").replace("0.05", "0.06"), encoding="utf-8")
    with pytest.raises(InputError, match=r"holds other draws than .*mine\.json says"):
        read_ensemble(own)


def test_the_prior_is_a_draw_of_every_uncertain_parameter() -> None:
    found = read_ensemble(PRIOR)
    uncertain = {
        name for name, each in declared().items() if each.role == "uncertain" and each.plausible[0] < each.plausible[1]
    }
    assert set(found.points.names) >= uncertain
    for column, name in enumerate(found.points.names):
        low, high = declared()[name].plausible
        values = found.points.values[:, column]
        assert low <= values.min() < values.max() <= high, name
    assert found.weights == pytest.approx(1 / len(found.points))
    assert found.kind == PRIOR


def test_a_posterior_that_was_not_fitted_says_so() -> None:
    found = read_ensemble("posterior")
    assert (found.hash == read_ensemble(PRIOR).hash) == (found.kind == PRIOR)
    assert set(found.points.names) <= set(declared())


def test_every_mix_of_a_seed_has_the_same_draw(file: Path) -> None:
    design = design_of(file)
    assert [design.draw_of(seed) for seed in design.seeds] == [2, 0, 2]
    assert [run.draw for run in design.runs] == [2, 0, 2, 2, 0, 2]
    for seed in design.seeds:
        rates = {dict(each.parameters.items())[RATE] for each in design.scenarios_of(seed)}
        assert rates == {design.ensemble and design.ensemble.values(design.draw_of(seed))[RATE]}
    assert {run.draw for run in design_of(None).runs} == {AT_DEFAULTS}


def test_a_given_value_wins_over_the_ensemble(file: Path) -> None:
    design = design_of(file, {RATE: 0.09})
    values = dict(design.scenarios_of(1)[0].parameters.items())
    assert (values[RATE], values[STEEPNESS]) == (0.09, 4.4)


def test_a_run_has_the_id_that_a_sweep_gives_it(file: Path) -> None:
    design = design_of(file)
    assert design.ensemble is not None
    recording = Recording(("chain_impact_dutch",), None, False)
    points = Points(design.ensemble.points.names, design.ensemble.points.values[[2]])
    sweep = SweepDesign((design.scenarios,), points, (1,), recording, {})
    assert sweep.run_ids() == [run.run_id for run in design.runs if run.seed == 1]
    assert len({run.run_id for run in (*design.runs, *design_of(None).runs)}) == 12
    assert design.study_id != design_of(None).study_id


def test_a_folder_knows_the_draw_of_each_run(file: Path, tmp_path: Path) -> None:
    design = design_of(file, {"learning.active": 1})
    results = run_design(design, here(), simulator=fake_model.simulate)
    tables = make_tables(design, results, flows(), make_manifest("compare", design, []))
    write_json(tmp_path / MANIFEST, tables.manifest)
    write_parquet(tmp_path / RUNS, tables.runs)
    for name, table in draws_of(design.ensemble, design.seeds).items():
        write_parquet(tmp_path / name, table)
    assert tables.manifest["ensemble"] == {"name": "mine", "kind": OWN, "hash": design.ensemble.hash, "draws": 3}  # type: ignore[union-attr]
    assert RATE not in tables.parameters and "learning.active" in tables.parameters
    for row in read_parquet(tmp_path / RUNS).to_dict(orient="records"):
        scenario, seed = rebuilt_run(tmp_path, row["run_id"])
        expected = design.scenarios_of(seed)[design.places[row["course"], row["mix"]]]
        assert dict(scenario.parameters.items()) == dict(expected.parameters.items())
        shown = tables.series.loc[tables.series["run_id"] == row["run_id"], "chain_impact_dutch"]
        assert shown.iloc[0] == fake_model.run(scenario, seed).values[0, fake_model.NAMES.index("chain_impact_dutch")]
    draws = read_parquet(tmp_path / "draws.parquet")
    write_parquet(tmp_path / "draws.parquet", draws.assign(**{RATE: 0.08}))
    with pytest.raises(InputError, match="comes out under another id"):
        rebuilt_run(tmp_path, design.runs[0].run_id)
    write_parquet(tmp_path / "draws.parquet", draws.iloc[:1])
    with pytest.raises(InputError, match="has no draw for seed 2"):
        rebuilt_run(tmp_path, design.runs[1].run_id)


def test_a_finished_study_gives_its_draws_back(file: Path, tmp_path: Path) -> None:
    design = design_of(file)
    write_parquet(tmp_path / "draws.parquet", draws_of(design.ensemble, design.seeds)["draws.parquet"])
    found = stored_ensemble(tmp_path, {"ensemble": {"name": "mine", "kind": OWN, "hash": "hash"}})
    assert found is not None and design.ensemble is not None
    for seed in design.seeds:
        assert found.values(found.draw_of(seed)) == design.ensemble.values(design.draw_of(seed))
    assert replace(design, ensemble=found).study_id == design.study_id
    assert stored_ensemble(tmp_path, {}) is None and draws_of(None, design.seeds) == {}


def test_folders_over_different_ensembles_are_not_paired() -> None:
    rows = pd.DataFrame({"course": ["a"], "mix": ["b"], "seed": [1], "year": [2030], "chain_impact_dutch": [0.5]})
    one = Held(Path("one"), "one", ("small",), (), rows, "hash")
    assert len(paired(one, replace(one, folder=Path("two")))) == 1
    with pytest.raises(InputError, match=r"another ensemble \(one hash; two none\)"):
        paired(one, replace(one, folder=Path("two"), ensemble=""))


def test_what_is_said_of_parameters_is_what_was_run() -> None:
    drawn = {"ensemble": {"name": "mine", "kind": "posterior"}}
    assert "ensemble mine" in parameters_said(drawn, "en") and "not fitted" not in parameters_said(drawn, "en")
    assert "not fitted" in parameters_said({"ensemble": {"name": "mine", "kind": PRIOR}}, "en")
    assert "at one point" in parameters_said({}, "en")


def test_each_seed_of_a_sweep_has_its_draw_at_every_point_and_what_a_point_changes_wins(file: Path) -> None:
    design = design_of(file)
    points = Points((RATE,), np.array([[0.05], [0.09]]))
    recording = Recording(("chain_impact_dutch",), None, False)
    sweep = SweepDesign((design.scenarios,), points, (1, 2), recording, {}, ensemble=design.ensemble)
    starts = [start for task in sweep.tasks() for start in task.starts]
    # seed 1 has draw 2 (steepness 4.4), seed 2 draw 0 (2.5)
    found = [(start.seed, start.parameters[RATE], start.parameters[STEEPNESS]) for start in starts]
    assert found == [(1, 0.05, 4.4), (2, 0.05, 2.5), (1, 0.09, 4.4), (2, 0.09, 2.5)]
    plain = replace(sweep, ensemble=None)
    assert plain.sweep_id != sweep.sweep_id and not set(plain.run_ids()) & set(sweep.run_ids())
    assert len(set(sweep.run_ids())) == 8


def test_an_ablation_switches_off_in_the_draw_of_each_seed(file: Path) -> None:
    subject = load_subject(Question(("1", "3"), world="small", years=(2030,), ensemble=str(file)))
    design = AblationDesign(subject, AblationOptions(seed=1, mechanisms=2, factorial=1, instruments=2))
    for sweep in design.sweeps.values():
        assert sweep.changes_of(0, 2)[STEEPNESS] == 2.5
    assert design.settings["ensemble"]["name"] == "mine"
    alone = AblationDesign(replace(subject, ensemble=None), design.options)
    assert alone.study_id != design.study_id and "ensemble" not in alone.settings
