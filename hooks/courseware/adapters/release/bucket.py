"""An S3-compatible object store, by obstore; keys come from the environment alone.

No message of the store is ever shown: some repeat the access key.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from courseware.adapters.release.target import ObjectTarget, PublishError

try:
    import obstore
    from obstore import exceptions
    from obstore.store import S3Store
except ImportError:
    raise PublishError(
        "发布到对象存储要装 obstore；请运行 pip install -r requirements-publish.txt"
    ) from None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_TOGETHER = 8
"""Requests at a time."""
_RETRIES = 4
_PATIENCE = timedelta(seconds=30)


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
        """Nothing is asked of the store yet."""
        given = {"endpoint": target.endpoint, "region": target.region}
        with _told():
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
        with _told():
            try:
                result = obstore.get(self._store, path)
            except (exceptions.NotFoundError, FileNotFoundError):
                return None
            headers = {str(name): str(value) for name, value in result.attributes.items()}
            return Found(bytes(result.bytes()), result.meta["e_tag"] or "", headers)

    def put(self, path: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        """Write an object, whole or not at all."""
        with _told():
            obstore.put(self._store, path, data, attributes=dict(headers or {}))

    def swap(self, path: str, data: bytes, e_tag: str) -> str:
        """Write an object if its version is ``e_tag`` still, or there is none if that is empty.

        Gives the new version.

        Raises:
            ConflictError: if it is not.
        """
        mode: Any = {"e_tag": e_tag} if e_tag else "create"
        private = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        with _told():
            try:
                done = obstore.put(self._store, path, data, mode=mode, attributes=dict(private))
            except (exceptions.PreconditionError, exceptions.AlreadyExistsError):
                raise ConflictError from None
            return done["e_tag"] or ""

    def copy(self, source: str, to: str) -> None:
        """Copy an object inside the store, headers and all."""
        with _told():
            obstore.copy(self._store, source, to)

    def delete(self, paths: Iterable[str]) -> None:
        """Remove objects; what is gone already is no fault."""
        self.each(self._delete, list(paths))

    def list(self, prefix: str = "") -> dict[str, int]:
        """Sizes in bytes of the objects below a prefix, by path."""
        with _told():
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
        with _told():
            try:
                obstore.delete(self._store, path)
            except (exceptions.NotFoundError, FileNotFoundError):
                return


@contextmanager
def _told() -> Iterator[None]:
    """Say what went wrong in our own words."""
    try:
        yield
    except (exceptions.UnauthenticatedError, exceptions.PermissionDeniedError, PermissionError):
        message = (
            "对象存储不允许；请检查环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY 和桶的权限"
        )
        raise PublishError(message) from None
    except (exceptions.NotFoundError, FileNotFoundError):
        raise PublishError("对象存储里没有这个桶或对象；请检查桶名和 endpoint") from None
    except exceptions.BaseError as error:
        kind = type(error).__name__
        message = f"对象存储没有回应或中断（{kind}）；请检查网络和 endpoint，再运行一次会接着做完"
        raise PublishError(message) from None
