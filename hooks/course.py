"""MkDocs hook of the course: each event is one call into the library.

All events live in this one file so that their order is explicit and one build object
holds the state; it is made anew in ``on_config``, so nothing outlives a rebuild.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

HOOKS = Path(__file__).parent
sys.path.insert(0, str(HOOKS))
from courseware.host import mkdocs_site  # noqa: E402
from courseware.host.pdf_on_request import with_pdfs  # noqa: E402
from releases.terminal import guard_log  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

PACKAGES = ("courseware", "releases")
_build: Any = None
_command = "build"
_stamps: dict[Path, float] = {}


def _fresh_site() -> ModuleType:
    """What drives a build; imported again when a file of our packages changed.

    ``mkdocs serve`` loads a hook once for all its rebuilds, so without this an edited
    package would run its old code until restart.
    """
    stamps = {path: path.stat().st_mtime for name in PACKAGES for path in _modules(name)}
    if _stamps and stamps != _stamps:
        for name in [n for n in sys.modules if n.partition(".")[0] in PACKAGES]:
            del sys.modules[name]
        sys.path.insert(0, str(HOOKS))
        importlib.invalidate_caches()
        importlib.import_module(mkdocs_site.__name__)
        sys.path.remove(str(HOOKS))
    _stamps.clear()
    _stamps.update(stamps)
    return sys.modules.get(mkdocs_site.__name__, mkdocs_site)


def _modules(package: str) -> Iterator[Path]:
    return (HOOKS / package).rglob("*.py")


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember how we are run: ``serve`` makes no PDFs unless asked. Guard the log."""
    global _command  # noqa: PLW0603 - known before the build object is
    _command = command
    guard_log("mkdocs")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build: read options and course, name the chapters in the navigation."""
    global _build  # noqa: PLW0603 - the one build object, made anew here
    _build = None
    _build = _fresh_site().MkDocsSite(config, _command)
    return _build.configure(config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give pages and sections their numbered titles."""
    return _build.name_pages(nav)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """The page's text as it was checked; a file that can't be read has none."""
    return _build.source_text(page)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Render what trainees may see, so that there is nothing left for MkDocs to render."""
    _build.render(page)
    return ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let every feature take its turn on the tree of what was rendered."""
    return _build.page_html(page)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Resolve what needs all pages: glossary backlinks, lists, overviews."""
    _build.resolve(env)
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the templates what they show of the course."""
    return _build.context(context, page)


@event_priority(-100)  # after every plugin that writes files
def on_post_build(config: MkDocsConfig) -> None:
    """Make the PDFs, report findings and timings."""
    _build.finish()


def on_build_error(error: Exception) -> None:
    """Say what was found so far and which file broke the program; leave nothing behind."""
    (_build.broken if _build else mkdocs_site.unread)(error)


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Let the preview server make a PDF when one is asked for."""
    if _build.build.pdf_on_request:

        def made(url: str) -> bytes | None:  # a rebuild makes another build, so it is looked up
            data: bytes | None = _build.build.pdf(url)
            return data

        server.set_app(with_pdfs(server.get_app(), made, server.mount_path))
    return server
