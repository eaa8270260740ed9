"""The manifest: canonical text, and nothing else is accepted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.manifest import (
    Difference,
    DifferenceKind,
    Manifest,
    ManifestError,
    ManifestFile,
    differences,
    read_manifest,
    release_id,
    write_manifest,
)

HASH = "ab" * 32
FILE = ManifestFile("site/首页.html", HASH, 7)
SAMPLE = Manifest("c-1-0123abcd", "c", "课", "1", "0123abcd" * 5, 5, (("typst", "0.15"),), (FILE,))


def test_it_is_written_one_way() -> None:
    assert write_manifest(SAMPLE) == (
        '{\n "commit": "0123abcd0123abcd0123abcd0123abcd0123abcd",\n "course": "c",\n "files": [\n'
        f'  {{\n   "path": "site/首页.html",\n   "sha256": "{HASH}",\n   "size": 7\n  }}\n ],\n'
        ' "format": 1,\n "id": "c-1-0123abcd",\n "sequence": 5,\n "title": "课",\n'
        ' "tools": {\n  "typst": "0.15"\n },\n "version": "1"\n}\n'
    )
    assert read_manifest(write_manifest(SAMPLE)) == SAMPLE


def value(**changes: Any) -> dict[str, Any]:
    return {**json.loads(write_manifest(SAMPLE)), **changes}


def entry(path: object, sha256: object = HASH, size: object = 1) -> dict[str, object]:
    return {"path": path, "sha256": sha256, "size": size}


BAD_PATHS = [
    "/etc/x", "../x", "a/../x", "a//x", "", ".", "a/", "a\\b", "C:x", "a\nb", "a\x7f",
    "manifest.json", "manifest.json.sig", 3,
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_that_leads_out_is_refused(path: object) -> None:
    with pytest.raises(ManifestError, match="不允许；请不要使用这个发布包"):
        read_manifest(json.dumps(value(files=[entry(path)])))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 2}, "发布清单不是第 1 版格式；请用同一版本的工具"),
        ({"more": 1}, "发布清单不是第 1 版格式；请用同一版本的工具"),
        ({"id": "../x"}, "发布清单的 id 或 commit 写法不对；请重新取发布包"),
        ({"commit": "x"}, "发布清单的 id 或 commit 写法不对；请重新取发布包"),
        ({"sequence": -1}, "发布清单的 sequence 必须是不小于 0 的整数；请重新取发布包"),
        ({"sequence": True}, "发布清单的 sequence 必须是不小于 0 的整数；请重新取发布包"),
        ({"tools": {"a": 1}}, "发布清单的 tools 必须是名称和版本；请重新取发布包"),
        ({"files": {}}, "发布清单的 files 必须是列表；请重新取发布包"),
        ({"files": [1]}, "发布清单的一项必须有 path、sha256 和 size；请重新取发布包"),
        (
            {"files": [entry("b"), entry("a")]},
            "发布清单里“a”重复或没有排序；请重新取发布包",
        ),
        (
            {"files": [entry("a"), entry("a")]},
            "发布清单里“a”重复或没有排序；请重新取发布包",
        ),
        (
            {"files": [entry("a", "AB")]},
            "发布清单里“a”的 sha256 或 size 写法不对；请重新取发布包",
        ),
        (
            {"files": [entry("a", HASH, -1)]},
            "发布清单里“a”的 sha256 或 size 写法不对；请重新取发布包",
        ),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ManifestError) as caught:
        read_manifest(json.dumps(value(**changes)))
    assert str(caught.value) == said


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_no_text_breaks_it(text: str) -> None:
    with pytest.raises(ManifestError):
        read_manifest(text)


def test_differences_are_named_by_path() -> None:
    other = ManifestFile("site/首页.html", HASH, 8)
    more = ManifestFile("x", HASH, 1)
    assert differences(SAMPLE, {FILE.path: FILE}) == ()
    assert differences(SAMPLE, {FILE.path: other, "x": more}) == (
        Difference(FILE.path, DifferenceKind.CHANGED),
        Difference("x", DifferenceKind.EXTRA),
    )
    assert [str(one) for one in differences(SAMPLE, {})] == ["缺少：site/首页.html"]


def test_a_course_whose_name_is_no_file_is_refused() -> None:
    assert release_id("mobile-service", "2026.11", "0123abcd" * 5) == (
        "mobile-service-2026.11-0123abcd"
    )
    with pytest.raises(ManifestError, match="不能用作文件名"):
        release_id("课程", "1", "0123abcd")
