"""The judges by others: Lighthouse and the Nu validator from npm, pinned in the lock here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def install(folder: Path) -> Path:
    """Install the locked packages into ``folder`` unless the same are there; ``node_modules``."""
    lock = (HERE / "package-lock.json").read_bytes()
    held = folder / "package-lock.json"
    modules = folder / "node_modules"
    if not (modules.is_dir() and held.is_file() and held.read_bytes() == lock):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / name, folder / name)
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "ci", "--ignore-scripts", "--silent"], cwd=folder, check=True)
    return modules
