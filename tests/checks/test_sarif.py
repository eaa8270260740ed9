"""Findings as SARIF, against its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from courseware.checks.catalogue import all_rules
from courseware.checks.formats import Format, render
from tests.checks.course import OPENING, Edit, edited

from .test_formats import FOUND

if TYPE_CHECKING:
    from courseware.text.finding import Diagnostic

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "sarif" / "sarif-schema-2.1.0.json"


@pytest.mark.parametrize("found", [(), FOUND, FOUND + FOUND])
def test_sarif_is_valid(found: tuple[Diagnostic, ...]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    log = json.loads(render(found, Format.SARIF, all_rules()))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    assert len(run["results"]) == len(found)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["course/v1"] for result in run["results"]]
    assert len(set(prints)) == len(found)


def test_sarif_of_a_real_check_is_valid(tmp_path: Path) -> None:
    marked = edited(tmp_path, Edit(OPENING, "## 三句话", "# 三句话\n\n其它5次"))
    log = json.loads(render(marked.diagnostics(), Format.SARIF, all_rules()))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(log)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/01-calls/opening.md", "uriBaseId": "ROOT"}
