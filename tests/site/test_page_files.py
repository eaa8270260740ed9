"""Which files a page loads: one table, and nothing beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from lxml import html

from courseware.site.page_files import EXAM_DATA, SCRIPTS, STYLES, On, script, scripts_on, styles_on
from tests.checks.course import copy_course
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ASSETS = ROOT / "overrides" / "assets"
PAGES = ("progress", "self-exam", "company-rules", "glossary")


def test_every_file_of_ours_is_in_the_table_once() -> None:
    listed = [script(part) for row in SCRIPTS for part in row.parts or (row.name,)]
    listed += [f"assets/stylesheets/{part}" for row in STYLES for part in row.parts]
    listed += [row.address for row in STYLES if not row.parts]
    lying = [p for end in ("js", "css") for p in ASSETS.rglob(f"*.{end}")]
    own = [p.relative_to(ROOT / "overrides").as_posix() for p in lying]
    assert sorted(listed) == sorted([*own, EXAM_DATA])


def test_what_pages_load_in_order() -> None:
    exam = ["exam-data", "attempts", "exam"]
    record = ["attempts", "record"]
    loaded = {
        On.EVERY: [],
        On.EVERY | On.LESSON: ["learn"],
        On.EVERY | On.LESSON | On.LAB: ["learn", "labs"],
        On.EVERY | On.GLOSSARY: ["glossary"],
        On.EVERY | On.RECORD: ["learn", *record],
        On.EVERY | On.SELF_EXAM: [],
        On.EVERY | On.SELF_EXAM | On.DRAWN: ["learn", *exam],
    }
    found = {page: [row.name for row in scripts_on(page)] for page in loaded}
    assert found == {page: ["early", "site", *names] for page, names in loaded.items()}
    assert [row.name for row in scripts_on(On.MOVED)] == ["moved"]
    assert [row.name for row in styles_on(On.EVERY | On.SELF_EXAM)] == ["site", "exam"]


def test_a_row_and_its_file_are_enough(tmp_path: Path) -> None:
    """A script for chapters and one put together for lessons, and a style sheet for both."""
    root = copy_course(tmp_path)
    for name in PAGES:
        shutil.copy(ROOT / "docs" / f"{name}.md", root / "docs")
    (root / "fonts").symlink_to(ROOT / "fonts")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("pass_mark: 80", "pdf: never\n    pass_mark: 80")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    table = root / "hooks/courseware/site/page_files.py"
    text = table.read_text("utf-8")
    rows = ('Script("cards", On.CHAPTER)', 'Script("both", On.LESSON, ("one", "two"))')
    text = text.replace(")\nSTYLES", "".join(f"    {row},\n" for row in rows) + ")\nSTYLES")
    style = '    Style("wide", On.LESSON | On.CHAPTER),\n)\n# fmt: on'
    table.write_text(text.replace(")\n# fmt: on", style), "utf-8")
    assets = root / "overrides/assets"
    for name in ("cards", "one", "two"):
        (assets / f"javascripts/{name}.js").write_text(f'/* {name} */\nf("{name}");\n', "utf-8")
    (assets / "stylesheets/wide.css").write_text("p { color: red }\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    site = root / "site"
    lesson = next(p for p in site.glob("01-*/*.html") if p.name != "index.html")
    assert loads(lesson) == {
        "both.js": 'f("one");\nf("two");\n', "wide.css": "p { color: red }\n",
    }  # fmt: skip
    assert loads(lesson.with_name("index.html")) == {
        "cards.js": '/* cards */\nf("cards");\n', "wide.css": "p { color: red }\n",
    }  # fmt: skip
    assert loads(site / "glossary.html") == {}
    left = {p.name.partition(".")[0] for p in site.rglob("*.js")}
    assert {"cards", "both"} <= left
    assert left & {"one", "two"} == set()


def loads(page: Path) -> dict[str, str]:
    """The new files that a built page loads, by name without the version, with their text."""
    tree = html.fromstring(page.read_text("utf-8"))
    links = [*tree.xpath("//script/@src"), *tree.xpath("//link[@rel='stylesheet']/@href")]
    files = [page.parent / link for link in links]
    named = {f"{f.name.partition('.')[0]}{f.suffix}": f for f in files}
    new = ("cards.js", "both.js", "one.js", "two.js", "wide.css")
    return {name: file.read_text("utf-8") for name, file in named.items() if name in new}
