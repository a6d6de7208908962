"""The checkout as a whole: what lies where, and what no file may say.

The tree is walked instead of asking git, so that the tests also run on an unpacked archive.
"""

import fnmatch
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".python-version",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "codecheck.yml",
    "codemeta.json",
    "docs",
    "experiments",
    "model",
    "pyproject.toml",
    "requirements.lock",
    "results",
    "run.py",
    "scenarios",
    "tests",
}
LOCKS = {"requirements.lock": [], ".ci/requirements-dev.lock": ["cluster", "dashboard", "discover", "docs", "dev"]}
"""Locks by path, with the extras whose packages they hold besides those that every user needs."""
LONGEST_MODULE = 300
BINARY_SUFFIXES = {".parquet", ".png"}

MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:home|Users|root|tmp|work|opt|mnt|private|var/folders)(?![\w-])(?!\s)"
    r"|\b[A-Za-z]:\\+Users\b"
    r"|\.\./shared\b"
)
REGISTRY_HOST = re.compile(
    r"\b(?:pypi\.org|pypi\.python\.org|pythonhosted\.org|anaconda\.org|npmjs\.(?:org|com)|crates\.io"
    r"|rubygems\.org|golang\.org|jsdelivr\.net|unpkg\.com)\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b")

LOCKED_PIN = re.compile(
    r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[0-9][0-9a-z.+!]*)"
    r"(?: ; [a-z_]+ [!=<>]+ '[\w.]+'(?: (?:and|or) [a-z_]+ [!=<>]+ '[\w.]+')*)?"
    r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def ignored_names() -> list[str]:
    """Name patterns that .gitignore leaves out anywhere in the tree."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.rstrip("/") for line in lines if line and not line.startswith(("#", "/", "!"))]


def walk(folder: Path, ignored: list[str]) -> Iterator[Path]:
    """Yield the project's files under `folder`: no caches, no environments, no results of one's own."""
    for path in sorted(folder.iterdir()):
        if path.name == ".git" or any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.parent == ROOT / "results" and path.name != "reference":
            continue
        if path.is_dir():
            yield from walk(path, ignored)
        else:
            yield path


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def files() -> list[Path]:
    found = list(walk(ROOT, ignored_names()))
    assert Path(__file__).resolve() in found
    return found


@pytest.fixture(scope="module")
def texts(files: list[Path]) -> dict[str, str]:
    """The text files by path, line ends untouched; a file that is not UTF-8 fails here."""
    return {relative(path): path.read_bytes().decode("utf-8") for path in files if path.suffix not in BINARY_SUFFIXES}


def places(texts: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    """Return `path:line: text` for each line in which `pattern` is found."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    ("pattern", "caught", "passed"),
    [
        (MACHINE_PATH, "/".join(["see ", "home", "ann", "x.csv"]), "companies at home/abroad"),
        (MACHINE_PATH, "C:" + "\\Users" + "\\ann", "a scale of C: users"),
        (MACHINE_PATH, ".." + "/shared" + "/data", "shared/data"),
        (MACHINE_PATH, '"/' + 'tmp"', "https://example.org/work/3"),
        (REGISTRY_HOST, "https://" + "pypi" + ".org/simple", "pypi, the index"),
        (UNFINISHED, "# TO" + "DO: later", "what is left to do"),
    ],
    ids=["unix path", "windows path", "sibling folder", "temporary folder", "registry", "unfinished"],
)
def test_patterns_catch_what_they_should(pattern: re.Pattern[str], caught: str, passed: str) -> None:
    assert pattern.search(caught)
    assert not pattern.search(passed)


def test_no_file_names_a_path_of_one_machine(texts: dict[str, str]) -> None:
    assert places(texts, MACHINE_PATH) == []


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    assert places(texts, REGISTRY_HOST) == []


def test_no_file_is_marked_unfinished(texts: dict[str, str]) -> None:
    assert places(texts, UNFINISHED) == []


def test_text_files_have_unix_line_ends_and_a_final_newline(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if "\r" in text or (text and text[-1] != "\n")] == []


def test_top_level_names_are_the_fixed_set(files: list[Path]) -> None:
    assert {relative(path).split("/")[0] for path in files} - TOP_LEVEL == set()


def test_modules_are_short(texts: dict[str, str]) -> None:
    lengths = {
        name: len(text.splitlines())
        for name, text in texts.items()
        if name.endswith(".py") and (name.startswith(("model/", "experiments/")) or name == "run.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashed_pins_and_nothing_else(texts: dict[str, str], lock: str) -> None:
    assert LOCKED_PIN.sub("", texts[lock]) == ""
    names = [match["name"] for match in LOCKED_PIN.finditer(texts[lock])]
    assert names == sorted(set(names))


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_a_lock_satisfies_every_declared_dependency(texts: dict[str, str], lock: str, extras: list[str]) -> None:
    project = tomllib.loads(texts["pyproject.toml"])["project"]
    locked = {match["name"]: match["version"] for match in LOCKED_PIN.finditer(texts[lock])}
    asked = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    for line in asked:
        requirement = Requirement(line)
        version = locked.get(canonicalize_name(requirement.name))
        if requirement.name != project["name"]:
            assert version is not None, f"{line} is not in {lock}"
            assert requirement.specifier.contains(version), f"{line} is locked at {version}"


def test_the_lock_of_developers_extends_that_of_users(texts: dict[str, str]) -> None:
    """A package that users need on some systems may be needed on all by developers, at the same version."""
    users, developers = (
        {(match["name"], match["version"]) for match in LOCKED_PIN.finditer(texts[lock])} for lock in LOCKS
    )
    assert users < developers


def test_packages_of_extras_are_not_in_the_lock_of_users(texts: dict[str, str]) -> None:
    extras = tomllib.loads(texts["pyproject.toml"])["project"]["optional-dependencies"]
    named = {canonicalize_name(Requirement(line).name) for lines in extras.values() for line in lines}
    assert named.isdisjoint(match["name"] for match in LOCKED_PIN.finditer(texts["requirements.lock"]))
