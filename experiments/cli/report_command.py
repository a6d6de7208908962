"""`report`: one file from finished studies, to read, print and hand on."""

from __future__ import annotations

import argparse
import importlib
import json
import os
from pathlib import Path
from typing import Any

from experiments.cli.draw_command import STUDIES
from experiments.cli.translated import message_in
from experiments.pages.report.document import report
from experiments.pages.report.pdf import find_browser, write_pdf
from experiments.pages.report.sources import Source
from experiments.place import RESULTS, ROOT, WITHIN
from experiments.report.terminal import output, shown_path
from experiments.report.translation import translate
from experiments.runs.holdings import CHECKSUMS
from experiments.runs.store import MANIFEST, read_manifest, write_text
from experiments.tools.published_studies import PUBLISHED
from model.errors import InputError


def run(arguments: argparse.Namespace) -> int:
    """Write the report; return the exit status."""
    browser = find_browser(arguments.browser) if arguments.pdf or arguments.browser else None
    target = _target(arguments)
    sources, left_out = _given(arguments.folder) if arguments.folder else _published(arguments.language)
    page = report(sources, arguments.language, left_out)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_text(target, page)
    _tell(target, arguments.language)
    if browser is not None:
        write_pdf(target, target.with_suffix(".pdf"), browser)
        _tell(target.with_suffix(".pdf"), arguments.language)
    return 0


def _tell(path: Path, language: str) -> None:
    output().print(translate("written to {folder}", language, folder=shown_path(path)), soft_wrap=True)


def _target(arguments: argparse.Namespace) -> Path:
    """Return the file to write: the one asked for, else a new one in the folder of results.

    Raises:
        InputError: when it is there and `--force` is not given, or is no file of a page.
    """
    if not arguments.out:
        default, number = RESULTS / f"report-{arguments.language}.html", 1
        target = default
        while target.exists() and not arguments.force:
            number += 1
            target = default.with_name(f"{default.stem}-{number}{default.suffix}")
        return target
    target = Path(arguments.out)
    if target.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"--out: {target} is not allowed; allowed: a file that ends in .html")
    if target.is_dir() or (target.exists() and not arguments.force):
        raise InputError(f"--out: {target} exists; add --force to replace it, or give another file")
    return target


def _given(folders: list[str]) -> tuple[dict[str, Source], dict[str, str]]:
    """Return the studies of folders by subcommand.

    Raises:
        InputError: when one holds no study that a report knows, or two hold the same kind.
    """
    found: dict[str, Source] = {}
    for each in map(Path, folders):
        source = open_source(each)
        if source.verb in found:
            raise InputError(f"{each}: {found[source.verb].folder} is a study of {source.verb} too; give one of them")
        found[source.verb] = source
    return found, {}


def _published(language: str) -> tuple[dict[str, Source], dict[str, str]]:
    """Return the published studies, and why one that is there cannot be used with this version."""
    found: dict[str, Source] = {}
    left_out: dict[str, str] = {}
    for verb, published in PUBLISHED.items():
        if not (published.folder / MANIFEST).is_file():
            continue
        try:
            found[verb] = open_source(published.folder, published.command)
        except InputError as error:
            left_out[verb] = message_in(language, str(error)).replace(f"{ROOT}{os.sep}", "")
    if not found:
        raise InputError("report: there are no published studies here; give the folders of finished studies")
    return found, left_out


def open_source(folder: Path, command: str = "") -> Source:
    """Return a finished study as a report reads it.

    Args:
        folder: of the study.
        command: what makes it again, where that is known.

    Raises:
        InputError: when the folder holds no finished study, or one that this version of the program cannot read.
    """
    manifest = read_manifest(folder)
    verb = str(manifest.get("verb"))
    if verb not in STUDIES:
        raise InputError(
            f"{folder}: holds no study for a report (its manifest says {verb}); allowed: {', '.join(STUDIES)}"
        )
    study = f"{WITHIN}experiments.studies.{STUDIES[verb]}"
    finished: Any = importlib.import_module(f"{study}.tables").read_finished(folder, None)
    subject = getattr(finished, "subject", None)
    return Source(
        verb,
        shown_path(folder),
        manifest,
        finished.table,
        lambda name: (folder / name).is_file(),
        tuple(subject.scenarios) if subject else tuple(getattr(finished, "scenarios", ())),
        lambda language: importlib.import_module(f"{study}.figures.drawing").drawings(finished, language),
        command,
        json.loads((folder / CHECKSUMS).read_text(encoding="utf-8")) if (folder / CHECKSUMS).is_file() else {},
    )
