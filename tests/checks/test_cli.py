"""``python hooks check`` as a person or a CI job runs it."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import importlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from courseware.verbs.cli import PUBLISHING, VERBS, typed
from releases import command
from tests.checks.course import OPENING, SIGNAL, Edit, edited

ROOT = Path(__file__).resolve().parents[2]


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "hooks", *arguments, "--root", str(root), "--today", "2026-11-22"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def replace(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new), "utf-8")


def test_clean_course(tmp_path: Path) -> None:
    done = run(edited(tmp_path).root, "check")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (
        0,
        "检查通过，没有发现问题。\n",
        b"",
    )


def test_error_fails_and_warning_does_not(tmp_path: Path) -> None:
    root = edited(tmp_path, Edit(SIGNAL, "信号越弱。", "信号越弱，其它不变。")).root
    done = run(root, "check")
    assert done.returncode == 0
    assert done.stdout.decode() == (
        "docs/02-network/signal.md:28:51 ZH-8 “其它”不是本课程的写法；请改为“其他”\n"
        "共 0 个错误，1 个提醒。\n"
    )
    replace(root, OPENING, "id=1-01", "id=1-02")
    done = run(root, "check")
    assert done.returncode == 1
    assert run(root, "check", str(root / "docs" / "02-network")).returncode == 0


def test_output_to_a_file_and_summary_aside(tmp_path: Path) -> None:
    root = edited(tmp_path, Edit(OPENING, "id=1-01", "id=1-02")).root
    target = tmp_path / "report.json"
    done = run(root, "check", "--format", "json", "--output", str(target))
    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        1,
        b"",
        "共 1 个错误，0 个提醒。\n",
    )
    assert json.loads(target.read_text("utf-8"))["errors"] == 1


def test_console_that_knows_no_chinese(tmp_path: Path) -> None:
    root = edited(tmp_path, Edit(OPENING, "id=1-01", "id=1-02")).root
    done = run(root, "check", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"docs/01-calls/opening.md:80:18 QUIZ-9" in done.stdout


def test_changed_lines_only(tmp_path: Path) -> None:
    root = edited(tmp_path, Edit(SIGNAL, "信号越弱。", "信号越弱，其它不变。")).root
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "base")
    assert run(root, "check", "--changed", "HEAD").stdout.decode() == "检查通过，没有发现问题。\n"
    replace(root, OPENING, "第一句报工号", "其它的先放下，第一句报工号")
    (root / "docs" / "new.md").write_text("其它页。\n", "utf-8")
    done = run(root, "check", "--changed", "HEAD")
    assert done.stdout.decode() == (
        "docs/01-calls/opening.md:28:1 ZH-8 “其它”不是本课程的写法；请改为“其他”\n"
        "docs/new.md:1:1 NAV-3 这一页不在 mkdocs.yml 的 nav 里，读者找不到它；请加进 nav，或删除文件\n"
        "docs/new.md:1:1 ZH-8 “其它”不是本课程的写法；请改为“其他”\n"
        "共 1 个错误，2 个提醒。\n"
    )


def test_changed_without_git_or_commit(tmp_path: Path) -> None:
    root = edited(tmp_path).root
    said = "git 不知道和哪个提交比较；请检查 --changed 后面的提交名（merge-base）\n"
    done = run(root, "check", "--changed", "nowhere", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (done.returncode, done.stderr.decode()) == (2, said)
    assert run(root, "check", "--changed=--output=x").returncode == 2


def test_fix_mends_what_is_safe_and_then_nothing(tmp_path: Path) -> None:
    new = "使用5G网络,速率20ms(见上)。。《甲》、《乙》，20～30%；`a,b 5G网`和<https://a.b/5G网>"
    root = edited(tmp_path, Edit(SIGNAL, "信号越弱。", f"信号越弱。{new}")).root
    file = root / SIGNAL
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    done = run(root, "check", "--fix")
    assert done.stderr.decode() == f"已改正：{SIGNAL}\n"
    data = file.read_bytes()
    line = data.decode("utf-8-sig").split("\r\n")[27]
    mended = (
        "使用 5G 网络，速率 20 ms（见上）。《甲》《乙》，20%～30%；`a,b 5G网`和<https://a.b/5G网>"
    )
    assert line.endswith(mended)
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert run(root, "check", "--fix").stderr.decode() == "没有能自动改正的地方。\n"
    assert file.read_bytes() == data


def test_catalogue_and_coverage(tmp_path: Path) -> None:
    root = edited(tmp_path).root
    done = run(root, "rules")
    assert done.returncode == 0
    assert '<a id="quiz-6"></a>\n\n### QUIZ-6 没有正确选项' in done.stdout.decode()
    assert "| a | 记忆 | 说出开场三句话的顺序 | 1-01 |" in run(root, "coverage").stdout.decode()


def test_no_course(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert "下没有 docs 目录" in done.stderr.decode()


def test_check_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'hooks'); from courseware.verbs.cli import main\n"
        "assert main(['check', '--root', sys.argv[1], '--today', '2026-11-22']) == 0\n"
        "print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(edited(tmp_path).root)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    loaded = done.stderr.decode().split()
    assert {name.split(".")[0] for name in loaded} & {
        "mkdocs",
        "jinja2",
        "typst",
        "brotli",
    } == set()
    ours = {"check", "cli", "outcome"}
    assert {n for n in loaded if n.startswith("courseware.verbs.")} == {
        f"courseware.verbs.{name}" for name in ours
    }
    assert {n for n in loaded if n.startswith("releases.")} <= {
        "releases.paths",
        "releases.terminal",
    }


def test_every_verb_is_in_the_table_and_has_the_same_doors() -> None:
    folder = ROOT / "hooks" / "courseware" / "verbs"
    others = {"__init__", "cli", "outcome", "overdue", "publishing"}
    assert {path.stem for path in folder.glob("*.py")} - others == set(VERBS)
    assert tuple(command.VERBS) == PUBLISHING
    for file in VERBS:
        module = importlib.import_module(f"courseware.verbs.{file}")
        assert isinstance(module.HELP, str)
        assert "parser" in next(iter(inspect.signature(module.add).parameters))
        run_ = inspect.signature(module.run)
        assert [name.strip("_") for name in run_.parameters] == ["options", "root", "today"]
        assert run_.return_annotation == "Outcome"


def test_every_verb_is_in_the_readme() -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition("| `python hooks …` | |")[2]
    told = {row.split("|")[1] for row in table.partition("\n\n")[0].splitlines() if "|" in row}
    names = {words.strip("`, ").split()[0] for cell in told for words in cell.split("`")[1::2]}
    assert names >= {*map(typed, VERBS), *PUBLISHING}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["exam", "--seed", "1", "--papers", "卷"], 2, "卷名“卷”不对；请写 A 到 Z 的字母，用逗号隔开，例如 A,B\n"),
        (["import-questions", "none.csv"], 2, "none.csv:1:1 IMPORT-1 表格读不出来：文件不存在；请改正后再导入\n"),
        (["print", "99"], 2, "没有第 99 章；可以选 1、2\n"),
        (["publish", "none.tar.gz", "/none"], 2, "没有发布包 none.tar.gz；请先运行 make release\n"),
        (["release"], 2, "这里不是 git 仓库，或还没有提交；请在项目的仓库里运行\n"),
        (["report", "a", "b"], 2, "git 找不到提交“a”；请检查提交名，或先取回完整历史（git fetch）\n"),
        (["scorm", "--site", "/none"], 2, "/none 里没有建好的网站；请先运行 mkdocs build，或用 --site 指定\n"),
        (["serve-release", "none.tar.gz"], 2, "没有文件 none.tar.gz；请检查路径\n"),
        (["verify", "none.tar.gz"], 2, "没有文件 none.tar.gz；请检查路径\n"),
        (["ids"], 1, "question-register.txt:1:1 QUIZ-41 这一行不是登记记录，或者题号登记了两次；请删除它，再运行 python hooks ids\n"),
    ],
)  # fmt: skip
def test_what_fails_says_so_on_standard_error_alone(
    tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    root = edited(tmp_path).root
    (root / "question-register.txt").write_text("<<<<<<< HEAD\n", "utf-8")
    done = run(root, *words, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, "", said)


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (["exam", "--seed", "1"], "请用 --out 指定文件夹"),
        (["scorm"], "请用 --out 指定文件夹"),
        (["import-questions", "x.csv"], "请去掉"),
        (["ids"], "请去掉"),
        (["release"], "请去掉"),
        (["print", "1"], "请去掉"),
    ],
)
def test_a_verb_that_writes_files_itself_has_no_output(
    tmp_path: Path, words: list[str], instead: str
) -> None:
    root = edited(tmp_path).root
    before = sorted(tmp_path.rglob("*"))
    done = run(root, *words, "--output", str(tmp_path / "x"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith(f"error: 这个命令自己写文件，没有 --output；{instead}\n")
    assert sorted(tmp_path.rglob("*")) == before
