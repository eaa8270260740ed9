"""Renders the fragments in ``overrides/fragments/``: logic-free, autoescape on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from pathlib import Path


class Fragments:
    """The fragments of one theme folder."""

    def __init__(self, folder: Path) -> None:
        """Use the templates in ``folder``; an unknown name in one is an error."""
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, **values: object) -> str:
        """The markup of ``<name>.html`` with these values."""
        return self._environment.get_template(f"{name}.html").render(values)
