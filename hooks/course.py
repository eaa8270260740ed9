"""MkDocs hook of the course: each event is one call into the library.

All events live in this one file so that their order is explicit and one build object
holds the state; it is made anew in ``on_config``, so nothing outlives a rebuild.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import CombinedEvent, event_priority

HOOKS = Path(__file__).parent
sys.path.insert(0, str(HOOKS))
from courseware.host import build  # noqa: E402
from courseware.host.pdf_on_request import with_pdfs  # noqa: E402
from releases.terminal import guard_log  # noqa: E402

if TYPE_CHECKING:
    from types import ModuleType

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_build: Any = None
_command = "build"
_stamps: dict[Path, float] = {}


def _fresh_site() -> ModuleType:
    """The library's site adapter; imported again when a file of the library changed.

    ``mkdocs serve`` loads a hook once for all its rebuilds, so without this an edited
    library would run its old code until restart.
    """
    stamps = {path: path.stat().st_mtime for path in (HOOKS / "courseware").rglob("*.py")}
    if _stamps and stamps != _stamps:
        for name in [n for n in sys.modules if n.partition(".")[0] == "courseware"]:
            del sys.modules[name]
        sys.path.insert(0, str(HOOKS))
        importlib.invalidate_caches()
        importlib.import_module("courseware.host.build")
        sys.path.remove(str(HOOKS))
    _stamps.clear()
    _stamps.update(stamps)
    return sys.modules.get("courseware.host.build", build)


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember how we are run: ``serve`` makes no PDFs unless asked. Guard the log."""
    global _command  # noqa: PLW0603 - known before the build object is
    _command = command
    guard_log("mkdocs")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build: read options and course, name the chapters in the navigation."""
    global _build  # noqa: PLW0603 - the one build object, made anew here
    _build = None
    _build = _fresh_site().SiteBuild(config, _command)
    return _build.configure(config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give pages and sections their numbered titles."""
    return _build.name_pages(nav)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """The page's text as it was checked; a file that can't be read has none."""
    return _build.source_text(page)


@event_priority(50)  # before mkdocs-quiz takes the <quiz> blocks out
def _before_quiz(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """What trainees may see, in which nothing but the model's questions looks like one."""
    return _build.trainee_markdown(page)


@event_priority(-50)
def _after_quiz(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lay open what mkdocs-quiz must not see."""
    return _build.rendered_markdown(markdown)


on_page_markdown: Any = CombinedEvent(_before_quiz, _after_quiz)


@event_priority(-50)  # after mkdocs-quiz has put the questions in
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let every feature take its turn on the page's tree."""
    return _build.page_html(html, page)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Resolve what needs all pages: glossary backlinks, lists, overviews."""
    _build.prepare_templates(env)
    _build.resolve()
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the templates what they show of the course."""
    return _build.template_context(context, page)


@event_priority(-100)  # after every plugin that writes files
def on_post_build(config: MkDocsConfig) -> None:
    """Make the PDFs, report findings and timings."""
    _build.finish(config)


def on_build_error(error: Exception) -> None:
    """Say what was found so far and which file broke the program; leave nothing behind."""
    if _build:
        _build.end()
        _build.broken(error)
    elif not isinstance(error, MkDocsException):
        message = str(build.mishap("读课程", error))
        raise Abort(message) from error


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Let the preview server make a PDF when one is asked for."""
    if _build.pdf_on_request:

        def made(url: str) -> bytes | None:  # a rebuild makes another build, so it is looked up
            data: bytes | None = _build.pdf(url)
            return data

        server.set_app(with_pdfs(server.get_app(), made, server.mount_path))
    return server
