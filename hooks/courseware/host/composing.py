"""What the site puts around and into the pages: heads, lists, overviews, from the whole course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from courseware.course import naming
from courseware.glossary.view import GlossaryView, PageRef, chapter_terms, glossary_view
from courseware.glossary.view import anchor as term_anchor
from courseware.host.printing import print_book, print_shop
from courseware.print.shop import WORKBOOK_PDF
from courseware.site import question_forms, search, views
from courseware.site.honeycomb import honeycomb
from courseware.site.progress import LessonProgress, chapter_progress, course_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.structure.pages import Page

    from courseware.course.model import Chapter, Lesson
    from courseware.host.build import SiteBuild

GLOSSARY_PAGE = "glossary.html"
GLOSSARY_CSV = "downloads/glossary.csv"
GLOSSARY_ANKI = "downloads/glossary-anki.txt"
RECORD_PAGE = "progress.html"
RECORD_SCRIPTS = ("record-bits", "record-code", "exam-record", "record")
"""What the page 学习记录 loads, in order."""


def title_text(page: Page) -> str:
    """A page's title as text: where MkDocs takes it from the first heading, it is markup."""
    if "title" in page.meta or "title" in vars(page):
        return str(page.title)
    return _text(page.title or "")


def _text(markup: str) -> str:
    return Markup(markup).striptags()  # noqa: S704 - to take the tags out


def lesson_content(build: SiteBuild, page: Page, lesson: Lesson, link: Any) -> str:
    """A lesson with its head, its score where the questions end, and its foot."""
    chapter = views.chapter_view(build.home_of[lesson.path], link)
    head = build.fragments.render(
        "lesson-head",
        chapter=chapter,
        lesson=views.lesson_view(lesson, link),
        anchor=lesson.id,
        has_pdf=build.has_pdf,
        goals=lesson.objectives,
        steps=chapter_progress(build.home_of[lesson.path], build.register, link).lessons,
        here=page.title,
        contents=[{"url": n.url, "title": _text(n.title)} for n in page.toc],
    )
    score = _score(build, lesson, link)
    mark = f"<!--{question_forms.SCORE_MARK}-->"
    content = page.content or ""
    content = content.replace(mark, score) if mark in content else f"{content}{score}"
    foot = build.fragments.render(
        "lesson-foot", owner=lesson.owner, checked=lesson.checked, review_by=lesson.review_by
    )
    return f"{head}{content}{foot}"


def _score(build: SiteBuild, lesson: Lesson, link: Any) -> str:
    chapter = chapter_progress(build.home_of[lesson.path], build.register, link)
    own: LessonProgress = next(n for n in chapter.lessons if n.id == lesson.id)
    return build.fragments.render(
        "lesson-score",
        lesson=own,
        chapter=chapter,
        pass_mark=build.options.pass_mark,
        record_url=link(RECORD_PAGE) if build.record_path() in build.pages else "",
    )


def chapter_content(build: SiteBuild, page: Page, chapter: Chapter, link: Any) -> str:
    """A chapter's opening page: head, text, lessons, terms."""
    view = views.chapter_view(chapter, link)
    progress = chapter_progress(chapter, build.register, link)
    head = build.fragments.render(
        "chapter-head",
        chapter=view,
        anchor=chapter.id,
        has_pdf=build.has_pdf,
        progress=progress,
        pass_mark=build.options.pass_mark,
    )
    lessons = build.fragments.render("chapter-lessons", chapter=view, progress=progress)
    pages = [lesson.path for lesson in chapter.lessons]
    mentions = (mention for path in pages for mention in build.mentions.get(path, ()))
    listed = [
        {"name": item.term.zh, "url": link(f"{GLOSSARY_PAGE}#{term_anchor(item.term.id)}")}
        for item in chapter_terms(build.glossary, mentions, pages)
    ]
    terms_list = build.fragments.render("chapter-terms", terms=listed)
    return f"{head}{page.content}{lessons}{terms_list}"


def filled(build: SiteBuild, content: str, link: Any) -> str:
    """Put what the whole course knows in the place of a page's ``<!-- course: … -->`` marks."""
    chapters = views.course_views(build.course, link)
    progress = course_progress(build.course, build.register, link)
    cards = build.fragments.render("chapter-cards", chapters=chapters, progress=progress)
    parts = {
        "chapters": cards,
        "honeycomb": build.fragments.render(
            "honeycomb", chapters=chapters, comb=honeycomb(len(chapters))
        ),
        "continue": build.fragments.render("continue", progress=progress),
        "progress": build.fragments.render(
            "progress",
            course=build.course.title,
            progress=progress,
            pass_mark=build.options.pass_mark,
        ),
        "downloads": build.fragments.render("downloads", files=_downloads(build, link)),
        "self-exam": build.exam.fragment(
            build.fragments, link(WORKBOOK_PDF) if build.has_pdf else ""
        ),
        "company-rules": build.fragments.render(
            "company-rules", **_company_rules_view(build, link)
        ),
        "glossary": build.fragments.render(
            "glossary",
            glossary=_glossary(build, link),
            downloads={"csv": link(GLOSSARY_CSV), "anki": link(GLOSSARY_ANKI)},
        ),
    }
    for name, markup in parts.items():
        content = content.replace(f"<!-- course: {name} -->", markup)
    return content


def _downloads(build: SiteBuild, link: Any) -> list[dict[str, str]]:
    if build.pdf_on_request:
        titles = print_shop(build).titles(print_book(build), build.read)
        return [{"title": title, "url": link(url), "size": ""} for url, title in titles.items()]
    return [
        {"title": file.title, "url": link(file.url), "size": file.size} for file in build.printed
    ]


def _company_rules_view(build: SiteBuild, link: Any) -> dict[str, Any]:
    chapters = views.company_rules(build.course, link)
    return {"chapters": chapters, "total": sum(len(chapter.rules) for chapter in chapters)}


def _glossary(build: SiteBuild, link: Any) -> GlossaryView:
    refs = {
        lesson.path: PageRef(lesson.number, lesson.title, link(naming.page_url(lesson.path)))
        for lesson in build.course.lessons()
    }
    mentions = (mention for found in build.mentions.values() for mention in found)
    return glossary_view(build.glossary, mentions, refs)


def search_pages(build: SiteBuild) -> Iterator[search.SearchPage]:
    """Home first, then chapters and lessons as they are taught; the glossary is its terms."""
    taught = [
        path
        for chapter in build.course.chapters
        for path in (chapter.path, *(lesson.path for lesson in chapter.lessons))
    ]
    for path in [*(p for p in build.pages if p not in taught), *taught]:
        page, sections = build.pages[path], build.sections[path]
        if page.url == GLOSSARY_PAGE:
            continue
        goals: tuple[str, ...] = ()
        number, title = "", str(page.title)
        if lesson := build.lessons.get(path):
            number, title = lesson.number, lesson.title
            goals = tuple(objective.text for objective in lesson.objectives)
        elif chapter := build.chapters.get(path):
            goals = (chapter.summary, *chapter.outcomes)
        yield search.SearchPage(page.url, number, title, search.with_opening(sections, goals))
