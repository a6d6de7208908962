"""What the terminal shows of a sensitivity analysis, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.table import Table

from experiments.report.formatting import mix_codes, number_in
from experiments.report.terminal import label, number_text, plain_table
from experiments.report.translation import N_, translate
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity import moment_independent, noise, variance
from experiments.studies.sensitivity.estimates import ABOVE, BELOW, CLOSE, CONSTANT, ROUGH_BELOW, UNKNOWN, WIDE
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.study import SensitivityStudy
from experiments.studies.sensitivity.targets import DIFFERENCE, VALUE
from model.outcomes import OUTCOMES

RANKED = 10
"""Rows of the ranking that are shown; all are in its table."""
SHOWN = 2
"""Groups shown for each outcome and mix: those with the largest total index."""
MOST_TOLD = 99_999
"""Larger samples are told as more than this: they are out of reach, and the estimate is rough."""
PLACES = 2
BY = {"mechanism": N_("mechanisms"), "parameter": N_("parameters")}
"""What is screened."""
RANKING_COLUMNS = (N_("rank"), N_("mechanism"), N_("parameters"), N_("score"), N_("largest in"), N_("own index"))
INDEX_COLUMNS = (N_("outcome"), N_("mix"), N_("largest"), N_("second"), N_("chance"))
PAWN_COLUMNS = (N_("parameter"), N_("times"), N_("most of all for"), N_("index [90%]"), N_("95% of dummies"))


def legend(made: SensitivityStudy, language: str) -> str:
    """Return what was run."""
    replicates = made.plan.replicates
    return translate(
        "{runs} runs at {points} points of {parameters} parameters in {groups} {by}, the same seeds "
        "at every point. What is explained: the variance over plausible ranges of the mean over "
        "{replicates} {seeds}.",
        language,
        runs=number_in(language, f"{made.study.runs:,}"),
        points=number_in(language, f"{sum(len(each.points) for each in made.study.sweeps.values()):,}"),
        parameters=len(made.subject.factors) - 1,
        groups=len(made.ranking) - 1,
        by=translate(BY[made.plan.by], language),
        replicates=replicates,
        seeds=translate(N_("seed") if replicates == 1 else N_("seeds"), language),
    )


def kind_of(made: SensitivityStudy) -> str:
    """Return what is told: paired differences, or values where nothing is compared."""
    return DIFFERENCE if (made.indices["kind"] == DIFFERENCE).any() else VALUE


def kind_told(made: SensitivityStudy, language: str) -> str:
    """Return what is told, in words."""
    if kind_of(made) == VALUE:
        return translate("values", language)
    return translate("paired differences from {base}", language, base=codes(made)[made.subject.base])


def codes(made: SensitivityStudy) -> dict[str, str]:
    """Return the short code of each mix."""
    return mix_codes(list({each.mix.name: each.mix for each in made.subject.scenarios}.values()))


def ranking_table(made: SensitivityStudy, language: str) -> Table:
    """Return the first groups of the screening."""
    heads = [translate(each, language) for each in RANKING_COLUMNS]
    rows = [
        (
            f"{row['rank']} [{row['rank_lo']:.0f}; {row['rank_hi']:.0f}]",
            row["factor"],
            row["parameters"],
            number_text(float(row["score"]), PLACES, "", language),
            f"{row['largest']} / {row['targets']}",
            translate("yes", language) if row["chosen"] else "",
        )
        for row in made.ranking.head(RANKED).to_dict(orient="records")
    ]
    by = translate(BY[made.plan.by], language)
    return plain_table(
        translate(
            "Screening (Morris, {count} trajectories): which {by} matter most",
            language,
            count=made.plan.trajectories,
            by=by,
        ),
        heads,
        rows,
    )


def ranking_legend(made: SensitivityStudy, language: str) -> str:
    """Return what the score means."""
    lost = made.ranking[made.ranking["score"].isna()]["factor"]
    unknown = (
        translate(
            " Not ranked, because runs failed that they need: {names}.", language, names=", ".join(map(str, lost))
        )
        if len(lost)
        else ""
    )
    legend = translate(
        "Score: mean size of effects as a share of the largest, over {targets} {kind} (outcomes, "
        "mixes, years) that vary. In brackets: 90% interval of the rank, from resampled "
        "trajectories. The first {chosen} have indices of their own below; the rest is 'all others'.",
        language,
        targets=int(made.ranking["targets"].max()),
        kind=kind_told(made, language),
        chosen=int(made.ranking["chosen"].sum()),
    )
    return legend + unknown


def told(row: Mapping[Any, Any], language: str) -> str:
    """Return an index with its interval, or that it is not resolved and which sample would do."""
    name = translate(OTHERS, language) if row["factor"] == OTHERS else str(row["factor"])
    if row["resolved"]:
        note = f" {translate(ABOVE, language)}" if row["standing"] == ABOVE else ""
        return f"{name} {with_ends(row, language)}{note}"
    if row["standing"] in (CONSTANT, UNKNOWN):
        return translate(str(row["standing"]), language)
    if row["standing"] == BELOW:
        return f"{name}: {translate(BELOW, language)}"
    needed = float(row["needed_samples"])
    if math.isnan(needed):
        return f"{name}: {translate('not resolved', language)}"
    found = N_("not resolved (N≈{needed})") if needed <= MOST_TOLD else N_("not resolved (N>{needed})")
    shown = number_text(min(int(needed), MOST_TOLD), 0, "", language)
    return f"{name}: {translate(found, language, needed=shown)}"


def with_ends(row: Mapping[Any, Any], language: str) -> str:
    """Return a value and its interval."""
    value, low, high = (number_text(float(row[name]), PLACES, "", language) for name in ("value", "lo", "hi"))
    return f"{value} [{low}; {high}]"


def index_rows(made: SensitivityStudy, language: str) -> Iterator[tuple[str, ...]]:
    """Yield for each outcome and mix the largest total indices and the share of chance, in the last year."""
    year, kind = made.subject.years[-1], kind_of(made)
    own = made.indices[(made.indices["kind"] == kind) & (made.indices["year"] == year)]
    total = own[(own["method"] == variance.METHOD) & (own["index"] == variance.TOTAL) & (own["factor"] != DUMMY)]
    chance = own[(own["method"] == noise.METHOD) & (own["index"] == noise.TOTAL)]
    keys = zip(chance["outcome"], chance["course"], chance["mix"], strict=True)
    shares = dict(zip(keys, map(float, chance["value"]), strict=True))
    several = len({each.course.name for each in made.subject.scenarios}) > 1
    before, short = "", codes(made)
    groups = {tuple(map(str, key)): rows for key, rows in total.groupby(["outcome", "course", "mix"], sort=False)}
    for (outcome, course, mix), rows in sorted(
        groups.items(), key=lambda each: made.subject.outcomes.index(each[0][0])
    ):
        ordered = rows.sort_values("value", ascending=False, kind="stable").to_dict(orient="records")
        count = 1 if ordered[0]["standing"] in (CONSTANT, UNKNOWN) else SHOWN
        cells = [told(row, language) for row in ordered[:count]]
        cells += [""] * (SHOWN - len(cells))
        name = label(OUTCOMES[outcome], language)
        option = f"{short[mix]}, {course}" if several else short[mix]
        yield (
            "" if name == before else name,
            option,
            *cells,
            number_text(shares[outcome, course, mix], PLACES, "", language),
        )
        before = name


def index_table(made: SensitivityStudy, language: str) -> Table:
    """Return the largest total indices by outcome and mix."""
    title = translate(
        "Total indices (Sobol, N = {count}) of {kind} in {year}: the largest",
        language,
        count=made.plan.samples,
        kind=kind_told(made, language),
        year=made.subject.years[-1],
    )
    heads = [translate(each, language) for each in INDEX_COLUMNS]
    return plain_table(title, heads, index_rows(made, language))


def index_legend(made: SensitivityStudy, language: str) -> str:
    """Return how to read the table of indices; the dummy has the same index everywhere, or its largest is told."""
    own = made.indices
    dummy = own[(own["index"] == variance.TOTAL) & (own["factor"] == DUMMY)]["value"].max()
    rough = translate(
        " N = {count} is below {enough}: intervals are rough, and hold the index in some 80 to 86% "
        "of cases instead of 90%.",
        language,
        count=made.plan.samples,
        enough=ROUGH_BELOW,
    )
    legend = translate(
        "Index [90% interval]: share of the variance that is left when all else is known. Not "
        "resolved: the interval is wider than {close} and not above noise, or wider than {wide}; "
        "about so large an N would do. 'above noise': it matters, but how much is not known well. "
        "'not above chance': no more than what seeds make of something that does nothing; more "
        "--replicates would help. Chance: share of the variance of a result that comes from seeds. "
        "The dummy, which changes nothing, has index {dummy}.",
        language,
        close=number_in(language, f"{CLOSE:g}"),
        wide=number_in(language, f"{WIDE:g}"),
        dummy=number_text(float(dummy), PLACES, "", language),
    )
    return legend + (rough if made.plan.samples < ROUGH_BELOW else "")


def pawn_told(made: SensitivityStudy) -> pd.DataFrame:
    """Return the indices without variance that are told: of parameters, in the last year."""
    own, kind = made.indices, kind_of(made)
    found = own[(own["method"] == moment_independent.METHOD) & (own["kind"] == kind)]
    return found[(found["year"] == made.subject.years[-1]) & (found["factor"] != DUMMY) & found["value"].notna()]


def pawn_legend(made: SensitivityStudy, language: str) -> str:
    """Return how many parameters stand above the dummies."""
    shown = pawn_told(made)
    return translate(
        "Check without variance (PAWN): {above} of {all} parameters by outcome and mix are above 95% "
        "of dummies in {year}; expect {chance} by chance alone.",
        language,
        above=int((shown["value"] > shown["gauge"]).sum()),
        all=len(shown),
        chance=round(moment_independent.EXPECTED_ABOVE * len(shown)),
        year=made.subject.years[-1],
    )


def pawn_table(made: SensitivityStudy, language: str) -> Table:
    """Return the parameters that stand above the dummies most often, and where each does so by most."""
    shown = pawn_told(made)
    shown = shown.assign(beyond=shown["value"] - shown["gauge"])
    shown = shown[shown["resolved"]]
    often = shown["factor"].value_counts()
    best = shown.sort_values("beyond", ascending=False, kind="stable").drop_duplicates("factor")
    short = codes(made)
    best = best.assign(often=best["factor"].map(often)).sort_values("often", ascending=False, kind="stable")
    rows = [
        (
            row["factor"],
            row["often"],
            f"{label(OUTCOMES[str(row['outcome'])], language)}, {short[str(row['mix'])]}",
            with_ends(row, language),
            number_text(float(row["gauge"]), PLACES, "", language),
        )
        for row in best.head(RANKED).to_dict(orient="records")
    ]
    heads = [translate(each, language) for each in PAWN_COLUMNS]
    return plain_table(
        translate("Parameters whose interval too is above the dummies, most often first", language), heads, rows
    )
