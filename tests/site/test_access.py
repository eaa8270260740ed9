"""The course for everybody: axe on every page, keyboard, zoom, forced colours, no motion."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.serve import serving, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.conftest import Built

LESSON = "02-network/principles.html"
SCENARIO = "04-problems/coverage.html"
KINDS = ("index.html", "02-network/index.html", LESSON, "glossary.html", "progress.html")
RULES = {
    "resultTypes": ["violations"],  # else axe takes most of its time to write down what is fine
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOURS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What a change of colours can break."""
FOCUSABLE = "a[href], button, input, select, textarea, summary, label[tabindex], [tabindex='0']"
ORDER = """selector => {
  const inGroup = new Set();
  self.order = [...document.querySelectorAll(selector)].filter(e => {
    if (e.disabled || e.hidden || e.tabIndex < 0) return false;
    if (!e.checkVisibility({visibilityProperty: true})) return false;
    if (e.type !== 'radio') return true;
    const group = (e.form ? [...document.forms].indexOf(e.form) : '') + e.name;
    const first = document.querySelector(`input[name="${e.name}"]:checked`);
    if (first && first !== e || inGroup.has(group)) return false;
    inGroup.add(group);
    return true;
  });
  return order.length;
}"""
WHERE = """() => {
  const e = document.activeElement;
  const rings = [e, e.nextElementSibling].filter(Boolean).map(x => getComputedStyle(x));
  const seen = rings.some(s => parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none'
                               || s.boxShadow !== 'none');
  return [order.indexOf(e), seen, e.outerHTML.slice(0, 160)];
}"""


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.folder) as found:
        yield found


