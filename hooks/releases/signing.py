"""Signatures by ``ssh-keygen -Y``: OpenSSH is on every server, and people have its keys."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

NAMESPACE = "course-release"
"""What a signature is for: one made for another purpose is not valid here."""

_PROGRAM = "ssh-keygen"
_PATIENCE = 120


class SigningError(Exception):
    """Signing or checking failed; the message is for the operator.

    ``code`` is 1 where a signature is missing or wrong, 2 where we could not try.
    """

    def __init__(self, message: str, code: int = 2) -> None:
        """``message`` is one Chinese sentence."""
        super().__init__(message)
        self.code = code


def sign(manifest: bytes, key: Path) -> bytes:
    """The signature of a manifest by a private key, or by a public one whose agent is running.

    A key with a passphrase is asked for by ssh-keygen itself, on the terminal.

    Raises:
        SigningError: if the key or the program is missing, or signing fails.
    """
    if not key.is_file():
        raise SigningError(f"没有签名密钥 {key}；请检查 --sign 后的路径")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.json"
        path.write_bytes(manifest)
        done = _run("-Y", "sign", "-n", NAMESPACE, "-f", str(key.resolve()), str(path))
        if done.returncode:
            raise SigningError(f"签名没有成功：{_why(done)}")
        return path.with_name("manifest.json.sig").read_bytes()


def verify_signature(manifest: bytes, signature: bytes, allowed_signers: Path) -> str:
    """Who signed: the first name in ``allowed_signers`` that the signature is valid for.

    Raises:
        SigningError: if there is no signature, it is by nobody listed, or it is not of
            these bytes; or if the program or the list is missing.
    """
    if not allowed_signers.is_file():
        raise SigningError(f"没有可信签名人文件 {allowed_signers}；请检查 --trust 后的路径")
    if not signature:
        raise SigningError("没有签名；请向发布的人要签过名的发布包", 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.json.sig"
        path.write_bytes(signature)
        signers = str(allowed_signers.resolve())
        found = _run("-Y", "find-principals", "-f", signers, "-s", str(path))
        names = found.stdout.decode("utf-8", "replace").splitlines()
        if found.returncode or not names:
            raise SigningError("签名人不在可信名单里；请不要使用这个发布包", 1)
        for name in names[0].split(","):
            checked = _run(
                *("-Y", "verify", "-n", NAMESPACE, "-f", signers, "-I", name, "-s", str(path)),
                data=manifest,
            )
            if checked.returncode == 0:
                return name
    raise SigningError("签名与清单不符，清单被改过；请不要使用这个发布包", 1)


def _run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - fixed program, our arguments
            [_PROGRAM, *arguments],
            input=data,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise SigningError(f"没有 {_PROGRAM}；请安装 OpenSSH 客户端") from None
    except subprocess.TimeoutExpired:
        raise SigningError(f"{_PROGRAM} 两分钟没有回应；带口令的密钥请先用 ssh-add 加载") from None


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    """The program's last line and, where it is about a passphrase, what to do."""
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), "没有说明原因")
    locked = any(word in said.lower() for word in ("passphrase", "agent"))
    step = "密钥有口令，请先用 ssh-add 加载，再用公钥文件签" if locked else "请检查密钥文件"
    return f"{said}；{step}"
