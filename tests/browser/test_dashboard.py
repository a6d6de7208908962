"""The dashboard as people use it: over loopback, by hand and by keyboard, one person or two."""

import contextlib
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from experiments.dashboard.scenario_files import LARGEST
from experiments.place import ROOT
from experiments.report.translation import translate
from tests.browser.watching import Pages, faults, overflows

pytestmark = pytest.mark.slow
QUICK = "mix=null_option&mix=broad&seeds=1"
PATIENCE = 60_000
"""Milliseconds for a run on a machine that does other things as well."""
EVIL = 'label_en = "Evil"\nwhy = "x"\nbase = "broad"\nsections = []\nplugins = ["evil.py"]\n'
GOOD = 'label_en = "Taken along"\nlabel_nl = "Meegenomen"\nwhy = "x"\nbase = "broad"\nsections = []\n'


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start the dashboard on a free port, and stop it at the end."""
    words = [sys.executable, "run.py", "dashboard", "--no-browser", "--port", "0", "--workers", "2", "--language", "en"]
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    found = process.stdout.readline().split()[2].rstrip(";")
    with urllib.request.urlopen(found, timeout=60) as answer:
        assert answer.status == 200
    yield found
    process.terminate()
    process.communicate(timeout=60)


@contextlib.contextmanager
def opened(pages: Pages, address: str, query: str = QUICK, size: str = "laptop", zoom: int = 1) -> Iterator[Page]:
    with pages.at(size, zoom) as page:
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(f"{address}?{query}")
        ready(page)
        yield page


def ready(page: Page) -> None:
    """Wait until the server has filled the page in."""
    expect(page.locator("#standing")).not_to_be_empty(timeout=PATIENCE)
    page.wait_for_function("location.search.includes('language=')")


def run_it(page: Page) -> None:
    page.locator("#run_compare").click()
    expect(page.locator("#comparison table")).to_be_visible(timeout=PATIENCE)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_load_change_run_look_and_take_along(pages: Pages, address: str, tmp_path: Path) -> None:
    with opened(pages, address) as page:
        unfold(page)
        page.locator("#make_mixes").click()
        expect(page.get_by_role("checkbox", name="my_mix (my_mix)")).to_be_checked()
        page.locator("[id$=_support_desk_national]").select_option("2")
        page.wait_for_function("decodeURIComponent(location.search).includes('support_desk')")
        page.locator("#sought").fill("learning.rate")
        page.locator("#match").select_option("learning.rate")
        page.locator("#move").click()
        value = page.locator("#p_learning__rate")
        value.fill("900")
        expect(page.locator("#problems")).to_contain_text("learning.rate = 900 is not allowed; allowed: a number from")
        value.fill("0.2")
        expect(page.locator("#problems")).to_be_empty()
        page.wait_for_function("location.search.includes('learning.rate')")
        assert query_of(page)["mix"] == ["null_option", "broad", "my_mix"]
        assert query_of(page)["set"] == ["learning.rate=0.2"]
        assert faults(page) == []
        run_it(page)
        expect(page.locator("#phase_compare")).to_have_text("Done.")
        expect(page.locator("#comparison thead")).to_contain_text("difference (my_mix)")
        assert faults(page) == []
        for view, shown in (("cards", "article"), ("map", "#chain_map table"), ("who", "#who table")):
            page.locator(f"a[data-value={view}]").click()
            expect(page.locator(shown).first).to_be_visible()
            assert faults(page) == []
        page.locator("a[data-value=figures]").click()
        expect(page.locator("#figure img")).to_be_visible()
        page.locator("a[data-value=along]").click()
        expect(page.locator("#along pre")).to_contain_text("--mix my_mix.toml")
        assert faults(page) == []
        for name, file in (
            ("take_table", "summary.csv"),
            ("take_scenario", "scenario.zip"),
            ("take_excel", "tables.xlsx"),
        ):
            with page.expect_download() as taken:
                page.locator(f"#{name}").click()
            assert taken.value.suggested_filename == file
            taken.value.save_as(tmp_path / file)
            assert (tmp_path / file).stat().st_size > 100
        again = page.url
        page.goto(again)  # as from a bookmark: what was asked, and what came of it
        expect(page.locator("#comparison thead")).to_contain_text("difference (my_mix)")
        unfold(page)
        expect(page.locator("[id$=_support_desk_national]")).to_have_value("2")
        expect(page.locator("#p_learning__rate")).to_have_value("0.2")
        page.get_by_role("link", name="Nederlands").click()
        expect(page.locator("#comparison thead")).to_contain_text("verschil (my_mix)")


def test_files_that_are_given_are_taken_or_refused(pages: Pages, address: str, tmp_path: Path) -> None:
    files = {"evil.toml": EVIL, "large.toml": "#" * (LARGEST + 1), "evil.py": "print()", "taken.toml": GOOD}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with opened(pages, address) as page:
        unfold(page)
        for name, told in (
            ("evil.toml", "evil.toml: plugins = ['evil.py'] is not allowed"),
            ("large.toml", f"large.toml: has {LARGEST + 1} bytes"),
            ("evil.py", "evil.py: is no scenario file"),
        ):
            page.locator("#upload_mixes").set_input_files(tmp_path / name)
            expect(page.locator("#refused_mixes")).to_contain_text(told)
        page.locator("#upload_mixes").set_input_files(tmp_path / "taken.toml")
        expect(page.locator("#refused_mixes")).to_be_empty()
        expect(page.get_by_role("checkbox", name="Taken along (taken)")).to_be_checked()


def test_two_people_run_at_once_and_one_stops(pages: Pages, address: str) -> None:
    with opened(pages, address, QUICK.replace("seeds=1", "seeds=200")) as first:
        first.locator("#run_compare").click()
        expect(first.locator("#phase_compare")).to_have_text("Running.")
        with opened(pages, address, "mix=null_option&mix=thematic&seeds=1") as second:
            second.locator("#run_compare").click()
            expect(second.locator("#phase_compare")).to_have_text("Waiting for other runs.")
            expect(second.locator("#progress_compare")).to_have_text("Before this one: 1.")
            first.locator("#stop_compare").click()
            expect(first.locator("#phase_compare")).to_have_text("Stopped: no process is left.")
            expect(first.locator("#run_compare")).to_be_enabled()
            expect(second.locator("#comparison table")).to_be_visible(timeout=PATIENCE)
            expect(second.locator("#comparison thead")).to_contain_text("difference (Thematic legislation)")


def test_it_works_by_keyboard_alone(pages: Pages, address: str) -> None:
    with opened(pages, address, "mix=null_option&mix=broad&seeds=1&language=nl") as page:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(translate("To the results", "nl"))
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_id("run_compare")
        page.keyboard.press("Enter")
        expect(page.locator("#comparison table")).to_be_visible(timeout=PATIENCE)
        page.locator("a[data-value=comparison]").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("a[data-value=cards]")).to_have_attribute("aria-selected", "true")
        page.locator("a[data-value=comparison]").click()
        page.locator("#outcomes").focus()
        page.keyboard.press("Home")
        expect(page.locator("#comparison caption")).to_contain_text("2020")
        page.locator("summary").nth(1).focus()
        page.keyboard.press("Enter")
        expect(page.locator("#make_mixes")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(("size", "zoom"), [("laptop", 1), ("tablet", 1), ("laptop", 2)])
def test_it_fits_its_window(pages: Pages, address: str, size: str, zoom: int, language: str) -> None:
    with opened(pages, address, f"{QUICK}&language={language}", size, zoom) as page:
        unfold(page)
        assert faults(page) == []
        assert not overflows(page)


def test_an_address_that_cannot_be_used_says_why(pages: Pages, address: str) -> None:
    with opened(pages, address, "language=nl&seeds=0") as page:
        expect(page.locator("main .wrong")).to_contain_text(
            "seeds = '0' is niet toegestaan; toegestaan: een geheel getal"
        )
