"""Our own driver of a build, without MkDocs: walk, Markdown, frame, copy.

It writes the same bytes as ``mkdocs build``, which is the documented way; a test compares every
file of both. So nothing of the course hangs on a program that is no longer developed.
It has no preview and no plugins, and takes only such settings as this course uses.
"""

from __future__ import annotations

import gzip
import io
import os
import posixpath
import shutil
from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2
import yaml

from courseware.course.layout import DOCS, is_hidden
from courseware.course.naming import relative
from courseware.host.build import Settings, SiteBuild
from courseware.host.config import read_config
from courseware.host.faults import SiteError
from courseware.host.navigation import Page, Section, navigation
from courseware.host.options import read_options
from courseware.site.composing import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.host.config import Config
    from courseware.host.navigation import Navigation

_FRONT = "---\n"
_NOT_COPIED = ("*.html", "*.py", "*.pyc", "*.md", "sitemap.xml")
"""Of ``overrides/``: the frame itself, and what is for people who work on it."""


class _Said:
    """Keeps what a build says, and how many warnings are among it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.warnings = 0

    def info(self, message: str, /, *values: object) -> None:
        """One line more."""
        self.lines.append(f"{message % values}\n")

    def warning(self, message: str, /, *values: object) -> None:
        """One line more, of something to mend."""
        self.warnings += 1
        self.info(message, *values)


def build_site(root: Path, folder: Path | None = None) -> tuple[bool, str]:
    """Build the course in ``root`` into ``folder``, or where ``mkdocs.yml`` says.

    Gives whether the site may be published, and what is to be said of it.
    """
    said = _Said()
    build = None
    try:
        config = read_config(root)
        if config.foreign:
            raise SiteError(config.foreign)  # noqa: TRY301 - one way out
        build = SiteBuild(_settings(root, config, folder), said)
        _run(build, config)
    except SiteError as fault:
        last = str(fault)
    except Exception as error:
        if build is None:
            raise
        last = build.mishap(error)
    else:
        return not (config.strict and said.warnings), "".join(said.lines)
    if build:
        build.report()
    return False, f"{''.join(said.lines)}{last}\n"


def _settings(root: Path, config: Config, folder: Path | None) -> Settings:
    return Settings(
        root=root,
        docs=root / DOCS,
        overrides=root / config.theme["custom_dir"],
        site=folder or root / config.site_dir,
        address=config.site_url,
        editor=config.repo_url,
        markdown=config.markdown,
        options=read_options(config.extra.get("courseware")),
        serving=False,
    )


def _run(build: SiteBuild, config: Config) -> None:
    """The steps of a build in their order."""
    site, docs = build.settings.site, build.settings.docs
    build.refuse_unsafe()
    _clear(site)
    date = build.revision.time.date().isoformat()
    sources = [path for path in _walk(docs) if not _is_excluded(path, config)]
    pages = {path: Page(path, config, date) for path in sources if path.endswith(".md")}
    nav = navigation(build.nav(config.nav), pages)
    for page in pages.values():
        _read(build, page)
    env = _environment(build.settings.overrides)
    build.prepare_templates(env)
    build.resolve()
    for path in _walk(build.settings.overrides):
        if not any(fnmatch(posixpath.basename(path), pattern) for pattern in _NOT_COPIED):
            _copy(build.settings.overrides / path, site / path)
    for path in sources:
        if path not in pages:
            _copy(docs / path, site / path)
    _write_pages(build, env, config, nav, pages.values())
    build.finish()


def _clear(site: Path) -> None:
    """Empty the folder, but for hidden files: nothing of ours is hidden."""
    for path in site.iterdir() if site.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _walk(folder: Path) -> Iterator[str]:
    """Files below ``folder`` by path from there: of each folder ``index`` first, then its own."""
    for above, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names, key=lambda name: (Path(name).stem != "index", name)):
            path = Path(above, name).relative_to(folder).as_posix()
            if not is_hidden(path):
                yield path


def _is_excluded(path: str, config: Config) -> bool:
    parts = path.split("/")
    return parts[0] == "templates" or any(
        fnmatch(part, pattern) for part in parts for pattern in config.exclude_docs
    )


def _read(build: SiteBuild, page: Page) -> None:
    """Make the page's article; give it its title and its headings."""
    path = f"{DOCS}/{page.path}"
    page.meta = _front_matter(build.source_text(path))
    numbered = build.title(path)
    if numbered and (path in build.lessons or isinstance(page.parent, Section)):
        page.title = numbered
    article = build.article(path)
    page.toc = article.toc
    if not page.title:
        own = page.meta["title"] if "title" in page.meta else text_of(article.title)
        page.title = str(own or Path(page.path).stem.replace("-", " ").capitalize())
    page.content = build.page_html(article.markup, path, page)


def _front_matter(text: str) -> dict[str, Any]:
    """What a page says of itself; faults in it are the check's to tell."""
    if not text.startswith(_FRONT) or f"\n{_FRONT}" not in text:
        return {}
    try:
        found = yaml.safe_load(text.removeprefix(_FRONT).partition(f"\n{_FRONT}")[0])
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def _environment(overrides: Path) -> jinja2.Environment:
    """What the templates are rendered by; they get ``url`` as a filter, as MkDocs has it."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(overrides), autoescape=True)
    env.filters["url"] = _url
    return env


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, address: str) -> str:
    """An address from the site's root as one from the page being written."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith(("/", "#")):
        return address
    if page := context["page"]:
        return relative(address, page.url)
    return posixpath.join(context["base_url"], address)


def _write_pages(
    build: SiteBuild, env: jinja2.Environment, config: Config, nav: Navigation, pages: Any
) -> None:
    site = build.settings.site
    known = {"config": config, "nav": nav, "page": None}
    known |= {"base_url": urlsplit(config.site_url or "/").path}
    _write(site / "404.html", env.get_template("404.html").render(known).encode())
    files = [SimpleNamespace(page=page) for page in pages]
    listed = env.get_template("sitemap.xml").render(known, pages=files).encode()
    _write(site / "sitemap.xml", listed)
    _write(site / "sitemap.xml.gz", _packed("sitemap.xml.gz", listed, build))
    for page in pages:
        page.active = True
        context = known | {"page": page} | build.page_context(f"{DOCS}/{page.path}")
        template = env.get_template(page.meta.get("template", "main.html"))
        text = template.render(context)
        page.active = False
        _write(site / Path(page.path).with_suffix(".html"), text.encode())


def _packed(name: str, data: bytes, build: SiteBuild) -> bytes:
    """As gzip writes it at midnight of the release's day."""
    midnight = build.revision.time.replace(hour=0, minute=0, second=0, microsecond=0)
    made = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=made, mtime=midnight.timestamp()) as packed:
        packed.write(data)
    return made.getvalue()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
