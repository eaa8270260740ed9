"""What questions cost in bytes, against plain mkdocs-quiz on the same text in the same run.

One lesson is built as it is and without its questions, by both. Plain mkdocs-quiz puts its
scripts and styles into every page; ours are files that a browser keeps after the first page.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "02-network"
LESSON = "principles"
COMMON = "INHERIT: {root}/mkdocs.yml\ndocs_dir: docs\nsite_dir: {name}\nstrict: false\nwatch: []\n"
PLAIN = f"""{COMMON}
hooks: []
theme: {{{{ name: material, custom_dir: theme, language: zh }}}}
nav: null
plugins:
  mkdocs_quiz: {{{{ }}}}
"""
OURS = f"""{COMMON}
hooks: [{{root}}/hooks/course.py]
theme: {{{{ custom_dir: {{root}}/overrides }}}}
extra: {{{{ courseware: {{{{ pdf: never, offline: false }}}} }}}}
"""
SCRIPTS = ("progress", "marks", "questions")


def main() -> None:
    """Build both, weigh the same pages, print bytes and ratios."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _lay_out(folder)
        plain, ours = (
            _build(folder, name, text) for name, text in (("plain", PLAIN), ("ours", OURS))
        )
        files = [*(_script(ours, name) for name in SCRIPTS), _style(ours)]
        print(f"{'bytes':52} {'plain':>8} {'ours':>8} {'ratio':>6}")
        for form, size in (("raw", len), ("gzip", lambda data: len(gzip.compress(data, 9)))):
            old = {name: size(_page(plain, name)) for name in (LESSON, "bare")}
            new = {name: size(_page(ours, name)) for name in (LESSON, "bare")}
            kept = sum(map(size, files))
            _row(form, "lesson with its questions: HTML", old[LESSON], new[LESSON])
            _row(
                form,
                "  and our scripts and styles, first page only",
                old[LESSON],
                new[LESSON] + kept,
            )
            _row(form, "lesson without questions: HTML", old["bare"], new["bare"])
            _row(
                form,
                "five lessons with questions in one visit",
                5 * old[LESSON],
                5 * new[LESSON] + kept,
            )
            for name in (*SCRIPTS, "record"):
                _row(form, f"  {name}.js", 0, size(_script(ours, name)))
            _row(form, "  questions.css", 0, size(_style(ours)))


def _lay_out(folder: Path) -> None:
    shutil.copytree(SOURCE, folder / "docs" / SOURCE.name)
    for page in (ROOT / "docs").glob("*.md"):
        shutil.copy(page, folder / "docs")
    (folder / "theme").mkdir()
    chapter = folder / "docs" / SOURCE.name
    text = (chapter / f"{LESSON}.md").read_text("utf-8")
    bare = re.sub(r"^## 自测\n.*?(?=^## )", "", text, flags=re.DOTALL | re.MULTILINE)
    (chapter / "bare.md").write_text(bare.replace(f"id: {LESSON}", "id: bare"), "utf-8")
    index = chapter / "index.md"
    listed = index.read_text("utf-8").replace(f"lessons: [{LESSON}", f"lessons: [bare, {LESSON}")
    index.write_text(listed, "utf-8")


def _build(folder: Path, name: str, settings: str) -> Path:
    config = folder / f"{name}.yml"
    config.write_text(settings.format(root=ROOT, name=name), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)],
        check=True,
        capture_output=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return folder / name


def _row(form: str, name: str, old: int, new: int) -> None:
    ratio = f"{new / old:6.2f}" if old else ""
    print(f"{name:46} {form:5} {old or '':>8} {new:8} {ratio}")


def _page(site: Path, name: str) -> bytes:
    return (site / SOURCE.name / f"{name}.html").read_bytes()


def _script(site: Path, name: str) -> bytes:
    return next((site / "assets" / "javascripts").glob(f"{name}.????????.js")).read_bytes()


def _style(site: Path) -> bytes:
    return next((site / "assets" / "stylesheets").glob("questions.????????.css")).read_bytes()


if __name__ == "__main__":
    main()
