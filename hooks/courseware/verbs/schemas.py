"""``python hooks schemas``: what the files of a course may hold, as JSON Schema for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from courseware.course.disk import write_text
from courseware.course.front_matter import CHAPTER, LESSON, REDIRECTS
from courseware.exams.plan_fields import BLUEPRINT, PLAN
from courseware.glossary.term_fields import GLOSSARY
from courseware.text.fields import schema
from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path

    from courseware.text.fields import Pairs, Table

HELP = "写出各种文件的 JSON Schema（给编辑器用）"
FOLDER = "schemas"
TABLES: dict[str, Table | Pairs] = {
    "lesson": LESSON,
    "chapter": CHAPTER,
    "glossary": GLOSSARY,
    "blueprint": BLUEPRINT,
    "self-exam": PLAN,
    "redirects": REDIRECTS,
}
"""Every kind of file that has fields."""


def add(_parser: ArgumentParser) -> None:
    """No arguments."""


def run(_options: Namespace, root: Path, _today: date) -> Outcome:
    """The same for every course; they are for its repository."""
    (root / FOLDER).mkdir(exist_ok=True)
    for path, text in schemas().items():
        write_text(root, path, text)
    return Outcome(note="".join(f"已写入：{path}\n" for path in schemas()))


def schemas() -> dict[str, str]:
    """The schemas by path from the project's root."""
    return {
        f"{FOLDER}/{name}.schema.json": _printed(schema(table)) for name, table in TABLES.items()
    }


def _printed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
