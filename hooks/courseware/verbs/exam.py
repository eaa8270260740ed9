"""``python hooks exam``: reads bank and blueprint, draws papers, writes them to a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from courseware.checks.exam_bank import read_bank
from courseware.checks.held_back import held_back
from courseware.course.disk import read_project
from courseware.course.layout import BLUEPRINT, DOCS, EXAMS, FONTS, PAPERS, SITE
from courseware.course.markdown import plain
from courseware.course.reading import read_course
from courseware.course.rules import FILE_5
from courseware.exams.blueprint import read_blueprint
from courseware.exams.draw import draw
from courseware.glossary.model import Glossary
from courseware.print.draw_table import draw_csv, draw_markdown
from courseware.print.exam_paper import TEMPLATE, ExamContext, Sheet, exam_jobs
from courseware.print.rules import PRINT_8, PRINT_10
from courseware.print.typst import TypesettingError, broken_pictures, compile_pdf, known_characters
from courseware.questions.kinds import LETTERS
from courseware.text.finding import Location, Severity
from courseware.text.rules import UNREADABLE
from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path

    from courseware.course.model import Course
    from courseware.course.project import Project
    from courseware.exams.blueprint import Blueprint
    from courseware.exams.draw import Draw
    from courseware.exams.model import Bank
    from courseware.text.finding import Diagnostic

HELP = "从题库出卷：试卷、答题卡、答案"
STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the PDFs: a fixed one, because the same draw gives the same bytes any day."""
FILES = {Sheet.PAPER: "paper", Sheet.ANSWERS: "answer-sheet", Sheet.KEY: "key"}


def add(parser: ArgumentParser) -> None:
    """Which draw, where to."""
    parser.add_argument("--seed", type=int, required=True, help="种子：同一个数出同一套卷")
    parser.add_argument("--papers", default="A,B", help="卷名，用逗号隔开")
    parser.add_argument("--out", default=PAPERS, help="放在哪个文件夹")


def run(options: Namespace, root: Path, _today: date) -> Outcome:
    """The draw depends on no day."""
    return exam(root, options.seed, options.papers, options.out)


class ExamError(Exception):
    """The command was asked for something that can't be; the message is for the trainer."""


@dataclass(frozen=True, slots=True)
class ExamSources:
    """Bank, blueprint and course as read, and every finding about bank and blueprint."""

    course: Course
    bank: Bank
    blueprint: Blueprint | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way of a draw."""
        errors = (one.severity is Severity.ERROR for one in self.diagnostics)
        return self.blueprint is None or any(errors)


@dataclass(frozen=True, slots=True)
class ExamResult:
    """Names and bytes of the files of a draw; empty where an error stopped it."""

    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    draw: Draw | None = None


def read_exam(root: Path) -> ExamSources:
    """Read ``exam/`` below ``root`` and hold it against the course; nothing raises."""
    project = read_project(root)
    reading = read_course(project.settings.title, project.texts)
    course = reading.course
    found = [one for one in project.faults if _in_the_way(one, project)]
    found += [one for one in reading.diagnostics if one.code in UNREADABLE]
    bank, faults = read_bank(project.bank, course)
    found += faults
    blueprint = None
    if project.blueprint:
        blueprint, faults = read_blueprint(project.blueprint, bank, course)
        found += faults
    elif not any(one.location.path == BLUEPRINT for one in found):
        reason = "文件不存在" if project.blueprint is None else "文件是空的"
        found.append(FILE_5.at(Location(BLUEPRINT), reason=reason))
    kept = held_back(found, project, reading, Glossary(()))
    return ExamSources(course, bank, blueprint, tuple(sorted(kept)))


def _in_the_way(one: Diagnostic, project: Project) -> bool:
    """Whether a fault in reading the project is one of the exam's: of its files or of a lesson."""
    path = one.location.path
    unread = path in project.unreadable and path.endswith(".md")
    return unread or path.startswith(f"{EXAMS}/") or one.code in UNREADABLE


