"""The course as a MkDocs site: one build, its state, and what happens at each event.

Longer than others, for it holds the one state that every event of a build reads and changes.
"""

from __future__ import annotations

import copy
import logging
import os
import time
from contextlib import contextmanager
from datetime import UTC
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, BuildError, ConfigurationError, MkDocsException
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.nav import Section
from mkdocs.utils import get_relative_url

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
from courseware.host.composing import (
    GLOSSARY_ANKI,
    GLOSSARY_CSV,
    GLOSSARY_PAGE,
    RECORD_PAGE,
    RECORD_SCRIPTS,
    chapter_content,
    filled,
    lesson_content,
    search_pages,
    title_text,
)
from courseware.host.judging import Judge
from courseware.host.options import CourseOptions
from courseware.host.printing import print_book, print_shop
from courseware.host.quiz_plugin import quiz_plugin
from courseware.questions.id_register import Register
from courseware.questions.page_markdown import (
    rendered_markdown,
    shown_questions,
    unshielded,
    with_fences,
)
from courseware.site import bundles, csp, question_forms, search
from courseware.site.exam_page import EXAM_PAGE, SelfExam
from courseware.site.finishing import asset_version, open_to_readers, publish
from courseware.site.fragments import Fragments
from courseware.site.moved_pages import write_moved_pages
from courseware.site.offline import versioned
from courseware.site.passes import dialogues, english, figures, small
from courseware.text import html
from courseware.text.finding import Diagnostic, Severity
from releases.server_settings import SettingsError, read_address
from releases.version_list import Version, write_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from courseware.glossary.model import Mention
    from courseware.print.shop import Printed

TERMS_DATA = "assets/javascripts/terms-data.js"
"""Explanations of all terms; fetched when the first is asked for."""

log = get_plugin_logger("course")


