"""How fast nginx serves a release: the home page against a page with nothing on it.

Run: ``python benchmarks/serve.py [RELEASE]``, an archive or the newest in ``dist/``. Needs
nginx and wrk (Debian: ``apt install nginx-light wrk``). Client and server share the machine,
so the ratio counts, not the figures. 5 seconds each, 16 connections.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))
from releases.archive import verify_archive  # noqa: E402 - needs the path
from releases.server import base_of, find, serving, unpack  # noqa: E402

SECONDS = 5
CONNECTIONS = 16


def load(address: str, *headers: str) -> tuple[float, str]:
    """Requests a second, and the average latency as wrk says it."""
    options = [part for header in headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    latency = re.search(r"Latency\s+(\S+)", said)
    if not rate or not latency or "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    return float(rate[1]), latency[1]


def main(archive: Path) -> None:
    """Print requests a second and their ratio to the empty page's."""
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt install wrk")
    find("nginx")
    said, code = verify_archive(archive)
    if code:
        raise SystemExit(said)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        top = unpack(archive, folder)
        (folder / "current").symlink_to(top)
        (top / "site" / "empty.html").write_bytes(b"")
        with serving(folder, "nginx", base_of(top)) as address:
            pages = {
                "empty page": ("empty.html", "identity"),
                "home page, brotli": ("index.html", "br"),
                "home page, gzip": ("index.html", "gzip"),
                "home page, as it is": ("index.html", "identity"),
            }
            print(f"{'':24} {'bytes':>8} {'req/s':>8} {'latency':>9} {'ratio':>6}")
            base = 0.0
            for name, (page, encoding) in pages.items():
                suffix = {"br": ".br", "gzip": ".gz"}.get(encoding, "")
                size = (top / "site" / f"{page}{suffix}").stat().st_size
                rate, latency = load(f"{address}{page}", f"Accept-Encoding: {encoding}")
                base = base or rate
                print(f"{name:24} {size:8} {rate:8.0f} {latency:>9} {rate / base:6.2f}")


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    found = given or sorted((ROOT / "dist").glob("*.tar.gz"), key=lambda p: p.stat().st_mtime)
    if not found:
        raise SystemExit("no release: run make release, or name an archive")
    main(found[-1])
