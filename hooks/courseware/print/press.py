"""Maps the pages of one document and gathers findings, pictures and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course import naming
from courseware.print import block_elements, term_list
from courseware.print.book import PAPERS, Edition, TypstJob
from courseware.print.complete import lost, texts_of
from courseware.print.drawings import Pictures
from courseware.print.glyphs import boxed, missing, unknown
from courseware.print.lesson_plan import lesson_plan
from courseware.print.page_state import Counter, Scope
from courseware.print.prepare import prepared
from courseware.print.qr import qr_svg
from courseware.print.references import Links, answers_label, heading_ids
from courseware.print.rules import PRINT_7, PRINT_9
from courseware.print.syntax import array, call, literal, sequence
from courseware.questions.spots import spots
from courseware.text.finding import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from lxml.html import HtmlElement

    from courseware.course.model import Lesson
    from courseware.print.book import PrintBook, PrintChapter, PrintLesson
    from courseware.questions.rendering import Rendered
    from courseware.text.finding import Diagnostic

_SHOWN = 20


class Press:
    """One document being made: call its methods in the order of the pages."""

    def __init__(
        self,
        book: PrintBook,
        chapters: tuple[PrintChapter, ...],
        read: Callable[[str], bytes],
        characters: Collection[int] | None,
        *,
        indexed: bool,
    ) -> None:
        """``indexed``: uses of terms are noted, for :meth:`terms` and :meth:`index`."""
        self.book = book
        self.edition = Edition(book.edition)
        self.characters = characters
        self.indexed = indexed
        self.pictures = Pictures(read, PAPERS[book.paper])
        self.has_lessons = self.edition in {Edition.STUDENT, Edition.TRAINER}
        printed = chapters if self.has_lessons else ()
        pages = [page for chapter in printed for page in _pages(chapter)]
        self.links = Links({path: heading_ids(article) for path, article in pages}, _places(book))
        self.diagnostics: list[Diagnostic] = []
        self.key: list[str] = []

    def chapter(self, chapter: PrintChapter) -> str:
        """A chapter's opening page and its lessons."""
        model = chapter.chapter
        opening = self._scope(model.path, None)
        body = [self._page(chapter.opening, opening), *self._notes(chapter.notes, opening)]
        code, address = self._qr(model.path)
        head = call(
            "chapter-opening",
            literal(model.path),
            number=literal(chapter_number(model.number)),
            title=literal(model.title),
            summary=literal(model.summary),
            prerequisite=literal(model.prerequisite),
            duration=literal(naming.duration(model.minutes)),
            outcomes=array(literal(outcome) for outcome in model.outcomes),
            lessons=array(_lesson_line(part.lesson) for part in chapter.lessons),
            qr=literal(code),
            address=literal(address),
            body=_joined(body),
        )
        plan = [lesson_plan(model)] if self.edition is Edition.TRAINER else []
        return sequence([head, *plan, *(self._lesson(part) for part in chapter.lessons)])

    def practice(self, chapter: PrintChapter) -> str:
        """A chapter's questions without answers, lesson by lesson."""
        lessons = []
        for part in chapter.lessons:
            asked, _ = self._questions(part)
            if asked:
                count = str(len(asked))
                lessons.append(call("practice-of", _title(part.lesson), count, *asked))
        return call("practice", literal(naming.chapter_name(chapter.chapter)), *lessons)

    def solutions(self, chapter: PrintChapter) -> str:
        """A chapter's answers without the lessons."""
        lessons = []
        for part in chapter.lessons:
            _, answers = self._questions(part)
            if answers:
                label = literal(answers_label(part.lesson.path))
                lessons.append(
                    call("answers-of", label, _title(part.lesson), *answers, outlined="true")
                )
        return call("answer-key", literal(naming.chapter_name(chapter.chapter)), *lessons)

    def answers(self, title: str) -> list[str]:
        """The answers of every lesson mapped so far, under one heading."""
        return [call("answer-key", literal(title), *self.key)] if self.key else []

    def terms(self, title: str) -> str:
        """The glossary, in order of pinyin."""
        for term in self.book.glossary:
            self._check(f"{term.zh}\n{term.en}\n{term.definition}", term.location.path)
        return term_list.glossary(title, self.book.glossary)

    def index(self, title: str) -> str:
        """Terms and abbreviations with the pages that use them."""
        return term_list.index(title, self.book.glossary)

    def job(self, head: str, parts: list[str]) -> tuple[TypstJob, tuple[Diagnostic, ...]]:
        """The document: ``head`` is the template's call around the parts."""
        main = f'#import "template.typ": *\n#show: {head}\n' + "".join(f"#{p}\n" for p in parts)
        if self.characters is not None:
            main = boxed(main, unknown(main, self.characters))
        return TypstJob(main, dict(self.pictures.files)), tuple(self.diagnostics)

    def _lesson(self, part: PrintLesson) -> str:
        lesson = part.lesson
        scope = self._scope(lesson.path, lesson, part.questions)
        body = [self._page(part.article, scope)]
        if scope.answers and not scope.answers_in_place:
            label = literal(answers_label(lesson.path))
            self.key.append(call("answers-of", label, _title(lesson), *scope.answers))
        body += self._notes(part.notes, scope)
        return call(
            "lesson",
            literal(lesson.path),
            number=literal(lesson.number),
            title=literal(lesson.title),
            duration=literal(naming.duration(lesson.minutes)),
            objectives=array(
                call("objective", literal(o.level.value), literal(o.text))
                for o in lesson.objectives
            ),
            body=_joined(body),
        )

    def _scope(self, path: str, lesson: Lesson | None, asked: tuple[Rendered, ...] = ()) -> Scope:
        level = 3 if lesson else 2
        number = lesson.number if lesson else ""
        return Scope(
            path=path,
            lesson=lesson,
            trainer=self.edition is Edition.TRAINER,
            links=self.links,
            pictures=self.pictures,
            figures=Counter(number),
            tables=Counter(number),
            level=level,
            indexed=self.indexed,
            answers_in_place=self.edition is Edition.TRAINER,
            numbers_tables=lesson is not None,
            last_level=level - 1,
            asked=asked,
        )

    def _page(self, article: HtmlElement, scope: Scope) -> str:
        root = prepared(article)
        trees = [root, *_asked(root, scope)]
        captions = [image.get("title") or "" for tree in trees for image in tree.iter("img")]
        words = [str(tree.text_content()) for tree in trees]
        self._check("\n".join([*words, *captions]), scope.path)
        known, answered = len(scope.diagnostics), len(scope.answers)
        texts = [text for tree in trees for text in texts_of(tree)] if self.has_lessons else []
        code = block_elements.article(root, scope)
        if text := lost(texts, "\n".join([code, *scope.answers[answered:]])):
            around = " ".join(text.split())[:_SHOWN]
            scope.report(PRINT_9, text=around)
        self.diagnostics += scope.diagnostics[known:]
        return code

    def _notes(self, notes: HtmlElement | None, scope: Scope) -> list[str]:
        """The trainer's notes of a page, in the edition that has them."""
        if notes is None or self.edition is not Edition.TRAINER:
            return []
        scope.numbers_tables = False
        return [self._page(notes, scope)]

    def _questions(self, part: PrintLesson) -> tuple[list[str], list[str]]:
        """A lesson's questions and their answers."""
        scope = self._scope(part.lesson.path, part.lesson, part.questions)
        scope.numbers_tables = False
        root = prepared(part.article)
        words = [str(tree.text_content()) for tree in (root, *_asked(root, scope))]
        self._check("\n".join(words), scope.path)
        asked = [block_elements.block(spot, scope) for _, spot in spots(root)]
        self.diagnostics += scope.diagnostics
        return asked, scope.answers

    def _check(self, text: str, path: str) -> None:
        """Find the characters of a page's text that the fonts can't show."""
        if self.characters is None:
            return
        for character, around in missing(text, self.characters):
            point = f"U+{ord(character):04X}"
            facts = {"character": character, "point": point, "around": around}
            place = self._place(path, character)
            self.diagnostics.append(PRINT_7.at(place, width=len(character), **facts))

    def _place(self, path: str, character: str) -> Location:
        """Where a character stands first in a page's source; the page where that is unknown."""
        for number, line in enumerate(self.book.texts.get(path, "").splitlines(), start=1):
            if character in line:
                return Location(path, number, line.index(character) + 1)
        return Location(path)

    def _qr(self, path: str) -> tuple[str, str]:
        """Name of the picture of the page's address online, and the address."""
        if not self.book.site_url:
            return "", ""
        address = self.book.site_url.rstrip("/") + "/" + naming.page_url(path)
        name = f"qr/{path}.svg"
        self.pictures.files[name] = qr_svg(address)
        return name, address


def _asked(root: HtmlElement, scope: Scope) -> list[HtmlElement]:
    """All that is to be read in the questions at the spots of an article."""
    return [prepared(tree) for number, _ in spots(root) for tree in scope.asked[number].trees()]


def _joined(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else sequence(codes)


def chapter_number(number: int) -> str:
    """第二章."""
    return f"第{naming.chinese_number(number)}章"


def _pages(chapter: PrintChapter) -> Iterable[tuple[str, HtmlElement]]:
    yield chapter.chapter.path, chapter.opening
    for part in chapter.lessons:
        yield part.lesson.path, part.article


def _places(book: PrintBook) -> dict[str, str]:
    """How a reference names each page of the course."""
    places = {}
    for chapter in book.course.chapters:
        places[chapter.path] = chapter_number(chapter.number)
        places |= {lesson.path: f"{lesson.number} 节" for lesson in chapter.lessons}
    return places


def _title(lesson: Lesson) -> str:
    return literal(f"{lesson.number} {lesson.title}")


def _lesson_line(lesson: Lesson) -> str:
    time = literal(naming.duration(lesson.minutes))
    return call("lesson-line", literal(lesson.path), _title(lesson), time)
