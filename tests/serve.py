"""The built site on loopback as ops serve it: with the policy it comes with, at any path."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".webmanifest": "application/manifest+json",
    }

    def __init__(
        self, *args: object, base: str, policy: str, folder: str, answers: list[tuple[str, int]]
    ) -> None:
        self.base, self.policy, self.answers = base, policy, answers
        super().__init__(*args, directory=folder)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.address = self.path
        if self.path.startswith(self.base):
            self.path = f"/{self.path.removeprefix(self.base)}"
            super().do_GET()
        else:
            self.send_error(http.HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        fixed = re.search(r"\.[0-9a-f]{8}\.(min\.)?(css|js)$", self.address)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if fixed else "no-cache")
        super().end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        self.answers.append((self.path.partition("?")[0].lstrip("/"), int(code)))

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def serving(
    folder: Path, base: str = "/", answers: list[tuple[str, int]] | None = None
) -> Iterator[str]:
    """Serve ``folder`` under the path ``base``; yields the address, ending in a slash.

    What was asked for is added to ``answers``: file, from the site's root, and status.
    """
    policy = (folder / "server" / "csp.txt").read_text("utf-8").strip()
    handler = functools.partial(
        _Handler,
        base=base,
        policy=policy,
        folder=str(folder),
        answers=[] if answers is None else answers,
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()


def until(page: Page, expression: str, patience: float = 60.0) -> None:
    """Wait until ``expression`` is true on the page.

    Playwright's own ``wait_for_function`` evaluates in the page, which the policy forbids.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with suppress(Error):  # a navigation under way
            if page.evaluate(expression):
                return
        page.wait_for_timeout(50)
    message = f"never true: {expression}"
    raise AssertionError(message)
