"""What authors write, read back from the files that leave the project for other systems."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pypdfium2
import pytest
from cyclonedx.model.bom import Bom
from lxml import etree
from lxml import html as tree
from openpyxl import load_workbook

from courseware.course.disk import read_project
from courseware.course.markdown import render
from courseware.course.reading import read_course
from courseware.exports.entries import BankName
from courseware.exports.scorm.ims_manifest import MANIFEST, Scorm
from courseware.exports.scorm.outline import shell_data
from courseware.questions.id_register import Register
from courseware.verbs.export_questions import make_export, read_bank_entries
from courseware.verbs.scorm import _site, package
from releases.manifest import Manifest, read_manifest, write_manifest
from releases.sbom import bill
from releases.server_settings import SettingsError, caddy, nginx, read_address
from tests.checks.course import GLOSSARY, SIGNAL
from tests.exports import test_gift, test_moodle, test_qti
from tests.exports.samples import GAP, Asked
from tests.report.repository import started

from .marked import NAMES, marker, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from courseware.questions.model import Question

NUMBER = re.compile(r"M(\d{3})")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BANKS = list(BankName)
LICENCE = b"https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans"


def shown(text: str) -> set[str]:
    return {NAMES[int(number)] for number in NUMBER.findall(text)}


def whole(text: str) -> None:
    """Every marker in a text is there with all of its signs."""
    for number in NUMBER.findall(text):
        name = NAMES[int(number)]  # what a gap takes stands in it as it is typed
        assert (written(name) if name.endswith("gap") else marker(name)) in text, text


def run(course: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "hooks", *words, "--root", str(course)],
        cwd=course,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return done


def words(markdown: str) -> str:
    """What a reader sees of an author's Markdown that holds entities and no markup."""
    return " ".join(html.unescape(markdown).split())


def expected(question: Question, got: Asked) -> Asked:
    """The question as it must come back; ``got`` lends what comes before its stem."""
    stem = words(re.sub(r"\[\[.*?\]\]", GAP, question.stem))
    assert got.stem.endswith(stem)
    whole(got.stem)
    return Asked(
        question.id,
        got.stem,
        tuple((words(c.text), c.correct, words(c.feedback)) for c in question.choices),
        tuple(blank.answers for blank in question.blanks),
        (),
        words(question.explanation),
    )


def known(course: Path, bank: BankName) -> dict[str, Question]:
    entries, _ = read_bank_entries(course, bank)
    return {entry.question.id: entry.question for entry in entries}


def export(course: Path, form: str, bank: BankName) -> bytes:
    data, _, _ = make_export(course, bank, form)
    assert data
    return data


@pytest.mark.parametrize("bank", BANKS)
def test_moodle_gets_texts(course: Path, bank: BankName) -> None:
    paths, questions = test_moodle.read(export(course, "moodle", bank))
    assert shown("\n".join(paths)) >= {"site.name", "chapter.title", "lesson.title"}
    asked = {one.id: one for one in map(test_moodle.asked, questions)}
    assert asked == {name: expected(q, asked[name]) for name, q in known(course, bank).items()}


@pytest.mark.parametrize("bank", BANKS)
def test_gift_gets_texts(course: Path, bank: BankName, tmp_path: Path) -> None:
    read = test_gift.parsed(export(course, "gift", bank), tmp_path)
    asked = (
        {one.id: one for one in map(test_gift.asked, read[0:]) if one}
        if not read
        else {item["id"]: test_gift.asked(item) for item in read if item["type"] != "Category"}
    )
    for name, question in known(course, bank).items():
        got = asked.pop(name)
        assert (got.options, got.explanation) == (
            tuple((words(c.text), c.correct, words(c.feedback)) for c in question.choices),
            words(question.explanation),
        )
        assert got.gaps == tuple(blank.answers for blank in question.blanks)
        whole(got.stem)
    assert asked == {}


@pytest.mark.parametrize("bank", BANKS)
def test_qti_gets_texts(course: Path, bank: BankName) -> None:
    files = test_qti.files_of(export(course, "qti", bank))
    asked = {one.id: one for one in map(test_qti.asked, test_qti.items_of(files))}
    assert asked == {name: expected(q, asked[name]) for name, q in known(course, bank).items()}


