# ruff: noqa: E501 - one case a line reads best
"""What a build does with the attacks: it ends, whichever of its guards is the only one awake."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest
import turbohtml

from courseware.checks.places import Sources
from courseware.site.csp import IN_PAGE
from courseware.text.allowed import Where
from courseware.text.markup import finished
from tests.checks.course import copy_course
from tests.safety.test_attacks import ATTACKS, HARMLESS
from tests.serve import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import Built

ROOT = Path(__file__).resolve().parents[2]
BLIND = """
import sys
sys.path.insert(0, {hooks!r})
from courseware.host import judging
from courseware.checks import engine
engine.FAMILIES = tuple(
    family for family in engine.FAMILIES
    if family.__name__.rpartition(".")[2] not in {{"safety", "authored", "links", "pictures"}}
)
if {text}:
    judging.Judge.text = lambda *_: None
"""
NAMES_ONLY = {"id", "class", "data", "hidden", "code"}
"""Attacks by names that only an author must not use: our templates do."""


def course(folder: Path, *, blind_to_text: bool | None = None) -> Path:
    """The small course as a site; ``blind_to_text``: without the guards before the last."""
    root = copy_course(folder)
    for name in ("progress", "self-exam", "company-rules", "glossary"):
        shutil.copy(ROOT / "docs" / f"{name}.md", root / "docs")
    for name in ("hooks", "overrides", "fonts"):
        (root / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace(
        "pass_mark: 80", "pdf: never\n    hosts: [www.miit.gov.cn]\n    pass_mark: 80"
    )
    if blind_to_text is not None:
        blind = BLIND.format(hooks=str(ROOT / "hooks"), text=blind_to_text)
        (root / "blind.py").write_text(blind, "utf-8")
        settings = settings.replace("  - hooks/course.py", "  - blind.py\n  - hooks/course.py")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return root


def build(root: Path, *options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=root, capture_output=True, check=False, env={**os.environ, "LANG": "C.UTF-8"},
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


def attacked(root: Path) -> dict[str, str]:
    """A page for each attack; gives the kinds of attack by page."""
    made = {}
    for kind, cases in ATTACKS.items():
        for number, case in enumerate(cases, start=1):
            if case["write"] in HARMLESS or "\x01" in case["write"]:
                continue
            name = f"attacks/{kind.replace(' ', '-')}-{number}.md"
            path = root / "docs" / name
            path.parent.mkdir(exist_ok=True)
            shutil.copy(root / "docs/01-calls/opening-steps.svg", path.parent)
            path.write_text(f"# 页\n\n{case['write']}\n", "utf-8")
            made[f"docs/{name}"] = kind
    return made


def refused(log: str) -> set[str]:
    """Pages with a finding about what a browser would get."""
    return set(re.findall(r"(docs/\S+\.md):\d+:\d+ SAFE-[789] ", log))


@pytest.mark.parametrize("mode", ["--strict", "--no-strict"])
def test_the_check_ends_a_build_before_anything_is_written(mode: str, tmp_path: Path) -> None:
    root = course(tmp_path)
    page = root / "docs/01-calls/opening.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("第一句报工号", "**第一句**{: onclick=alert(1) }报工号"), "utf-8")
    (root / "docs/01-calls/pwn.js").write_text("alert(1)", "utf-8")
    code, log = build(root, mode)
    assert code == 1
    assert "Traceback" not in log
    assert "docs/01-calls/opening.md:28:11 SAFE-2 " in log
    assert "docs/01-calls/pwn.js:1:1 FILE-8 " in log
    assert "有 2 处内容不安全" in log
    assert not list((root / "site").rglob("*.html"))


def test_the_rendered_text_is_judged_without_the_check(tmp_path: Path) -> None:
    root = course(tmp_path, blind_to_text=False)
    made = attacked(root)
    code, log = build(root, "--no-strict")
    assert code == 1
    assert "Traceback" not in log
    assert sorted(set(made) - refused(log)) == []
    assert not list((root / "site").rglob("*.html"))


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], str]:
    """A site whose only guard was the last, which judges finished pages; kinds; the log."""
    root = course(tmp_path_factory.mktemp("careless"), blind_to_text=True)
    made = attacked(root)
    code, log = build(root, "--no-strict")
    assert code == 1
    assert "Traceback" not in log
    return root / "site", made, log


def test_finished_pages_are_judged_without_any_other(
    careless: tuple[Path, dict[str, str], str],
) -> None:
    site, made, log = careless
    missed = [page for page in made if page not in refused(log) and made[page] not in NAMES_ONLY]
    for page in missed:  # a drawing and its attributes are replaced, plugins' code is taken out
        markup = (site / page.removeprefix("docs/")).with_suffix(".html").read_bytes()
        for node in turbohtml.parse(markup, encoding="utf-8", scripting=True).descendants:
            if isinstance(node, turbohtml.Element):
                assert node.tag != "style", page
                assert not [name for name in node.attrs if name.startswith(("on", "usemap"))], page
                assert "e.example" not in str(dict(node.attrs)), page
    assert {made[page] for page in missed} <= {"picture list", "style", "script", "raw text"}


def test_a_browser_runs_nothing_of_them(
    careless: tuple[Path, dict[str, str], str], browser: Browser
) -> None:
    """Were they published all the same, the policy of the page itself would hold: no header."""
    site, made, _ = careless
    ran, asked = [], []
    context = browser.new_context()
    context.route(
        lambda address: "127.0.0.1" not in address,
        lambda route: (asked.append(route.request.url), route.abort()),
    )
    (site / "server/csp.txt").write_text("default-src * data: 'unsafe-inline'", "utf-8")
    with serving(site) as address:
        page = context.new_page()
        page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
        for name, kind in made.items():
            if kind == "meta":  # leads elsewhere, which no policy forbids
                continue
            page.goto(address + name.removeprefix("docs/").replace(".md", ".html"))
            for link in page.locator("article a[href^='javascript:' i]").all():
                link.evaluate("link => link.click()")
    context.close()
    assert ran == []
    assert asked == []


HEAD = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{IN_PAGE}"><title>页</title>'
    '<script src="../assets/javascripts/site.js" defer></script></head><body>'
)
PAGE = HEAD + '<main id="mdx-main"><p>字</p></main></body></html>'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<p>", "<script src=../pwn.js></script><p>", "SAFE-7 读者会收到不允许的标签 <script>"),
        (" defer>", " defer>alert(1)", "SAFE-7 读者会收到不允许的标签 <script>"),
        ("../assets/javascripts", "//e.example/assets/javascripts", "SAFE-9 <script> 的地址 src=“//e.example/assets/javascripts/site.js” 要用课程里的文件"),
        ("<title>", '<meta http-equiv="refresh" content="0"><title>', "SAFE-8 <meta> 上不能有 http-equiv=“refresh”"),
        ("<p>", '<p id="mdx-main">', "SAFE-8 <p> 上不能有 id=“mdx-main”（同一页里有两个）"),
        ("<p>", "<form action=x><p>", "SAFE-8 <form> 上不能有 action=“x”"),
        ("<p>", "<button type=submit></button><p>", "SAFE-8 <button> 上不能有 type=“submit”"),
        ("<p>", "<noscript><img src=x onerror=alert(1)></noscript><p>", "SAFE-7 读者会收到不允许的标签 <noscript>"),
        ("<p>", '<a href="/x">x</a><p>', "SAFE-9 <a> 的地址 href=“/x” 不能从 / 开始写"),
        ("<p>", "<svg><use href=x.svg#a></use></svg><p>", "SAFE-8 <use> 上不能有 href=“x.svg#a”"),
    ],
)  # fmt: skip
def test_a_finished_page_is_held_against_the_list(old: str, new: str, said: str) -> None:
    assert finished(PAGE.encode(), Where("01-a/a.html"), IN_PAGE) == []
    markup = PAGE.replace(old, new, 1)
    offences = finished(markup.encode(), Where("01-a/a.html"), IN_PAGE)
    found = list(Sources({"docs/a.md": "字"}).findings(offences, "docs/a.md", "01-a/a.html"))
    place = f"（在成品 01-a/a.html 第 1 行第 {offences[0].column} 列）"
    assert [str(one).partition("；")[0] for one in found] == [f"docs/a.md:1:1 {said}{place}"]


def test_a_page_without_our_policy_is_refused() -> None:
    for policy in ("", IN_PAGE.replace("'none'", "*"), IN_PAGE.replace("script-src 'self'", "")):
        markup = PAGE.replace(IN_PAGE, policy)
        offences = finished(markup.encode(), Where("a/a.html"), IN_PAGE)
        assert {(one.tag, one.attribute) for one in offences} >= {("meta", "http-equiv")}


def test_a_title_is_found_where_it_is_written_though_it_stands_on_every_page() -> None:
    title = "<script src=../pwn.js></script>"
    texts = {"docs/b.md": "字", "docs/a.md": f"---\nid: a\ntitle: '通信{title}'\n---\n"}
    offences = finished(PAGE.replace("字", title).encode(), Where("b/b.html"), IN_PAGE)
    for own in texts:
        found = list(Sources(texts).findings(offences, own, "b/b.html"))
        assert [str(one).partition("；")[0] for one in found] == [
            "docs/a.md:3:11 SAFE-7 读者会收到不允许的标签 <script>"
        ]


def test_another_parser_reads_our_pages_alike(built: Built) -> None:
    for name in built.pages():
        data = (built.folder / name).read_bytes()
        ours = turbohtml.parse(data, encoding="utf-8", scripting=True)
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"))
        theirs = parser.parse(data, transport_encoding="utf-8", scripting=True)
        read = [
            (node.namespace.name, node.tag)
            for node in ours.descendants
            if isinstance(node, turbohtml.Element)
        ]
        again = [
            ("SVG" if "svg" in one.tag.partition("}")[0] else "HTML", one.tag.partition("}")[2])
            for one in theirs.iter()
            if isinstance(one.tag, str) and one.tag.startswith("{")
        ]
        assert read == again, name
