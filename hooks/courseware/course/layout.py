"""Where the files of a project are, from its root; nothing else knows these names."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from courseware.course.rules import FILE_12
from courseware.text.finding import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.finding import Diagnostic

EXAMS = "exam"


BLUEPRINT = "exam/blueprint.yml"


PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Suffixes of pictures, in the one spelling that servers and browsers all know."""


HEAD = 16
"""Bytes of a picture by which its kind is told."""


_LEFT_BY_SYSTEMS = frozenset({".ds_store", ".gitkeep", ".gitignore", ".gitattributes"})


def is_hidden(path: str) -> bool:
    """Whether MkDocs passes over a file, for a dot at the beginning of its name or a folder's."""
    return any(part.startswith(".") for part in path.split("/"))


def hidden(path: str) -> Iterator[Diagnostic]:
    """A finding about a hidden file, unless systems and git leave such everywhere."""
    name = posixpath.basename(path)
    if name.lower() not in _LEFT_BY_SYSTEMS:
        yield FILE_12.at(Location(path), name=name)


DOCS = "docs"
CONFIG = "mkdocs.yml"


CHAPTER_FOLDER = re.compile(r"docs/(\d\d)-[a-z0-9-]+$")


PAGE_REGISTER = "page-register.txt"
"""Where the register lies, from the project's root."""

REDIRECTS = "docs/redirects.yml"
"""Where authors say what moved, from the project's root."""


SELF_EXAM = "docs/self-exam.yml"
"""Where the plan lies, from the project's root."""
