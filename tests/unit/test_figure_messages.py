"""Titles of figures follow the data."""

from collections.abc import Sequence

import pytest

from experiments.report.formatting import factor, is_clear, lowered
from experiments.studies.common.relevance import least_relevant
from experiments.studies.comparison.figures import countries, criteria, hypotheses, side_effects, themes
from experiments.studies.comparison.figures.claims import sections
from experiments.studies.comparison.figures.divided import Divided, lead_text
from experiments.studies.comparison.figures.messages import by_course, standing, standing_text
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.comparison.tables import StudyTables
from experiments.studies.comparison.verdicts import CONTRADICTED, NOT_TESTABLE, NOT_TESTED, SUPPORTED
from tests.unit.figure_parts import COURSES, MIXES, OUTCOME, Numbers, study


@pytest.fixture(scope="module")
def tables() -> StudyTables:
    """Return a study in which mandates move no motivation, so that claims about that cannot be tested."""
    return study(mixes=MIXES, parameters={"motivation.crowding": 0.0})


def standing_of(numbers: Numbers, mixes: Sequence[str] = MIXES[:3]) -> tuple[str, tuple[str, ...], str]:
    view = View(study(numbers, mixes, seeds=len(next(iter(numbers.values())))))
    found = standing(view, COURSES[0], OUTCOME, view.years[-1])
    return found.best, found.rivals, standing_text(view, COURSES[0], OUTCOME, view.years[-1])


def test_the_highest_mix_is_the_one_with_the_highest_mean() -> None:
    first, second, third = MIXES[:3]
    luck = [0.1, 0.3, 0.2]
    ahead = {first: luck, second: [value + 0.02 for value in luck], third: [value + 0.01 for value in luck]}
    assert standing_of(ahead) == (second, (), "mix 2 is highest (+2.0 over mix 1) at these parameters")
    swapped = {first: ahead[second], second: ahead[first], third: ahead[third]}
    assert standing_of(swapped) == (first, (), "mix 1 is highest at these parameters")


def test_a_lead_within_the_interval_is_said_to_be_unclear() -> None:
    first, second, third = MIXES[:3]
    close = {first: [0.1, 0.1, 0.1], second: [0.5, 0.5, 0.5], third: [0.4, 0.7, 0.41]}
    best, rivals, text = standing_of(close)
    assert (best, rivals) == (third, (second,))
    assert text.endswith("within the spread of seeds of mix 2")


def test_equal_mixes_are_told_apart_by_nobody() -> None:
    equal = {mix: [0.2, 0.4, 0.3] for mix in MIXES[:3]}
    assert standing_of(equal)[2] == "no mix stands out (highest: 1)"


def test_one_seed_is_said_to_have_no_interval() -> None:
    one = {mix: [0.1 * place] for place, mix in enumerate(MIXES[:3], start=1)}
    assert standing_of(one)[2] == "mix 3 is highest (one seed, so no interval)"


@pytest.mark.parametrize(
    ("rise", "said"),
    [
        (0.02, "0.5 of the 2.0 points that mix 2 adds come from clothing and textile"),
        (-0.02, "no mix clearly adds to the whole (largest: 2)"),
    ],
)
def test_the_source_of_a_lead_is_the_group_that_adds_most(rise: float, said: str) -> None:
    first, second = MIXES[:2]
    luck = [0.1, 0.3, 0.2]
    tables = study({first: luck, second: [value + rise for value in luck]}, MIXES[:2])
    table = tables.breakdown
    chosen = (table["mix"] == second) & (table["outcome"] == "chain_impact_dutch") & (table["dimension"] == "sector")
    table.loc[chosen, "diff"] = 0.001
    table.loc[chosen & (table["key"] == "TEX"), "diff"] = 0.005
    view = View(tables)
    assert lead_text(Divided(view, "sector"), COURSES[0]) == said


def test_the_countries_shown_are_those_that_add_most() -> None:
    tables = study(mixes=MIXES[:2])
    table = tables.breakdown
    chosen_rows = (table["dimension"] == "country") & (table["outcome"] == "chain_impact_dutch")
    table.loc[chosen_rows & (table["mix"] != tables.base), "diff"] = 0.0
    for place, code in enumerate(("VNM", "BGD")):
        table.loc[chosen_rows & (table["mix"] != tables.base) & (table["key"] == code), "diff"] = 0.1 * (place - 2)
    assert countries.chosen(Divided(View(tables), "country"))[:2] == ["VNM", "BGD"]


def test_courses_that_agree_are_told_once(tables: StudyTables) -> None:
    view = View(tables)
    assert by_course(view, lambda course: "so") == "so, under each course of European politics"
    told = by_course(view, lambda course: course)
    assert told == "expected politics: expected; as enacted: as_enacted"


