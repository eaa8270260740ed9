"""``mkdocs serve``: no PDF is made until one is asked for, and then the right one."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.print.readback import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


class Answer(NamedTuple):
    """What a server said."""

    status: int
    kind: str
    data: bytes


@pytest.fixture(scope="module")
def preview() -> Iterator[str]:
    """Address of a preview of the course; the server is ended by its own process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", address]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        try:
            _await(address)
            yield address
        finally:
            server.terminate()


def _await(address: str) -> None:
    for _ in range(600):
        try:
            get(address, "/")
        except ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def get(address: str, path: str) -> Answer:
    connection = HTTPConnection(address)
    connection.request("GET", path)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers["Content-Type"], answer.read())


def test_pdf_is_made_when_asked_for(preview: str) -> None:
    offered = re.findall(r'href="(pdf/[^"]+)"', get(preview, "/").data.decode())
    assert offered[:3] == ["pdf/course.pdf", "pdf/01-overview.pdf", "pdf/01-overview-desk-card.pdf"]
    card = get(preview, "/pdf/02-network-desk-card.pdf")
    assert (card.status, card.kind) == (200, "application/pdf")
    assert ["第二章移动通信基础桌面卡" in page for page in pages(card.data)] == [True]


def test_other_addresses_are_the_servers_own(preview: str) -> None:
    assert get(preview, "/pdf/07-nothing.pdf").status == 404
    assert get(preview, "/assets/images/favicon.svg")[:2] == (200, "image/svg+xml")
