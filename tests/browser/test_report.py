"""The report as people open it: from disk, by keyboard, on small windows, enlarged, and for a screen reader."""

from pathlib import Path

import pytest

from experiments.pages.report.document import report
from tests.browser.watching import Pages, faults, overflows
from tests.unit.report_parts import compare, published, robustness


@pytest.fixture(scope="module", params=["en", "nl"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of tables by hand, and of the published ones of what they do not have."""
    sources = {"compare": compare(), "robustness": robustness()}
    for verb, folder in (("routes", "reference-routes"), ("validate", "reference-validation")):
        sources[verb] = published(verb, folder)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report(sources, request.param), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", ["laptop", pytest.param("tablet", marks=pytest.mark.slow)])
def test_the_report_has_no_serious_fault(pages: Pages, file: Path, size: str) -> None:
    with pages.opened(file, size) as page:
        assert page.locator("h1").count() == 1
        assert faults(page) == []
        assert not overflows(page)


def test_the_report_can_be_enlarged(pages: Pages, file: Path) -> None:
    with pages.opened(file, zoom=2) as page:
        assert not overflows(page)


def test_the_keyboard_reaches_contents_and_tables(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#short")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#short') !== null")


def test_a_number_leads_to_its_row(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        number = page.locator("#short td a.n").first
        row = (number.get_attribute("href") or "").removeprefix("#")
        number.click()
        assert page.locator(f"tr[id='{row}']:target").is_visible()


def test_paper_leaves_out_what_only_a_screen_needs(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert not page.locator(".rows").first.is_visible()
        assert page.locator("#short table").is_visible()
