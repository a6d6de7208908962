"""Pages in Debian's Chromium, watched: errors on the console, requests that leave, faults of accessibility."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, ViewportSize, WebSocket

CHROMIUM = "KETENIMPACT_CHROMIUM"
"""Environment variable with the path of the browser, where it is not found by name."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SIZES = {"laptop": (1280, 800), "tablet": (820, 1180)}
"""Width and height of windows in pixels, by name."""
WITHIN = ("file", "data", "blob", "about")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
WAIT = 180_000
"""Milliseconds that are waited for a page, however busy the machine is."""
GRAVE = ("serious", "critical")
"""Impacts of faults, in the words of axe-core, that no page may have."""


@cache
def browser_path() -> str | None:
    """Return the path of Chromium; None where there is none."""
    given = os.environ.get(CHROMIUM)
    if given:
        return given if Path(given).is_file() else None
    return next(filter(None, map(shutil.which, NAMES)), None)


def is_within(address: str) -> bool:
    """Tell whether an address is a file, part of the page, or a server on this machine."""
    parts = urlsplit(address)
    return parts.scheme in WITHIN or parts.hostname in LOOPBACK


@dataclass
class Watch:
    """What happened on the pages of a test; both lists have to be empty at its end."""

    errors: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def see(self, page: Page) -> None:
        """Take note of what happens on a page; nothing outside is fetched."""
        page.on("console", self._message)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)
        page.on("websocket", self._socket)
        page.route(lambda address: not is_within(address), _refuse)

    def _message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not is_within(request.url):
            self.left.append(request.url)

    def _socket(self, socket: WebSocket) -> None:
        if not is_within(socket.url):
            self.left.append(socket.url)


def _refuse(route: Route) -> None:
    route.abort()


@dataclass(frozen=True)
class Pages:
    """Opens pages in a browser and watches them."""

    browser: Browser
    watch: Watch

    @contextmanager
    def at(self, size: str = "laptop", zoom: int = 1) -> Iterator[Page]:
        """Yield an empty page in a window of a size; at a zoom of 2 everything is twice as large (200%)."""
        width, height = SIZES[size]
        window = ViewportSize(width=width // zoom, height=height // zoom)
        context = self.browser.new_context(viewport=window, device_scale_factor=zoom)
        context.set_default_timeout(WAIT)
        try:
            page = context.new_page()
            self.watch.see(page)
            yield page
        finally:
            context.close()

    @contextmanager
    def opened(self, path: Path, size: str = "laptop", zoom: int = 1, hash_: str = "") -> Iterator[Page]:
        """Yield a page that was opened from disk, with a part of the address behind `#`."""
        with self.at(size, zoom) as page:
            page.goto(path.resolve().as_uri() + (f"#{hash_}" if hash_ else ""))
            yield page


def faults(page: Page) -> list[str]:
    """Return the serious and critical faults of accessibility of a page as it stands, by axe-core: rule and place.

    Style sheets that others import are not fetched a second time: axe-core looks for them beside the page. What is in
    order is not listed, which on long pages takes as long as the search for faults.
    """
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['target'][0]}" for each in found if each["impact"] in GRAVE for node in each["nodes"]]


def overflowing(page: Page) -> list[str]:
    """Return the windows in which a page has to be scrolled sideways: of each size, and a laptop enlarged to 200%."""
    windows = {**SIZES, "enlarged": (SIZES["laptop"][0] // 2, SIZES["laptop"][1] // 2)}
    found = []
    for name, (width, height) in windows.items():
        page.set_viewport_size(ViewportSize(width=width, height=height))
        found += [name] if overflows(page) else []
    return found


def overflows(page: Page) -> bool:
    """Tell whether a page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
