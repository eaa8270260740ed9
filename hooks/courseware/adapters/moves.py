"""The register of pages on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.moves import PATH, PageRegister, address_of, parse_pages, updated, write_pages
from courseware.outline import read_course

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.model import Diagnostic


def read_pages(root: Path) -> tuple[PageRegister | None, tuple[Diagnostic, ...]]:
    """The register below ``root``; ``None`` where there is none."""
    path = root / PATH
    if not path.exists():
        return None, ()
    return parse_pages(path.read_text("utf-8-sig", "replace"))


def register_pages(root: Path) -> tuple[bool, tuple[Diagnostic, ...]]:
    """Add every page below ``docs/`` to the register; whether it changed.

    A register that can't be read whole is left alone: what was not understood would be lost.
    """
    register, faults = read_pages(root)
    if faults:
        return False, faults
    texts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted((root / "docs").rglob("*.md"))
    }
    sources = read_course("", texts).sources
    pages = {address_of(path): source.meta.text("id") for path, source in sources.items()}
    text = write_pages(updated(register or PageRegister({}), pages)).encode()
    file = root / PATH
    is_new = not file.exists() or file.read_bytes() != text
    if is_new:
        file.write_bytes(text)
    return is_new, ()
