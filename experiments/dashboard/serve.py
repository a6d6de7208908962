"""Serve the dashboard on the loopback address of this machine until it is stopped."""

from __future__ import annotations

import asyncio
import socket
import sys
import webbrowser

import shiny  # noqa: F401 - first, so that a missing extra is named by its package
import uvicorn

from experiments.dashboard.app import make_app
from experiments.dashboard.folders import Folders
from experiments.dashboard.guard import HOST, guarded
from experiments.dashboard.runs import Queue
from experiments.report.translation import translate
from model.errors import InputError

LARGEST_MESSAGE = 256 * 1024
"""Bytes of the largest message of a page, files that are given included."""
MOST_AT_ONCE = 64
"""Connections that are answered at a time."""
LAST_SECONDS = 2


def serve(port: int, language: str, workers: int | None = None, browser: bool = True) -> int:
    """Serve until Ctrl-C; return the exit status.

    Args:
        port: to listen on; 0 for any that is free.
        language: of a page whose address says none.
        workers: processes of a run; None for all cores.
        browser: whether to open the page.

    Raises:
        InputError: when the port is taken.
    """
    listener = bound(port)
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    folders, queue = Folders(), Queue()
    try:
        app = make_app(folders, queue, language, workers)
        settings = uvicorn.Config(
            guarded(app),
            log_level="warning",
            ws_max_size=LARGEST_MESSAGE,
            limit_concurrency=MOST_AT_ONCE,
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        server = uvicorn.Server(settings)
        print(translate("dashboard at {address}; stop with Ctrl-C", language, address=address), flush=True)
        if browser:
            webbrowser.open(address)
        asyncio.run(server.serve(sockets=[listener]))
    except KeyboardInterrupt:
        print(file=sys.stderr)
    finally:
        queue.close()
        folders.close()
        listener.close()
    return 0


def bound(port: int) -> socket.socket:
    """Return a socket that listens on loopback; raises `InputError` when the port cannot be had."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # what comes before the server answers waits
    except OSError as error:
        listener.close()
        told = "another that is free, or 0 for any"
        raise InputError(f"--port: {port} cannot be had ({error.strerror or error}); allowed: {told}") from None
    return listener
