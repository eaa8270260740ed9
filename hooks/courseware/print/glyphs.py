"""Characters that the fonts can't show, found before the typesetter stumbles over them."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from courseware.print.syntax import ESCAPED, texts, unescaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

FIRST_CHECKED = 0x2E80
"""Below this the font built into Typst helps out; from the first CJK block on nothing does."""
BOX = "□"
"""Stands on paper for what the fonts can't show; they have it."""
_ASCII = 0x7F
_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed')
_CONTEXT = 6
_FORMAT_SEGMENTS, _FORMAT_GROUPS = 4, 12


def missing(text: str, characters: Collection[int]) -> Iterator[tuple[str, str]]:
    """Each character of ``text`` that isn't among ``characters``, with some text around it."""
    for index, character in enumerate(text):
        if ord(character) >= FIRST_CHECKED and ord(character) not in characters:
            around = text[max(0, index - _CONTEXT) : index + _CONTEXT + 1]
            yield character, " ".join(around.split())


def boxed(code: str, characters: Iterable[str]) -> str:
    """A document's code with a box in the place of each of the characters."""
    signs = frozenset(characters)

    def box(escape: re.Match[str]) -> str:
        return BOX if escape[1] and chr(int(escape[1], 16)) in signs else escape[0]

    return ESCAPED.sub(box, code).translate({ord(sign): BOX for sign in signs})


def unknown(code: str, characters: Collection[int]) -> list[str]:
    """What a document's code has that isn't among ``characters``, in the order of code points."""
    signs = set(code).union(*texts(code))
    return sorted(
        sign for sign in signs if ord(sign) >= FIRST_CHECKED and ord(sign) not in characters
    )


def refused(message: str) -> list[str]:
    """The characters that the typesetter says it can't show; none if it complains of others."""
    said = "".join(_REFUSED.findall(message))
    return sorted(sign for sign in set(unescaped(said)) if ord(sign) > _ASCII)


def font_characters(font: bytes) -> frozenset[int]:
    """Code points that a TrueType font maps to a glyph (``cmap`` formats 4 and 12).

    Layout: OpenType specification 1.9, chapters “Font file” and “cmap”.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == b"cmap":
            return frozenset(_mapped(font, offset))
    return frozenset()


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * index)
        start = cmap + offset
        (kind,) = struct.unpack_from(">H", font, start)
        if kind == _FORMAT_SEGMENTS:
            yield from _segments(font, start)
        elif kind == _FORMAT_GROUPS:
            (groups,) = struct.unpack_from(">L", font, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">LLL", font, start + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(font: bytes, start: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    segments = doubled // 2
    lasts = struct.unpack_from(f">{segments}H", font, start + 14)
    firsts = struct.unpack_from(f">{segments}H", font, start + 16 + doubled)
    for first, last in zip(firsts, lasts, strict=True):
        yield from range(first, last + 1)
