"""The only module that calls Typst: a job in, the bytes of a PDF out.

The PDF is PDF/UA-1 and PDF/A-2a. Nothing but the job, the template and the fonts is
readable during the run (bitmaps are written into a folder of their own, as files, never as
links), and the same input gives the same bytes.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from courseware.print.book import TypstJob
from courseware.print.glyphs import font_characters
from courseware.print.syntax import literal

if TYPE_CHECKING:
    from datetime import datetime

STANDARDS = ("ua-1", "a-2a")
_UNDECODED = "failed to decode image"
"""How Typst begins what it says about a bitmap that it can't read."""
TEMPLATES = {
    file.name: file.read_bytes()
    for file in files("courseware.print").iterdir()
    if file.name.endswith(".typ")
}
"""The library's own Typst files, by name: what a document may import."""


class TypesettingError(Exception):
    """The document can't be set without damage; the message is for the trainer."""


def compile_pdf(job: TypstJob, *, fonts_dir: Path, timestamp: datetime) -> bytes:
    """Set a document; ``timestamp`` is the creation date it carries.

    Figures float to where they leave no gap. A float that lands inside a list on a page
    break makes Typst 0.15 write broken tags, which its own check refuses; such a document
    is set again with every figure at its place in the text.

    Raises :class:`TypesettingError` on any error or warning of Typst: a character that
    is in none of the fonts, a dead link, a picture that can't be drawn.
    """
    try:
        return _compile(job, fonts_dir, timestamp, floating=True)
    except typst.TypstError as fault:
        if "structure" not in str(fault):
            raise TypesettingError(_explain(fault)) from fault
    try:
        return _compile(job, fonts_dir, timestamp, floating=False)
    except typst.TypstError as fault:
        raise TypesettingError(_explain(fault)) from fault


def broken_pictures(job: TypstJob, *, fonts_dir: Path, timestamp: datetime) -> list[str]:
    """Names of a job's bitmaps that can't be decoded: each is set in a document of its own."""
    broken = []
    for name, data in sorted(job.files.items()):
        if name.endswith(".svg"):
            continue
        main = f'#set document(title: "x")\n#image({literal(name)}, alt: "x")'
        try:
            compile_pdf(TypstJob(main, {name: data}), fonts_dir=fonts_dir, timestamp=timestamp)
        except TypesettingError as fault:
            broken += [name] if _UNDECODED in str(fault) else []
    return broken


def _compile(job: TypstJob, fonts_dir: Path, timestamp: datetime, *, floating: bool) -> bytes:
    drawn = {name: data for name, data in job.files.items() if name.endswith(".svg")}
    sources = {"main.typ": job.main.encode(), **TEMPLATES, **drawn}
    with tempfile.TemporaryDirectory() as empty:
        for name, data in job.files.items():
            if name not in drawn:  # in the dict Typst 0.15.2 takes UTF-8 only
                place = Path(empty, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        # The stubs of 0.15.2 don't know that a dict of files is accepted.
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
            sources,
            root=empty,
            format="pdf",
            font_paths=_fonts(str(fonts_dir)),
            ignore_system_fonts=True,
            pdf_standards=list(STANDARDS),
            timestamp=timestamp,
            sys_inputs={"floating": "yes" if floating else "no"},
        )
    if warnings:
        raise TypesettingError(_explain(warnings[0]))
    return bytes(pdf)


def known_characters(fonts_dir: Path) -> frozenset[int]:
    """Code points that every font in the folder has."""
    sets = [font_characters(path.read_bytes()) for path in sorted(fonts_dir.glob("*.ttf"))]
    return frozenset.intersection(*sets) if sets else frozenset()


@lru_cache(maxsize=2)
def _fonts(folder: str) -> typst.Fonts:
    """The fonts of a folder, read once for all documents of a build."""
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _explain(fault: typst.TypstError | typst.TypstWarning) -> str:
    return f"PDF 没有做成，排版程序说：{fault}；请把这句话报给维护者"
