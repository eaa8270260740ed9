"""What a release consists of: every file with its hash, and from which sources it was made.

::

    Manifest ── id, course, title, version, commit, sequence, tools, overdue
     └─ ManifestFile…   path, SHA-256 and size of every file but the manifest and its signature

As text it is canonical JSON, so its own hash is the identity of a release: compressed
archives may differ from one version of zlib to the next, this does not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from releases.paths import clash, is_readable, safe_path

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
"""Beside the manifest, from the release's top folder; neither lists itself."""

LATEST = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: no later time can be shown."""
_LONGEST_WORD = 200

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HASH = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_KEYS = {"format", "id", "course", "title", "version", "commit", "sequence", "tools", "files"}


_OPTIONAL = {"overdue"}


class ManifestError(ValueError):
    """The text is no manifest of ours; the message is a Chinese sentence for the operator."""


@dataclass(frozen=True, slots=True, order=True)
class ManifestFile:
    """A file of a release: ``path`` from its top folder, SHA-256 in hex, size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """What was released although its time was up, each as place and fact, and why."""

    reason: str
    pages: tuple[str, ...]

    def __str__(self) -> str:
        """One line for whoever asks what this release is."""
        return f"有 {len(self.pages)} 处内容发布时已过期，理由：{self.reason}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release: ``id`` is also its folder's name; ``sequence`` grows from release to release.

    ``sequence`` is the committer's time of the commit in seconds since 1970; ``tools`` are
    versions by name; ``files`` are sorted by path; ``overdue`` is nearly always None.
    """

    id: str
    course: str
    title: str
    version: str
    commit: str
    sequence: int
    tools: tuple[tuple[str, str], ...]
    files: tuple[ManifestFile, ...]
    overdue: Overdue | None = None


class DifferenceKind(StrEnum):
    """How a file differs from what the manifest says; the value is the Chinese word."""

    MISSING = "缺少"
    CHANGED = "内容不符"
    EXTRA = "多出"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the manifest says."""

    path: str
    kind: DifferenceKind

    def __str__(self) -> str:
        """One line: kind and path."""
        return f"{self.kind}：{self.path}"


def release_id(course: str, version: str, commit: str) -> str:
    """``mobile-service-2026.11-1a2b3c4d``: name of the top folder and of the archives.

    Raises:
        ManifestError: if course or version can't be part of a file's name.
    """
    name = f"{course}-{version}-{commit[:8]}"
    if not _ID.fullmatch(name):
        message = f"课程代号或版本“{course}-{version}”不能用作文件名；请只用字母、数字、点和短横"
        raise ManifestError(message)
    return name


def write_manifest(manifest: Manifest) -> str:
    """The canonical text: the same manifest always gives the same bytes in UTF-8."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "id": manifest.id,
        "course": manifest.course,
        "title": manifest.title,
        "version": manifest.version,
        "commit": manifest.commit,
        "sequence": manifest.sequence,
        "tools": dict(manifest.tools),
        "files": [
            {"path": file.path, "sha256": file.sha256, "size": file.size}
            for file in sorted(manifest.files)
        ],
    }
    if late := manifest.overdue:
        value["overdue"] = {"reason": late.reason, "pages": list(late.pages)}
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(text: str) -> Manifest:
    """Read the text of a manifest and hold every field against the rules.

    Raises:
        ManifestError: if it is no manifest, or names a path that leads out of the release,
            comes twice or is out of order.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except ManifestError:
        raise
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"发布清单不是有效的 JSON（{error}）；请重新取发布包") from None
    known = isinstance(value, dict) and set(value) - _OPTIONAL == _KEYS
    if not known or value["format"] != FORMAT:
        raise ManifestError(f"发布清单不是第 {FORMAT} 版格式；请用同一版本的工具")
    words = _words(value)
    if not isinstance(value["files"], list):
        raise ManifestError("发布清单的 files 必须是列表；请重新取发布包")
    files = tuple(_file(entry) for entry in value["files"])
    for before, after in pairwise(files):
        if before.path >= after.path:
            raise ManifestError(f"发布清单里“{after.path}”重复或没有排序；请重新取发布包")
    if twice := clash(file.path for file in files):
        raise ManifestError(f"发布清单里“{twice}”和另一个文件在有的系统上是同名；请不要使用")
    return Manifest(
        **words,
        sequence=value["sequence"],
        tools=tuple(sorted(value["tools"].items())),
        files=files,
        overdue=_overdue(value),
    )


