"""What the PDFs cost: the real course and 5 × and 10 × its text, against the bare engine.

``python benchmarks/pdf.py`` prints a table; each line is the median of fresh processes.
``--plugins`` adds mkdocs-to-pdf and mkdocs-exporter on the same text, each in a virtual
environment of its own, and stops each after :data:`PATIENCE`.
"""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
import tempfile
import venv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import typst
from measure import compare, run

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]
from courseware.glossary.reading import parse_glossary  # noqa: E402
from courseware.print.assemble import book_job, chapter_job  # noqa: E402
from courseware.print.typst import STANDARDS, TEMPLATES, compile_pdf  # noqa: E402
from courseware.text.html import parse, write  # noqa: E402
from tests.machine import browser  # noqa: E402
from tests.print.conftest import FONTS, STAMP  # noqa: E402
from tests.print.render import book_of, reader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.print.book import PrintBook, PrintChapter, TypstJob

DOCS = ROOT / "docs"
TIMES = (1, 5, 10)
ROUNDS = 3
WORK = ("load", "bare", "book", "chapters")
PATIENCE = 1200
"""Seconds after which a plug-in is given up."""
PLUGINS = {
    "mkdocs-to-pdf": "to-pdf: { cover_title: 移动客服基础知识, output_path: book.pdf }",
    "mkdocs-exporter": "exporter: { formats: { pdf: { concurrency: 2,"
    " browser: { timeout: 600000 }, aggregator: { enabled: true, output: book.pdf } } } }",
}
SETTINGS = """
site_name: 移动客服基础知识
docs_dir: {root}/docs
site_dir: {folder}/site
theme: {{name: material, language: zh, font: false}}
plugins:
  - mkdocs_quiz: {{ auto_submit: false, confetti: false, embed_source: false }}
  - {plugin}
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - pymdownx.details
  - pymdownx.superfences
exclude_docs: "*.yml"
"""


class Input(NamedTuple):
    """What a measured process starts from: the rendered course, and the engine's own input."""

    book: PrintBook
    job: TypstJob


class _Pickler(pickle.Pickler):
    """Articles are trees that pickle can't take: they travel as markup."""

    def reducer_override(self, thing: object) -> object:
        if type(thing).__name__ == "HtmlElement":
            return parse, (write(thing),)
        return NotImplemented


def prepare(file: Path, book: PrintBook, times: int) -> None:
    """Write the input for ``times`` the course."""
    grown = _grown(book, times)
    job, _ = book_job(grown, reader(DOCS))
    out = io.BytesIO()
    _Pickler(out).dump((grown, job))
    file.write_bytes(out.getvalue())


def _grown(book: PrintBook, times: int) -> PrintBook:
    """The book with every chapter ``times`` over, under numbers and paths of its own."""
    chapters = tuple(
        _copy(part, copy, len(book.chapters)) for copy in range(times) for part in book.chapters
    )
    course = replace(book.course, chapters=tuple(part.chapter for part in chapters))
    return replace(book, course=course, chapters=chapters)


def _copy(part: PrintChapter, copy: int, count: int) -> PrintChapter:
    number = part.chapter.number + copy * count
    models = tuple(
        replace(n.lesson, number=f"{number}.{i}", path=_path(n.lesson.path, copy))
        for i, n in enumerate(part.lessons, 1)
    )
    path = _path(part.chapter.path, copy)
    return replace(
        part,
        chapter=replace(part.chapter, number=number, path=path, lessons=models),
        lessons=tuple(
            replace(n, lesson=model) for n, model in zip(part.lessons, models, strict=True)
        ),
    )


def _path(path: str, copy: int) -> str:
    """Copies stay in their folder, so that their pictures are found."""
    return path.replace(".md", f"-{copy}.md") if copy else path


def work(what: str, file: str) -> None:
    """One measured process: only load the input, or also make PDFs of it."""
    given = Input(*pickle.loads(Path(file).read_bytes()))  # noqa: S301 - written by us
    made: dict[str, Callable[[], object]] = {
        "load": lambda: None,
        "pages": lambda: print(len(pypdfium2.PdfDocument(bare(given.job)))),
        "bare": lambda: bare(given.job),
        "book": lambda: _typeset(book_job(given.book, reader(DOCS))[0]),
        "chapters": lambda: [
            _typeset(chapter_job(given.book, part, reader(DOCS))[0]) for part in given.book.chapters
        ],
    }
    made[what]()


