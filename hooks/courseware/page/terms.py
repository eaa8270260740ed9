"""The explanations a page carries with it: those of the terms marked on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lxml.html import builder as E  # noqa: N812 - lxml's own name for its builder

from courseware.glossary_view import spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from courseware.model import Glossary


def explanations(glossary: Glossary, used: Iterable[str]) -> HtmlElement:
    """A ``<script type="application/json">`` with names and texts of the terms ``used``.

    It is data, not code; ``terms.js`` shows it beside the term, as text only.
    """
    known = glossary.by_id()
    data = {
        name: {
            "zh": known[name].zh,
            "en": known[name].en,
            "abbr": known[name].abbr,
            "definition": "".join(span.text for span in spans(known[name].definition)),
            "plain": "".join(span.text for span in spans(known[name].plain)),
        }
        for name in dict.fromkeys(used)
        if name in known
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return E.SCRIPT({"type": "application/json", "id": "mdx-terms"}, text)
