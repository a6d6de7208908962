"""What watches pages sees what it should: errors, requests that leave, faults of accessibility, pages too wide."""

from pathlib import Path

import pytest

from tests.browser.watching import CHROMIUM, Pages, Watch, browser_path, faults, is_within, overflows

OUTSIDE = "https://example.org/x.png"


def written(folder: Path, body: str) -> Path:
    path = folder / "page.html"
    path.write_text(f"<!doctype html><html lang=en><title>Page</title><main>{body}</main>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("address", "within"),
    [
        ("file:///a/b.html", True),
        ("data:text/plain,x", True),
        ("blob:null/1", True),
        ("http://127.0.0.1:8000/x", True),
        ("ws://localhost:8000/x", True),
        ("http://127.0.0.1.example.org/", False),
        (OUTSIDE, False),
    ],
)
def test_addresses_are_within_or_not(address: str, within: bool) -> None:
    assert is_within(address) is within


def test_a_browser_that_is_named_has_to_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, found in ((tmp_path / "none", None), (Path(__file__), __file__)):
        monkeypatch.setenv(CHROMIUM, str(name))
        browser_path.cache_clear()
        assert browser_path() == found
    browser_path.cache_clear()


def test_errors_and_requests_that_leave_are_seen(pages: Pages, watch: Watch, tmp_path: Path) -> None:
    body = f"<script>console.error('one'); throw new Error('two')</script><img src='{OUTSIDE}' alt=x>"
    with pages.opened(written(tmp_path, body)) as page:
        page.wait_for_load_state("load")
    assert [text for text in watch.errors if text in ("one", "two")] == ["one", "two"]
    assert watch.left == [OUTSIDE]
    watch.errors.clear()
    watch.left.clear()


def test_faults_of_accessibility_and_width_are_seen(pages: Pages, tmp_path: Path) -> None:
    with pages.opened(written(tmp_path, "<img src='data:,'><p style='width: 700px'>wide</p>")) as page:
        assert faults(page) == ["image-alt: img"]
        assert not overflows(page)
    with pages.opened(tmp_path / "page.html", zoom=2) as page:
        assert page.evaluate("[innerWidth, innerHeight, devicePixelRatio]") == [640, 400, 2]
        assert overflows(page)
