"""An own mix and its controls: levels of instruments in two parts, and the texts of laws."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from experiments.dashboard.form import Control, Get, changed, held, put
from experiments.dashboard.project import advice, mix
from experiments.dashboard.state import Table
from experiments.report.translation import N_
from model.inputs.law import STEPS, law_changes, with_changes
from model.inputs.mix import Mix
from model.inputs.toml_input import read_toml
from model.instruments import INSTRUMENTS
from model.instruments.instrument import Instrument
from model.quarters import quarter_name
from model.scenario import named_files
from model.vocabulary import THEMES

EVIDENCE, WHY = "assumption", "Set in the dashboard."
"""What the file says of levels that were set here."""
LABELS = (
    Control("label_en", "text", N_("Label in English")),
    Control("label_nl", "text", N_("Label in Dutch")),
    Control("start", "text", N_("Start of the mix (quarter; empty: as the base)")),
)
LAW_CONTROLS = (
    Control("announced", "text", N_("Announced (quarter)")),
    Control("application", "dates", N_("Applies from (quarter, never, or by size class or staff)")),
    Control("employees_min", "number", N_("Threshold: staff"), 0, unit=N_("people"), low=0),
    Control("turnover_min_meur", "number", N_("Threshold: turnover"), 0, unit=N_("million euros"), low=0),
    Control("share_bound", "number", N_("Share of companies above the thresholds that is bound"), 1, low=0, high=1),
    Control("themes", "several", N_("Themes"), choices=tuple(THEMES)),
    Control("steps", "several", N_("Steps of due diligence (OECD)"), choices=STEPS),
    Control("result_steps", "several", N_("Steps with an obligation of result"), (), STEPS),
    Control("capacity", "number", N_("Inspections a quarter (empty: general parameters)"), low=0),
    Control("fine_probability", "number", N_("Chance of a fine (empty: general parameters)"), low=0, high=1),
    Control("fine", "number", N_("Fine (empty: general parameters)"), unit=N_("% of turnover"), low=0, high=20),
    Control("grace_quarters", "whole", N_("Quarters of grace"), 0, low=0, high=80),
    Control("liability", "yes", N_("Civil liability"), False),
    Control("complaints", "yes", N_("The regulator hears complaints"), False),
    Control("remedy_ordered", "yes", N_("The regulator can order remedy"), False),
    Control("recognises_covenants", "yes", N_("Covenants are recognised"), False),
    Control("publication", "yes", N_("Companies publish"), False),
)


def by_v() -> list[tuple[str, list[Instrument]]]:
    """Return the instruments by V, Vs in the order in which the table of the advice first has them."""
    order = list(dict.fromkeys(instrument.v for instrument in INSTRUMENTS.values()))
    ordered = sorted(INSTRUMENTS.values(), key=lambda each: (order.index(each.v), each.order))
    return [(v, list(members)) for v, members in groupby(ordered, key=lambda each: each.v)]


def base_of(table: Table) -> Mix:
    """Return the mix that an own one stands on."""
    return mix(table["base"]) if "base" in table else mix(advice()[0])


def level_shown(table: Table, base: Mix, instrument: str) -> dict[str, Any]:
    """Return what the controls of an instrument show: `national`, `european`, and quarters as text."""
    level = base.level(instrument)
    own = table.get("levels", {}).get(instrument, {})
    dates = {key: getattr(level, key) for key in ("start", "european_start")}
    return {
        "national": own.get("national", level.national),
        "european": own.get("european", level.european),
        **{key: own.get(key, "" if date is None else quarter_name(date)) for key, date in dates.items()},
    }


def parts_of(instrument: Instrument) -> tuple[str, ...]:
    """Return what the controls of an instrument hold: both parts with their starts, or the one that it may have."""
    national = ("national", "start") if "national" in instrument.parts else ()
    return (*national, *(("european", "european_start") if "european" in instrument.parts else ()))


def level_id(prefix: str, instrument: str, part: str) -> str:
    """Return the id of a control of an instrument."""
    return f"{prefix}_{instrument}_{part}"


def with_levels(table: Table, prefix: str, get: Get) -> dict[str, Any]:
    """Return an own mix with the levels that the controls hold; those that are as in its base are left out."""
    base = base_of(table)
    levels = dict(table.get("levels", {}))
    for name, instrument in INSTRUMENTS.items():
        parts = parts_of(instrument)
        found = {part: _clean(part, get(level_id(prefix, name, part))) for part in parts}
        if found == {part: level_shown(table, base, name)[part] for part in parts}:
            continue
        of_base = level_shown({}, base, name)
        levels.pop(name, None)
        if any(found[part] != of_base[part] for part in parts):
            kept = {part: value for part, value in found.items() if value != "" and part != "national"}
            levels[name] = {"national": found.get("national", 0), **kept, "evidence": EVIDENCE, "why": WHY}
    return {**{key: value for key, value in table.items() if key != "levels"}, **({"levels": levels} if levels else {})}


def _clean(part: str, value: Any) -> Any:
    if part == "national":
        return int(value)
    return value if isinstance(value, bool) else str(value or "").strip()


def law_shown(table: Table, law: str) -> dict[str, Any]:
    """Return the content of a law as an own mix has it."""
    return with_changes(law_of_base(table, law), held(table, f"law_changes.{law}", {}), law)


def law_of_base(table: Table, law: str) -> dict[str, Any]:
    """Return the content of a law as the base of an own mix has it."""
    changes = law_changes(base_of(table).law_changes, law).get(law, {})
    return with_changes(read_toml(named_files("laws")[law]), changes, law)


def with_law(table: Table, law: str, prefix: str, get: Get) -> dict[str, Any]:
    """Return an own mix with the text of a law that the controls hold; what is as in its base is left out.

    Raises:
        InputError: for what a control cannot hold.
    """
    made = dict(table)
    changes = dict(held(table, f"law_changes.{law}", {}))
    of_base = law_of_base(table, law)
    now = {control.key: value for control, value in changed(law_shown(table, law), LAW_CONTROLS, prefix, get, law)}
    for control in LAW_CONTROLS:
        if control.key in now:
            value = now[control.key]
            same = value == control.read(control.shown(of_base), law)
            put(changes, control.key, None if same else value)
    put(made, f"law_changes.{law}", changes or None)
    return made
