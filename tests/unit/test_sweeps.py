"""Sweeps: the same bytes however the work is spread, failures kept and told, nothing silently lost."""

import json
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.cli import sweep_command
from experiments.runs import manifest, resume
from experiments.runs.chunk_store import Task
from experiments.runs.engine import Done, ThisMachine, Work, run_tasks
from experiments.runs.holdings import holding
from experiments.runs.sweeps import folder
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.task import Simulate, SweepWork
from model.errors import InputError
from tests.unit import fake_sweep
from tests.unit.sweep_files import TEXT, design_of, everything, make, outcomes

ROOT = Path(__file__).resolve().parents[2]
ALONE = ThisMachine(1)
FILES = {"checksums.json", "design.json", "manifest.json", "outcomes.parquet", "runs.parquet"}


@pytest.fixture(autouse=True)
def same_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what others do to the checkout out of manifests."""
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("sweep"))


class Noting:
    """Does all in this process and notes the numbers of the tasks."""

    workers = 1

    def __init__(self) -> None:
        self.done: list[int] = []

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        self.done += [task.number for task in tasks]
        return ALONE.run(work, tasks)


def test_the_tables_hold_what_the_model_gave(design: SweepDesign, tmp_path: Path) -> None:
    state = make(design, tmp_path / "a")
    assert set(everything(tmp_path / "a")) == FILES
    assert state.complete and state.failed.empty
    runs = pd.read_parquet(tmp_path / "a" / "runs.parquet")
    pd.testing.assert_frame_equal(runs, state.runs, check_dtype=False)
    rows = outcomes(tmp_path / "a")
    assert list(rows.columns) == [*folder.KEYS, "year", "chain_impact_dutch", "public_cost"]
    assert rows["run_id"].tolist() == np.repeat(runs["run_id"], 2).tolist()
    assert rows.groupby("year").size().to_dict() == {2025: 40, 2030: 40}
    last = runs.iloc[-1]
    scenario = design.worlds[0][-1].with_parameters({"learning.rate": 0.08})
    given = fake_sweep.run(scenario, int(last["seed"]), lambda date: True)
    stock, flow = (given.values[:, given.outcomes.index(name)] for name in rows.columns[-2:])
    years = np.array(given.dates) // 4
    assert rows["chain_impact_dutch"].iloc[-1] == np.float32(stock[years == 2030][-1])
    assert rows["public_cost"].iloc[-1] == np.float32(flow[years == 2030].mean())
    assert rows["public_cost"].dtype == np.float32


def test_quarters_can_be_kept(tmp_path: Path) -> None:
    text = TEXT.replace("[record]", '[record]\nby = "quarter"').replace("replicates = 10", "seeds = [7]")
    design = design_of(tmp_path, text)
    make(design, tmp_path / "a")
    rows = outcomes(tmp_path / "a")
    assert rows["quarter"].tolist()[:8] == [f"{year}Q{each}" for year in (2025, 2030) for each in (1, 2, 3, 4)]
    given = fake_sweep.run(design.worlds[0][0].with_parameters({"learning.rate": 0.05}), 7, design.recording.wants)
    kept = given.values[:, given.outcomes.index("public_cost")].astype(np.float32)
    assert rows["public_cost"].to_numpy()[:8].tolist() == kept.tolist()


def test_the_same_bytes_for_two_workers_and_for_shards_and_for_merged_folders(
    design: SweepDesign, tmp_path: Path
) -> None:
    make(design, tmp_path / "one")
    make(design, tmp_path / "two", ThisMachine(2))
    for part in (3, 1, 2):
        state = make(design, tmp_path / "shards", shard=(part, 3))
        assert not state.complete
        make(design, tmp_path / f"part-{part}", shard=(part, 3))
    assert (state.done, state.tasks) == (10, 10)
    no_model: Simulate = fake_sweep.simulate_nothing  # everything is there: nothing may be run again
    make(design, tmp_path / "shards", simulator=no_model)
    parts = tuple(tmp_path / f"part-{part}" for part in (1, 2, 3))
    make(design, tmp_path / "merged", simulator=no_model, merge=parts)
    expected = everything(tmp_path / "one")
    for name in ("two", "shards", "merged"):
        assert everything(tmp_path / name) == expected, name


def test_a_sweep_that_was_stopped_goes_on(design: SweepDesign, tmp_path: Path) -> None:
    out = tmp_path / "a"
    with pytest.raises(KeyboardInterrupt):
        make(design, out, simulator=fake_sweep.stop, confirmed=True)
    assert holding(out) == "begun"
    make(design, tmp_path / "b", confirmed=True)
    make(design, out)
    assert everything(out) == everything(tmp_path / "b")


def test_only_what_is_missing_is_done(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    executor = Noting()
    make(design, tmp_path / "a", executor)
    assert sorted(executor.done) == [1, 3, 5, 7, 9]


def test_a_complete_sweep_is_left_alone(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a")
    before = everything(tmp_path / "a")
    state = make(design, tmp_path / "a", simulator=fake_sweep.simulate_nothing)
    assert state.complete and len(state.runs) == 40
    assert everything(tmp_path / "a") == before


def test_another_sweep_is_refused_unless_forced(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    before = everything(tmp_path / "a")
    other = design_of(tmp_path, TEXT.replace("0.08", "0.09"))
    with pytest.raises(InputError, match=f"holds another study .{design.sweep_id}; this one is {other.sweep_id}"):
        make(other, tmp_path / "a")
    with pytest.raises(InputError, match=r"--merge: .* holds another study"):
        make(other, tmp_path / "b", merge=(tmp_path / "a",))
    assert everything(tmp_path / "a") == before
    make(other, tmp_path / "a", force=True)
    assert set(outcomes(tmp_path / "a")["run_id"]) == set(other.run_ids())


def test_a_sweep_begun_with_other_code_is_refused(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    monkeypatch.setattr(manifest, "code_hash", lambda: "changed")
    with pytest.raises(InputError, match="begun with another version of: code"):
        make(design, tmp_path / "a")


def test_other_things_are_never_replaced(design: SweepDesign, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for out, message in ((tmp_path, "other things than a study"), (tmp_path / "mine.txt", "is a file")):
        with pytest.raises(InputError, match=message):
            make(design, out, force=True)


def test_runs_that_raise_are_recorded_and_the_others_go_on(design: SweepDesign, tmp_path: Path) -> None:
    state = make(design, tmp_path / "a", simulator=fake_sweep.simulate_with_bad_luck)
    assert state.failed[["seed", "learning.rate"]].values.tolist() == [[2, 0.05], [2, 0.08]]
    assert state.failed["error"].str.contains("fake_sweep.py:").all()
    assert state.failed["error"].str.endswith("ArithmeticError: no luck").all()
    assert str(ROOT) not in state.failed["error"].iloc[0]
    rows = outcomes(tmp_path / "a")
    assert len(rows) == 2 * 38
    assert not set(state.failed["run_id"]) & set(rows["run_id"])
    made = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert made["failed"] == state.failed["run_id"].tolist()


def test_when_every_run_raises_the_tables_say_so(design: SweepDesign, tmp_path: Path) -> None:
    state = make(design, tmp_path / "a", simulator=fake_sweep.simulate_nothing)
    assert len(state.failed) == 40
    assert len(outcomes(tmp_path / "a")) == 0
    assert sweep_command.tell_failures(state, "en") == 1


def test_what_is_not_known_stays_unknown(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", simulator=fake_sweep.simulate_unknown)
    rows = outcomes(tmp_path / "a")
    first, second = rows[fake_sweep.NAMES[0]], rows["public_cost"]
    assert first[rows["seed"] == fake_sweep.UNKNOWN_SEED].isna().all()
    assert first[rows["seed"] != fake_sweep.UNKNOWN_SEED].notna().all()
    assert second.notna().all()


def test_nothing_is_written_before_it_is_confirmed(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resume, "free_disk", lambda out: 0.0)
    with pytest.raises(InputError, match="add --yes"):
        make(design, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
    make(design, tmp_path / "a", confirmed=True)
    assert holding(tmp_path / "a") == "finished"


def test_progress_adds_up(design: SweepDesign) -> None:
    told: list[int] = []
    work = SweepWork.of(design, fake_sweep.simulate)
    run_tasks(work, list(design.tasks()), ALONE, lambda done: told.append(done.runs))
    assert sum(told) == design.run_count
