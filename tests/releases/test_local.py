"""Publishing to a folder: what it says, what is there after, and what it refuses."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from typing import TYPE_CHECKING

import pytest

from releases.archive import write_tar
from releases.command import main
from releases.manifest import write_manifest
from releases.signing import sign
from releases.target_folder import Folder
from tests.releases.kill import HOOKS, wrong_files
from tests.releases.sample_releases import of_another_course, pack, site, with_member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.releases.sample_releases import Sample

MODULE = "releases.command"


class Desk:
    """Three releases and a target; runs the command line and keeps what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.a, self.b, self.c = (pack(folder, s, n) for n, s in enumerate("abc", 1))
        self.target = folder / "course"
        self.capsys = capsys

    def run(self, *words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = self.capsys.readouterr()
        return code, (said.out + said.err).replace(str(self.target.parent), "~")

    def publish(self, sample: Sample, *words: object) -> tuple[int, str]:
        return self.run("publish", sample.archive, self.target, *words)

    def live(self) -> str:
        return Folder(self.target).linked("current")

    def faults(self) -> list[str]:
        whole = {one.id: one for one in (self.a, self.b, self.c)}
        return wrong_files(Folder(self.target), self.live(), whole)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_publish_rollback_prune(desk: Desk) -> None:
    a, b, c = desk.a.id, desk.b.id, desk.c.id
    assert desk.publish(desk.a) == (0, f"已发布 {a}（29 个文件，0.0 MB）。\n")
    assert desk.publish(desk.a) == (0, f"{a} 已经在线。\n")
    kept = f"上一版 {a} 保留，可用 rollback 撤回。\n"
    assert desk.publish(desk.b) == (0, f"已发布 {b}（29 个文件，0.0 MB）。\n{kept}")
    assert desk.run("rollback", desk.target) == (0, f"已回退到 {a}；之前在线的是 {b}。\n")
    assert desk.run("verify", desk.target) == (0, f"{a}：29 个文件与清单逐字节一致。\n")
    code, said = desk.publish(desk.c, "--keep", "2")
    assert (code, said.splitlines()[-1]) == (0, f"已清理旧版 {b}。")
    lines = desk.run("releases", desk.target)[1].splitlines()
    assert lines[:2] == [f"{c}  移动客服 2026.11  在线", f"{a}  移动客服 2026.11  上一版"]
    assert [line.split("  ")[1:3] for line in lines[2:]] == [
        ["发布", a], ["发布", b], ["回退", a], ["发布", c]
    ]  # fmt: skip
    assert desk.run("rollback", desk.target, b) == (2, f"目标上没有发布 {b}；现有：{a}、{c}\n")
    assert desk.faults() == []


def test_older_release_is_refused(desk: Desk) -> None:
    desk.publish(desk.b)
    said = f"{desk.a.id} 比在线的 {desk.b.id} 旧，没有发布；确实要发布旧版请加 --older\n"
    assert desk.publish(desk.a) == (2, said)
    assert desk.publish(desk.a, "--older")[0] == 0
    assert desk.live() == desk.a.id


def test_time_tells_what_changed(desk: Desk) -> None:
    """Same size, other bytes: a later time; same bytes: the same time, so ETags never lie."""
    times = []
    for sample in (desk.a, desk.b, desk.c):
        desk.publish(sample)
        top = desk.target / "current" / "site"
        times.append([int((top / n).stat().st_mtime) for n in ("index.html", "sw.js")])
    desk.publish(desk.a, "--older")
    assert [int((top / n).stat().st_mtime) for n in ("index.html", "sw.js")] == times[0]
    (same0, one), (same1, two), (same2, three) = times
    assert same0 != same1
    assert one < two < three
    unchanged = [
        int((desk.target / "releases" / s.id / "site/404.html").stat().st_mtime)
        for s in (desk.a, desk.b, desk.c)
    ]
    assert len({*unchanged}) == 1
    assert same1 < same2


@pytest.mark.parametrize("name", ["index.html", "chapter-02/index.html"])
def test_damage_is_found_and_repaired(desk: Desk, name: str) -> None:
    desk.publish(desk.a)
    desk.publish(desk.b)
    top = desk.target / "current"
    page = top / "site" / name
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"title", b"titel"))
    os.utime(page, (before.st_atime, before.st_mtime))
    (top / "LICENSE").unlink()
    (top / "site" / "planted.html").write_text("?")
    said = f"缺少：LICENSE\n内容不符：site/{name}\n多出：site/planted.html\n"
    end = f"{desk.b.id} 有 3 处与清单不符；请重新发布这一版\n"
    assert desk.run("verify", desk.target) == (1, said + end)
    assert desk.publish(desk.b) == (0, f"已修复 3 个文件。\n{desk.b.id} 已经在线。\n")
    assert desk.faults() == []
    assert int(page.stat().st_mtime) > int(before.st_mtime)  # or browsers keep the damaged one
    assert desk.run("rollback", desk.target)[0] == 0


