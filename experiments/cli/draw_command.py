"""`draw FOLDER`: the figures of a finished study once more, in either language, without a run."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Collection
from pathlib import Path

from experiments.place import WITHIN
from experiments.report.drawing import draw_figures, source_of
from experiments.report.terminal import tell_folder
from experiments.runs.engine import default_workers
from experiments.runs.holdings import finished
from experiments.runs.places import chosen_folder, new_folder
from experiments.runs.store import read_manifest
from model.errors import InputError
from model.scenario import load_world

STUDIES = {
    "compare": "comparison",
    "routes": "routes",
    "sensitivity": "sensitivity",
    "robustness": "robustness",
    "discover": "discovery",
    "ablate": "ablation",
    "pressure": "pressure",
    "calibrate": "calibration",
    "validate": "validation",
    "value-of-information": "information_value",
}
"""The folder in `experiments/studies` of each subcommand that draws figures."""


def run(arguments: argparse.Namespace) -> int:
    """Draw the figures of a finished study from its tables; return the exit status."""
    source = Path(arguments.folder)
    wanted = source.resolve().with_name(f"{source.resolve().name}-figures-{arguments.language}")
    folder = chosen_folder(arguments.out, wanted, arguments.force)
    data = load_world(Path(arguments.world)).settings.data_folder if arguments.world else None
    with new_folder(folder, arguments.force) as stage:
        drawn = redraw(finished(source), stage, arguments.language, default_workers(arguments.workers), data)
    tell_folder(folder, arguments.language, [folder / path.name for path in drawn])
    return 0


def redraw(
    source: Path, folder: Path, language: str, workers: int, data: Path | None = None, only: Collection[str] = ()
) -> list[Path]:
    """Draw the figures of a finished study into a folder.

    Args:
        source: the folder of the study.
        folder: where to.
        language: `en` or `nl`.
        workers: number of processes.
        data: folder of its input tables, where these are not the project's own.
        only: names of the figures to draw; all of them where none is given.

    Raises:
        InputError: when the folder holds no study with figures, a table is missing, or the version is another.
    """
    manifest = read_manifest(source)
    verb = manifest.get("verb")
    if verb not in STUDIES:
        raise InputError(
            f"{source}: holds no study with figures (its manifest says {verb}); allowed: {', '.join(STUDIES)}"
        )
    study = f"{WITHIN}experiments.studies.{STUDIES[verb]}"
    tables = importlib.import_module(f"{study}.tables").read_finished(source, data)
    drawings = importlib.import_module(f"{study}.figures.drawing").drawings(tables, language)
    chosen = {name: draw for name, draw in drawings.items() if not only or name in only}
    return draw_figures(chosen, folder, workers, source_of(verb, str(manifest["study_id"])))
