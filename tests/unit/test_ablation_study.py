"""The study of ablation of a model in which all effects are known: tables, K1, H6, figures, the front door."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import run
from experiments.cli import ablate_command
from experiments.cli.draw_command import redraw
from experiments.runs.engine import ThisMachine
from experiments.runs.holdings import CHECKSUMS
from experiments.studies.ablation.analysis import analyse
from experiments.studies.ablation.design import AblationDesign
from experiments.studies.ablation.factorial import DIFFERENCE
from experiments.studies.ablation.figures import interactions as ablation_interactions
from experiments.studies.ablation.figures import ranking as ablation_ranking
from experiments.studies.ablation.figures import waterfall as ablation_waterfall
from experiments.studies.ablation.figures.drawing import drawings
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.fold_over import switches
from experiments.studies.ablation.interactions import ALONE, FULL, PAIR, TOGETHER, WITHOUT
from experiments.studies.ablation.options import AblationOptions
from experiments.studies.ablation.ranking import CHANGES
from experiments.studies.ablation.synergy import NOT_TESTED, SYNERGY
from experiments.studies.ablation.tables import NAMES, AblationTables
from experiments.studies.ablation.variants import COOPERATION, LAW
from experiments.studies.common.contract import Made, make
from experiments.studies.common.study import Way
from tests.unit import fake_ablation
from tests.unit.ablation_parts import BURDEN, IMPACT, MIXES, enacted, few, subject_of
from tests.unit.figure_measures import faults_in


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made[AblationDesign]:
    way = Way(tmp_path_factory.mktemp("ablation") / "a", ThisMachine(1), True, True, simulator=fake_ablation.simulate)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.studies.ablation.design.switches", few)
        design = AblationDesign(subject_of(years=(2030,)), AblationOptions(mechanisms=3, factorial=2, instruments=3))
        return make(design, way, analyse, drawings)


@pytest.fixture(scope="module")
def study(made: Made[AblationDesign]) -> AblationTables:
    return AblationTables(made.stored)


def no_drawings(stored: object, language: str) -> dict[str, Any]:
    return {}


def chosen(table: pd.DataFrame, **keys: object) -> pd.DataFrame:
    for column, key in keys.items():
        table = table[table[column] == key]
    return table


def test_mechanisms_do_what_they_do_in_the_model(study: AblationTables) -> None:
    rows = chosen(study.ablation, mix="broad", outcome=IMPACT, year=2030).set_index("mechanism")
    law = 2 * fake_ablation.LAW
    both = 4 * fake_ablation.SYNERGY
    assert rows.loc["laws.active", "change"] == pytest.approx(-law - both, rel=1e-2)
    assert rows.loc["learning.active", "change"] == pytest.approx(-both, rel=1e-2)
    assert rows.loc["market.active", "change"] == 0 and not rows.loc["market.active", "clear"]
    assert rows.loc["unions.active", "clear"]


def test_the_ranking_is_carried_by_what_changes_the_leader(study: AblationTables) -> None:
    rows = chosen(study.ranking, outcome=IMPACT, year=2030).set_index("mechanism")
    assert set(rows["leader"]) == {"broad"} and rows["leader_clear"].all()
    assert (rows.index[rows["verdict"] == CHANGES]).tolist() == ["laws.active", "unions.active"]
    assert rows.loc["laws.active", "leader_off"] == "thematic = broad"
    assert rows.loc["unions.active", "leader_off"] == "thematic"
    assert set(chosen(study.ranking, outcome=BURDEN)["leader"]) == {"null_option"}, "less is better"


def test_the_factorial_averages_over_the_other_switches(study: AblationTables) -> None:
    rows = chosen(study.factorial, measure=DIFFERENCE, mix="broad", outcome=IMPACT, year=2030).set_index("mechanism")
    expected = 2 * fake_ablation.LAW + 2 * fake_ablation.SYNERGY  # laws on; learning is on in one half
    assert rows.loc["laws.active", "effect"] == pytest.approx(expected, rel=1e-2)
    assert rows.loc["laws.active", "clear"] and not rows.loc["market.active", "clear"]


def test_interactions_are_those_of_the_model(study: AblationTables) -> None:
    rows = chosen(study.interactions, mix="broad", outcome=IMPACT, year=2030)
    gain = 2 * fake_ablation.SYNERGY  # law 0 to 2, cooperation 1 to 2
    pairs = chosen(rows, kind=PAIR).set_index(["first", "second"])["effect"]
    assert pairs[(LAW, COOPERATION)] == pytest.approx(gain, rel=1e-2)
    assert pairs.drop((LAW, COOPERATION)).abs().max() < 1e-6 and len(pairs) == 15
    without, alone = (chosen(rows, kind=kind).set_index("first")["effect"] for kind in (WITHOUT, ALONE))
    assert without[COOPERATION] == pytest.approx(fake_ablation.COOPERATION + gain, rel=1e-2)
    assert alone[COOPERATION] == pytest.approx(fake_ablation.COOPERATION, rel=1e-2)
    together, full = (float(chosen(rows, kind=kind)["effect"].iloc[0]) for kind in (TOGETHER, FULL))
    assert together == pytest.approx(gain, rel=1e-2)
    assert full == pytest.approx(2 * fake_ablation.LAW + fake_ablation.COOPERATION + 2 * gain, rel=1e-2)


def test_k1_is_the_positive_share_times_coverage(study: AblationTables) -> None:
    row = chosen(study.k1, mix="broad", year=2030).iloc[0]
    assert (row["pairs"], row["clear_positive"], row["clear_negative"]) == (15, 1, 0)
    assert row["share"] == pytest.approx(1.0, abs=1e-3)
    assert row["k1"] == pytest.approx(row["coverage"], rel=1e-2) and row["k1_lo"] < row["k1"] < row["k1_hi"]


def test_h6_is_read_against_existing_and_against_no_cooperation(study: AblationTables) -> None:
    rows = chosen(study.h6, outcome=IMPACT, year=2030).set_index("against")
    assert set(rows["mix"]) == {"broad"}
    assert rows.loc["existing", "interaction"] == pytest.approx(2 * fake_ablation.SYNERGY, rel=1e-2)
    assert rows.loc["none", "interaction"] == pytest.approx(4 * fake_ablation.SYNERGY, rel=1e-2)
    assert rows.loc["none", "law"] == pytest.approx(2 * fake_ablation.LAW, rel=1e-2)
    assert rows.loc["none", "cooperation"] == pytest.approx(2 * fake_ablation.COOPERATION, rel=1e-2)
    both = float(rows.loc["none", "both"])  # type: ignore[arg-type]
    apart = 2 * (fake_ablation.LAW + fake_ablation.COOPERATION)
    assert both == pytest.approx(apart + 4 * fake_ablation.SYNERGY, rel=1e-2)
    assert set(rows["verdict"]) == {SYNERGY}


def test_h6_is_not_tested_where_a_law_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.studies.ablation.design.switches", few)
    design = AblationDesign(
        subject_of(parameters={"laws.active": "0"}, years=(2030,)), AblationOptions(1, 2, 1, 2), enacted()
    )
    way = Way(tmp_path / "a", ThisMachine(1), simulator=fake_ablation.simulate, confirmed=True)
    study = AblationTables(make(design, way, analyse, no_drawings).stored)
    rows = chosen(study.h6, outcome=IMPACT)
    assert set(chosen(rows, course="expected")["verdict"]) == {NOT_TESTED}
    assert set(chosen(rows, course="as_enacted")["verdict"]) == {SYNERGY}
    assert set(study.k1["course"]) == {"expected"}


def id_of(seed: int = 1, **changes: Any) -> str:
    return AblationDesign(subject_of(**changes), AblationOptions(seed)).study_id


def test_a_switch_that_is_given_a_value_is_not_thrown() -> None:
    names = AblationDesign(subject_of(parameters={"unions.active": "0"}), AblationOptions()).names
    assert "unions.active" not in names and len(names) == len(switches()) - 1
    assert id_of(parameters={"unions.active": "0"}) != id_of() != id_of(seed=2)


def test_the_base_alone_has_no_instruments_to_take_out() -> None:
    design = AblationDesign(subject_of(mixes=("null_option",)), AblationOptions())
    assert list(design.sweeps) == ["mechanisms", "factorial"]


def test_the_study_is_on_disk(made: Made[AblationDesign], study: AblationTables) -> None:
    names = {path.name for path in made.stored.folder.iterdir()}
    tables = {f"{name}.csv" for name in (*NAMES, "generators")}
    assert tables <= names and "manifest.json" in names and "work" not in names
    read = pd.read_csv(made.stored.folder / "ranking.csv", keep_default_na=False, na_values=[""])
    assert read["verdict"].tolist() == study.ranking["verdict"].tolist()
    assert {path.stem for path in made.figures} == {
        "1_ablation_waterfall",
        "2_instruments",
        "appendix_2_pairs",
        "3_ranking",
    }
    assert all(path.stat().st_size > 10_000 for path in made.figures)
    assert faults_in(made.figures) == []
    settings = json.loads((made.stored.folder / "manifest.json").read_text(encoding="utf-8"))["settings"]
    assert settings == {"seed": 1, "mechanisms": 3, "factorial": 2, "instruments": 3}


def test_figures_are_drawn_again_from_the_folder_alone(made: Made[AblationDesign], tmp_path: Path) -> None:
    again = redraw(made.stored.folder, tmp_path, "en", 1)
    assert [path.name for path in again] == [path.name for path in made.figures]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made.figures]


def test_the_command_line_draws_again_in_dutch(made: Made[AblationDesign], tmp_path: Path) -> None:
    asked = ["draw", str(made.stored.folder), "--language", "nl", "--workers", "1", "--out", str(tmp_path / "figures")]
    assert run.main(asked) == 0
    drawn = {path.name for path in (tmp_path / "figures").iterdir()}
    assert drawn == {path.name for path in made.figures} | {CHECKSUMS}
    assert "schokken vanaf 2020" in (tmp_path / "figures" / "3_ranking.svg").read_text(encoding="utf-8")
    assert run.main(asked) == 2, "what is there is not replaced"


def test_titles_say_what_is_found(study: AblationTables) -> None:
    english, dutch = (AblationView.of(study, "expected", language) for language in ("en", "nl"))
    told = ablation_waterfall.title(english, IMPACT)
    assert told.endswith("changes the leading mix (3) in 2 of 5 cases: laws bind companies, unions")
    assert ablation_waterfall.title(dutch, IMPACT).endswith("in 2 van 5 gevallen: wetten binden bedrijven, vakbonden")
    assert ablation_waterfall.title(english, BURDEN).endswith("(1) in 1 of 5 cases: unions")
    assert "100%" in ablation_interactions.title(english)
    assert "1 of 25 pairs" in ablation_interactions.title(english)
    assert ablation_ranking.title(english, Counter({"unions.active": 0})).startswith("No mechanism by itself decides")
    two = Counter({"laws.active": 1, "unions.active": 2})
    assert ablation_ranking.title(english, two).endswith(" on: unions, laws bind companies")


def test_the_front_door_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def quick(*given: Any) -> Way:
        return replace(Way(tmp_path / "a", ThisMachine(1)), simulator=fake_ablation.simulate, confirmed=True)

    monkeypatch.setattr(ablate_command, "way_of", quick)
    monkeypatch.setattr(ablate_command, "drawings", no_drawings)
    monkeypatch.setattr("experiments.studies.ablation.design.switches", few)
    asked = ["ablate", "--world", "small", "--replicates", "2", "--outcome", IMPACT]
    asked += [part for mix in MIXES for part in ("--mix", mix)]
    assert run.main(asked) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 100 or "written to" in told
    for part in ("unions: 2", "laws bind companies: 2=3", "K1", "synergy", "written to"):
        assert part in told, part