def differences(manifest: Manifest, found: Mapping[str, ManifestFile]) -> tuple[Difference, ...]:
    """What is missing, changed or extra among the files ``found``, by path.

    Leave the manifest and its signature out of ``found``.
    """
    listed = {file.path: file for file in manifest.files}
    kinds = {
        **{path: DifferenceKind.EXTRA for path in found if path not in listed},
        **{path: DifferenceKind.MISSING for path in listed if path not in found},
        **{
            path: DifferenceKind.CHANGED
            for path, file in listed.items()
            if path in found and found[path] != file
        },
    }
    return tuple(Difference(path, kind) for path, kind in sorted(kinds.items()))


def _words(value: dict[str, Any]) -> dict[str, str]:
    words = ("id", "course", "title", "version", "commit")
    if any(not isinstance(value[name], str) for name in words):
        raise ManifestError(f"发布清单的 {'、'.join(words)} 必须是文字；请重新取发布包")
    if not _ID.fullmatch(value["id"]) or not _COMMIT.fullmatch(value["commit"]):
        raise ManifestError("发布清单的 id 或 commit 写法不对；请重新取发布包")
    if not value["id"].startswith(f"{value['course']}-{value['version']}-{value['commit'][:8]}"):
        raise ManifestError("发布清单的 id 和课程、版本、提交对不上；请不要使用这个发布包")
    _check_facts(value)
    return {name: value[name] for name in words}


def _check_facts(value: dict[str, Any]) -> None:
    if not _is_count(value["sequence"]):
        raise ManifestError("发布清单的 sequence 必须是不小于 0 的整数；请重新取发布包")
    if value["sequence"] > LATEST:
        raise ManifestError("发布清单的 sequence 太大，不是提交的时间；请不要使用这个发布包")
    tools = value["tools"]
    if not isinstance(tools, dict) or any(not isinstance(v, str) for v in tools.values()):
        raise ManifestError("发布清单的 tools 必须是名称和版本；请重新取发布包")
    if not all(map(_is_word, (value["title"], *tools, *tools.values()))):
        raise ManifestError("发布清单的 title 或 tools 里有控制字符或太长；请不要使用这个发布包")


def _file(entry: Any) -> ManifestFile:
    if not isinstance(entry, dict) or set(entry) != {"path", "sha256", "size"}:
        raise ManifestError("发布清单的一项必须有 path、sha256 和 size；请重新取发布包")
    path, digest, size = entry["path"], entry["sha256"], entry["size"]
    if not isinstance(path, str) or not safe_path(path) or path in {MANIFEST, SIGNATURE}:
        raise ManifestError(f"发布清单里的路径“{_shown(path)}”不允许；请不要使用这个发布包")
    if not isinstance(digest, str) or not _HASH.fullmatch(digest) or not _is_count(size):
        raise ManifestError(f"发布清单里“{path}”的 sha256 或 size 写法不对；请重新取发布包")
    return ManifestFile(path, digest, size)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping; one key twice would be read as the first by one program, the last by another."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ManifestError("发布清单里有一个名称写了两次；请不要使用这个发布包")
    return made


def _no_number(_: str) -> Any:
    raise ManifestError("发布清单里有不是数的数（NaN 或 Infinity）；请不要使用这个发布包")


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST_WORD and is_readable(text)


def _shown(path: Any) -> str:
    return (
        ascii(path)[:_LONGEST_WORD] if not isinstance(path, str) or not is_readable(path) else path
    )


def _overdue(whole: dict[str, Any]) -> Overdue | None:
    if "overdue" not in whole:
        return None
    value = whole["overdue"]
    fields = isinstance(value, dict) and set(value) == {"reason", "pages"}
    pages = value["pages"] if fields and isinstance(value["pages"], list) else []
    texts = [value["reason"], *pages] if pages else [""]
    if any(not isinstance(one, str) or not one.strip() or not is_readable(one) for one in texts):
        raise ManifestError("发布清单的 overdue 必须有理由和过期的页面；请重新取发布包")
    return Overdue(value["reason"], tuple(pages))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
