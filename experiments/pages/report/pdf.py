"""A page as PDF, by a headless Chromium or a browser made of it, where this machine has one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from model.errors import InputError

VARIABLE = "KETENIMPACT_CHROMIUM"
"""Environment variable with the path of a browser."""
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe", "Chromium/chrome.exe")
_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
SECONDS = 120


def find_browser(asked: str | None = None) -> Path:
    """Return the path of a browser that can print a page.

    Args:
        asked: the path or name that the user gave; None for that of the environment, or one that is found.

    Raises:
        InputError: when there is none.
    """
    named = asked or os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            where = "--browser" if asked else VARIABLE
            raise InputError(f"{where}: {named} cannot be run; allowed: the path of Chromium, Chrome or Edge")
        return Path(found)
    for each in (*map(shutil.which, NAMES), *_installed()):
        if each is not None and Path(each).is_file():
            return Path(each)
    raise InputError(
        f"--pdf: no Chromium, Chrome or Edge found; install one, give --browser PATH, or set {VARIABLE}; "
        "any browser prints the HTML file as well"
    )


def _installed() -> Iterator[Path]:
    """Yield where browsers are on macOS and Windows, which do not put them on the search path."""
    if sys.platform == "darwin":
        yield from (Path("/Applications") / each for each in _MAC)
    for variable in _PROGRAMS:
        if folder := os.environ.get(variable):
            yield from (Path(folder) / each for each in _WINDOWS)


def write_pdf(page: Path, target: Path, browser: Path) -> None:
    """Print a page to a file, without heads and feet of the browser; nothing is written when that fails.

    Raises:
        InputError: when the browser does not print it.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "page.pdf"
        command = [
            str(browser),
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
            f"--user-data-dir={folder}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to start for root otherwise
        try:
            done = subprocess.run(
                [*command, page.resolve().as_uri()], capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(f"--pdf: {browser} did not print the page ({error})") from None
        if not made.is_file():
            last = done.stderr.decode(errors="replace").strip().splitlines()
            raise InputError(f"--pdf: {browser} did not print the page ({last[-1] if last else done.returncode})")
        shutil.copyfile(made, target)
