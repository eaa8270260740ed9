"""Files that a maintainer must look at: whatever is no page, question, picture or term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.layout import DOCS, EXAMS, PICTURES
from courseware.report.model import Change, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REVIEWED = (
    ("hooks/", "构建时运行的程序"),
    ("overrides/", "网页模板和在读者浏览器里运行的脚本"),
    (".github/", "自动流程和评审规则"),
    (".gitlab/", "自动流程和评审规则"),
    (".gitea/", "自动流程和评审规则"),
    (".forgejo/", "自动流程和评审规则"),
    (".ci/", "自动流程"),
    (".gitlab-ci.yml", "自动流程"),
    ("CODEOWNERS", "谁来评审"),
    ("mkdocs.yml", "网站和检查的设置"),
    ("requirements", "安装哪些软件"),
    ("pyproject.toml", "工具设置"),
    ("Makefile", "构建命令"),
    ("tests/", "测试"),
    ("question-register.txt", "题目编号的登记：学习记录靠它对应题目"),
    ("page-register.txt", "网址的登记：已发布的网址靠它不失效"),
    ("fonts/", "字体"),
    ("schemas/", "编辑器用的格式说明"),
    (".cache/", "缓存：构建时会当成自己做的文件"),
    (".venv/", "安装好的软件"),
    (".git", "git 的设置"),
    ("docs/", "docs 里的数据、设置或其他文件"),
    ("exam/", "exam 里的数据、设置或其他文件"),
)
"""What holds what, by beginnings of paths, of files that are no ordinary content."""

OTHER = "课文和图片以外的文件"
_CONTENT = (".md", *PICTURES)
_PLAIN_FILE = "100644"
_MODES = {"120000": "链接文件", "160000": "子模块", "100755": "可以执行的文件"}


def is_content(path: str) -> bool:
    """Whether a file is of the course: of its pages or of its exam bank."""
    return path.startswith((f"{DOCS}/", f"{EXAMS}/"))


def _is_ordinary(path: str, entry: str, glossary: str) -> bool:
    """Whether a file is what trainers write: pages, questions, pictures, terms."""
    if entry and entry.partition(" ")[0] != _PLAIN_FILE:
        return False
    if path == glossary:
        return True
    written = is_content(path) and path.endswith(_CONTENT)
    return written and not any(part.startswith(".") for part in path.split("/"))


def reviewed(
    before: Mapping[str, str], after: Mapping[str, str], glossary: str
) -> Iterator[Change]:
    """What a maintainer must look at: every file that is no ordinary content.

    ``before`` and ``after`` map every path to its mode and digest; ``glossary`` is a path.
    """
    for path in sorted({*before, *after}):
        was, now = before.get(path, ""), after.get(path, "")
        if was == now or _is_ordinary(path, now, glossary):
            continue
        kind = _MODES.get(now.partition(" ")[0], "")
        holds = next((holds for start, holds in REVIEWED if path.startswith(start)), OTHER)
        what = "修改" if was else "新增"
        what = what if now else "删除"
        yield Change(Topic.REVIEW, path, 0, f"{what}：{kind or holds}")
