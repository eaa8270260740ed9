"""Where a release goes: a folder, a folder on another machine, or an object store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_FORMS = "目标写法：/srv/course、用户@主机:/srv/course 或 s3://桶/前缀?endpoint=https://…"


class PublishError(Exception):
    """What stopped a command: a Chinese sentence, and the exit code.

    1: the release or the published tree is faulty; 2: the command can't run.
    """

    def __init__(self, message: str, code: int = 2) -> None:
        """Take the sentence and the exit code."""
        super().__init__(message)
        self.code = code


def no_such_release(wanted: str, known: Iterable[str]) -> PublishError:
    """There is no release ``wanted`` among the ``known``; empty: none before the live one."""
    said = f"目标上没有发布 {wanted}" if wanted else "目标上没有更早的发布"
    return PublishError(f"{said}；现有：{'、'.join(known) or '没有'}")


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """A folder on this machine."""

    path: Path

    def __str__(self) -> str:
        """The path."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class SshTarget:
    """A folder on a machine that ssh reaches; port and keys are in ssh's own settings."""

    host: str
    path: str

    def __str__(self) -> str:
        """As given: ``user@host:/path``."""
        return f"{self.host}:{self.path}"


@dataclass(frozen=True, slots=True)
class ObjectTarget:
    """Objects below ``prefix`` (may be empty) in a bucket; keys come from the environment."""

    bucket: str
    prefix: str
    endpoint: str = ""
    region: str = ""

    def __str__(self) -> str:
        """The address without its settings."""
        return f"s3://{self.bucket}/{self.prefix}"


Target = FolderTarget | SshTarget | ObjectTarget


def parse_target(text: str) -> Target:
    """Read a target as an operator writes it.

    Raises:
        PublishError: if it is none of the forms.
    """
    if text.startswith("s3://"):
        return _objects(text)
    if "://" in text:
        raise PublishError(f"不认识目标“{text}”；{_FORMS}")
    host, colon, path = text.partition(":")
    if colon and "/" not in host:
        if not _HOST.fullmatch(host) or not path.startswith("/"):
            raise PublishError(f"目标“{text}”的主机名不对，或路径不以 / 开头；{_FORMS}")
        return SshTarget(host, path)
    if not text:
        raise PublishError(f"没有写目标；{_FORMS}")
    return FolderTarget(Path(text).absolute())


def _objects(text: str) -> ObjectTarget:
    parts = urlsplit(text)
    settings = parse_qs(parts.query)
    if parts.username or parts.password:  # and the text must not be repeated
        raise PublishError("目标里不要写密钥；请放进环境变量 AWS_ACCESS_KEY_ID 等")
    unknown = sorted(set(settings) - {"endpoint", "region"})
    if unknown or not _BUCKET.fullmatch(parts.netloc):
        fact = f"多了 {'、'.join(unknown)}" if unknown else "桶名不对"
        raise PublishError(f"目标“{parts.scheme}://{parts.netloc}”{fact}；{_FORMS}")
    return ObjectTarget(
        bucket=parts.netloc,
        prefix=unquote(parts.path).strip("/"),
        endpoint=settings.get("endpoint", [""])[0],
        region=settings.get("region", [""])[0],
    )
