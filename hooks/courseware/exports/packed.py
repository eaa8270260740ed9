"""A question packed for another system: its trees, gaps marked, its pictures taken along.

Writers turn the trees into what their format wants; none of them sees Markdown.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree

from courseware.exports.rules import EXPORT_1, EXPORT_6
from courseware.questions.kinds import pool
from courseware.questions.rendering import GAP, Option, copied, render, rendered_text
from courseware.text.allowed import SCHEMES, Where
from courseware.text.html import move_content, parse, remove_back_links
from courseware.text.inline import replace_gaps
from courseware.text.markup import authored, needs_rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from lxml.html import HtmlElement

    from courseware.exports.entries import Entry
    from courseware.text.finding import Diagnostic
    from courseware.text.markup import Offence

_NAME_LENGTH = 60
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Packed:
    """A question ready to be written.

    ``stem`` has the case above it, if there is one, and holds a :data:`GAP` element for each
    gap; ``pictures`` are bytes by the name that ``<img src>`` has in the trees. ``pool`` is what
    the gaps of a matching or ordering question are filled from.
    """

    entry: Entry
    name: str
    stem: HtmlElement
    options: tuple[Option, ...]
    explanation: HtmlElement
    pool: tuple[str, ...]
    pictures: Mapping[str, bytes]

    @property
    def id(self) -> str:
        """The question's id, the same in every export."""
        return self.entry.question.id

    @property
    def is_shuffled(self) -> bool:
        """Whether the order of the options means nothing."""
        return not self.entry.question.pinned


@dataclass(frozen=True, slots=True)
class Packer:
    """How questions are packed.

    ``markdown`` turns Markdown into HTML; ``read`` gives a picture's bytes by its path from
    the project's root and raises OSError where there is none.
    """

    markdown: Callable[[str], str]
    read: Callable[[str], bytes]

    def pack(self, entry: Entry) -> tuple[Packed, tuple[Diagnostic, ...]]:
        """Pack a question; what can't be taken along comes back as findings."""
        question = entry.question
        rendered = render(question, self.markdown)
        stem = self._stem(entry, rendered.stem)
        options = tuple(
            Option(copied(one.text), one.correct, copied(one.feedback)) for one in rendered.options
        )
        explanation = copied(rendered.explanation)
        trees = [stem, explanation, *(t for o in options for t in (o.text, o.feedback))]
        pictures: dict[str, bytes] = {}
        found = [fault for tree in trees for fault in self._pictures(entry, tree, pictures)]
        for tree in trees:
            _unlink(tree)
        marked = {gap.get("n") for gap in stem.iter(GAP)}
        found += [
            EXPORT_6.at(question.location, number=number + 1)
            for number in range(len(question.blanks))
            if str(number) not in marked
        ]
        name = _name(stem, skipped=int(entry.case is not None))
        packed = Packed(
            entry, f"{question.id} {name}", stem, options, explanation, pool(question), pictures
        )
        return packed, tuple(found)

    def offences(self, entry: Entry, hosts: Collection[str]) -> list[Offence]:
        """What of a question must reach no browser; ``hosts`` are those that links may lead to."""
        where = Where(entry.question.location.path.removeprefix("docs/"), hosts)
        return [
            one
            for text in _texts(entry)
            if needs_rendering(text)
            for one in authored(self.markdown(text), where)
        ]

    def _stem(self, entry: Entry, stem: HtmlElement) -> HtmlElement:
        holder = parse("")
        if entry.case is not None:
            text = f"**案例：{entry.case.title}**\n\n{entry.case.text}"
            case = rendered_text(text, self.markdown, f"{entry.question.id}-case")
            quote = etree.SubElement(holder, "blockquote")
            move_content(case, quote)
        move_content(copied(stem), holder)
        return holder

    def _pictures(
        self, entry: Entry, tree: HtmlElement, pictures: dict[str, bytes]
    ) -> Iterator[Diagnostic]:
        """Name the pictures of a tree and read them."""
        place = entry.question.location
        for image in tree.iter("img"):
            source = image.get("src", "")
            path = _path(place.path, source)
            name = _NOT_IN_NAMES.sub("_", path.removeprefix("docs/").replace("/", "-"))
            try:
                if not path:
                    raise FileNotFoundError(source)
                pictures[name] = self.read(path)
            except OSError:
                yield EXPORT_1.at(place, src=source)
            image.set("src", name)


def _texts(entry: Entry) -> Iterator[str]:
    question = entry.question
    yield replace_gaps(question.stem, lambda _: "____")
    yield question.explanation
    for choice in question.choices:
        yield choice.text
        yield choice.feedback
    if entry.case is not None:
        yield entry.case.title
        yield entry.case.text


def _name(stem: HtmlElement, skipped: int) -> str:
    """The first block that says something, as one line; the case above is skipped."""
    blocks = list(copied(stem))[skipped:]
    for block in blocks:
        for gap in block.iter(GAP):
            gap.text = "____"
        text = " ".join(block.text_content().split())
        if text:
            return f"{text[:_NAME_LENGTH]}…" if len(text) > _NAME_LENGTH else text
    return ""


def _path(page: str, source: str) -> str:
    """The picture's path from the project's root; empty if it is not in the project."""
    parts = urlsplit(source)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    outside = parts.scheme or parts.netloc or path.startswith(("/", ".."))
    return "" if outside else path


def _unlink(tree: HtmlElement) -> None:
    """Links into the course keep their words: in another system they lead nowhere."""
    remove_back_links(tree)
    for link in list(tree.iter("a")):
        if urlsplit(link.get("href", "")).scheme not in SCHEMES:
            link.drop_tag()
