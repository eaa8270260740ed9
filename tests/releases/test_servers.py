"""Real nginx and Caddy serve a real release: exact headers, exact bytes, at any path."""

from __future__ import annotations

import gzip
import http.client
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

import brotli
import pytest

from releases.compress import zstd
from releases.headers import IMMUTABLE, REVALIDATE, content_type
from releases.server import find, free_port, nginx_main, serving
from releases.server_settings import Address, caddy, nginx, read_address

from .commit import hooks
from .samples_of_site import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Made

UNPACK = {
    "": lambda data: data,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
    "gzip": gzip.decompress,
}
FIXED = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Served(NamedTuple):
    server: str
    address: str
    site: Path


def ask(address: str, path: str, accept: str = "", method: str = "GET") -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    headers = {"Accept-Encoding": accept} if accept else {}
    connection.request(method, parts.path + quote(path, safe="/?=%"), headers=headers)
    answer = connection.getresponse()
    got = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, got, answer.read())


@pytest.fixture(scope="module", params=["/", "/train/"], ids=["root", "sub-path"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest,
    base: str,
    release: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """The release as ``current``; in ``previous``, one file that is gone since."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "current").symlink_to(release)
    old = folder / "previous" / "site" / "assets" / "javascripts"
    old.mkdir(parents=True)
    (old / "old.0123abcd.js").write_bytes(b"old();")
    with serving(folder, request.param, base) as address:
        yield Served(request.param, address, release / "site")


def hashed(site: Path) -> str:
    return next((site / "assets/javascripts").glob("learn.*.js")).relative_to(site).as_posix()


@pytest.mark.parametrize("accept", ["", "br", "zstd", "gzip", "gzip, deflate, br"])
@pytest.mark.parametrize(
    "name",
    [
        "index.html", "02-network/principles.html", "hashed", "01-overview/four-lanes.svg",
        "pdf/02-network-desk-card.pdf", "health.json", "sw.js", "manifest.webmanifest",
        "downloads/glossary.csv", "sitemap.xml",
    ],
)  # fmt: skip
def test_files_come_whole_with_their_headers(served: Served, name: str, accept: str) -> None:
    path = hashed(served.site) if name == "hashed" else name
    got = ask(served.address, path, accept)
    packed = got.headers.get("content-encoding", "")
    assert got.status == 200
    assert UNPACK[packed](got.body) == (served.site / path).read_bytes()
    ours = {key: got.headers.get(key) for key in (*FIXED, "cache-control", "content-type")}
    cache = IMMUTABLE if name == "hashed" else REVALIDATE
    assert ours == {**FIXED, "cache-control": cache, "content-type": content_type(path)}
    wanted = "br" if "br" in accept else accept
    there = {"br": "br", "zstd": "zst", "gzip": "gz"}.get(wanted)
    has = there and (served.site / f"{path}.{there}").exists()
    if has and (served.server, wanted) != ("nginx", "zstd"):  # Debian has no module for that
        assert packed == wanted
        assert got.headers["vary"] == "Accept-Encoding"
    else:
        assert packed == ""
    if not packed or served.server == "nginx":  # Go leaves the length of packed bytes out
        assert int(got.headers["content-length"]) == len(got.body)
    assert got.headers["etag"]


def test_folders_show_their_index(served: Served) -> None:
    for path in ("", "02-network/"):
        got = ask(served.address, path)
        assert (got.status, got.body) == (
            200,
            (served.site / path / "index.html").read_bytes(),
        )
        assert got.headers["cache-control"] == REVALIDATE
        assert got.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "nowhere.html", "没有.html", "assets/javascripts/gone.0123abcd.js", "none.csv", "assets/",
        "server/csp.txt", "../server/csp.txt", "%2e%2e/server/csp.txt", "..%2fmanifest.json",
        "trainer/answers.pdf", "manifest.json", "exports/glossary.csv",
    ],
)  # fmt: skip
def test_what_is_not_there_gets_our_page_and_is_not_kept(served: Served, path: str) -> None:
    got = ask(served.address, path, "br")
    if path.startswith(("..", "%2e")) and got.status == 400:  # refused as such
        return
    if urlsplit(served.address).path != "/" and path.startswith(("..", "%2e")):
        assert got.status == 404  # outside of the course
        return
    assert got.status == 404
    packed = got.headers.get("content-encoding", "")
    assert UNPACK[packed](got.body) == (served.site / "404.html").read_bytes()
    ours = {key: got.headers.get(key) for key in (*FIXED, "cache-control", "content-type")}
    assert ours == {
        **FIXED,
        "cache-control": REVALIDATE,
        "content-type": "text/html; charset=utf-8",
    }


def test_an_open_page_finds_the_scripts_of_the_release_before(served: Served) -> None:
    got = ask(served.address, "assets/javascripts/old.0123abcd.js")
    assert (got.status, got.body) == (200, b"old();")
    assert got.headers["cache-control"] == IMMUTABLE
    assert got.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_file_that_is_known_is_not_sent_again(served: Served) -> None:
    parts = urlsplit(served.address)
    tag = ask(served.address, "index.html").headers["etag"]
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.request("GET", f"{parts.path}index.html", headers={"If-None-Match": tag})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (304, b"")
    assert answer.headers["cache-control"] == REVALIDATE


def test_links_to_folders_without_a_slash_keep_the_host(served: Served) -> None:
    """Behind a proxy the server does not know by what name it was asked."""
    got = ask(served.address, "02-network")
    assert got.status in {301, 308}
    place = got.headers["location"]
    assert not place.startswith("http")
    assert place.endswith("02-network/")


def test_the_path_without_its_slash_leads_in(served: Served) -> None:
    base = urlsplit(served.address).path
    if base == "/":
        return
    got = ask(served.address.removesuffix("/"), "")
    assert (got.status, got.headers["location"]) == (301, base)
    assert ask(served.address.removesuffix(base), "/other").status == 404


def test_ranges_of_documents_are_sent(served: Served) -> None:
    parts = urlsplit(served.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.request("GET", f"{parts.path}pdf/course.pdf", headers={"Range": "bytes=5-8"})
    answer = connection.getresponse()
    whole = (served.site / "pdf/course.pdf").read_bytes()
    assert (answer.status, answer.read()) == (206, whole[5:9])


def test_an_address_is_taken_apart() -> None:
    assert read_address("https://train.example/course/") == Address(
        secure=True, host="train.example", port=443, path="/course/"
    )
    assert read_address("http://127.0.0.1:8000") == Address(
        secure=False, host="127.0.0.1", port=8000, path="/"
    )
    assert read_address("") == Address(secure=False, host="", port=80, path="/")


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_settings_for_https_are_valid_and_say_so_to_browsers(server: str, tmp_path: Path) -> None:
    """As shipped, with a certificate of our own in the place of the real one."""
    certificate = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-days", "1", "-subj", "/CN=train.example",
        "-addext", "subjectAltName=DNS:train.example", "-keyout", str(tmp_path / "key.pem"),
        "-out", str(tmp_path / "fullchain.pem"),
    ]  # fmt: skip
    subprocess.run(certificate, check=True, capture_output=True)
    address = read_address("https://train.example/course/")
    make = {"nginx": nginx, "caddy": caddy}[server]
    text = make(POLICY, address).replace("/etc/ssl/course", str(tmp_path))
    assert "max-age=31536000" in text
    settings = tmp_path / "settings"
    if server == "nginx":
        settings.write_text(nginx_main(text, tmp_path), "utf-8")
        command = [find("nginx"), "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(settings)]
    else:
        settings.write_text(text, "utf-8")
        command = [find("caddy"), "validate", "--adapter", "caddyfile", "--config", str(settings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_serve_release_shows_an_archive_until_it_is_stopped(
    made: Made, server: str, how: signal.Signals
) -> None:
    port = free_port()
    process = subprocess.Popen(
        # As `command &` in a script starts it: there Ctrl-C is switched off.
        ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", sys.executable, "hooks", "serve-release",
         str(made.tar), "--server", server, "--port", str(port)],
        cwd=made.repository, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stderr
    said = ""
    while "按 Ctrl-C 停止" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    health = ask(f"http://127.0.0.1:{port}/", "health.json")
    assert (health.status, b'"version": "2026.11"' in health.body) == (200, True)
    process.send_signal(how)
    _, rest = process.communicate(timeout=120)
    assert (rest, process.returncode) == ("已停止\n", 0)
    with pytest.raises(ConnectionRefusedError):
        ask(f"http://127.0.0.1:{port}/", "health.json")


def test_a_damaged_archive_is_not_shown(made: Made, tmp_path: Path) -> None:
    damaged = tmp_path / "a.tar.gz"
    damaged.write_bytes(made.tar.read_bytes()[:100_000])
    done = hooks(made.repository, "serve-release", str(damaged))
    assert done.returncode == 1
    assert "a.tar.gz 已损坏" in done.stderr
