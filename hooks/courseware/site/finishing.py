"""The last touches on a built site: what search, servers and service worker need."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from courseware.site import bundles, csp, offline
from releases import server_settings
from releases.installed_settings import FILE as SETTINGS
from releases.version_list import FILE as VERSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

SEARCH_DATA = "assets/javascripts/search-data.js"

_UNUSED = ("third-party", *bundles.parts())
"""What no page loads, for it was put together into other files."""


def asset_version(overrides: Path, address: str) -> str:
    """``address`` with the file's version in its name: its bytes at that address are fixed."""
    return offline.versioned(address, (overrides / address).read_bytes())


def publish(  # noqa: PLR0913 - named, and each written to one file
    site: Path,
    *,
    search_data: str,
    keeps_offline: bool,
    address: str = "",
    moved: Mapping[str, str] | None = None,
    versions: str = "",
) -> None:
    """Write search data, server settings and service worker; drop what no page loads.

    The settings are for the public ``address`` of the site. ``moved``: new addresses of pages
    by old ones. ``versions``: the list of versions, may be empty.
    """
    for unused in [path for pattern in _UNUSED for path in site.glob(pattern)]:
        if unused.is_dir():
            shutil.rmtree(unused)
        else:
            unused.unlink()
    _name_by_version(site)
    _write(site / SEARCH_DATA, f"self.courseSearchData={search_data};\n")
    _write(site / "server" / "csp.txt", f"{csp.POLICY}\n")
    where = server_settings.read_address(address)
    _write(site / "server" / "nginx.conf", server_settings.nginx(csp.POLICY, where, moved=moved))
    _write(site / "server" / "Caddyfile", server_settings.caddy(csp.POLICY, where, moved=moved))
    if moved:
        _write(
            site / "server" / server_settings.MOVED,
            f"{json.dumps(moved, indent=1, sort_keys=True)}\n",
        )
    for old, new in (moved or {}).items():
        _write(
            site / "server" / server_settings.MARKS / server_settings.mark(old, new),
            f"{old} {new}\n",
        )
    _write(site / SETTINGS, f"{server_settings.settings_name(csp.POLICY, where, moved)}\n")
    if versions:
        _write(site / VERSIONS, versions)
    _write(site / "sw.js", _worker(site, set(moved or ())) if keeps_offline else offline.OFF)


def open_to_readers(site: Path) -> None:
    """Let a web server read the site whatever the umask of who built it: it is copied as it is."""
    if os.name != "posix":
        return
    for folder, _, names in os.walk(site):
        Path(folder).chmod(0o755)
        for name in names:
            (Path(folder) / name).chmod(0o644)


def _name_by_version(site: Path) -> None:
    """Give our style sheets and scripts the names that :func:`asset_version` told the pages."""
    for path in sorted((site / "assets").rglob("*.*")):
        address = path.relative_to(site).as_posix()
        ours = path.suffix in {".css", ".js"} and not offline.is_versioned(address)
        if ours and address != SEARCH_DATA:
            path.replace(site / offline.versioned(address, path.read_bytes()))


def _worker(site: Path, moved: set[str]) -> str:
    """The service worker; it keeps what is read, not the pages that only lead on."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
        and path.suffix != ".pdf"
        and quote(path.relative_to(site).as_posix()) not in moved
    }
    release, end, program = (site / "sw.js").read_text("utf-8").partition("\n")
    return offline.service_worker(release + end + bundles.lean(program), files)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
