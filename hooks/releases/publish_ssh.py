"""Publishes to a folder on another machine: rsync takes the archive there, ssh runs us there.

The same code works on the folder as would on this machine, so all that holds for a folder
(lock, hashes read back, synced, one switch, clean after a crash) holds there too; a second
implementation in shell would have to earn that trust anew. The other machine needs Python 3.11
and rsync, and nothing of ours installed: the few modules travel along as one zip file. They wait
in the user's cache folder, never in the target before it is known to be ours. A cut connection
is no harm: rsync goes on where it was, and what runs there is safe to be killed.
"""

from __future__ import annotations

import hashlib
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from releases.archive import zipped
from releases.probe import signer
from releases.target import PublishError, SshTarget
from releases.unpacking import read_release

if TYPE_CHECKING:
    import argparse

_CACHE = ".cache/courseware-publish"
"""Where files wait on the other machine, from the user's home."""
_PACKAGE = Path(__file__).resolve().parent
_OLD_PYTHON = 9
"""Exit code of our own: the other machine's Python is too old."""
_START = (
    "import runpy, sys\n"
    f"sys.version_info >= (3, 11) or sys.exit({_OLD_PYTHON})\n"
    "sys.path.insert(0, sys.argv.pop(1))\n"
    "runpy.run_module('releases.command', run_name='__main__')\n"
)
_UNREACHABLE = 255
_NOT_FOUND = 127


def run_there(target: SshTarget, options: argparse.Namespace) -> str:
    """Carry out a verb on the other machine; gives what to say.

    Raises:
        PublishError: if it is refused, fails there, or the machine can't be reached.
    """
    ssh = [*shlex.split(options.ssh), "-o", "BatchMode=yes"]
    program = _program()
    program_name = f"{hashlib.sha256(program).hexdigest()[:16]}.zip"
    words = [options.command]
    sent: list[Path] = []
    if options.command == "publish":
        release = read_release(options.release)
        if check := signer(options.trust):
            check(release.manifest_bytes, release.signature or b"")
        identity = hashlib.sha256(release.manifest_bytes).hexdigest()
        words += [f"{_CACHE}/{options.release.name}", target.path]
        words += ["--keep", str(options.keep), "--expect", identity]
        words += ["--older"] if options.older else []
        sent.append(options.release)
    else:
        words.append(target.path)
    if options.command == "versions" and options.drop:
        words += ["--drop", options.drop]
    if options.command == "rollback" and options.id:
        words.append(options.id)
    if getattr(options, "probe", ""):
        words += ["--probe", options.probe]
        if options.ca:
            words += ["--ca", f"{_CACHE}/{options.ca.name}"]
            sent.append(options.ca)
    if getattr(options, "settings", None):  # a file there
        words += ["--settings", str(options.settings)]
    if options.command == "verify" and options.trust:
        raise PublishError("远程目标上不核对签名；请对发布包运行 verify --trust")
    _run([*ssh, target.host, f"umask 077; mkdir -p {_CACHE}"], "连接")
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / program_name
        packed.write_bytes(program)
        files = [str(path) for path in (packed, *sent)]
        shell = shlex.join(ssh)
        where = f"{target.host}:{_CACHE}/"
        _run(["rsync", "--checksum", "--partial", "-e", shell, "--", *files, where], "传送")
    start = ["python3", "-X", "utf8", "-B", "-c", _START, f"{_CACHE}/{program_name}", *words]
    said = _run([*ssh, target.host, shlex.join(start)], "运行")
    if sent:
        left = shlex.join(f"{_CACHE}/{path.name}" for path in sent)
        _run([*ssh, target.host, f"rm -f -- {left}"], "清理")
    return said


def _program() -> bytes:
    """The modules of publishing as one zip file, the same bytes from the same sources."""
    return zipped(
        {
            f"{_PACKAGE.name}/{path.name}": path.read_bytes()
            for path in sorted(_PACKAGE.glob("*.py"))
        }
    )


def _run(command: list[str], doing: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - ours
    except FileNotFoundError:
        raise PublishError(f"没有 {command[0]}；请安装 rsync 和 OpenSSH 客户端") from None
    said, reason = (part.decode("utf-8", "replace") for part in (done.stdout, done.stderr))
    if done.returncode == 0:
        return said
    if doing == "运行" and done.returncode in {1, 2}:
        raise PublishError(reason.rstrip("\n") or "远程运行失败", done.returncode)
    last = next((line for line in reversed(reason.splitlines()) if line.strip()), "没有说明原因")
    step = "请检查主机、密钥和网络，再运行一次会接着做完"
    if done.returncode == _OLD_PYTHON and doing == "运行":
        step = "远程主机要有 Python 3.11 或更新版本"
    elif done.returncode == _NOT_FOUND:
        step = "远程主机要有 python3（3.11 以上）和 rsync"
    raise PublishError(f"{doing}没有成功（{last}）；{step}")
