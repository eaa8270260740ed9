"""Three ways to open the course, and reading on without a network."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from courseware.site.bundles import scripts
from courseware.site.finishing import publish
from courseware.site.offline import OFF, service_worker, version_of
from tests.conftest import ROOT
from tests.serve import serving, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.conftest import Built

LESSON = "02-network/principles.html"
OTHER = "02-network/architecture.html"
CONTROLLED = "navigator.serviceWorker.controller !== null"
STORED = """path => caches.keys().then(names => caches.open(names[0])).then(store => store.keys())
  .then(keys => keys.some(key => new RegExp(`/${path}$`).test(new URL(key.url).pathname)))"""


def test_the_worker_knows_every_file_but_documents_and_settings() -> None:
    files = {
        "index.html": b"a", "assets/x.css": b"b", "pdf/course.pdf": b"c", "sw.js": b"d",
        "server/nginx.conf": b"e", "sitemap.xml": b"f", "manifest.webmanifest": b"g",
    }  # fmt: skip
    text = service_worker('const RELEASE = { version: "" };\nrest\n', files)
    kept = f'{{"assets/x.css":"{version_of(b"b")}","index.html":"{version_of(b"a")}"}}'
    version = version_of(kept.encode())
    assert text == f'const RELEASE = {{"version":"{version}","files":{kept}}};\nrest\n'


def test_a_worker_without_its_line_is_refused() -> None:
    with pytest.raises(ValueError, match="RELEASE"):
        service_worker("rest\n", {})


@pytest.fixture(params=["server", "sub-path", "folder"])
def root(request: pytest.FixtureRequest, built: Built) -> Iterator[str]:
    """The site's address, ending in a slash."""
    if request.param == "folder":
        yield f"{built.folder.as_uri()}/"
    else:
        with serving(built.folder, "/" if request.param == "server" else "/train/a/") as address:
            yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


def test_nothing_is_asked_of_others_and_nothing_complains(
    built: Built, root: str, context: BrowserContext
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    page = context.new_page()
    for name in built.pages():
        if name != "404.html":  # made for the address in site_url alone
            page.goto(f"{root}{name}")
    page.goto(f"{root}{LESSON}")
    page.get_by_role("button", name="搜索").click()
    page.keyboard.type("基站")
    page.locator(".mdx-search__hit").first.wait_for()
    assert "无线收发" in page.locator(".mdx-search__hit").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html**")
    assert [url for url in asked if not url.startswith((root, "data:"))] == []
    assert [c for c in complaints if not re.match("(log|info|debug):", c)] == []


def _first_visit(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}{LESSON}")
    page.evaluate("navigator.serviceWorker.ready")
    for file in (LESSON, "site.[0-9a-f]{8}.css", "terms-data.[0-9a-f]{8}.js"):
        until(page, f"({STORED})('{file}')")
    return page


@pytest.mark.parametrize("base", ["/", "/train/a/"])
def test_what_was_read_opens_without_a_network(
    built: Built, context: BrowserContext, base: str
) -> None:
    with serving(built.folder, base) as address:
        page = _first_visit(context, address)
        context.set_offline(True)
        page.reload()
        assert page.evaluate(CONTROLLED)
        assert page.get_by_role("heading", level=1).inner_text() == "2.1 通信原理"
        form = page.locator("form.mdx-question").first
        assert form.get_by_role("button", name="提交").is_visible()
        page.goto(f"{address}{OTHER}")
        assert page.title() == "没有网络"


def test_the_whole_course_can_be_kept(built: Built, context: BrowserContext) -> None:
    with serving(built.folder) as address:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name="把整门课存到这台设备").click()
        page.get_by_text("已存好，断网也能读。").wait_for()
        context.set_offline(True)
        for name in built.pages():
            page.goto(f"{address}{name}", wait_until="domcontentloaded")
            served = html_title((built.folder / name).read_text("utf-8"))
            assert page.title() == served
        page.get_by_role("button", name="搜索").click()
        page.keyboard.type("基站")
        page.locator(".mdx-search__hit").first.wait_for()


def html_title(markup: str) -> str:
    found = re.search("<title>(.*?)</title>", markup, re.DOTALL)
    assert found
    return found[1].strip()


@pytest.fixture
def changing(built: Built, tmp_path: Path) -> Path:
    """A copy of the site that a test may change."""
    shutil.copytree(built.folder, tmp_path / "site", ignore=shutil.ignore_patterns("pdf"))
    return tmp_path / "site"


def _republish(site: Path, *, keeps_offline: bool) -> None:
    data = (site / "assets/javascripts/search-data.js").read_text("utf-8")
    bare = data.removeprefix("self.courseSearchData=").removesuffix(";\n")
    publish(site, search_data=bare, keeps_offline=keeps_offline)


def test_a_new_edition_is_announced_and_taken_on_request(
    changing: Path, context: BrowserContext
) -> None:
    with serving(changing) as address:
        page = _first_visit(context, address)
        page.reload()
        lesson = changing / LESSON
        lesson.write_text(lesson.read_text("utf-8").replace("通信原理", "新的原理"), "utf-8")
        _republish(changing, keeps_offline=True)
        page.reload()
        page.get_by_text("课程有新版本。").wait_for()
        with page.expect_navigation():
            page.get_by_role("button", name="换到新版本").click()
        assert page.get_by_role("heading", level=1).inner_text() == "2.1 新的原理"
        context.set_offline(True)
        page.reload()
        assert page.get_by_role("heading", level=1).inner_text() == "2.1 新的原理"


def test_switched_off_it_clears_up_after_itself(changing: Path, context: BrowserContext) -> None:
    with serving(changing) as address:
        page = _first_visit(context, address)
        lesson = changing / LESSON
        (script,) = changing.glob("assets/javascripts/site.*.js")
        script.with_name("site.js").write_bytes(
            scripts(ROOT / "overrides", keeps_offline=False)["assets/javascripts/site.js"]
        )
        lesson.write_text(lesson.read_text("utf-8").replace(script.name, "site.js"), "utf-8")
        _republish(changing, keeps_offline=False)
        assert (changing / "sw.js").read_text("utf-8") == OFF
        page.reload()
        until(page, "caches.keys().then(names => names.length === 0)")
        page.reload()
        until(page, "navigator.serviceWorker.getRegistration().then(found => !found)")
        assert not page.evaluate(CONTROLLED)
