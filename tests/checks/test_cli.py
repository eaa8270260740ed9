"""``python hooks check`` as a person or a CI job runs it."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from checks.course import OPENING, SIGNAL, Edit, edited

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


def test_check_does_not_import_mkdocs() -> None:
    code = (
        "import sys; sys.path.insert(0, 'hooks'); import courseware.verbs.cli;"
        "sys.exit(any(m.split('.')[0] in {'mkdocs', 'jinja2', 'typst'} for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
