"""`explain`: what is said of each kind of name, in both languages, and which names are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import run
from experiments.cli import parser
from experiments.cli.explain_kinds import KINDS, kinds_of
from experiments.place import ROOT
from experiments.report.translation import catalogue as translations
from experiments.runs.store import read_table
from experiments.tools import in_code, published
from experiments.tools.published_studies import PUBLISHED
from model import catalogue, plugins
from model.outcomes import OUTCOMES
from model.parameters import declared
from model.schedule import STEP

NAMES = {
    "instrument": "procurement",
    "outcome": "chain_impact_dutch",
    "parameter": "leverage.steepness",
    "process": "leverage",
    "law": "due_diligence_eu",
    "route": "european_with_checkpoint",
    "course": "expected",
}
SAME = {"label"}
"""Heads that are not shown."""


def line_at(place: str) -> str:
    path, _, line = place.partition(":")
    return (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def study(card: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in card["published"] if each["study"] == f"results/{name}")


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    catalogue.load()


@pytest.fixture(autouse=True)
def unplugged() -> Iterator[None]:
    yield
    plugins.only(())


@pytest.mark.parametrize("kind", NAMES)
def test_each_kind_is_explained_in_both_languages(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["explain", kind, NAMES[kind], "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["kind"] == kind and card["name"] == NAMES[kind]
    shown = {}
    for language in ("en", "nl"):
        assert run.main(["explain", NAMES[kind], "--language", language]) == 0
        shown[language] = capsys.readouterr().out
    assert NAMES[kind] in shown["en"].splitlines()[0] and card["declared at"] in shown["en"]
    assert "\ndeclared at: " in shown["en"] and "\nstaat in: " in shown["nl"]


@pytest.mark.parametrize("kind", ["instrument", "outcome", "parameter", "process"])
def test_every_head_has_its_dutch(kind: str) -> None:
    names = [NAMES[kind], "choice.form_cost", "leverage.active"] if kind == "parameter" else [NAMES[kind]]
    for card in (KINDS[kind].card(name, "en") for name in names):
        rows = [value[0] for value in card.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        heads = {key for each in (card, *rows) for key in each}
        assert {head for head in heads if ("", head) not in translations("nl")} <= SAME


def test_every_kind_has_its_card() -> None:
    assert ("mix", *KINDS) == parser.EXPLAINED and set(NAMES) == set(KINDS)


def test_a_parameter_says_why_its_default_and_what_was_found_of_it() -> None:
    card = KINDS["parameter"].card("leverage.steepness", "en")
    known = declared()["leverage.steepness"]
    fitted = known.default != known.median
    assert card["rests on"] == ("assumption, fitted" if fitted else "assumption") and "Granovetter" in card["source"]
    assert (card["default"], card["median of the prior"]) == (known.default, 3)
    assert (card["legal"], card["plausible"]) == ([1, 12], [2, 6])
    assert "G_jk = (1 + t_j^n) L^n / (L^n + t_j^n)" in card["equation"] and "SER 1, 3.6" in card["equation"]
    assert line_at(card["declared at"]).strip().startswith("steepness: float = par(")
    assert [line_at(each) for each in card["read at"] if ".steepness" not in line_at(each)] == []
    assert card["processes"] == ["leverage"]
    table = read_table(ROOT / "results/reference-sensitivity/ranking.csv").set_index("factor")
    screened = len(table.drop(index="dummy"))
    assert card["rank"] == [{"factor": "leverage", "rank": int(str(table.loc["leverage", "rank"])), "of": screened}]
    assert "sample_points.parquet" in study(card, "reference-robustness")["tables"]


def test_what_was_scanned_and_flips_comes_from_the_stored_tables() -> None:
    folder = ROOT / "results" / "reference-robustness"
    scanned, flips = (read_table(folder / f"{name}.csv") for name in ("scanned", "flips"))
    shown = []
    for name in scanned["parameter"]:
        found = published.standing(name)
        own = flips[(flips["parameter"] == name) & flips["flips"]]
        assert [each["value"] for each in found["flips"]] == own["value"].tolist()
        assert {each["outcome"] for each in found["scanned"]} == set(
            scanned.loc[scanned["parameter"] == name, "outcome"]
        )
        shown += study(KINDS["parameter"].card(name, "en"), "reference-robustness")["figures"]
    assert "2_flip_points" in shown  # where the figure has room for all of its words


def test_the_published_studies_are_those_that_are_reproduced() -> None:
    made = {each.folder for each in PUBLISHED.values()}
    assert set(published.folders()) == {folder for folder in made if folder.is_dir()}


def test_a_switch_says_how_the_ranking_fares_without_it() -> None:
    table = read_table(ROOT / "results" / "reference-ablate" / "ranking.csv")
    cases = published.standing("leverage.active")["switched off"]
    assert sum(each["cases"] for each in cases) == (table["mechanism"] == "leverage.active").sum() > 0


def test_a_parameter_read_beside_the_processes_names_the_process_that_runs_it() -> None:
    card = KINDS["parameter"].card("choice.form_cost", "en")
    assert card["processes"] == ["decision"]
    assert card["equation"].count("peers    = nu n f") == 1
    assert KINDS["parameter"].card("population.margin", "en")["processes"] == []


def test_every_parameter_and_outcome_is_found_in_the_code() -> None:
    for name in declared():
        assert name.rsplit(".", 1)[1] in line_at(in_code.parameter_line(name)), name
        assert in_code.uses(name), name
    for name in OUTCOMES:
        assert ":" in in_code.outcome_line(name), name


@pytest.mark.parametrize(
    ("outcome", "figures"),
    [
        ("chain_impact_global", {"10_variance_parts"}),
        ("chain_impact_dutch_child_labour", {"7_themes"}),
        ("level_playing_field_eu", {"3_level_playing_field", "6_hypotheses", "10_variance_parts"}),
        ("k6_insight", {"4_criteria"}),
        ("public_cost", {"5_side_effects"}),
        ("burden_mean", {"5_side_effects", "10_variance_parts"}),
        ("orders_dutch", set()),  # its label stands only within that of another outcome
    ],
)
def test_an_outcome_names_the_published_figures_that_show_it(outcome: str, figures: set[str]) -> None:
    found = study(KINDS["outcome"].card(outcome, "en"), "reference")
    of_claims = {"6_hypotheses", *(f"appendix_6_claims_{page}" for page in (1, 2, 3))}
    assert set(found["figures"]) - of_claims == figures - of_claims
    assert figures <= set(found["figures"])
    assert "summary.csv" in found["tables"]


def test_an_outcome_says_how_it_is_computed_divided_and_judged() -> None:
    card = KINDS["outcome"].card("k5_remedy", "en")
    assert card["formula"] == ["Return harm remedied in a year as a share of harm (M10; correction 24)."]
    assert card["better"] == "higher" and card["where or when"] and card["sections"]
    impact = KINDS["outcome"].card("chain_impact_dutch", "en")
    assert "Sector" in impact["divided by"] and any(each.startswith("H1 ") for each in impact["hypotheses"])


def test_a_process_says_who_writes_what_it_reads_and_who_reads_what_it_writes() -> None:
    card = KINDS["process"].card("leverage", "en")
    assert {"column": "company.scope", "written by": "laws"} in card["reads"]
    effect = next(each for each in card["writes"] if each["column"] == "supplier.effect")
    assert set(effect["read by"]) == {each.name for each in STEP if "supplier.effect" in each.reads} != set()
    assert line_at(card["declared at"]).startswith("PROCESS = Process(")


def test_a_law_route_and_course_say_what_their_files_say() -> None:
    law = KINDS["law"].card("due_diligence_eu", "en")
    assert law["employees_min"] == 250 and law["application"]["large"] == "2026Q3" and law["capacity"] == 861
    assert law["mixes"] and law["effort"] == "effort_due_diligence"
    route = KINDS["route"].card("2", "en")
    assert route["checkpoint"]["quarter"] == "2021Q2" and route["effort"]["european"] == 1
    assert "events.parquet" in study(route, "reference-routes")["tables"]
    assert KINDS["course"].card("expected", "en")["begins"] == "2020Q4"


def test_an_instrument_says_in_which_mixes_and_laws_it_is() -> None:
    card = KINDS["instrument"].card("broad_due_diligence", "en")
    assert card["laws"] == ["broad_due_diligence_nl", "due_diligence_eu"]
    assert {each["mix"]: each["national"] for each in card["mixes"]}["broad"] == 2
    assert line_at(card["declared at"]).startswith("INSTRUMENT = Instrument(")


def test_a_name_of_two_kinds_is_shown_as_the_first_and_names_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert kinds_of("transparency", None) == ("mix", ["instrument"])
    assert kinds_of("transparency", "instrument") == ("instrument", [])
    assert run.main(["explain", "transparency", "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["kind"] == "mix"
    assert "explain instrument transparency" in shown.err
    assert kinds_of("own/law.toml", None) == ("mix", []) and kinds_of("own/law.toml", "law") == ("law", [])


def test_a_plug_in_is_explained_in_a_world_that_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    world = ["--world", str(ROOT / "docs" / "examples" / "strike" / "world.toml")]
    assert run.main(["explain", "strike", "--json", *world]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["kind"] == "process" and card["order"] is None
    assert line_at(card["declared at"]).startswith("PROCESS = Process(")
    assert run.main(["explain", "strike.gain", "--json", *world]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["processes"] == ["strike"] and "chance_j = f" in card["equation"]
    assert line_at(card["declared at"]).strip().startswith("gain: float = par(")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["leverage.steepnes"], "did you mean 'leverage.steepness'? (parameter)"),
        (["due_diligence_e"], "did you mean 'due_diligence_eu'? (law)"),
        (["zzzz"], "unknown name 'zzzz'; allowed: "),
        (["law", "due_diligence_e"], "unknown law 'due_diligence_e'; did you mean 'due_diligence_eu'?"),
        (["route", "expected"], "unknown route 'expected'"),
        (["course", "european"], "unknown course 'european'"),
        (["lawful", "due_diligence_eu"], "invalid choice: 'lawful'"),
        (["broad", "--course", "none.toml"], "none.toml: file not found"),
        (["3", "--course", "none.toml"], "none.toml: file not found"),
        (["law", "none.toml"], "none.toml: file not found"),
    ],
)
def test_a_name_that_nothing_has_is_refused(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["explain", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and message in shown.err and shown.err.count("\n") == 1
