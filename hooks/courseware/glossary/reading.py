"""The glossary: YAML text → :class:`Glossary` and findings about it.

``term_fields`` says what its fields may be; here is what they must be to each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.glossary.model import Glossary, Term, TermSource
from courseware.glossary.rules import (
    TERM_3,
    TERM_6,
    TERM_7,
    TERM_8,
    TERM_9,
    TERM_10,
    TERM_12,
    TERM_14,
)
from courseware.glossary.term_fields import GLOSSARY, RULES, YAML_RULES
from courseware.text.field_reading import FieldReader
from courseware.text.fields import Choice
from courseware.text.finding import Location, did_you_mean
from courseware.text.folding import fold_name
from courseware.text.yaml import read_yaml
from courseware.text.yaml_nodes import Scalar, YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.finding import Diagnostic

_ITSELF = TERM_9.saying("相关术语指向了自己；请删除，或换成别的编号")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&#?[0-9A-Za-z]+;")


def parse_glossary(
    text: str, path: str, *, with_pinyin: bool = True
) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """Read the glossary file ``text``; ``path`` is its place in the project, for findings.

    A term with a faulty field is kept with what could be read, so that links to it still
    resolve; without an id and a name, or with an id used before, it is left out. Findings
    come in the order of the file. Without ``with_pinyin`` only authored pinyin is kept: a check
    needs none.
    """
    root, faults = read_yaml(YamlText(text.removeprefix("\ufeff"), path), YAML_RULES)
    if root is None and faults:
        return Glossary(()), faults
    found = list(faults)
    if not isinstance(root, YamlMap):
        place = root.place if root else Location(path)
        found.append(TERM_3.at(place, key=GLOSSARY.what, expected=GLOSSARY.expected))
        return Glossary(()), tuple(found)
    reader = FieldReader(RULES)
    top = reader.read(root, GLOSSARY)
    drafts = [_Draft(node) for node in top.maps("terms")]
    _check_categories(drafts, top, reader)
    found += reader.found
    found += [fault for draft in drafts for fault in _markup(draft.node)]
    found += _same_ids(drafts)
    found += _same_names(drafts)
    known = {draft.text("id") for draft in drafts}
    for draft in drafts:
        found += _related(draft, known)
        found += _idle_words(draft)
    terms: dict[str, Term] = {}
    for draft in drafts:
        if draft.text("id") and draft.text("zh"):
            terms.setdefault(draft.text("id"), draft.term(with_pinyin=with_pinyin))
    return Glossary(tuple(terms.values())), tuple(sorted(found))


def reading(name: str) -> str:
    """Pinyin of a name without tones, for sorting: ``小区重选`` → ``xiao qu chong xuan``.

    Runs of Latin letters and digits stay together, in lower case; other signs are dropped.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its phrases take a while to load

    parts = lazy_pinyin(name, errors=lambda other: f" {other} ")
    return " ".join(re.findall(r"[a-z0-9]+", " ".join(parts).lower()))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A term as read."""

    node: YamlMap

    def text(self, field: str) -> str:
        """Text of a field, empty if absent."""
        return _prose(self.node, field)

    def items(self, field: str) -> list[Scalar]:
        """Items of a field, none if absent."""
        return list(self.node.scalars(field))

    def names(self) -> list[Scalar]:
        """Names that the matcher looks for."""
        own = (self.node.nodes.get(field) for field in ("zh", "abbr"))
        return [*(name for name in own if isinstance(name, Scalar)), *self.items("aliases")]

    def term(self, *, with_pinyin: bool) -> Term:
        """Return the term of the model."""
        text, source = self.text, self.node.map("source")

        def values(field: str) -> tuple[str, ...]:
            return tuple(item.prose for item in self.items(field))

        return Term(
            id=text("id"),
            zh=text("zh"),
            en=text("en"),
            abbr=text("abbr"),
            pinyin=text("pinyin") or (reading(text("zh")) if with_pinyin else ""),
            aliases=values("aliases"),
            deprecated=values("deprecated"),
            definition=text("definition"),
            plain=text("plain"),
            category=text("category"),
            generations=values("generation"),
            related=values("related"),
            not_in=values("not_in"),
            source=TermSource(*(_prose(source, key) for key in ("ref", "clause", "check"))),
            location=self.node.place,
            mark=self.node.flag("mark", default=True),
            lookup=self.node.flag("lookup", default=False),
        )


def _prose(node: YamlMap, field: str) -> str:
    value = node.nodes.get(field)
    return value.prose if isinstance(value, Scalar) else ""


def _check_categories(drafts: list[_Draft], top: YamlMap, reader: FieldReader) -> None:
    """Hold every term's category against those that the file allows, if it names any."""
    allowed = tuple(category.prose for category in top.scalars("categories"))
    for draft in drafts:
        category = draft.node.nodes.get("category")
        if allowed and category:
            reader.value("category", Choice(allowed), category)


def _markup(node: YamlMap) -> Iterator[Diagnostic]:
    """Texts, in whatever field, that hold HTML."""
    for value in node.nodes.values():
        if isinstance(value, YamlMap):
            yield from _markup(value)
            continue
        for text in value.items if isinstance(value, YamlList) else (value,):
            if isinstance(text, Scalar) and (found := _HTML.search(text.text)):
                yield TERM_10.at(text.place, width=text.width, found=found[0])


def _same_ids(drafts: list[_Draft]) -> Iterator[Diagnostic]:
    first: dict[str, Scalar] = {}
    for draft in drafts:
        for own in draft.items("id"):
            other = first.setdefault(own.prose, own)
            if other is not own:
                facts = {"id": own.prose, "line": other.place.line}
                yield TERM_6.at(own.place, width=own.width, **facts)


def _same_names(drafts: list[_Draft]) -> Iterator[Diagnostic]:
    owners: dict[str, tuple[_Draft, Scalar]] = {}
    for draft in drafts:
        for name in draft.names():
            owner, first = owners.setdefault(fold_name(name.prose), (draft, name))
            if first is not name:
                other = "同一术语" if owner is draft else f"术语“{owner.text('zh')}”"
                facts = {"name": name.prose, "other": other, "line": first.place.line}
                yield TERM_7.at(name.place, width=name.width, **facts)
    for draft in drafts:
        for word in draft.items("deprecated"):
            if found := owners.get(fold_name(word.prose)):
                facts = {"word": word.prose, "line": found[1].place.line}
                yield TERM_14.at(word.place, width=word.width, **facts)


def _related(draft: _Draft, known: set[str]) -> Iterator[Diagnostic]:
    for item in draft.items("related"):
        if item.prose == draft.text("id"):
            yield _ITSELF.at(item.place, width=item.width)
        elif item.prose not in known:
            facts = {"id": item.prose, "hint": did_you_mean(item.prose, known)}
            yield TERM_8.at(item.place, width=item.width, **facts)


def _idle_words(draft: _Draft) -> Iterator[Diagnostic]:
    words = draft.items("not_in")
    names = [fold_name(name.prose) for name in draft.names()] if words else []
    for word in words:
        if not any(name in fold_name(word.prose) for name in names):
            yield TERM_12.at(word.place, width=word.width, word=word.prose)
