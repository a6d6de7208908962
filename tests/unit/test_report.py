"""The report: sentences follow the tables, every number leads to its row, and the page stands by itself."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import run
from experiments.cli.report_command import check_together
from experiments.pages.report import ranking
from experiments.pages.report.context import DIFFERENCE, Context
from experiments.pages.report.document import report
from experiments.pages.report.pdf import VARIABLE, find_browser
from experiments.pages.report.pictures import inline
from experiments.pages.report.sections import in_short
from experiments.pages.report.sources import Source, TableRows
from experiments.pages.report.spread import spread
from model.errors import InputError
from model.scenario import load_scenario
from tests.unit.report_parts import (
    MIXES,
    SHARES,
    YEAR,
    Share,
    annual,
    compare,
    published,
    robustness,
    source,
    summary,
)

IMPACT = "chain_impact_dutch"
VOID = {"meta", "link", "br", "line", "path", "use", "rect", "img"}


class Page(HTMLParser):
    """What a page holds: its ids, links, sources of requests, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.asked: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attributes}
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known["href"]] if tag == "a" else []
        self.asked += [known[name] for name in ("src", "data", "action") if name in known]
        self.asked += [known["href"]] if tag == "link" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def both(shares: Mapping[str, Share] = SHARES) -> dict[str, Source]:
    return {"compare": compare(), "robustness": robustness(shares)}


def clause(sources: dict[str, Source], language: str = "en") -> str:
    context = Context(sources, language, {})
    found = ranking.standing(context, IMPACT)
    assert found is not None
    return re.sub("<[^>]+>", "", str(ranking.clause(context, found)))


@pytest.mark.parametrize(
    ("broad", "broad_eu", "said"),
    [
        (
            Share(0.7, 0.6, 0.8, 0.5),
            Share(0.3, 0.2, 0.4, 0.2),
            "mix 3 comes out best in most draws: in 70% (90% interval 60–80%)",
        ),
        (
            Share(0.3, 0.2, 0.4, 0.2),
            Share(0.7, 0.6, 0.8, 0.5),
            "mix 3E comes out best in most draws: in 70%",
        ),
        (Share(0.55, 0.46, 0.64, 0.5), Share(0.3, 0.2, 0.4, 0.2), "mix 3 comes out best most often, in 55% of draws"),
        (
            Share(0.5, 0.4, 0.6, 0.3),
            Share(0.4, 0.3, 0.5, 0.2),
            "not clear which mix is best: mix 3 comes out best in 50% of draws, mix 3E in 40%",
        ),
        (
            Share(0.7, 0.6, 0.8, 0.03),
            Share(0.3, 0.2, 0.4, 0.01),
            "no mix is ahead by a difference that matters in 96%",
        ),
    ],
)
def test_the_sentence_follows_the_draws(broad: Share, broad_eu: Share, said: str) -> None:
    shares = {"null_option": Share(0.0, 0.0, 0.05, 0.0), "broad": broad, "broad_eu": broad_eu}
    assert said in clause(both(shares))


@pytest.mark.parametrize(
    ("broad", "broad_eu", "said"),
    [
        (
            (0.005, 0.003, 0.007),
            (0.002, 0.001, 0.0029),
            "mix 3 comes out best on average (+0.50 [+0.30; +0.70] compared with mix 1)",
        ),
        (
            (0.005, 0.003, 0.007),
            (0.004, 0.002, 0.006),
            "mix 3 (+0.50 [+0.30; +0.70] compared with mix 1) is not clearly ahead of mix 3E",
        ),
        ((0.005, -0.001, 0.011), (0.004, -0.002, 0.006), "no mix is clearly ahead of mix 1 (highest: mix 3"),
        ((0.001, 0.0005, 0.002), (0.005, 0.003, 0.007), "mix 3E comes out best on average"),
    ],
)
def test_without_draws_the_sentence_follows_the_means(
    broad: tuple[float, float, float], broad_eu: tuple[float, float, float], said: str
) -> None:
    assert said in clause({"compare": compare(summary({"broad": broad, "broad_eu": broad_eu}))})


def test_costs_that_are_not_clear_are_said_to_be_so() -> None:
    def costs(table: tuple[float, float, float]) -> str:
        context = Context({"compare": compare(summary({"broad": table, "broad_eu": table}))}, "en", {})
        return str(in_short.section(context).blocks[1])

    assert "no clear difference" in costs((20.0, -4.0, 44.0))
    assert "no clear difference" not in costs((20.0, 4.0, 36.0))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_stands_by_itself_and_every_link_arrives(language: str) -> None:
    text = report(both(), language)
    page = Page(text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)
    assert page.asked == ["data:,"]
    assert "http" not in re.sub(r'http-equiv|xmlns(:xlink)?="[^"]+"', "", text)
    assert f'<html lang="{language}">' in text


