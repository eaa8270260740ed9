"""Whether a server's installed settings are those that a release wants. Pure.

Settings are copied by hand, so they can be older than what is served, or newer after a rollback.
They carry a name made of all that they say, send it with every answer, and the release holds
the same name in a file: from the manifest alone it is known whether two are the same.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from releases.manifest import Manifest

FILE = "server/settings.txt"
"""In a release: the name of the settings that it wants, on a line."""
HEADER = "Course-Settings"
"""What a server with our settings says their name in."""

_NAME = re.compile(r"[0-9a-f]{12}")
_IN_SETTINGS = re.compile(rf'^\s*(?:add_)?header {HEADER} "?([0-9a-f]{{12}})\b', re.MULTILINE)
_COPY = "请把 current/server/ 里的 nginx.conf（或 Caddyfile）复制过去，再重载服务器"


def name_of(*texts: str) -> str:
    """The name of settings, from all their texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def is_name(text: str) -> bool:
    """Whether a text can be such a name."""
    return bool(_NAME.fullmatch(text))


def installed_in(text: str) -> str:
    """The name in a server's settings, as copied or built into others; empty if there is none."""
    found = _IN_SETTINGS.search(text)
    return found[1] if found else ""


def advice(new: Manifest, before: Manifest | None, installed: str | None, seen: str | None) -> str:
    """What to say of the settings once ``new`` is live; nothing when they are what it wants.

    ``before`` was live until now; ``installed`` is the name in the file that is said to be
    installed, ``seen`` what the server answered with, each None if nobody looked.
    """
    wanted = _wanted(new)
    if not wanted:
        return ""
    if installed is not None and not _is(installed, wanted):
        return f"注意：装着的服务器设置{_shown(installed)}不是 {new.id} 要的；{_COPY}。\n"
    if seen is not None and not _is(seen, wanted):
        step = "请重载服务器" if installed is not None else _COPY
        return f"注意：服务器在用的设置{_shown(seen)}不是 {new.id} 要的；{step}。\n"
    nobody_looked = installed is None and seen is None
    if nobody_looked and before and _wanted(before) != wanted:
        return (
            f"注意：{new.id} 要的服务器设置和 {before.id} 的不同；装着的不是这一版的，{_COPY}"
            "（加 --settings 文件 或 --probe 网址 可以核对）。\n"
        )
    return ""


def _wanted(manifest: Manifest) -> str:
    return next((file.sha256 for file in manifest.files if file.path == FILE), "")


def _is(name: str, wanted: str) -> bool:
    return hashlib.sha256(f"{name}\n".encode()).hexdigest() == wanted


def _shown(name: str) -> str:
    return f"（{name}）" if is_name(name) else "没有标明是哪一份，"
