"""Completion: a script for each shell that knows the verbs and options; bash does complete with it."""

import shutil
import subprocess
from pathlib import Path

import pytest

import run
from experiments.cli import parser


@pytest.mark.parametrize("shell", parser.SHELLS)
def test_the_script_knows_the_command_verbs_and_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "ketenimpact" in script
    assert "python run.py" not in script.splitlines()[-1]
    for verb in parser.VERBS:
        assert verb in script
    assert "replicates" in script


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["completion", "cmd"]) == 2
    assert "'cmd'" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_a_verb_and_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    asked = """
type=$(complete -p ketenimpact); function=${type#*-F }; function=${function%% *}
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); $function; echo "${COMPREPLY[@]}"; }
try ketenimpact sens
try ketenimpact compare --repl
"""
    (tmp_path / "try.bash").write_text(script + asked, encoding="utf-8", newline="\n")
    done = subprocess.run(["bash", "try.bash"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["sensitivity", "--replicates"]
