"""A browser for a module of tests, whose event loop ends with them, and pages that fail a test by their errors."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.watching import CHROMIUM, NAMES, Pages, Watch, browser_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; tests are skipped where there is none.

    It ends with the module, since its event loop would keep later tests of the same process from having their own.
    """
    path = browser_path()
    if path is None:
        pytest.skip(f"no Chromium: none of {', '.join(NAMES)} is on the path, and {CHROMIUM} names no file")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture
def watch() -> Watch:
    """What happens on the pages of a test."""
    return Watch()


@pytest.fixture
def pages(browser: Browser, watch: Watch) -> Iterator[Pages]:
    """Open pages; at the end no error was on the console, and no request has left."""
    yield Pages(browser, watch)
    assert watch.errors == []
    assert watch.left == []
