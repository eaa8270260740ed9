"""A phone, 360 pixels wide, in Firefox and WebKit: the drawer, the ways through, exam, record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.engines.drivers import ENGINES, SIZES
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

    from tests.engines.drivers import Driver

LESSON = "02-network/principles.html"
DRAWER = "nav[aria-label='课程']"
TURN = "nav[aria-label='前后页']"
NARROWEST = 320
"""Pixels: an old phone, and 1280 pixels enlarged to 400 %."""


@pytest.fixture(scope="module", params=ENGINES)
def phone(request: pytest.FixtureRequest) -> Iterator[Driver]:
    with ENGINES[request.param](SIZES["phone"]) as started:
        yield started


def path(driver: Driver) -> str:
    """Where the phone is, below the course's own path."""
    found: str = driver.run("return location.pathname")
    return found.removeprefix("/train/")


def open_drawer(driver: Driver, address: str) -> None:
    ready(driver, f"{address}{LESSON}")
    until_seen(driver, DRAWER, seen=False)
    button(driver, "菜单")
    until_seen(driver, DRAWER)


def test_drawer_leads_to_a_chapter(phone: Driver, address: str) -> None:
    open_drawer(phone, address)
    follow(phone, "第三章 客服沟通技巧", DRAWER)
    assert path(phone) == "03-communication/index.html"
    until_seen(phone, DRAWER, seen=False)


def test_escape_closes_the_drawer_and_goes_back_to_its_button(phone: Driver, address: str) -> None:
    open_drawer(phone, address)
    phone.run("return document.activeElement").send_keys(ESCAPE)
    until_seen(phone, DRAWER, seen=False)
    assert path(phone) == LESSON
    assert phone.run("return document.activeElement.textContent.trim()") == "菜单"


def test_a_click_beside_the_drawer_closes_it_and_does_nothing_else(
    phone: Driver, address: str
) -> None:
    open_drawer(phone, address)
    width, height = SIZES["phone"]
    phone.click(width - 15, height // 2)
    until_seen(phone, DRAWER, seen=False)
    assert path(phone) == LESSON


def test_contents_unfold_and_lead_to_a_section(phone: Driver, address: str) -> None:
    ready(phone, f"{address}{LESSON}")
    summary = named(phone, "summary", "本课 ")
    summary.click()
    follow(phone, "不怕磕碰：信道编码", "details")
    heading = "[id='不怕磕碰信道编码']"
    assert phone.run("return decodeURIComponent(location.hash)") == "#不怕磕碰信道编码"
    until_seen(phone, heading)
    header = phone.run("return document.querySelector('header').getBoundingClientRect().bottom")
    top = phone.run(
        "return document.querySelector(arguments[0]).getBoundingClientRect().top", heading
    )
    assert top >= header, "not below the header's bar"


def test_next_and_previous(phone: Driver, address: str) -> None:
    ready(phone, f"{address}{LESSON}")
    follow(phone, "下一页", TURN)
    assert path(phone) == "02-network/architecture.html"
    follow(phone, "上一页", TURN)
    assert path(phone) == LESSON
    follow(phone, "上一页", TURN)
    assert path(phone) == "02-network/index.html"


def test_self_exam_handed_in_empty_is_failed_and_says_what_to_read(
    phone: Driver, address: str
) -> None:
    forget(phone, f"{address}self-exam.html")
    button(phone, "开始")
    until(phone, "document.querySelectorAll('main form').length === 84")
    assert fits(phone)
    button(phone, "交卷")
    button(phone, "就这样交卷")
    until(phone, "document.activeElement.id === 'exam-result'")
    assert text(phone, "#exam-result") == "✕ 未通过"
    assert text(phone, "[data-fill=score]").startswith("0 分，满分 80 分（0%），及格线 80%。")
    assert named(phone, "[data-fill=reread] a", "1.1 岗位定义与职责")
    button(phone, "逐题看")
    assert fits(phone)
    assert phone.run("return faults") == []


def test_record_has_the_answer(phone: Driver, address: str) -> None:
    forget(phone, f"{address}{LESSON}")
    form = "form[data-kind=single]"
    press(phone, f"{form} input:not([data-correct]) + label")
    press(phone, f"{form} button")
    said = f"document.querySelector('{form} .mdx-question__verdict').textContent.trim()"
    assert until(phone, said).startswith("✕")
    ready(phone, f"{address}progress.html")
    book = "document.querySelector('[data-fill=book]').textContent"
    assert until(phone, book) == "还有 1 题。点题目回到课里重答。"
    chapter = named(phone, "main p", "答了 1 题")
    pages = (ROOT / "docs" / LESSON).parent.glob("*.md")
    asked = sum(page.read_text("utf-8").split("\n").count("<quiz>") for page in pages)
    said = phone.run("return arguments[0].textContent", chapter)
    assert f"{asked} 题，答了 1 题，答对 0 题（0%）" in said
    assert fits(phone)
    assert phone.run("return faults") == []


def test_nothing_is_wider_than_the_narrowest_phone(
    phone: Driver, address: str, pages: list[str], missing: str
) -> None:
    phone.resize(NARROWEST, 640)
    wide = []
    for page in (*(f"{address}{name}" for name in pages), missing):
        ready(phone, page)
        assert phone.run("return innerWidth") == NARROWEST
        if not fits(phone):
            wide.append(page)
    phone.resize(*SIZES["phone"])
    assert wide == []
