"""Readers through a real server while releases are switched: no error, no mixed page."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from lxml import html

from releases.command import parse, run
from releases.server import serving
from tests.releases.sample_releases import pack

if TYPE_CHECKING:
    from tests.releases.sample_releases import Sample

SWITCHES = 100
READERS = 4
RECORD = Path(__file__).resolve().parents[2] / ".cache" / "release"


class Reader(threading.Thread):
    """Loads page after page, each with its assets in one go, and keeps what was wrong."""

    def __init__(self, port: int, samples: tuple[Sample, ...], stop: threading.Event) -> None:
        super().__init__()
        self.port, self.stop = port, stop
        self.valid: dict[str, dict[bytes, str]] = {}
        for sample in samples:
            for path, data in sample.files.items():
                self.valid.setdefault(path, {}).setdefault(data, sample.id)
        self.pages = [path for path in self.valid if path.endswith("index.html")]
        self.served: Counter[str] = Counter()
        self.requests = 0
        self.wrong: list[str] = []
        self.began = 0.0

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.stop.is_set():
            for page in self.pages:
                address = "/" + page.removeprefix("site/").removesuffix("index.html")
                for asset in self._page(connection, address, page):
                    self._get(connection, asset, f"site{asset}")
        connection.close()

    def _page(
        self, connection: http.client.HTTPConnection, address: str, path: str
    ) -> tuple[str, ...]:
        self.began = time.monotonic()
        body = self._get(connection, address, path)
        tree = html.document_fromstring(body or b"<p>")
        return tuple(map(str, tree.xpath("//script/@src | //link/@href")))

    def _get(self, connection: http.client.HTTPConnection, address: str, path: str) -> bytes:
        self.requests += 1
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(f"{address}: {error!r}")
            connection.close()
            return b""
        if answer.status != 200:
            waited = time.monotonic() - self.began
            self.wrong.append(f"{address}: {answer.status}, {waited:.3f} s after its page")
        elif body not in self.valid.get(path, {}):
            self.wrong.append(f"{address}: of no release, {len(body)} bytes")
        else:
            self.served[self.valid[path][body]] += 1
        return body


@pytest.mark.parametrize("server", ["nginx"])
def test_readers_during_switches(tmp_path: Path, server: str) -> None:
    a, b, c = (pack(tmp_path, letter, number) for number, letter in enumerate("abc"))
    target = tmp_path / "course"
    assert run(parse(["publish", str(a.archive), str(target)]))[1] == 0
    stop = threading.Event()
    with serving(target, server) as address:
        port = urlsplit(address).port or 0
        readers = [Reader(port, (a, b, c), stop) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        switched = 0
        health = f"{address}health.json"
        for number in range(SWITCHES):
            words = ["rollback", str(target)]
            if number % 2 == 0:  # a whole installation: the one of the time before was pruned
                sample = (b, c)[number // 2 % 2]
                words = ["publish", str(sample.archive), str(target), "--keep", "2"]
            said, code = run(parse([*words, "--probe", health]))
            assert code == 0, said
            switched += 1
            time.sleep(0.05)
        stop.set()
        for reader in readers:
            reader.join()
    requests = sum(reader.requests for reader in readers)
    served = sum((reader.served for reader in readers), Counter())
    wrong = [one for reader in readers for one in reader.wrong]
    RECORD.mkdir(parents=True, exist_ok=True)
    record = f"{switched} switches, {requests} requests, {len(wrong)} errors, {dict(served)}\n"
    (RECORD / f"readers-{server}.txt").write_text(record, "utf-8")
    assert wrong == []
    assert switched == SWITCHES
    assert requests > 5000
    assert min(served[one.id] for one in (a, b, c)) > 100


def test_etag_never_lies(tmp_path: Path) -> None:
    """A reader who asks again with the tag it holds gets the new page, and 304 where it is not."""
    a, b = pack(tmp_path, "a", 1), pack(tmp_path, "b", 2)
    target = tmp_path / "course"
    assert run(parse(["publish", str(a.archive), str(target)]))[1] == 0
    with serving(target, "nginx") as address:
        port = urlsplit(address).port or 0
        first = {page: _ask(port, page) for page in ("/sw.js", "/404.html")}
        assert run(parse(["publish", str(b.archive), str(target)]))[1] == 0
        again = {page: _ask(port, page, first[page][1])[0] for page in first}
        assert again == {"/sw.js": 200, "/404.html": 304}
        assert run(parse(["rollback", str(target)]))[1] == 0
        back = {page: _ask(port, page, first[page][1])[0] for page in first}
        assert back == {"/sw.js": 304, "/404.html": 304}


def _ask(port: int, page: str, tag: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", page, headers={"If-None-Match": tag} if tag else {})
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers["ETag"]
