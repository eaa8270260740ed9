"""Markdown as the site renders it, for those who have no site to build."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from pymdownx.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_OF_PAGES = "toc"
EXTENSIONS = (
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "fenced_code", "pymdownx.details", "pymdownx.superfences",
)  # fmt: skip
"""Those of ``mkdocs.yml``, and the one that MkDocs adds."""
CONFIGS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "toc": {
        "permalink": "#", "permalink_title": "本节的链接", "slugify": slugify(case="lower"),
    },
}  # fmt: skip


def converter(
    extensions: Sequence[str], configs: Mapping[str, Any], *, of_parts: bool = False
) -> Callable[[str], str]:
    """Turns Markdown into HTML, each text by itself.

    ``of_parts``: the texts are parts of a page, so that their headings get no anchors.
    """
    names = [name for name in extensions if not (of_parts and name == _OF_PAGES)]
    made = Markdown(
        extensions=names,
        extension_configs={name: dict(configs[name]) for name in names if name in configs},
    )
    return lambda text: str(made.reset().convert(text))


@cache
def _converter(*, of_parts: bool) -> Callable[[str], str]:
    return converter(EXTENSIONS, CONFIGS, of_parts=of_parts)


def render(text: str) -> str:
    """The markup of a page's text."""
    return _converter(of_parts=False)(text)


def plain(text: str) -> str:
    """The markup of a part of a page: of a question, of a case in a paper."""
    return _converter(of_parts=True)(text)
