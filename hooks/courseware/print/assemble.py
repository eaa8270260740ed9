"""Chapters and books as whole Typst documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.print import blocks
from courseware.print.book import TypstJob
from courseware.print.glyphs import missing
from courseware.print.links import Links, answers_label, heading_ids
from courseware.print.messages import print_finding
from courseware.print.pictures import Pictures
from courseware.print.prepare import prepared
from courseware.print.scope import Counter, Scope
from courseware.print.syntax import array, call, literal, sequence
from courseware.print.terms import glossary
from courseware.views import chinese_number, duration

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from lxml.html import HtmlElement

    from courseware.model import Diagnostic, Lesson
    from courseware.print.book import PrintBook, PrintChapter, PrintLesson

    Read = Callable[[str], bytes]
    Result = tuple[TypstJob, tuple[Diagnostic, ...]]

STUDENT = "学员版"
ANSWERS = "参考答案"


def chapter_job(
    book: PrintBook,
    chapter: PrintChapter,
    read: Read,
    *,
    characters: Collection[int] | None = None,
) -> Result:
    """One chapter with cover, contents and, at the end, the answers.

    ``read`` gives a picture's bytes by its path from ``docs/`` and raises OSError where
    there is none. ``characters`` are the code points of the fonts; without them a missing
    one is only found by the typesetter, who can't say on which page.
    """
    press = _Press(book, (chapter,), read, characters)
    body = press.chapter(chapter)
    parts = [body, *press.answers(ANSWERS)]
    return press.job(parts, title=chapter.chapter.title, lit=(chapter.chapter.number,), depth=3)


def book_job(book: PrintBook, read: Read, *, characters: Collection[int] | None = None) -> Result:
    """The whole course: cover, contents, chapters, glossary, answers; see chapter_job."""
    press = _Press(book, book.chapters, read, characters)
    parts = [press.chapter(chapter) for chapter in book.chapters]
    appendix = iter("一二三")
    if book.glossary:
        parts.append(press.terms(f"附录{next(appendix)} 术语表"))
    parts += press.answers(f"附录{next(appendix)} {ANSWERS}")
    numbers = tuple(chapter.chapter.number for chapter in book.chapters)
    return press.job(parts, title="", lit=numbers, depth=2)


class _Press:
    """Maps the pages of one document and gathers findings, pictures and answers."""

    def __init__(
        self,
        book: PrintBook,
        chapters: tuple[PrintChapter, ...],
        read: Read,
        characters: Collection[int] | None,
    ) -> None:
        self.book = book
        self.characters = characters
        self.pictures = Pictures(read)
        self.links = Links(
            {
                path: heading_ids(article)
                for chapter in chapters
                for path, article in _pages(chapter)
            }
        )
        self.diagnostics: list[Diagnostic] = []
        self.key: list[str] = []

    def chapter(self, chapter: PrintChapter) -> str:
        """A chapter's opening page and its lessons."""
        model = chapter.chapter
        figures = Counter(model.number)
        opening, _ = self._page(chapter.opening, model.path, None, figures)
        head = call(
            "chapter-opening",
            literal(model.path),
            number=literal(_chapter_number(model.number)),
            title=literal(model.title),
            summary=literal(model.summary),
            prerequisite=literal(model.prerequisite),
            duration=literal(duration(model.minutes)),
            outcomes=array(literal(outcome) for outcome in model.outcomes),
            lessons=array(_lesson_line(part.lesson) for part in chapter.lessons),
            body=opening,
        )
        return sequence([head, *(self._lesson(part, figures) for part in chapter.lessons)])

    def _lesson(self, part: PrintLesson, figures: Counter) -> str:
        lesson = part.lesson
        body, answers = self._page(part.article, lesson.path, lesson, figures)
        if answers:
            title = literal(f"{lesson.number} {lesson.title}")
            self.key.append(
                call("answers-of", literal(answers_label(lesson.path)), title, *answers)
            )
        return call(
            "lesson",
            literal(lesson.path),
            number=literal(lesson.number),
            title=literal(lesson.title),
            duration=literal(duration(lesson.minutes)),
            objectives=array(
                call("objective", literal(o.level.value), literal(o.text))
                for o in lesson.objectives
            ),
            body=body,
        )

    def _page(
        self, article: HtmlElement, path: str, lesson: Lesson | None, figures: Counter
    ) -> tuple[str, list[str]]:
        level = 3 if lesson else 2
        scope = Scope(
            path=path,
            lesson=lesson,
            trainer=self.book.edition != STUDENT,
            links=self.links,
            pictures=self.pictures,
            figures=figures,
            level=level,
            last_level=level - 1,
        )
        root = prepared(article)
        captions = [image.get("title") or "" for image in root.iter("img")]
        self._check("\n".join([str(root.text_content()), *captions]), path)
        code = blocks.article(root, scope)
        self.diagnostics += scope.diagnostics
        return code, scope.answers

    def terms(self, title: str) -> str:
        """The glossary, in order of pinyin."""
        for term in self.book.glossary:
            self._check(f"{term.zh}\n{term.en}\n{term.definition}", term.location.path)
        return glossary(title, self.book.glossary)

    def _check(self, text: str, path: str) -> None:
        """Find the characters of a page's text that the fonts can't show."""
        if self.characters is None:
            return
        for character, around in missing(text, self.characters):
            point = f"U+{ord(character):04X}"
            facts = {"character": character, "point": point, "around": around}
            self.diagnostics.append(print_finding("PRINT-7", path, **facts))

    def answers(self, title: str) -> list[str]:
        """The answers of every lesson mapped so far, under one heading."""
        return [call("answer-key", literal(title), *self.key)] if self.key else []

    def job(self, parts: list[str], *, title: str, lit: tuple[int, ...], depth: int) -> Result:
        """The document around its parts; ``lit`` are the cover's highlighted cells."""
        book = self.book
        head = call(
            "course.with",
            title=literal(book.course.title),
            chapter=literal(title),
            number=literal(_chapter_number(lit[0]) if title else ""),
            numbers=array(str(number) for number in lit),
            cells=str(max((len(book.course.chapters), *lit))),
            edition=literal(book.edition),
            version=literal(book.version),
            date=literal(book.date),
            commit=literal(book.commit),
            site=literal(book.site_url),
            depth=str(depth),
        )
        main = f'#import "template.typ": *\n#show: {head}\n' + "".join(f"#{p}\n" for p in parts)
        return TypstJob(main, dict(self.pictures.files)), tuple(self.diagnostics)


def _pages(chapter: PrintChapter) -> Iterable[tuple[str, HtmlElement]]:
    yield chapter.chapter.path, chapter.opening
    for part in chapter.lessons:
        yield part.lesson.path, part.article


def _lesson_line(lesson: Lesson) -> str:
    title = f"{lesson.number} {lesson.title}"
    return call(
        "lesson-line", literal(lesson.path), literal(title), literal(duration(lesson.minutes))
    )


def _chapter_number(number: int) -> str:
    return f"第{chinese_number(number)}章"
