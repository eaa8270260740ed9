"""The last touches on a built site: what search, servers and service worker need."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from courseware import csp, offline

if TYPE_CHECKING:
    from pathlib import Path

SEARCH_DATA = "assets/javascripts/search-data.js"

_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""What the theme publishes for a search that is not ours, from the site's root."""


def asset_version(overrides: Path, address: str) -> str:
    """``address`` with the file's version behind a ``?``: its bytes at that address are fixed."""
    return f"{address}?{offline.version_of((overrides / address).read_bytes())}"


def publish(site: Path, *, search_data: str, keeps_offline: bool) -> tuple[str, ...]:
    """Write search data, server settings and service worker; drop what no page loads.

    Returns the places in pages that the content policy will block.
    """
    for folder in _UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)
    for source_map in site.rglob("assets/**/*.map"):
        source_map.unlink()
    _write(site / SEARCH_DATA, f"self.courseSearchData={search_data};\n")
    pages = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*.html"))
    }
    code = csp.inline_code(pages)
    header = csp.policy(code)
    _write(site / "server" / "csp.txt", f"{header}\n")
    _write(site / "server" / "nginx.conf", csp.nginx(header))
    _write(site / "server" / "Caddyfile", csp.caddy(header))
    _write(site / "sw.js", _worker(site) if keeps_offline else offline.OFF)
    return code.uncovered


def _worker(site: Path) -> str:
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".pdf"
    }
    return offline.service_worker((site / "sw.js").read_text("utf-8"), files)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
