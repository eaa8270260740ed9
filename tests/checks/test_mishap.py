"""A broken program names the file and the next step, after everything that was found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.checks import engine, vocabulary
from courseware.course.disk import read_project
from courseware.verbs.cli import main
from tests.checks.course import SIGNAL, TODAY, copy_course

if TYPE_CHECKING:
    import pytest

NEXT = "请看这个文件最近的改动，并把这一行报给维护者"
ROOT = Path(__file__).resolve().parents[2]


def broken(*_: object, **__: object) -> list[None]:
    """A part of the program with a fault of its own."""
    for path in (SIGNAL,):
        raise KeyError("2-01", len(path))
    return []


def test_one_broken_family_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_course(tmp_path)
    page = root / SIGNAL
    page.write_text(page.read_text("utf-8").replace("20 dB", "20dB"), "utf-8")
    monkeypatch.setattr(vocabulary, "check", broken)
    found = engine.check_course(read_project(root), TODAY).diagnostics
    mishap = f"{SIGNAL}:1:1 FILE-13 检查时程序出错（KeyError: ('2-01', {len(SIGNAL)})）；{NEXT}"
    assert [str(one) for one in found] == [
        mishap,
        f"{SIGNAL}:52:32 ZH-5 “20dB”应写作“20 dB”；请改正",
    ]


def test_a_command_that_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_course(tmp_path)
    monkeypatch.setattr("courseware.verbs.check.check_course", broken)
    assert main(["check", "--root", str(root)]) == 2
    assert capsys.readouterr().err == (
        f"{SIGNAL}:1:1 FILE-13 运行 check 时程序出错（KeyError: ('2-01', {len(SIGNAL)})）；{NEXT}\n"
    )


def test_an_output_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_course(tmp_path)
    target = tmp_path / "none" / "found.txt"
    assert main(["check", "--root", str(root), "--output", str(target)]) == 2
    assert capsys.readouterr().err == (
        f"写不进 {target}（No such file or directory）；请换一个文件名或文件夹\n"
    )


def test_a_build_that_breaks(tmp_path: Path) -> None:
    """Whatever breaks while a page is rendered: its name, and the findings, no traceback."""
    root = copy_course(tmp_path)
    for name in ("progress", "self-exam", "company-rules", "glossary"):
        shutil.copy(ROOT / "docs" / f"{name}.md", root / "docs")
    for name in ("hooks", "overrides", "fonts"):
        (root / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("pass_mark: 80", "pdf: never\n    pass_mark: 80")
    settings = settings.replace("  - toc:", "  - faulty\n  - toc:")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    (root / "faulty.py").write_text(
        "from markdown.extensions import Extension\n"
        "from markdown.preprocessors import Preprocessor\n\n"
        "class Faulty(Extension):\n"
        "    def extendMarkdown(self, md):\n"
        "        md.preprocessors.register(Breaks(md), 'breaks', 0)\n\n"
        "class Breaks(Preprocessor):\n"
        "    def run(self, lines):\n"
        "        if any('两层楼板' in line for line in lines):\n"
        "            raise IndexError('no such line')\n"
        "        return lines\n\n"
        "def makeExtension(**options):\n"
        "    return Faulty(**options)\n",
        "utf-8",
    )
    page = root / SIGNAL
    page.write_text(page.read_text("utf-8").replace("20 dB", "20dB"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=root,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    log = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" not in log + done.stdout.decode()
    finding = f"{SIGNAL}:52:32 ZH-5 “20dB”应写作“20 dB”；请改正"
    last = f"{SIGNAL}:1:1 FILE-13 排版网站时程序出错（IndexError: no such line）；{NEXT}"
    assert finding in log
    assert done.stdout.decode().strip() == last
