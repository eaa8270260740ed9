"""The pages as HTML: nothing a parser has to repair, every reference inside a page kept.

The Nu validator says the same and more; it needs Java, so it is run by hand before a release:
``npx vnu-jar --skip-non-html site``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import html5lib
from lxml import html

if TYPE_CHECKING:
    from conftest import Built

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


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
