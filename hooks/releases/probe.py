"""Checks from outside: whether the site answers with the new release, and who signed it."""

from __future__ import annotations

import http.client
import json
import os
import ssl
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from releases.installed_settings import HEADER, advice, installed_in
from releases.target import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable

    from releases.manifest import Manifest

_TRIES = 5
_PAUSE = 0.5
"""Seconds between two tries."""
_PATIENCE = 10
"""Seconds to wait for an answer."""


class Outside:
    """The site as its readers get it, and the settings of the server before it.

    ``url`` is asked after a switch, ``ca`` is a file of certificates to trust beside the
    system's, ``settings`` the file that is installed; each may be missing.
    """

    def __init__(self, url: str = "", ca: Path | None = None, settings: Path | None = None) -> None:
        """Read the files; nothing is asked yet.

        Raises:
            PublishError: if a file that is named can't be read.
        """
        self.url = url
        self._trust = _trusted(ca) if url.startswith("https:") else None
        self._installed = _installed(settings) if settings else None
        self._seen: str | None = None

    def check_certificate(self) -> None:
        """Ask once before anything is changed: a site that can't be trusted can't be probed.

        Raises:
            PublishError: if the certificate is not accepted. Other faults are for later.
        """
        if self._trust:
            try:
                self._ask("")
            except _CertificateError as fault:
                raise PublishError(f"{fault}；还没有改动，线上不变") from None

    def accept(self, name: str) -> str:
        """Ask the site through its real server: empty if it answers 200, else what is wrong.

        Where the answer is the health file, it must name the release ``name``.

        Raises:
            PublishError: if the certificate is not accepted, which says nothing of the release.
        """
        reason = ""
        for attempt in range(_TRIES if self.url else 0):
            time.sleep(_PAUSE if attempt else 0)
            try:
                reason = self._ask(name)
            except _CertificateError as fault:
                message = f"{name} 已经在线，没有撤回；但没有探测成：{fault}"
                raise PublishError(message, 1) from None
            if not reason:
                break
        return reason

    def advice(self, new: Manifest, before: Manifest | None) -> str:
        """What to say of the server's settings now that ``new`` is live instead of ``before``."""
        return advice(new, before, self._installed, self._seen)

    def _ask(self, name: str) -> str:
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),  # our own network
            urllib.request.HTTPSHandler(context=self._trust),
        )
        try:
            request = urllib.request.Request(self.url, headers={"Cache-Control": "no-cache"})  # noqa: S310 - the operator's
            with opener.open(request, timeout=_PATIENCE) as answer:
                body = answer.read()
                self._seen = answer.headers.get(HEADER, "")
        except urllib.error.HTTPError as error:
            return f"{self.url} 回答 {error.code}"
        except (OSError, ValueError, http.client.HTTPException) as error:
            cause = getattr(error, "reason", error)
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise _CertificateError(self.url, cause) from None
            return f"{self.url} 没有回答（{cause}）"
        try:
            served = json.loads(body)["id"]
        except (ValueError, KeyError, TypeError):
            return ""  # a page, not the health file: that it answers is enough
        return "" if served == name else f"{self.url} 答的还是 {served}"


class _CertificateError(Exception):
    """The server's certificate is not accepted; the message says why and what to do."""

    def __init__(self, url: str, fault: ssl.SSLCertVerificationError) -> None:
        trust = "公司自己的根证书请用 --ca 文件 指定，或设环境变量 SSL_CERT_FILE"
        said = {
            9: "还没有生效；请检查两台机器的时钟",
            10: "已过期；请先给服务器换证书",
            62: "不是给这个主机名的；请检查网址，或给服务器换证书",
            64: "不是给这个地址的；请检查网址，或给服务器换证书",
        }.get(fault.verify_code, f"不受信任（{fault.verify_message}）；{trust}")
        super().__init__(f"{url} 的证书{said}")


def _trusted(ca: Path | None) -> ssl.SSLContext:
    named = os.environ.get("SSL_CERT_FILE", "")
    if named and not Path(named).is_file():
        raise PublishError(f"环境变量 SSL_CERT_FILE 指的 {named} 不存在；请改正或去掉")
    trust = ssl.create_default_context()
    if ca:
        try:
            trust.load_verify_locations(ca)
        except ssl.SSLError:
            raise PublishError(f"--ca 的 {ca} 不是 PEM 证书；请换成 PEM 格式") from None
        except OSError as error:
            raise PublishError(f"--ca 的 {ca} 读不了（{error.strerror}）；请检查路径") from None
    return trust


def _installed(settings: Path) -> str:
    try:
        return installed_in(settings.read_text("utf-8", "replace"))
    except OSError as error:
        reason = error.strerror
        raise PublishError(f"--settings 的 {settings} 读不了（{reason}）；请检查路径") from None


def signer(trust: Path | None) -> Callable[[bytes, bytes], str] | None:
    """A check of manifest and signature that gives the signer's name; None without a list."""
    if trust is None:
        return None
    from releases.signing import SigningError, verify_signature  # noqa: PLC0415 - only where asked for

    def check(manifest: bytes, signature: bytes) -> str:
        try:
            return verify_signature(manifest, signature, trust)
        except SigningError as error:
            raise PublishError(str(error), error.code) from None

    return check
