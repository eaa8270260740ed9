"""kill -9 at every system call: readers have a whole release, and a second run finishes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from releases.command import main
from tests.releases.kill import Scene, kill_everywhere, table
from tests.releases.sample_releases import pack

RECORD = Path(__file__).resolve().parents[2] / ".cache" / "release"


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scene]:
    top = tmp_path_factory.mktemp("scenes")
    a, b, c = (pack(top, letter, number) for number, letter in enumerate("abc"))
    whole = {one.id: one for one in (a, b, c)}
    before = top / "before"
    for one in (a, b):
        assert main(["publish", str(one.archive), str(before)]) == 0
    command = ("publish", str(c.archive), "{target}", "--keep", "2")
    return {
        "first": Scene("first", top / "none", command, whole, ("", c.id), (c.id,)),
        "publish": Scene("publish", before, command, whole, (b.id, c.id), (b.id, c.id)),
        "rollback": Scene(
            "rollback", before, ("rollback", "{target}", a.id), whole, (b.id, a.id), (a.id, b.id)
        ),
    }


@pytest.mark.parametrize(
    ("name", "step", "least"), [("publish", 1, 250), ("rollback", 1, 15), ("first", 6, 25)]
)
def test_kill(
    scenes: dict[str, Scene],
    tmp_path: Path,
    name: str,
    step: int,
    least: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scene = scenes[name]
    died = kill_everywhere(scene, tmp_path, step)
    record = table(name, died, scene.live[0])
    RECORD.mkdir(parents=True, exist_ok=True)
    (RECORD / f"kill-{name}.txt").write_text(record, "utf-8")
    with capsys.disabled():
        sys.stdout.write(record)
    assert [one for one in died if one.faults] == []
    assert len(died) >= least
    assert step > 1 or {one.live for one in died} == set(scene.live)
