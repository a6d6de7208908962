"""Documents made from the code or its tables: parameters, schedule, outcomes, evidence, equations, glossary and more.

What the code declares is written down once, there; these pages are views on it. `python run.py document` writes them,
`--check` and a test see whether they are up to date.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.tools.evidence import evidence_page
from experiments.tools.exhibits_page import exhibits_page
from experiments.tools.glossary import glossary_page, read_glossary
from experiments.tools.markdown import link, made_by, table
from experiments.tools.pedigree import rests_on
from experiments.tools.reference_pages import equations_page, library_page
from model import catalogue
from model.errors import InputError, wrong_value
from model.outcomes import GROUPS, OUTCOMES
from model.parameters import Parameter, declared, groups
from model.process import Process
from model.schedule import BURN_IN, STEP
from model.state.state import TABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
COVERAGE = "coverage.csv"
"""The table of mechanisms, kept by hand; the page is made from it."""
COVERAGE_COLUMNS = ("mechanism", "name", "sections", "what", "where", "tests", "status", "note")
STATUSES = ("modelled", "reported", "in part", "out of scope")
BETTER = {1: "higher", -1: "lower", 0: "–"}
HEADINGS = {
    "chain_impact": "Chain impact",
    "level_playing_field": "Level playing field",
    "criteria": "The nine criteria",
    "side_effects": "Side effects",
    "costs": "Costs in euros",
    "conduct": "What companies do",
    "politics": "Law-making",
}


@dataclass(frozen=True)
class Mechanism:
    """One row of the table of mechanisms; `where` are paths, `tests` are `file::name`."""

    mechanism: str
    name: str
    sections: tuple[str, ...]
    what: str
    where: tuple[str, ...]
    tests: tuple[str, ...]
    status: str
    note: str


def read_coverage(path: Path = DOCS / COVERAGE) -> list[Mechanism]:
    """Read the table of mechanisms.

    Raises:
        InputError: for other columns or an unknown status.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COVERAGE_COLUMNS:
            raise InputError(f"{path}: the columns are not {', '.join(COVERAGE_COLUMNS)}")
        rows = list(reader)
    found = []
    for row in rows:
        if row["status"] not in STATUSES:
            raise wrong_value(f"{path}, row {row['mechanism']}", "status", row["status"], ", ".join(STATUSES))
        parts: dict[str, Any] = {key: tuple(row[key].split()) for key in ("sections", "where", "tests")}
        found.append(Mechanism(**{**row, **parts}))
    return found


def documents() -> dict[str, str]:
    """Return the text of every page that is made from the code, by the name of its file in `docs`."""
    catalogue.load()
    made: dict[str, Callable[[], Iterable[str]]] = {
        "parameters.md": parameters_page,
        "schedule.md": schedule_page,
        "outcomes.md": outcomes_page,
        "coverage.md": lambda: coverage_page(read_coverage()),
        "evidence.md": evidence_page,
        "exhibits.md": exhibits_page,
        "equations.md": equations_page,
        "api.md": library_page,
        "glossary.md": lambda: glossary_page(read_glossary()),
    }
    return {name: "\n".join(page()) + "\n" for name, page in made.items()}


def _path_of(thing: Any) -> str:
    """Return the path of the module that something was defined in."""
    return str(thing.__module__).replace(".", "/") + ".py"


def _range(bounds: tuple[float, float]) -> str:
    return f"{bounds[0]:g} to {bounds[1]:g}"


def parameters_page() -> Iterable[str]:
    """Yield the lines of the page on parameters."""
    known = declared()
    kinds = ("source", "definition", "assumption", "assumption, fitted", "design choice")
    yield "# Parameters"
    yield ""
    yield from made_by("the declarations in the code (`par()`, `model/parameters.py`)")
    yield "*Legal* is what the program accepts; *plausible* is what an analyst would sample. *Role*: `uncertain` is"
    yield "sampled, `structural` is a choice between readings, `observation` is a cut-point of a measure and changes"
    yield "no event, `switch` turns a mechanism off. Change one with `--set name=value`. Where a default is that of the"
    yield "ensemble's central member, the median of the prior stands beside it ([calibration.md](calibration.md))."
    yield ""
    counts = [(kind, sum(rests_on(each) == kind for each in known.values())) for kind in kinds]
    assumed = sum(count for kind, count in counts if kind.startswith("assumption"))
    yield f"Of {len(known)} parameters, {assumed} are assumptions. They are choices of ours, meant to be varied."
    yield ""
    yield from table(("rests on", "parameters"), counts)
    columns = ("name", "default", "legal", "plausible", "unit", "role", "meaning", "source")
    by_module = sorted(groups().items(), key=lambda item: (_path_of(item[1]), item[0]))
    module = ""
    for name, group in by_module:
        if _path_of(group) != module:
            module = _path_of(group)
            yield ""
            yield f"## {module.removeprefix('model/').removesuffix('.py')}"
            yield ""
            yield f"Declared in {link(module)}."
        chosen = [each for each in known.values() if each.name.rsplit(".", 1)[0] == name]
        yield ""
        yield f"**{name}**: {str(group.__doc__).splitlines()[0]}"
        yield ""
        yield from table(columns, (_parameter_row(each) for each in chosen))


