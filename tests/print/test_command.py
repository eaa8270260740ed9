"""``python hooks print``: one chapter, where its edition belongs, on the paper asked for."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.checks.course import copy_course
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

A4, B5 = (595, 842), (516, 729)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_course(tmp_path_factory.mktemp("print"))
    for name in ("hooks", "overrides", "fonts"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.mark.parametrize(
    ("words", "file", "size"),
    [
        (["1"], "dist/01-学员版.pdf", A4),
        (["1", "--edition", "讲师版"], "dist/trainer/01-讲师版.pdf", A4),
        (["1", "--paper", "B5"], "dist/01-学员版-B5.pdf", B5),
        (["1", "--booklet"], "dist/01-学员版-小册子.pdf", (842, 595)),
    ],
)
def test_a_chapter_is_printed(
    root: Path, words: list[str], file: str, size: tuple[int, int]
) -> None:
    before = {path for path in (root / "dist").rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, ROOT / "hooks", "print", *words, "--root", root],
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.stderr.decode(), done.returncode) == (
        f"{root / file}\n",
        "",
        0,
    )
    made = {path for path in (root / "dist").rglob("*") if path.is_file()} - before
    assert made == {root / file}
    document = pypdfium2.PdfDocument(io.BytesIO((root / file).read_bytes()))
    assert tuple(round(side) for side in document[0].get_size()) == size
