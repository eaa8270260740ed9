"""Checks from outside: whether the site answers with the new release, and who signed it."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from functools import partial
from typing import TYPE_CHECKING

from courseware.adapters.release.target import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TRIES = 5
_PAUSE = 0.5
"""Seconds between two tries."""
_PATIENCE = 10
"""Seconds to wait for an answer."""


def acceptance(url: str) -> Callable[[str], str] | None:
    """A question to ask after a switch; None without an address."""
    return partial(probe, url) if url else None


def probe(url: str, name: str) -> str:
    """Ask the site through its real server: empty if it answers 200, else what is wrong.

    Where the answer is the health file, it must name the release ``name``.
    """
    reason = ""
    for attempt in range(_TRIES):
        time.sleep(_PAUSE if attempt else 0)
        reason = _ask(url, name)
        if not reason:
            break
    return reason


def signer(trust: Path | None) -> Callable[[bytes, bytes], str] | None:
    """A check of manifest and signature that gives the signer's name; None without a list."""
    if trust is None:
        return None
    from courseware.adapters.release.signing import (  # noqa: PLC0415 - only where asked for
        SigningError,
        verify_signature,
    )

    def check(manifest: bytes, signature: bytes) -> str:
        try:
            return verify_signature(manifest, signature, trust)
        except SigningError as error:
            raise PublishError(str(error), error.code) from None

    return check


def _ask(url: str, name: str) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own network
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})  # noqa: S310 - the operator's
    try:
        with opener.open(request, timeout=_PATIENCE) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        return f"{url} 回答 {error.code}"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return f"{url} 没有回答（{getattr(error, 'reason', error)}）"
    try:
        served = json.loads(body)["id"]
    except (ValueError, KeyError, TypeError):
        return ""  # a page, not the health file: that it answers is enough
    return "" if served == name else f"{url} 答的还是 {served}"
