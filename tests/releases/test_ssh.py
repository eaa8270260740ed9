"""Publishing to another machine: a real sshd on loopback, with its own port, keys and home."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from releases.command import parse, run
from releases.target_folder import Folder
from tests.releases.kill import HOOKS, wrong_files
from tests.releases.sample_releases import pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.releases.sample_releases import Sample

SSHD = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {home}/host
AuthorizedKeysFile {home}/key.pub
PidFile {home}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
ForceCommand cd {home} && HOME={home} exec sh -c "$SSH_ORIGINAL_COMMAND"
"""
SSH = """\
Host course
  HostName 127.0.0.1
  Port {port}
  IdentityFile {home}/key
  IdentitiesOnly yes
  UserKnownHostsFile {home}/known
  StrictHostKeyChecking accept-new
"""


@dataclass(frozen=True)
class Machine:
    """The other machine: its home folder and how ssh gets there."""

    home: Path
    ssh: str

    def run(self, *words: object) -> tuple[str, int]:
        return run(parse([*map(str, words), "--ssh", self.ssh]))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    home = tmp_path_factory.mktemp("home")
    for name in ("host", "key"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / name], check=True
        )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "sshd_config").write_text(SSHD.format(home=home, port=port))
    (home / "ssh_config").write_text(SSH.format(home=home, port=port))
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin") or "/usr/sbin/sshd"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it locks itself in
    with subprocess.Popen([program, "-D", "-e", "-f", home / "sshd_config"]) as server:
        end = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)) and time.monotonic() < end:
            time.sleep(0.05)
        yield Machine(home, f"ssh -F {home / 'ssh_config'}")
        server.terminate()


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, ...]:
    folder = tmp_path_factory.mktemp("releases")
    return tuple(pack(folder, letter, number) for number, letter in enumerate("abc"))


def to(folder: Path) -> str:
    return f"{getpass.getuser()}@course:{folder}"


def test_publish_rollback(machine: Machine, releases: tuple[Sample, ...]) -> None:
    a, b, _ = releases
    folder = machine.home / "a 课程"
    target = to(folder)
    first = f"已发布 {a.id}（29 个文件，0.0 MB）。\n"
    assert machine.run("publish", a.archive, target) == (first, 0)
    kept = f"上一版 {a.id} 保留，可用 rollback 撤回。\n"
    second = f"已发布 {b.id}（29 个文件，0.0 MB）。\n{kept}"
    assert machine.run("publish", b.archive, target, "--keep", "3") == (second, 0)
    assert machine.run("verify", target) == (f"{b.id}：29 个文件与清单逐字节一致。\n", 0)
    assert machine.run("rollback", target) == (f"已回退到 {a.id}；之前在线的是 {b.id}。\n", 0)
    lines = machine.run("releases", target)[0].splitlines()
    assert lines[0] == f"{a.id}  移动客服 2026.11  在线"
    assert machine.run("versions", target) == (f"/v2026.11/  {a.id}  最新\n", 0)
    refused = "2026.11 就是在线的版本，不能撤下；请先发布或回退到另一版\n"
    assert machine.run("versions", target, "--drop", "2026.11") == (refused, 2)
    assert wrong_files(Folder(folder), a.id, {a.id: a}) == []
    waiting = [path.suffix for path in (machine.home / ".cache/courseware-publish").iterdir()]
    assert waiting == [".zip"]  # the program stays for the next time, the archive does not


def test_refusals_come_back(machine: Machine, releases: tuple[Sample, ...]) -> None:
    folder = machine.home / "others"
    folder.mkdir()
    (folder / "photo.jpg").touch()
    said = f"{folder} 里有别的文件，不是课程的发布目录；请换一个空目录\n"
    assert machine.run("publish", releases[0].archive, to(folder)) == (said, 2)
    assert [path.name for path in folder.iterdir()] == ["photo.jpg"]
    (folder / "photo.jpg").unlink()
    machine.run("publish", releases[0].archive, to(folder))
    (folder / "current" / "LICENSE").write_text("?")
    said = f"内容不符：LICENSE\n{releases[0].id} 有 1 处与清单不符；请重新发布这一版\n"
    assert machine.run("verify", to(folder)) == (said, 1)


def test_unreachable(releases: tuple[Sample, ...]) -> None:
    words = ["publish", str(releases[0].archive), "course@127.0.0.1:/srv/course"]
    said, code = run(parse([*words, "--ssh", "ssh -p 1 -o StrictHostKeyChecking=no"]))
    assert code == 2
    assert said.startswith("连接没有成功（ssh: connect to host 127.0.0.1 port 1")
    assert said.endswith("请检查主机、密钥和网络，再运行一次会接着做完\n")


@pytest.mark.parametrize(
    "host", ["-oProxyCommand=x:/srv", "a b:/srv", "host:relative", "ftp://h/x"]
)
def test_odd_targets(host: str, releases: tuple[Sample, ...]) -> None:
    said, code = run(parse(["publish", str(releases[0].archive), "--", host]))
    assert code == 2
    assert "目标写法：" in said


def test_publisher_killed(machine: Machine, releases: tuple[Sample, ...]) -> None:
    """Our side dies, and with it the connection, at some moment: a whole release is served."""
    a, b, _ = releases
    folder = machine.home / "killed"
    whole = {one.id: one for one in releases}
    assert machine.run("publish", a.archive, to(folder))[1] == 0
    module = "releases.command"
    words = [sys.executable, "-m", module, "publish", b.archive, to(folder), "--ssh", machine.ssh]
    for number in range(8):
        machine.run("rollback", to(folder), a.id)
        shutil.rmtree(folder / "releases" / b.id, ignore_errors=True)
        process = subprocess.Popen(
            words,
            env={**os.environ, "PYTHONPATH": str(HOOKS)},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.15 * (number + 1))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        live = Folder(folder).linked("current")
        assert live in whole
        assert wrong_files(Folder(folder), live, whole) == []
        end = time.monotonic() + 60  # what runs there may be at work still, and then has the lock
        said, code = machine.run("publish", b.archive, to(folder))
        while code == 2 and "正由" in said and time.monotonic() < end:
            time.sleep(0.2)
            said, code = machine.run("publish", b.archive, to(folder))
        assert code == 0, said
        assert Folder(folder).linked("current") == b.id
        assert wrong_files(Folder(folder), b.id, whole) == []
