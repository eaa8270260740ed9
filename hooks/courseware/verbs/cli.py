"""The command line: ``python hooks <command>``. Arguments and exit codes only."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from courseware.checks.formats import Format
from courseware.checks.mishap import mishap
from courseware.course.changes import ChangesError
from courseware.course.clock import course_today
from courseware.verbs import commands
from releases.command import VERBS as PUBLISHING
from releases.command import add_verbs as add_publishing
from releases.paths import is_readable
from releases.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 is fine, 1 means errors in the course, 2 that we can't run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that can't show a sign shows “?”
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    root = Path(options.root).resolve()
    if options.command not in PUBLISHING and not (root / "docs").is_dir():
        print(f"{root} 下没有 docs 目录；请在项目根目录运行，或用 --root 指定", file=sys.stderr)
        return 2
    try:
        outcome = _run(options, root)
    except ChangesError as error:
        print(shown(str(error)), file=sys.stderr)
        return 2
    except Exception as error:  # noqa: BLE001 - the edge: nobody reads a traceback
        print(shown(str(mishap(f"运行 {options.command} ", error))), file=sys.stderr)
        return 2
    if options.output:
        try:
            Path(options.output).write_text(shown(outcome.output), encoding="utf-8")
        except OSError as error:
            said = f"写不进 {options.output}（{error.strerror}）；请换一个文件名或文件夹"
            print(shown(said), file=sys.stderr)
            return 2
    else:
        print(shown(outcome.output), end="")
    if outcome.note:
        print(shown(outcome.note), end="", file=sys.stderr)
    return outcome.code


def _run(  # noqa: PLR0911 - one for each verb
    options: argparse.Namespace, root: Path
) -> commands.Outcome:
    if options.command == "rules":
        return commands.rules()
    today = options.today or course_today(root)
    if options.command == "coverage":
        return commands.coverage(root, today)
    if options.command == "exam":
        return commands.exam(root, options.seed, options.papers, options.out)
    if options.command == "export-questions":
        return commands.export_questions(root, options.bank, options.format, options.out)
    if options.command == "import-questions":
        file = Path(options.file)
        return commands.import_questions(root, file, options.bank, today, apply=options.apply)
    if options.command == "ids":
        return commands.ids(root)
    if options.command == "scorm":
        return commands.scorm(root, options.site, options.out)
    if options.command == "report":
        return commands.report(root, options.base, options.head, options.format, today)
    if options.command in {"release", "serve-release", "wheelhouse", *PUBLISHING}:
        return _run_release(options, root)
    chosen = commands.CheckOptions(
        paths=tuple(_from_root(path, root) for path in options.paths),
        form=Format(options.format),
        base=options.changed,
        fix=options.fix,
    )
    return commands.check(root, chosen, today)


def _run_release(options: argparse.Namespace, root: Path) -> commands.Outcome:
    """The verbs that make and show what ops get."""
    if options.command in PUBLISHING:
        return commands.publishing(options)
    if options.command == "wheelhouse":
        return commands.wheelhouse(root)
    if options.command == "serve-release":
        release = Path(options.release)
        return commands.serve_release(release, options.server, options.port, options.host)
    key = Path(options.sign) if options.sign else None
    return commands.release(
        root, key, allow_dirty=options.allow_dirty, overdue=options.overdue or ""
    )


def _reason(text: str) -> str:
    """One line that says why, for the manifest."""
    if not text.strip() or not is_readable(text):
        raise argparse.ArgumentTypeError("要写一行理由")
    return text.strip()


def _from_root(path: str, root: Path) -> str:
    """A path as findings name it: from the root, with forward slashes."""
    given = Path(path).resolve()
    shown = given.relative_to(root) if given.is_relative_to(root) else Path(path)
    return PurePosixPath(shown.as_posix()).as_posix()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python hooks", description="课程工具")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", default=Path(__file__).parents[3], help="项目根目录")
    common.add_argument("--output", metavar="FILE", help="写进文件，不写到屏幕")
    common.add_argument("--today", type=dt.date.fromisoformat, help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(dest="command", required=True)
    check = verbs.add_parser("check", parents=[common], help="查出课程里的全部问题")
    check.add_argument("paths", nargs="*", metavar="PATH", help="只看这些文件或文件夹")
    check.add_argument("--format", choices=[form.value for form in Format], default="text")
    check.add_argument("--changed", metavar="BASE", default="", help="只看自这个提交以来改过的行")
    check.add_argument("--fix", action="store_true", help="先改正能安全自动改的地方")
    exam = verbs.add_parser("exam", parents=[common], help="从题库出卷：试卷、答题卡、答案")
    exam.add_argument("--seed", type=int, required=True, help="种子：同一个数出同一套卷")
    exam.add_argument("--papers", default="A,B", help="卷名，用逗号隔开")
    exam.add_argument("--out", default="dist/exam", help="放在哪个文件夹")
    exported = verbs.add_parser("export-questions", parents=[common], help="导出题目给别的系统")
    exported.add_argument("--bank", choices=["course", "exam"], default="course", help="哪个题库")
    forms = ["moodle", "gift", "qti", "csv", "xlsx"]
    exported.add_argument("--format", choices=forms, required=True, help="导成什么")
    exported.add_argument("--out", default="", help="放在哪个文件夹，默认在 dist 里")
    imported = verbs.add_parser("import-questions", parents=[common], help="把改好的表格写回课文")
    imported.add_argument("file", metavar="FILE", help="导出后改过的 xlsx 或 csv")
    imported.add_argument("--bank", choices=["course", "exam"], default="course", help="哪个题库")
    imported.add_argument("--apply", action="store_true", help="真的写回；不写就只预演")
    scorm = verbs.add_parser("scorm", parents=[common], help="把建好的网站打成 SCORM 课件包")
    scorm.add_argument("--site", default="site", help="建好的网站在哪个文件夹")
    scorm.add_argument("--out", default="dist/scorm", help="放在哪个文件夹")
    verbs.add_parser("ids", parents=[common], help="补题号，更新题号登记簿")
    verbs.add_parser("rules", parents=[common], help="全部检查规则（Markdown）")
    verbs.add_parser("coverage", parents=[common], help="目标与题目对照表（Markdown）")
    release = verbs.add_parser("release", parents=[common], help="打成发布包，放进 dist/")
    release.add_argument("--sign", metavar="KEY", default="", help="用这把 SSH 私钥签名")
    release.add_argument("--allow-dirty", action="store_true", help="有没提交的改动也打，只供试用")
    release.add_argument(
        "--overdue", type=_reason, metavar="WHY", help="有到期的内容也打，理由记进清单"
    )
    verbs.add_parser("wheelhouse", parents=[common], help="收齐软件包，供不联网的机器安装")
    served = verbs.add_parser("serve-release", parents=[common], help="在本机试看一个发布包")
    served.add_argument("release", metavar="RELEASE", help="发布包，或解开的文件夹")
    served.add_argument("--server", choices=["nginx", "caddy"], default="nginx")
    served.add_argument("--port", type=int, default=8080)
    served.add_argument("--host", choices=["127.0.0.1", "::1"], default="127.0.0.1")
    report = verbs.add_parser("report", parents=[common], help="这次改动的中文摘要")
    report.add_argument("base", metavar="BASE", help="改动之前的提交、分支或标签")
    report.add_argument("head", metavar="HEAD", help="改动之后的提交、分支或标签")
    report.add_argument("--format", choices=["md", "json"], default="md")
    add_publishing(verbs, [common])
    return parser
