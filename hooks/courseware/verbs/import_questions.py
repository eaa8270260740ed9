"""``python hooks import-questions``: a trainer's spreadsheet back into the pages."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.checks.engine import check_course
from courseware.checks.exam_bank import read_bank
from courseware.course.disk import read_project
from courseware.course.registers import read_register
from courseware.exports.entries import BankName, course_entries, exam_entries
from courseware.exports.import_plan import Repository, plan_import
from courseware.exports.import_rewrite import split
from courseware.exports.import_rows import read_rows
from courseware.exports.rules import IMPORT_1
from courseware.exports.spreadsheet import TableError, read_table
from courseware.text.decode import decode
from courseware.text.finding import Location
from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence
    from datetime import date

    from courseware.course.project import Project
    from courseware.exports.entries import Entry
    from courseware.exports.import_plan import Plan
    from courseware.text.finding import Diagnostic

HELP = "把改好的表格写回课文"
_NEXT = "下一步：运行 python hooks check 看哪些题要学员重答；新题再运行 python hooks ids 登记。\n"
_SHOWN = 20
"""Ids that a line of the summary names."""


def add(parser: ArgumentParser) -> None:
    """Which file, for which bank, in earnest or not."""
    parser.add_argument("file", metavar="FILE", help="导出后改过的 xlsx 或 csv")
    banks = [bank.value for bank in BankName]
    parser.add_argument("--bank", choices=banks, default=BankName.COURSE.value, help="哪个题库")
    parser.add_argument("--apply", action="store_true", help="真的写回；不写就只预演")


def run(options: Namespace, root: Path, today: date) -> Outcome:
    """The file's path counts from the current folder."""
    return import_(root, Path(options.file), options.bank, today, apply=options.apply)


def import_(root: Path, file: Path, bank: str, today: date, *, apply: bool) -> Outcome:
    """Put what a trainer edited in a spreadsheet back into the pages.

    Without ``apply`` nothing is written: a unified diff and a summary are all. Exit code 1:
    something in the file stands in the way, and then nothing is written, either.
    """
    name = BankName(bank)
    try:
        cells = read_table(file.read_bytes())
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else "系统不让读"
        fault = IMPORT_1.at(Location(file.name), reason=reason)
        return Outcome(note=f"{fault}\n", code=2)
    except TableError as error:
        fault = IMPORT_1.at(Location(file.name), reason=error)
        return Outcome(note=f"{fault}\n", code=1)
    rows, faults = read_rows(cells, name, file.name)
    if faults:
        return _failed(faults)
    repository = _repository(root, name, today)
    plan = plan_import(rows, repository)
    if plan.failed:
        return _failed(plan.findings)
    diff = "".join(
        line
        for path, text in sorted(plan.texts.items())
        for line in _diff(path, repository.texts[path], text)
    )
    done = [diff, _summary(plan, len(rows))]
    if not plan.texts:
        done.append("没有要写的改动。\n")
    elif apply:
        try:
            _write(root, plan.texts)
        except OSError as error:
            said = f"写不进课文（{error.strerror}），没有改动任何文件；请检查权限和磁盘\n"
            return Outcome(note=said, code=2)
        done.append("".join(f"已写回：{path}\n" for path in sorted(plan.texts)))
        done.append(_NEXT)
    else:
        done.append("这是预演，没有写任何文件；确认无误后加上 --apply 再运行一次。\n")
    return Outcome("".join(done))


def _repository(root: Path, bank: BankName, today: date) -> Repository:
    project = read_project(root)
    course = check_course(project, today, with_pinyin=False).reading.course
    texts = {}
    for path in (*project.texts, *project.bank):
        try:
            texts[path] = (root / path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # its questions are not read either, which is a finding of the check

    def reread(changes: Mapping[str, str]) -> tuple[Sequence[Entry], Sequence[Diagnostic]]:
        return _reread(project, bank, changes, today)

    return Repository(bank, course, texts, read_register(root)[0], reread)


def _reread(
    project: Project, bank: BankName, changes: Mapping[str, str], today: date
) -> tuple[Sequence[Entry], Sequence[Diagnostic]]:
    contents = {path: decode(path, text.encode("utf-8")) for path, text in changes.items()}
    faults = [fault for content in contents.values() for fault in content.faults]
    clean = {path: content.text for path, content in contents.items()}
    changed = replace(
        project,
        texts={path: clean.get(path, text) for path, text in project.texts.items()},
        bank={path: clean.get(path, text) for path, text in project.bank.items()},
    )
    checked = check_course(changed, today, with_pinyin=False)
    course = checked.reading.course
    if bank is BankName.COURSE:
        return course_entries(course), (*faults, *checked.diagnostics)
    items, _ = read_bank(changed.bank, course)
    return exam_entries(items, course), (*faults, *checked.diagnostics)


def _failed(findings: Sequence[Diagnostic]) -> Outcome:
    said = "".join(f"{one}\n" for one in sorted(findings))
    said += f"共 {len(findings)} 个错误，没有写任何文件；请在表里改正后再导入。\n"
    return Outcome(note=said, code=1)


def _diff(path: str, before: str, after: str) -> list[str]:
    """A unified diff; a line without an end is shown with one."""
    lines = unified_diff(split(before), split(after), f"a/{path}", f"b/{path}")
    return [line.rstrip("\r\n") + "\n" for line in lines]


def _summary(plan: Plan, rows: int) -> str:
    counts = f"改 {len(plan.changed)} 题，新增 {len(plan.added)} 题，没动 {plan.same} 题"
    lines = [f"读到 {rows} 行：{counts}。\n"]
    if plan.changed:
        lines.append(f"改：{_names(plan.changed)}\n")
    if plan.added:
        lines.append(f"新增：{_names(plan.added)}\n")
    if plan.known:
        lines.append(f"新行和课程里已有的题完全一样，跳过：{_names(plan.known)}\n")
    if plan.behind:
        lines.append(f"导出以后课程里改过、表里没动，以课程为准：{_names(plan.behind)}\n")
    if plan.absent:
        lines.append(
            f"表里没有的 {len(plan.absent)} 题原样保留，导入从不删题：{_names(plan.absent)}\n"
        )
    return "".join(lines)


def _names(ids: Sequence[str]) -> str:
    more = f" 等 {len(ids)} 题" if len(ids) > _SHOWN else ""
    return "、".join(ids[:_SHOWN]) + more


def _write(root: Path, texts: Mapping[str, str]) -> None:
    """Every file or, if the disk is full, none but whole ones."""
    drafts = []
    for path, text in texts.items():
        target = root / path
        draft = target.with_name(f".{target.name}.new")
        draft.write_bytes(text.encode("utf-8"))
        drafts.append((draft, target))
    for draft, target in drafts:
        draft.replace(target)
