"""What `explain` says of each kind of name: facts by head, from the declarations, the files and the published results.

The texts of mixes are in `explain_command`; here are the other kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from experiments.cli.list_command import LISTS, processes
from experiments.place import ROOT
from experiments.report.mechanisms import MECHANISMS
from experiments.report.parameter_words import parameter_words
from experiments.report.terminal import shown_path
from experiments.report.translation import N_, label, text_in
from experiments.runs.design import default_mixes
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.tools import in_code, published
from experiments.tools.pedigree import rests_on
from experiments.tools.published import by_study
from model.errors import InputError, unknown_name
from model.inputs.law import Law, read_law
from model.inputs.toml_input import read_toml
from model.instruments import INSTRUMENTS
from model.outcomes import OUTCOMES
from model.outcomes.breakdown_dimensions import DIMENSIONS
from model.parameters import declared, groups
from model.politics.course import read_course
from model.politics.criteria import CRITERIA
from model.politics.route import read_route
from model.quarters import quarter_name
from model.scenario import course_files, find_file, load_scenario, named_files, route_files
from model.schedule import ORDER, PROCESSES
from model.state.state import TABLES

Card = dict[str, Any]
"""Facts by head."""
MOST_NEAR = 3


def _listed(what: str, name: str, language: str) -> Card:
    """Return the row of a list of `list`."""
    return next(dict(row) for row in LISTS[what](language) if row["name"] == name)


def parameter(name: str, language: str) -> Card:
    """Return the facts on a parameter."""
    declaring = groups()[name.rsplit(".", 1)[0]]
    uses = in_code.uses(name)
    path = in_code.shown(in_code.file_of(declaring))
    equations = [in_code.equation(ROOT / each) for each in dict.fromkeys((path, *uses))]
    return {
        **_listed("parameters", name, language),
        N_("rests on"): rests_on(declared()[name]),
        N_("equation"): next(filter(None, equations), ""),
        N_("declared at"): in_code.parameter_line(name),
        N_("read at"): [f"{each}:{line}" for each, line in uses.items()],
        N_("processes"): in_code.processes_reading(uses),
        N_("switch of"): [each.name for each in PROCESSES.values() if name in each.switches],
        **published.standing(name),
        N_("published"): by_study(
            published.tables_with(name, ("parameter", "mechanism")),
            published.figures_showing([name, MECHANISMS.get(name, name), parameter_words(name, "en")]),
        ),
    }


def instrument(name: str, language: str) -> Card:
    """Return the facts on an instrument."""
    chosen = INSTRUMENTS[name]
    mixes = [load_scenario(each).mix for each in default_mixes()]
    path = in_code.file_of(chosen.group)
    return {
        **_listed("instruments", name, language),
        N_("meaning"): chosen.meaning,
        N_("parts"): list(chosen.parts),
        N_("mixes"): [
            {
                N_("mix"): mix.name,
                N_("national"): mix.level(name).national,
                N_("European"): mix.level(name).european,
                N_("evidence"): mix.level(name).evidence,
            }
            for mix in mixes
        ],
        N_("laws"): [
            law.name for law in map(read_law, named_files("laws").values()) if name in (law.instrument, law.effort)
        ],
        N_("parameters"): [each for each in declared() if groups()[each.rsplit(".", 1)[0]] is chosen.group],
        N_("equation"): in_code.equation(path),
        N_("declared at"): in_code.named_line(path, "Instrument", name),
        N_("published"): by_study(
            published.tables_with(name, ("factor", "first", "second")),
            published.figures_showing([chosen.label_en], [each.label_en for each in INSTRUMENTS.values()]),
        ),
    }


def _laws() -> list[Law]:
    return [read_law(path) for path in named_files("laws").values()]


def outcome(name: str, language: str) -> Card:
    """Return the facts on an outcome."""
    chosen = OUTCOMES[name]
    hypotheses = [each for each in read_hypotheses() if any(name in claim.outcome for claim in each.claims)]
    longer = [each.label_en for each in OUTCOMES.values()]
    shown = published.figures_showing([chosen.label_en, *(each.id for each in hypotheses)], longer)
    return {
        **_listed("outcomes", name, language),
        N_("meaning"): chosen.meaning,
        N_("formula"): in_code.formulas(chosen.compute),
        N_("equation"): in_code.equation(in_code.file_of(chosen.compute)),
        N_("divided by"): [
            label(each, language)
            for each in DIMENSIONS.values()
            if any(name in counted.outcomes for counted, _ in each.groups)
        ],
        N_("hypotheses"): [f"{each.id} {label(each, language)}" for each in hypotheses],
        N_("declared at"): in_code.outcome_line(name),
        N_("published"): by_study(
            published.tables_with(name, ("outcome",)),
            sorted({*shown, *published.figures_drawing(name)}),
        ),
    }


def process(name: str, language: str) -> Card:
    """Return the facts on a process."""
    chosen = PROCESSES[name]
    path = in_code.file_of(chosen.step)
    switches = [MECHANISMS.get(each, each) for each in chosen.switches]
    return {
        **(
            _listed("processes", name, language)
            if name in ORDER
            else {**processes(language, [chosen])[0], "order": None}
        ),
        N_("description"): in_code.description(path),
        N_("reads"): [{N_("column"): each, N_("written by"): _owner(each)} for each in chosen.reads],
        N_("writes"): [{N_("column"): each, N_("read by"): _readers(each)} for each in chosen.writes],
        N_("switches"): [f"{each}: {text_in(language, declared()[each].meaning)}" for each in chosen.switches],
        N_("parameters"): [each for each in declared() if in_code.file_of(groups()[each.rsplit(".", 1)[0]]) == path],
        N_("declared at"): in_code.named_line(path, "Process", name),
        N_("published"): by_study(
            [each for switch in chosen.switches for each in published.tables_with(switch, ("mechanism",))],
            published.figures_showing(switches),
        ),
    }


def _owner(full: str) -> str:
    table, column = full.split(".")
    return TABLES[table].COLUMNS[column].owner


def _readers(full: str) -> list[str]:
    return [each.name for each in PROCESSES.values() if full in each.reads]


def law(path: Path, language: str) -> Card:
    """Return the facts on a law: all that its file says, with the mixes of the advice under which it is in play."""
    chosen = read_law(path)
    facts = asdict(chosen)
    for key in ("announced", "end"):
        facts[key] = _quarter(facts[key])
    facts["application"] = {who: _quarter(date) or "never" for who, date in chosen.application.items()}
    scenarios = [load_scenario(each) for each in default_mixes()]
    return {
        **_of_file(chosen, facts, path, language),
        N_("mixes"): [
            each.mix.name for each in scenarios for law in each.laws if law.name == chosen.name and each.in_play(law)
        ],
        N_("published"): by_study((), published.figures_showing([chosen.label_en])),
    }


def route(path: Path, language: str) -> Card:
    """Return the facts on a route: all that its file says."""
    chosen = read_route(path)
    facts = asdict(chosen)
    for key in ("changes", "passage", "dutch_law"):  # of what a mix does, never of a file
        del facts[key]
    facts |= {key: _quarter(facts[key]) for key in ("begins", "undecided_from")}
    if chosen.checkpoint is not None:
        weights = dict(zip(CRITERIA, chosen.checkpoint.weights, strict=True))
        facts["checkpoint"] |= {"quarter": _quarter(chosen.checkpoint.quarter), "weights": weights}
    return {
        **_of_file(chosen, facts, path, language),
        N_("published"): by_study(
            published.tables_with(chosen.name, ("route",)),
            published.figures_showing([chosen.label_en]),
        ),
    }


def course(path: Path, language: str) -> Card:
    """Return the facts on a course of European politics: all that its file says."""
    chosen = read_course(path)
    facts = asdict(chosen)
    for key in ("stages", "open", "route"):  # of a future that was played, never of a file
        del facts[key]
    facts |= {key: _quarter(facts[key]) for key in ("begins", "undecided_from")}
    return {
        **_of_file(chosen, facts, path, language),
        N_("published"): by_study(
            published.tables_with(chosen.name, ("course", "context")),
            published.figures_showing([chosen.label_en]),
        ),
    }


def _quarter(date: int | None) -> str | None:
    return None if date is None else quarter_name(date)


def _of_file(chosen: Any, facts: Card, path: Path, language: str) -> Card:
    """Return the facts of a file with its label in one language, and where it is."""
    rest = {key: value for key, value in facts.items() if key not in ("name", "label_en", "label_nl", "amends")}
    return {"name": chosen.name, "label": label(chosen, language), **rest, N_("declared at"): shown_path(path)}


@dataclass(frozen=True)
class Kind:
    """A kind of name: which names there are, and the facts on one, in `en` or `nl`."""

    names: Callable[[], Collection[str]]
    card: Callable[[str, str], Card]


def _files(folder: str, kind: str, known: Callable[[], Collection[str]], read: Callable[[Path, str], Card]) -> Kind:
    """Return a kind of which each name, alias or path stands for a file."""

    def card(name: str, language: str) -> Card:
        return read(find_file(folder, kind, name), language)

    return Kind(known, card)


KINDS: Mapping[str, Kind] = {
    "instrument": Kind(lambda: INSTRUMENTS, instrument),
    "outcome": Kind(lambda: OUTCOMES, outcome),
    "parameter": Kind(declared, parameter),
    "process": Kind(lambda: PROCESSES, process),
    "law": _files("laws", "law", lambda: named_files("laws"), law),
    "route": _files("routes", "route", lambda: _with_aliases(route_files()), route),
    "course": _files("routes", "course", lambda: _with_aliases(course_files()), course),
}
"""All kinds but mixes."""


def _with_aliases(files: Mapping[str, Path]) -> list[str]:
    """Return the names of files with the aliases that they give."""
    return [name for stem, path in files.items() for name in (stem, *map(str, read_toml(path).get("aliases", ())))]


def kinds_of(name: str, kind: str | None) -> tuple[str, list[str]]:
    """Return the kind of a name, and further kinds that have it; a path is a mix unless a kind is given.

    Raises:
        InputError: when nothing has the name, or nothing of the kind that is given.
    """
    known = {N_("mix"): _with_aliases(named_files("mixes")), **{each: KINDS[each].names() for each in KINDS}}
    if name.endswith(".toml"):
        return kind or "mix", []
    if kind is not None:
        if name not in known[kind]:
            raise unknown_name("explain", kind, name, known[kind])
        return kind, []
    found = [each for each, names in known.items() if name in names]
    if not found:
        raise _unknown(name, known)
    return found[0], found[1:]


def _unknown(name: str, known: dict[str, Collection[str]]) -> InputError:
    """Build the error for a name that nothing has, with the nearest ones of any kind."""
    kind_of = {each: kind for kind in reversed(known) for each in known[kind]}
    near = get_close_matches(name, kind_of, n=MOST_NEAR)
    if not near:
        return InputError(f"explain: unknown name {name!r}; allowed: what `list` lists, or the path of a mix")
    others = "".join(f", '{each}' ({kind_of[each]})" for each in near[1:])
    return InputError(f"explain: unknown name {name!r}; did you mean '{near[0]}'? ({kind_of[near[0]]}){others}")
