"""What a trainer does at the desk: export a sheet, change cells, import it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from courseware.exports.spreadsheet import read_table, write_csv, write_xlsx
from courseware.verbs.export_questions import export
from courseware.verbs.import_questions import import_

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)


class Desk:
    """A sheet of a project's bank, exported now, to be edited in memory."""

    def __init__(self, root: Path, bank: str = "course", form: str = "xlsx") -> None:
        self.root, self.bank, self.form = root, bank, form
        made = export(root, bank, form, "out")
        assert made.code == 0, made.note
        self.file = root / "out" / f"{bank}-questions.{form}"
        self.rows = [[cell.text for cell in row] for row in read_table(self.file.read_bytes())]

    @property
    def heads(self) -> list[str]:
        return self.rows[0]

    def row(self, name: str) -> list[str]:
        return next(row for row in self.rows if row[0] == name)

    def get(self, name: str, head: str) -> str:
        return self.row(name)[self.heads.index(head)]

    def set(self, name: str, **cells: str) -> None:
        for head, text in cells.items():
            self.row(name)[self.heads.index(head)] = text

    def add(self, **cells: str) -> None:
        self.rows.append([cells.get(head, "") for head in self.heads])

    def save(self) -> None:
        write = write_xlsx if self.form == "xlsx" else write_csv
        self.file.write_bytes(write(self.rows))

    def send(self, *, apply: bool = False) -> tuple[str, int]:
        self.save()
        return sent(self.root, self.file, self.bank, apply=apply)

    def files(self) -> dict[str, bytes]:
        """Every page of the project as it is on disk."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for folder in ("docs", "exam")
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }


def sent(root: Path, file: Path, bank: str, *, apply: bool = False) -> tuple[str, int]:
    """What importing a file says, a fault on standard error alone, and the exit code."""
    done = import_(root, file, bank, TODAY, apply=apply)
    said, silent = (done.note, done.output) if done.code else (done.output, done.note)
    assert silent == ""
    return said, done.code
