"""English in Chinese prose gets ``lang="en"``: a screen reader then says it in English.

Two Latin words or more in a row count as English (``Base Station``); a word alone
(``Wi-Fi``, ``USIM``) is said in Chinese sentences as it is and stays unmarked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import builder as E

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_RUN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9'’/-]*(?:[ \u00a0]+[A-Za-z0-9][A-Za-z0-9'’/-]*)+"
)
_WORD = re.compile(r"[A-Za-z]*[a-z]{2}[A-Za-z'’-]*")
_WORDS = 2
_NOT_PROSE = {
    "button", "code", "kbd", "math", "option", "pre", "samp", "script", "select", "style",
    "svg", "textarea",
}  # fmt: skip


def mark_english(article: HtmlElement) -> int:
    """Put runs of English words below ``article`` into ``<span lang="en">``; returns how many."""
    return sum(_mark(element) for element in list(article.iter()) if _is_prose(element))


def _is_prose(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    return not any(
        not isinstance(e.tag, str) or e.tag in _NOT_PROSE or e.tag.startswith("{") or e.get("lang")
        for e in (element, *element.iterancestors())
    )


def _mark(element: HtmlElement) -> int:
    """Mark what stands directly in ``element``: its text, and the tails of its children."""
    children = list(element)
    start, found = _split(element.text)
    element.text = start
    for position, span in enumerate(found):
        element.insert(position, span)
    marked = len(found)
    for child in children:
        child.tail, found = _split(child.tail)
        place = element.index(child) + 1
        for position, span in enumerate(found):
            element.insert(place + position, span)
        marked += len(found)
    return marked


def _split(text: str | None) -> tuple[str | None, list[HtmlElement]]:
    """Text up to the first English run; then each run as an element, with the text after it."""
    runs = [run for run in _RUN.finditer(text or "") if len(_WORD.findall(run[0])) >= _WORDS]
    if not text or not runs:
        return text, []
    spans = []
    ends = [run.start() for run in runs[1:]] + [len(text)]
    for run, end in zip(runs, ends, strict=True):
        span = E.SPAN({"lang": "en"}, run[0])
        span.tail = text[run.end() : end]
        spans.append(span)
    return text[: runs[0].start()], spans
