"""The service worker of a release: our script, told which files there are."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = re.compile(r".+\.(html|css|js|svg|png|jpg|webp|woff2)")
_NOT_KEPT = re.compile(r"sw\.js|server/.*")
_VERSIONED = re.compile(r".+\.[0-9a-f]{8}\.(min\.)?(css|js)")
_PLACEHOLDER = re.compile(r"const RELEASE = .*;\n")

OFF = """\
// Offline reading is switched off: clears what an earlier release stored, then goes away.
self.addEventListener("install", () => self.skipWaiting());
const ours = (name) => name.startsWith("courseware-") && name.endsWith(` ${new URL("./", self.location).pathname}`);
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter(ours).map((name) => caches.delete(name))))
    .then(() => self.registration.unregister()),
));
"""  # noqa: E501 - kept readable as JavaScript
"""A worker that takes the place of one installed earlier and removes it with its store."""


def version_of(data: bytes) -> str:
    """The first 8 hexadecimal digits of a file's SHA-256: its version in addresses."""
    return hashlib.sha256(data).hexdigest()[:8]


def is_versioned(address: str) -> bool:
    """Whether a style sheet or script has its version in its name: its bytes never change."""
    return _VERSIONED.fullmatch(address) is not None


def versioned(address: str, data: bytes) -> str:
    """``assets/course.css`` → ``assets/course.1a2b3c4d.css``.

    In the name, not behind a ``?``: while one release takes another's place, a server then
    still finds the file that an open page means.
    """
    name, dot, suffix = address.rpartition(".")
    return f"{name}.{version_of(data)}{dot}{suffix}"


def service_worker(source: str, files: Mapping[str, bytes]) -> str:
    """Fill the first line of ``source`` with the files to keep and their versions.

    ``files`` are all of the site, by address from its root. PDFs are left out: too large to
    be stored without being asked for.
    """
    versions = {
        name: version_of(data)
        for name, data in sorted(files.items())
        if _KEPT.fullmatch(name) and not _NOT_KEPT.fullmatch(name)
    }
    whole = json.dumps(versions, ensure_ascii=False, separators=(",", ":"))
    release = f'{{"version":"{version_of(whole.encode())}","files":{whole}}}'
    line, count = _PLACEHOLDER.subn(lambda _: f"const RELEASE = {release};\n", source, count=1)
    if not count:
        message = "the service worker has no line “const RELEASE = …;”"
        raise ValueError(message)
    return line
