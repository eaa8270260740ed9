"""What authors write comes out as text: on pages, in data, PDFs, exports and messages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from lxml import html

from .marked import NAMES, NO_TEXT, TABLES, marker

if TYPE_CHECKING:
    from pathlib import Path

RAW = re.compile(r"M\d{3}<b ")
"""A marker that would be read as a tag."""
NUMBER = re.compile(r"M(\d{3})")


def shown(text: str) -> set[str]:
    """Names of the fields whose markers are in a text."""
    return {NAMES[int(number)] for number in NUMBER.findall(text)}


def test_every_text_field_has_a_marker() -> None:
    for kind, table in TABLES.items():
        fields = {name.partition(".")[2] for name in NAMES if name.startswith(f"{kind}.")}
        assert fields | NO_TEXT[kind] == set(table.names)
    assert len(NAMES) == len(set(NAMES))


def test_no_page_has_an_element_or_attribute_of_a_marker(course: Path) -> None:
    found: set[str] = set()
    for path in (course / "site").rglob("*.html"):
        text = path.read_text("utf-8")
        assert not RAW.search(text), path
        tree = html.document_fromstring(text)
        assert not tree.xpath("//b | //@x[. = '1']"), path
        values = [*tree.itertext(), *map(str, tree.xpath("//@*"))]
        found |= shown("\n".join(values))
    assert found == set(NAMES) - NOT_ON_PAGES


NOT_ON_PAGES = {
    *("chapter.owner", "exam.title"),
    *("bank stem", "bank option", "bank feedback", "bank gap", "bank explanation", "term.not_in"),
    *("case title", "case text", "blueprint.title", "question register", "page register"),
}
"""What no page shows: the exam bank above all."""


def test_data_of_scripts_keeps_texts_as_they_are(course: Path) -> None:
    scripts = course / "site/assets/javascripts"
    for path in [*scripts.glob("*data*.js"), course / "site/sw.js"]:
        text = path.read_text("utf-8")
        assert not {"\u2028", "\u2029"} & set(text)
        assert "</script" not in text
    data = next(scripts.glob("exam-data*.js")).read_text("utf-8")
    value = json.loads(data.partition("=")[2].strip().rstrip(";"))
    assert value["title"] == marker("exam.title")
    for row in value["questions"]:
        assert not html.fragment_fromstring(row[3], create_parent="div").xpath(".//b | .//@x")
    for name in ("search-data", "terms-data"):
        text = next(scripts.glob(f"{name}*.js")).read_text("utf-8")
        json.loads(text.partition("=")[2].strip().rstrip(";"))
        assert shown(text)


def test_pdfs_show_the_texts(course: Path) -> None:
    found: set[str] = set()
    for path in sorted((course / "site/pdf").glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        found |= shown(text)
        assert shown(document.get_metadata_value("Title")) <= {"site.name", "chapter.title"}
    assert found >= {"lesson.title", "chapter.title", "heading", "table", "stem", "option", "gap"}


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "sarif", "json"])
def test_findings_keep_to_their_form(course: Path, form: str) -> None:
    done = subprocess.run(
        [sys.executable, "hooks", "check", "--format", form, "--root", str(course)],
        cwd=course,
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode()
    assert "Traceback" not in done.stderr.decode()
    assert shown(said) >= {"question register", "page register"}
    if form == "github":
        assert all(re.match(r"::(error|warning) file=", line) for line in said.splitlines())
    elif form != "text":
        json.loads(said)
