"""What the Nu validator says about the pages; it needs Java 17 or later."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def validate(modules: Path, site: Path, pages: Sequence[str]) -> Counter[str] | None:
    """Messages by kind (`error`, `info`), all pages together; None without Java."""
    java = shutil.which("java")
    if not java:
        return None
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    files = [str(site / page) for page in pages]
    command = [java, "-Xss1m", "-jar", str(jar), *options, *files]
    done = subprocess.run(command, capture_output=True, check=True)
    found: Counter[str] = Counter(error=0)
    for message in json.loads(done.stdout)["messages"]:
        found[message.get("subType", message["type"])] += 1
    return found
