"""Rows that came back → new texts of the pages, or the reasons why not.

Nothing is overwritten that the trainer did not see: a row counts as edited when it differs
from its own fingerprint, and an edited row is taken only if the question is still as it was
when the row was exported. Rows that are missing delete nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from courseware.exports import sheet
from courseware.exports.import_new import Newcomers, find_lesson
from courseware.exports.import_rewrite import RewriteError, kind_of, replaced
from courseware.exports.import_rows import check_row
from courseware.exports.rules import (
    IMPORT_3,
    IMPORT_4,
    IMPORT_5,
    IMPORT_9,
    IMPORT_14,
    IMPORT_15,
    IMPORT_16,
    IMPORT_18,
    IMPORT_19,
)
from courseware.questions.blocks import read_blocks
from courseware.text.finding import Severity
from courseware.text.lines import parse_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from courseware.course.model import Course
    from courseware.exports.entries import BankName, Entry
    from courseware.exports.import_rows import Incoming
    from courseware.questions.id_register import Register
    from courseware.text.finding import Diagnostic

if TYPE_CHECKING:
    Reread = Callable[[Mapping[str, str]], tuple[Sequence[Entry], Sequence[Diagnostic]]]


@dataclass(frozen=True, slots=True)
class Repository:
    """What the rows are held against.

    ``texts`` are the files as they are on disk, by path; ``reread`` reads and checks the
    project with some of them replaced.
    """

    bank: BankName
    course: Course
    texts: Mapping[str, str]
    register: Register
    reread: Reread


@dataclass(slots=True)
class Plan:
    """What an import would do; nothing at all where ``findings`` holds an error.

    ``texts`` are the new files by path. ``behind`` are questions changed in the course
    since the export whose rows were not edited, ``absent`` those without a row, ``known``
    new rows that are in the course already.
    """

    texts: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    same: int = 0
    behind: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def plan_import(rows: Sequence[Incoming], repository: Repository) -> Plan:
    """Work out what the rows change; nothing is written here."""
    plan = Plan()
    entries, before = repository.reread({})
    by_id = {entry.question.id: entry for entry in entries if entry.question.id}
    edited: list[tuple[Incoming, Entry]] = []
    new: list[Incoming] = []
    seen: dict[str, int] = {}
    for one in rows:
        name = one.row.get(sheet.ID, "")
        if not name:
            _sort_new(one, by_id.values(), new, plan)
            continue
        first = seen.setdefault(name, one.number)
        if first != one.number:
            plan.findings.append(one.fault(IMPORT_4, sheet.ID, id=name, other=first))
        elif name not in by_id:
            plan.findings.append(_unknown(one, name, repository.register))
        else:
            _sort_known(one, by_id[name], repository, edited, plan)
    plan.absent = [name for name in by_id if name not in seen]
    for one in [*(row for row, _ in edited), *new]:
        plan.findings += check_row(one)
    if plan.failed or not (edited or new):
        return plan
    texts = dict(repository.texts)
    _rewrite(edited, texts, plan)
    newcomers = Newcomers(repository, entries)
    placed = newcomers.place(new, texts, plan.findings)
    if plan.failed:
        return plan
    plan.texts = {path: text for path, text in texts.items() if text != repository.texts[path]}
    expected = [(one, name) for one, name in ((row, row.row[sheet.ID]) for row, _ in edited)]
    _verify([*expected, *placed], before, repository, plan)
    plan.changed = [entry.question.id for _, entry in edited]
    plan.added = [name for _, name in placed]
    if plan.failed:
        plan.texts = {}
    return plan


def _sort_new(one: Incoming, entries: Collection[Entry], new: list[Incoming], plan: Plan) -> None:
    """A row without an id: a new question, unless the course has it already."""
    row = one.row | {sheet.KIND: kind_of(one.row)}
    asked = sheet.content(sheet.compacted(row))
    for entry in entries:
        now = sheet.content(sheet.row_of(entry))
        now.pop(sheet.ID)
        if now == asked:
            plan.known.append(entry.question.id)
            return
    new.append(one)


def _sort_known(
    one: Incoming,
    entry: Entry,
    repository: Repository,
    edited: list[tuple[Incoming, Entry]],
    plan: Plan,
) -> None:
    now = sheet.row_of(entry)
    lesson = one.row.get(sheet.LESSON, "")
    if lesson and find_lesson(repository.course, lesson) != entry.lesson:
        problem = f"题号“{entry.question.id}”在“{now[sheet.LESSON]}”，不能改成“{lesson}”"
        plan.findings.append(one.fault(IMPORT_14, sheet.LESSON, problem=problem))
        return
    row = one.row if sheet.KIND in one.row else one.row | {sheet.KIND: kind_of(one.row)}
    mark = row.get(sheet.MARK, "")
    if sheet.content(row) == sheet.content(now):
        plan.same += 1
    elif mark == sheet.fingerprint(row):
        plan.behind.append(entry.question.id)
    elif not mark or len(mark) != len(now[sheet.MARK]):
        problem = "不对" if mark else "空了"
        plan.findings.append(one.fault(IMPORT_15, sheet.MARK, problem=problem))
    elif mark != now[sheet.MARK]:
        facts = {"id": entry.question.id, "place": entry.question.location}
        plan.findings.append(one.fault(IMPORT_9, sheet.STEM, **facts))
    else:
        edited.append((replace(one, row=row), entry))


def _unknown(one: Incoming, name: str, register: Register) -> Diagnostic:
    if name in register.entries:
        return one.fault(IMPORT_5, sheet.ID, id=name)
    return one.fault(IMPORT_3, sheet.ID, id=name)


def _rewrite(edited: list[tuple[Incoming, Entry]], texts: dict[str, str], plan: Plan) -> None:
    """From the end of a file on, so that the places above stay right."""
    for one, entry in sorted(edited, key=lambda pair: pair[1].question.location, reverse=True):
        place = entry.question.location
        now = sheet.row_of(entry)
        after = one.row | {sheet.LESSON: now[sheet.LESSON]}
        try:
            texts[place.path] = replaced(texts[place.path], place.line, now, after)
        except RewriteError as fault:
            facts = {"id": entry.question.id, "place": place, "problem": fault}
            plan.findings.append(one.fault(IMPORT_18, sheet.STEM, **facts))


def _verify(
    expected: list[tuple[Incoming, str]],
    before: Sequence[Diagnostic],
    repository: Repository,
    plan: Plan,
) -> None:
    """Read the new texts: what they say must be what the rows say, without new errors."""
    entries, after = repository.reread(plan.texts)
    blocks = {name: span for path in plan.texts for name, span in _blocks(path, plan.texts[path])}
    rows = {name: one for one, name in expected}
    blamed = set()
    for fault in _new_errors(before, after):
        place = fault.location
        name = next((n for n, (path, lines) in blocks.items()
                     if n in rows and path == place.path and place.line in lines), "")  # fmt: skip
        if name:
            blamed.add(name)
            message = f"{fault.code} {fault.message}"
            plan.findings.append(rows[name].fault(IMPORT_19, sheet.STEM, message=message))
        else:
            plan.findings.append(fault)
    by_id = {entry.question.id: entry for entry in entries}
    for name, one in rows.items():
        row = sheet.compacted(one.row | {sheet.ID: name})
        wanted = sheet.content(row | {sheet.KIND: kind_of(row)})
        read = sheet.content(sheet.row_of(by_id[name])) if name in by_id else {}
        wrong = [head for head in one.columns if wanted.get(head, "") != read.get(head, "")]
        if wrong and name not in blamed:
            said = read.get(wrong[0], "") or "（空）"
            plan.findings.append(one.fault(IMPORT_16, wrong[0], read=said))


def _new_errors(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Errors that were not there before, wherever their lines moved to."""
    known = Counter((one.location.path, one.code, one.message) for one in before)
    for one in after:
        sign = (one.location.path, one.code, one.message)
        if known[sign]:
            known[sign] -= 1
        elif one.severity is Severity.ERROR:
            yield one


def _blocks(path: str, text: str) -> Iterator[tuple[str, tuple[str, range]]]:
    """The lines of each question with an id, from its label to ``</quiz>``."""
    for block in read_blocks(parse_source(path, text)[0])[0]:
        if block.id:
            yield block.id, (path, range(block.first, block.last + 1))
