"""A preview runs what stands in our packages now, without being started again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EDITS = """
import json, os, sys
sys.path.insert(0, "hooks")
import course
first = course._fresh_site()
same = course._fresh_site()
with open(sys.argv[1], "a", encoding="utf-8") as file:
    file.write("\\nADDED = True\\n")
os.utime(sys.argv[1], (1, 1))
second = course._fresh_site()
name = sys.argv[1].removeprefix("hooks/").removesuffix(".py").replace("/", ".")
print(json.dumps([first is same, first is second, sys.modules[name].ADDED]))
"""


@pytest.mark.parametrize("file", ["courseware/text/html.py", "releases/version_list.py"])
def test_an_edited_module_is_read_again(tmp_path: Path, file: str) -> None:
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks")
    done = subprocess.run(
        [sys.executable, "-c", EDITS, f"hooks/{file}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stderr, json.loads(done.stdout or "[]")) == ("", [True, False, True])
