"""The build as ops see it: strict, complete, the same under other hosts and locales."""

from __future__ import annotations

import re
from pathlib import Path
from stat import S_IMODE
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html

from courseware.course.reading import read_course
from tests.conftest import ROOT, Built, run_build
from tests.machine import GBK, LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = ROOT / "docs"
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "iframe": "src"}


def pages(built: Built) -> Iterator[tuple[str, html.HtmlElement]]:
    for name in built.pages():
        yield name, html.fromstring((built.folder / name).read_text("utf-8"))


def test_a_build_says_what_it_did_and_nothing_for_others(built: Built) -> None:
    """No banner of a theme or a plugin, though nothing in the environment asks to be spared it."""
    ours = r"INFO    -  (Cleaning|Building|course: |Documentation built) ?.+"
    assert [line for line in built.log.splitlines() if not re.fullmatch(ours, line)] == []


def test_every_source_page_is_a_page(built: Built) -> None:
    sources = {p.relative_to(DOCS).with_suffix(".html").as_posix() for p in DOCS.rglob("*.md")}
    assert set(built.pages()) == sources | {"404.html"}


def test_trainees_pdfs_are_in_the_site_and_trainers_are_not(built: Built) -> None:
    folders = [p.parent.name for p in DOCS.glob("[0-9][0-9]-*/index.md")]
    chapters = {f"{name}{end}" for name in folders for end in (".pdf", "-desk-card.pdf")}
    made = {p.name for p in built.folder.rglob("*.pdf")}
    assert made == chapters | {"course.pdf", "workbook.pdf"}
    for name in ("course-trainer.pdf", "answers.pdf"):
        assert (ROOT / "dist" / "trainer" / name).read_bytes().startswith(b"%PDF-")


def test_nothing_is_fetched_from_elsewhere(built: Built) -> None:
    remote = [
        (name, element.get(LINKS[element.tag]))
        for name, root in pages(built)
        for element in root.iter(*LINKS)
        if element.tag != "a"
        and re.match(r"(https?:)?//", element.get(LINKS[element.tag]) or "")
        and element.get("rel") not in {"canonical", "next", "prev"}
    ]
    assert remote == []


def test_every_link_between_our_files_resolves(built: Built) -> None:
    ids = {name: {e.get("id") for e in root.iter() if e.get("id")} for name, root in pages(built)}
    dead = []
    for name, root in pages(built):
        for link in root.iter("a"):
            address = unquote(link.get("href") or "")
            if name == "404.html" or re.match(r"[a-z]+:|//", address) or not address:
                continue
            path, _, anchor = address.partition("#")
            target = (built.folder / name).parent / path if path else built.folder / name
            target = Path(target).resolve()
            if not target.is_file():
                dead.append((name, address))
            elif anchor and target.suffix == ".html":
                known = ids[target.relative_to(built.folder.resolve()).as_posix()]
                dead += [] if anchor in known else [(name, address)]
    assert dead == []


def test_no_trainer_note_and_no_quiz_source_reaches_a_trainee(built: Built) -> None:
    notes = set()
    for path in DOCS.rglob("*.md"):
        inside = False
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("!!! 讲师"):
                inside = True
            elif line and not line.startswith(" "):
                inside = False
            elif inside:
                notes.add(re.sub(r"[*`|]", "", line).strip(" -"))
    notes = {note for note in notes if len(note) > 20}
    assert len(notes) > 20
    published = "".join(
        p.read_text("utf-8") for p in built.folder.rglob("*") if p.suffix in {".html", ".js"}
    )
    assert 'class="admonition 讲师' not in published
    assert [note for note in notes if note in published] == []
    assert "<quiz>" not in published
    assert "mkdocs-quiz-source" not in published


def test_every_question_is_on_its_page_once(built: Built) -> None:
    files = {f"docs/{p.relative_to(DOCS).as_posix()}": p for p in DOCS.rglob("*.md")}
    course = read_course("", {name: p.read_text("utf-8") for name, p in files.items()}).course
    for lesson in course.lessons():
        page = lesson.path.removeprefix("docs/").replace(".md", ".html")
        root = html.fromstring((built.folder / page).read_text("utf-8"))
        shown = [name for form in root.iter("form") if (name := form.get("data-question"))]
        assert shown == [question.id for question in lesson.questions]
        assert 4 <= len(shown) <= 12, lesson.path


def test_a_second_build_has_the_same_bytes_and_a_web_server_may_read_it(
    built: Built, tmp_path: Path
) -> None:
    """In another time zone, with another hash seed, by someone who lets nobody read their files."""
    another = {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"}
    again = run_build("mkdocs", tmp_path / "again", mask=0o077, **another)
    assert _files(again.folder) == _files(built.folder)
    modes = {(p.is_dir(), S_IMODE(p.stat().st_mode)) for p in again.folder.rglob("*")}
    modes |= {(True, S_IMODE(again.folder.stat().st_mode))}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_properdocs_builds_the_same_pages(built: Built, tmp_path: Path) -> None:
    other = run_build("properdocs", tmp_path / "properdocs")
    ours, theirs = _files(built.folder), _files(other.folder)
    assert set(ours) == set(theirs)
    assert {name for name in ours if ours[name] != theirs[name]} == set()


def test_builds_on_a_chinese_windows(built: Built, tmp_path: Path) -> None:
    """Under GBK without UTF-8 mode, where mkdocs-quiz alone fails to import."""
    assert (LOCALES / GBK).exists(), "run: python -m tests.machine all"
    other = run_build("mkdocs", tmp_path / "gbk", LC_ALL=GBK, LOCPATH=str(LOCALES), PYTHONUTF8="0")
    assert _files(other.folder) == _files(built.folder)


@pytest.mark.parametrize("name", ["404.html", "index.html", "glossary.html"])
def test_interface_is_chinese(built: Built, name: str) -> None:
    root = html.fromstring((built.folder / name).read_text("utf-8"))
    assert root.get("lang") == "zh-CN"


def _files(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
