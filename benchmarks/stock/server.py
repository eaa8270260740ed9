"""Both sites alike on loopback: brotli at its best, one set of cache rules, a log of answers."""

from __future__ import annotations

import functools
import http.server
import mimetypes
import re
import threading
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import brotli  # type: ignore[import-untyped]
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKED = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest"})
FIXED = re.compile(r"\.[0-9a-f]{8}\.(min\.)?(css|js)$")
"""File names that hold a hash: kept for good. Everything else is asked for again."""


@dataclass(frozen=True)
class File:
    """A file as it is sent: its body, and how many bytes that has without pictures."""

    body: bytes
    encoding: str | None
    kind: str
    tag: str
    words: int


@dataclass(frozen=True)
class Answer:
    """One answer: path, status, bytes of its body, and of that without pictures."""

    path: str
    status: int
    size: int
    words: int


@functools.cache
def packed(path: Path) -> File:
    """Read and pack a file once; drawings within a page and files of pictures are no words."""
    data = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = path.suffix in PACKED
    body = _brotli(data) if text else data
    words = len(body)
    if kind.startswith("image/"):
        words = 0
    elif path.suffix == ".html":
        words = len(_brotli(_without_drawings(data)))
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    tag = f'"{zlib.crc32(data):08x}"'
    return File(body, "br" if text else None, kind, tag, words)


def _brotli(data: bytes) -> bytes:
    body: bytes = brotli.compress(data, quality=11)
    return body


def _without_drawings(data: bytes) -> bytes:
    """A page without the pictures drawn in it; as it is where there are none."""
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    pictures = [
        drawing
        for figure in tree.iter("figure")
        for drawing in figure.iter("svg")
        if isinstance(drawing, html.HtmlElement)
    ]
    for picture in pictures:
        picture.drop_tree()
    return html.tostring(tree, encoding="utf-8", doctype="<!doctype html>") if pictures else data


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, folder: Path, policy: str, log: list[Answer]) -> None:
        self.folder, self.policy, self.log = folder, policy, log
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        name = unquote(self.path.partition("?")[0]).lstrip("/")
        path = self.folder / name
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or not path.resolve().is_relative_to(self.folder.resolve()):
            self._answer(404, name, packed(self.folder / "404.html"))
            return
        file = packed(path)
        same = self.headers.get("If-None-Match") == file.tag
        self._answer(304 if same else 200, name, file)

    def _answer(self, status: int, name: str, file: File) -> None:
        body = b"" if status == http.HTTPStatus.NOT_MODIFIED else file.body
        self.log.append(Answer(name, status, len(body), file.words if body else 0))
        self.send_response(status)
        self.send_header("Content-Type", file.kind)
        self.send_header("Content-Length", str(len(body)))
        if file.encoding:
            self.send_header("Content-Encoding", file.encoding)
        fixed = FIXED.search(name)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if fixed else "no-cache")
        self.send_header("ETag", file.tag)
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def serving(folder: Path, policy: str = "") -> Iterator[tuple[str, list[Answer]]]:
    """Serve ``folder``; yields the address, ending in a slash, and the growing log.

    Everything is packed beforehand, so that no answer waits for it.
    """
    for path in folder.rglob("*"):
        if path.suffix in PACKED and path.is_file():
            packed(path)
    log: list[Answer] = []
    handler = functools.partial(_Handler, folder=folder, policy=policy, log=log)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", log
        server.shutdown()
