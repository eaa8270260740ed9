"""No text of the exam bank is in the site; the same search finds one that is put there."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import shutil
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from courseware.questions.identity import folded, plain_stem
from courseware.verbs.exam import make_exam, read_exam

from .samples import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Built

SHORTEST = 16
"""Characters from which on a piece of text can't be in both by chance."""
_SENTENCE = re.compile(r"[。！？；\n]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def secrets() -> dict[str, str]:
    """Sentences of the bank: stems, cases, options, feedback and explanations.

    What the course itself says (an option that quotes a lesson) is no secret.
    """
    public = folded("\n".join(p.read_text("utf-8") for p in sorted((ROOT / "docs").rglob("*.md"))))
    bank = read_exam(ROOT).bank
    texts = [(item.id, plain_stem(item.question).replace("____", "\n")) for item in bank.items]
    texts += [(case.id, case.text) for case in bank.cases]
    texts += [(i.id, c.text) for i in bank.items for c in i.question.choices]
    texts += [(i.id, c.feedback) for i in bank.items for c in i.question.choices]
    texts += [(item.id, item.question.explanation) for item in bank.items]
    pieces = {}
    for name, text in texts:
        for sentence in _SENTENCE.split(text):
            piece = folded(sentence)
            if len(piece) >= SHORTEST and piece not in public:
                pieces[piece] = name
    return pieces


def texts_of(name: str, data: bytes) -> Iterator[str]:
    """Everything that can be read in a file, archives and PDFs opened."""
    if name.endswith(".pdf"):
        for page in pypdfium2.PdfDocument(data):
            yield page.get_textpage().get_text_range()
    elif name.endswith(".gz"):
        yield from texts_of(name.removesuffix(".gz"), gzip.decompress(data))
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield inner
                yield from texts_of(inner, archive.read(inner))
    elif name.endswith(".tar"):
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive.getmembers():
                if file := archive.extractfile(member):
                    yield from texts_of(member.name, file.read())
    else:
        text = data.decode("utf-8", "replace")
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        yield html.unescape(re.sub(r"<[^>]*>", "", text))
        yield html.unescape(text)


def leaks(site: Path) -> set[tuple[str, str]]:
    """Files of the site that hold a piece of the bank, and whose piece it is."""
    hidden = secrets()
    found = set()
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name = path.relative_to(site).as_posix()
        for text in texts_of(name, path.read_bytes()):
            plain = folded(text)
            windows = {plain[i : i + SHORTEST] for i in range(len(plain) - SHORTEST + 1)}
            for piece, item in hidden.items():
                if piece[:SHORTEST] in windows and piece in plain:
                    found.add((name, item))
    return found


def test_there_are_secrets_of_every_item() -> None:
    bank = read_exam(ROOT).bank
    assert len(set(secrets().values())) > 0.9 * (len(bank.items) + len(bank.cases))


def test_no_text_of_the_bank_is_in_the_site(built: Built) -> None:
    assert leaks(built.folder) == set()


def test_no_file_of_the_bank_is_in_the_site(built: Built) -> None:
    names = {path.name for path in built.folder.rglob("*")}
    assert not names & {path.name for path in (ROOT / "exam").iterdir()}
    assert not (built.folder / "exam").exists()


@pytest.mark.parametrize("form", ["html", "json", "entities", "zip", "pdf"])
def test_the_search_finds_a_text_that_is_there(form: str, tmp_path: Path) -> None:
    item = read_exam(ROOT).bank.items[100]
    stem = plain_stem(item.question)
    if form == "html":
        (tmp_path / "a.html").write_text(f"<p>{stem[:8]}<b>{stem[8:]}</b></p>", "utf-8")
    elif form == "json":
        (tmp_path / "a.json").write_text(json.dumps({"text": stem}), "utf-8")
    elif form == "entities":
        (tmp_path / "a.html").write_text("".join(f"&#{ord(c)};" for c in stem), "ascii")
    elif form == "zip":
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("b/c.md", stem)
    else:
        made = make_exam(ROOT, 1, ("A",))
        (tmp_path / "a.pdf").write_bytes(made.files["exam-A-paper.pdf"])
        assert made.draw is not None
        found = {name for _, name in leaks(tmp_path)}
        drawn = {one.item.id for one in made.draw.papers[0].drawn()}
        assert len(found & drawn) > 0.8 * len(drawn)
        return
    assert {name for _, name in leaks(tmp_path)} == {item.id}


def test_the_search_finds_a_file_of_the_bank(tmp_path: Path) -> None:
    shutil.copy(ROOT / "exam" / "02-network.md", tmp_path)
    assert len(leaks(tmp_path)) > 30