def _parameter_row(each: Parameter) -> tuple[str, ...]:
    ranges = (_range(each.legal), _range(each.plausible))
    default = f"{each.default:g}" + (f" (prior: {each.median:g})" if each.before is not None else "")
    return (f"`{each.name}`", default, *ranges, each.unit, each.role, each.meaning, each.source)


def schedule_page() -> Iterable[str]:
    """Yield the lines of the page on the schedule."""
    yield "# Schedule"
    yield ""
    yield from made_by("`model/schedule.py` and the processes")
    yield "Every quarter runs these processes in this order. A process sees what earlier ones wrote in the same quarter"
    yield "and what later ones wrote in the quarter before, so nothing is circular. Each column has one writer."
    yield "M-numbers are explained in [coverage.md](coverage.md), sections are those of the SER advice."
    yield ""
    rows = []
    for number, each in enumerate(STEP, start=1):
        link = f"[{each.name}](#{number}-{each.name})"
        rows.append((number, link, _sentence(each.meaning), _listed(each.mechanisms), _listed(each.sections)))
    yield from table(("order", "process", "meaning", "mechanisms", "sections"), rows)
    yield ""
    yield "## Burn-in"
    yield ""
    yield "Before the first quarter, companies settle in a fixed world of 2020 under the laws and the base mix of that"
    yield f"time; the world file says for how long. These processes run then: {', '.join(e.name for e in BURN_IN)}."
    yield ""
    settling = [each.name for each in STEP if each.settle is not None]
    yield f"Then these take over the settled state as that of 2020: {', '.join(settling)}."
    for number, each in enumerate(STEP, start=1):
        yield from _process(number, each)


def _process(number: int, each: Process) -> Iterable[str]:
    """Yield the lines on one process: where it is, what it reads, and the columns it writes."""
    yield ""
    yield f"## {number} {each.name}"
    yield ""
    yield f"{_sentence(each.meaning)}. Code: {link(_path_of(each.step))}."
    yield ""
    yield f"Reads: {_listed(each.reads) or 'nothing but its own columns, the scenario and the tables'}."
    yield ""
    known = declared()
    yield f"Switches: {'; '.join(f'`{name}` ({known[name].meaning})' for name in each.switches)}."
    yield ""
    rows = []
    for full in each.writes:
        owner, name = full.split(".")
        declared_column = TABLES[owner].COLUMNS[name]
        per = " × ".join((owner, *declared_column.dims))
        rows.append((f"`{full}`", declared_column.meaning, declared_column.unit, per))
    yield from table(("writes", "meaning", "unit", "per"), rows)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def outcomes_page() -> Iterable[str]:
    """Yield the lines of the page on outcomes."""
    yield "# Outcomes"
    yield ""
    yield from made_by("`model/outcomes`")
    yield f"A run reports these {len(OUTCOMES)} numbers every quarter. No number adds others up to a score."
    yield "*Better* says which direction the advice hopes for; a dash means that the number only describes."
    yield "*Where* is the side of broad welfare: here (the Netherlands), later (what carries over), elsewhere (the"
    yield "world). In yearly tables a flow (unit per year) is the mean of the year, anything else its last quarter."
    columns = ("name", "English label", "Dutch label", "unit", "better", "where", "sections", "meaning")
    for group in GROUPS:
        chosen = [each for each in OUTCOMES.values() if each.group == group]
        yield ""
        yield f"## {HEADINGS[group]}"
        yield ""
        rows = (
            (
                f"`{each.name}`",
                each.label_en,
                each.label_nl,
                each.unit,
                BETTER[each.direction],
                each.perspective,
                _listed(each.sections),
                each.meaning,
            )
            for each in chosen
        )
        yield from table(columns, rows)


def coverage_page(mechanisms: Sequence[Mechanism]) -> Iterable[str]:
    """Yield the lines of the page on coverage."""
    yield "# Coverage: what of the advice is in the model"
    yield ""
    yield from made_by("`docs/coverage.csv`")
    yield "The checklist has every mechanism that the SER advice names or implies. *Modelled*: it is in the rules."
    yield "*Reported*: it is a measure on what the rules produce. *In part*: the note says what is missing."
    yield "*Out of scope*: the note says why. A test checks that every path and test named here exists, and that every"
    yield "mechanism named by a process is listed."
    yield ""
    counts = [(status, sum(each.status == status for each in mechanisms)) for status in STATUSES]
    yield from table(("status", "mechanisms"), counts)
    yield ""
    rows = []
    for each in mechanisms:
        where = "<br>".join(link(path) for path in each.where) or "–"
        tests = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in each.tests) or "–"
        about = f"**{each.name}.** {each.what}" + (f" *{each.note}*" if each.note else "")
        rows.append((each.mechanism, about, _listed(each.sections), where, tests, each.status))
    yield from table(("id", "mechanism", "sections", "where", "tests", "status"), rows)
