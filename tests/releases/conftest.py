"""One release of the real course, made once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from releases.server import unpack

from .commit import hooks, make_repository

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Made:
    """A repository, the release made of its commit, and what the command printed."""

    repository: Path
    tar: Path
    zip: Path
    said: str


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("commit") / "course")


@pytest.fixture(scope="session")
def made(repository: Path) -> Made:
    done = hooks(repository, "release", SOURCE_DATE_EPOCH="1")  # that is: today says nothing
    assert done.returncode == 0, done.stdout + done.stderr
    (tar,) = (repository / "dist").glob("*.tar.gz")
    (zipped,) = (repository / "dist").glob("*.zip")
    return Made(repository, tar, zipped, done.stdout)


@pytest.fixture(scope="session")
def release(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release's folder, unpacked."""
    return unpack(made.tar, tmp_path_factory.mktemp("unpacked"))
