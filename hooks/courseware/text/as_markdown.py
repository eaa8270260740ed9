"""Plain text as Markdown that shows it: what authors wrote, in pages for those who review it."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]|~!#$])")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\u200b"}


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it, on one line: no markup, no link, no mention."""
    line = _UNSEEN.sub(" ", text)
    line = "".join(_HTML.get(sign, sign) for sign in _SPECIAL.sub(r"\\\1", line))
    return line.replace("://", ":\u200b//").replace("www.", "www\u200b.")


def code(text: str) -> str:
    """Plain text as inline code, on one line."""
    line = _UNSEEN.sub(" ", text)
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if longest else ""
    return f"{fence}{gap}{line}{gap}{fence}"
