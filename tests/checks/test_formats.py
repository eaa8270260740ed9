"""The same findings for people and for machines."""

from __future__ import annotations

import json

from courseware.checks.catalogue import all_rules
from courseware.checks.formats import Format, fingerprint, render, under, within
from courseware.course.changes import Changes
from courseware.text.finding import Diagnostic, Location, Severity

PATH = "docs/01-话/a b.md"
FOUND = (
    Diagnostic(Location(PATH, 3, 5), "ZH-8", "“其它”：100%，改\n掉；请改", Severity.WARNING, 2),
    Diagnostic(Location(PATH, 9, 1), "QUIZ-6", "没有标出正确选项；请标"),
)


def test_text() -> None:
    assert render(FOUND, Format.TEXT, all_rules()) == (
        "docs/01-话/a b.md:3:5 ZH-8 “其它”：100%，改 掉；请改\n"
        "docs/01-话/a b.md:9:1 QUIZ-6 没有标出正确选项；请标\n"
        "共 1 个错误，1 个提醒。\n"
    )
    assert render((), Format.TEXT, all_rules()) == "检查通过，没有发现问题。\n"


def test_github() -> None:
    assert render(FOUND, Format.GITHUB, all_rules()) == (
        "::warning file=docs/01-话/a b.md,line=3,col=5,title=ZH-8 统一用词,endColumn=7"
        "::“其它”：100%25，改%0A掉；请改\n"
        "::error file=docs/01-话/a b.md,line=9,col=1,title=QUIZ-6 没有正确选项"
        "::没有标出正确选项；请标\n"
    )


def test_gitlab() -> None:
    assert json.loads(render(FOUND, Format.GITLAB, all_rules()))[1] == {
        "description": "QUIZ-6 没有标出正确选项；请标",
        "check_name": "QUIZ-6",
        "fingerprint": fingerprint(FOUND[1], 0),
        "severity": "major",
        "location": {"path": PATH, "positions": {"begin": {"line": 9, "column": 1}}},
    }


def test_json() -> None:
    assert json.loads(render(FOUND, Format.JSON, all_rules())) == {
        "findings": [
            {
                "path": PATH,
                "line": 3,
                "column": 5,
                "width": 2,
                "code": "ZH-8",
                "severity": "warning",
                "message": "“其它”：100%，改\n掉；请改",
            },
            {
                "path": PATH,
                "line": 9,
                "column": 1,
                "width": 0,
                "code": "QUIZ-6",
                "severity": "error",
                "message": "没有标出正确选项；请标",
            },
        ],
        "errors": 1,
        "warnings": 1,
    }


def test_fingerprint_does_not_move_with_the_line() -> None:
    moved = Diagnostic(Location(PATH, 30, 5), "ZH-8", FOUND[0].message)
    assert fingerprint(moved, 0) == fingerprint(FOUND[0], 0) != fingerprint(FOUND[0], 1)


def test_within_changes() -> None:
    def at(path: str, line: int, code: str) -> Diagnostic:
        return Diagnostic(Location(path, line), code, "；")

    found = (
        at("docs/a.md", 1, "PAGE-1"), at("docs/a.md", 4, "ZH-8"), at("docs/a.md", 5, "ZH-8"),
        at("docs/b.md", 1, "PAGE-1"), at("docs/b.md", 2, "LINK-1"), at("docs/new.md", 8, "ZH-8"),
    )  # fmt: skip
    changes = Changes({"docs/a.md": frozenset({4})}, frozenset({"docs/new.md"}))
    kept = within(found, changes, all_rules())
    assert kept == (found[0], found[1], found[4], found[5])


def test_under_paths() -> None:
    assert under(FOUND, ("docs/01-话",)) == FOUND
    assert under(FOUND, ("docs/01",)) == ()
    assert under(FOUND, ()) == FOUND
