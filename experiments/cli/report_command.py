"""`report`: one file from finished studies, to read, print and hand on."""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.cli.draw_command import STUDIES
from experiments.cli.page_file import new_page
from experiments.cli.translated import message_in
from experiments.pages.report.document import report
from experiments.pages.report.pdf import find_browser, write_pdf
from experiments.pages.report.sources import Source
from experiments.place import RESULTS, ROOT, WITHIN
from experiments.report.terminal import output, shown_path
from experiments.report.translation import translate
from experiments.runs.holdings import finished, read_checksums
from experiments.runs.store import MANIFEST, read_manifest, write_text
from experiments.tools.published_studies import PUBLISHED
from model.errors import InputError


def run(arguments: argparse.Namespace) -> int:
    """Write the report; return the exit status."""
    browser = find_browser(arguments.browser) if arguments.pdf or arguments.browser else None
    default = RESULTS / f"report-{arguments.language}.html"
    with new_page(arguments.out, default, arguments.force, ".pdf" if browser else "") as target:
        sources, left_out = _given(arguments.folder) if arguments.folder else _published(arguments.language)
        write_text(target, report(sources, arguments.language, left_out))
        _tell(target, arguments.language)
        if browser is not None:
            write_pdf(target, target.with_suffix(".pdf"), browser)
            _tell(target.with_suffix(".pdf"), arguments.language)
    return 0


def _tell(path: Path, language: str) -> None:
    output().print(translate("written to {folder}", language, folder=shown_path(path)), soft_wrap=True)


def _given(folders: list[str]) -> tuple[dict[str, Source], dict[str, str]]:
    """Return the studies of folders by subcommand.

    Raises:
        InputError: when one holds no study that a report knows, or two hold the same kind or do not belong together.
    """
    found: dict[str, Source] = {}
    for each in map(Path, folders):
        source = open_source(each)
        if source.verb in found:
            raise InputError(f"{each}: {found[source.verb].folder} is a study of {source.verb} too; give one of them")
        found[source.verb] = source
    check_together(list(found.values()))
    return found, {}


def check_together(sources: Sequence[Source]) -> None:
    """Raise `InputError` when studies are of different worlds or ensembles, as far as their manifests name one."""
    for key, of in (("worlds", _worlds), ("ensemble", _ensembles)):
        known = [(each.folder, found) for each in sources if (found := of(each.manifest))]
        for folder, other in known[1:]:
            if other.keys() != known[0][1].keys():
                told = [", ".join(f"{name} ({sha[:8]})" for sha, name in each.items()) for each in (other, known[0][1])]
                raise InputError(
                    f"{folder}: its manifest has {key} = {told[0]}, that of {known[0][0]} has {told[1]}; give studies "
                    "that have the same"
                )


def _worlds(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the worlds that mixes are compared in by their hash; nothing for worlds of observations."""
    worlds = manifest.get("worlds")
    named = worlds.items() if isinstance(worlds, Mapping) else ()
    return {key: str(each["name"]) for key, each in named if "name" in each}


def _ensembles(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of the ensemble by its hash; nothing where runs have draws of none."""
    ensemble = manifest.get("ensemble")
    return {str(ensemble["hash"]): str(ensemble["name"])} if ensemble else {}


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
    manifest = read_manifest(finished(folder))
    verb = str(manifest.get("verb"))
    if verb not in STUDIES:
        raise InputError(
            f"{folder}: holds no study for a report (its manifest says {verb}); allowed: {', '.join(STUDIES)}"
        )
    study = f"{WITHIN}experiments.studies.{STUDIES[verb]}"
    tables: Any = importlib.import_module(f"{study}.tables").read_finished(folder, None)
    subject = getattr(tables, "subject", None)
    return Source(
        verb,
        shown_path(folder),
        manifest,
        tables.table,
        lambda name: (folder / name).is_file(),
        tuple(subject.scenarios) if subject else tuple(getattr(tables, "scenarios", ())),
        lambda language: importlib.import_module(f"{study}.figures.drawing").drawings(tables, language),
        command,
        read_checksums(folder),
    )
