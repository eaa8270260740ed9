"""What a trainer does at the desk: export a sheet, change cells, import it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from courseware.exports.spreadsheet import read_table, write_csv, write_xlsx
from courseware.verbs.export import export_command
from courseware.verbs.import_ import import_command

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)


class Desk:
    """A sheet of a project's bank, exported now, to be edited in memory."""

    def __init__(self, root: Path, bank: str = "course", form: str = "xlsx") -> None:
        self.root, self.bank, self.form = root, bank, form
        said, code = export_command(root, bank, form, "out")
        assert code == 0, said
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
        return import_command(self.root, self.file, self.bank, TODAY, apply=apply)

    def files(self) -> dict[str, bytes]:
        """Every page of the project as it is on disk."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for folder in ("docs", "exam")
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }
