"""What the site puts around and into the pages: heads, lists, overviews, from the whole course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from courseware.course import naming
from courseware.glossary.view import GlossaryView, PageRef, chapter_terms, glossary_view
from courseware.glossary.view import anchor as term_anchor
from courseware.site import question_forms, search, views
from courseware.site.exam_page import EXAM_PAGE
from courseware.site.honeycomb import honeycomb
from courseware.site.page_files import On
from courseware.site.progress import LessonProgress, chapter_progress, course_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from courseware.course.model import Chapter, Course, Lesson
    from courseware.glossary.model import Glossary, Mention
    from courseware.questions.id_register import Register
    from courseware.site.exam_page import ExamFacts
    from courseware.site.fragments import Fragments

    Link = Callable[[str], str]
    """Turns an address from the site's root into one from a page."""

GLOSSARY_PAGE = "glossary.html"
GLOSSARY_CSV = "downloads/glossary.csv"
GLOSSARY_ANKI = "downloads/glossary-anki.txt"
RECORD_PAGE = "progress.html"
HOME_PAGE = "index.html"


class Heading(Protocol):
    """A heading of a page's list of contents; its title is markup."""

    @property
    def title(self) -> str:
        """As Markdown made it."""

    @property
    def url(self) -> str:
        """``#`` and its anchor."""


class Page(Protocol):
    """What we ask of a host's page."""

    @property
    def url(self) -> str:
        """Its address from the site's root."""

    @property
    def title(self) -> str | None:
        """Text."""

    @property
    def content(self) -> str | None:
        """The finished article."""

    @property
    def toc(self) -> Iterable[Any]:
        """Headings of the first level, each a :class:`Heading`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is set for the pages; ``workbook`` is its PDF's address, empty: there is none."""

    pass_mark: int
    has_pdf: bool
    workbook: str


@dataclass(frozen=True, slots=True)
class Download:
    """A PDF on offer; ``url`` from the site's root, ``size`` as a reader sees it, may be empty."""

    title: str
    url: str
    size: str


@dataclass(frozen=True)
class SiteContext:
    """The whole course, once every article is made: what a page may show of it.

    ``mentions`` are the terms found on a page, ``pages`` all pages, both by path from the
    project's root; ``exam`` is the self-examination in numbers, if there is a sound plan.
    ``linker`` gives for a page's address what makes links from there.
    """

    course: Course
    glossary: Glossary
    register: Register
    mentions: Mapping[str, Sequence[Mention]]
    pages: Mapping[str, Page]
    options: Options
    exam: ExamFacts | None
    downloads: tuple[Download, ...]
    fragments: Fragments
    linker: Callable[[str], Link]

    @cached_property
    def lessons(self) -> dict[str, tuple[Chapter, Lesson]]:
        """Every lesson with its chapter, by path."""
        return {n.path: (chapter, n) for chapter in self.course.chapters for n in chapter.lessons}

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """Every chapter by the path of its opening page."""
        return {chapter.path: chapter for chapter in self.course.chapters}


def finished(site: SiteContext, path: str) -> str:
    """The content of the page at ``path``, with what only the whole course knows."""
    page = site.pages[path]
    content = page.content or ""
    link = site.linker(page.url)
    if found := site.lessons.get(path):
        return _lesson_content(site, page, *found, link)
    if chapter := site.chapters.get(path):
        return _chapter_content(site, content, chapter, link)
    return _filled(site, content, link) if "<!-- course:" in content else content


def kind(site: SiteContext, path: str) -> On:
    """What the page at ``path`` is: which files it loads."""
    page = site.pages[path]
    found = On.EVERY
    if site.lessons.get(path):
        found |= On.LESSON
    if site.chapters.get(path):
        found |= On.CHAPTER
    if "data-lab=" in (page.content or ""):
        found |= On.LAB
    if page.url == EXAM_PAGE and site.exam:
        found |= On.DRAWN
    return found | _SINGLE.get(page.url, On.EVERY)


_SINGLE = {
    HOME_PAGE: On.HOME,
    GLOSSARY_PAGE: On.GLOSSARY,
    RECORD_PAGE: On.RECORD,
    EXAM_PAGE: On.SELF_EXAM,
}


def text_of(markup: str) -> str:
    """A heading as text."""
    return Markup(markup).striptags()  # noqa: S704 - to take the tags out


def _lesson_content(
    site: SiteContext, page: Page, chapter: Chapter, lesson: Lesson, link: Link
) -> str:
    """A lesson with its head, its score where the questions end, and its foot."""
    progress = chapter_progress(chapter, site.register, link)
    head = site.fragments.render(
        "lesson-head",
        chapter=views.chapter_view(chapter, link),
        lesson=views.lesson_view(lesson, link),
        anchor=lesson.id,
        has_pdf=site.options.has_pdf,
        goals=lesson.objectives,
        steps=progress.lessons,
        here=page.title,
        contents=[{"url": n.url, "title": text_of(n.title)} for n in page.toc],
    )
    own: LessonProgress = next(n for n in progress.lessons if n.id == lesson.id)
    score = site.fragments.render(
        "lesson-score",
        lesson=own,
        chapter=progress,
        pass_mark=site.options.pass_mark,
        record_url=link(RECORD_PAGE) if _has_record(site) else "",
    )
    mark = f"<!--{question_forms.SCORE_MARK}-->"
    content = page.content or ""
    content = content.replace(mark, score) if mark in content else f"{content}{score}"
    foot = site.fragments.render(
        "lesson-foot", owner=lesson.owner, checked=lesson.checked, review_by=lesson.review_by
    )
    return f"{head}{content}{foot}"


def _has_record(site: SiteContext) -> bool:
    return any(page.url == RECORD_PAGE for page in site.pages.values())


def _chapter_content(site: SiteContext, content: str, chapter: Chapter, link: Link) -> str:
    """A chapter's opening page: head, text, lessons, terms."""
    view = views.chapter_view(chapter, link)
    progress = chapter_progress(chapter, site.register, link)
    head = site.fragments.render(
        "chapter-head",
        chapter=view,
        anchor=chapter.id,
        has_pdf=site.options.has_pdf,
        progress=progress,
        pass_mark=site.options.pass_mark,
    )
    lessons = site.fragments.render("chapter-lessons", chapter=view, progress=progress)
    pages = [lesson.path for lesson in chapter.lessons]
    mentions = (mention for path in pages for mention in site.mentions.get(path, ()))
    listed = [
        {"name": item.term.zh, "url": link(f"{GLOSSARY_PAGE}#{term_anchor(item.term.id)}")}
        for item in chapter_terms(site.glossary, mentions, pages)
    ]
    terms_list = site.fragments.render("chapter-terms", terms=listed)
    return f"{head}{content}{lessons}{terms_list}"


def _filled(site: SiteContext, content: str, link: Link) -> str:
    """Put what the whole course knows in the place of a page's ``<!-- course: … -->`` marks."""
    chapters = views.course_views(site.course, link)
    progress = course_progress(site.course, site.register, link)
    title, render = site.course.title, site.fragments.render
    parts: dict[str, Callable[[], str]] = {
        "chapters": partial(render, "chapter-cards", chapters=chapters, progress=progress),
        "honeycomb": partial(render, "honeycomb", chapters=chapters, comb=honeycomb(len(chapters))),
        "continue": partial(render, "continue", progress=progress),
        "progress": partial(
            render, "progress", course=title, progress=progress, pass_mark=site.options.pass_mark
        ),
        "downloads": lambda: render("downloads", files=_downloads(site, link)),
        "self-exam": partial(
            render,
            "self-exam",
            exam=site.exam,
            workbook=link(site.options.workbook) if site.options.workbook else "",
            course=title,
        ),
        "company-rules": lambda: render("company-rules", **_company_rules(site, link)),
        "glossary": lambda: render(
            "glossary",
            glossary=_glossary(site, link),
            downloads={"csv": link(GLOSSARY_CSV), "anki": link(GLOSSARY_ANKI)},
        ),
    }
    for name, markup in parts.items():
        mark = f"<!-- course: {name} -->"
        if mark in content:
            content = content.replace(mark, markup())
    return content


def _downloads(site: SiteContext, link: Link) -> list[dict[str, str]]:
    return [
        {"title": file.title, "url": link(file.url), "size": file.size} for file in site.downloads
    ]


def _company_rules(site: SiteContext, link: Link) -> dict[str, Any]:
    chapters = views.company_rules(site.course, link)
    return {"chapters": chapters, "total": sum(len(chapter.rules) for chapter in chapters)}


def _glossary(site: SiteContext, link: Link) -> GlossaryView:
    refs = {
        lesson.path: PageRef(lesson.number, lesson.title, link(naming.page_url(lesson.path)))
        for lesson in site.course.lessons()
    }
    mentions = (mention for found in site.mentions.values() for mention in found)
    return glossary_view(site.glossary, mentions, refs)


def search_pages(
    site: SiteContext, sections: Mapping[str, tuple[search.Section, ...]]
) -> Iterator[search.SearchPage]:
    """Home first, then chapters and lessons as they are taught; the glossary is its terms.

    ``sections`` are those of every page, by its path.
    """
    taught = {
        path: None
        for chapter in site.course.chapters
        for path in (chapter.path, *(lesson.path for lesson in chapter.lessons))
    }
    for path in [*(p for p in site.pages if p not in taught), *taught]:
        page = site.pages[path]
        if page.url == GLOSSARY_PAGE:
            continue
        goals: tuple[str, ...] = ()
        number, title = "", str(page.title)
        if found := site.lessons.get(path):
            lesson = found[1]
            number, title = lesson.number, lesson.title
            goals = tuple(objective.text for objective in lesson.objectives)
        elif chapter := site.chapters.get(path):
            goals = (chapter.summary, *chapter.outcomes)
        opened = search.with_opening(sections[path], goals)
        yield search.SearchPage(page.url, number, title, opened)
