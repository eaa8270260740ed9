"""What the shell must know of a built site: its questions, lessons, pages and pass mark.

Read from the pages themselves, so that a package needs nothing but the site. Layout of the
data (``shell/suspend.js`` and ``shell/shell.js`` read it)::

    {"course": "id", "pass": 80, "lessons": ["role", …], "pages": ["index.html", …],
     "questions": {"2-07": ["3fa2b1c4", "choice", ["token", …]],
                   "2-09": ["1a2b3c4d", "gaps", [["accepted", …], …]]}}
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lxml import html

from courseware.text.html import with_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement


def shell_data(pages: Mapping[str, bytes], course: str, pass_mark: int) -> str:
    """The data as JSON in one line; ``pages`` are the site's, by address from its root."""
    questions: dict[str, list[Any]] = {}
    lessons: list[str] = []
    for _, markup in sorted(pages.items()):
        root = html.document_fromstring(markup, parser=html.HTMLParser(encoding="utf-8"))
        for form in with_class(root, "mdx-question", "form"):
            questions[form.get("data-question") or ""] = _question(form)
        for score in with_class(root, "mdx-score", "section"):
            lessons += [name] if (name := score.get("data-lesson")) else []
    data = {
        "course": course,
        "pass": pass_mark,
        "lessons": lessons,
        "pages": sorted(pages),
        "questions": dict(sorted(questions.items())),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _question(form: HtmlElement) -> list[Any]:
    gaps = [(gap.get("data-answers") or "").split("|") for gap in with_class(form, "mdx-gap")]
    if gaps:
        picked = [
            [value for option in gap.iter("option") if (value := option.get("value"))]
            for gap in with_class(form, "mdx-gap")
        ]
        known = [values or answers for values, answers in zip(picked, gaps, strict=True)]
        return [form.get("data-hash"), "gaps", known]
    tokens = [
        field.get("value")
        for option in with_class(form, "mdx-option")
        for field in option.iterchildren("input")
    ]
    return [form.get("data-hash"), "choice", tokens]
