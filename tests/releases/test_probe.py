"""The probe and certificates: what is wrong with one is said, and never withdraws a release."""

from __future__ import annotations

import functools
import http.server
import ssl
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from releases import publish_folder
from releases.command import main
from releases.probe import Outside
from releases.target import PublishError
from releases.target_folder import Folder
from releases.unpacking import read_release

from .sample_releases import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .sample_releases import Sample

    Say = Callable[..., tuple[int, str]]

TRUST = "公司自己的根证书请用 --ca 文件 指定，或设环境变量 SSL_CERT_FILE"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company's own authority, and certificates by it: good, expired, not yet, another's."""
    folder = tmp_path_factory.mktemp("company")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run(
        ["openssl", "req", "-x509", *key, "-days", "3650", "-subj", "/CN=Company Root",
         "-keyout", folder / "ca.key", "-out", folder / "ca.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    names = {"good": "IP:127.0.0.1", "expired": "IP:127.0.0.1", "other": "DNS:other.example"}
    for name, subject in names.items():
        subprocess.run(
            ["openssl", "req", *key, "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key",
             "-out", folder / f"{name}.csr"],
            check=True, capture_output=True,
        )  # fmt: skip
        (folder / "names").write_text(f"subjectAltName={subject}\n")
        past = ["faketime", "2020-01-01"] if name == "expired" else []
        subprocess.run(
            [*past, "openssl", "x509", "-req", "-days", "30", "-in", folder / f"{name}.csr",
             "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-CAcreateserial",
             "-extfile", folder / "names", "-out", folder / f"{name}.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(target: Path, company: Path, name: str) -> Iterator[str]:
    """The target's site by HTTPS; yields the address of its health file."""
    handler = functools.partial(Quiet, directory=str(target / "current" / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(company / f"{name}.pem", company / f"{name}.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}/health.json"
        server.shutdown()


@pytest.fixture
def samples(tmp_path: Path) -> tuple[Sample, ...]:
    return tuple(pack(tmp_path, letter, number) for number, letter in enumerate("ab"))


@pytest.fixture
def target(tmp_path: Path, samples: tuple[Sample, ...], say: Say) -> Path:
    """Where the first is live."""
    assert say("publish", samples[0].archive, tmp_path / "target")[0] == 0
    return tmp_path / "target"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.mark.parametrize(
    ("name", "trusted", "fact"),
    [
        ("good", False, f"不受信任（unable to get local issuer certificate）；{TRUST}"),
        ("expired", True, "已过期；请先给服务器换证书"),
        ("other", True, "不是给这个地址的；请检查网址，或给服务器换证书"),
    ],
)
def test_a_certificate_that_is_not_accepted_stops_before_anything_changes(
    name: str,
    trusted: bool,  # noqa: FBT001
    fact: str,
    company: Path,
    target: Path,
    samples: tuple[Sample, ...],
    say: Say,
) -> None:
    with served(target, company, name) as url:
        ca = ("--ca", company / "ca.pem") if trusted else ()
        code, said = say("publish", samples[1].archive, target, "--probe", url, *ca)
        assert (code, said) == (2, f"{url} 的证书{fact}；还没有改动，线上不变\n")
        assert say("rollback", target, "--probe", url, *ca) == (code, said)
    assert Folder(target).linked("current") == samples[0].id
    assert len(Folder(target).history()) == 1


def test_the_company_s_root_is_taken_from_a_file_or_the_environment(
    company: Path, target: Path, samples: tuple[Sample, ...], say: Say,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    b = samples[1]
    with served(target, company, "good") as url:
        words = ("publish", b.archive, target, "--probe", url)
        assert say(*words, "--ca", company / "ca.pem")[0] == 0
    assert Folder(target).linked("current") == b.id
    monkeypatch.setenv("SSL_CERT_FILE", str(company / "ca.pem"))
    with served(target, company, "good") as url:
        assert say("rollback", target, "--probe", url)[0] == 0
    assert Folder(target).linked("current") == samples[0].id


def test_a_release_is_not_withdrawn_for_a_certificate(
    company: Path, target: Path, samples: tuple[Sample, ...]
) -> None:
    """One that was changed in the meantime, say."""
    b = samples[1]
    with served(target, company, "expired") as url:
        outside = Outside(url, company / "ca.pem")
        with pytest.raises(PublishError) as caught:
            publish_folder.publish(
                target, read_release(b.archive), publish_folder.PublishOptions(outside=outside)
            )
    assert (str(caught.value), caught.value.code) == (
        (f"{b.id} 已经在线，没有撤回；但没有探测成：{url} 的证书已过期；请先给服务器换证书"),
        1,
    )
    assert Folder(target).linked("current") == b.id


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (
            ("--ca", "none.pem"),
            "",
            "--ca 的 none.pem 读不了（No such file or directory）；请检查路径\n",
        ),
        (("--ca", "mkdocs.yml"), "", "--ca 的 mkdocs.yml 不是 PEM 证书；请换成 PEM 格式\n"),
        ((), "/none.pem", "环境变量 SSL_CERT_FILE 指的 /none.pem 不存在；请改正或去掉\n"),
    ],
)
def test_trust_that_can_not_be_read_is_said(
    words: tuple[str, ...], environment: str, said: str, target: Path, say: Say,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if environment:
        monkeypatch.setenv("SSL_CERT_FILE", environment)
    probe = ("--probe", "https://127.0.0.1:1/health.json")
    assert say("rollback", target, *probe, *words) == (2, said)
