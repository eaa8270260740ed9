"""Loads mkdocs-quiz under any locale and sets it up as the renderer of questions.

mkdocs-quiz 1.7.1 reads its own files in the locale's encoding on import, which fails on
a Chinese Windows (GBK). So it is not named in ``mkdocs.yml`` but imported here.
"""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page

from courseware.questions.page_markdown import unshielded, with_fences
from courseware.text.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File, Files

OPTIONS = {
    "auto_submit": False,
    "confetti": False,
    "embed_source": False,
    "show_progress": False,
    "language": "en",
}


def _utf8(encoding: str | None = None, _stacklevel: int = 2) -> str:
    return encoding or "utf-8"


def quiz_plugin(seen: Callable[[str, Page], None] = lambda *_: None) -> BasePlugin[Any]:
    """A new, configured instance of the plugin (it keeps state, so one for each build).

    ``seen`` gets every page's markup before the plugin puts its own into it.
    """
    original = io.text_encoding
    io.text_encoding = _utf8  # type: ignore[assignment]  # for the time of the import
    try:
        module = importlib.import_module("mkdocs_quiz.plugin")
    finally:
        io.text_encoding = original
    plugin: BasePlugin[Any] = module.MkDocsQuizPlugin()
    errors, warnings = plugin.load_config(dict(OPTIONS))
    if errors or warnings:
        message = f"mkdocs-quiz refuses our options: {errors} {warnings}"
        raise ValueError(message)
    insert = plugin.on_page_content

    def content(markup: str, *, page: Page, **others: Any) -> str | None:
        seen(markup, page)
        return insert(markup, page=page, **others)

    plugin.on_page_content = content  # type: ignore[method-assign]
    return plugin


def article(
    markdown: str, file: File, config: MkDocsConfig, files: Files, plugin: BasePlugin[Any]
) -> HtmlElement:
    """A page's article with its questions, rendered without a site around it.

    ``markdown`` comes from :func:`courseware.questions.page_markdown.rendered_markdown`.
    """
    page = Page(None, file, config)
    page.meta = {}
    taken = plugin.on_page_markdown(markdown, page=page, config=config, files=files)
    page.markdown = with_fences(taken or "")
    page.render(config, files)
    markup = plugin.on_page_content(page.content or "", page=page, config=config, files=files)
    return parse(unshielded(markup or ""))
