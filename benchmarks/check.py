"""How long ``check`` takes: on the course, and on generated ones up to 1,000 lessons.

Usage: python benchmarks/check.py [LESSONS …]. Prints CPU seconds; growth is linear when
the milliseconds for one lesson stay the same.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from courseware.checks.engine import check_course  # noqa: E402
from courseware.course.disk import read_project  # noqa: E402

SIZES = (125, 250, 500, 1000)
PER_CHAPTER = 10
TODAY = dt.date(2026, 11, 22)


def generate(root: Path, lessons: int) -> None:
    """Copy the real lessons, in turn, under new names and ids."""
    sources = sorted(p for p in (ROOT / "docs").glob("[0-9]*/*.md") if p.name != "index.md")
    texts = [path.read_text("utf-8") for path in sources]
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (root / "docs").mkdir()
    for name in ("index.md", "glossary.md", "glossary.yml"):
        (root / "docs" / name).write_bytes((ROOT / "docs" / name).read_bytes())
    for number in range(lessons):
        chapter, place = divmod(number, PER_CHAPTER)
        folder = root / "docs" / f"{chapter % 99 + 1:02}-chapter{chapter}"
        folder.mkdir(exist_ok=True)
        text = texts[number % len(texts)]
        text = re.sub(r"^id: .*$", f"id: lesson-{number}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"(question id=)\d+-(\d+)", rf"\g<1>{chapter % 99 + 1}-{place}\2", text)
        (folder / f"lesson-{number}.md").write_text(text, "utf-8")
        listed = "".join(f"  - lesson-{n}\n" for n in range(chapter * PER_CHAPTER, number + 1))
        head = f"---\nid: chapter-{chapter}\ntitle: 章\nsummary: 章\noutcomes: [会]\nlessons:\n"
        (folder / "index.md").write_text(f"{head}{listed}---\n\n引言。\n", "utf-8")


def measured(root: Path) -> tuple[float, int]:
    """CPU seconds of one check, without start-up, and how many findings it gave."""
    start = time.process_time()
    found = check_course(read_project(root), TODAY).diagnostics
    return time.process_time() - start, len(found)


def main() -> None:
    """Measure and print."""
    command = [sys.executable, "hooks", "check"]
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        runs.append(time.perf_counter() - start)
    print(f"python hooks check on the course: {min(runs):.2f} s wall clock, best of 3")
    seconds, found = measured(ROOT)
    print(f"  of it reading and checking: {seconds:.2f} s CPU, {found} findings")
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), size)
            seconds, found = measured(Path(folder))
            each = seconds / size * 1000
            said = f"{seconds:6.2f} s CPU, {each:5.2f} ms a lesson, {found} findings"
            print(f"{size:5} lessons: {said}")


if __name__ == "__main__":
    main()
