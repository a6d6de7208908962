"""The documentation site, built and opened from disk: no request leaves, no serious fault, and search finds pages."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.watching import Pages, faults, overflows

ROOT = Path(__file__).resolve().parents[2]
OPENED = ("docs/index.html", "docs/tutorials/compare.html", "docs/glossary.html", "docs/equations.html")
ASKED = re.compile(r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"(https?:|//)|<link\b[^>]*\bhref=\"(https?:|//)")
"""What a browser would fetch from elsewhere when it opens a page."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the site as the README says, in a folder of its own; a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", "docs", ".", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    yield folder


def test_no_page_asks_for_anything_outside(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > len(OPENED)
    assert [path.name for path in pages if ASKED.search(path.read_text(encoding="utf-8"))] == []
    sheets = [path for path in site.rglob("*.css") if re.search(r"url\(['\"]?(?:https?:)?//", path.read_text("utf-8"))]
    assert sheets == []


@pytest.mark.parametrize("name", OPENED)
@pytest.mark.parametrize("size", ["laptop", "tablet"])
def test_a_page_is_sound(site: Path, pages: Pages, name: str, size: str) -> None:
    with pages.opened(site / name, size) as page:
        page.wait_for_load_state("load")
        assert faults(page) == []
        assert not overflows(page)


def test_the_start_page_is_in_dutch_and_others_in_english(site: Path, pages: Pages) -> None:
    for name, language in (("index.html", "nl"), ("docs/index-en.html", "en")):
        with pages.opened(site / name) as page:
            page.wait_for_url("**/docs/index*.html")
            assert page.locator("html").get_attribute("lang") == language


def test_search_works_from_disk(site: Path, pages: Pages) -> None:
    with pages.opened(site / "docs/index.html") as page:
        page.locator("input[name=q]").fill("leverage")
        page.keyboard.press("Enter")
        page.locator("#search-results a", has_text="Glossary").first.wait_for()
