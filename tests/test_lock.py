"""The lock files install everywhere: with any pip, and whatever is out by then.

``x[e]`` that is asked for but pinned as plain ``x`` is a trap: older pips take the two for
different things, and look for the newest ``x[e]``, which no lock has a hash of. It springs when a
newer ``x`` comes out. So every extra that is asked for is pinned; and a pip of 2023 installs the
lock from an index where everything has a newer version.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCKS = ("requirements.txt", "requirements-publish.txt", "requirements-dev.txt")
OLD_PIP = "23.2.1"
"""What Python 3.11.7 and 3.12.1 bring."""
NEWER = "9999"


@dataclass(frozen=True)
class Pinned:
    """A line of a lock that holds on this machine."""

    name: str
    version: str
    extras: frozenset[str]


def pins(lock: str) -> dict[str, Pinned]:
    """What a lock pins here, by name."""
    lines = re.sub(r"\\\n\s+--hash=\S+", "", lock).splitlines()
    found = {}
    for line in lines:
        text = line.partition("#")[0].strip().removesuffix("\\").strip()
        if not text or text.startswith("-"):
            continue
        asked = Requirement(text)
        if asked.marker is None or asked.marker.evaluate():
            (version,) = (one.version for one in asked.specifier)
            name = canonicalize_name(asked.name)
            found[name] = Pinned(name, version, frozenset(asked.extras))
    return found


def asked_for(pin: Pinned) -> Iterator[Requirement]:
    """What an installed package asks for here, by itself and for its pinned extras."""
    for text in metadata.requires(pin.name) or ():
        asked = Requirement(text)
        contexts = [{**default_environment(), "extra": extra} for extra in ("", *pin.extras)]
        if asked.marker is None or any(asked.marker.evaluate(one) for one in contexts):
            yield asked


def traps(held: dict[str, Pinned], asked: Iterator[tuple[str, Requirement]]) -> list[str]:
    """What is asked for and not pinned so, with who asks."""
    nothing = Pinned("", "", frozenset())
    return [
        f"{who}: {one}"
        for who, one in asked
        if (pin := held.get(canonicalize_name(one.name), nothing)) is nothing
        or not one.specifier.contains(pin.version, prereleases=True)
        or not frozenset(one.extras) <= pin.extras
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_all_that_is_asked_for_is_pinned_with_its_extras(name: str) -> None:
    held = pins((ROOT / name).read_text("utf-8"))
    between = ((pin.name, one) for pin in held.values() for one in asked_for(pin))
    assert traps(held, between) == []
    lines = (ROOT / name.replace(".txt", ".in")).read_text("utf-8").splitlines()
    words = (line.partition("#")[0].strip() for line in lines)
    direct = (Requirement(text) for text in words if text and not text.startswith("-"))
    applies = (one for one in direct if one.marker is None or one.marker.evaluate())
    assert traps(held, (("direct", one) for one in applies)) == []


def test_a_trap_is_seen() -> None:
    held = pins("coverage==7.17.3 \\\n    --hash=sha256:00\npytest==9.0 ; os_name == 'nt'\n")
    asked = [Requirement("coverage[toml]>=7.10.6"), Requirement("coverage>8"), Requirement("a>=1")]
    assert traps(held, (("pytest-cov", one) for one in asked)) == [
        "pytest-cov: coverage[toml]>=7.10.6",
        "pytest-cov: coverage>8",
        "pytest-cov: a>=1",
    ]
    assert traps(pins("coverage[toml]==7.17.3\n"), iter([("pytest-cov", asked[0])])) == []


def test_what_is_installed_fits_together() -> None:
    done = run(sys.executable, "-m", "pip", "check")
    assert done.stdout == "No broken requirements found.\n"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def old_pip(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of a fresh environment with a pip of 2023."""
    folder = tmp_path_factory.mktemp("old") / "venv"
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    done = run(python, "-m", "pip", "install", "--quiet", f"pip=={OLD_PIP}")
    assert done.returncode == 0, done.stderr
    assert run(python, "-m", "pip", "--version").stdout.startswith(f"pip {OLD_PIP} ")
    return python


def stand_in(folder: Path, name: str, version: str) -> str:
    """A wheel that says of itself what the installed package does, and its hash."""
    told = metadata.metadata(name)
    lines = [f"{key}: {text}" for key in ("Requires-Dist", "Provides-Extra")
             for text in told.get_all(key) or ()]  # fmt: skip
    inside = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{inside}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        wheel.writestr(f"{inside}.dist-info/METADATA", "\n".join([head.strip(), *lines, ""]))
        wheel.writestr(
            f"{inside}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{inside}.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def resolved(python: str, lock: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A lock's own lines, resolved from stand-ins of which each has a newer version."""
    folder.mkdir()
    lines = []
    for name, pin in pins(lock).items():
        digest = stand_in(folder, name, pin.version)
        stand_in(folder, name, NEWER)
        extras = f"[{','.join(sorted(pin.extras))}]" if pin.extras else ""
        lines.append(f"{name}{extras}=={pin.version} --hash=sha256:{digest}\n")
    (folder / "lock.txt").write_text("".join(lines))
    return run(
        python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--isolated",
        "--no-index", "--find-links", str(folder), "--require-hashes",
        "-r", str(folder / "lock.txt"),
    )  # fmt: skip


def test_an_old_pip_installs_when_newer_versions_of_everything_are_out(
    old_pip: str, tmp_path: Path
) -> None:
    lock = (ROOT / "requirements-dev.txt").read_text("utf-8")
    done = resolved(old_pip, lock, tmp_path / "index")
    assert done.returncode == 0, done.stderr
    assert NEWER not in done.stdout.rpartition("Would install")[2]
    without = re.sub(r"^([a-z0-9-]+)\[[^\]]*\]==", r"\1==", lock, flags=re.MULTILINE)
    done = resolved(old_pip, without, tmp_path / "without")
    assert done.returncode == 1
    assert "must have their versions pinned with ==" in done.stderr


def test_an_old_pip_installs_from_the_real_index(old_pip: str) -> None:
    lock = str(ROOT / "requirements-dev.txt")
    done = run(old_pip, "-m", "pip", "install", "--dry-run", "--require-hashes", "-r", lock)
    assert done.returncode == 0, done.stderr
