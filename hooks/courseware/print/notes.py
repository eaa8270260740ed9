"""The trainer's notes of a page as Markdown of their own: they never enter the site's."""

from __future__ import annotations

from courseware.source import Kind, parse_source


def trainer_markdown(path: str, text: str) -> str:
    """All 讲师 blocks of a page's text, nothing else; empty where there are none.

    ``text`` is the whole file. Its faults are the checks' business.
    """
    source, _ = parse_source(path, text)
    return "\n".join(line.text for line in source.lines if line.kind is Kind.TRAINER).strip("\n")
