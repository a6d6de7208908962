"""The dashboard answers this machine's own page alone, and its page holds what the address says."""

import asyncio
import socket
from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experiments.api import figure_names
from experiments.dashboard import app, guard, serve
from experiments.dashboard.folders import Folders
from experiments.dashboard.page import page
from experiments.dashboard.panels import figures
from experiments.dashboard.panels.grid import band, difference_cell, reach_of
from experiments.dashboard.panels.parts import mixed
from experiments.dashboard.runs import Queue
from experiments.dashboard.state import first_state, to_address
from experiments.report.translation import LANGUAGES
from experiments.studies.comparison.figures import drawing, hypotheses, themes
from model import catalogue
from model.errors import InputError
from tests.unit.figure_parts import MIXES, parts_of, study

OWN = {"label_en": "Mine", "why": "A reason.", "sections": [], "base": "broad"}


@pytest.fixture
def folders() -> Iterator[Folders]:
    catalogue.load()
    found = Folders()
    yield found
    found.close()


def asked(host: str, origin: str | None = None, method: str = "GET", kind: str = "http") -> dict[str, Any]:
    headers = [(b"host", host.encode())] + ([] if origin is None else [(b"origin", origin.encode())])
    return {"type": kind, "method": method, "path": "/", "query_string": b"", "headers": headers}


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (asked("127.0.0.1:8050"), True),
        (asked("localhost:8050", "http://localhost:8050"), True),
        (asked("127.0.0.1:8050", "http://127.0.0.1:8050", kind="websocket"), True),
        (asked("127.0.0.1:8050", "http://elsewhere.example", kind="websocket"), False),
        (asked("127.0.0.1:8050", "http://127.0.0.1:9000"), False),
        (asked("127.0.0.1:8050", "null"), False),
        (asked("elsewhere.example"), False),
        (asked("127.0.0.1.elsewhere.example"), False),
        (asked(""), False),
        (asked("127.0.0.1:8050", method="POST"), False),
    ],
)
def test_requests_of_other_pages_are_refused(scope: dict[str, Any], allowed: bool) -> None:
    assert guard.allowed(scope) is allowed
    sent: list[MutableMapping[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def keep(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def answer() -> None:
        await guard.guarded(application)(scope, receive, keep)

    asyncio.run(answer())
    if allowed:
        assert sent == [{"type": "http.response.start", "status": 200, "headers": [*guard.HEADERS]}]
    elif scope["type"] == "websocket":
        assert sent == [{"type": "websocket.close", "code": 1008}]
    else:
        assert [each.get("status") for each in sent] == [403, None]


def test_it_listens_on_loopback_alone_and_a_taken_port_is_refused() -> None:
    listener = serve.bound(0)
    try:
        host, port = listener.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(InputError, match=f"--port: {port} cannot be had"):
            serve.bound(port)
        with socket.create_connection((host, port), timeout=5):
            pass
    finally:
        listener.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_its_language_and_leads_to_the_other(language: str, folders: Folders) -> None:
    text = str(page(first_state(language)))
    assert f'lang="{language}"' in text
    for other in LANGUAGES:
        assert f'href="?{to_address(first_state(other))}"' in text
    assert "http://" not in text and "https://" not in text


def test_an_address_with_something_unknown_opens_the_first_page_and_says_why(folders: Folders) -> None:
    state, problem = app.opened("?language=nl&mix=braod", "en", folders.root)
    assert state == first_state("nl")
    assert "'braod'" in problem and "broad" in problem
    asked_for = first_state().with_own("mixes", "mine", {**OWN, "plugins": ["evil.py"]})
    state, problem = app.opened(to_address(asked_for), "en", folders.root)
    assert state == first_state()
    assert problem.startswith("mine.toml: plugins = ['evil.py'] is not allowed")


def test_an_address_with_own_files_is_opened(folders: Folders) -> None:
    state = first_state().with_own("mixes", "mine", OWN)
    assert app.opened(to_address(state), "nl", folders.root) == (state, "")
    assert "Mine (mine)" in str(page(state))
    assert list(folders.root.iterdir()) == []


def test_an_application_is_made(folders: Folders) -> None:
    made = app.make_app(folders, Queue(), "en")
    assert callable(made.ui)


def test_a_difference_is_bold_where_its_interval_leaves_out_0() -> None:
    clear, open_ = {"diff": 0.2, "diff_lo": 0.1, "diff_hi": 0.3}, {"diff": -0.2, "diff_lo": -0.5, "diff_hi": 0.1}
    assert reach_of([clear, open_], 100) == 50
    bold, plain = (str(difference_cell(each, 100, 50, "nl")) for each in (clear, open_))
    assert 'class="differs">+20<' in bold and "[10; 30]" in bold
    assert 'class="">−20<' in plain and "[−50; 10]" in plain
    assert 'cx="48.0"' in str(band(0.0, -1.0, 1.0, 1.0)) and 'x1="4.0" x2="92.0"' in str(band(0.0, -1.0, 1.0, 1.0))
    assert str(band(0.0, 0.0, 0.0, 0.0)) == ""


def test_each_figure_of_a_comparison_has_a_label() -> None:
    modules = [each for each in vars(drawing).values() if hasattr(each, "NAME")]
    assert set(figures.LABELS) == {hypotheses.CLAIMS, themes.ALL_CHAINS, *(each.NAME for each in modules)}
    names = figure_names(replace(study(mixes=MIXES), variance_parts=parts_of(MIXES)))
    labels = figures.labels(names, "en")
    assert set(labels) == set(names)
    assert len(set(labels.values())) == len(names)
    assert next(iter(labels)) == "1_instruments"
    assert labels["appendix_6_claims_2"] == "Claims of the expectations 2"


def test_the_scale_of_the_map_goes_from_rust_over_white_to_blue() -> None:
    assert [mixed(share) for share in (-1.0, 0.0, 1.0)] == ["#e88058", "#ffffff", "#64a5e1"]


def test_what_the_page_is_made_of_loads_nothing_from_elsewhere() -> None:
    www = Path(app.__file__).parent / "www"
    for path in www.iterdir():
        assert "http" not in path.read_text(encoding="utf-8"), path.name
