"""Findings → what people and machines read: text, GitHub, GitLab, SARIF, JSON."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from courseware.text.finding import Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from courseware.course.changes import Changes
    from courseware.text.finding import Diagnostic, Rule

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OFF: "none"}


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JSON = "json"


def within(
    found: Iterable[Diagnostic], changes: Changes, rules: Mapping[str, Rule]
) -> tuple[Diagnostic, ...]:
    """Findings that the changes can have caused, by the scope of their rules."""

    def caused(one: Diagnostic) -> bool:
        path = one.location.path
        scope = rules[one.code].scope if one.code in rules else Scope.LINE
        if path in changes.new or scope is Scope.COURSE:
            return True
        if path not in changes.lines:
            return False
        return scope is Scope.PAGE or one.location.line in changes.lines[path]

    return tuple(one for one in found if caused(one))


def under(found: Iterable[Diagnostic], paths: Collection[str]) -> tuple[Diagnostic, ...]:
    """Findings about the named files and folders; about everything if none is named."""
    if not paths:
        return tuple(found)
    return tuple(
        one
        for one in found
        if any(one.location.path == p or one.location.path.startswith(f"{p}/") for p in paths)
    )


def render(found: Sequence[Diagnostic], form: Format, rules: Mapping[str, Rule]) -> str:
    """All findings in one of the formats, with a newline at the end."""
    if form is Format.TEXT:
        return _text(found)
    if form is Format.GITHUB:
        return "".join(_github(one, rules) + "\n" for one in found)
    if form is Format.GITLAB:
        return _json([_gitlab(one, again) for one, again in _numbered(found)])
    if form is Format.SARIF:
        return _json(_sarif(found, rules))
    return _json({"findings": [_plain(one) for one in found], **_totals(found)})


def summary(found: Sequence[Diagnostic]) -> str:
    """One line that says how it went."""
    totals = _totals(found)
    if not found:
        return "检查通过，没有发现问题。"
    return f"共 {totals['errors']} 个错误，{totals['warnings']} 个提醒。"


def _totals(found: Sequence[Diagnostic]) -> dict[str, int]:
    return {
        "errors": sum(one.severity is Severity.ERROR for one in found),
        "warnings": sum(one.severity is Severity.WARNING for one in found),
    }


def _text(found: Sequence[Diagnostic]) -> str:
    lines = [str(one) for one in found]
    return "\n".join([*lines, summary(found)]) + "\n"


def _github(one: Diagnostic, rules: Mapping[str, Rule]) -> str:
    """An annotation; a workflow command is one line with %, CR, LF (and , :) escaped."""
    place = one.location
    title = f"{one.code} {rules[one.code].title}" if one.code in rules else one.code
    facts = {"file": place.path, "line": place.line, "col": place.column, "title": title}
    if one.width:
        facts["endColumn"] = place.column + one.width
    said = ",".join(f"{key}={_property(str(value))}" for key, value in facts.items())
    return f"::{_LEVELS[one.severity]} {said}::{_escaped(one.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _numbered(found: Iterable[Diagnostic]) -> Iterable[tuple[Diagnostic, int]]:
    """Each finding with how many of the same file, code and message came before it."""
    seen: dict[tuple[str, str, str], int] = {}
    for one in found:
        key = (one.location.path, one.code, one.message)
        seen[key] = seen.get(key, -1) + 1
        yield one, seen[key]


def fingerprint(one: Diagnostic, again: int) -> str:
    """A name for a finding that stays when lines above it come or go."""
    parts = (one.location.path, one.code, one.message, str(again))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _gitlab(one: Diagnostic, again: int) -> dict[str, Any]:
    return {
        "description": f"{one.code} {one.message}",
        "check_name": one.code,
        "fingerprint": fingerprint(one, again),
        "severity": "major" if one.severity is Severity.ERROR else "minor",
        "location": {
            "path": one.location.path,
            "positions": {"begin": {"line": one.location.line, "column": one.location.column}},
        },
    }


def _plain(one: Diagnostic) -> dict[str, Any]:
    return {
        "path": one.location.path,
        "line": one.location.line,
        "column": one.location.column,
        "width": one.width,
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
    }


def _sarif(found: Sequence[Diagnostic], rules: Mapping[str, Rule]) -> dict[str, Any]:
    codes = sorted({one.code for one in found} & set(rules), key=list(rules).index)
    descriptors = [
        {
            "id": code,
            "name": code.replace("-", ""),
            "shortDescription": {"text": rules[code].title},
            "fullDescription": {"text": rules[code].why or rules[code].title},
            "defaultConfiguration": {"level": _LEVELS[rules[code].severity]},
        }
        for code in codes
    ]
    results = []
    for one, again in _numbered(found):
        region: dict[str, Any] = {
            "startLine": one.location.line,
            "startColumn": one.location.column,
        }
        if one.width:
            region["endColumn"] = one.location.column + one.width
        artifact = {"uri": quote(one.location.path), "uriBaseId": "ROOT"}
        result: dict[str, Any] = {
            "ruleId": one.code,
            "level": _LEVELS[one.severity],
            "message": {"text": one.message},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "partialFingerprints": {"course/v1": fingerprint(one, again)},
        }
        if one.code in codes:
            result["ruleIndex"] = codes.index(one.code)
        results.append(result)
    driver = {"name": "courseware-check", "rules": descriptors}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The project's root."}}},
        "results": results,
    }
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
