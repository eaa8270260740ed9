"""Loads mkdocs-quiz under any locale and sets it up as the renderer of questions.

mkdocs-quiz 1.7.1 reads its own files in the locale's encoding on import, which fails on
a Chinese Windows (GBK). So it is not named in ``mkdocs.yml`` but imported here.
"""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.plugins import BasePlugin

OPTIONS = {
    "auto_submit": False,
    "confetti": False,
    "embed_source": False,
    "show_progress": False,
    "language": "en",
}


def _utf8(encoding: str | None = None, _stacklevel: int = 2) -> str:
    return encoding or "utf-8"


def quiz_plugin() -> BasePlugin[Any]:
    """A new, configured instance of the plugin (it keeps state, so one for each build)."""
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
    return plugin
