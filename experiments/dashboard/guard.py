"""Who may talk to the dashboard: pages that this machine serves to itself, and nobody else.

The server listens on loopback alone. Besides, a request has to name a loopback host and, where the browser says from
which page it comes, that of the dashboard: otherwise a page from elsewhere could reach it through the browser.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

HOST = "127.0.0.1"
LOOPBACK = (HOST, "localhost")
METHODS = ("GET", "HEAD")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
        b" script-src 'self' 'unsafe-inline' 'unsafe-eval'; connect-src 'self' ws: wss:; frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
"""What each answer says: the page loads nothing from elsewhere, and is shown in no other page."""


def allowed(scope: Scope) -> bool:
    """Tell whether a request comes from this machine's own page."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
    host = headers.get(b"host", "")
    if urlsplit(f"//{host}").hostname not in LOOPBACK:
        return False
    origin = headers.get(b"origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return False
    return bool(scope["type"] == "websocket" or scope["method"] in METHODS)


def guarded(application: Application) -> Application:
    """Return an application that answers such requests alone."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await application(scope, receive, send)
        elif not allowed(scope):
            await refuse(scope, send)
        else:
            await application(scope, receive, with_headers(send))

    return answer


def with_headers(send: Send) -> Send:
    """Return what sends answers with `HEADERS`."""

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sent


async def refuse(scope: Scope, send: Send) -> None:
    """Answer that a request is refused."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"refused: this page is for this machine alone\n"})
