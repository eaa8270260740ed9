"""Two states of the course → what a change means to those who must approve it.

Nothing here compares text line by line: pages are followed by their id when they move,
questions by theirs, terms and objectives too, so that the report says what happened to
the course and not to the files.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courseware.checks.catalogue import all_rules
from courseware.checks.formats import within
from courseware.report.model import Change, Topic, short
from courseware.report.question_changes import placed_questions, question_changes
from courseware.report.reviewed_files import is_content, reviewed
from courseware.report.term_changes import term_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.checks.engine import Checked
    from courseware.course.changes import Changes
    from courseware.course.model import Lesson
    from courseware.text.finding import Diagnostic, Severity

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the course.

    ``files`` maps every path of the project to its mode and digest, as git knows them
    (``100644 3fa2…``). ``exams`` are the texts of the question banks outside of ``docs/``,
    ``glossary`` is the path of the terms.
    """

    checked: Checked
    files: Mapping[str, str]
    exams: Mapping[str, str] = field(default_factory=dict)
    glossary: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """A lesson's minutes before and after; ``None`` where it did not exist."""

    path: str
    title: str
    before: int | None
    after: int | None

    @property
    def delta(self) -> int:
        """Minutes more than before."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Report:
    """What a change means. ``total`` holds the whole course's minutes before and after."""

    changes: tuple[Change, ...]
    minutes: tuple[Minutes, ...]
    total: tuple[int, int]
    findings: tuple[Diagnostic, ...]
    mended: int

    def about(self, topic: Topic) -> tuple[Change, ...]:
        """The changes of one topic."""
        return tuple(change for change in self.changes if change.topic is topic)

    def weighing(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """New findings of one severity."""
        return tuple(one for one in self.findings if one.severity is severity)


def compare(before: Version, after: Version, changed: Changes) -> Report:
    """Say what ``after`` changes; ``changed`` are its changed lines and new files."""
    moved = _moved(before, after)
    old, new = _lessons(before), _lessons(after)
    pairs = list(_paired(old, new, moved))
    findings, mended = _new_findings(before, after, changed, moved)
    texts = {
        path: [line.text for line in source.lines]
        for path, source in after.checked.reading.sources.items()
    }
    changes = (
        *reviewed(before.files, after.files, before.glossary),
        *question_changes(
            placed_questions(before.checked.reading.sources, before.exams),
            placed_questions(after.checked.reading.sources, after.exams),
            moved,
            texts | {path: text.splitlines() for path, text in after.exams.items()},
        ),
        *_waivers(before, after, moved),
        *_pages(before, after, moved),
        *(change for a, b in pairs if a and b for change in _objectives(a, b)),
        *term_changes(before.checked.glossary, after.checked.glossary),
    )
    minutes = tuple(
        Minutes(one.path, _name(one), a.minutes if a else None, b.minutes if b else None)
        for a, b in pairs
        if (one := b or a) and (a is None or b is None or a.minutes != b.minutes)
    )
    total = (before.checked.reading.course.minutes, after.checked.reading.course.minutes)
    return Report(changes, minutes, total, findings, mended)


def _moved(before: Version, after: Version) -> dict[str, str]:
    """Files with another path than before, by that: pages with the same id, equal files."""
    gone = [path for path in before.files if path not in after.files]
    new = [path for path in after.files if path not in before.files]
    found: dict[str, str] = {}
    for keys in (_page_ids, lambda version: version.files):
        left = [path for path in gone if path not in found]
        unused = [path for path in new if path not in found.values()]
        was, now = keys(before), keys(after)
        olds = Counter(was.get(path, "") for path in left)
        heirs = {now.get(path, ""): path for path in unused}
        counts = Counter(now.get(path, "") for path in unused)
        for path in left:
            key = was.get(path, "")
            if key and olds[key] == counts[key] == 1:
                found[path] = heirs[key]
    return found


def _page_ids(version: Version) -> Mapping[str, str]:
    sources = version.checked.reading.sources
    return {path: source.meta.text("id") for path, source in sources.items()}


def _lessons(version: Version) -> dict[str, Lesson]:
    return {lesson.path: lesson for lesson in version.checked.reading.course.lessons()}


def _paired(
    old: Mapping[str, Lesson], new: Mapping[str, Lesson], moved: Mapping[str, str]
) -> Iterator[tuple[Lesson | None, Lesson | None]]:
    """Lessons before and after, in the order after; those that went come last."""
    origins = {now: was for was, now in moved.items()}
    for path, lesson in new.items():
        yield old.get(origins.get(path, path)), lesson
    for path, lesson in old.items():
        if moved.get(path, path) not in new:
            yield lesson, None


def _name(lesson: Lesson) -> str:
    return short(f"{lesson.number} {lesson.title or lesson.path}")


def _titles(version: Version) -> dict[str, str]:
    course = version.checked.reading.course
    titles = {path: s.meta.text("title") for path, s in version.checked.reading.sources.items()}
    titles |= {chapter.path: f"{chapter.number} {chapter.title}" for chapter in course.chapters}
    return titles | {lesson.path: _name(lesson) for lesson in course.lessons()}


def _pages(before: Version, after: Version, moved: Mapping[str, str]) -> Iterator[Change]:
    """Files of the course: changed, added, removed, renamed."""
    titles = _titles(before), _titles(after)

    def change(path: str, what: str, said: str, side: int = 1) -> Change:
        title = titles[side].get(path, "")
        shown = f"{what}“{short(title)}”" if title else what
        return Change(Topic.PAGE, path, 0, f"{shown}{said}")

    for path in sorted(after.files):
        if is_content(path) and path in before.files and before.files[path] != after.files[path]:
            yield change(path, "修改", "")
    for path in sorted(set(after.files) - set(before.files) - set(moved.values())):
        if is_content(path):
            yield change(path, "新增", "")
    for path in sorted(set(before.files) - set(after.files) - set(moved)):
        if is_content(path):
            yield change(path, "删除", "", 0)
    for was, now in sorted(moved.items()):
        if is_content(now) or is_content(was):
            also = "" if before.files[was] == after.files[now] else "，内容也有修改"
            yield change(now, "改名", f"：原来是 {was}{also}")


def _waivers(before: Version, after: Version, moved: Mapping[str, str]) -> Iterator[Change]:
    """Waivers that were not there before, each with its reason."""
    old = Counter(
        (moved.get(one.location.path, one.location.path), one.code, one.reason)
        for one in before.checked.waivers
    )
    for one in after.checked.waivers:
        path = one.location.path
        if old[path, one.code, one.reason]:
            old[path, one.code, one.reason] -= 1
        else:
            said = f"不查 {one.code}，理由：{short(one.reason)}"
            yield Change(Topic.WAIVER, path, one.location.line, said)


def _objectives(before: Lesson, after: Lesson) -> Iterator[Change]:
    old = {objective.id: objective for objective in before.objectives}
    new = {objective.id: objective for objective in after.objectives}
    name = _name(after)

    def change(line: int, said: str) -> Change:
        return Change(Topic.OBJECTIVE, after.path, line, f"{name}：{said}")

    for key, now in new.items():
        was, line = old.get(key), now.location.line
        if was is None:
            yield change(line, f"新增目标 {key}（{now.level.value}）“{short(now.text)}”")
            continue
        if was.level is not now.level:
            said = f"目标 {key} 的层次由“{was.level.value}”改为“{now.level.value}”"
            yield change(line, said)
        if was.text != now.text:
            yield change(line, f"目标 {key} 由“{short(was.text)}”改为“{short(now.text)}”")
    for key, was in old.items():
        if key not in new:
            yield change(0, f"删除目标 {key}（{was.level.value}）“{short(was.text)}”")


def _new_findings(
    before: Version, after: Version, changed: Changes, moved: Mapping[str, str]
) -> tuple[tuple[Diagnostic, ...], int]:
    """Findings that were not there before, and how many of the old ones are gone.

    Two findings are the same if code, file and message are, numbers apart: a message may
    name lines. Of several alike, those on changed lines are taken for the new ones.
    """

    def key(one: Diagnostic, path: str) -> tuple[str, str, str]:
        return path, one.code, _DIGITS.sub("0", one.message)

    old: Counter[tuple[str, str, str]] = Counter()
    for one in before.checked.diagnostics:
        path = one.location.path
        old[key(one, moved.get(path, path))] += 1
    caused = set(within(after.checked.diagnostics, changed, all_rules()))
    new: list[Diagnostic] = []
    for one in _last_first(after.checked.diagnostics, caused):
        same = key(one, one.location.path)
        if old[same]:
            old[same] -= 1
        else:
            new.append(one)
    return tuple(sorted(new)), old.total()


def _last_first(found: Sequence[Diagnostic], last: set[Diagnostic]) -> list[Diagnostic]:
    return [*(one for one in found if one not in last), *(one for one in found if one in last)]
