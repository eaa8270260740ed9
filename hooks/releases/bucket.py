"""An S3-compatible object store, by obstore; keys come from the environment alone."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from releases.store_faults import KEYS, NO_KEYS, explained, is_missing_bucket
from releases.target import ObjectTarget, PublishError

try:
    import obstore
    from obstore import exceptions
    from obstore.store import S3Store
except ImportError:
    raise PublishError(
        "发布到对象存储要装 obstore；"
        "请运行 pip install --require-hashes -r requirements-publish.txt"
    ) from None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_TOGETHER = 8
"""Requests at a time."""
_RETRIES = 4
_PATIENCE = timedelta(seconds=30)


_MISSING = (exceptions.NotFoundError, FileNotFoundError)


class ConflictError(Exception):
    """The object is not as it was when it was read: someone else wrote it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object: its bytes, its version and the headers that readers get."""

    data: bytes
    e_tag: str
    headers: dict[str, str]


class Bucket:
    """The objects below a prefix."""

    def __init__(self, target: ObjectTarget) -> None:
        """Nothing is asked of the store yet.

        Raises:
            PublishError: if there are no keys.
        """
        self._target = target
        if not all(os.environ.get(name) for name in KEYS):
            raise PublishError(NO_KEYS)
        given = {"endpoint": target.endpoint, "region": target.region}
        with self._told():
            self._store = S3Store(
                target.bucket,
                prefix=target.prefix or None,
                client_options={
                    "allow_http": target.endpoint.startswith("http://"),
                    "timeout": _PATIENCE,
                },
                retry_config={"max_retries": _RETRIES, "retry_timeout": _PATIENCE},
                **{name: value for name, value in given.items() if value},  # type: ignore[arg-type]
            )

    def get(self, path: str) -> Found | None:
        """An object; None if there is none."""
        with self._told():
            try:
                result = obstore.get(self._store, path)
            except _MISSING as error:
                if is_missing_bucket(str(error)):
                    raise
                return None
            headers = {str(name): str(value) for name, value in result.attributes.items()}
            return Found(bytes(result.bytes()), result.meta["e_tag"] or "", headers)

    def put(self, path: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        """Write an object, whole or not at all."""
        with self._told():
            obstore.put(self._store, path, data, attributes=dict(headers or {}))

    def swap(self, path: str, data: bytes, e_tag: str) -> str:
        """Write an object if its version is ``e_tag`` still, or there is none if that is empty.

        Gives the new version.

        Raises:
            ConflictError: if it is not.
        """
        mode: Any = {"e_tag": e_tag} if e_tag else "create"
        private = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        with self._told():
            try:
                done = obstore.put(self._store, path, data, mode=mode, attributes=dict(private))
            except (exceptions.PreconditionError, exceptions.AlreadyExistsError):
                raise ConflictError from None
            return done["e_tag"] or ""

    def copy(self, source: str, to: str) -> None:
        """Copy an object inside the store, headers and all."""
        with self._told():
            obstore.copy(self._store, source, to)

    def delete(self, paths: Iterable[str]) -> None:
        """Remove objects; what is gone already is no fault."""
        self.each(self._delete, list(paths))

    def list(self, prefix: str = "") -> dict[str, int]:
        """Sizes in bytes of the objects below a prefix, by path."""
        with self._told():
            return {
                one["path"]: one["size"]
                for page in obstore.list(self._store, prefix or None)
                for one in page
            }

    def each(self, work: Callable[[Any], object], items: Iterable[Any]) -> None:
        """Do something with every item, a few at a time; the first error stops it."""
        with ThreadPoolExecutor(_TOGETHER) as pool:
            futures = [pool.submit(work, item) for item in items]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _delete(self, path: str) -> None:
        with self._told():
            try:
                obstore.delete(self._store, path)
            except _MISSING:
                return

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what went wrong in our own words."""
        try:
            yield
        except (exceptions.BaseError, OSError) as error:
            said = explained(str(error), self._target.bucket, self._target.endpoint)
            if isinstance(error, _MISSING) and not is_missing_bucket(str(error)):
                said = "对象存储里少了一个对象；请重新发布这一版"
            raise PublishError(said) from None
