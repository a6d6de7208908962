"""The documentation site: every page has its place in the navigation, and nothing outside is asked for."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CONF = runpy.run_path(str(DOCS / "conf.py"))
NAVIGATION: dict[str, tuple[str, ...]] = CONF["NAVIGATION"]
BUILD = "python -m sphinx -W -c docs . build/site"
OWN_FILES = sorted(path for path in (DOCS / "site").iterdir() if path.is_file())


def test_every_page_is_in_the_navigation_once() -> None:
    listed = [CONF["START"], *(page for pages in NAVIGATION.values() for page in pages)]
    pages = [path.relative_to(ROOT) for path in DOCS.rglob("*.md")]
    others = [Path(each) for each in CONF["include_patterns"] if "*" not in each]
    assert sorted(listed) == sorted(path.with_suffix("").as_posix() for path in (*pages, *others))


def test_the_command_that_makes_the_site_is_the_same_everywhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "docs/conf.py"):
        assert BUILD in (ROOT / page).read_text(encoding="utf-8"), page
    assert 'sphinx -q -W --keep-going -c docs . "$work/site"' in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_what_the_site_adds_asks_for_nothing_outside() -> None:
    assert OWN_FILES
    assert [path.name for path in OWN_FILES if re.search(r"https?://|@import|url\(", path.read_text("utf-8"))] == []


def test_the_start_pages_lead_to_the_same_pages_in_both_languages() -> None:
    dutch, english = ((DOCS / name).read_text(encoding="utf-8") for name in ("index.md", "index-en.md"))
    targets = [sorted(re.findall(r"\]\(([^)]+)\)", text.split("\n", 3)[3])) for text in (dutch, english)]
    assert targets[0] == targets[1]
