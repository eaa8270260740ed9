"""The glossary: YAML text → :class:`Glossary` and findings about it.

The file holds ``categories`` (a list, optional) and ``terms`` (a list of mappings). What the
fields mean stands in the head of ``docs/glossary.yml``; ``schemas/glossary.schema.json`` says
the same to editors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.glossary import rules
from courseware.glossary.model import Glossary, Term, TermSource
from courseware.text.finding import Diagnostic, Location, Rule
from courseware.text.folding import fold_name
from courseware.text.glossary_yaml import Fault, Place, Reader, Sequence, Text, compose, suggestion
from courseware.text.glossary_yaml import Mapping as YamlMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courseware.text.glossary_yaml import Node


_WEIGHTS = {one.code: one.severity for one in vars(rules).values() if isinstance(one, Rule)}
FIELDS = (
    "id", "zh", "en", "abbr", "pinyin", "aliases", "deprecated", "not_in", "mark", "lookup",
    "definition", "plain", "category", "generation", "related", "source",
)  # fmt: skip
LISTS = ("aliases", "deprecated", "not_in", "generation", "related")
REQUIRED = ("id", "zh", "definition", "category")
SOURCE_FIELDS = ("ref", "clause", "check")
GENERATIONS = ("1G", "2G", "3G", "4G", "5G", "6G", "通用", "研究")
CHECKS = ("页", "题名", "记忆")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PINYIN = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
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
    root, faults = compose(text.removeprefix("\ufeff"))
    reader = Reader()
    drafts = _drafts(root, reader) if not faults else []
    _check_ids(drafts, reader)
    _check_names(drafts, reader)
    known = {draft.text("id") for draft in drafts}
    for draft in drafts:
        _check_related(draft, known, reader)
        _check_words(draft, reader)
    terms: dict[str, Term] = {}
    for draft in drafts:
        term = draft.term(path, with_pinyin=with_pinyin)
        if term.id and term.zh:
            terms.setdefault(term.id, term)
    found = [_diagnostic(fault, path) for fault in (*faults, *reader.faults)]
    return Glossary(tuple(terms.values())), tuple(sorted(found))


def reading(name: str) -> str:
    """Pinyin of a name without tones, for sorting: ``小区重选`` → ``xiao qu chong xuan``.

    Runs of Latin letters and digits stay together, in lower case; other signs are dropped.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its phrases take a while to load

    parts = lazy_pinyin(name, errors=lambda other: f" {other} ")
    return " ".join(re.findall(r"[a-z0-9]+", " ".join(parts).lower()))


