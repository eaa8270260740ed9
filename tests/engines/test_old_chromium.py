"""Real old Chromiums: 80, the oldest supported, and 88 do all; 79 reads and leads on.

80 is a phone and 88 a desk here, each from a server and from a folder.
"""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING

import pytest

from tests.engines.drivers import SIZES
from tests.engines.old_chromium import old_chromium
from tests.engines.steps import (
    ESCAPE,
    button,
    fits,
    follow,
    forget,
    named,
    press,
    ready,
    text,
    until,
    until_seen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engines.old_chromium import OldChromium

LESSON = "02-network/principles.html"
TAB = "\ue004"
TERM = "a.mdx-term[href$='#term-carrier-wave']"
DRAWER = "nav[aria-label='课程']"
VERSIONS = {80: "phone", 88: "desk"}
TOO_OLD = 79
"""It can't read ``?.``."""
POPOVER = "document.getElementById('mdx-popover')"
_ANSWER = """
document.querySelectorAll(".mdx-exam form").forEach((form) => {
  form.querySelectorAll("[data-correct]").forEach((input) => { input.checked = true; });
  form.querySelectorAll("[data-answers]").forEach((gap) => {
    gap.value = gap.dataset.answers.split("|")[0];
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
});
"""
_WITHOUT = """
delete window.IntersectionObserver;
delete MediaQueryList.prototype.addEventListener;
for (const name of ["showModal", "show", "close"]) delete HTMLDialogElement.prototype[name];
const off = () => { throw new DOMException("off", "SecurityError"); };
Object.defineProperty(window, "localStorage", { get: off });
"""
"""What Firefox 78 and Safari 14 lack, some web views are set not to have, or sloppy copies lack."""


@pytest.fixture(scope="module", params=VERSIONS)
def chromium(request: pytest.FixtureRequest) -> Iterator[OldChromium]:
    version = request.param
    with old_chromium(version, SIZES[VERSIONS[version]]) as started:
        agent = started.run("return navigator.userAgent")
        assert f"Chrome/{version}." in agent
        yield started


@pytest.fixture
def narrow(chromium: OldChromium) -> Iterator[None]:
    """The page of a phone, for a while."""
    before = chromium.run("return [innerWidth, innerHeight]")
    chromium.resize(*SIZES["phone"])
    yield
    chromium.resize(*before)


@pytest.fixture(scope="module", params=["server", "folder"])
def course(request: pytest.FixtureRequest, address: str, watched: Path) -> str:
    """Where the course is opened from."""
    return address if request.param == "server" else f"{watched.as_uri()}/"


@pytest.fixture(scope="module")
def too_old() -> Iterator[OldChromium]:
    with old_chromium(TOO_OLD, SIZES["phone"]) as started:
        yield started


@pytest.fixture(scope="module")
def bare() -> Iterator[OldChromium]:
    """The oldest with less: no dialogs, no observers, storage off."""
    with old_chromium(min(VERSIONS), SIZES["phone"]) as started:
        started.send("Page.addScriptToEvaluateOnNewDocument", source=_WITHOUT)
        yield started


def test_no_page_complains_or_is_wider_than_the_window(
    chromium: OldChromium, course: str, pages: list[str]
) -> None:
    said = {}
    for name in pages:
        ready(chromium, f"{course}{name}")
        wide = [] if fits(chromium) else ["wide"]
        off = [] if chromium.run("return document.documentElement.matches('.js')") else ["no-js"]
        if complaints := [*chromium.run("return faults"), *wide, *off]:
            said[name] = complaints
    assert said == {}


def test_home_leads_to_the_first_lesson(chromium: OldChromium, course: str) -> None:
    forget(chromium, f"{course}index.html")
    follow(chromium, "从第一课开始", "main")
    assert text(chromium, "h1") == "1.1 岗位定义与职责"
    assert chromium.run("return faults") == []


@pytest.mark.usefixtures("narrow")
def test_drawer_opens_leads_and_closes(chromium: OldChromium, course: str) -> None:
    ready(chromium, f"{course}{LESSON}")
    until_seen(chromium, DRAWER, seen=False)
    button(chromium, "菜单")
    until_seen(chromium, DRAWER)
    assert chromium.run("return document.activeElement.matches('[aria-current]')")
    chromium.press(ESCAPE)
    nav = f'document.querySelector("{DRAWER}")'
    until(chromium, f"getComputedStyle({nav}).visibility === 'hidden'")
    assert chromium.run("return document.activeElement.textContent.trim()") == "菜单"
    until(chromium, "!history.state")
    button(chromium, "菜单")
    until_seen(chromium, DRAWER)
    chromium.run("history.back()")
    until(chromium, f"getComputedStyle({nav}).visibility === 'hidden'")
    assert text(chromium, "h1") == "2.1 通信原理"
    button(chromium, "菜单")
    until_seen(chromium, DRAWER)
    steps = chromium.run("return history.length")
    follow(chromium, "第三章 客服沟通技巧", DRAWER)
    assert text(chromium, "h1").endswith("客服沟通技巧")
    assert chromium.run("return history.length") == steps
    chromium.run("history.back()")
    title = "document.querySelector('h1').textContent"
    until(chromium, f"document.readyState === 'complete' && {title}.includes('通信原理')")
    assert chromium.run("return faults") == []


def test_term_is_explained_in_place(chromium: OldChromium, course: str) -> None:
    ready(chromium, f"{course}{LESSON}")
    press(chromium, TERM)
    until(chromium, f"{POPOVER} && !{POPOVER}.hidden")
    assert "运货的车" in text(chromium, "#mdx-popover")
    line = "return getComputedStyle(document.querySelector(arguments[0])).textDecorationLine"
    assert chromium.run(line, TERM) == "underline"
    chromium.press(ESCAPE)
    until(chromium, f"{POPOVER}.hidden")
    assert chromium.run("return location.pathname").endswith(LESSON)
    assert chromium.run("return faults") == []


def test_question_is_judged_and_kept_in_the_record(chromium: OldChromium, course: str) -> None:
    forget(chromium, f"{course}{LESSON}")
    form = "form[data-kind=single]"
    press(chromium, f"{form} input:not([data-correct]) + label")
    press(chromium, f"{form} .mdx-question__bar .mdx-button")
    said = f"document.querySelector('{form} .mdx-question__verdict').textContent.trim()"
    assert until(chromium, said) == "✕ 还不对，看看下面的解析"
    until_seen(chromium, f"{form} .mdx-question__verdict")
    ready(chromium, f"{course}progress.html")
    assert until(chromium, "document.querySelector('[data-fill=book]').textContent").startswith(
        "还有 1 题。"
    )
    button(chromium, "短码")
    code = "document.getElementById('record-code').value"
    assert until(chromium, code).startswith("KC")
    until_seen(chromium, "#record-code")
    assert fits(chromium)
    assert chromium.run("return faults") == []


def test_record_travels_by_code_and_by_file(
    chromium: OldChromium, course: str, tmp_path: Path
) -> None:
    forget(chromium, f"{course}{LESSON}")
    form = "form[data-kind=single]"
    press(chromium, f"{form} input:not([data-correct]) + label")
    press(chromium, f"{form} .mdx-question__bar .mdx-button")
    name = chromium.run(f"return document.querySelector('{form}').dataset.question")
    ready(chromium, f"{course}progress.html")
    button(chromium, "生成短码")
    code = until(chromium, "document.getElementById('record-code').value")
    chromium.send("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    button(chromium, "导出成文件")
    file = _downloaded(tmp_path)
    assert re.fullmatch(r"学习记录-\d{4}-\d\d-\d\d\.json", file.name)
    record = json.loads(file.read_text("utf-8"))
    assert [(n, row["k"], len(row["a"])) for n, row in record["answers"].items()] == [(name, 0, 1)]

    forget(chromium, f"{course}progress.html")
    chromium.find("#record-paste").send_keys(f"我的短码：“{code[:30]} {code[30:]}”，请读入。")
    button(chromium, "读入短码")
    said = "document.querySelector('[data-fill=import]').textContent"
    assert until(chromium, said) == "已读入 1 题的记录。"
    assert text(chromium, "[data-fill=book]").startswith("还有 1 题。")

    forget(chromium, f"{course}progress.html")
    field = chromium.find("#record-file")
    chromium.send("DOM.setFileInputFiles", files=[str(file)], objectId=field.id)
    assert until(chromium, said) == "已读入 1 题的记录。"
    ready(chromium, f"{course}{LESSON}")
    verdict = f"document.querySelector('{form} .mdx-question__verdict').textContent.trim()"
    assert until(chromium, verdict) == "✕ 还不对，看看下面的解析"
    assert chromium.run("return faults") == []


def _downloaded(folder: Path) -> Path:
    """The file that the browser puts there, once it is whole."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = [path for path in folder.iterdir() if path.suffix == ".json"]
        if found and found[0].stat().st_size:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("nothing came down")


def test_search_finds_and_leads_there(chromium: OldChromium, course: str) -> None:
    ready(chromium, f"{course}{LESSON}")
    button(chromium, "搜索")
    until_seen(chromium, ".mdx-search__input")
    chromium.find(".mdx-search__input").send_keys("hexinwang")
    until(chromium, "document.querySelector('.mdx-search__hit a')")
    assert "核心网" in text(chromium, ".mdx-search__hit")
    until_seen(chromium, ".mdx-search__hit a")
    edges = chromium.run(
        "const box = document.querySelector('.mdx-search').getBoundingClientRect();"
        "return [box.top >= 0, box.bottom <= innerHeight, box.left >= 0, box.right <= innerWidth]"
    )
    assert edges == [True] * 4
    assert fits(chromium)
    assert chromium.run("return faults") == []
    press(chromium, ".mdx-search__hit a")
    until(chromium, "location.pathname.endsWith('glossary.html') && location.hash")
    assert chromium.run("return location.hash").startswith("#term-")


def test_self_exam_passed_gives_a_certificate_that_stays(
    chromium: OldChromium, course: str
) -> None:
    forget(chromium, f"{course}self-exam.html")
    button(chromium, "开始")
    until(chromium, "document.querySelectorAll('main form').length === 84")
    chromium.run(_ANSWER)
    assert until(chromium, "document.querySelector('[data-fill=answered]').textContent") == (
        "已答 84/84"
    )
    assert fits(chromium)
    button(chromium, "交卷")
    until(chromium, "document.activeElement.id === 'exam-result'")
    assert text(chromium, "#exam-result") == "✓ 通过"
    points = "document.querySelector('.mdx-certificate [data-fill=points]').textContent"
    assert chromium.run(f"return {points}") == "80 分，满分 80 分（及格线 80%）"
    named(chromium, "p", "结业自测证明")
    assert fits(chromium)
    ready(chromium, f"{course}self-exam.html")
    assert text(chromium, "#exam-result") == "✓ 通过"
    assert chromium.run("return faults") == []


def test_self_exam_failed_says_what_to_read(chromium: OldChromium, course: str) -> None:
    forget(chromium, f"{course}self-exam.html")
    button(chromium, "开始")
    until(chromium, "document.querySelectorAll('main form').length === 84")
    button(chromium, "交卷")
    button(chromium, "就这样交卷")
    until(chromium, "document.activeElement.id === 'exam-result'")
    assert text(chromium, "#exam-result") == "✕ 未通过"
    assert named(chromium, "[data-fill=reread] a", "1.1 岗位定义与职责")
    button(chromium, "逐题看")
    assert fits(chromium)
    assert chromium.run("return faults") == []


def test_labs_and_the_glossary_filter_run(chromium: OldChromium, course: str) -> None:
    ready(chromium, f"{course}{LESSON}")
    assert chromium.run("return document.querySelectorAll('.mdx-lab__counts li').length") == 3
    ready(chromium, f"{course}glossary.html")
    chromium.find(".mdx-glossary__filter input").send_keys("tdma")
    assert until(
        chromium, "document.querySelector('.mdx-glossary__filter [role=status]').textContent"
    ).startswith("找到 ")
    assert chromium.run("return faults") == []


def test_nothing_throws_where_more_is_missing(
    bare: OldChromium, address: str, pages: list[str]
) -> None:
    said = {}
    for name in pages:
        ready(bare, f"{address}{name}")
        off = [] if bare.run("return document.documentElement.matches('.js')") else ["no-js"]
        if complaints := [*bare.run("return faults"), *off]:
            said[name] = complaints
    assert said == {}


def test_search_without_dialogs_keeps_the_focus_and_gives_it_back(
    bare: OldChromium, address: str
) -> None:
    ready(bare, f"{address}{LESSON}")
    button(bare, "搜索")
    until_seen(bare, ".mdx-search__input")
    bare.find(".mdx-search__input").send_keys("TDMA")
    until_seen(bare, ".mdx-search__hit a")
    inside = "return document.querySelector('.mdx-search').contains(document.activeElement)"
    stops = bare.run("return document.querySelectorAll('.mdx-search a').length") + 2
    for _ in range(stops):
        bare.press(TAB)
        assert bare.run(inside)
    assert bare.run("return document.activeElement.className") == "mdx-search__input"
    bare.press(ESCAPE)
    until_seen(bare, ".mdx-search", seen=False)
    assert bare.run("return document.activeElement.textContent.trim()") == "搜索"
    button(bare, "搜索")
    until_seen(bare, ".mdx-search__input")
    button(bare, "关闭")
    until_seen(bare, ".mdx-search", seen=False)
    assert bare.run("return faults") == []


@pytest.mark.parametrize("scripts", [True, False], ids=["too-old", "scripts-off"])
def test_without_scripts_a_lesson_still_reads(
    too_old: OldChromium, address: str, *, scripts: bool
) -> None:
    too_old.scripts(on=scripts)
    too_old.open(f"{address}{LESSON}")
    assert too_old.run("return document.documentElement.className") == "no-js"
    shown = "return getComputedStyle(document.querySelector(arguments[0])).visibility"
    for tool in ("[data-mdx-menu]", "[data-mdx-search]", "[data-mdx-scheme]"):
        assert too_old.run(shown, tool) == "hidden"
    form = "form[data-kind=single]"
    too_old.find(f"{form} summary").click()
    assert too_old.find(f"{form} details").text.startswith("看答案与解析\n\n答案：C")
    too_old.find(TERM).click()
    until(too_old, "location.hash === '#term-carrier-wave' && document.readyState === 'complete'")
    assert too_old.run("return location.pathname") == "/train/glossary.html"
    too_old.open(f"{address}{LESSON}")
    nav = f'document.querySelector("{DRAWER}")'
    assert too_old.run(
        f"return {nav}.getBoundingClientRect().top >="
        " document.querySelector('main').getBoundingClientRect().bottom"
    )
    assert fits(too_old)
    too_old.find(f"{DRAWER} a[href$='glossary.html']").click()
    until(
        too_old, "document.readyState === 'complete' && location.pathname.endsWith('glossary.html')"
    )


def test_a_browser_too_old_is_told_so_where_scripts_are_wanted(
    too_old: OldChromium, address: str
) -> None:
    too_old.scripts(on=True)
    for page in ("self-exam.html", "progress.html"):
        too_old.open(f"{address}{page}")
        assert "这个浏览器太旧，或者没有开启脚本" in too_old.find("[data-fill=noscript]").text
