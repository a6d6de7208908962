"""The documentation site: `python -m sphinx -W -c docs . build/site` makes it of the Markdown of the project.

Pages stay plain Markdown that a code host shows as well, so what only the site needs is added while they are read: the
navigation, which is kept here, and links to folders, which become text. Nothing is fetched, and nothing outside is
asked for by the pages.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
START = "docs/index"
"""The start page, in Dutch."""
NAVIGATION: dict[str, tuple[str, ...]] = {
    "Start": ("docs/index-en", "README", "docs/tour"),
    "Tutorials": (
        "docs/tutorials/compare",
        "docs/tutorials/own-mix",
        "docs/tutorials/own-law",
        "docs/tutorials/own-route",
        "docs/sweeps",
        "docs/tutorials/notebook",
        "docs/tutorials/cluster",
        "docs/report",
    ),
    "How to": (
        "docs/how-to",
        "docs/explorer",
        "docs/dashboard",
        "docs/plugins",
        "docs/focus",
        "docs/groups",
        "docs/results-in-r-and-excel",
    ),
    "Questions": (
        "docs/routes",
        "docs/robustness",
        "docs/sensitivity",
        "docs/discover",
        "docs/ablate",
        "docs/pressure",
        "docs/value-of-information",
    ),
    "The model": (
        "docs/model",
        "docs/equations",
        "docs/schedule",
        "docs/parameters",
        "docs/outcomes",
        "docs/coverage",
    ),
    "Evidence": (
        "docs/evidence",
        "docs/validation",
        "docs/calibration",
        "docs/statistics",
        "scenarios/data/sources",
    ),
    "Reference": ("docs/library", "docs/api", "docs/exhibits", "docs/reviewers", "docs/glossary", "CONTRIBUTING"),
}
"""Pages by heading of the navigation, in their order; every page is named once."""

project = "Ketenimpact"
author = "The Ketenimpact developers"
project_copyright = "the Ketenimpact developers, EUPL-1.2"
extensions = ["myst_parser"]
root_doc = START
include_patterns = ["docs/**.md", "README.md", "CONTRIBUTING.md", "scenarios/data/sources.md"]
exclude_patterns = [".*", "build", "env", "experiments", "model", "results", "tests", "venv"]
language = "en"
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Ketenimpact"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_additional_pages = {"index": "to_start.html"}
templates_path = ["site"]
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # a browser does not let a page read others from disk


def add_navigation(app: Sphinx, page: str, text: list[str]) -> None:
    """Add the navigation to the start page while that is read."""
    if page == START:
        for caption, pages in NAVIGATION.items():
            listed = [f"/{each}" for each in pages]
            text[0] += "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *listed, "```", ""])


def take_out_links_to_folders(app: Sphinx, document: nodes.document) -> None:
    """Leave only the text of links to folders of the project, which a code host shows and a site does not."""
    here = (ROOT / f"{app.env.docname}.md").parent
    for link in list(document.findall(pending_xref)):
        if (here / str(link["reftarget"])).is_dir():
            link.replace_self(link.children)


def set_language(app: Sphinx, page: str, template: str, context: dict[str, object], document: nodes.document) -> None:
    """Say of the start page that it is in Dutch."""
    if page == START:
        context["language"] = "nl"


def setup(app: Sphinx) -> None:
    """Have pages changed while they are read and written."""
    app.connect("source-read", add_navigation)
    app.connect("doctree-read", take_out_links_to_folders)
    app.connect("html-page-context", set_language)
