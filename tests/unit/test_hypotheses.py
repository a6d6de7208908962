"""Verdicts on claims follow from the runs, in both directions; the file of hypotheses is read strictly."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.studies.common.multiple_testing import discoveries, holm
from experiments.studies.common.relevance import least_relevant
from experiments.studies.comparison.hypotheses import Claim, Hypothesis, needed_outcomes, needed_runs, read_hypotheses
from experiments.studies.comparison.verdicts import (
    CONTRADICTED,
    IN_PART,
    NO_DIFFERENCE,
    NOT_TESTABLE,
    NOT_TESTED,
    SUPPORTED,
    UNDECIDED,
    claim_verdicts,
    judge,
    overall,
    tidy,
    verdict_of,
    verdicts,
)
from model.errors import InputError
from model.outcomes import OUTCOMES
from model.scenario import load_scenario, named_files

HEAD = '[[hypotheses]]\nid = "H"\nlabel_en = "A"\nlabel_nl = "B"\nsections = ["3"]\nexpects = "a test"\n'
SAYS = 'says_en = "more"\nsays_nl = "meer"\n'
CLAIM = f'[[hypotheses.claims]]\n{SAYS}outcome = "impact"\nyear = 2030\ncourses = ["expected"]\n'
PAIR = 'left = "broad"\nright = "thematic"\nrelation = "greater"\n'
CORNERS = 'interaction = ["broad", "law_alone", "thematic", "null_option"]\nrelation = "greater"\n'
Value = Callable[[str, int], float]
SEEDS = range(6)


def read(folder: Path, text: str) -> tuple[Hypothesis, ...]:
    path = folder / "hypotheses.toml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return read_hypotheses(path, ["impact", "other"])


def runs(value: Value, *, course: str = "expected", year: int = 2030, outcome: str = "impact") -> pd.DataFrame:
    """Synthetic runs of four mixes; luck is large and shared, so only pairing shows small differences."""
    luck = np.random.default_rng(1).normal(size=len(SEEDS))
    rows = [
        (mix, course, seed, year, outcome, luck[seed] + value(mix, seed))
        for mix in ("null_option", "thematic", "broad", "law_alone")
        for seed in SEEDS
    ]
    return pd.DataFrame(rows, columns=["mix", "course", "seed", "year", "outcome", "value"])


def one(folder: Path, claim: str, frame: pd.DataFrame) -> pd.Series:
    judged = claim_verdicts(read(folder, HEAD + claim), frame)
    assert len(judged) == 1
    return judged.iloc[0]


# ---- claims


@pytest.mark.parametrize(
    ("ahead", "relation", "verdict"),
    [
        (0.01, "greater", SUPPORTED),
        (-0.01, "greater", CONTRADICTED),
        (0.01, "less", CONTRADICTED),
        (-0.01, "less", SUPPORTED),
        (0.0, "greater", UNDECIDED),
        (0.0, "less", UNDECIDED),
    ],
)
def test_a_paired_difference_is_judged_both_ways(tmp_path: Path, ahead: float, relation: str, verdict: str) -> None:
    def value(mix: str, seed: int) -> float:
        return (ahead + 0.001 * (-1.0) ** seed) * (mix == "broad")

    judged = one(tmp_path, CLAIM + PAIR.replace("greater", relation), runs(value))
    assert judged["verdict"] == verdict
    assert judged["estimate"] == pytest.approx(ahead)
    assert judged["seeds"] == len(SEEDS)


def test_the_interval_is_the_90_percent_t_interval_of_paired_differences(tmp_path: Path) -> None:
    differences = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    judged = one(tmp_path, CLAIM + PAIR, runs(lambda mix, seed: differences[seed] * (mix == "broad")))
    half = stats.t.ppf(0.95, 5) * differences.std(ddof=1) / np.sqrt(6)
    assert (judged["lo"], judged["hi"]) == pytest.approx((0.25 - half, 0.25 + half))


@pytest.mark.parametrize(("both", "verdict"), [(0.5, SUPPORTED), (0.1, CONTRADICTED), (0.3, UNDECIDED)])
def test_an_interaction_is_more_than_the_sum_of_the_parts(tmp_path: Path, both: float, verdict: str) -> None:
    part = {"null_option": 0.0, "thematic": 0.1, "law_alone": 0.2, "broad": both}

    def value(mix: str, seed: int) -> float:
        return part[mix] + 0.001 * (-1.0) ** seed * (mix == "broad")

    judged = one(tmp_path, CLAIM + CORNERS, runs(value))
    assert judged["verdict"] == verdict
    assert judged["estimate"] == pytest.approx(both - 0.3)


@pytest.mark.parametrize(("level", "verdict"), [(9.0, SUPPORTED), (-9.0, CONTRADICTED), (0.0, UNDECIDED)])
def test_a_level_is_held_against_a_threshold(tmp_path: Path, level: float, verdict: str) -> None:
    claim = CLAIM + 'left = "null_option"\nrelation = "greater"\nthreshold = 100.0\nreason = "a test"\n'
    centred = runs(lambda mix, seed: 100.0 + level)
    centred["value"] -= centred.loc[centred["mix"] == "null_option", "value"].mean() - 100.0 - level
    assert one(tmp_path, claim, centred)["verdict"] == verdict


def test_a_threshold_shifts_a_difference(tmp_path: Path) -> None:
    frame = runs(lambda mix, seed: (0.2 + 0.001 * (-1) ** seed) * (mix == "broad"))
    limit = 'threshold = {}\nreason = "a test"\n'
    assert one(tmp_path, CLAIM + PAIR + limit.format(0.1), frame)["verdict"] == SUPPORTED
    assert one(tmp_path, CLAIM + PAIR + limit.format(0.3), frame)["verdict"] == CONTRADICTED


def test_a_change_counts_from_its_first_year(tmp_path: Path) -> None:
    late = runs(lambda mix, seed: 0.5 + 0.001 * (-1) ** seed)
    early = runs(lambda mix, seed: 0.2, year=2020)
    claim = CLAIM + 'since = 2020\nleft = "null_option"\nrelation = "less"\nthreshold = 0.4\nreason = "a test"\n'
    judged = one(tmp_path, claim, pd.concat([early, late]))
    assert judged["estimate"] == pytest.approx(-0.1)
    assert judged["verdict"] == SUPPORTED


def test_an_outcome_may_be_a_weighted_sum(tmp_path: Path) -> None:
    claim = CLAIM.replace('"impact"', "{ impact = 2, other = -1 }") + PAIR
    frame = pd.concat(
        [
            runs(lambda mix, seed: 0.1 * (mix == "broad")),
            runs(lambda mix, seed: (0.5 + 0.001 * seed) * (mix == "broad"), outcome="other"),
        ]
    )
    judged = one(tmp_path, claim, frame)
    assert judged["estimate"] == pytest.approx(0.2 - 0.5025)
    assert judged["verdict"] == CONTRADICTED
    assert judged["outcome"] == "2 impact -1 other"


def test_the_right_side_may_be_under_another_course(tmp_path: Path) -> None:
    claim = CLAIM + 'left = "broad"\nright = "broad"\nright_course = "as_enacted"\nrelation = "less"\n'
    here = runs(lambda mix, seed: 0.001 * seed)
    assert one(tmp_path, claim, here)["verdict"] == NOT_TESTED
    there = runs(lambda mix, seed: 1.0, course="as_enacted")
    assert one(tmp_path, claim, pd.concat([here, there]))["verdict"] == SUPPORTED


def test_one_run_decides_nothing(tmp_path: Path) -> None:
    frame = runs(lambda mix, seed: 1.0 * (mix == "broad"))
    assert one(tmp_path, CLAIM + PAIR, frame[frame["seed"] == 0])["verdict"] == UNDECIDED


@pytest.mark.parametrize("column", ["mix", "year", "outcome", "course"])
def test_what_was_not_run_is_not_tested(tmp_path: Path, column: str) -> None:
    frame = runs(lambda mix, seed: 1.0 * (mix == "broad"))
    missing = {"mix": "broad", "year": 2030, "outcome": "impact", "course": "expected"}[column]
    assert one(tmp_path, CLAIM + PAIR, frame[frame[column] != missing])["verdict"] == NOT_TESTED


def test_only_seeds_that_all_sides_have_are_paired(tmp_path: Path) -> None:
    frame = runs(lambda mix, seed: (1.0 + 0.01 * seed) * (mix == "broad"))
    lost = frame[~((frame["mix"] == "thematic") & (frame["seed"] < 2))]
    judged = one(tmp_path, CLAIM + PAIR, lost)
    assert judged["seeds"] == len(SEEDS) - 2
    assert judged["estimate"] == pytest.approx(1.035)


def ahead_by(ahead: float, spread: float = 0.001) -> pd.DataFrame:
    return runs(lambda mix, seed: (ahead + spread * (-1.0) ** seed) * (mix == "broad"))


@pytest.mark.parametrize(
    ("ahead", "verdict"),
    [(0.2, SUPPORTED), (0.1, UNDECIDED), (0.05, NO_DIFFERENCE), (-0.05, NO_DIFFERENCE), (-0.2, CONTRADICTED)],
)
def test_what_is_smaller_than_the_least_relevant_size_decides_nothing(
    tmp_path: Path, ahead: float, verdict: str
) -> None:
    judged = one(tmp_path, CLAIM + PAIR + "least_relevant = 0.1\n", ahead_by(ahead))
    assert (judged["verdict"], judged["least_relevant"]) == (verdict, 0.1)


def test_sizes_of_outcomes_are_weighed_as_the_claim_weighs_them(tmp_path: Path) -> None:
    claim = CLAIM.replace('"impact"', "{ chain_impact_dutch = 8, chain_impact_dutch_child_labour = -1 }") + PAIR
    path = tmp_path / "hypotheses.toml"
    path.write_text(HEAD + claim, encoding="utf-8")
    assert read_hypotheses(path)[0].claims[0].size == pytest.approx(7 * least_relevant()["chain_impact_dutch"])


def test_probabilities_are_those_of_t_tests_against_the_least_relevant_size(tmp_path: Path) -> None:
    differences = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    frame = runs(lambda mix, seed: differences[seed] * (mix == "broad"))
    judged = one(tmp_path, CLAIM + PAIR + "least_relevant = 0.1\n", frame)
    assert judged["p_supported"] == pytest.approx(stats.ttest_1samp(differences, 0.1, alternative="greater").pvalue)
    assert judged["p_contradicted"] == pytest.approx(stats.ttest_1samp(differences, -0.1, alternative="less").pvalue)


def test_a_contradiction_is_corrected_for_the_number_of_claims(tmp_path: Path) -> None:
    behind = ahead_by(-0.02, 0.02)
    alone = read(tmp_path, HEAD + CLAIM + PAIR)
    assert list(claim_verdicts(alone, behind)["verdict"]) == [CONTRADICTED]
    several = read(tmp_path, HEAD + (CLAIM + PAIR) * 5)
    judged = claim_verdicts(several, behind)
    assert set(judged["verdict"]) == {UNDECIDED}
    assert judged["p_contradicted_holm"].iloc[0] == pytest.approx(5 * judged["p_contradicted"].iloc[0])


def test_what_a_default_decides_is_not_testable(tmp_path: Path) -> None:
    rests = 'rests_on = { parameter = "motivation.crowding", absent = 0.0 }\n'
    hypotheses = read(tmp_path, HEAD + CLAIM + PAIR + rests)
    for value, verdict in ((0.0, NOT_TESTABLE), (0.1, SUPPORTED)):
        judged = claim_verdicts(hypotheses, ahead_by(0.2), {"motivation.crowding": value})
        assert list(judged["verdict"]) == list(verdicts(judged)["verdict"]) == [verdict]


def test_a_contrast_of_two_hypotheses_is_named(tmp_path: Path) -> None:
    other = HEAD.replace('"H"', '"I"') + CLAIM + PAIR + CLAIM + PAIR.replace("thematic", "null_option")
    judged = claim_verdicts(read(tmp_path, HEAD + CLAIM + PAIR + other), ahead_by(0.2))
    assert list(judged["also_in"]) == ["I", "H", ""]
    own = claim_verdicts(read_hypotheses(), runs(lambda mix, seed: 0.0))
    assert set(own.loc[own["also_in"] != "", "hypothesis"]) == {"H5", "H9"}


@pytest.mark.parametrize("claims", [1, 4, 8])
def test_without_any_difference_a_tenth_of_verdicts_is_wrong_at_most(claims: int) -> None:
    """Simulation: independent claims, no difference, and any difference relevant, which is the worst case."""
    draws = np.random.default_rng(claims)
    found = {SUPPORTED: 0, CONTRADICTED: 0}
    times = 600
    for _ in range(times):
        judged = [judge(draws.normal(size=20), 1, 0.0) for _ in range(claims)]
        corrected = holm([each.p_contradicted for each in judged])
        verdict = overall([verdict_of(each, p, 1, 0.0) for each, p in zip(judged, corrected, strict=True)])
        if verdict in found:
            found[verdict] += 1
    assert sum(found.values()) / times <= 0.1 + 1.65 * np.sqrt(0.1 * 0.9 / times)
    assert found[CONTRADICTED] / times == pytest.approx(0.05, abs=0.025)


def test_corrections_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, float("nan")]) == pytest.approx([0.03, 0.06, 0.06, float("nan")], nan_ok=True)
    assert list(discoveries([0.01, 0.04, 0.03, 0.5, float("nan")], 0.1)) == [True, True, True, False, False]
    assert not discoveries([0.2, 0.3], 0.1).any() and not discoveries([], 0.1).any()


# ---- hypotheses


@pytest.mark.parametrize(
    ("claims", "verdict"),
    [
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([SUPPORTED, CONTRADICTED, NOT_TESTED], CONTRADICTED),
        ([SUPPORTED, UNDECIDED, NO_DIFFERENCE], UNDECIDED),
        ([SUPPORTED, NO_DIFFERENCE, NOT_TESTABLE], IN_PART),
        ([NO_DIFFERENCE, NOT_TESTABLE], NO_DIFFERENCE),
        ([SUPPORTED, NOT_TESTABLE, NOT_TESTED], NOT_TESTABLE),
        ([SUPPORTED, NOT_TESTED], NOT_TESTED),
        ([], NOT_TESTED),
    ],
)
def test_a_hypothesis_stands_or_falls_with_its_claims(claims: list[str], verdict: str) -> None:
    assert overall(claims) == verdict


def test_a_hypothesis_is_judged_under_each_course(tmp_path: Path) -> None:
    claim = (CLAIM + PAIR).replace('["expected"]', '["expected", "as_enacted"]')
    ahead = runs(lambda mix, seed: (1.0 + 0.001 * seed) * (mix == "broad"))
    behind = runs(lambda mix, seed: (-1.0 + 0.001 * seed) * (mix == "broad"), course="as_enacted")
    frame = pd.concat([ahead, behind])
    judged = verdicts(claim_verdicts(read(tmp_path, HEAD + claim), frame)).set_index("course")
    assert judged["verdict"].to_dict() == {"expected": SUPPORTED, "as_enacted": CONTRADICTED}
    assert judged["claims"].to_list() == [1, 1]


def test_a_study_table_becomes_tidy() -> None:
    annual = pd.DataFrame({"run_id": ["a"], "course": ["c"], "mix": ["m"], "seed": [1], "year": [2030], "x": [2.0]})
    row = tidy(annual).iloc[0]
    assert (row["mix"], row["course"], row["outcome"], row["value"]) == ("m", "c", "x", 2.0)


# ---- reading


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "hypotheses"),
        (HEAD, "claims"),
        (HEAD + CLAIM + PAIR + HEAD + CLAIM + PAIR, "twice"),
        (HEAD + CLAIM + PAIR + "yeer = 3\n", "year"),
        (HEAD + CLAIM + PAIR.replace("broad", "braod"), "broad"),
        (HEAD + (CLAIM + PAIR).replace("impact", "impct"), "impact"),
        (HEAD + (CLAIM + PAIR).replace('"expected"', '"expectd"'), "expected"),
        (HEAD + CLAIM.replace('["expected"]', "[]") + PAIR, "courses"),
        (HEAD + CLAIM + PAIR.replace("greater", "better"), "greater"),
        (HEAD + CLAIM + PAIR + "threshold = 1\n", "reason"),
        (HEAD + CLAIM + 'left = "broad"\nrelation = "greater"\n', "threshold"),
        (HEAD + CLAIM + 'relation = "greater"\n', "either left or interaction"),
        (HEAD + CLAIM + CORNERS + 'left = "broad"\n', "either left or interaction"),
        (HEAD + CLAIM + CORNERS.replace(', "null_option"', ""), "four mixes"),
        (HEAD + CLAIM + PAIR + "since = 2030\n", "since"),
        (HEAD + CLAIM + CORNERS + 'right_course = "expected"\n', "right_course"),
        (HEAD + CLAIM + PAIR + "least_relevant = -1\n", "least_relevant"),
        (HEAD + CLAIM + PAIR + 'rests_on = { parameter = "motivation.crowdin", absent = 0 }\n', "motivation.crowding"),
        (HEAD + CLAIM + PAIR + 'rests_on = { parameter = "motivation.crowding" }\n', "absent"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        read(tmp_path, text)


def test_the_own_file_can_be_judged() -> None:
    """Every outcome, mix and course that it names exists, and every year lies in the reference world."""
    hypotheses = read_hypotheses(outcomes=OUTCOMES)
    assert [each.id for each in hypotheses] == [f"H{number}" for number in range(1, 11)]
    assert {mix for mix, _ in needed_runs(hypotheses)} <= set(named_files("mixes"))
    assert set(needed_outcomes(hypotheses)) <= set(OUTCOMES)
    world = load_scenario("1").world
    for hypothesis in hypotheses:
        for claim in hypothesis.claims:
            assert world.start // 4 <= (claim.since or claim.year) <= claim.year <= world.end // 4


OWN_CLAIMS = [replace(each, claims=(claim,)) for each in read_hypotheses() for claim in each.claims]


@pytest.mark.parametrize("hypothesis", OWN_CLAIMS, ids=[f"{each.id} {each.claims[0].says_en}" for each in OWN_CLAIMS])
def test_no_verdict_of_the_own_file_is_fixed(hypothesis: Hypothesis) -> None:
    """Runs can be made up that support the claim, and others that contradict it."""
    for wanted, towards in ((SUPPORTED, 1.0), (CONTRADICTED, -1.0)):
        assert set(claim_verdicts([hypothesis], _made_up(hypothesis.claims[0], towards))["verdict"]) == {wanted}


def _made_up(claim: Claim, towards: float) -> pd.DataFrame:
    """Values of a claim's outcomes that put its first term far on the side it names (1) or on the other (-1)."""
    sign = towards * (1 if claim.relation == "greater" else -1)
    rows = []
    for course in claim.courses:
        for place, (_, mix, under) in enumerate(claim.terms(course)):
            for outcome, weight in claim.outcome.items():
                far = sign * float(np.sign(weight)) * 100.0 * (place == 0)
                for year, value in {claim.since: 0.0, claim.year: far}.items():
                    rows += [(mix, under, seed, year, outcome, value + seed) for seed in SEEDS if year is not None]
    table = pd.DataFrame(rows, columns=["mix", "course", "seed", "year", "outcome", "value"])
    return table.drop_duplicates(["mix", "course", "seed", "year", "outcome"])
