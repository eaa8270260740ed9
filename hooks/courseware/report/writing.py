"""A report → Markdown for a comment on a change, or JSON for programs.

Everything that authors wrote is escaped: a comment is read by people who decide, and is
posted with more rights than its writers have.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from courseware.checks.formats import Format, render
from courseware.report.model import Topic
from courseware.text.as_markdown import code, escaped
from courseware.text.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from courseware.report.compare import Minutes, Report
    from courseware.report.model import Change
    from courseware.text.finding import Diagnostic

MARKER = "<!-- courseware-report -->"
"""The first line, by which a job finds the comment that it wrote before."""

LIMIT = 60_000
"""Most characters of a report; GitHub takes 65,536."""

MOST = 30
"""Entries of a section that are shown, except of changed answers, which all are."""

NAMED = 5
"""Files of a kind that are named."""

_TITLES = {
    Topic.REVIEW: "需要维护者复核",
    Topic.ANSWER: "正确答案变了",
    Topic.WAIVER: "新的豁免",
    Topic.QUESTION: "题目",
    Topic.PAGE: "文件",
    Topic.OBJECTIVE: "目标",
    Topic.TERM: "术语",
}
_LESSER = (Topic.WAIVER, Topic.QUESTION, Topic.PAGE, Topic.OBJECTIVE, Topic.TERM)
_NOTES = {
    Topic.REVIEW: "这些文件不是课文，会影响程序、设置或评审。合并之前请维护者看过。",
    Topic.ANSWER: "请出题人逐条确认。字母按文件里的顺序。",
    Topic.WAIVER: "这些地方从此不再查。请看理由站不站得住。",
}
_CUT = "\n\n……报告太长，后面的没有显示。完整内容：`python hooks report BASE HEAD --format json`\n"


def to_markdown(report: Report) -> str:
    """The report as a comment; begins with :data:`MARKER`."""
    parts = [MARKER, "## 这次改动", _headline(report)]
    for topic in (Topic.REVIEW, Topic.ANSWER):
        parts += _section(topic, report.about(topic))
    parts += _findings(report)
    for topic in _LESSER:
        parts += _section(topic, report.about(topic))
    parts += _minutes(report)
    text = "\n\n".join(parts) + "\n"
    if len(text) <= LIMIT:
        return text
    kept = text[: LIMIT - len(_CUT)]
    return kept[: kept.rfind("\n")].rstrip() + _CUT


def to_json(report: Report) -> str:
    """The whole report, nothing left out."""
    value = {
        "changes": [asdict(change) for change in report.changes],
        "minutes": [{**asdict(one), "delta": one.delta} for one in report.minutes],
        "total": {"before": report.total[0], "after": report.total[1]},
        "findings": json.loads(render(report.findings, Format.JSON, {}))["findings"],
        "mended": report.mended,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _headline(report: Report) -> str:
    """One line that says it all."""
    parts = []
    for topic, unit in ((Topic.REVIEW, "**需要维护者复核**"), (Topic.ANSWER, "**正确答案变了**")):
        if count := len(report.about(topic)):
            parts.append(f"{unit} {count} 处")
    counts = {topic: len(report.about(topic)) for topic in _LESSER}
    parts += [f"{_TITLES[topic]} {count} 处" for topic, count in counts.items() if count]
    if report.minutes:
        parts.append(f"用时 {_signed(report.total[1] - report.total[0])} 分钟")
    errors = len(report.weighing(Severity.ERROR))
    warnings = len(report.weighing(Severity.WARNING))
    new = f"新出现 {errors} 个错误、{warnings} 个提醒"
    new = new if errors or warnings else "没有新的问题"
    mended = f"，改好 {report.mended} 个" if report.mended else ""
    said = "，".join(parts) if parts else "课程内容没有变化"
    return f"{said}。{new}{mended}。"


def _section(topic: Topic, changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    yield f"### {_TITLES[topic]}（{len(changes)}）"
    if topic in _NOTES:
        yield _NOTES[topic]
    if topic is Topic.REVIEW:
        yield _list(list(_grouped(changes)), MOST)
        return
    most = len(changes) if topic is Topic.ANSWER else MOST
    yield _list([f"{escaped(one.sentence)} {_place(one)}" for one in changes], most)


def _grouped(changes: Sequence[Change]) -> Iterator[str]:
    """One entry a sentence, so that many files of a kind don't hide one of another."""
    for sentence in dict.fromkeys(change.sentence for change in changes):
        places = [_place(change) for change in changes if change.sentence == sentence]
        rest = f"……共 {len(places)} 个" if len(places) > NAMED else ""
        yield f"{escaped(sentence)} {'、'.join(places[:NAMED])}{rest}"


def _place(change: Change) -> str:
    return code(f"{change.path}:{change.line}" if change.line else change.path)


def _findings(report: Report) -> Iterator[str]:
    for severity, title in ((Severity.ERROR, "新的错误"), (Severity.WARNING, "新的提醒")):
        found = report.weighing(severity)
        if found:
            yield f"### {title}（{len(found)}）"
            yield _list([_finding(one) for one in found], MOST)


def _finding(one: Diagnostic) -> str:
    return f"{code(str(one.location))} {one.code} {escaped(one.message)}"


def _minutes(report: Report) -> Iterator[str]:
    if not report.minutes:
        return
    before, after = report.total
    rows = [_row(one) for one in report.minutes[:MOST]]
    if len(report.minutes) > MOST:
        rows.append(f"| ……还有 {len(report.minutes) - MOST} 课 | | | |")
    rows.append(f"| **全课程** | {before} | {after} | {_signed(after - before)} |")
    yield f"### 用时（{len(report.minutes)}）"
    yield "\n".join(
        ["| 课 | 原来（分钟） | 现在（分钟） | 差 |", "| --- | ---: | ---: | ---: |", *rows]
    )


def _row(one: Minutes) -> str:
    before = "新增" if one.before is None else str(one.before)
    after = "删除" if one.after is None else str(one.after)
    return f"| {escaped(one.title)} | {before} | {after} | {_signed(one.delta)} |"


def _signed(number: int) -> str:
    return f"{number:+}" if number else "0"


def _list(entries: Sequence[str], most: int) -> str:
    shown = [f"- {entry}" for entry in entries[:most]]
    if len(entries) > most:
        shown.append(f"- ……还有 {len(entries) - most} 条")
    return "\n".join(shown)
