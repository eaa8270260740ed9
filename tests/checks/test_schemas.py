"""The schemas in the repository are those of the tables, and the course is as they say."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from courseware.text.lines import parse_source
from courseware.text.yaml import parse_yaml
from courseware.text.yaml_nodes import Scalar, YamlList, YamlMap
from courseware.verbs.cli import main
from courseware.verbs.schemas import FOLDER, schemas
from tests.checks.course import COURSE
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from courseware.text.yaml_nodes import Node

DATA = {
    "docs/glossary.yml": "glossary",
    "docs/self-exam.yml": "self-exam",
    "docs/redirects.yml": "redirects",
    "exam/blueprint.yml": "blueprint",
}
PAGES = [*sorted((ROOT / "docs").glob("[0-9]*/*.md")), *sorted((COURSE / "docs").glob("0*/*.md"))]


def schema(name: str) -> dict[str, Any]:
    return json.loads((ROOT / FOLDER / f"{name}.schema.json").read_text("utf-8"))


def plain(node: Node) -> Any:
    """A node as an editor sees it."""
    if isinstance(node, YamlMap):
        return {key: plain(value) for key, value in node.nodes.items()}
    return [plain(item) for item in node.items] if isinstance(node, YamlList) else node.value


def test_they_are_fresh() -> None:
    here = {f"{FOLDER}/{path.name}": path.read_text("utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert here == schemas()


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    assert main(["schemas", "--root", str(tmp_path)]) == 0
    written = {f"{FOLDER}/{path.name}": path.read_text("utf-8") for path in tmp_path.glob("s*/*")}
    assert written == schemas()
    assert capsys.readouterr() == ("", "".join(f"已写入：{path}\n" for path in schemas()))


@pytest.mark.parametrize("path", schemas())
def test_they_are_schemas(path: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas()[path]))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_front_matter_of_real_pages_is_valid(path: Path) -> None:
    meta = parse_source("docs/a.md", path.read_text("utf-8"))[0].meta
    jsonschema.validate(plain(meta), schema("chapter" if path.name == "index.md" else "lesson"))


@pytest.mark.parametrize(("path", "name"), DATA.items())
def test_data_of_the_course_is_valid(path: str, name: str) -> None:
    values, found = parse_yaml((ROOT / path).read_text("utf-8"), path)
    assert found == ()
    jsonschema.validate(plain(values), schema(name))


LESSON = {
    "id": "one", "title": "课", "minutes": 30, "owner": "组", "checked": "2026-11-01",
    "review_by": "2027-05-31", "objectives": [{"id": "a", "level": "记忆", "text": "说出"}],
}  # fmt: skip
TERM = {"id": "core", "zh": "核心网", "definition": "网", "category": "网"}
FAULTS: list[tuple[str, dict[str, Any], tuple[str | int, ...], object]] = [
    ("lesson", LESSON, ("minutes",), 181),
    ("lesson", LESSON, ("minutes",), "三十"),
    ("lesson", LESSON, ("id",), "One"),
    ("lesson", LESSON, ("minute",), 30),
    ("lesson", LESSON, ("objectives",), []),
    ("lesson", LESSON, ("objectives", 0, "level"), "熟悉"),
    ("lesson", LESSON, ("objectives", 0, "id"), "ab"),
    ("glossary", {"terms": [TERM]}, ("terms", 0, "mark"), "否"),
    ("glossary", {"terms": [TERM]}, ("terms", 0, "aliases"), "核网"),
    ("glossary", {"terms": [TERM]}, ("terms", 0, "aliases"), ["核网", "核网"]),
    ("glossary", {"terms": [TERM]}, ("terms", 0, "source"), {"check": "大概"}),
    ("redirects", {"a/b.html": "a/c.html"}, ("a/b.html",), "a/c.md"),
    ("redirects", {"a/b.html": "a/c.html"}, ("a/b",), "a/c.html"),
]


@pytest.mark.parametrize(("name", "good", "where", "value"), FAULTS)
def test_a_fault_is_one_to_editors_too(
    name: str, good: dict[str, Any], where: tuple[str | int, ...], value: object
) -> None:
    jsonschema.validate(good, schema(name))
    spoilt: Any = copy.deepcopy(good)
    inner = spoilt
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, schema(name))


def test_the_word_of_a_plans_row_is_one_of_two() -> None:
    rows = schema("self-exam")["properties"]["draw"]["items"]["anyOf"]
    assert [row["required"] for row in rows] == [["lesson"], ["chapter"]]


def test_scalars_are_what_yaml_takes_them_for() -> None:
    values, _ = parse_yaml("a: 1\nb: '1'\nc: true\nd: ~\ne: 2026-11-01\nf: [x]\n", "a.yml")
    assert plain(values) == {"a": 1, "b": "1", "c": True, "d": None, "e": "2026-11-01", "f": ["x"]}
    assert isinstance(values.nodes["a"], Scalar)
