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

DOCS = "docs"
CONFIG = "mkdocs.yml"
EXAMS = "exam"
"""The exam bank, which is never published."""
BLUEPRINT = "exam/blueprint.yml"
PAGE_REGISTER = "page-register.txt"
"""Every address ever published; that of questions is :mod:`questions.id_register`'s own."""
REDIRECTS = "docs/redirects.yml"
"""Where authors say what moved."""
SELF_EXAM = "docs/self-exam.yml"
"""The plan of the self-examination."""
ASSETS = "docs/assets/"
"""A folder that the build fills; no author puts anything there."""
CHAPTER_FOLDER = re.compile(r"docs/(\d\d)-[a-z0-9-]+$")
FONTS = "fonts"

SITE = "site"
"""Where a build puts the site, and what is published."""
PDF_CACHE = ".cache/pdf"
"""What else is made lies here and in ``dist``: git ignores both, and no site is built there."""
OUT = "dist"
TRAINER = "dist/trainer"
"""PDFs with answers."""
PAPERS = "dist/exam"
EXPORTS = "dist/exports"
EXAM_EXPORTS = "dist/exam/exports"
SCORM = "dist/scorm"

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
