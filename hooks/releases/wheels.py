"""``python hooks wheelhouse``: every package of the lock file as a wheel, for machines offline.

The lock file's hashes are of what the index offers. A package that is offered as source only
is built here, and the wheel that comes of it can't have a hash in the lock. So the wheelhouse
has requirements files of its own, one for each lock, with the hash of each wheel; a built one
is named there as such. What is downloaded is held against the lock's hashes first.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from releases.third_party import normalised, wheel_lock

if TYPE_CHECKING:
    from collections.abc import Sequence

OUT = "dist/wheelhouse"
REQUIREMENTS = "requirements.txt"
PUBLISHING = "requirements-publish.txt"
_SOURCES = (".tar.gz", ".zip", ".tar.bz2")


class WheelhouseError(Exception):
    """The packages can't be had; the message is for the operator."""


def wheelhouse_command(root: Path, out: str = OUT) -> tuple[str, int]:
    """Everything ``python hooks wheelhouse`` does: what to say and the exit code."""
    locks = [root / name for name in (REQUIREMENTS, PUBLISHING)]
    try:
        built, count, size = collect([lock for lock in locks if lock.exists()], root / out)
    except WheelhouseError as fault:
        return f"{fault}\n", 2
    told = f"其中从源码编译：{'、'.join(built)}\n" if built else ""
    return (
        f"{out}：{count} 个 wheel，{size / 1_000_000:.1f} MB，"
        f"适用于 Python {sys.version_info[0]}.{sys.version_info[1]}、{sys.platform}\n{told}"
        "不联网安装：pip install --no-index --find-links "
        f"{out} --require-hashes -r {out}/{REQUIREMENTS}\n"
        f"要发布到对象存储，再装一次，换成 -r {out}/{PUBLISHING}\n"
    ), 0


def collect(locks: Sequence[Path], folder: Path) -> tuple[tuple[str, ...], int, int]:
    """Fill ``folder`` with the wheels of each lock, and a file of hashes by the lock's name.

    Gives those built here, how many wheels there are, and their bytes.

    Raises:
        WheelhouseError: if pip can't download, a hash is wrong, or a build fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.suffix == ".whl" or old.name in {REQUIREMENTS, PUBLISHING}:
            old.unlink()
    built: dict[str, None] = {}
    for lock in locks:
        built |= dict.fromkeys(_collect(lock, folder))
    found = sorted(folder.glob("*.whl"))
    return tuple(normalised(n) for n in built), len(found), sum(p.stat().st_size for p in found)


def _collect(lock: Path, folder: Path) -> tuple[str, ...]:
    """The wheels of one lock; gives the names of those built here."""
    with tempfile.TemporaryDirectory(prefix="course-wheels-") as made:
        fetched = Path(made)
        _pip("download", "--require-hashes", "--no-deps", "-r", str(lock), "-d", str(fetched))
        sources = sorted(p for p in fetched.iterdir() if p.name.endswith(_SOURCES))
        wheels = {p.name for p in fetched.glob("*.whl")}
        for source in sources:
            _pip("wheel", "--no-deps", "-w", str(fetched), str(source))
        hashes = {
            wheel.name: hashlib.sha256(wheel.read_bytes()).hexdigest()
            for wheel in sorted(fetched.glob("*.whl"))
        }
        for name in hashes:
            shutil.move(fetched / name, folder / name)
    built = tuple(name for name in hashes if name not in wheels)
    (folder / lock.name).write_text(wheel_lock(hashes, built), "utf-8", newline="\n")
    return built


def _pip(*arguments: str) -> None:
    environment = {
        **os.environ,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "315532800"),
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-m", "pip", *arguments, "--quiet"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise WheelhouseError(f"{done.stderr}pip {arguments[0]} 没有成功；请看上面的原因")