def _typeset(job: TypstJob) -> bytes:
    return compile_pdf(job, fonts_dir=FONTS, timestamp=STAMP)


def bare(job: TypstJob) -> bytes:
    """The engine as anyone would call it, on the same input."""
    with tempfile.TemporaryDirectory() as empty:
        return typst.compile(
            {"main.typ": job.main.encode(), **TEMPLATES, **job.files},
            root=empty,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=list(STANDARDS),
            timestamp=STAMP,
        )


def measure(file: Path, times: int) -> None:
    """Print the lines of one size; ``cpu/bare`` is without the time to load the input."""
    me = [sys.executable, __file__]
    commands = {what: [*me, what, str(file)] for what in WORK}
    done = compare(commands, ROOT, rounds=ROUNDS if times == 1 else 1)
    # Counted in a process of its own: a child's peak memory begins with its parent's size.
    pages = int(subprocess.run([*me, "pages", str(file)], capture_output=True, check=True).stdout)
    idle, base = done["load"], done["bare"]
    for what in WORK[1:]:
        r = done[what]
        ratio = (r.cpu - idle.cpu) / (base.cpu - idle.cpu)
        print(
            f"{what:9} × {times:<3}{pages:6} {r.wall:7.2f} {r.cpu:7.2f} {r.memory:6.0f} "
            f"{pages / (r.wall - idle.wall):8.1f} {ratio:9.2f}",
            flush=True,
        )


def plugin(name: str, folder: Path) -> str:
    """A plug-in as its users run it, or why it doesn't run."""
    folder.mkdir()
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    packages = ["mkdocs<2", "mkdocs-material", "mkdocs-quiz", name]
    settings = SETTINGS.format(root=ROOT, folder=folder, plugin=PLUGINS[name])
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    try:
        run([python, "-m", "pip", "install", "--quiet", *packages], folder)
        browsers = _own_browser(python, folder)
        build = ["timeout", str(PATIENCE), python, "-m", "mkdocs", "build", "--quiet"]
        r = run(build, folder, NO_MKDOCS_2_WARNING="1", PLAYWRIGHT_BROWSERS_PATH=browsers)
    except subprocess.CalledProcessError as fault:
        gave_up = fault.returncode == 124  # noqa: PLR2004 - what timeout says
        return f"{name}: {f'no PDF after {PATIENCE} s' if gave_up else f'does not run: {fault}'}"
    made = [path.stat().st_size for path in folder.glob("site/**/*.pdf")]
    return (
        f"{name}: {r.wall:.1f} s wall, {r.cpu:.1f} s cpu, {r.memory:.0f} MB in one process, "
        f"{len(made)} PDFs of {sum(made) / 1e6:.1f} MB"
    )


def _own_browser(python: str, folder: Path) -> str:
    """A place where a plug-in that wants Playwright's browser finds the machine's own."""
    place = folder / "browsers"
    script = (
        "from playwright.sync_api import sync_playwright as s\nwith s() as p: p.chromium.launch()"
    )
    tried = subprocess.run(
        [python, "-c", script],
        env={"PLAYWRIGHT_BROWSERS_PATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    wanted = re.search(r"Executable doesn't exist at (\S+)", tried.stderr)
    if wanted:
        path = Path(wanted[1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nexec {browser()} --no-sandbox "$@"\n')
        path.chmod(0o755)
    return str(place)


def main() -> None:
    """Print the table."""
    terms, _ = parse_glossary((DOCS / "glossary.yml").read_text("utf-8"), "docs/glossary.yml")
    book = book_of(DOCS, glossary=terms.terms)
    print(f"{'':14} pages  wall s   cpu s     MB  pages/s  cpu/bare", flush=True)
    with tempfile.TemporaryDirectory() as name:
        for times in TIMES:
            file = Path(name, f"{times}.pickle")
            prepare(file, book, times)
            measure(file, times)
        for tool in PLUGINS if "--plugins" in sys.argv else ():
            print(plugin(tool, Path(name, tool)), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in {"pages", *WORK}:
        work(*sys.argv[1:])
    else:
        main()
