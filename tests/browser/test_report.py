"""The report as people open it: from disk, by keyboard, on small windows, enlarged, and for a screen reader."""

import re
from pathlib import Path

import pytest

import run
from experiments.pages.report.document import report
from experiments.report.translation import LANGUAGES
from tests.browser.watching import SIZES, Pages, faults, overflowing
from tests.unit.report_parts import compare, published, robustness


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports by language, of tables by hand, and of the published ones of what they do not have."""
    sources = {"compare": compare(), "robustness": robustness()}
    for verb, folder in (("routes", "reference-routes"), ("validate", "reference-validation")):
        sources[verb] = published(verb, folder)
    made = tmp_path_factory.mktemp("report")
    for language in LANGUAGES:
        (made / f"{language}.html").write_text(report(sources, language), encoding="utf-8")
    return {language: made / f"{language}.html" for language in LANGUAGES}


@pytest.fixture
def file(files: dict[str, Path]) -> Path:
    return files["en"]


def test_the_report_has_no_serious_fault(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        assert faults(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_report_has_a_serious_fault(pages: Pages, files: dict[str, Path], size: str, language: str) -> None:
    with pages.opened(files[language], size) as page:
        assert faults(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_fits_its_window(pages: Pages, files: dict[str, Path], language: str) -> None:
    with pages.opened(files[language]) as page:
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == language
        assert overflowing(page) == []


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


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_published_report_prints_on_16_pages_with_page_one_on_the_first(
    pages: Pages, language: str, tmp_path: Path
) -> None:
    target = tmp_path / "report.html"
    assert run.main(["report", "--language", language, "--out", str(target)]) == 0
    with pages.opened(target) as page:
        assert faults(page) == []
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 16
        page.evaluate("document.querySelectorAll('section:not(#short)').forEach(each => each.remove())")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
