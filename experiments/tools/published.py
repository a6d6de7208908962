"""Which published tables hold a name and which published figures show it: read from the published results alone."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from experiments.place import PUBLISHED, ROOT, WITHIN
from experiments.report.terminal import records
from experiments.report.translation import N_
from experiments.runs.holdings import FIGURES
from experiments.runs.store import MANIFEST, read_table
from experiments.runs.sweeps.sampling import DUMMY
from model.outcomes import labels

SCANNED = (N_("context"), N_("outcome"), N_("correlation"), N_("clear"))
FLIPS = (N_("outcome"), N_("year"), N_("value"), N_("new_leader"), N_("clear"))
"""Columns that are shown of what was scanned, and of where the leading mix changes."""
DRAWN = "experiments/studies/*/figures/*.py"
_LABELS = "_LABELS"
"""Ends the names of tables of what a family of outcomes runs over; a gap `{theme}` stands for those of `THEME_LABELS`.
"""


def folders() -> list[Path]:
    """Return the folders of published studies, which beside those of a user's own begin with `reference`."""
    return sorted(path.parent for path in PUBLISHED.glob(f"reference*/{MANIFEST}"))


def _drawn() -> list[Path]:
    return [path for folder in folders() for path in sorted((folder / FIGURES).glob("*.svg"))]


@cache
def _tables() -> dict[str, pd.DataFrame]:
    paths = [path for folder in folders() for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".parquet")]
    return {path.relative_to(ROOT).as_posix(): read_table(path) for path in paths}


def tables_with(name: str, columns: Collection[str]) -> list[str]:
    """Return the paths of the published tables that hold a name.

    Args:
        name: what stands in the rows of one of these columns, or is itself the name of a column.
        columns: the columns that hold names of this kind.
    """
    return [
        path
        for path, table in _tables().items()
        if name in table.columns or any((table[each] == name).any() for each in columns if each in table.columns)
    ]


def by_study(tables: Iterable[str], figures: Iterable[str]) -> list[dict[str, Any]]:
    """Return a row for each published study with the names of these tables and figures of it."""
    found: dict[str, dict[str, Any]] = {}
    for kind, paths in (("tables", tables), ("figures", figures)):
        for path in sorted(set(paths), key=PurePosixPath):
            study = "/".join(path.split("/")[:2])
            row = found.setdefault(study, {N_("study"): study, N_("tables"): [], N_("figures"): []})
            row[kind].append(PurePosixPath(path).name.removesuffix(".svg"))
    return [found[study] for study in sorted(found)]


def standing(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return what published studies found of a parameter, or of the mechanism that it belongs to.

    Returns:
        `rank`: the place of it or its mechanism among what was screened; `scanned`: the outcomes for which it was
        scanned; `flips`: where moving it alone changes which mix leads; `switched off`: in how many cases the leading
        mix without it is the same, is another, or is not resolved.
    """
    rank = [
        {N_("factor"): factor, N_("rank"): int(rows["rank"].min()), N_("of"): int((table["factor"] != DUMMY).sum())}
        for factor in (name, name.rsplit(".", 1)[0])
        for rows, table in _rows_with(factor, "factor", "rank")
    ]
    scanned = [rows[list(SCANNED)] for rows, _ in _rows_with(name, "parameter", "correlation")]
    flips = [rows.loc[rows["flips"], list(FLIPS)] for rows, _ in _rows_with(name, "parameter", "flips")]
    without = [rows["verdict"].value_counts().sort_index() for rows, _ in _rows_with(name, "mechanism", "verdict")]
    counts = [(str(verdict), int(cases)) for each in without for verdict, cases in each.items()]
    return {
        N_("rank"): rank,
        N_("scanned"): [each for rows in scanned for each in records(rows)],
        N_("flips"): [each for rows in flips for each in records(rows)],
        N_("switched off"): [{N_("verdict"): verdict, N_("cases"): cases} for verdict, cases in counts],
    }


def _rows_with(name: str, column: str, beside: str) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Return of each published table with both columns its rows of a name, and the table."""
    tables = [table for table in _tables().values() if {column, beside} <= set(table.columns)]
    return [(rows, table) for table in tables if len(rows := table[table[column] == name])]


@cache
def _texts_in(path: Path) -> str:
    """Return the texts of a figure, which its SVG file holds as text, or as comments beside outlines, line by line."""
    found = re.findall(r"(?:<text[^>]*>|<!-- )(.*?)(?:</text>| -->)", path.read_text(encoding="utf-8"), re.DOTALL)
    return " ".join(html.unescape(" ".join(found)).split()).lower()


def figures_showing(texts: Sequence[str], longer: Sequence[str] = ()) -> list[str]:
    """Return the published figures in which one of some texts stands.

    Args:
        texts: a label or name, in English.
        longer: labels of other things; where one holds such a text, that is no mention of it.
    """
    wanted = [text.lower() for text in texts]
    others = sorted({each.lower() for each in longer} - set(wanted), key=len, reverse=True)
    hiding = [each for each in others if any(text in each for text in wanted)]
    found = []
    for path in _drawn():
        content = _texts_in(path)
        for each in hiding:
            content = content.replace(each, " ")
        if any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", content) for text in wanted):
            found.append(path.relative_to(ROOT).as_posix())
    return found


def figures_drawing(outcome: str) -> list[str]:
    """Return the published figures whose code, or what it shares with figures beside it, names an outcome."""
    found = []
    for path in _drawn():
        for code in _code_of(path.stem):
            if any(re.fullmatch(pattern, outcome) for pattern in code):
                found.append(path.relative_to(ROOT).as_posix())
    return found


@cache
def _drawing() -> dict[Path, ast.Module]:
    """Return the modules that draw figures."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob(DRAWN))}


@cache
def _code_of(figure: str) -> tuple[frozenset[str], ...]:
    """Return the patterns of texts in the module that draws a figure of this name."""
    trees, found = _drawing(), []
    for path, tree in trees.items():
        if f' = "{figure}"' not in path.read_text(encoding="utf-8"):
            continue
        names = {str(node.module).removeprefix(WITHIN) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        beside = [trees[each] for each in trees if each.parent == path.parent and _module(each) in names]
        found.append(frozenset(text for each in (tree, *beside) for text in _patterns(each)))
    return tuple(found)


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _patterns(tree: ast.Module) -> Iterator[str]:
    """Yield each text of a module as a pattern, in which a gap stands for what it runs over."""
    values = {
        ast.unparse(node.targets[0]): node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(_pattern(part, values) for part in node.values)


def _pattern(part: ast.expr, values: dict[str, ast.Dict]) -> str:
    """Return a part of a text as a pattern: a gap is filled from labels or from a table of the module."""
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    gap = part.value if isinstance(part, ast.FormattedValue) else part
    texts: list[str] = []
    if isinstance(gap, ast.Name):
        texts = list(getattr(labels, f"{gap.id.upper()}{_LABELS}", ()))
    elif isinstance(gap, ast.Subscript) and ast.unparse(gap.value) in values:
        held = values[ast.unparse(gap.value)].values
        texts = [str(each.value) for each in held if isinstance(each, ast.Constant)]
    return f"(?:{'|'.join(re.escape(each) for each in texts)})" if texts else "(?!)"
