"""The course as a site: one build, its state, and what happens at each step of it.

Whoever drives it reads the settings, knows the pages, calls the steps in their order and writes
what comes out: MkDocs (``host/mkdocs_site.py``) or our own driver (``host/driver.py``).
Long because it holds the one state that every step of a build reads and changes.
"""

from __future__ import annotations

import copy
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from courseware.checks import complete
from courseware.checks.engine import check_course
from courseware.checks.mishap import mishap
from courseware.checks.places import without_doubles
from courseware.checks.settings import UNSAFE
from courseware.course import naming
from courseware.course.clock import today, zone_of
from courseware.course.disk import read_project, write_whole
from courseware.course.git import revision
from courseware.course.layout import CONFIG
from courseware.course.work_folders import work_folders
from courseware.glossary.matcher import Matcher
from courseware.glossary.mentions import mark
from courseware.glossary.sheets import to_anki, to_csv
from courseware.glossary.view import anchor as term_anchor
from courseware.glossary.view import explanations
from courseware.host.articles import Articles
from courseware.host.faults import SiteError
from courseware.host.judging import Judge
from courseware.host.printing import print_book, print_shop
from courseware.print.shop import WORKBOOK_PDF
from courseware.questions.id_register import Register
from courseware.questions.page_markdown import rendered_markdown, shown_questions, unshielded
from courseware.questions.spots import placed
from courseware.site import bundles, composing, csp, passes, search
from courseware.site.composing import Download, SiteContext
from courseware.site.exam_page import EXAM_PAGE, SelfExam, exam_facts
from courseware.site.finishing import asset_version, open_to_readers, publish
from courseware.site.fragments import Fragments
from courseware.site.moved_pages import write_moved_pages
from courseware.site.offline import versioned
from courseware.site.page_files import TERMS_DATA, On, scripts_on, styles_on
from courseware.text import html
from courseware.text.finding import Diagnostic, Severity
from releases.server_settings import SettingsError, read_address
from releases.version_list import Version, write_versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.html import HtmlElement

    from courseware.glossary.model import Mention
    from courseware.host.articles import Article
    from courseware.host.options import CourseOptions
    from courseware.print.shop import Printed
    from courseware.questions.model import Question
    from courseware.questions.rendering import Rendered


class Log(Protocol):
    """Where a host tells people what is going on."""

    def info(self, message: str, /, *values: object) -> None:
        """Something to know."""

    def warning(self, message: str, /, *values: object) -> None:
        """Something to mend."""


class Page(Protocol):
    """A host's page: what :class:`composing.Page` reads of it; a build changes its content."""

    content: str | None

    @property
    def url(self) -> str:
        """Its address from the site's root."""

    @property
    def title(self) -> str | None:
        """Text."""

    @property
    def toc(self) -> Any:
        """Its list of contents."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host says of the project: its folders and what ``mkdocs.yml`` sets.

    ``markdown`` are the names of the extensions and their settings. ``serving``: it is a preview,
    made again and again.
    """

    root: Path
    docs: Path
    overrides: Path
    site: Path
    address: str
    editor: str
    markdown: tuple[Sequence[str], Mapping[str, Any]]
    options: CourseOptions
    serving: bool


