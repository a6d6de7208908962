"""The numbers of politics that are not known: each future draws them from their plausible ranges."""

from __future__ import annotations

import numpy as np

from model.parameters import ParameterSet, declared
from model.randomness import uniforms

PRIOR_GROUPS = (
    "politics",
    "european_process",
    "european_amendment",
    "reporting_process",
    "member_states",
    "national_process",
    "checkpoint",
)
"""Groups of parameters that say how politics works."""
SCHEDULED_ONLY = ("politics.sooner", "politics.active")
"""Numbers that stand for the process where it is not simulated."""
BESIDE_GROUPS = ("effort_due_diligence.existing", "effort_reporting.existing")
"""Numbers of other groups that simulated politics reads too; futures do not draw them."""


def drawn_names() -> tuple[str, ...]:
    """Return the names of the parameters that futures draw, in order."""
    return tuple(
        name
        for name, each in declared().items()
        if name.split(".")[0] in PRIOR_GROUPS and name not in SCHEDULED_ONLY and each.role == "uncertain"
    )


def prior_numbers(parameters: ParameterSet, drawn: bool) -> dict[str, tuple[float, ...]]:
    """Return the numbers that a forecast of politics rests on: each value, and the range it is drawn from if it is."""
    known, from_range = declared(), drawn_names() if drawn else ()
    return {
        name: (value, *known[name].plausible) if name in from_range else (value,)
        for name, value in parameters.items()
        if name in BESIDE_GROUPS or (name.split(".")[0] in PRIOR_GROUPS and name not in SCHEDULED_ONLY)
    }


def draw_prior(parameters: ParameterSet, seed: int) -> ParameterSet:
    """Return the parameters of one future.

    Each draw is piecewise uniform: half of the probability lies between the lower end of the plausible range and the
    value in `parameters`, half between that and the upper end, so that this value is the median. A value that was
    set outside the plausible range is kept. Parameters have streams of their own, so a further one shifts none.
    """
    values, known = dict(parameters.items()), declared()
    drawn: dict[str, object] = {}
    for name in drawn_names():
        low, high = known[name].plausible
        if low <= values[name] <= high:
            chance = float(uniforms(seed, f"politics.prior.{name}", 0, (1,))[0])
            drawn[name] = float(np.interp(chance, (0.0, 0.5, 1.0), (low, values[name], high)))
    return parameters.replace(drawn, "politics")
