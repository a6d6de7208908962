"""The page on published figures and tables: the short name of each, where it is, and what makes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from experiments.place import ROOT
from experiments.tools.markdown import made_by, table
from experiments.tools.published_studies import PUBLISHED, Exhibit, exhibits, time_said


def exhibits_page() -> Iterable[str]:
    """Yield the lines of the page."""
    known = exhibits(PUBLISHED).values()
    yield "# Published figures and tables"
    yield ""
    yield from made_by("the published studies")
    yield "`python run.py reproduce NAME` makes one of them again with the runs that it needs; how, and what may"
    yield "differ, is in [reviewers.md](reviewers.md). Names belong to this version: a study that gains a figure moves"
    yield "the numbers of those after it. Times are those of one machine, when the study was published from nothing."
    yield ""
    yield "## Studies"
    yield ""
    rows = []
    for study, published in PUBLISHED.items():
        own = [each for each in known if each.study == study]
        counts = (sum(each.is_figure for each in own), sum(not each.is_figure for each in own))
        rows.append((study, f"`{_command(published.words)}`", *counts, time_said(study, published)))
    yield from table(("study", "command", "figures", "tables", "time"), rows)
    for title, figures in (("Figures", True), ("Tables", False)):
        yield ""
        yield f"## {title}"
        yield ""
        chosen = [each for each in known if each.is_figure == figures]
        yield from table(("name", "about", "study", "file"), [_row(each) for each in chosen])


def _row(each: Exhibit) -> tuple[str, ...]:
    path = (PUBLISHED[each.study].folder / each.place).relative_to(ROOT).as_posix()
    return (f"`{each.name}`", each.about, each.study, f"[`{path}`](../{path})")


def _command(words: Iterable[str]) -> str:
    """Return a command as it is given in the folder of the project."""
    parts = (Path(each).relative_to(ROOT).as_posix() if Path(each).is_absolute() else each for each in words)
    return " ".join(("python run.py", *parts))
