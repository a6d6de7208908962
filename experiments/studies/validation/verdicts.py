"""From observations to targets, and to the few numbers that say how well a sample fits.

A target is inside when the median of each of its observations lies within the tolerance, in part when that holds for
some of them, outside when it holds for none, and not compared when it has no observation.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiments.report.translation import N_

INSIDE, IN_PART, OUTSIDE, NOT_COMPARED = N_("inside"), N_("in part"), N_("outside"), N_("not compared")
VERDICTS = (INSIDE, IN_PART, OUTSIDE, NOT_COMPARED)
ALL, FITTED, KEPT = "all", "fitted", "kept_apart"


def target_table(targets: Mapping[str, str], intervals: pd.DataFrame, reasons: Mapping[str, str]) -> pd.DataFrame:
    """Return one row for each target and sample.

    Args:
        targets: what is observed, by the id of the target, all of them.
        intervals: as `interval_table` returns it.
        reasons: why a target is not compared, by its id.

    Returns:
        target, pattern, sample, observations and inside (their number, and that of those inside), worst (the
        observation farthest from what was observed, or not known), distance (its distance in tolerances), verdict, and
        reason (of those not compared).
    """
    rows = []
    for sample in dict.fromkeys(intervals["sample"]):
        for target, pattern in targets.items():
            own = intervals[(intervals["sample"] == sample) & (intervals["target"] == target)]
            inside = int(own["inside"].sum())
            away = own["distance"].abs().fillna(float("inf"))
            worst = own.loc[away.idxmax()] if len(own) else None
            rows.append(
                {
                    "target": target,
                    "pattern": pattern,
                    "sample": sample,
                    "observations": len(own),
                    "inside": inside,
                    "worst": "" if worst is None else worst["id"],
                    "distance": float("nan") if worst is None else worst["distance"],
                    "verdict": _verdict(inside, len(own)),
                    "reason": reasons.get(target, "") if own.empty else "",
                }
            )
    return pd.DataFrame(rows)


def _verdict(inside: int, observations: int) -> str:
    if not observations:
        return NOT_COMPARED
    if not inside:
        return OUTSIDE
    return INSIDE if inside == observations else IN_PART


def summary_table(intervals: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each sample and part (all, fitted, kept_apart) with counts.

    Returns:
        sample, part, targets and the number with each verdict (for the part `all` alone), observations, and how many of
        these are inside, are held by the 80% interval, and overlap it with their tolerance.
    """
    rows = []
    for sample in dict.fromkeys(intervals["sample"]):
        own = intervals[intervals["sample"] == sample]
        verdicts = targets.loc[targets["sample"] == sample, "verdict"]
        for part in (ALL, FITTED, KEPT):
            chosen = own if part == ALL else own[own["kept_apart"] == int(part == KEPT)]
            row = {"sample": sample, "part": part, "observations": len(chosen)}
            row |= {name: int(chosen[name].sum()) for name in ("inside", "holds", "overlaps")}
            if part == ALL:
                row |= {"targets": len(verdicts)}
                row |= {f"targets {each}".replace(" ", "_"): int((verdicts == each).sum()) for each in VERDICTS}
            rows.append(row)
    return pd.DataFrame(rows)