@pytest.mark.parametrize("bank", BANKS)
def test_sheets_hold_texts_and_no_formulas(course: Path, bank: BankName) -> None:
    data = export(course, "csv", bank).decode("utf-8-sig")
    written = list(csv.reader(io.StringIO(data)))
    book = load_workbook(io.BytesIO(export(course, "xlsx", bank)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    for row in written:
        assert not any(cell.startswith(FORMULA) for cell in row)
    values = "\n".join(str(cell.value) for cell in cells if cell.value is not None)
    assert shown(data) == shown(values)
    if bank is BankName.EXAM:
        assert {'=HYPERLINK("http://e.example/")', "=1+1", "+2", "-3", "@4"} <= {
            cell.value for cell in cells
        }


@pytest.mark.parametrize("scorm", Scorm)
def test_scorm_packages_keep_the_title(course: Path, scorm: Scorm) -> None:
    site = _site(course / "site")
    model = read_course("", read_project(course).texts).course
    outline = shell_data(model, Register(), site, "course", 80)
    files = package(scorm, site, outline, identifier="course", title=marker("site.name"))
    manifest = etree.fromstring(files[MANIFEST])
    titles = [e.text for e in manifest.iter() if etree.QName(e).localname == "title"]
    assert titles == [marker("site.name")] * 2
    listed = [e.get("href") or "" for e in manifest.iter() if e.tag.endswith("}file")]
    assert len(listed) == len(files) - 1
    assert not any(set(name) & set("<>\"' ") for name in listed)
    data = files["scorm/data.js"].decode()
    assert "</script" not in data
    told = json.loads(data.partition("=")[2].strip().rstrip(";"))
    gaps = known(course, BankName.COURSE)["1-02"].blanks
    assert told["questions"]["1-02"][2] == [list(gap.answers) for gap in gaps]


@pytest.mark.parametrize("word", ["id", "version"])
@pytest.mark.parametrize("value", ["a/b", "../a", "a b", 'a"b', "a\\nb", "<b>", "a;b", "课"])
def test_no_package_is_named_by_markup(tmp_path: Path, word: str, value: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "docs").mkdir()
    (site / "index.html").write_text("<!doctype html>", "utf-8")
    named = {"id": "course", "version": "1"} | {word: value}
    lines = [f"    {key}: {json.dumps(one)}" for key, one in named.items()]
    settings = "\n".join(["site_name: 课", "extra:", "  courseware:", *lines, ""])
    (tmp_path / "mkdocs.yml").write_text(settings.replace("\\\\n", "\\n"), "utf-8")
    done = subprocess.run(
        [sys.executable, "hooks", "scorm", "--root", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "不能用作文件名；请只用字母、数字、点和短横" in done.stderr.decode()
    assert not (tmp_path / "dist").exists()


def test_a_release_keeps_texts(course: Path) -> None:
    title = marker("site.name")
    made = Manifest(
        id="course-1-aaaaaaaa", course="course", title=title, version="1",
        commit="a" * 40, sequence=1, tools=(), files=(),
    )  # fmt: skip
    assert read_manifest(write_manifest(made).encode()) == made
    known = Bom.from_json(json.loads(bill("course-1", title, (), 1)))  # type: ignore[attr-defined]
    assert known.metadata.component.name == title
    versions = json.loads((course / "site/versions.json").read_text("utf-8"))
    assert [one["version"] for one in versions] == [marker("site.version")]


def marked_page(markdown: str) -> tree.HtmlElement:
    """A page of Markdown as a forge shows it: nothing of a marker is an element."""
    page = tree.document_fromstring(f"<body>{render(markdown)}")
    assert not page.xpath("//b | //@x | //img | //script")
    assert not page.xpath("//a[not(@class='headerlink')]")
    for table in page.iter("table"):
        assert len({len(row) for row in table.iter("tr")}) == 1
    whole(page.text_content())
    return page


def test_coverage_shows_texts(course: Path) -> None:
    page = marked_page(run(course, "coverage").stdout.decode())
    assert shown(page.text_content()) == {"chapter.title", "lesson.title", "objective.text"}


def test_papers_show_texts(course: Path, tmp_path: Path) -> None:
    root = shutil.copytree(course, tmp_path / "course", symlinks=True)
    lesson = root / "docs/01-calls/opening.md"
    text = lesson.read_text("utf-8")  # a paper takes no question of a lesson's words
    lesson.write_text(text.replace(f"\n{written('stem')}\n", "\n说什么？\n"), "utf-8")
    done = run(root, "exam", "--seed", "1", "--papers", "A", "--out", str(tmp_path / "exam"))
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    found: set[str] = set()
    for path in sorted((tmp_path / "exam").glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        found |= shown("".join(p.get_textpage().get_text_bounded() for p in document))
        assert shown(document.get_metadata_value("Title")) == {"blueprint.title", "site.name"}
    assert found == {
        "site.name", "blueprint.title", "bank stem", "bank option", "bank explanation", "bank gap",
        "bank feedback", "case title", "case text", "lesson.title",
    }  # fmt: skip
    page = marked_page((tmp_path / "exam/draw.md").read_text("utf-8"))
    assert shown(page.text_content()) >= {"blueprint.title", "lesson.title"}
    rows = csv.reader(io.StringIO((tmp_path / "exam/draw.csv").read_text("utf-8-sig")))
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row)


SIGNS = ["\n", "\r", "\0", '"', ";", "$", "{", "}", "`", "\\", "#", " ", "<", "\u2028", "课"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("write", [nginx, caddy])
def test_no_sign_gets_into_settings(write: Callable[..., str], sign: str) -> None:
    """What a value of settings can't hold is refused wherever it comes from."""
    address = read_address("http://a.example/")
    policy = f"default-src 'self'{sign}x"
    if sign in " ;":  # between quotes, and what a policy is made of
        assert f'"{policy}"' in write(policy, address)
    else:
        with pytest.raises(SettingsError):
            write(policy, address)
    kept = sign == "课"  # a letter is a letter in a page's name
    for moved in ({f"a{sign}b.html": "b.html"}, {f"a{quote(sign)}b.html": "b.html"}):
        if kept:
            assert "a课b.html" in write("default-src 'self'", address, moved=moved)
            continue
        with pytest.raises(SettingsError):
            write("default-src 'self'", address, moved=moved)
    for new in (f"b{sign}.html", f"b.html#a{sign}"):
        if sign != "#":
            with pytest.raises(SettingsError):
                write("default-src 'self'", address, moved={"a.html": new})
    for url in (f"http://a{sign}.example/", f"http://a.example/x{sign}y/"):
        if sign in {"\n", "\r"} or kept:  # an address is read without line ends
            settings = write("default-src 'self'", read_address(url))
            assert settings.count("a.example") >= 1 or kept
            continue
        if sign != "#":
            with pytest.raises(SettingsError):
                read_address(url)


def test_pdfs_lead_nowhere_else(course: Path) -> None:
    outlines: set[str] = set()
    for path in sorted((course / "site/pdf").glob("*.pdf")):
        data = path.read_bytes()
        assert not re.search(rb"/(JavaScript|JS|Launch|GoToR|SubmitForm|EmbeddedFile)\b", data)
        for target in re.findall(rb"/URI ?\(([^)]*)\)", data):
            assert target == LICENCE or re.fullmatch(
                rb"http://127\.0\.0\.1:8000/[\w./%#-]*", target
            )
        for mark in pypdfium2.PdfDocument(path).get_toc():
            title = mark.get_title()
            whole(title)
            outlines |= shown(title)
    assert outlines >= {"chapter.title", "lesson.title", "heading"}


NASTY = (
    'M|](https://e.example/) ![x](https://e.example/i.png) @team <img src="x"> <!-- #1 '
    "~~a~~ `b` $c$ **d** | --- | https://e.example/ www.e.example"
)
"""What would close a table, make a link, call somebody or hide the rest of a comment."""


def test_a_report_shows_texts(tmp_path: Path) -> None:
    repository = started(tmp_path)
    base = repository.commit()
    title = "'" + NASTY.replace("'", "''") + "'"
    repository.replace(SIGNAL, "minutes: 15", "minutes: 20")
    lines = (repository.root / SIGNAL).read_text("utf-8").splitlines()
    lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    repository.write(SIGNAL, "\n".join(lines) + "\n")
    repository.replace(SIGNAL, "text: 引导客户换位置再试", f"text: {title}")
    repository.replace(GLOSSARY, "    zh: 小区\n", f"    zh: {title}\n")
    repository.replace(SIGNAL, "[[位置|地方]]", "[[位置|@all <img>]]")
    repository.write("docs/02-network/a`b|c <img src=x> @team.md", "x\n")
    head = repository.commit()
    said = repository.markdown(base, head)
    page = tree.document_fromstring(f"<body>{render(said)}")
    assert not page.xpath("//img | //b | //del | //@src | //a[not(@class='headerlink')]")
    assert [len(row) for row in page.iter("tr")] == [4] * len(list(page.iter("tr")))
    assert len(list(page.iter("tr"))) >= 3
    outside = "".join(t for t in page.xpath("//text()[not(ancestor::code)]"))
    assert not re.search(r"@(?!\u200b)|https?://|www\.", outside)
    assert NASTY.split("(", maxsplit=1)[0] in outside
    assert said.count("<!--") == 1
    told = json.loads(repository.report(base, head, "--format", "json").stdout)
    (minutes,) = told["minutes"]
    assert minutes["title"].startswith("2.1 M|](https://e.example/) ![x](")
