"""What a change does to the glossary, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.report.model import Change, Topic, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.glossary.model import Glossary, Term

_SHOWN = {"zh": "中文名", "en": "英文名", "abbr": "缩写", "definition": "释义", "plain": "通俗说法"}
_LISTS = {"aliases": "别名", "deprecated": "不该用的叫法", "not_in": "不算在内的词"}
_NAMED = {
    "related": "相关术语", "category": "分类", "generations": "代际", "source": "依据",
    "pinyin": "拼音", "mark": "是否自动标注", "lookup": "是否只供查阅",
}  # fmt: skip


def term_changes(before: Glossary, after: Glossary) -> Iterator[Change]:
    """Terms that came, changed and went, each as one sentence."""
    old, new = before.by_id(), after.by_id()
    gone = {term.zh: term for key, term in old.items() if key not in new}
    for key, term in new.items():
        was = old.get(key) or gone.pop(term.zh, None)
        if was is None:
            said = f"新增“{short(term.zh)}”：{short(term.definition)}"
            yield Change(Topic.TERM, term.location.path, term.location.line, said)
        elif parts := list(_differences(was, term)):
            said = f"“{short(term.zh)}”：{'；'.join(parts)}"
            yield Change(Topic.TERM, term.location.path, term.location.line, said)
    for term in gone.values():
        yield Change(Topic.TERM, term.location.path, 0, f"删除“{short(term.zh)}”")


def _differences(was: Term, now: Term) -> Iterator[str]:
    if was.id != now.id:
        yield f"编号由 {short(was.id)} 改为 {short(now.id)}"
    for name, shown in _SHOWN.items():
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield f"{shown}由{_quoted(old)}改为{_quoted(new)}"
    for name, shown in _LISTS.items():
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield f"{shown}由{_quoted('、'.join(old))}改为{_quoted('、'.join(new))}"
    rest = [shown for name, shown in _NAMED.items() if getattr(was, name) != getattr(now, name)]
    if rest:
        yield f"{'、'.join(rest)}有修改"


def _quoted(text: str) -> str:
    return f"“{short(text)}”" if text else "（空）"
