"""The registers of question ids and of pages on disk, and ids put into the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.addresses import PageRegister, address_of, parse_pages, updated, write_pages
from courseware.course.layout import DOCS, PAGE_REGISTER
from courseware.course.reading import read_course
from courseware.questions.id_giving import insert_ids
from courseware.questions.id_register import (
    QUESTION_REGISTER,
    Register,
    parse_register,
    update_register,
    write_register,
)

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.text.finding import Diagnostic


def read_pages(root: Path) -> tuple[PageRegister | None, tuple[Diagnostic, ...]]:
    """The register below ``root``; ``None`` where there is none."""
    path = root / PAGE_REGISTER
    if not path.exists():
        return None, ()
    return parse_pages(path.read_text("utf-8-sig", "replace"))


def register_pages(root: Path) -> tuple[bool, tuple[Diagnostic, ...]]:
    """Add every page below ``docs/`` to the register; whether it changed.

    A page whose front matter can't be read keeps the id that it was published under. A register
    that can't be read whole is left alone: what was not understood would be lost.
    """
    register, faults = read_pages(root)
    if faults:
        return False, faults
    texts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted((root / DOCS).rglob("*.md"))
    }
    sources = read_course("", texts).sources
    pages = {
        address_of(path): source.meta.text("id")
        for path, source in sources.items()
        if source.readable
    }
    text = write_pages(updated(register or PageRegister({}), pages)).encode()
    file = root / PAGE_REGISTER
    is_new = not file.exists() or file.read_bytes() != text
    if is_new:
        file.write_bytes(text)
    return is_new, ()


@dataclass(frozen=True, slots=True)
class Given:
    """What :func:`give_ids` did: pages changed, whether the register was, and what stopped it."""

    pages: tuple[str, ...] = ()
    registered: bool = False
    faults: tuple[Diagnostic, ...] = ()


def read_register(root: Path) -> tuple[Register, tuple[Diagnostic, ...]]:
    """The register below ``root``; an empty one where there is none."""
    path = root / QUESTION_REGISTER
    text = path.read_text("utf-8-sig", "replace") if path.exists() else ""
    return parse_register(text)


def give_ids(root: Path) -> Given:
    """Put missing ids into the pages and bring the register up to date.

    Nothing but the ids changes in a page, not even its line ends. A page that is no UTF-8 is
    left alone. A register that can't be read whole stops everything: an id in the part that
    was not understood could be given again.
    """
    register, faults = read_register(root)
    if faults:
        return Given(faults=faults)
    texts = _pages(root)
    changed = insert_ids(texts, register)
    for path, text in changed.items():
        (root / path).write_bytes(text.encode("utf-8"))
    course = read_course("", texts | changed).course
    updated = write_register(update_register(register, course.questions())).encode("utf-8")
    file = root / QUESTION_REGISTER
    is_new = not file.exists() or file.read_bytes() != updated
    if is_new:
        file.write_bytes(updated)
    return Given(tuple(changed), is_new)


def _pages(root: Path) -> dict[str, str]:
    texts = {}
    for path in sorted((root / DOCS).rglob("*.md")):
        try:
            texts[path.relative_to(root).as_posix()] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
    return texts
