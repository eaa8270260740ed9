"""Signatures by OpenSSH, with real keys."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from releases.archive import verify_archive
from releases.manifest import MANIFEST, SIGNATURE
from releases.signing import SigningError, sign, verify_signature

from .test_archive import archived, sample

if TYPE_CHECKING:
    from pathlib import Path


def make_key(folder: Path, name: str, passphrase: str = "") -> Path:
    key = folder / name
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", str(key)],
        check=True,
    )
    return key


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys of ops and of a stranger, and the list that names ops only."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ops", "stranger"):
        make_key(folder, name)
    make_key(folder, "locked", "秘密 phrase")
    public = (folder / "ops.pub").read_text("utf-8")
    (folder / "allowed").write_text(f"ops@example.invalid {public}", "utf-8")
    return folder


def test_a_signed_archive_names_its_signer(keys: Path, tmp_path: Path) -> None:
    files = sample()
    files[SIGNATURE] = sign(files[MANIFEST], keys / "ops")
    path = archived(tmp_path, ".tar.gz", files)
    said, code = verify_archive(path, keys / "allowed")
    assert (said.splitlines()[-1], code) == ("签名有效，签名人：ops@example.invalid", 0)
    said, code = verify_archive(path)
    assert said.splitlines()[-1] == "有签名，没有检查；用 --trust 指定可信签名人文件"
    assert code == 0


def test_the_same_key_gives_the_same_signature(keys: Path) -> None:
    assert sign(b"x", keys / "ops") == sign(b"x", keys / "ops")


@pytest.mark.parametrize(
    ("signer", "signed", "said"),
    [
        ("", b"x", "没有签名；请向发布的人要签过名的发布包"),
        ("stranger", b"x", "签名人不在可信名单里；请不要使用这个发布包"),
        ("ops", b"y", "签名与清单不符，清单被改过；请不要使用这个发布包"),
    ],
)
def test_what_is_not_signed_by_ops_is_refused(
    keys: Path, signer: str, signed: bytes, said: str
) -> None:
    signature = sign(signed, keys / signer) if signer else b""
    with pytest.raises(SigningError) as caught:
        verify_signature(b"x", signature, keys / "allowed")
    assert (str(caught.value), caught.value.code) == (said, 1)


def test_a_signature_for_another_purpose_is_refused(keys: Path, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(keys / "ops"), str(path)],
        check=True,
    )
    with pytest.raises(SigningError, match="签名与清单不符"):
        verify_signature(b"x", path.with_name("x.sig").read_bytes(), keys / "allowed")


def test_garbage_is_no_signature(keys: Path) -> None:
    with pytest.raises(SigningError, match="不在可信名单"):
        verify_signature(b"x", b"garbage", keys / "allowed")


@pytest.mark.parametrize(
    ("key", "said"),
    [("none", "没有签名密钥"), ("allowed", "签名没有成功"), ("locked", "先用 ssh-add 加载")],
)
def test_a_key_that_cannot_sign_is_explained(keys: Path, key: str, said: str) -> None:
    with pytest.raises(SigningError, match=said) as caught:
        sign(b"x", keys / key)
    assert caught.value.code == 2
    assert "\n" not in str(caught.value)


def test_without_openssh_or_list_it_says_so(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SigningError, match="没有可信签名人文件"):
        verify_signature(b"x", b"y", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SigningError, match="没有 ssh-keygen；请安装 OpenSSH 客户端"):
        sign(b"x", keys / "ops")
