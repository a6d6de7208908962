"""The explorer as people use it: opened from disk, in both languages, by keyboard, on a tablet, enlarged, saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.explorer.content import Content, Named, read_content
from experiments.explorer.page import explorer_page
from tests.browser.watching import SIZES, Pages, faults, overflowing, overflows

REFERENCE = Path(__file__).resolve().parents[2] / "results" / "reference"
ATTACK = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(REFERENCE)


@pytest.fixture(scope="module")
def file(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(content, tmp_path_factory.mktemp("explorer"))


def written(content: Content, folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(explorer_page(content, "en"), encoding="utf-8")
    return path


TITLES = {"en": "Explorer of policy mixes", "nl": "Verkenner van beleidsmixen"}


@pytest.mark.parametrize(("size", "language"), [("laptop", "en"), ("tablet", "nl")])
def test_the_page_can_be_read_by_all(pages: Pages, file: Path, size: str, language: str) -> None:
    with pages.opened(file, size, hash_=f"language={language}&weight=k5_remedy:1") as page:
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").inner_text() == TITLES[language]
        assert faults(page) == []
        assert overflowing(page) == []


@pytest.mark.slow
@pytest.mark.parametrize(("size", "zoom"), [*((size, 1) for size in SIZES), ("laptop", 2)])
@pytest.mark.parametrize("language", TITLES)
def test_the_page_can_be_read_in_every_window(pages: Pages, file: Path, size: str, zoom: int, language: str) -> None:
    with pages.opened(file, size, zoom, f"language={language}&weight=k5_remedy:1") as page:
        assert faults(page) == []
        assert not overflows(page)


def test_a_filter_moved_by_keyboard_changes_what_is_shown_and_the_address(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        count = page.evaluate("window.explorer.study.count")
        assert page.locator("#kept").inner_text().startswith(f"{count} of {count}")
        slider = page.locator(".slider input").first
        slider.focus()
        for _ in range(5):
            page.keyboard.press("PageUp")
        name = str(slider.get_attribute("id")).removeprefix("lowest-")
        low = int(slider.input_value())
        assert low > 0 and f"keep={name}%3A{low}%3A100" in page.url
        kept = page.locator("#kept").inner_text()
        assert not kept.startswith(f"{count} of")
        short = page.locator("#short").inner_text()
        address = page.url
        page.locator("#reset").press("Enter")
        assert page.locator("#kept").inner_text().startswith(f"{count} of {count}")
        page.goto("about:blank")
        page.goto(address)
        assert (page.locator("#kept").inner_text(), page.locator("#short").inner_text()) == (kept, short)


def test_a_slider_on_its_way_changes_what_is_shown_and_not_yet_the_address(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        address, kept = page.url, page.locator("#kept").inner_text()
        slider = page.locator(".slider input").first
        slider.evaluate("(each) => { each.value = 60; each.dispatchEvent(new Event('input')); }")
        assert page.locator("#kept").inner_text() != kept
        assert page.url == address
        slider.dispatch_event("change")
        assert page.url != address


def test_the_number_of_draws_is_a_column_only_where_runs_failed(pages: Pages, content: Content, tmp_path: Path) -> None:
    for change, shown in ((replace, False), (with_failures, True)):
        with pages.opened(written(change(content), tmp_path)) as page:
            assert ("Draws" in page.locator("#mixes thead").inner_text()) is shown


def test_bands_are_as_large_in_the_chosen_row_in_print(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        page.emulate_media(media="print")
        size = "(each) => getComputedStyle(each).fontSize"
        sizes = [page.locator(f"#mixes tr{row} .band").last.evaluate(size) for row in (".chosen", ":not(.chosen)")]
        assert sizes[0] == sizes[1]


def test_language_is_switched_in_place_and_the_skip_link_leads_to_results(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "results"
        page.locator("#mix").select_option(index=2)
        before = page.locator("#mix").input_value()
        page.locator("#language-nl").press("Enter")
        assert page.evaluate("document.activeElement.id") == "language-nl"
        assert page.locator("#mix").input_value() == before
        assert "In het kort" in page.locator(".short").inner_text()


def test_an_assumption_can_be_added_and_removed(pages: Pages, file: Path, content: Content) -> None:
    with pages.opened(file) as page:
        listed = page.locator(".filter").count()
        name = str(page.locator("#add option").nth(5).get_attribute("value"))
        page.locator("#add").select_option(value=name)
        assert page.locator(".filter").count() == listed + 1
        page.locator(f'[id="lowest-{name}"]').fill("30")
        page.locator("#year").select_option(index=0)
        page.locator(f'[id="filter-{name}"] summary').click()
        page.locator(f'[id="filter-{name}"] details button').click()
        assert name not in page.url


def test_nothing_is_added_up_before_a_weight_is_entered(pages: Pages, file: Path) -> None:
    with pages.opened(file) as page:
        assert page.locator("#weights-table table").count() == 0
        page.locator("#weights-form summary").click()
        page.locator("#weight-k5_remedy").fill("2")
        assert page.locator("#weights-table tbody tr").count() == page.evaluate("window.explorer.study.mixes.length")
        page.locator("#weights-form button").click()
        assert page.locator("#weights-table table").count() == 0


@pytest.mark.parametrize(("language", "between", "mark"), [("en", ",", "."), ("nl", ";", ",")])
def test_what_is_shown_can_be_saved(pages: Pages, file: Path, language: str, between: str, mark: str) -> None:
    with pages.opened(file, hash_=f"language={language}") as page:
        with page.expect_download() as download:
            page.locator("#mixes .save").click()
        text = Path(download.value.path()).read_text(encoding="utf-8")
        rows = [line.split(between) for line in text.removeprefix("\ufeff").splitlines()]
        found = page.evaluate("window.explorer.answers({}).mixes.map((each) => 100 * each.level.median)")
        assert text.startswith("\ufeff") and len(rows) == len(found) + 1
        assert [float(row[2].replace(mark, ".")) for row in rows[1:]] == pytest.approx(found, rel=1e-11)


def one_seed(content: Content) -> Content:
    return replace(content, seeds=content.seeds[:1], values=content.values[..., :1], draws=content.draws[:, :1])


def without_draws(content: Content) -> Content:
    return replace(content, parameters=(), draws=content.draws[:0], manifest={**content.manifest, "ensemble": None})


def with_failures(content: Content) -> Content:
    values = content.values.copy()
    values[:, 0, 1, :, 3:] = np.nan
    values[:, 0, 2] = np.nan
    return replace(content, values=values, manifest={**content.manifest, "failed": ["a", "b"]})


def one_mix(content: Content) -> Content:
    return replace(content, mixes=content.mixes[:1], values=content.values[:, :, :1])


def hostile(content: Content) -> Content:
    own = Named(f"own{ATTACK}", (), {"en": f"=1+1{ATTACK}{'long ' * 30}"})
    return replace(content, mixes=(content.mixes[0], own, *content.mixes[2:]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (one_seed, "Fewer than 10 draws are kept"),
        (without_draws, "nothing to filter on"),
        (with_failures, "2 runs failed"),
        (one_mix, "This comparison has one mix"),
        (hostile, f"=1+1{ATTACK}"),
    ],
)
def test_what_a_comparison_lacks_is_said(
    pages: Pages, content: Content, tmp_path: Path, change: Callable[[Content], Content], said: str
) -> None:
    with pages.opened(written(change(content), tmp_path)) as page:
        assert said in page.locator("body").inner_text()
        assert "NaN" not in page.locator("body").inner_text()
        assert "undefined" not in page.locator("body").inner_text()
        assert faults(page) == []
        assert not overflows(page)


def test_an_address_of_another_comparison_is_passed_over(pages: Pages, file: Path) -> None:
    with pages.opened(file, hash_="mix=unknown&year=1900&keep=no.such:1:2&keep=x&weight=k5_remedy:-1") as page:
        first = page.evaluate("window.explorer.study.mixes[1].name")
        assert page.locator("#mix").input_value() == first
        assert "keep=" not in page.url and "weight=" not in page.url
