"""The frame around every page: colours, drawer, contents, the way on; the error page."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from lxml import html

from tests.conftest import ROOT
from tests.serve import serving, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Built

LESSON = "02-network/principles.html"
SCHEME = "document.documentElement.dataset.mdColorScheme"
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.folder) as found:
        yield found


def test_colours_follow_the_device_until_the_reader_chooses(visit: Callable[..., Page]) -> None:
    page = visit(color_scheme="dark")
    assert page.evaluate(SCHEME) == "slate"
    page.emulate_media(color_scheme="light")
    until(page, f"{SCHEME} === 'default'")
    page.get_by_role("button", name="换成深色").click()
    assert page.get_by_role("button", name="换成浅色").count() == 1
    page.reload()
    assert page.evaluate(SCHEME) == "slate", "kept over a reload, before the first paint"
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="换成浅色").click()
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(SCHEME) == "default"


def test_without_storage_the_colours_change_for_the_page(visit: Callable[..., Page]) -> None:
    page = visit()
    page.context.add_init_script(
        "Object.defineProperty(self, 'localStorage', { get() { throw new Error('off'); } })"
    )
    page.reload()
    page.get_by_role("button", name="换成深色").click()
    assert page.evaluate(SCHEME) == "slate"


def test_the_drawer_opens_at_the_lesson_and_gives_the_focus_back(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    menu = page.get_by_role("button", name="菜单")
    nav = page.get_by_role("navigation", name="课程")
    assert nav.count() == 0, "closed it is not there for anybody"
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate(FOCUSED) == "2.1 通信原理"
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert menu.evaluate("button => button === document.activeElement")
    menu.click()
    page.mouse.click(350, 500)
    assert nav.count() == 0
    assert page.url.endswith(LESSON), "a click beside the drawer only closes it"
    menu.click()
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        if nav.count() == 0:
            break
        page.keyboard.press("Tab")
    assert nav.count() == 0, "leaving it closes it"
    menu.click()
    nav.get_by_role("link", name="第五章 客服系统操作").click()
    page.wait_for_url("**/05-systems/index.html")


def test_back_closes_the_drawer_and_no_step_of_it_is_left(visit: Callable[..., Page]) -> None:
    page = visit()
    first = page.url
    menu = page.get_by_role("button", name="菜单")
    nav = page.get_by_role("navigation", name="课程")
    for _ in range(2):
        menu.click()
        page.go_back()
        assert nav.count() == 0
        assert menu.evaluate("button => button === document.activeElement")
        assert page.url == first
    for _ in range(2):  # whatever closes it, nothing piles up
        menu.click()
        page.keyboard.press("Escape")
        page.wait_for_function("!history.state")
    menu.click()
    nav.get_by_role("link", name="2.1 通信原理").click()
    page.wait_for_function("!history.state")
    assert (page.url, nav.count()) == (first, 0)
    menu.click()
    page.reload()
    assert nav.count() == 1, "as it was"
    steps = page.evaluate("history.length")
    nav.get_by_role("link", name="第五章 客服系统操作").click()
    page.wait_for_url("**/05-systems/index.html")
    assert page.evaluate("history.length") == steps
    page.go_back()
    assert page.url == first
    assert nav.count() == 0
    page.go_forward()
    page.wait_for_url("**/05-systems/index.html")


def test_navigation_lists_chapters_and_the_lessons_of_the_open_one(
    visit: Callable[..., Page],
) -> None:
    page = visit(width=1280)
    nav = page.get_by_role("navigation", name="课程")
    assert nav.get_by_role("link").all_inner_texts() == [
        "首页",
        "第一章 移动客服概述",
        "第二章 移动通信基础",
        "2.1 通信原理",
        "2.2 移动网络架构",
        "2.3 常见通信技术",
        "2.4 把技术用到客户问题上",
        "第三章 客服沟通技巧",
        "第四章 常见问题处理",
        "第五章 客服系统操作",
        "第六章 服务礼仪与规范",
        "术语表",
        "学习记录",
        "结业自测",
        "课程统一规定",
        "企业规定清单",
    ]
    assert nav.locator("[aria-current=page]").inner_text() == "2.1 通信原理"
    turn = page.get_by_role("navigation", name="前后页")
    assert [" ".join(text.split()) for text in turn.get_by_role("link").all_inner_texts()] == [
        "上一页 第二章 移动通信基础",
        "下一页 2.2 移动网络架构",
    ]


def test_contents_mark_the_section_being_read(visit: Callable[..., Page]) -> None:
    page = visit(width=1280)
    contents = page.get_by_role("navigation", name="本页目录")
    here = contents.locator("[aria-current]")
    assert here.count() == 0
    contents.get_by_role("link", name="不撞在一起：多址接入").click()
    until(page, "document.querySelector('.mdx-toc [aria-current]')?.hash.length > 1")
    assert here.all_inner_texts() == ["不撞在一起：多址接入"]
    header = page.get_by_role("banner").bounding_box()
    heading = page.get_by_role("heading", name="不撞在一起：多址接入").bounding_box()
    assert header
    assert heading
    assert heading["y"] >= header["height"], "the header hides no heading that was jumped to"
    page.evaluate("scrollTo(0, 0)")
    until(page, "document.querySelector('.mdx-toc [aria-current]') === null")


def test_the_header_says_where_one_is_below_the_heading(visit: Callable[..., Page]) -> None:
    page = visit()
    here = page.get_by_role("banner").get_by_text("2.1 通信原理")
    assert here.is_hidden()
    page.mouse.wheel(0, 900)
    here.wait_for(state="visible")
    page.get_by_role("link", name="回到顶部").click()
    here.wait_for(state="hidden")


def test_a_link_into_something_folded_opens_it(visit: Callable[..., Page]) -> None:
    page = visit()
    page.evaluate("document.querySelector('details summary').id = 'inside'")
    page.evaluate("document.querySelector('details summary').parentElement.open = false")
    page.evaluate("location.hash = 'inside'")
    until(page, "document.querySelector('details').open")
    page.goto(f"{page.url.partition('#')[0]}?again#%E0%A4%A")
    page.get_by_role("button", name="搜索").click()
    assert page.get_by_role("dialog").is_visible(), "a wrong address stops nothing"


def test_the_first_link_leads_over_the_navigation(visit: Callable[..., Page]) -> None:
    page = visit(width=1280)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_on_paper_there_is_the_lesson_alone(visit: Callable[..., Page]) -> None:
    page = visit(width=1280)
    frame = ("banner", "navigation", "contentinfo")
    page.emulate_media(media="print")
    assert [page.get_by_role(role).count() for role in frame] == [0, 0, 0]
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf)
    assert text.startswith("2.1通信原理")
    source = (ROOT / "docs" / LESSON).with_suffix(".md").read_text("utf-8")
    stem = source.split("<quiz>\n")[1].partition("\n")[0]
    assert "".join(stem.split()) in text
    assert [word for word in ("上一页", "回到顶部", "本页目录", "提交") if word in text] == []
    assert len(text) / len(pdf) > 500  # signs a sheet: nothing is blown up or alone on one


def test_without_scripts_the_navigation_stands_below_the_text(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(f"{address}{LESSON}")
    assert page.get_by_role("button", name="菜单").count() == 0
    nav = page.get_by_role("navigation", name="课程").bounding_box()
    text = page.get_by_role("main").bounding_box()
    assert nav
    assert text
    assert nav["y"] >= text["y"] + text["height"]
    context.close()


def test_a_page_that_is_not_there_helps_to_find_another(visit: Callable[..., Page]) -> None:
    page = visit("404.html")
    assert page.get_by_role("heading", level=1).inner_text() == "没有这一页"
    main = page.get_by_role("main")
    assert main.get_by_role("link").all_inner_texts() == [
        "术语表",
        "首页",
        "第一章 移动客服概述",
        "第二章 移动通信基础",
        "第三章 客服沟通技巧",
        "第四章 常见问题处理",
        "第五章 客服系统操作",
        "第六章 服务礼仪与规范",
    ]
    page.get_by_role("button", name="搜索").click()
    page.keyboard.insert_text("基站")
    page.locator(".mdx-search__hit").first.wait_for()
    page.get_by_role("button", name="关闭").click()
    main.get_by_role("link", name="第二章 移动通信基础").click()
    page.wait_for_url("**/02-network/index.html")


def test_what_a_page_says_of_itself_is_escaped_and_its_source_is_linked(
    built: Built, tmp_path: Path
) -> None:
    edit = "https://forge.example/training/course/edit/main/docs/"
    for name in ("hooks", "overrides", "fonts", "exam", "question-register.txt"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    chapter = tmp_path / "docs/02-network/index.md"
    summary = re.sub("summary: .*", "summary: '\"a\" & <b>'", chapter.read_text("utf-8"), count=1)
    chapter.write_text(summary, "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  courseware:\n", "  courseware:\n    pdf: never\n")
    settings = settings.replace("# repo_url:", "repo_url:").replace("# edit_uri:", "edit_uri:")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=tmp_path, check=True, env={**os.environ, "LANG": "C.UTF-8"})

    def links(folder: Path, name: str) -> list[str]:
        return html.parse(folder / name).xpath("//a[contains(., '修改这一页')]/@href")

    assert links(tmp_path / "site", LESSON) == [f"{edit}02-network/principles.md"]
    made = html.parse(tmp_path / "site/02-network/index.html")
    assert made.xpath("//meta[@name='description']/@content") == ['"a" & <b>']
    assert links(tmp_path / "site", "404.html") == []
    assert links(built.folder, LESSON) == []
