"""The command line in a language: which one it is, its help, and messages of errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import run
from experiments.cli import parser, reproduce_command
from experiments.cli.translated import chosen_language, message_in
from experiments.report.translation import locale_language
from experiments.tools.published_studies import PUBLISHED
from model.scenario import course_files, named_files, route_files

MIX = 'label_en = "Mine"\nwhy = "a test"\nsections = ["3.2"]\nbase = "null_option"\n'


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LC_ALL": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"}, "nl"),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_BE", "LANG": "C"}, "nl"),
        ({"LC_MESSAGES": "C", "LANG": "nl_NL"}, "en"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "nld_NLD"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_setting_of_the_locale_counts(
    settings: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert locale_language() == language
    assert chosen_language(["list", "mixes"]) == language


def test_the_option_goes_before_the_locale(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert chosen_language(["list", "--language", "en"]) == chosen_language(["--language=en"]) == "en"
    assert chosen_language(["--language", "xx"]) == chosen_language(["--language"]) == "nl"
    assert run.main(["list", "laws"]) == 0
    assert capsys.readouterr().out.startswith("wetten")
    assert run.main(["list", "laws", "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("laws")


def test_published_results_are_in_english_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    asked = []

    def parse(words: list[str]) -> object:
        asked.append(parser.build_parser().parse_args(words).language)
        raise KeyboardInterrupt

    for published in PUBLISHED.values():
        with pytest.raises(KeyboardInterrupt):
            reproduce_command.make(published, Path("unused"), 1, parse)  # type: ignore[arg-type]
    assert set(asked) == {"en"}


@pytest.mark.parametrize("verb", [None, *parser.VERBS])
def test_help_is_in_dutch(verb: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main([*([verb] if verb else []), "--help", "--language", "nl"])
    shown = capsys.readouterr().out
    assert shown.startswith("gebruik: ")
    assert "toon deze hulptekst en stop" in shown
    assert not re.search(r"\b(the|usage|options|default|show|repeat)\b", re.sub(r"--?\w+|python run.py.*", "", shown))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["foo"], "fout: python run.py: opdracht 'foo' is onbekend; toegestaan: ablate, "),
        (["run", "--mix", "brod"], "fout: --mix: mix 'brod' is onbekend; bedoelt u 'broad'?"),
        (
            ["compare", "--replicates", "x"],
            "fout: argument --replicates: 'x' is niet toegestaan; toegestaan: een geheel",
        ),
        (["list"], "fout: de volgende argumenten zijn verplicht: WHAT; zie python run.py list --help"),
        (["compare", "--set", "learning.rate=9"], "niet toegestaan; toegestaan: een getal van 0 tot en met 1 ["),
        (["explain", "gone.toml"], "fout: gone.toml: bestand niet gevonden (mix als pad)"),
    ],
)
def test_errors_are_in_dutch(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*words, "--language", "nl"]) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.count("\n") == 1


def test_names_of_the_user_are_not_translated() -> None:
    assert message_in("nl", "law.toml: unknown law 'law'; did you mean 'laws'?") == (
        "law.toml: wet 'law' is onbekend; bedoelt u 'laws'?"
    )
    assert message_in("nl", "C:\\x.toml: key = 'table' is not allowed; allowed: one of table, law") == (
        "C:\\x.toml: key = 'table' is niet toegestaan; toegestaan: een van table, law"
    )
    assert message_in("nl", "a: b = 3 is not allowed; allowed: a range such as { low = 0 }").endswith(
        "a range such as { low = 0 }"
    )
    assert message_in("nl", '"plausible", or a range such as { low = 0, high = 1 }').startswith(
        '"plausible", of een bereik'
    )
    assert message_in("nl", "what no template is like") == "what no template is like"
    assert message_in("en", "no answer") == "no answer" != message_in("nl", "no answer")


def test_a_mix_without_dutch_is_shown_in_english_with_a_remark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mix = str(tmp_path / "mine.toml")
    Path(mix).write_text(MIX, encoding="utf-8")
    assert run.main(["explain", mix, "--language", "nl"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Mine (mine)")
    assert "let op: mine heeft geen label_nl: het Engelse label wordt getoond" in shown.err
    assert run.main(["explain", mix]) == 0
    assert "label_nl" not in capsys.readouterr().err


def test_the_files_of_the_project_have_a_dutch_label() -> None:
    files = [path for kind in ("mixes", "worlds", "laws") for path in named_files(kind).values()]
    for path in (*files, *course_files().values(), *route_files().values()):
        assert re.search(r"^label_nl = .*\w", path.read_text(encoding="utf-8"), re.MULTILINE), path
