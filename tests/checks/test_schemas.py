"""The published schemas say what the check says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from courseware.checks.front_matter import CHAPTER, LESSON, OBJECTIVE
from courseware.course.model import Level
from courseware.course.reading import CHAPTER_FIELDS, LESSON_FIELDS
from tests.checks.course import COURSE

if TYPE_CHECKING:
    from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCS = [*sorted((ROOT / "docs").glob("[0-9]*/*.md")), *sorted((COURSE / "docs").glob("0*/*.md"))]


def schema(name: str) -> dict[str, Any]:
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))


def test_fields_agree() -> None:
    lesson, chapter = schema("lesson"), schema("chapter")
    assert set(lesson["properties"]) == set(LESSON)
    assert set(lesson["required"]) == set(LESSON_FIELDS)
    assert set(chapter["properties"]) == set(CHAPTER)
    assert set(chapter["required"]) == set(CHAPTER_FIELDS)
    objective = lesson["properties"]["objectives"]["items"]["properties"]
    assert set(objective) == set(OBJECTIVE)
    assert objective["level"]["enum"] == [level.value for level in Level]


def test_schemas_are_schemas() -> None:
    for name in ("lesson", "chapter"):
        jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_front_matter_of_real_pages_is_valid(path: Path) -> None:
    text = path.read_text("utf-8").split("---\n", 2)[1]
    values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    if "minutes" in values:
        values["minutes"] = int(values["minutes"])
    jsonschema.validate(values, schema("chapter" if path.name == "index.md" else "lesson"))
