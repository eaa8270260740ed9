"""The air gap: everything is collected once; then it installs and builds without a network."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from typing import TYPE_CHECKING

import pytest

from releases.third_party import normalised, read_pins, wheel_lock
from releases.wheels import WheelhouseError, collect

from .commit import hooks

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Made

OFFLINE = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]


def run(*command: str, cwd: Path, **environment: str) -> None:
    done = subprocess.run(
        [*OFFLINE, *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_no_network_in_there(tmp_path: Path) -> None:
    code = "import socket; print(socket.if_nameindex())"
    done = subprocess.run(
        [*OFFLINE, sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[(1, 'lo')]\n"
    assert tmp_path.exists()


def test_the_same_release_is_made_from_it_without_a_network(made: Made, tmp_path: Path) -> None:
    done = hooks(made.repository, "wheelhouse")
    assert done.returncode == 0, done.stdout + done.stderr
    wheels = made.repository / "dist" / "wheelhouse"
    files = ("requirements.txt", "requirements-publish.txt")
    locks = [(made.repository / name).read_text("utf-8") for name in files]
    names = {pin.name for lock in locks for pin in read_pins(lock)}
    found = {normalised(path.name).partition("==")[0] for path in wheels.glob("*.whl")}
    assert found == names
    assert "obstore" in found
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    for name in files:
        run(
            python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", str(wheels),
            "--require-hashes", "-r", str(wheels / name),
            cwd=tmp_path, PIP_CONFIG_FILE=os.devnull,
        )  # fmt: skip
    run(python, "-c", "import obstore.store", cwd=tmp_path)
    digest = hashlib.sha256(made.tar.read_bytes()).digest()
    made.tar.unlink()
    run(python, "hooks", "release", cwd=made.repository, SOURCE_DATE_EPOCH="1")
    assert hashlib.sha256(made.tar.read_bytes()).digest() == digest


def test_a_package_without_a_wheel_is_built_and_named_as_such(tmp_path: Path) -> None:
    """A lock's hash is of the source; the wheel's own hash goes into the wheelhouse's file."""
    project = tmp_path / "only-source-1.0"
    project.mkdir()
    (project / "setup.py").write_text(
        "from setuptools import setup; setup(name='only-source', version='1.0', py_modules=['m'])"
    )
    (project / "m.py").write_text("")
    (project / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: only-source\nVersion: 1.0\n")
    source = tmp_path / "only_source-1.0.tar.gz"
    subprocess.run(["tar", "czf", str(source), "-C", str(tmp_path), project.name], check=True)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"only-source @ {source.as_uri()} --hash=sha256:{digest}\n")
    built, count, _ = collect([lock], tmp_path / "wheels")
    assert (built, count) == (("only-source==1.0",), 1)
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    own = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert (tmp_path / "wheels" / "requirements.txt").read_text("utf-8") == (
        "# The wheels in this folder, each with its own hash.\n"
        f"only-source==1.0 --hash=sha256:{own}  # built here from source\n"
    )
    lock.write_text(f"only-source @ {source.as_uri()} --hash=sha256:{'0' * 64}\n")
    with pytest.raises(WheelhouseError, match="pip download 没有成功"):
        collect([lock], tmp_path / "wheels")


def test_its_requirements_name_each_wheel() -> None:
    hashes = {"PyYAML-6.0-cp311-cp311-linux_x86_64.whl": "ab", "a.b-1-py3-none-any.whl": "cd"}
    assert wheel_lock(hashes, ()) == (
        "# The wheels in this folder, each with its own hash.\n"
        "a-b==1 --hash=sha256:cd\npyyaml==6.0 --hash=sha256:ab\n"
    )