def test_every_number_in_a_table_is_a_link_to_a_row() -> None:
    text = report(both(), "en")
    body = text[text.index('id="short"') : text.index('id="assumptions"')]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", body, re.DOTALL)
    bare = [each for each in cells if re.match(r"\s*[−+]?\d", re.sub("<svg.*?</svg>", "", each, flags=re.DOTALL))]
    assert bare == []
    assert text.count('class="n') > 50


def test_a_number_leads_to_the_row_it_was_read_from() -> None:
    text = report({"compare": compare()}, "en")
    anchor = re.search(r'href="#(d-compare-summary-\d+)" tabindex="-1">\+50<', text)  # a level of 0.005 as %: +0.50
    found = anchor or re.search(r'href="#(d-compare-summary-\d+)"[^>]*>\+0\.50?<', text)
    assert found is not None
    row = re.search(rf'<tr id="{found[1]}">(.*?)</tr>', text)
    assert row is not None
    assert "<td>0.005</td>" in row[1] and "<td>broad</td>" in row[1]


def test_the_same_studies_give_the_same_bytes() -> None:
    assert report(both(), "nl") == report(both(), "nl")


def test_studies_that_are_not_given_are_said_to_be_missing() -> None:
    text = report({"compare": compare()}, "en")
    for verb in ("routes", "robustness", "discover", "pressure", "value-of-information", "validate"):
        assert f"<code>python run.py {verb}</code>" in text
    assert "left out. other tables." in report({"compare": compare()}, "en", {"routes": "other tables"})


def test_the_report_needs_a_study_that_compares() -> None:
    with pytest.raises(InputError, match="at least one of compare and robustness"):
        report({"validate": replace(compare(), verb="validate")}, "en")


def test_a_study_of_robustness_alone_is_enough() -> None:
    assert "mix 3 (broad due diligence legislation) comes out best in most draws" in re.sub(
        "<[^>]+>", "", report({"robustness": robustness()}, "en")
    )


def test_names_of_users_are_escaped() -> None:
    evil = replace(load_scenario("broad", world="small").mix, label_en="<script>alert(1)</script> & more")
    source = compare()
    changed = tuple(replace(each, mix=evil) if each.mix.name == "broad" else each for each in source.scenarios)
    text = report({"compare": replace(source, scenarios=changed, folder="a&b<c>")}, "en")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text
    assert "a&amp;b&lt;c&gt;" in text


def test_page_one_says_what_nine_draws_in_ten_lie_between() -> None:
    shown = re.sub("<[^>]+>", "", report({**both(), "compare": compare(draws=100)}, "en"))
    assert "on average by +0.50 points of 100 from those with mix 1, in nine draws of ten by +0.50 to +9.50." in shown
    assert "mean difference from it over 100 draws" in shown
    assert "nine draws of ten" not in re.sub("<[^>]+>", "", report({**both(), "compare": compare(draws=19)}, "en"))


def test_percentiles_over_draws_are_of_differences_from_the_base() -> None:
    rows = spread(annual(101), MIXES[0], YEAR)
    base, other = (rows.one(course="expected", mix=mix, outcome=IMPACT, year=YEAR) for mix in MIXES[:2])
    assert base is not None and other is not None
    assert [base["p5"], base["p95"], base["draws"]] == pytest.approx([0.4, 0.4, 101])
    assert [other["p5"], other["p95"]] == pytest.approx([0.005, 0.095])


def test_an_interval_that_leaves_out_0_never_reads_as_if_it_held_0() -> None:
    context = Context(both(), "en", {})
    table = TableRows("compare", "summary.csv", summary({"broad": (0.00004, 0.00001, 0.00007)}))
    row = table.one(course="expected", mix="broad", outcome=IMPACT)
    assert row is not None
    assert str(context.range_of(row, DIFFERENCE, 100, 1)) == "+0.004 [+0.001; +0.007]"
    (cell,) = context.estimates([row], DIFFERENCE, IMPACT)
    assert not isinstance(cell, str) and str(cell.number) == "+0.0040" and cell.number.clear


def test_criteria_that_get_worse_or_do_not_change_are_named() -> None:
    def said(values: tuple[float, float, float]) -> str:
        table = summary({"broad": values, "broad_eu": (0.005, 0.003, 0.007)})
        return re.sub("<[^>]+>", "", report({"compare": compare(table)}, "en"))

    assert "Mix 3: clearly better on all." in said((0.005, 0.003, 0.007))
    assert "Mix 3: clearly worse on " in said((-0.005, -0.007, -0.003))
    assert "Mix 3: no clear difference on " in said((0.005, -0.003, 0.013))


