"""Sessions of the dashboard without a browser: what a page is told when others have run, and when they are gone."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Coroutine, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import IO, Any, Self

import pytest

from experiments.dashboard import runs
from experiments.dashboard.app import make_app
from experiments.dashboard.command import compare_words
from experiments.dashboard.folders import Folders
from experiments.dashboard.guard import guarded
from experiments.dashboard.running import key_of
from experiments.dashboard.runs import Queue
from experiments.dashboard.state import State, to_address
from experiments.report.translation import translate

PATIENCE = 60.0
SHOWN = ("standing", "phase_compare", "pressure_command")
"""Outputs that a page has in sight: others are not made."""
STATE = State(("null_option", "broad"), "nl", seeds=1)
NOTHING, PRESENT, BEFORE = (
    translate(text, STATE.language)
    for text in (
        "Nothing was run yet: make your choices, then run.",
        "What is shown was run with your present choices.",
        "What is shown was run before your last changes; run again to see these.",
    )
)
RUNNING, WAITING = (translate(text, STATE.language) for text in ("Running.", "Waiting for other runs."))


class House:
    """The application with its folders and its queue."""

    def __init__(self) -> None:
        self.folders, self.queue = Folders(), Queue()
        self.application = guarded(make_app(self.folders, self.queue, "en"))

    def close(self) -> None:
        self.queue.close()
        self.folders.close()


class Visitor:
    """A page as the server sees it: it sends what its controls hold, and keeps what its outputs were last told."""

    def __init__(self, house: House) -> None:
        self.application = house.application
        self.told: dict[str, str] = {}
        self.inbox: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self.news = asyncio.Event()

    async def __aenter__(self) -> Self:
        headers = [(b"host", b"127.0.0.1:8050")]
        scope = {"type": "websocket", "path": "/websocket/", "query_string": b"", "headers": headers}
        self.task = asyncio.ensure_future(self.application(scope, self.inbox.get, self._take))
        await self.inbox.put({"type": "websocket.connect"})
        held = {
            ".clientdata_url_search": f"?{to_address(STATE)}",
            "mixes": STATE.mixes,
            "courses": STATE.courses,
            "world": STATE.world,
            "seeds": STATE.seeds,
            "first": STATE.first,
            "drawn": True,
            "run_compare:shiny.action": 0,
            **{
                f".clientdata_output_{name}_hidden": False for name in ("standing", "phase_compare", "pressure_command")
            },
        }
        await self._send("init", held)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.inbox.put({"type": "websocket.disconnect", "code": 1001})
        await self.task

    async def _send(self, method: str, data: Mapping[str, object]) -> None:
        await self.inbox.put({"type": "websocket.receive", "text": json.dumps({"method": method, "data": data})})

    async def _take(self, message: MutableMapping[str, Any]) -> None:
        for name, value in json.loads(message.get("text", "{}")).get("values", {}).items():
            self.told[name] = value["html"] if value else ""
        self.news.set()

    async def change(self, **held: object) -> None:
        """Change controls."""
        await self._send("update", held)

    async def press(self, button: str) -> None:
        """Press a button."""
        await self.change(**{f"{button}:shiny.action": 1})

    async def sees(self, output: str, text: str) -> None:
        """Wait until an output shows a text."""
        while text not in self.told.get(output, ""):
            self.news.clear()
            await self.news.wait()


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    """One event loop: Shiny's lock belongs to the first in which it is waited for."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def house() -> Iterator[House]:
    made = House()
    yield made
    made.close()


def visit(loop: asyncio.Runner, what: Coroutine[Any, Any, None]) -> None:
    loop.run(asyncio.wait_for(what, PATIENCE))


def test_a_new_page_says_whether_what_it_shows_is_what_it_asks_for(house: House, loop: asyncio.Runner) -> None:
    async def visits() -> None:
        async with Visitor(house) as first:
            await first.sees("standing", NOTHING)
        results = house.folders.new() / "results"
        results.mkdir()
        house.folders.keep(key_of(compare_words(STATE), STATE), results)
        async with Visitor(house) as second:
            await second.sees("standing", PRESENT)
            await second.change(seeds=2)
            await second.sees("standing", BEFORE)
            await second.change(seeds=1)
            await second.sees("standing", PRESENT)

    visit(loop, visits())


def test_the_command_of_pressure_points_is_that_of_the_mix_that_is_chosen(house: House, loop: asyncio.Runner) -> None:
    async def visits() -> None:
        async with Visitor(house) as visitor:
            await visitor.sees("pressure_command", "--mix null_option")
            await visitor.change(pressed="broad")
            await visitor.sees("pressure_command", "--mix broad")

    visit(loop, visits())


def test_a_page_that_is_closed_while_it_runs_leaves_the_server_to_others(
    house: House, loop: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[str]] = []

    def start(words: list[str], folder: Path, language: str, errors: IO[str]) -> subprocess.Popen[str]:
        endless = [sys.executable, "-c", "import time; time.sleep(600)"]
        process = subprocess.Popen(endless, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True)
        started.append(process)
        return process

    monkeypatch.setattr(runs, "_start", start)

    async def visits() -> None:
        async with Visitor(house) as second:
            async with Visitor(house) as first:
                await first.press("run_compare")
                await first.sees("phase_compare", RUNNING)
                await second.press("run_compare")
                await second.sees("phase_compare", WAITING)
            await second.sees("phase_compare", RUNNING)
            async with Visitor(house) as third:
                await third.sees("standing", NOTHING)

    visit(loop, visits())
    house.queue.close()
    assert [process.wait(PATIENCE) != 0 for process in started] == [True, True]
