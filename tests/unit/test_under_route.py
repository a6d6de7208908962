"""Mixes under routes in sweeps: politics of their own for every seed, the same as in a study of routes."""

from pathlib import Path

import numpy as np
import pytest

import run
from experiments.runs.design import default_mixes
from experiments.runs.engine import perform
from experiments.runs.scenario_from_route import load_under
from experiments.runs.store import read_csv
from experiments.runs.sweeps.read import read_sweep
from experiments.runs.sweeps.task import SweepWork, simulate
from experiments.studies.common.specification import Question, load_subject
from experiments.studies.routes.design import ENACTED, default_routes, design_routes
from experiments.studies.routes.futures import run_future
from experiments.studies.routes.options import RoutesOptions
from model.politics.resolve import resolved
from model.scenario import load_scenario
from tests.unit import fake_sweep
from tests.unit.sweep_files import make, outcomes

ROUTES, MIX = default_routes(), default_mixes()[-1]


def test_a_course_is_loaded_as_it_is_and_a_route_is_still_to_come() -> None:
    plain = load_scenario(MIX, world="small", course="as_enacted")
    loaded = load_under(MIX, world="small", course="as_enacted")
    assert loaded.content_hash == plain.content_hash and resolved(loaded, 1) is loaded
    waiting = load_under(MIX, world="small", course=ROUTES[0])
    assert waiting.course.open and waiting.course.simulated and waiting.course.name == ROUTES[0]
    found = resolved(waiting, 1)
    assert not found.course.open and found.course.name == ROUTES[0]
    assert found.laws != resolved(waiting, 2).laws
    never = waiting.with_parameters({"european_process.adoption_median": 400.0})
    assert any(resolved(never, seed).laws != resolved(waiting, seed).laws for seed in range(1, 6))


def test_ids_depend_on_the_route() -> None:
    hashes = {load_under(MIX, world="small", course=route).content_hash for route in ROUTES}
    assert len(hashes) == len(ROUTES)


def test_a_sweep_gives_what_a_study_of_routes_gives(tmp_path: Path) -> None:
    text = f'mixes = ["null_option", "{MIX}"]\ncourses = ["{ROUTES[0]}", "{ROUTES[-1]}"]\n'
    text += 'worlds = ["small"]\nseeds = [3]\n'
    path = tmp_path / "sweep.toml"
    path.write_text(text + '[record]\noutcomes = ["chain_impact_dutch"]\nyears = [2030]\n', encoding="utf-8")
    state = make(read_sweep(path), tmp_path / "out", simulator=simulate)
    assert len(state.failed) == 0
    rows = outcomes(tmp_path / "out").set_index(["course", "mix"])["chain_impact_dutch"]
    request = RoutesOptions(
        (ROUTES[0], ROUTES[-1]), ("null_option", MIX), "small", {}, (3,), drawn=False, ensemble=None
    )
    design = design_routes(request)
    found = run_future(design, 3)
    assert not found.errors and set(rows.index) == {key for key in found.values if key[0] != ENACTED}
    year = list(design.years).index(2030)
    for key in rows.index:
        assert rows[key] == pytest.approx(found.values[key][year, 0], rel=1e-6)


def test_numbers_of_politics_are_uncertain_under_routes_only() -> None:
    under = load_subject(Question(mixes=("null_option", MIX), world="small", courses=(ROUTES[0],)))
    given = load_subject(Question(mixes=("null_option", MIX), courses=("scheduled",), world="small"))
    more = {each.mechanism for each in under.factors} - {each.mechanism for each in given.factors}
    assert more == {
        "european_process",
        "european_amendment",
        "reporting_process",
        "member_states",
        "national_process",
        "checkpoint",
    }


@pytest.mark.slow
def test_routes_are_ranked_under_each_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.studies.common.study.Way.simulator", fake_sweep.simulate)
    courses = [word for route in ROUTES for word in ("--course", route)]
    words = ["robustness", "--world", "small", "--mix", MIX, *courses, "--points", "2", "--scanned", "0"]
    out = tmp_path / "a"
    assert run.main([*words, "--outcome", "chain_impact_dutch", "--workers", "1", "--yes", "--out", str(out)]) == 0
    ranks = read_csv(out / "ranks.csv")
    assert set(ranks[ranks["kind"] == "course"]["option"]) == set(ROUTES)


def test_a_run_whose_politics_fails_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise ArithmeticError("no politics")

    monkeypatch.setattr("model.politics.resolve.simulate_future", fail)
    path = tmp_path / "sweep.toml"
    path.write_text(
        f'mixes = ["null_option"]\ncourses = ["scheduled", "{ROUTES[0]}"]\nworlds = ["small"]\n', encoding="utf-8"
    )
    design = read_sweep(path)
    done = perform(SweepWork.of(design), next(iter(design.tasks())))
    assert done.runs == 2 and done.size > 0
    state = make(design, tmp_path / "out", simulator=simulate)
    assert state.failed["course"].tolist() == [ROUTES[0]]
    assert np.isfinite(outcomes(tmp_path / "out")["chain_impact_dutch"]).all()
