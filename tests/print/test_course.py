"""The real course goes to paper whole: the gates that every printed book has to pass."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml.html import builder

from courseware.glossary.reading import parse_glossary
from courseware.print.assemble import book_job
from courseware.print.book import Edition
from courseware.print.prepare import prepared
from courseware.print.shop import PrintShop
from courseware.print.typst import known_characters
from courseware.questions.rendering import copied
from courseware.questions.spots import spots
from courseware.text.html import classes, move_content

from .conftest import FONTS, HERE, STAMP, typeset
from .readback import bookmarks, fonts, lines, missing_glyphs, pages
from .render import book_of, reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

    from courseware.print.book import PrintBook, PrintLesson

DOCS = HERE.parent.parent / "docs"
MEGABYTE = 1_000_000
STARTS = "。，、；：？！）》】”’"
ENDS = "（《【“‘"
CONTINUED = 6_000
"""A sentence that runs over a page may have a floating figure's words between its parts."""
UNIT = re.compile(r"分钟|小时|毫秒|个月|工作日|[kMG]?Hz|[MGT]B|Mbps")
_TEXTS = ("p", "li", "td", "th", "h2", "h3", "h4", "label", "dt", "dd")
_ELSEWHERE = frozenset({"footnote"})
_TURN = re.compile(r"^[^\s：（）]{1,8}(?:（[^）]{1,12}）)?：")


@pytest.fixture(scope="module")
def course() -> PrintBook:
    terms, _ = parse_glossary((DOCS / "glossary.yml").read_text("utf-8"), "docs/glossary.yml")
    return book_of(DOCS, glossary=terms.terms)


@pytest.fixture(scope="module")
def course_pdf(course: PrintBook) -> bytes:
    job, found = book_job(course, reader(DOCS), characters=known_characters(FONTS))
    assert [str(one) for one in found] == []
    return typeset(job)


@pytest.fixture(scope="module")
def trainer_pdf(course: PrintBook) -> bytes:
    job, found = book_job(replace(course, edition=Edition.TRAINER), reader(DOCS))
    assert [str(one) for one in found] == []
    return typeset(job)


def _asked(part: PrintLesson) -> HtmlElement:
    """The article with what is asked at its spots: stems and options."""
    article = deepcopy(part.article)
    for number, spot in spots(article):
        asked = part.questions[number]
        for tree in (asked.stem, *(option.text for option in asked.options)):
            holder = builder.LABEL()
            move_content(copied(tree), holder)
            spot.append(holder)
    return article


def _sentences(part: PrintLesson) -> Iterator[str]:
    """Runs of text as they stand on paper in one piece, without white space."""
    for element in prepared(_asked(part)).iter(*_TEXTS):
        if any(_ELSEWHERE.intersection(classes(e)) for e in (element, *element.iterancestors())):
            continue
        for text in _own_texts(element):
            for sentence in re.split(r"(?<=[。！？])", "".join(text.split())):
                said = _TURN.sub("", sentence) if element.tag == "li" else sentence
                yield said.removeprefix("[]")  # a box to tick is drawn


def _own_texts(element: HtmlElement) -> Iterator[str]:
    """An element's text, parted where a link puts its page behind it."""
    run = element.text or ""
    for child in element:
        if child.tag in {"strong", "em", "code"} or "mdx-term" in classes(child):
            run += str(child.text_content()) + (child.tail or "")
        else:
            yield run
            run = ""
            if child.tag == "a":
                yield str(child.text_content())
            yield child.tail or ""
    yield run


def _find(text: str, sentence: str, start: int) -> int:
    """Where a sentence ends, whole or parted by the end of a page; -1 if it isn't there."""
    place = text.find(sentence, start)
    if 0 <= place < start + CONTINUED:
        return place + len(sentence)
    for cut in range(len(sentence) - 1, 0, -1):
        first = text.find(sentence[:cut], start)
        if 0 <= first < start + CONTINUED:
            second = text.find(sentence[cut:], first + cut)
            if 0 <= second < first + CONTINUED:
                return second + len(sentence) - cut
    return -1