def test_a_difference_counts_as_clear_only_beside_zero() -> None:
    assert [is_clear(*ends) for ends in ((0.1, 0.2), (-0.2, -0.1), (-0.1, 0.1), (0.0, 0.1))] == [
        True,
        True,
        False,
        False,
    ]
    assert not is_clear(float("nan"), float("nan"))


def test_side_effects_are_held_against_the_least_relevant_size(tables: StudyTables) -> None:
    # the stand-in shifts every outcome up, so that each mix is worse wherever lower is better
    view = View(tables)
    names, course = side_effects.shown(view), COURSES[0]
    found = {name: side_effects.worse_by(view, course, name, MIXES[1]) for name in names}
    cell = view.cells(course, "burden_mean", view.report_years[-1])[MIXES[1]]
    size = factor("burden_mean") * least_relevant()["burden_mean"]
    assert found["burden_mean"][:3] == pytest.approx((cell.diff / size, cell.diff_lo / size, cell.diff_hi / size))
    assert all(low <= middle <= high for middle, low, high, _ in found.values())
    worst = max(names, key=lambda name: max(side_effects.worse_by(view, course, name, mix)[0] for mix in MIXES[1:]))
    assert f"most on {lowered(view.outcome_label(worst))}, under mix " in side_effects._texts(view).title
    same = View(study({mix: [0.5, 0.5, 0.5] for mix in MIXES}, MIXES))
    same.tables.summary.loc[:, ["diff", "diff_lo", "diff_hi"]] = 0.0
    assert "none is clearly worse by a size that matters" in side_effects._texts(same).title


def test_the_title_of_criteria_names_them_by_the_mix_that_is_best() -> None:
    view = View(study(mixes=MIXES))
    found = criteria._texts(view, criteria.numbered(view)).title
    for course in COURSES:
        led = [each for each in criteria.numbered(view) if not standing(view, course, each.name, 2030).rivals]
        assert all(criteria.BRIEF[each.name] in found for each in led)
    same = View(study({mix: [0.5, 0.5, 0.5] for mix in MIXES}, MIXES))
    same.tables.annual[[each.name for each in criteria.numbered(same)]] = 0.5
    assert "no mix is clearly best on any" in criteria._texts(same, criteria.numbered(same)).title


def test_themes_that_do_not_change_are_said_not_to() -> None:
    view = View(study(mixes=MIXES))
    assert " most (+" in themes._texts(view, "dutch").title
    view.tables.summary.loc[:, ["diff", "diff_lo", "diff_hi"]] = 0.0
    assert "no theme changes beyond the spread of seeds" in themes._texts(View(view.tables), "dutch").title


def test_claims_come_on_pages_and_titles_name_verdicts(tables: StudyTables) -> None:
    known = read_hypotheses()
    pages = hypotheses.pages(known)
    assert [name for page in pages for name in page] == [each.id for each in known]
    assert all(sum(len(each.claims) for each in known if each.id in page) <= hypotheses.MOST_CLAIMS for page in pages)
    view = View(tables)
    parts = sections(view, known, 4.0)
    title = hypotheses._texts(view, parts).title
    for part in parts:
        verdicts = {part.verdict(course) for course in COURSES} - {None}
        named = part.hypothesis.label_en in title or part.hypothesis.id in title
        assert named == (verdicts in ({SUPPORTED}, {CONTRADICTED})), part.hypothesis.id


def test_indices_and_shares_are_told_in_hundredths(tables: StudyTables) -> None:
    view = View(tables)
    row = tables.summary[tables.summary["outcome"] == OUTCOME].iloc[0]
    cell = view.cells(row["course"], OUTCOME, row["year"])[row["mix"]]
    assert cell.mean == pytest.approx(100 * row["mean"])
    assert [view.unit(name) for name in (OUTCOME, "sme_exclusion")] == ["index 0–100", "% of share"]
    dutch = [View(tables, "nl").unit(name) for name in ("volume_relocated", "sme_exclusion")]
    assert dutch == ["% inkoop/jaar", "% van aandeel"]
    money = tables.summary[tables.summary["outcome"] == "public_cost"].iloc[0]
    assert view.cells(money["course"], "public_cost", money["year"])[money["mix"]].mean == money["mean"]


def test_claims_are_judged_in_the_unit_told(tables: StudyTables) -> None:
    judged = [
        each
        for part in sections(View(tables), read_hypotheses(), 4.0)
        for row in part.rows
        for each in row.judged.values()
    ]
    untested = {NOT_TESTED, NOT_TESTABLE}
    assert {each.verdict for each in judged} >= {SUPPORTED, *untested}
    assert all(each.low <= each.estimate <= each.high for each in judged if each.verdict not in untested)