def test_damaged_release_is_not_rolled_back_to(desk: Desk) -> None:
    desk.publish(desk.a)
    desk.publish(desk.b)
    (desk.target / "previous" / "site" / "sw.js").write_text("?")
    said = f"{desk.a.id} 已损坏（内容不符：site/sw.js），没有回退；请重新发布这一版\n"
    assert desk.run("rollback", desk.target) == (1, said)
    assert desk.live() == desk.b.id


def test_someone_elses_folder(desk: Desk) -> None:
    desk.target.mkdir()
    (desk.target / "photos").mkdir()
    said = "~/course 里有别的文件，不是课程的发布目录；请换一个空目录\n"
    assert desk.publish(desk.a) == (2, said)
    assert [path.name for path in desk.target.iterdir()] == ["photos"]


def test_a_copy_that_lost_its_links(desk: Desk) -> None:
    """As a restore makes it that follows links; one that keeps them goes on as if nothing was."""
    desk.publish(desk.a)
    desk.publish(desk.b)
    kept = desk.target.with_name("kept")
    for how, to in (("cp -rL", desk.target.with_name("copied")), ("cp -a", kept)):
        subprocess.run([*how.split(), desk.target, to], check=True)
    packed = desk.target.with_name("backup.tar")
    subprocess.run(["tar", "-C", desk.target, "-cf", packed, "."], check=True)
    unpacked = desk.target.with_name("unpacked")
    unpacked.mkdir()
    subprocess.run(["tar", "-C", unpacked, "-xf", packed], check=True)
    for good in (kept, unpacked):
        assert desk.run("verify", good)[0] == 0
        assert desk.run("rollback", good)[0] == 0
        assert Folder(good).linked("current") == desk.a.id
    copied = desk.target.with_name("copied")
    said = (
        "~/copied/current 应是链接，却是目录（像是 cp -rL 复制来的）；"
        "请用 tar 或 cp -a 恢复，或删除 current、previous 和 versions 再发布一次\n"
    )
    for words in (("verify", copied), ("rollback", copied), ("publish", desk.c.archive, copied)):
        assert desk.run(*words) == (2, said)
    for name in ("current", "previous", "versions"):
        shutil.rmtree(copied / name)
    assert desk.run("publish", desk.c.archive, copied)[0] == 0
    assert desk.run("verify", copied)[0] == 0


def test_another_course(desk: Desk) -> None:
    desk.publish(desk.a)
    other = of_another_course(desk.b, desk.target.parent)
    said = "~/course 是课程 mobile-service 的目录，不是 another 的；请换一个目标\n"
    assert desk.publish(other) == (2, said)


def test_two_publishers(desk: Desk) -> None:
    desk.publish(desk.a)
    lock = desk.target / ".courseware.lock"
    with lock.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, said = desk.publish(desk.b)
    assert code == 2
    assert said.startswith("~/course 正由 ")
    assert said.endswith(f"（进程 {os.getpid()}） 发布；请等它结束再试\n")
    assert desk.live() == desk.a.id
    assert desk.publish(desk.b)[0] == 0