def test_every_sentence_of_every_lesson_is_there_in_order(
    course: PrintBook, course_pdf: bytes
) -> None:
    text, position, lost, count = "".join(pages(course_pdf)), 0, [], 0
    for chapter in course.chapters:
        for part in chapter.lessons:
            title = f"{part.lesson.number}{part.lesson.title}学完这一节".replace(" ", "")
            position = text.index(title)
            for sentence in _sentences(part):
                end = _find(text, sentence, position)
                lost += [f"{part.lesson.number} {sentence}"] if end < 0 else []
                position = max(position, end)
                count += 1
    assert lost == []
    assert count > 3000


def test_bookmarks_are_the_headings(course: PrintBook, course_pdf: bytes) -> None:
    marks = [title for _, title in bookmarks(course_pdf)]
    wanted = []
    for chapter in course.chapters:
        for part in chapter.lessons:
            wanted.append(f"{part.lesson.number} {part.lesson.title}")
            wanted += [heading.text for heading in part.lesson.headings]
    position = 0
    for title in wanted:
        position = marks.index(title, position) + 1


def test_no_line_starts_or_ends_with_the_wrong_sign(course_pdf: bytes) -> None:
    found = list(lines(course_pdf))
    assert [line for line in found if line[0] in STARTS and len(line) > 1] == []
    assert [line for line in found if line[-1] in ENDS] == []


def test_no_number_is_parted_from_its_unit(course_pdf: bytes) -> None:
    found = list(lines(course_pdf))
    parted = [
        (line, after)
        for line, after in pairwise(found)
        if re.search(r"[^\d.、-]\d+$", line) and UNIT.match(after)
    ]
    assert parted == []


@pytest.mark.parametrize("name", ["course_pdf", "trainer_pdf"])
def test_all_fonts_are_embedded_subsets_without_missing_glyphs(
    name: str, request: pytest.FixtureRequest
) -> None:
    pdf = request.getfixturevalue(name)
    found = list(fonts(pdf))
    assert found
    assert [name for name, _, embedded in found if not embedded] == []
    assert [name for name, _, _ in found if not re.match(r"/[A-Z]{6}\+", name)] == []
    assert missing_glyphs(pdf) == []
    assert [page for page in pages(pdf) if "\ufffd" in page] == []


@pytest.mark.parametrize("name", ["course_pdf", "trainer_pdf"])
def test_all_links_lead_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(name))) as document:
        known = {page.objgen for page in document.pages}
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        inner = [note for note in notes if "/A" not in note or "/D" in note.A]
        named = document.Root.get("/Names", {}).get("/Dests")
        names = set(pikepdf.NameTree(named)) if named is not None else set()
        for note in inner:
            target = note.get("/Dest") if "/Dest" in note else note.A.D
            if isinstance(target, pikepdf.Array):
                assert target[0].objgen in known
            else:
                assert str(target) in names
        assert len(inner) > 500
        assert str(document.Root.Lang) == "zh-CN"


def test_trainees_get_no_note_and_no_trainers_book(
    course: PrintBook, course_pdf: bytes, trainer_pdf: bytes
) -> None:
    notes = [
        "".join(str(text).split())
        for chapter in course.chapters
        for part in chapter.lessons
        if part.notes is not None
        for text in part.notes.itertext()
    ]
    long = {note for note in notes if len(note) >= 20}
    trainees, trainers = "".join(pages(course_pdf)), "".join(pages(trainer_pdf))
    assert len(long) > 100
    assert [note for note in long if note in trainees] == []
    parted = [note for note in long if note not in trainers]
    assert len(parted) < len(long) / 10  # a page's end stands within them


def test_every_file_is_light_and_the_same_again(course: PrintBook) -> None:
    def made() -> dict[str, bytes]:
        job = [book_job(replace(course, edition=e), reader(DOCS))[0] for e in Edition]
        return {e.value: typeset(j) for e, j in zip(Edition, job, strict=True)}

    one, two = made(), made()
    assert {name: one[name] == two[name] for name in one} == dict.fromkeys(one, True)
    assert all(len(data) < 8 * MEGABYTE for data in one.values())


def test_every_chapter_is_light(course: PrintBook, tmp_path: Path) -> None:
    shop = PrintShop(fonts=FONTS, cache=tmp_path, timestamp=STAMP)
    for edition in Edition:
        for chapter in course.chapters:
            made, found = shop.chapter(replace(course, edition=edition), chapter, reader(DOCS))
            assert found == ()
            assert [file.url for file in made if len(file.data) > 2 * MEGABYTE] == []
