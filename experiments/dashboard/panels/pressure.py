"""Where to press: what each pressure point of the chain could bring at most."""

from __future__ import annotations

from pathlib import Path

from htmltools import TagList, tags

from experiments.dashboard.panels.figures import picture, shown
from experiments.report.translation import in_language
from experiments.studies.pressure.report import PressureReport
from experiments.studies.pressure.tables import read_finished


def pressure_part(folder: Path, language: str) -> TagList:
    """Return the figure of a finished study of pressure points, with what its terminal report says in short."""
    from experiments.studies.pressure.figures.drawing import NAME, drawings

    tables, say = read_finished(folder), in_language(language)
    drawn = drawings(tables, language)
    if not drawn:
        return TagList(tags.p(say("Too many runs failed.")))
    report = PressureReport(tables, language)
    lines = list(report.in_short())
    content = picture(drawn[NAME], NAME, "png")
    described = say("Gain of each pressure point. {summary}", summary=" ".join(lines))
    return TagList(tags.ul(*map(tags.li, lines)), shown(content, described), tags.p(report.legend(), class_="note"))
