"""The build as MkDocs drives it: its configuration, its pages and its errors, in our words."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.exceptions import Abort, BuildError, ConfigurationError, MkDocsException
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.nav import Section

from courseware.checks.mishap import mishap
from courseware.host.build import Settings, SiteBuild
from courseware.host.faults import SiteError
from courseware.host.options import read_options
from courseware.site.composing import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import TableOfContents

    from courseware.host.articles import Article

log = get_plugin_logger("course")


class MkDocsSite:
    """One build, from ``on_config`` to ``on_post_build``; ``build`` is the build itself."""

    made: Article
    """Of the page that is being read."""

    def __init__(self, config: MkDocsConfig, command: str) -> None:
        """Read the options and every page; ``command`` is MkDocs' verb (build, serve)."""
        overrides = Path(config.theme.custom_dir or "overrides")
        self.fixes_clock = False
        try:
            settings = Settings(
                root=overrides.parent,
                docs=Path(config.docs_dir),
                overrides=overrides,
                site=Path(config.site_dir),
                address=config.site_url or "",
                editor=config.repo_url or "",
                markdown=(config.markdown_extensions, config.mdx_configs),
                options=read_options(config.extra.get("courseware")),
                serving=command == "serve",
            )
            self.build = SiteBuild(settings, log)
        except SiteError as fault:
            raise ConfigurationError(str(fault)) from None

    def configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the chapters into the navigation, fix the clock."""
        if "SOURCE_DATE_EPOCH" not in os.environ:  # what MkDocs dates its pages by
            stamp = int(self.build.revision.time.timestamp())
            os.environ["SOURCE_DATE_EPOCH"] = str(stamp)
            self.fixes_clock = True
        with _in_its_words():
            self.build.refuse_unsafe()
        config.nav = self.build.nav(config.nav or [])
        return config

    def name_pages(self, nav: Navigation) -> Navigation:
        """Give pages their numbered titles; a chapter's opening page its chapter's name."""
        for page in nav.pages:
            path = _path(page)
            title = self.build.title(path)
            if title and (path in self.build.lessons or isinstance(page.parent, Section)):
                page.title = title
        return nav

    def source_text(self, page: Page) -> str:
        """The page's text as it was checked."""
        return self.build.source_text(_path(page))

    def render(self, page: Page) -> None:
        """Render the page's Markdown as trainees may see it."""
        self.made = self.build.article(_path(page))

    def page_html(self, page: Page) -> str:
        """What was rendered, its features run; its headings and, without another, its title."""
        page.toc = cast("TableOfContents", self.made.toc)
        if "title" not in page.meta and "title" not in vars(page) and self.made.title:
            page.title = text_of(self.made.title)
        page.title = str(page.title)
        return self.build.page_html(self.made.markup, _path(page), page)

    def resolve(self, env: Any) -> None:
        """All pages are read: finish them."""
        self.build.prepare_templates(env)
        with _in_its_words():
            self.build.resolve()

    def context(self, context: dict[str, Any], page: Page) -> dict[str, Any]:
        """What the templates need beside MkDocs' own names."""
        return context | self.build.page_context(_path(page))

    def finish(self) -> None:
        """Write what is not a page, report findings and times."""
        with _in_its_words():
            self.build.finish()
        self._end()

    def broken(self, error: Exception) -> None:
        """The build ends with ``error``: findings are not lost, and a mishap names its file.

        Raises:
            Abort: for what is no message for people yet.
        """
        self._end()
        self.build.report()
        if not isinstance(error, MkDocsException):
            log.debug("", exc_info=error)
            raise Abort(self.build.mishap(error)) from error

    def _end(self) -> None:
        """Give the clock back, however the build ended: the next one may be of tomorrow."""
        if self.fixes_clock:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
            self.fixes_clock = False


def unread(error: Exception) -> None:
    """There is no build yet.

    Raises:
        Abort: for what is no message for people yet.
    """
    if not isinstance(error, MkDocsException):
        raise Abort(str(mishap("读课程", error))) from error


def _path(page: Page) -> str:
    """A page's path from the project's root."""
    return f"docs/{page.file.src_uri}"


@contextmanager
def _in_its_words() -> Iterator[None]:
    """A fault of the course ends MkDocs as its own do: in one line."""
    try:
        yield
    except SiteError as fault:
        raise BuildError(str(fault)) from None