def paper_names(text: str) -> tuple[str, ...]:
    """``A,B`` → the names of papers.

    Raises:
        ExamError: if there is none, or one is not a letter from A to Z.
    """
    names = tuple(dict.fromkeys(part.strip().upper() for part in text.split(",")))
    if any(len(name) != 1 or name not in LETTERS for name in names):
        message = f"卷名“{text}”不对；请写 A 到 Z 的字母，用逗号隔开，例如 A,B"
        raise ExamError(message)
    return names


def make_exam(root: Path, seed: int, names: tuple[str, ...]) -> ExamResult:
    """Draw and typeset papers: 试卷, 答题卡, 参考答案 of each, and the table of the draw."""
    sources = read_exam(root)
    if sources.failed or sources.blueprint is None:
        return ExamResult({}, sources.diagnostics)
    drawn, faults = draw(sources.bank, sources.blueprint, seed, names)
    if faults:
        return ExamResult({}, (*sources.diagnostics, *faults))
    fonts = root / FONTS
    context = ExamContext(
        course=sources.course,
        bank=sources.bank,
        blueprint=sources.blueprint,
        draw=drawn,
        markdown=plain,
        read=lambda path: (root / path).read_bytes(),
        characters=known_characters(fonts),
        template=(files("courseware.print") / TEMPLATE).read_bytes(),
    )
    made = {
        "draw.csv": draw_csv(drawn, sources.blueprint, sources.course),
        "draw.md": draw_markdown(drawn, sources.blueprint, sources.course).encode(),
    }
    found = [*sources.diagnostics]
    for paper in drawn.papers:
        for sheet, job, faults in exam_jobs(context, paper):
            found += [fault for fault in faults if fault not in found]
            try:
                pdf = compile_pdf(job, fonts_dir=fonts, timestamp=STAMP)
            except TypesettingError as fault:
                broken = broken_pictures(job, fonts_dir=fonts, timestamp=STAMP)
                told = [PRINT_10.at(Location(name)) for name in broken]
                told = told or [PRINT_8.at(Location(BLUEPRINT), reason=fault)]
                found += [one for one in told if one not in found]
            else:
                made[f"exam-{paper.name}-{FILES[sheet]}.pdf"] = pdf
    return ExamResult(made, tuple(found), drawn)


def write_exam(folder: Path, made: dict[str, bytes], site: Path) -> tuple[str, ...]:
    """Write the files of a draw; gives their names.

    Raises:
        ExamError: if ``folder`` is in the site or in the course, whence it would be published.
    """
    target = folder.resolve()
    for public in (site, site.parent / DOCS):
        if target.is_relative_to(public.resolve()):
            message = f"试卷不能写进 {public.name} 目录，那里的文件会公开；请换一个目录"
            raise ExamError(message)
    target.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        draft = target / f".{name}.new"
        draft.write_bytes(data)
        draft.replace(target / name)
    return tuple(made)


def exam(root: Path, seed: int, papers: str, out: str = PAPERS) -> Outcome:
    """Draw papers, typeset them and write them below ``out``, which counts from ``root``.

    Exit code 1: errors in bank or blueprint, and nothing is written; 2: asked for something
    that can't be.
    """
    try:
        names = paper_names(papers)
        result = make_exam(root, seed, names)
        found = "".join(f"{one}\n" for one in result.diagnostics)
        if any(one.severity is Severity.ERROR for one in result.diagnostics):
            said = "题库或蓝图有错误，没有出卷；请先改正上面的错误。\n"
            return Outcome(note=found + said, code=1)
        written = write_exam(root / out, result.files, root / SITE)
    except ExamError as fault:
        return Outcome(note=f"{fault}\n", code=2)
    said = "".join(f"{out}/{name}\n" for name in written)
    return Outcome(said + _summary(result), found)


def _summary(result: ExamResult) -> str:
    """One line a paper: difficulty, and items that an earlier paper has, too."""
    lines = []
    for paper in result.draw.papers if result.draw else ():
        mix = "、".join(f"{band} {points} 分" for band, points in paper.levels.items())
        reused = f"，与前面的卷重 {len(paper.reused)} 题" if paper.reused else ""
        lines.append(f"{paper.name} 卷：{sum(1 for _ in paper.drawn())} 题；{mix}{reused}。\n")
    return "".join(lines)
