"""The page on evidence: what the model comes near to, what it misses, and what each number and process rests on.

Made from the published validation (`results/reference-validation`), the ensemble, the declarations in the code and
`scenarios/data/misfits.csv`. Where one of these is not there yet, the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from experiments.place import PUBLISHED, ROOT
from experiments.runs.ensemble import POSTERIOR, read_ensemble
from experiments.runs.store import MANIFEST, read_csv, read_parquet
from experiments.studies.validation.movers import movers
from experiments.studies.validation.options import PRIOR, SAMPLES
from experiments.studies.validation.report import places_of
from experiments.studies.validation.tables import DRAWS, OBSERVED, SUMMARY, TARGETS, VALUES
from experiments.studies.validation.verdicts import KEPT
from experiments.tools.in_code import processes_reading, uses
from experiments.tools.markdown import made_by, table
from experiments.tools.pedigree import PEDIGREE, narrowing, pedigree
from model.inputs.misfits import MISSED, NOT_COMPARED, read_misfits
from model.parameters import declared
from model.schedule import STEP

VALIDATION = PUBLISHED / "reference-validation"
LARGEST_EFFECTS = ROOT / "docs" / "largest_effects.csv"
"""Written by `python -m experiments.tools.largest_effects > docs/largest_effects.csv`."""
NOT_YET = "Not yet published."
_NARROWED = 0.8
"""An ensemble narrows a parameter when its 80% interval is at most this part of that of the prior."""


def evidence_page(published: Path = VALIDATION, largest: Path = LARGEST_EFFECTS) -> Iterable[str]:
    """Yield the lines of the page.

    Args:
        published: the folder of the published validation; it may be missing.
        largest: a table of the largest effects that the rules allow; it may be missing.
    """
    there = (published / MANIFEST).is_file()
    yield "# Evidence: the model beside what was observed"
    yield ""
    yield from made_by("the published validation, the ensemble, the code and `scenarios/data/misfits.csv`")
    yield "Only what was observed up to the end of 2021 is used, trade structure excepted. *Inside*: the median of the"
    yield "model over draws and seeds lies within the tolerance of the observed value. *Holds*: the 80% interval of the"
    yield "model (10th to 90th percentile over draws and seeds) holds the observed value. *Overlaps*: that interval and"
    yield "the observed value with its tolerance have a point in common. A target is inside when all of its"
    yield "observations are, *in part* when some are. *Kept apart*: not used in the fit."
    yield from _section("Targets", _targets(published) if there else [NOT_YET])
    yield from _section("Observations", _observations(published) if there else [NOT_YET])
    yield from _section("Largest effects that the rules allow", _table_of(largest))
    yield from _section("What is missed or only just inside, and why", _misfits(MISSED))
    yield from _section("Not compared", _misfits(NOT_COMPARED))
    yield from _section("What each process rests on", _processes(published if there else None))
    yield from _section("Pedigree of the parameters", _pedigree())


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from lines


def _targets(published: Path) -> Iterator[str]:
    """Yield the verdict on each target under each sample, and the counts."""
    rows = read_csv(published / TARGETS, ("worst", "reason"))
    samples = [each for each in SAMPLES if each in set(rows["sample"])]
    for row in read_csv(published / SUMMARY).to_dict(orient="records"):
        if row["part"] == KEPT and row["observations"]:
            yield (
                f"Under the {row['sample']}, of {row['observations']} observations kept apart from the fit the 80% "
                f"interval holds {row['holds']} ({row['holds'] / row['observations']:.0%}), {row['overlaps']} overlap "
                f"and {row['inside']} are inside."
            )
            yield ""
    verdicts = rows.pivot(index="target", columns="sample", values="verdict")
    counts = [(sample, *(int((verdicts[sample] == each).sum()) for each in _VERDICTS)) for sample in samples]
    yield from table(("sample", *_VERDICTS), counts)
    yield ""
    once = rows.drop_duplicates("target")
    lines = [
        (row["target"], row["pattern"], *(verdicts[sample][row["target"]] for sample in samples))
        for row in once.to_dict(orient="records")
    ]
    yield from table(("target", "pattern", *samples), lines)


_VERDICTS = ("inside", "in part", "outside", "not compared")


def _observations(published: Path) -> Iterator[str]:
    """Yield each observation with the median and interval of the model under each sample."""
    rows = read_csv(published / OBSERVED, ("start", "end"))
    samples = [each for each in SAMPLES if each in set(rows["sample"])]
    lines = []
    for name, own in rows.groupby("id", sort=False):
        first = own.iloc[0]
        places = places_of(first["tolerance"])
        found = {row["sample"]: row for row in own.to_dict(orient="records")}
        cells = [_cell(found[each], places) if each in found else "–" for each in samples]
        used = "kept apart" if first["kept_apart"] else "fitted"
        observed = f"{first['observed']:.{places}f} ±{first['tolerance']:.{places}f}"
        lines.append((name, first["label"], used, observed, *cells))
    yield "Median [80% interval] over draws and seeds, unit of the model. *i*: inside, *h*: holds, *o*: overlaps."
    yield ""
    yield from table(("observation", "statistic", "use", "observed", *samples), lines)


def _cell(row: Mapping[Any, Any], places: int) -> str:
    answers = "".join(each[0] for each in ("inside", "holds", "overlaps") if row[each])
    numbers = [f"{row[each]:.{places}f}" for each in ("median", "low", "high")]
    return f"{numbers[0]} [{numbers[1]}; {numbers[2]}] *{answers or '–'}*"


def _table_of(path: Path) -> Iterable[str]:
    """Return any table of results as lines, or that it is not yet published."""
    if not path.is_file():
        return [NOT_YET]
    rows = read_csv(path)
    return table(list(rows.columns), rows.astype(object).where(rows.notna(), "–").itertuples(index=False))


def _misfits(status: str) -> Iterable[str]:
    """Return the rows of the table of misfits with a status."""
    rows = [each for each in read_misfits() if each.status == status]
    if status == MISSED:
        columns = ("target", "mechanism", "tried", "left")
        return table(columns, [(each.target, each.mechanism, each.tried, each.left) for each in rows])
    return table(("target", "lacking", "why"), [(each.target, each.mechanism, each.left) for each in rows])


def _processes(published: Path | None) -> Iterator[str]:
    """Yield for each process what its parameters rest on, and the observations that they move."""
    known = {name: each for name, each in declared().items() if each.role != "switch"}
    read = {name: processes_reading(uses(name)) for name in known}
    found = _movers(published)
    if published is None:
        yield "Which observations a process moves is not yet published."
    else:
        yield "*Moves*: observations whose value over the prior's draws goes with one of its parameters (rank"
        yield "correlation, 5% level after Bonferroni's correction for all pairs). A dash: these draws show none."
    yield ""
    rows = []
    for each in STEP:
        own = [name for name in known if each.name in read[name]]
        counts = Counter(pedigree(known[name]) for name in own)
        cells = [counts[kind] or "–" for kind in PEDIGREE]
        moved = dict.fromkeys(observation for name in own for observation in found.get(name, ()))
        rows.append((each.name, len(own), *cells, ", ".join(moved) or "–"))
    yield from table(("process", "parameters", *PEDIGREE, "moves"), rows)


def _movers(published: Path | None) -> dict[str, list[str]]:
    """Return the observations that each parameter moves in the published draws of the prior."""
    if published is None or not (published / DRAWS).is_file():
        return {}
    draws, values = read_parquet(published / DRAWS), read_parquet(published / VALUES)
    return movers(draws[draws["sample"] == PRIOR], values[values["sample"] == PRIOR])


def _pedigree() -> Iterator[str]:
    """Yield what each parameter rests on, and how far the ensemble narrows it."""
    known = [each for each in declared().values() if each.role != "switch"]
    widths = narrowing(read_ensemble(POSTERIOR))
    yield "*Rests on* follows from the source text of the declaration: *measured* names a table of the project or a"
    yield "count, *literature* a publication, *fitted* an assumption fitted to observations. *Narrowed* is the width of"
    yield "the 80% interval of the ensemble over that of the prior; 1 says that observations teach nothing about it."
    yield ""
    counts = Counter(map(pedigree, known))
    yield from table(("rests on", "parameters"), [(kind, counts[kind]) for kind in PEDIGREE])
    yield ""
    narrowed = sum(each <= _NARROWED for each in widths.values())
    of = f"of {len(widths)} uncertain parameters to at most {_NARROWED:g} of the prior"
    yield f"The ensemble narrows {narrowed} {of}."
    yield ""
    rows = [
        (f"`{each.name}`", f"{each.default:g}", each.unit, kind, _ratio(widths.get(each.name)))
        for each, kind in zip(known, map(pedigree, known), strict=True)
    ]
    yield from table(("parameter", "default", "unit", "rests on", "narrowed"), rows)


def _ratio(width: float | None) -> str:
    return "–" if width is None else f"{width:.2f}"
