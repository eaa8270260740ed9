"""Pages that moved: every address ever published, and where the gone ones lead now.

::

    page-register.txt     01-calls/opening.html opening
    docs/redirects.yml    01-calls/opening.html: 02-calls/opening.html#三句话

Addresses are from the site's root and percent-encoded, as in a URL. ``python hooks ids``
writes the register; an address in it is never taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from courseware.course.front_matter import REDIRECTS as TABLE
from courseware.course.layout import PAGE_REGISTER, REDIRECTS
from courseware.course.naming import page_url
from courseware.course.rules import MOVE_3, MOVE_4
from courseware.text.field_reading import wrong_pairs
from courseware.text.finding import Location
from courseware.text.lines import split_lines
from courseware.text.yaml import parse_yaml
from courseware.text.yaml_nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from courseware.text.finding import Diagnostic

HEADER = """\
# 页面登记簿：每个发布过的页面地址，和那一页的编号。由 python hooks ids 维护，一般不用手改。
# 书签、打印的二维码和别处的链接还指着这些地址，所以只增不减；
# 页面挪走或删掉以后，在 docs/redirects.yml 里写它现在在哪里。
"""
_NO_ID = "-"
_LINE = re.compile(r"(\S+\.html) (\S+)")


@dataclass(frozen=True, slots=True)
class Published:
    """An address that was published; ``id`` of the page there, empty if it has none."""

    address: str
    id: str
    location: Location


@dataclass(frozen=True, slots=True)
class PageRegister:
    """Every address ever published, by itself."""

    entries: Mapping[str, Published]


@dataclass(frozen=True, slots=True)
class Move:
    """A page that went: its ``old`` address, and ``new``, where readers go now.

    ``anchor`` is a heading there, not encoded; empty for the whole page. ``new`` and
    ``anchor`` stand at ``target``.
    """

    old: str
    new: str
    anchor: str
    location: Location
    target: Location

    @property
    def url(self) -> str:
        """The new address with its anchor, encoded."""
        return f"{self.new}#{quote(self.anchor)}" if self.anchor else self.new


def address_of(path: str) -> str:
    """The address of a page: ``docs/a/b.md`` → ``a/b.html``."""
    return quote(page_url(path))


def parse_pages(
    text: str, path: str = PAGE_REGISTER
) -> tuple[PageRegister, tuple[Diagnostic, ...]]:
    """Read the register; a line that is no entry, or a second one of an address, is a finding."""
    entries: dict[str, Published] = {}
    found = []
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place = Location(path, number)
        match = _LINE.fullmatch(line.rstrip())
        if not match or match[1] in entries:
            found.append(MOVE_3.at(place))
            continue
        name = "" if match[2] == _NO_ID else match[2]
        entries[match[1]] = Published(match[1], name, place)
    return PageRegister(entries), tuple(found)


def write_pages(pages: Mapping[str, str]) -> str:
    """The register's text: ``pages`` are ids by address."""
    return HEADER + "".join(f"{address} {pages[address] or _NO_ID}\n" for address in sorted(pages))


def updated(register: PageRegister, pages: Mapping[str, str]) -> dict[str, str]:
    """Ids by address after ``pages``, ids by address too, are published."""
    return {entry.address: entry.id for entry in register.entries.values()} | dict(pages)


def read_moves(text: str, path: str = REDIRECTS) -> tuple[tuple[Move, ...], tuple[Diagnostic, ...]]:
    """The moves that are well-formed, and what is wrong with the others."""
    top, faults = parse_yaml(text, path)
    if faults:
        return (), faults
    wrong = dict(wrong_pairs(top, TABLE))
    found = [
        MOVE_4.at(node.place, width=node.width, value=node.text if isinstance(node, Scalar) else "")
        for node in wrong.values()
    ]
    moves = tuple(
        _move(top.keys[key], target)
        for key, target in top.nodes.items()
        if key not in wrong and isinstance(target, Scalar)
    )
    return moves, tuple(found)


def published_moves(moves: Collection[Move], live: Collection[str]) -> tuple[Move, ...]:
    """The moves that the site can carry out: none of a live page's address, all to one."""
    return tuple(move for move in moves if move.old not in live and move.new in live)


def _move(old: Scalar, target: Scalar) -> Move:
    new, _, anchor = target.text.partition("#")
    place = target.source.place(target.start + (not target.plain))  # behind the quote
    new = quote(unquote(new))
    return Move(quote(unquote(old.text)), new, unquote(anchor), old.place, place)