def test_numbers_that_are_read_keep_their_decimals_in_a_figure() -> None:
    svg = '<svg viewBox="0 0 2 1"><path d="M 1.23456 2"/><text x="1.98765">1.000 and 0.068</text></svg>'
    found = str(inline(svg, "f", "A", "what it shows"))
    assert ">1.000 and 0.068<" in found and 'd="M 1.23 2"' in found and 'x="1.98"' in found


def test_a_figure_has_ids_of_its_own_and_says_what_it_is() -> None:
    svg = '<?xml version="1.0"?>\n<svg viewBox="0 0 2 1" width="2pt"><defs><path id="m1" d="M 1.23456 2"/></defs>\n'
    svg += '<use xlink:href="#m1" clip-path="url(#m1)"/><text>a &amp; b</text></svg>'
    found = str(inline(svg, "f-x", "A < B", "what it shows"))
    assert 'id="f-x-m1"' in found and 'xlink:href="#f-x-m1"' in found and "url(#f-x-m1)" in found
    assert '<title id="f-x-title">A &lt; B</title>' in found and 'role="img"' in found
    assert "M 1.23 2" in found and "<text>a &amp; b</text>" in found


def test_a_browser_that_is_not_there_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("experiments.pages.report.pdf.NAMES", ())
    monkeypatch.setattr("experiments.pages.report.pdf._installed", lambda: iter(()))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert run.main(["report", "--pdf", "--out", str(tmp_path / "r.html")]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("error: --pdf: no Chromium") and shown.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv(VARIABLE, "no-such-browser")
    with pytest.raises(InputError, match=f"{VARIABLE}: no-such-browser cannot be run"):
        find_browser()
    with pytest.raises(InputError, match="--browser: other cannot be run"):
        find_browser("other")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "report.txt"], "allowed: a file that ends in .html"),
        (["no-such-folder"], "no-such-folder"),
        (["results/reference-politics"], "manifest"),
        (["results/reference-validation"] * 2, "is a study of validate too; give one of them"),
        (["results/reference-validation"], "at least one of compare and robustness"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [] if "--out" in arguments else ["--out", str(tmp_path / "r.html")]
    assert run.main(["report", *arguments, *out]) == 2
    shown = capsys.readouterr().err
    assert message in shown and shown.startswith("error: ") and shown.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_studies_that_do_not_belong_together_are_refused() -> None:
    one, small = ({key * 20: {"name": name}} for key, name in (("a", "reference"), ("b", "small")))
    own, other = ({"name": "own", "hash": key * 20} for key in "cd")
    first = source("compare", {}, worlds=one, ensemble=own)
    fine = [
        source("robustness", {}, worlds=one),
        source("validate", {}, worlds=["history"], ensemble=own),
        source("calibrate", {}, worlds={"history": {"settings": 1}}),
    ]
    check_together([first, *fine])
    with pytest.raises(InputError, match=r"has worlds = small \(bbbbbbbb\), that of results/compare has reference"):
        check_together([first, *fine, source("pressure", {}, worlds=small, ensemble=own)])
    with pytest.raises(InputError, match=r"has ensemble = own \(dddddddd\), that of results/compare has own \(cccc"):
        check_together([first, *fine, source("routes", {}, ensemble=other)])


def test_a_file_that_is_there_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.html").write_text("mine", encoding="utf-8")
    assert run.main(["report", "--out", str(tmp_path / "r.html")]) == 2
    assert "add --force to replace it" in capsys.readouterr().err
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == "mine"


OTHERS = {
    "ablate": ("reference-ablate", "instruments"),
    "sensitivity": ("reference-sensitivity", "uncertainty"),
    "routes": ("reference-routes", "routes"),
    "discover": ("reference-discover", "flips"),
    "pressure": ("reference-pressure", "pressure"),
    "value-of-information": ("reference-information-value", "measure"),
    "validate": ("reference-validation", "evidence"),
}
"""Published studies beside the comparison, with the section that each fills."""


@pytest.mark.parametrize("verb", OTHERS)
def test_each_study_fills_its_section(verb: str) -> None:
    folder, section = OTHERS[verb]
    main = published("robustness", "reference-robustness")
    text = report({"robustness": main, verb: published(verb, folder)}, "nl")
    own = text[text.index(f'<section id="{section}"') :]
    own = own[: own.index("</section>")]
    assert f"<code>python run.py {verb}</code>" not in own
    assert f'href="#d-{verb}-' in own
    page = Page(text)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.open == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_published_studies_make_a_report(language: str, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    assert run.main(["report", "--language", language, "--out", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == [] and len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(text.encode()) < 4_000_000
    assert text.count('role="img"') >= 5