def test_many_publishers_at_once(desk: Desk) -> None:
    """Eight at the same moment: each one publishes or is refused; the tree is whole."""
    desk.publish(desk.a)
    command = [sys.executable, "-m", MODULE, "publish"]
    started = [
        subprocess.Popen(
            [*command, sample.archive, desk.target, "--older"],
            env={**os.environ, "PYTHONPATH": str(HOOKS)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for sample in (desk.b, desk.c) * 4
    ]
    codes = [one.wait() for one in started]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    assert desk.faults() == []


def _flipped(sample: Sample, copy: Path) -> Path:
    data = bytearray(sample.archive.read_bytes())
    data[len(data) // 2] ^= 0x10
    copy.write_bytes(data)
    return copy


def _truncated(sample: Sample, copy: Path) -> Path:
    copy.write_bytes(sample.archive.read_bytes()[:-400])
    return copy


def _member(kind: bytes, name: str, data: bytes | None = None, link: str = "") -> object:
    def made(sample: Sample, copy: Path) -> Path:
        member = tarfile.TarInfo(name.format(sample.id))
        member.type, member.linkname = kind, link
        return with_member(sample, copy, member, data)

    return made


BAD = {
    "flipped": _flipped,
    "truncated": _truncated,
    "extra": _member(tarfile.REGTYPE, "{}/site/extra.html", b"?"),
    "outside": _member(tarfile.REGTYPE, "../outside", b"?"),
    "climbing": _member(tarfile.REGTYPE, "{}/site/../../../outside", b"?"),
    "absolute": _member(tarfile.REGTYPE, "/outside-of-all", b"?"),
    "twice": _member(tarfile.REGTYPE, "{}/LICENSE", b"MIT\n"),
    "symlink": _member(tarfile.SYMTYPE, "{}/site/link.html", link="/etc/passwd"),
    "hardlink": _member(tarfile.LNKTYPE, "{}/site/link.html", link="/etc/passwd"),
    "device": _member(tarfile.CHRTYPE, "{}/site/device"),
    "pipe": _member(tarfile.FIFOTYPE, "{}/site/pipe"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_archive(desk: Desk, kind: str) -> None:
    desk.publish(desk.a)
    bad = BAD[kind](desk.b, desk.target.parent / "bad.tar.gz")  # type: ignore[operator]
    before = sorted(desk.target.rglob("*"))
    code, said = desk.run("publish", bad, desk.target)
    assert code == 1, said
    assert "Traceback" not in said
    assert sorted(desk.target.rglob("*")) == before
    assert (desk.live(), desk.faults()) == (desk.a.id, [])
    assert not (desk.target.parent / "outside").exists()


def test_same_name_other_content(desk: Desk) -> None:
    desk.publish(desk.a)
    other = pack(desk.target.parent / "other", "a", 1, site("b"))
    code, said = desk.publish(other)
    assert code == 2
    assert said.startswith(f"目标上的 {desk.a.id} 内容与发布包不同")
    assert desk.faults() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 20 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", place], check=True)


def test_full_disk_is_seen_before(desk: Desk, small_disk: Path) -> None:
    desk.target = small_disk / "course"
    desk.publish(desk.a)
    (small_disk / "others").write_bytes(bytes(8 << 20))
    code, said = desk.publish(desk.b)
    assert (code, said.endswith("MB；请先清出空间\n")) == (2, True)
    assert (desk.live(), desk.faults()) == (desk.a.id, [])
    (small_disk / "others").unlink()
    assert desk.publish(desk.b)[0] == 0


@pytest.mark.parametrize("limit", [0, 40, 300, 900])
def test_disk_fills_meanwhile(desk: Desk, limit: int) -> None:
    """Writing fails part-way, as on a full disk: what is live stays, the next run finishes."""
    desk.publish(desk.a)
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        f"from {MODULE} import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "publish", desk.b.archive, desk.target],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("没有完成：File too large"), done.stderr
    assert (desk.live(), desk.faults()) == (desk.a.id, [])
    assert desk.publish(desk.b)[0] == 0
    assert desk.faults() == []


def test_read_only(desk: Desk, small_disk: Path) -> None:
    desk.target = small_disk / "course"
    desk.publish(desk.a)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert desk.publish(desk.b) == (2, f"{desk.target} 不允许写入；请换有权限的用户\n".replace(
        str(desk.target.parent), "~"))  # fmt: skip
    assert (desk.live(), desk.faults()) == (desk.a.id, [])


def test_unchangeable_folder(desk: Desk) -> None:
    """`releases` of another user: as root nothing is refused, so we are nobody here."""
    desk.publish(desk.a)
    for path in (desk.target.parent, *desk.target.parent.parents):
        path.chmod(path.stat().st_mode | 0o055)
    script = (
        "import os, sys\n"
        "from releases import unpacking as incoming, publish_folder as local, probe\n"
        f"from {MODULE} import main\n"
        "os.setuid(65534)\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    # Nobody can't write down what of the program was run.
    unmeasured = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", script, "publish", desk.b.archive, desk.target],
        env={**unmeasured, "PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, f"{desk.target} 不允许写入；请换有权限的用户\n")


def test_failed_probe_withdraws(desk: Desk) -> None:
    desk.publish(desk.a)
    code, said = desk.publish(desk.b, "--probe", "http://127.0.0.1:1/health.json")
    assert code == 1
    assert said.startswith("http://127.0.0.1:1/health.json 没有回答")
    assert f"已自动撤回到 {desk.a.id}" in said
    assert (desk.live(), desk.faults()) == (desk.a.id, [])
    history = (desk.target / "history.jsonl").read_text().splitlines()
    assert [json.loads(line)["action"] for line in history] == ["publish", "publish", "withdraw"]


def test_only_trusted_signers(desk: Desk, tmp_path: Path) -> None:
    key, trusted = tmp_path / "key", tmp_path / "signers"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    trusted.write_text(f"ops@example {key.with_suffix('.pub').read_text()}")
    code, said = desk.publish(desk.a, "--trust", trusted)
    assert (code, said) == (1, "没有签名；请向发布的人要签过名的发布包\n")
    assert not desk.target.exists()
    text = write_manifest(desk.a.manifest).encode()
    files = {**desk.a.files, "manifest.json": text, "manifest.json.sig": sign(text, key)}
    desk.a.archive.write_bytes(write_tar(desk.a.id, files, 1))
    assert desk.publish(desk.a, "--trust", trusted)[0] == 0
    said = f"{desk.a.id}：29 个文件与清单逐字节一致。\n签名有效，签名人：ops@example\n"
    assert desk.run("verify", desk.target, "--trust", trusted) == (0, said)
    forged = desk.target / "current" / "site" / "index.html"
    forged.write_text("?")
    digest = hashlib.sha256(b"?").hexdigest()
    manifest = desk.target / "current" / "manifest.json"
    listed = {file.path: file for file in desk.a.manifest.files}
    old = listed["site/index.html"]
    value = manifest.read_text().replace(old.sha256, digest).replace(f": {old.size},", ": 1,")
    value = value.replace(f'"size": {old.size}\n', '"size": 1\n')
    manifest.write_text(value)
    code, said = desk.run("verify", desk.target, "--trust", trusted)
    assert code == 1  # whoever can write here can write a manifest, but not sign it
    assert forged.exists()


def test_probe_sees_the_new_release(desk: Desk) -> None:
    desk.publish(desk.a)
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(desk.target / "current" / "site")
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        health = f"http://127.0.0.1:{server.server_port}/health.json"
        assert desk.publish(desk.b, "--probe", health)[0] == 0
        code, said = desk.publish(desk.c, "--probe", f"{health}x")
        assert code == 1
        assert "回答 404" in said
        server.shutdown()


def test_lost_current_is_mended(desk: Desk) -> None:
    desk.publish(desk.a)
    desk.publish(desk.b)
    (desk.target / "current").unlink()
    shutil.rmtree(desk.target / "releases" / desk.b.id)
    assert desk.publish(desk.b)[0] == 0
    assert (desk.live(), desk.faults()) == (desk.b.id, [])