class SiteBuild:
    """One build of the site; the methods stand in the order in which a host calls them."""

    def __init__(self, settings: Settings, log: Log) -> None:
        """Read every page and check the course; ``log`` is told of findings and times.

        Raises:
            SiteError: where the address of the site is none.
        """
        self.settings = settings
        self.options = settings.options
        self.log = log
        try:
            read_address(settings.address)
        except SettingsError as fault:
            raise SiteError(f"mkdocs.yml：site_url：{fault}") from None
        self.root = settings.root
        self.has_pdf = self.options.pdf != "never"
        self.pdf_on_request = self.options.pdf == "build" and settings.serving
        self.keeps_offline = self.options.offline and not settings.serving
        self.timings: dict[str, float] = {}
        self.diagnostics: list[Diagnostic] = []
        self.pages: dict[str, Page] = {}
        self.at = ""
        self.articles: dict[str, HtmlElement] = {}
        self.asked: dict[str, tuple[Rendered, ...]] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.sections: dict[str, tuple[search.Section, ...]] = {}
        self.files: dict[str, bytes] = {}
        self.printed: tuple[Printed, ...] = ()
        self.for_trainers: tuple[Printed, ...] = ()
        self.work = work_folders(self.root)
        self.fragments = Fragments(settings.overrides / "fragments")
        self.revision = revision(self.root)
        with self._timed("读课文并检查"):
            self.project = read_project(self.root)
            zone = zone_of(self.project.settings.timezone)
            checked = check_course(self.project, today(self.root, zone))
            self.register = self.project.register or Register()
            self.diagnostics += checked.diagnostics
            self.reading = checked.reading
            self.sources = checked.reading.sources
            self.inspected = checked.pages
            self.course = checked.reading.course
            self.glossary = checked.glossary
            self.matcher = Matcher(self.glossary)
        self.judge = Judge(
            self.project,
            (self.root / CONFIG).read_text("utf-8", "replace"),
            settings.address,
            settings.editor,
        )
        self.exam = SelfExam(
            self.project.self_exam,
            self.course,
            pass_mark=self.options.pass_mark,
            version=self.options.version,
        )
        self.checked_at: dict[str, list[Diagnostic]] = {}
        for one in self.diagnostics:
            self.checked_at.setdefault(one.location.path, []).append(one)
        self.lessons = {lesson.path: lesson for lesson in self.course.lessons()}
        self.chapters = {chapter.path: chapter for chapter in self.course.chapters}
        self.context: SiteContext | None = None
        files = (path for path in settings.docs.rglob("*") if path.is_file())
        sources = {path.relative_to(settings.docs).as_posix() for path in files}
        self.renderer = Articles(*settings.markdown, sources)

    def refuse_unsafe(self) -> None:
        """End the build where the check found what must not be published.

        Raises:
            SiteError: with the number of such places.
        """
        self._refuse(one for one in self.diagnostics if one.code in UNSAFE)

    def nav(self, written: Sequence[Any]) -> list[Any]:
        """The navigation with the chapters after its first entry, in MkDocs' form."""
        chapters = [
            {
                naming.chapter_name(chapter): [
                    path.removeprefix("docs/")
                    for path in (chapter.path, *(lesson.path for lesson in chapter.lessons))
                ]
            }
            for chapter in self.course.chapters
        ]
        return [*written[:1], *chapters, *written[1:]]

    def title(self, path: str) -> str:
        """The numbered title of a lesson or chapter; empty: the page has its own."""
        if lesson := self.lessons.get(path):
            return f"{lesson.number} {lesson.title}"
        chapter = self.chapters.get(path)
        return naming.chapter_name(chapter) if chapter else ""

    def source_text(self, path: str) -> str:
        """The page's text as it was checked."""
        return self.project.texts.get(path, "")

    def article(self, path: str) -> Article:
        """What Markdown makes of a page as trainees may see it, with places for its questions."""
        self.at = path
        source = self.sources.get(path)
        text = rendered_markdown(source, self._shown(path)) if source else ""
        return self.renderer.article(path.removeprefix("docs/"), text)

    def _shown(self, path: str) -> tuple[Question, ...]:
        """The questions of a page that can be shown."""
        if path not in self.lessons:
            return ()
        asked, source = self.lessons[path].questions, self.sources[path]
        return shown_questions(asked, source, self.reading.diagnostics)

    def page_html(self, markup: str, path: str, page: Page) -> str:
        """Run the page's features; keep the untouched article for print."""
        with self._timed("课文排版"):
            self.pages[path] = page
            markup, source = unshielded(markup), self.sources.get(path)
            lesson = self.lessons.get(path)
            asked = self.renderer.questions(self._shown(path))
            self.asked[path] = asked
            with self._timed("安全"):
                self.judge.text(markup, path, source)
                if lesson and source:
                    self.judge.questions(asked, source)
            article = html.parse(markup)
            if source:
                placed(article, source)
            if lesson or path in self.chapters:
                link = _linker(page.url)
                self.mentions[path] = mark(
                    article,
                    self.matcher,
                    href=lambda term: link(f"{composing.GLOSSARY_PAGE}#{term_anchor(term)}"),
                    page=path,
                )
                self.articles[path] = copy.deepcopy(article)

            def collected(article: HtmlElement) -> None:
                if lesson:
                    self.exam.collect(article, page.url)

            turn = passes.Turn(
                page=path.removeprefix("docs/"),
                lesson=lesson,
                register=self.register,
                read=self.read,
                asked=asked,
                link=partial(self.renderer.link, path.removeprefix("docs/")),
                collected=collected,
            )
            passes.run(article, turn)
            self.sections[path] = search.page_sections(article)
            if inspected := self.inspected.get(path):
                known = frozenset(
                    one.location.line
                    for one in self.checked_at.get(path, ())
                    if one.severity is Severity.ERROR
                )
                questions = lesson.questions if lesson else ()
                self.diagnostics += complete.lost(inspected, questions, article, known)
            self.at = ""
            return html.write(article)

    def prepare_templates(self, env: Any) -> None:
        """Teach the templates our function, to escape, and not to print lines of mere blanks.

        MkDocs prints whatever authors write as it is; here a title is text and stays text.
        The error page is no page to a host: it gets what stands here, search above all.
        """
        env.autoescape = True
        env.globals |= {"asset": self.asset, **self._frame(On.EVERY)}
        env.trim_blocks = env.lstrip_blocks = True

    def asset(self, address: str) -> str:
        """The address of a file of ours, with its version."""
        if made := self.files.get(address):
            return versioned(address, made)
        return asset_version(self.settings.overrides, address)

    def resolve(self) -> None:
        """Finish every page with what only the whole course knows; make the PDFs.

        Raises:
            SiteError: where what pages would show is not safe.
        """
        self._refuse(self.judge.found)
        if self.has_pdf and not self.pdf_on_request:
            with self._timed("讲义"):
                shop, book = print_shop(self, self.log.info), print_book(self)
                self.printed, found = shop.for_trainees(book, self.read)
                self.for_trainers, more = shop.for_trainers(book, self.read)
            self.diagnostics += dict.fromkeys((*found, *more))
        self.exam.gather(self.register, _linker(EXAM_PAGE))
        self.context = self._context()
        for path, page in self.pages.items():
            page.content = composing.finished(self.context, path)
        overrides = self.settings.overrides
        with self._timed("样式"):
            contents = [page.content or "" for page in self.pages.values()]
            styles = bundles.styles(overrides, contents)
        explained = explanations(self.glossary, (m.term for m in chain(*self.mentions.values())))
        terms = f"self.courseTerms={explained};\n".encode()
        self.files |= {**styles, TERMS_DATA: terms, **self.exam.files}
        self.files |= bundles.scripts(overrides, keeps_offline=self.keeps_offline)

    def _context(self) -> SiteContext:
        plan = self.exam.plan
        return SiteContext(
            course=self.course,
            glossary=self.glossary,
            register=self.register,
            mentions=self.mentions,
            pages=self.pages,
            options=composing.Options(
                pass_mark=self.options.pass_mark,
                has_pdf=self.has_pdf,
                workbook=WORKBOOK_PDF if self.has_pdf else "",
            ),
            exam=exam_facts(plan, self.options.pass_mark) if plan else None,
            downloads=self._downloads(),
            fragments=self.fragments,
            linker=_linker,
        )

    def _downloads(self) -> tuple[Download, ...]:
        if not self.pdf_on_request:
            return tuple(Download(file.title, file.url, file.size) for file in self.printed)
        titles = print_shop(self).titles(print_book(self), self.read)
        return tuple(Download(title, url, "") for url, title in titles.items())

    def page_context(self, path: str) -> dict[str, Any]:
        """What the frame around a page needs beside what the host gives."""
        return self._frame(composing.kind(self.resolved, path))

    @property
    def resolved(self) -> SiteContext:
        """The whole course, once every page is read."""
        assert self.context  # noqa: S101 - the order of steps
        return self.context

    def _frame(self, kind: On) -> dict[str, Any]:
        """Names for the frame around a page, with the files that it loads."""
        return {
            "content_policy": csp.IN_PAGE,
            "page_scripts": scripts_on(kind),
            "page_styles": styles_on(kind),
            "course_id": self.options.id,
            "course_version": self.options.version,
        }

    def finish(self) -> None:
        """Write what is not a page, report findings, one line each, and our stages' times.

        Raises:
            SiteError: where a finished page is not safe.
        """
        site, trainer = self.settings.site, self.work.trainer
        made = {site / file.url: file.data for file in self.printed}
        made |= {trainer / file.url: file.data for file in self.for_trainers}
        made |= {site / address: data for address, data in self.files.items()}
        made[site / composing.GLOSSARY_CSV] = to_csv(self.glossary).encode()
        made[site / composing.GLOSSARY_ANKI] = to_anki(self.glossary, self.course.title).encode()
        for path, data in made.items():
            write_whole(path, data)
        moved = write_moved_pages(
            site,
            self.project.redirects or "",
            {page.url: str(page.title) for page in self.pages.values()},
            self.fragments,
            script=self.asset(scripts_on(On.MOVED)[0].address),
            address=self.settings.address,
        )
        with self._timed("搜索和离线"):
            searched = composing.search_pages(self.resolved, self.sections)
            publish(
                site,
                search_data=search.search_data(searched, self.glossary, composing.GLOSSARY_PAGE),
                keeps_offline=self.keeps_offline,
                address=self.settings.address,
                moved=moved,
                versions=self._own_version(),
            )
        if not self.settings.serving:
            open_to_readers(site)
        with self._timed("安全"):
            owners = {page.url: path for path, page in self.pages.items()}
            self.judge.pages(site, owners, moved)
        self._refuse(self.judge.found)
        self.report()
        stages = "，".join(f"{name} {seconds:.1f} 秒" for name, seconds in self.timings.items())
        self.log.info("用时：%s", stages)
        self.log.info("网站：%s", site / "index.html")

    def report(self) -> None:
        """Every finding so far, one line each."""
        for diagnostic in sorted(self.diagnostics):
            is_error = diagnostic.severity is Severity.ERROR
            (self.log.warning if is_error else self.log.info)("%s", diagnostic)
        self.diagnostics.clear()

    def mishap(self, error: Exception) -> str:
        """What to say when the program broke: which page, and what to do."""
        return str(mishap("排版网站", error, self.at))

    def _refuse(self, unsafe: Iterable[Diagnostic]) -> None:
        """End the build if there is anything unsafe, strict or not."""
        refused = set(unsafe)
        if not refused:
            return
        self.diagnostics = without_doubles({*self.diagnostics, *refused})
        raise SiteError(
            f"有 {len(refused)} 处内容不安全，没有生成可以发布的网站；请先改正上面的安全问题"
        )

    def _own_version(self) -> str:
        """The list of versions that the site brings: itself; a target puts its own before it."""
        if not self.options.version:
            return write_versions(())
        date = self.revision.time.astimezone(UTC).date().isoformat()
        return write_versions([Version(self.options.version, "./", date, latest=True)])

    def pdf(self, url: str) -> bytes | None:
        """A PDF for trainees, made now, by its address; ``None`` where there is none such.

        What can't be set goes to the log.
        """
        made, found = print_shop(self, self.log.info).for_trainee(print_book(self), self.read, url)
        for diagnostic in found:
            self.log.warning("%s", diagnostic)
        return made[0].data if made else None

    def read(self, name: str) -> bytes:
        """Bytes of a file below ``docs/``."""
        return (self.settings.docs / name).read_bytes()

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - start


def _linker(reader: str) -> Callable[[str], str]:
    """Makes an address from the site's root one as seen from the page at ``reader``."""
    return lambda address: naming.relative(address, reader)