class SiteBuild:
    """One build of the site, from ``on_config`` to ``on_post_build``."""

    def __init__(self, config: MkDocsConfig, command: str) -> None:
        """Read the options and every page; ``command`` is MkDocs' verb (build, serve)."""
        try:
            read_address(config.site_url or "")
        except SettingsError as fault:
            raise ConfigurationError(f"mkdocs.yml：site_url：{fault}") from None
        overrides = Path(config.theme.custom_dir or "overrides")
        self.root = overrides.parent
        self.docs = Path(config.docs_dir)
        self.options = _options(config)
        self.has_pdf = self.options.pdf != "never"
        self.pdf_on_request = self.options.pdf == "build" and command == "serve"
        self.timings: dict[str, float] = {}
        self.diagnostics: list[Diagnostic] = []
        self.pages: dict[str, Page] = {}
        self.at = ""
        self.articles: dict[str, HtmlElement] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.sections: dict[str, tuple[search.Section, ...]] = {}
        self.files: dict[str, bytes] = {}
        self.printed: tuple[Printed, ...] = ()
        self.for_trainers: tuple[Printed, ...] = ()
        self.config = config
        self.command = command
        self.overrides = overrides
        self.work = work_folders(self.root)
        self.fixes_clock = False
        self.keeps_offline = self.options.offline and command != "serve"
        self.fragments = Fragments(overrides / "fragments")
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
            config.site_url or "",
            config.repo_url or "",
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
        self.home_of = {n.path: c for c in self.course.chapters for n in c.lessons}

    def configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the chapters into the navigation, load the question renderer, fix the clock."""
        if "SOURCE_DATE_EPOCH" not in os.environ:  # what MkDocs dates its pages by
            os.environ["SOURCE_DATE_EPOCH"] = str(int(self.revision.time.timestamp()))
            self.fixes_clock = True
        self._refuse(one for one in self.diagnostics if one.code in UNSAFE)
        config.plugins["mkdocs_quiz"] = quiz_plugin(self._judge_text)
        chapters = [
            {
                naming.chapter_name(chapter): [
                    path.removeprefix("docs/")
                    for path in (chapter.path, *(lesson.path for lesson in chapter.lessons))
                ]
            }
            for chapter in self.course.chapters
        ]
        nav = list(config.nav or [])
        config.nav = nav[:1] + chapters + nav[1:]
        return config

    def end(self) -> None:
        """Give the clock back, however the build ended: the next one may be of tomorrow."""
        if self.fixes_clock:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
            self.fixes_clock = False

    def name_pages(self, nav: Navigation) -> Navigation:
        """Number lessons in the navigation."""
        for page in nav.pages:
            path = f"docs/{page.file.src_uri}"
            if lesson := self.lessons.get(path):
                page.title = f"{lesson.number} {lesson.title}"
            elif (chapter := self.chapters.get(path)) and isinstance(page.parent, Section):
                page.title = naming.chapter_name(chapter)
        return nav

    def source_text(self, page: Page) -> str:
        """The page's text as it was checked."""
        return self.project.texts.get(_path(page), "")

    def trainee_markdown(self, page: Page) -> str:
        """The page's Markdown as trainees may see it, with the model's questions."""
        self.at = path = _path(page)
        source = self.sources.get(path)
        if source is None:
            return ""
        lesson = self.lessons.get(path)
        asked = lesson.questions if lesson else ()
        shown = shown_questions(asked, source, self.reading.diagnostics)
        return rendered_markdown(source, shown)

    def rendered_markdown(self, markdown: str) -> str:
        """The Markdown once mkdocs-quiz has taken its blocks out."""
        return with_fences(markdown)

    def page_html(self, markup: str, page: Page) -> str:
        """Run the page's features; keep the untouched article for print."""
        with self._timed("课文排版"):
            path = _path(page)
            page.title = title_text(page)
            article = html.parse(unshielded(markup))
            question_forms.strip_plugin_runtime(article)
            self.pages[path] = page
            lesson = self.lessons.get(path)
            if lesson or path in self.chapters:
                self.mentions[path] = mark(
                    article, self.matcher, href=self._term_link(page), page=path
                )
                self.articles[path] = copy.deepcopy(article)
            known_ids = {q.id: q for q in lesson.questions} if lesson else {}
            question_forms.set_questions(article, known_ids, self.register)
            if lesson:
                with self._timed("安全"):
                    self.judge.questions(article, lesson, self.sources[path])
            dialogues.stage_dialogues(article)
            figures.draw_figures(
                article,
                page=page.file.src_uri,
                number=lesson.number if lesson else "",
                read=self.read,
            )
            if lesson:
                self.exam.collect(article, page.url)
            english.mark_english(article)
            small.box_tables(article)
            small.demote_empty_headers(article)
            small.quiet_permalinks(article)
            self.sections[path] = search.page_sections(article)
            if inspected := self.inspected.get(path):
                known = frozenset(
                    one.location.line
                    for one in self.checked_at.get(path, ())
                    if one.severity is Severity.ERROR
                )
                asked = lesson.questions if lesson else ()
                self.diagnostics += complete.lost(inspected, asked, article, known)
            self.at = ""
            return html.write(article)

    def prepare_templates(self, env: Any) -> None:
        """Teach the templates our function, to escape, and not to print lines of mere blanks.

        MkDocs prints whatever authors write as it is; here a title is text and stays text.
        The error page is no page to MkDocs: it gets what stands here, search above all.
        """
        env.autoescape = True
        env.globals |= {"asset": self.asset, **self._frame()}
        env.trim_blocks = env.lstrip_blocks = True

    def asset(self, address: str) -> str:
        """The address of a file of ours, with its version."""
        if made := self.files.get(address):
            return versioned(address, made)
        return asset_version(self.overrides, address)

    def resolve(self) -> None:
        """Finish every page with what only the whole course knows; make the PDFs."""
        self._refuse(self.judge.found)
        if self.has_pdf and not self.pdf_on_request:
            with self._timed("讲义"):
                shop, book = print_shop(self, log.info), print_book(self)
                self.printed, found = shop.for_trainees(book, self.read)
                self.for_trainers, more = shop.for_trainers(book, self.read)
            self.diagnostics += dict.fromkeys((*found, *more))
        self.exam.gather(self.register, lambda address: get_relative_url(address, EXAM_PAGE))
        for path, page in self.pages.items():
            link = self._linker(page)
            if lesson := self.lessons.get(path):
                page.content = lesson_content(self, page, lesson, link)
            elif chapter := self.chapters.get(path):
                page.content = chapter_content(self, page, chapter, link)
            elif page.content and "<!-- course:" in page.content:
                page.content = filled(self, page.content, link)
        with self._timed("样式"):
            contents = [page.content or "" for page in self.pages.values()]
            style = bundles.site_style(self.config.theme.dirs, self.overrides, contents)
        explained = explanations(self.glossary, (m.term for m in chain(*self.mentions.values())))
        terms = f"self.courseTerms={explained};\n".encode()
        self.files |= {bundles.SITE_CSS: style, TERMS_DATA: terms, **self.exam.files}
        self.files |= bundles.scripts(self.overrides, keeps_offline=self.keeps_offline)

    def template_context(self, context: dict[str, Any], page: Page) -> dict[str, Any]:
        """What overridden templates need beside MkDocs' own names."""
        path = _path(page)
        learns = path in {*self.lessons, *self.chapters, "docs/index.md", self.record_path()}
        scripts = ["learn"] if learns else self.exam.scripts(page.url)
        scripts += RECORD_SCRIPTS if path == self.record_path() else []
        scripts += ["glossary"] if page.url == GLOSSARY_PAGE else []
        scripts += ["labs"] if "data-lab=" in (page.content or "") else []
        return context | self._frame(scripts, self.exam.styles(page.url))

    def _frame(self, scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> dict[str, Any]:
        """Names for the frame around a page, with the files that only its content asks for."""
        return {
            "content_policy": csp.IN_PAGE,
            "page_scripts": ["site", *scripts],
            "page_styles": ["site", *styles],
            "course_id": self.options.id,
            "course_version": self.options.version,
        }

    def finish(self, config: MkDocsConfig) -> None:
        """Write what is not a page, report findings, one line each, and our stages' times."""
        site, trainer = Path(config.site_dir), self.work.trainer
        made = {site / file.url: file.data for file in self.printed}
        made |= {trainer / file.url: file.data for file in self.for_trainers}
        made |= {site / address: data for address, data in self.files.items()}
        made[site / GLOSSARY_CSV] = to_csv(self.glossary).encode()
        made[site / GLOSSARY_ANKI] = to_anki(self.glossary, self.course.title).encode()
        for path, data in made.items():
            write_whole(path, data)
        moved = write_moved_pages(
            site,
            self.project.redirects or "",
            {page.url: str(page.title) for page in self.pages.values()},
            self.fragments,
            script=self.asset("assets/javascripts/moved.js"),
            address=config.site_url or "",
        )
        with self._timed("搜索和离线"):
            publish(
                Path(config.site_dir),
                search_data=search.search_data(search_pages(self), self.glossary, GLOSSARY_PAGE),
                keeps_offline=self.keeps_offline,
                address=config.site_url or "",
                moved=moved,
                versions=self._own_version(),
            )
        if self.command != "serve":
            open_to_readers(site)
        with self._timed("安全"):
            owners = {page.url: path for path, page in self.pages.items()}
            self.judge.pages(site, owners, moved)
        self._refuse(self.judge.found)
        self._report()
        stages = "，".join(f"{name} {seconds:.1f} 秒" for name, seconds in self.timings.items())
        log.info("用时：%s", stages)
        log.info("网站：%s", Path(config.site_dir) / "index.html")
        self.end()

    def _report(self) -> None:
        """Every finding so far, one line each."""
        for diagnostic in sorted(self.diagnostics):
            is_error = diagnostic.severity is Severity.ERROR
            log.log(logging.WARNING if is_error else logging.INFO, "%s", diagnostic)
        self.diagnostics.clear()

    def broken(self, error: Exception) -> None:
        """The build ends with ``error``: findings are not lost, and a mishap names its file.

        Raises:
            Abort: for what is no message for people yet.
        """
        self._report()
        if not isinstance(error, MkDocsException):
            log.debug("", exc_info=error)
            message = str(mishap("排版网站", error, self.at))
            raise Abort(message) from error

    def _refuse(self, unsafe: Iterable[Diagnostic]) -> None:
        """End the build if there is anything unsafe, strict or not.

        Raises:
            BuildError: with the number of what must not be published.
        """
        refused = set(unsafe)
        if not refused:
            return
        self.diagnostics = without_doubles({*self.diagnostics, *refused})
        message = f"有 {len(refused)} 处内容不安全，没有生成可以发布的网站；请先改正上面的安全问题"
        raise BuildError(message)

    def _judge_text(self, markup: str, page: Page) -> None:
        with self._timed("安全"):
            path = _path(page)
            self.judge.text(unshielded(markup), path, self.sources.get(path))

    def _own_version(self) -> str:
        """The list of versions that the site brings: itself; a target puts its own before it."""
        if not self.options.version:
            return write_versions(())
        date = self.revision.time.astimezone(UTC).date().isoformat()
        return write_versions([Version(self.options.version, "./", date, latest=True)])

    def record_path(self) -> str:
        """The page of learning records, from the project's root."""
        return f"docs/{RECORD_PAGE.removesuffix('.html')}.md"

    def pdf(self, url: str) -> bytes | None:
        """A PDF for trainees, made now, by its address; ``None`` where there is none such.

        What can't be set goes to the log.
        """
        made, found = print_shop(self, log.info).for_trainee(print_book(self), self.read, url)
        for diagnostic in found:
            log.warning("%s", diagnostic)
        return made[0].data if made else None

    def _term_link(self, page: Page) -> Any:
        return lambda term: get_relative_url(f"{GLOSSARY_PAGE}#{term_anchor(term)}", page.url)

    def read(self, name: str) -> bytes:
        """Bytes of a file below ``docs/``."""
        return (self.docs / name).read_bytes()

    def _linker(self, page: Page) -> Any:
        return lambda address: get_relative_url(address, page.url)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - start


def _path(page: Page) -> str:
    """A page's path from the project's root."""
    return f"docs/{page.file.src_uri}"


def _options(config: MkDocsConfig) -> CourseOptions:
    options = CourseOptions(config_file_path=config.config_file_path)
    options.load_dict(config.extra.get("courseware") or {})
    errors, warnings = options.validate()
    for name, warning in warnings:
        log.warning("extra.courseware.%s: %s", name, warning)
    if errors:
        name, error = errors[0]
        message = f"mkdocs.yml：extra.courseware.{name} 的值不对（{error}）；请改正"
        raise ConfigurationError(message)
    return options
