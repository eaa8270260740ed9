"""A question as HTML trees: Markdown rendered, gaps marked, pictures taken along.

Writers turn the trees into what their format wants; none of them sees Markdown.
"""

from __future__ import annotations

import posixpath
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree

from courseware.exports.rules import EXPORT_1, EXPORT_6
from courseware.questions.kinds import pool
from courseware.text.allowed import SCHEMES, Where
from courseware.text.html import move_content, parse, remove
from courseware.text.inline import replace_gaps
from courseware.text.markup import authored, needs_rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from lxml.html import HtmlElement

    from courseware.exports.entries import Entry
    from courseware.text.finding import Diagnostic
    from courseware.text.markup import Offence

GAP = "gap"
"""The tag that stands for a gap; its ``n`` counts from 0."""
_MARK = re.compile("\ue000(\\d+)\ue001")
_NAME_LENGTH = 60
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Option:
    """An option; the trees are ``<div>`` holders."""

    text: HtmlElement
    correct: bool
    feedback: HtmlElement


@dataclass(frozen=True, slots=True)
class Rendered:
    """A question ready to be written.

    ``stem`` holds a :data:`GAP` element for each gap; ``pictures`` are bytes by the name
    that ``<img src>`` has in the trees. ``pool`` is what the gaps of a matching or ordering
    question are filled from.
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
class Renderer:
    """How questions are rendered.

    ``markdown`` turns Markdown into HTML; ``read`` gives a picture's bytes by its path from
    the project's root and raises OSError where there is none.
    """

    markdown: Callable[[str], str]
    read: Callable[[str], bytes]

    def render(self, entry: Entry) -> tuple[Rendered, tuple[Diagnostic, ...]]:
        """Render a question; what can't be taken along comes back as findings."""
        question = entry.question
        stem = self._stem(entry)
        options = tuple(
            Option(_unwrapped(self._tree(c.text)), c.correct, self._tree(c.feedback))
            for c in question.choices
        )
        explanation = self._tree(question.explanation)
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
        rendered = Rendered(
            entry, f"{question.id} {name}", stem, options, explanation, pool(question), pictures
        )
        return rendered, tuple(found)

    def offences(self, entry: Entry, hosts: Collection[str]) -> list[Offence]:
        """What of a question must reach no browser; ``hosts`` are those that links may lead to."""
        where = Where(entry.question.location.path.removeprefix("docs/"), hosts)
        return [
            one
            for text in _texts(entry)
            if needs_rendering(text)
            for one in authored(self.markdown(text), where)
        ]

    def _stem(self, entry: Entry) -> HtmlElement:
        numbers = iter(range(len(entry.question.blanks)))
        text = replace_gaps(entry.question.stem, lambda _: f"\ue000{next(numbers)}\ue001")
        holder = parse("")
        if entry.case is not None:
            case = self._tree(f"**案例：{entry.case.title}**\n\n{entry.case.text}")
            quote = etree.SubElement(holder, "blockquote")
            move_content(case, quote)
        body = self._tree(text)
        _mark_gaps(body)
        move_content(body, holder)
        return holder

    def _tree(self, text: str) -> HtmlElement:
        tree = parse(self.markdown(text) if text else "")
        for comment in list(tree.iter(etree.Comment, etree.ProcessingInstruction)):
            remove(comment)
        return tree

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
    for link in list(tree.iter("a")):
        if urlsplit(link.get("href", "")).scheme not in SCHEMES:
            link.drop_tag()


def _unwrapped(tree: HtmlElement) -> HtmlElement:
    """An option of one paragraph without the paragraph."""
    if len(tree) == 1 and tree[0].tag == "p" and not (tree.text or tree[0].tail or "").strip():
        tree[0].drop_tag()
    return tree


def _mark_gaps(tree: HtmlElement) -> None:
    """Turn the signs that stood for gaps in the Markdown into elements."""
    for element in list(tree.iter()):
        pieces = _MARK.split(element.text or "")
        element.text = pieces[0]
        _insert(element, 0, pieces)
        parent = element.getparent()
        if parent is not None and element.tail:
            pieces = _MARK.split(element.tail)
            element.tail = pieces[0]
            _insert(parent, parent.index(element) + 1, pieces)


def _insert(parent: HtmlElement, index: int, pieces: list[str]) -> None:
    """``pieces`` are text, number, text, number, text … of which the first is in place."""
    for offset, (number, text) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
        gap = parent.makeelement(GAP, {"n": number})
        gap.tail = text
        parent.insert(index + offset, gap)


def copied(tree: HtmlElement) -> HtmlElement:
    """A copy for a writer to change."""
    return deepcopy(tree)
