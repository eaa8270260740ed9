"""What a server says about each file of the site: its type, and how long it may be kept.

Pure: nginx and Caddy settings and uploads to object stores all take their values from here.
"""

from __future__ import annotations

import re

IMMUTABLE = "public, max-age=31536000, immutable"
"""For addresses whose bytes never change: 31,536,000 seconds are a year."""
REVALIDATE = "no-cache"
"""May be kept, but is asked for again each time: a release is seen at once."""
COMPRESSED = (".br", ".gz", ".zst")
"""Ends of the precompressed copies that lie beside text files."""

UNKNOWN_TYPE = "application/octet-stream"
TYPES = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Media types by the end of a file's name, in lower case."""

_VERSIONED_NAME = re.compile(r"\.[0-9a-f]{8,}\.(min\.)?(css|js)$")
_VERSION = re.compile(r"[0-9a-f]{8}")


def content_type(path: str) -> str:
    """The media type of a file, by its name; with the charset where it is text."""
    name = path.rpartition("/")[2]
    return TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN_TYPE)


def cache_control(path: str, query: str = "") -> str:
    """How long a file may be kept: for good only where name or query hold its version.

    An object store knows no query: ask without, and what is versioned by ``?1a2b3c4d`` alone
    is asked for again each time there.
    """
    fixed = _VERSIONED_NAME.search(path) or _VERSION.fullmatch(query)
    return IMMUTABLE if fixed else REVALIDATE


def is_immutable(path: str) -> bool:
    """Whether the bytes at this path are the same in every release that has it."""
    return cache_control(path) == IMMUTABLE
