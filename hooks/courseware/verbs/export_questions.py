"""``python hooks export-questions``: both banks as files for other systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from courseware.checks.exam_bank import read_bank
from courseware.course.disk import read_project
from courseware.course.layout import CONFIG, EXAM_EXPORTS, EXPORTS, SITE
from courseware.course.markdown import plain
from courseware.course.project import read_settings
from courseware.course.reading import read_course
from courseware.exports.entries import BankName, course_entries, exam_entries
from courseware.exports.gift import write_gift
from courseware.exports.moodle import write_moodle
from courseware.exports.packed import Packer
from courseware.exports.qti import write_qti
from courseware.exports.rules import EXPORT_3, EXPORT_20
from courseware.exports.sheet import table
from courseware.exports.spreadsheet import write_csv, write_xlsx
from courseware.text.finding import Severity
from courseware.verbs.exam import ExamError, write_exam
from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable
    from datetime import date

    from courseware.exports.entries import Entry
    from courseware.exports.packed import Packed
    from courseware.text.finding import Diagnostic

    Writer = Callable[[Iterable[Packed]], tuple[bytes, tuple[Diagnostic, ...]]]

HELP = "导出题目给别的系统"
OUT = {BankName.COURSE: EXPORTS, BankName.EXAM: EXAM_EXPORTS}
"""Where the files go, from the project's root; git ignores it and no site is built there."""
WRITERS: dict[str, tuple[str, Writer]] = {
    "moodle": ("moodle.xml", write_moodle),
    "gift": ("gift.txt", write_gift),
    "qti": ("qti.zip", write_qti),
}
"""What a format's file name ends with, and who writes it."""


def read_bank_entries(root: Path, bank: BankName) -> tuple[list[Entry], list[Diagnostic]]:
    """A bank's questions, and every fault found in reading it."""
    project = read_project(root)
    reading = read_course(project.settings.title, project.texts)
    if bank is BankName.COURSE:
        return list(course_entries(reading.course)), [*project.faults, *reading.diagnostics]
    items, faults = read_bank(project.bank, reading.course)
    return list(exam_entries(items, reading.course)), [*project.faults, *faults]


def packer(root: Path) -> Packer:
    """Packs questions as pages and papers show them."""
    return Packer(plain, lambda path: (root / path).read_bytes())


SHEETS = {"csv": ("csv", write_csv), "xlsx": ("xlsx", write_xlsx)}
"""Formats that keep the author's Markdown, to be edited and read back."""
FORMATS = (*WRITERS, *SHEETS)


def add(parser: ArgumentParser) -> None:
    """Which bank, in which form, where to."""
    banks = [bank.value for bank in BankName]
    parser.add_argument("--bank", choices=banks, default=BankName.COURSE.value, help="哪个题库")
    parser.add_argument("--format", choices=list(FORMATS), required=True, help="导成什么")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--out", default="", help="放在哪个文件夹，默认在 dist 里")
    where.add_argument("--output", dest="file", metavar="FILE", default="", help="写成哪个文件")


def run(options: Namespace, root: Path, _today: date) -> Outcome:
    """What is exported depends on no day."""
    return export(root, options.bank, options.format, options.out, options.file)


def make_export(root: Path, bank: BankName, form: str) -> tuple[bytes, int, tuple[Diagnostic, ...]]:
    """A bank in a format: the file's bytes, how many questions are whole in it, the findings."""
    entries, found = read_bank_entries(root, bank)
    found = [one for one in found if one.severity is Severity.ERROR]
    for entry in entries:
        if not entry.question.id:
            found.append(EXPORT_3.at(entry.question.location))
    entries, unsafe = _safe([entry for entry in entries if entry.question.id], root)
    found += unsafe
    if form in SHEETS:
        return SHEETS[form][1](table(entries, bank)), len(entries), tuple(found)
    pack = packer(root).pack
    questions = []
    lacking: list[Diagnostic] = []
    for entry in entries:
        packed, faults = pack(entry)
        questions.append(packed)
        lacking += faults
    data, faults = WRITERS[form][1](questions)
    lacking += faults
    whole = len(questions) - len({one.location for one in lacking})
    return data, whole, (*found, *lacking)


def _safe(entries: list[Entry], root: Path) -> tuple[list[Entry], list[Diagnostic]]:
    """Those that may be shown as a page, in any format; a finding about each other one."""
    hosts = read_settings((root / CONFIG).read_text("utf-8"), CONFIG)[0].hosts
    offences = packer(root).offences
    kept, found = [], []
    for entry in entries:
        if refused := offences(entry, hosts):
            first = refused[0]
            what = f"{first.attribute}=“{first.value}”" if first.attribute else f"<{first.tag}>"
            found.append(EXPORT_20.at(entry.question.location, what=what))
        else:
            kept.append(entry)
    return kept, found


def export(root: Path, bank: str, form: str, out: str = "", file: str = "") -> Outcome:
    """Write a bank's questions in the form of another system.

    ``out`` is the folder, from ``root``, empty for the default; ``file`` one file to write
    instead. Exit code 1: something is not exported, each with a finding, the rest is written;
    2: the folder can't be.
    """
    name = BankName(bank)
    folder, filename = out or OUT[name], f"{name.value}-questions.{(WRITERS | SHEETS)[form][0]}"
    target, option = root / folder, "--out"
    if file:
        given = Path(file).resolve()
        folder, target, filename, option = (
            str(Path(file).parent),
            given.parent,
            given.name,
            "--output",
        )
    data, count, found = make_export(root, name, form)
    try:
        write_exam(target, {filename: data}, root / SITE)
    except ExamError:
        said = f"题目不能写进 {folder}，那里的文件会公开；请用 {option} 换一个文件夹\n"
        return Outcome(note=said, code=2)
    except OSError as error:
        said = f"写不进 {folder}（{error.strerror}）；请用 {option} 换一个文件夹\n"
        return Outcome(note=said, code=2)
    note = "".join(f"{one}\n" for one in found)
    if found:
        note += f"有 {len(found)} 处错误，涉及的题没有完整导出；请改正后再导出一次。\n"
    return Outcome(f"{file or f'{folder}/{filename}'}：{count} 题\n", note, int(bool(found)))
