"""The pages of a build as a book to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.layout import FONTS
from courseware.host.notes import trainer_notes
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.print.references import public_address
from courseware.print.shop import PrintShop

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.glossary.model import Term
    from courseware.host.build import SiteBuild


def print_shop(build: SiteBuild, say: Callable[[str], object] | None = None) -> PrintShop:
    """The press of the build's project; ``say`` is told what is wrong with its cache."""
    return PrintShop(
        fonts=build.root / FONTS,
        cache=build.work.cache,
        timestamp=build.revision.time,
        say=say,
    )


def print_book(build: SiteBuild) -> PrintBook:
    """The whole course, once every page is rendered."""
    notes = trainer_notes(build.project.texts, *build.settings.markdown)
    return PrintBook(
        course=build.course,
        chapters=tuple(
            PrintChapter(
                chapter,
                build.articles[chapter.path],
                tuple(
                    PrintLesson(n, build.articles[n.path], notes.get(n.path), build.asked[n.path])
                    for n in chapter.lessons
                ),
                notes.get(chapter.path),
            )
            for chapter in build.course.chapters
        ),
        glossary=_printed_terms(build),
        edition=Edition.STUDENT,
        version=build.options.version,
        date=build.revision.time.date().isoformat(),
        commit=build.revision.commit,
        site_url=public_address(build.settings.address),
        paper=build.options.paper,
        texts=build.project.texts,
    )


def _printed_terms(build: SiteBuild) -> tuple[Term, ...]:
    """The terms that the printed lessons use."""
    used = {mention.term for found in build.mentions.values() for mention in found}
    return tuple(term for term in build.glossary.terms if term.id in used)
