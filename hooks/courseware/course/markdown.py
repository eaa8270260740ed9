"""Markdown as the site renders it, for those who have no site to build."""

from __future__ import annotations

from functools import cache

import markdown
from pymdownx.slugs import slugify

EXTENSIONS = (
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "fenced_code", "pymdownx.details", "pymdownx.superfences",
)  # fmt: skip
"""Those of ``mkdocs.yml``, and the one that MkDocs adds."""
_CONFIGS = {
    "tables": {"use_align_attribute": True},
    "toc": {
        "permalink": "#", "permalink_title": "本节的链接", "slugify": slugify(case="lower"),
    },
}  # fmt: skip


@cache
def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=_CONFIGS)


def render(text: str) -> str:
    """The markup of a text."""
    return str(_converter().reset().convert(text))
