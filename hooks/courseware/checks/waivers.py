"""Comments by which an author waives a rule, with a reason.

In a page ``<!-- check: off CODE 理由 -->``, in YAML ``# check: off CODE 理由``, in a picture
as in a page. At the end of a line it holds for that line; on a line of its own for the
block below it, up to the next blank line, and above a question for the whole question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.text.finding import E, Location, Rule, W, did_you_mean
from courseware.text.lines import Kind, split_lines, without_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from courseware.checks.inspection import Page
    from courseware.course.project import Project
    from courseware.text.finding import Diagnostic

# fmt: off
WAIVE_1 = Rule(
    "WAIVE-1", E, "豁免没有写理由",
    "豁免没有写理由；请在编号后面写一句为什么，例如 <!-- check: off {code} 引用原文 -->",
    "后来的人要凭理由判断豁免是否还成立。",
    bad="<!-- check: off ZH-12 -->", good="<!-- check: off ZH-12 法规原句，不能拆 -->",
    waivable=False,
)
WAIVE_2 = Rule(
    "WAIVE-2", W, "豁免已经没有用",
    "这里没有 {code} 的问题，豁免已经没有用；请删除它",
    "留着没用的豁免，以后真出问题时会被它盖住。",
    waivable=False,
)
WAIVE_3 = Rule(
    "WAIVE-3", E, "豁免的编号不认识",
    "没有编号为“{code}”的规则{hint}；请对照规则表改正",
    "写错编号的豁免不起作用。",
    waivable=False,
)
WAIVE_4 = Rule(
    "WAIVE-4", E, "这条规则不能豁免",
    "{code} 不能豁免；请改正问题本身",
    "它关系到内容安全或能不能读出来，没有例外。",
    waivable=False,
)
# fmt: on


_ANY = re.compile(r"check:\s*off\b")
_COMMENT = re.compile(r"<!--\s*check:\s*off\b([^>]*?)-->")
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*check:\s*off\b(.*)$")


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings of ``code`` on the lines from ``first`` to ``last`` do not count."""

    code: str
    reason: str
    location: Location
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A line to look for waivers in."""

    number: int
    text: str
    quiz: bool
    pattern: re.Pattern[str]


def read_waivers(
    project: Project, pages: Mapping[str, Page], rules: Mapping[str, Rule]
) -> tuple[tuple[Waiver, ...], tuple[Diagnostic, ...]]:
    """Every waiver of the project, and findings about those that can't hold.

    ``rules`` are those that there are, by code.
    """
    waivers: list[Waiver] = []
    found: list[Diagnostic] = []
    for path, rows in _files(project, pages):
        ends = _ends(rows)
        for index, row in enumerate(rows):
            for match in row.pattern.finditer(row.text):
                place = Location(path, row.number, match.start() + 1)
                fault = _fault(match[1], place, len(match[0]), rules)
                if fault:
                    found.append(fault)
                    continue
                alone = not row.text.replace(match[0], "").strip()
                last = ends[index] if alone else row.number
                code, _, reason = match[1].strip().partition(" ")
                waivers.append(Waiver(code, reason.strip(), place, row.number, last))
    return tuple(waivers), tuple(found)


def apply_waivers(found: Iterable[Diagnostic], waivers: Iterable[Waiver]) -> tuple[Diagnostic, ...]:
    """The findings that are not waived, and one for every waiver that waives nothing."""
    by_code: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_code.setdefault((waiver.location.path, waiver.code), []).append(waiver)
    used: set[Waiver] = set()
    kept: list[Diagnostic] = []
    for one in found:
        line = one.location.line
        holding = [
            waiver
            for waiver in by_code.get((one.location.path, one.code), ())
            if waiver.first <= line <= waiver.last
        ]
        used.update(holding)
        kept += [] if holding else [one]
    for group in by_code.values():
        kept += [
            WAIVE_2.at(waiver.location, code=waiver.code) for waiver in group if waiver not in used
        ]
    return tuple(kept)


def _fault(words: str, place: Location, width: int, rules: Mapping[str, Rule]) -> Diagnostic | None:
    code, _, reason = words.strip().partition(" ")
    if code not in rules:
        hint = did_you_mean(code, rules)
        return WAIVE_3.at(place, width=width, code=code, hint=hint)
    if not rules[code].waivable:
        return WAIVE_4.at(place, width=width, code=code)
    if not reason.strip(" ：:，,。.…-—"):
        return WAIVE_1.at(place, width=width, code=code)
    return None


def _files(project: Project, pages: Mapping[str, Page]) -> Iterator[tuple[str, list[_Row]]]:
    for path, page in pages.items():
        if not _ANY.search(project.texts[path]):
            continue
        yield (
            path,
            [
                _Row(
                    line.number,
                    "" if line.kind is Kind.CODE else without_code(line.text),
                    line.kind is Kind.QUIZ,
                    _YAML_COMMENT if line.kind is Kind.META else _COMMENT,
                )
                for line in page.source.lines
            ],
        )
    others = [(p, text, _COMMENT) for p, text in {**project.pictures, **project.bank}.items()]
    if project.glossary is not None:
        others.append((project.settings.glossary, project.glossary, _YAML_COMMENT))
    for path, text, pattern in others:
        if _ANY.search(text):
            texts = split_lines(text)
            yield path, [_Row(n, t, quiz=False, pattern=pattern) for n, t in enumerate(texts, 1)]


def _ends(rows: list[_Row]) -> list[int]:
    """Of each line, the last one of its block: what a waiver alone on the line holds for."""
    ends = [row.number for row in rows]
    for index in range(len(rows) - 2, -1, -1):
        below = rows[index + 1]
        if below.text.strip() or (below.quiz and rows[index].quiz):
            ends[index] = ends[index + 1]
    return ends