def _diagnostic(fault: Fault, path: str) -> Diagnostic:
    location = Location(path, fault.place.line, fault.place.column)
    return Diagnostic(location, fault.code, fault.message, _WEIGHTS[fault.code], fault.width)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A term as read, with the place of every text."""

    place: Place
    texts: Mapping[str, Text]
    lists: Mapping[str, tuple[Text, ...]]
    source: Mapping[str, Text]
    mark: bool
    lookup: bool

    def text(self, field: str) -> str:
        """Text of a field, empty if absent."""
        return self.texts[field].value if field in self.texts else ""

    def list(self, field: str) -> tuple[Text, ...]:
        """Items of a field, none if absent."""
        return self.lists.get(field, ())

    def names(self) -> tuple[Text, ...]:
        """Names that the matcher looks for."""
        own = tuple(self.texts[field] for field in ("zh", "abbr") if field in self.texts)
        return own + self.list("aliases")

    def term(self, path: str, *, with_pinyin: bool) -> Term:
        """Return the term of the model."""

        def values(field: str) -> tuple[str, ...]:
            return tuple(item.value for item in self.list(field))

        def source(field: str) -> str:
            return self.source[field].value if field in self.source else ""

        return Term(
            id=self.text("id"),
            zh=self.text("zh"),
            en=self.text("en"),
            abbr=self.text("abbr"),
            pinyin=self.text("pinyin") or (reading(self.text("zh")) if with_pinyin else ""),
            aliases=values("aliases"),
            deprecated=values("deprecated"),
            definition=self.text("definition"),
            plain=self.text("plain"),
            category=self.text("category"),
            generations=values("generation"),
            related=values("related"),
            not_in=values("not_in"),
            source=TermSource(source("ref"), source("clause"), source("check")),
            location=Location(path, self.place.line, self.place.column),
            mark=self.mark,
            lookup=self.lookup,
        )


def _drafts(root: Node | None, reader: Reader) -> list[_Draft]:
    if not isinstance(root, YamlMapping):
        message = "术语表应以“terms:”开头；请照文件开头的说明书写"
        reader.faults.append(Fault("TERM-3", message, root.place if root else Place()))
        return []
    top = reader.fields(root, ("categories", "terms"), "术语表")
    categories: tuple[Text, ...] = ()
    if "categories" in top:
        categories = reader.texts(top["categories"], "categories")
    if "terms" not in top:
        reader.fault("TERM-5", "缺少“terms”；请在它下面逐条写术语", root)
        return []
    if not isinstance(top["terms"], Sequence):
        reader.fault("TERM-3", "“terms”应是列表；请让每个术语以“- id:”开头", top["terms"])
        return []
    allowed = tuple(category.value for category in categories)
    return [draft for node in top["terms"].items if (draft := _draft(node, allowed, reader))]


def _draft(node: Node, categories: tuple[str, ...], reader: Reader) -> _Draft | None:
    if not isinstance(node, YamlMapping):
        reader.fault("TERM-3", "术语应由字段组成；请写“- id: …”，在下面缩进写 zh 等字段", node)
        return None
    fields = reader.fields(node, FIELDS, "术语")
    name = getattr(fields.get("zh") or fields.get("id"), "value", "")
    for field in REQUIRED:
        if field not in fields:
            who = f"术语“{name}”" if name else "这个术语"
            reader.fault("TERM-5", f"{who}缺少“{field}”；请补上", node)
    texts: dict[str, Text] = {}
    lists: dict[str, tuple[Text, ...]] = {}
    for field, value in fields.items():
        if field in LISTS:
            lists[field] = reader.texts(value, field)
        elif field not in {"mark", "lookup", "source"} and (text := reader.text(value, field)):
            texts[field] = text
    source = _source(fields["source"], reader) if "source" in fields else {}
    mark = reader.flag(fields["mark"], "mark") if "mark" in fields else True
    lookup = reader.flag(fields["lookup"], "lookup") if "lookup" in fields else False
    _check_values(texts, lists, source, categories, reader)
    return _Draft(node.place, texts, lists, source, mark is not False, lookup is True)


def _source(node: Node, reader: Reader) -> dict[str, Text]:
    if not isinstance(node, YamlMapping):
        reader.fault("TERM-3", "“source”应有下级字段；请写 ref、clause、check", node)
        return {}
    fields = reader.fields(node, SOURCE_FIELDS, "source")
    read = {field: reader.text(value, f"source.{field}") for field, value in fields.items()}
    return {field: text for field, text in read.items() if text}


def _check_values(
    texts: Mapping[str, Text],
    lists: Mapping[str, tuple[Text, ...]],
    source: Mapping[str, Text],
    categories: tuple[str, ...],
    reader: Reader,
) -> None:
    def among(item: Text, what: str, allowed: tuple[str, ...]) -> None:
        if item.value not in allowed:
            hint = suggestion(item.value, allowed)
            message = f"“{what}”不能是“{item.value}”{hint}；可以写：{'、'.join(allowed)}"
            reader.fault("TERM-11", message, item)

    if "id" in texts and not _ID.fullmatch(texts["id"].value):
        message = f"编号“{texts['id'].value}”不合规；只用小写字母、数字和短横线，例如 core-network"
        reader.fault("TERM-11", message, texts["id"])
    if "pinyin" in texts and not _PINYIN.fullmatch(texts["pinyin"].value):
        message = "拼音只写小写字母，不标声调，音节间空一格，例如 chong xuan；请改正"
        reader.fault("TERM-11", message, texts["pinyin"])
    if "category" in texts and categories:
        among(texts["category"], "category", categories)
    for generation in lists.get("generation", ()):
        among(generation, "generation", GENERATIONS)
    if "check" in source:
        among(source["check"], "check", CHECKS)
    listed = (item for items in lists.values() for item in items)
    for text in (*texts.values(), *source.values(), *listed):
        if found := _HTML.search(text.value):
            message = f"“{found.group()}”是 HTML 写法，会按原样显示；请改用文字、**加粗**或 `代码`"
            reader.fault("TERM-10", message, text)


def _check_ids(drafts: list[_Draft], reader: Reader) -> None:
    first: dict[str, int] = {}
    for draft in drafts:
        if "id" not in draft.texts:
            continue
        term_id = draft.texts["id"]
        if term_id.value in first:
            line = first[term_id.value]
            message = f"编号“{term_id.value}”重复，第一次在第 {line} 行；请换一个编号，或删除其一"
            reader.fault("TERM-6", message, term_id)
        first.setdefault(term_id.value, term_id.place.line)


def _check_names(drafts: list[_Draft], reader: Reader) -> None:
    owners: dict[str, tuple[int, Text]] = {}
    for number, draft in enumerate(drafts):
        for name in draft.names():
            owner, first = owners.setdefault(fold_name(name.value), (number, name))
            if first is name:
                continue
            other = "同一术语" if owner == number else f"术语“{drafts[owner].text('zh')}”"
            message = f"名称“{name.value}”已属于{other}（第 {first.place.line} 行）；请删除其一"
            reader.fault("TERM-7", message, name)
    for draft in drafts:
        for word in draft.list("deprecated"):
            if (found := owners.get(fold_name(word.value))) is not None:
                line = found[1].place.line
                message = f"“{word.value}”列为不用的说法，第 {line} 行又把它当正式名称；请删除其一"
                reader.fault("TERM-14", message, word)


def _check_related(draft: _Draft, known: set[str], reader: Reader) -> None:
    for item in draft.list("related"):
        if item.value == draft.text("id"):
            reader.fault("TERM-9", "相关术语指向了自己；请删除，或换成别的编号", item)
        elif item.value not in known:
            hint = suggestion(item.value, known)
            reader.fault("TERM-8", f"没有编号为“{item.value}”的术语{hint}；请改正或删除", item)


def _check_words(draft: _Draft, reader: Reader) -> None:
    names = [fold_name(name.value) for name in draft.names()]
    for word in draft.list("not_in"):
        if not any(name in fold_name(word.value) for name in names):
            message = f"“{word.value}”里没有本术语的任何名称；请写含有名称的更长的词，或删除"
            reader.fault("TERM-12", message, word)
