"""The pages as HTML: nothing a parser has to repair, every reference inside a page kept."""

from __future__ import annotations

import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import html5lib
from lxml import html

from tests.machine import NODE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


VALIDATOR = NODE / "node_modules/vnu-jar/build/dist/vnu.jar"
"""The Nu HTML checker: the W3C's, and the one the HTML standard names."""


_BLOCKED = "info warning: Resource violates Content Security Policy (meta tag)"
"""Said of files in a folder, whose ``'self'`` the validator does not know; browsers do, and are
tried in test_csp, test_browser and engines."""


def complaints(*paths: Path) -> list[str]:
    command = ["java", "-jar", str(VALIDATOR), "--skip-non-html", "--format", "gnu"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False)
    return [line for line in done.stderr.decode().splitlines() if _BLOCKED not in line]


def test_the_validator_finds_neither_error_nor_warning(built: Built) -> None:
    assert complaints(built.folder) == []


def test_the_validator_sees_faults(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=zh><title>a</title><h1></h1><p id=a><p id=a>")
    assert [line.partition(": ")[2] for line in complaints(page)] == [
        "info warning: Empty heading.",
        "error: Duplicate ID “a”.",
        "info warning: The first occurrence of ID “a” was here.",
    ]


def test_a_parser_repairs_nothing(built: Built) -> None:
    found = {}
    for name in built.pages():
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"))
        parser.parse((built.folder / name).read_text("utf-8"))
        if parser.errors:
            found[name] = [(place, code) for place, code, _ in parser.errors]
    assert found == {}


def test_ids_and_references_hold(built: Built) -> None:
    pages = {name: (built.folder / name).read_text("utf-8") for name in built.pages()}
    found = {name: page_faults(markup) for name, markup in pages.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def page_faults(markup: str) -> list[str]:
    root = html.document_fromstring(markup)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids = Counter(name for element in elements if (name := element.get("id")) is not None)
    faults = [f"id={name} {count} times" for name, count in ids.items() if count > 1]
    faults += [f"empty id on <{e.tag}>" for e in elements if e.get("id") == ""]
    for element in elements:
        for attribute in REFERENCES:
            targets = (element.get(attribute) or "").split()
            faults += [f"{element.tag} {attribute}={t}" for t in targets if t not in ids]
        if element.tag == "input" and element.get("type") == "checkbox":
            faults += ["autocomplete on a checkbox"] if element.get("autocomplete") else []
    faults += [
        f"<img {e.get('src')}> without alt" for e in root.iter("img") if e.get("alt") is None
    ]
    faults += [
        f"input {e.get('name') or e.get('id')} without a name for readers"
        for e in root.iter("input", "select", "textarea")
        if e.get("type") != "hidden" and not _named(e, root)
    ]
    return faults


def _named(field: html.HtmlElement, root: html.HtmlElement) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby"):
        return True
    labels = root.xpath("//label[@for=$id]", id=field.get("id") or "?")
    return bool(labels) or field.getparent().tag == "label"


def test_the_checks_see_faults() -> None:
    assert page_faults(
        '<p id="a"><p id="a"><label for="b">x</label><img src="i"><input name="n">'
    ) == [
        "id=a 2 times",
        "label for=b",
        "<img i> without alt",
        "input n without a name for readers",
    ]