def violations(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """What axe finds; of the glossary's entries, all alike, it looks at two a letter."""
    page.evaluate(
        """document.querySelectorAll('.mdx-glossary__group').forEach(group =>
             [...group.querySelectorAll('.mdx-entry')].slice(2).forEach(entry => entry.remove()))"""
    )
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def answer_wrong(page: Page) -> None:
    form = page.locator("form[data-kind=single]").first
    form.locator(".mdx-option:not(:has([data-correct])) label").first.click()
    form.get_by_role("button", name="提交").click()


def finish_first_chapter(page: Page) -> None:
    page.evaluate(
        """document.querySelector('.mdx-card [data-lessons]').dataset.lessons.split(' ')
             .forEach(lesson => courseStore.mark(lesson, true))"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    built: Built, address: str, visit: Callable[..., Page], scheme: str
) -> None:
    page = visit("404.html", color_scheme=scheme)
    rules = RULES if scheme == "light" else COLOURS
    found = {}
    for name in built.pages():
        page.goto(f"{address}{name}")
        if faults := violations(page, rules):
            found[name] = faults
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_opened_lesson(visit: Callable[..., Page], scheme: str) -> None:
    page = visit(LESSON, color_scheme=scheme)
    page.locator(".mdx-score [data-act=done]").click()
    answer_wrong(page)
    page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
    page.locator("a.mdx-term").first.click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="菜单").click()
    until(page, "document.querySelector('#mdx-nav').getBoundingClientRect().x === 0")
    assert violations(page) == []
    page.goto(page.url.replace(LESSON, SCENARIO))
    page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_opened_tools(
    address: str, visit: Callable[..., Page], scheme: str
) -> None:
    page = visit("index.html", color_scheme=scheme)
    finish_first_chapter(page)
    assert violations(page) == []
    page.get_by_role("button", name="搜索").click()
    page.keyboard.type("基站")
    page.locator(".mdx-search__hit").first.wait_for()
    assert violations(page) == []
    page.goto(f"{address}glossary.html")
    page.get_by_label("找词").fill("jz")
    assert violations(page) == []
    page.goto(f"{address}progress.html")
    page.get_by_role("button", name="生成短码").click()
    page.get_by_role("button", name="清除记录，换人").click()
    assert violations(page) == []
    page.goto(f"{address}self-exam.html")
    page.get_by_role("button", name="开始").click()
    assert violations(page) == []


def test_forced_colours_keep_every_shape(address: str, visit: Callable[..., Page]) -> None:
    page = visit(LESSON, forced_colors="active")
    for selector in (".mdx-button", ".mdx-option__label", ".mdx-steps__link", ".mdx-goals"):
        borders = page.locator(f"{selector}:visible").evaluate_all(
            """all => all.map(e => getComputedStyle(e))
                 .map(s => [s.borderTopStyle, s.borderTopWidth])"""
        )
        assert borders, selector
        assert ["none", "0px"] not in borders, selector
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    answer_wrong(page)
    form = page.locator("form[data-kind=single]").first
    assert {text[0] for text in form.locator(".mdx-option__mark").all_inner_texts()} == {"✓", "✕"}
    here = page.locator(".mdx-steps__link[aria-current]")
    assert here.evaluate("e => getComputedStyle(e).borderTopStyle") == "double"
    page.goto(f"{address}index.html")
    finish_first_chapter(page)
    strokes = page.locator(".mdx-comb__cell path").evaluate_all(
        "all => all.map(e => getComputedStyle(e).stroke + getComputedStyle(e).strokeWidth)"
    )
    assert len(strokes) == 6
    assert len(set(strokes)) == 2, "the finished cell differs, and not in colour alone"
    assert page.get_by_text("✓ 全部学完").count() == 1


@pytest.mark.parametrize(
    ("width", "scale", "text"), [(640, 2, "100%"), (320, 1, "100%"), (320, 1, "200%")]
)
def test_nothing_is_lost_when_enlarged(
    address: str, visit: Callable[..., Page], width: int, scale: int, text: str
) -> None:
    """Zoom of the whole page to 200 % and 400 %, and of the text alone to 200 %."""
    page = visit("404.html", viewport={"width": width, "height": 640}, device_scale_factor=scale)
    wide, cut = [], {}
    for name in (*KINDS, "self-exam.html", SCENARIO):
        page.goto(f"{address}{name}")
        page.evaluate(
            """factor => { const root = document.documentElement;
                 const size = parseFloat(getComputedStyle(root).fontSize);
                 root.style.fontSize = `${size * factor}px`; }""",
            float(text.rstrip("%")) / 100,
        )
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
        lost = page.evaluate(
            """() => [...document.querySelectorAll('article *, .mdx-footer *, .mdx-header *')]
                 .filter(e => e.children.length === 0 && e.textContent.trim()
                    && e.checkVisibility({visibilityProperty: true}) && !e.closest('svg')
                    && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX)
                    && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1)
                 .map(e => e.className || e.tagName)"""
        )
        if lost:
            cut[name] = lost
    assert (wide, cut) == ([], {})


def test_nothing_moves_for_those_who_asked(visit: Callable[..., Page]) -> None:
    page = visit(LESSON)
    longest = page.evaluate(
        """() => { const seconds = text => Math.max(...text.split(',').map(parseFloat));
             return Math.max(...[...document.querySelectorAll('*')].flatMap(e =>
               [null, '::before', '::after'].map(part => getComputedStyle(e, part))
                 .flatMap(s => [s.transitionDuration, s.animationDuration])
                 .map(text => seconds(text) || 0))); }"""
    )
    assert longest <= 0.01
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.locator("a.mdx-term").first.click()
    page.get_by_role("button", name="菜单").click()
    times = "document.getAnimations().map(a => a.effect.getComputedTiming().endTime)"
    assert [time for time in page.evaluate(times) if time > 10] == []


def test_the_line_of_reading_moves_only_for_those_who_like_it(visit: Callable[..., Page]) -> None:
    line = "getComputedStyle(document.querySelector('.mdx-header'), '::after').animationName"
    assert visit(LESSON).evaluate(line) == "none"
    assert visit(LESSON, reduced_motion="no-preference").evaluate(line) == "mdx-read"


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_in_order(visit: Callable[..., Page], width: int) -> None:
    page = visit(LESSON, viewport={"width": width, "height": 800})
    page.wait_for_load_state("networkidle")
    count = page.evaluate(ORDER, FOCUSABLE)
    assert count > 50
    reached, unseen = [], []
    for _ in range(count + 1):
        page.keyboard.press("Tab")
        place, is_seen, element = page.evaluate(WHERE)
        if element.startswith("<body"):
            break
        reached.append(place if place >= 0 else element)
        if not is_seen:
            unseen.append(element)
    assert reached == list(range(count))
    assert unseen == []


def test_shift_tab_comes_back(visit: Callable[..., Page]) -> None:
    page = visit(LESSON, viewport={"width": 1280, "height": 800})
    page.evaluate(ORDER, FOCUSABLE)
    page.locator("form.mdx-question input").first.focus()
    start = page.evaluate(WHERE)[0]
    places = []
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        places.append(page.evaluate(WHERE)[0])
    assert places == list(range(start - 1, start - 11, -1))


def test_english_names_are_said_in_english(built: Built) -> None:
    text = (built.folder / LESSON).read_text("utf-8")
    assert '<span lang="en">Carrier Wave</span>' in text
    assert not re.search(r'lang="en">[^<]*[一-鿿]', text)


def test_the_outline_a_screen_reader_gets(visit: Callable[..., Page]) -> None:
    page = visit(LESSON, viewport={"width": 1280, "height": 800})
    for role, names in {
        "banner": [""],
        "main": [""],
        "contentinfo": [""],
    }.items():
        assert page.get_by_role(role).count() == len(names), role  # type: ignore[arg-type]
    navigations = page.get_by_role("navigation").evaluate_all(
        "all => all.map(e => e.ariaLabel).filter(Boolean)"
    )
    assert len(navigations) == len(set(navigations))
    assert {"课程", "所在位置", "本章各课", "本页目录", "前后页"} <= set(navigations)
    steps = page.get_by_role("navigation", name="本章各课").aria_snapshot()
    assert steps.splitlines()[:4] == [
        '- navigation "本章各课":',
        "  - list:",
        "    - listitem:",
        '      - link "2.1 通信原理":',
    ]
    levels = page.locator("main :is(h1, h2, h3, h4):visible").evaluate_all(
        "all => all.map(e => Number(e.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
