"""Installed settings against those that a release wants: what publish and rollback say of them.

Real nginx and Caddy serve the target; a page moves, and a rollback brings it back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from releases.command import main
from releases.installed_settings import HEADER, installed_in
from releases.server import find, nginx_main, running, serving
from releases.server import free_port as port_of
from releases.server_settings import FOLDER, Address, caddy, mark, nginx, settings_name

from .sample_releases import pack, site
from .samples_of_site import POLICY
from .test_servers import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .sample_releases import Sample

OLD, NEW, OTHER = "chapter-01/index.html", "chapter-02/new.html", "chapter-03/other.html"
ADDRESS = Address(secure=False, host="127.0.0.1", port=8000, path="/")
COPY = "请把 current/server/ 里的 nginx.conf（或 Caddyfile）复制过去，再重载服务器"


def release(folder: Path, letter: str, number: int, moved: dict[str, str]) -> Sample:
    """A release of which ``moved`` pages moved; it has a page that leads on in the old place."""
    files = site(letter, pages=4)
    for old, new in moved.items():
        files[new] = files.get(old, b"<!doctype html><title>new</title>")
        files[old] = f"<!doctype html><title>{letter} leads to {new}</title>".encode()
    server = {
        "csp.txt": f"{POLICY}\n".encode(),
        "nginx.conf": nginx(POLICY, ADDRESS, moved=moved).encode(),
        "Caddyfile": caddy(POLICY, ADDRESS, moved=moved).encode(),
        "settings.txt": f"{settings_name(POLICY, ADDRESS, moved)}\n".encode(),
        **{f"moved/{mark(old, new)}": f"{old} {new}\n".encode() for old, new in moved.items()},
    }
    if moved:
        server["moved.json"] = json.dumps(moved).encode()
    return pack(folder, letter, number, files, server=server)


@pytest.fixture
def samples(tmp_path: Path) -> tuple[Sample, ...]:
    """A page, then moved, then moved elsewhere."""
    moves: tuple[dict[str, str], ...] = ({}, {OLD: NEW}, {OLD: OTHER})
    return tuple(release(tmp_path, s, n, moves[n]) for n, s in enumerate("abc"))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.mark.parametrize("base", ["/", "/train/"])
@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_redirects_roll_back_with_the_release(
    server: str,
    base: str,
    samples: tuple[Sample, ...],
    say: Callable[..., tuple[int, str]],
    tmp_path: Path,
) -> None:
    """The server is started with the settings of the second release, and never reloaded."""
    a, b, c = samples
    target = tmp_path / "target"
    for sample in (a, b):
        assert say("publish", sample.archive, target)[0] == 0
    with serving(target, server, base) as address:
        moved = ask(address, OLD)
        assert (moved.status, moved.headers["location"]) == (301, f"{base}{NEW}")
        assert moved.headers["content-security-policy"] == POLICY
        assert say("rollback", target)[0] == 0
        back = ask(address, OLD)
        assert (back.status, back.body) == (200, a.files[f"site/{OLD}"])
        assert back.headers["content-type"] == "text/html; charset=utf-8"
        assert back.headers["content-security-policy"] == POLICY
        assert ask(address, NEW).status == 404
        assert say("publish", c.archive, target)[0] == 0  # the page in the old place does it
        elsewhere = ask(address, OLD)
        assert (elsewhere.status, elsewhere.body) == (200, c.files[f"site/{OLD}"])
        assert say("rollback", target, b.id)[0] == 0
        assert ask(address, OLD).status == 301


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_publish_and_rollback_say_what_settings_are_missing(
    server: str, samples: tuple[Sample, ...], say: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    a, b, _ = samples
    target, name = tmp_path / "target", {"nginx": "nginx.conf", "caddy": "Caddyfile"}[server]
    installed = tmp_path / "installed.conf"
    first = installed_in(a.files[f"server/{name}"].decode())
    differ = (
        f"注意：{b.id} 要的服务器设置和 {a.id} 的不同；装着的不是这一版的，{COPY}"
        "（加 --settings 文件 或 --probe 网址 可以核对）。\n"
    )
    old = f"注意：装着的服务器设置（{first}）不是 {b.id} 要的；{COPY}。\n"
    used = f"注意：服务器在用的设置（{first}）不是 {b.id} 要的；{COPY}。\n"
    reload = f"注意：服务器在用的设置（{first}）不是 {b.id} 要的；请重载服务器。\n"
    foreign = f"注意：装着的服务器设置没有标明是哪一份，不是 {b.id} 要的；{COPY}。\n"

    def again(*words: object) -> str:
        assert say("publish", a.archive, target, "--older")[0] == 0
        code, said = say("publish", b.archive, target, *words)
        assert code == 0
        rest = said.removeprefix(f"已发布 {b.id}（{len(b.files)} 个文件，0.0 MB）。\n")
        return rest.removeprefix(f"上一版 {a.id} 保留，可用 rollback 撤回。\n")

    assert say("publish", a.archive, target) == (
        0,
        f"已发布 {a.id}（{len(a.files)} 个文件，0.0 MB）。\n",
    )
    assert again() == differ
    installed.write_bytes(a.files[f"server/{name}"])
    assert again("--settings", installed) == old
    installed.write_text("server { listen 80; }\n", "utf-8")
    assert again("--settings", installed) == foreign
    say("publish", a.archive, target, "--older")
    with serving(target, server) as address:
        probe = ("--probe", f"{address}health.json")
        assert again(*probe) == used
        installed.write_bytes(b.files[f"server/{name}"])
        assert again(*probe, "--settings", installed) == reload
    with serving(target, server) as address:
        assert again("--probe", f"{address}health.json", "--settings", installed) == ""
        code, said = say("rollback", target, "--probe", f"{address}health.json")
        assert code == 0
        assert said.endswith(f"不是 {a.id} 要的；{COPY}。\n")
    missing = tmp_path / "none.conf"
    assert say("rollback", target, "--settings", missing) == (
        2,
        f"--settings 的 {missing} 读不了（No such file or directory）；请检查路径\n",
    )


def test_the_name_changes_with_all_that_settings_say() -> None:
    """And not with where the release lies, or with what it is named in."""
    other = Address(secure=False, host="train.example", port=8000, path="/")
    names = {
        settings_name(POLICY, ADDRESS),
        settings_name(POLICY, ADDRESS, {OLD: NEW}),
        settings_name(POLICY, ADDRESS, {OLD: OTHER}),
        settings_name(POLICY, other),
        settings_name("default-src 'self'", ADDRESS),
    }
    assert len(names) == 5
    for make in (nginx, caddy):
        text = make(POLICY, ADDRESS, "/elsewhere")
        assert installed_in(text) == settings_name(POLICY, ADDRESS)
        assert FOLDER not in text


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_a_release_is_served_on_ipv6(
    server: str, samples: tuple[Sample, ...], say: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    target = tmp_path / "target"
    say("publish", samples[0].archive, target)
    with serving(target, server, host="::1") as address:
        assert address.startswith("http://[::1]:")
        got = ask(address, "index.html")
        assert (got.status, got.body) == (200, samples[0].files["site/index.html"])
        code, said = say("publish", samples[1].archive, target, "--probe", f"{address}health.json")
        assert (code, said.count("不是")) == (0, 1)


def test_a_public_nginx_listens_on_both(tmp_path: Path) -> None:
    """As shipped, but for the port and the folder."""
    port = port_of()
    address = Address(secure=False, host="train.example", port=port, path="/")
    (tmp_path / "current" / "site").mkdir(parents=True)
    (tmp_path / "current" / "site" / "index.html").write_bytes(b"home")
    settings = tmp_path / "settings"
    settings.write_text(nginx_main(nginx(POLICY, address, str(tmp_path)), tmp_path), "utf-8")
    command = [find("nginx"), "-p", str(tmp_path), "-e", "stderr", "-c", str(settings)]
    text = settings.read_text("utf-8")
    assert f"\tlisten {port};\n\tlisten [::]:{port};\n" in text
    loopback = text.replace(f"listen {port};", f"listen 127.0.0.1:{port};")
    settings.write_text(loopback.replace("listen [::]:", "listen [::1]:"), "utf-8")
    with running(command, port, tmp_path):
        for host in ("127.0.0.1", "[::1]"):
            got = ask(f"http://{host}:{port}/", "index.html")
            assert (got.status, got.body) == (200, b"home")
            assert got.headers[HEADER.lower()] == settings_name(POLICY, address)
