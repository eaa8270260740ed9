"""Sets up what the tests need beside Python packages: programs, a GBK locale, npm packages.

Browser: an installed Chrome or Chromium, else Debian's, else Playwright's own.
Locale: ``zh_CN.GBK`` compiled into ``.cache/locale``, to build as a Chinese Windows would.
npm packages: those of ``tests/node/package.json``, parsers by others, in ``.cache/node``; those of
``tests/support/package.json``, which judge scripts, in ``.cache/support``.
Run as a script, with a size (``test`` or ``all``), it installs what tests of that size need and
says in one line what can't be had here and which tests are left out for it; in CI that is a
failure. Imported it only finds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / ".cache" / "locale"
NODE = ROOT / ".cache" / "node"
"""Where the packages of ``tests/node/package.json`` are, in ``node_modules``."""
SUPPORT = ROOT / ".cache" / "support"
"""Where the packages of ``tests/support/package.json`` are, in ``node_modules``."""
GBK = "zh_CN.GBK"
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""How Chromium is started: on any machine, and asking nothing of others."""


@dataclass(frozen=True)
class Program:
    """What a test may need: names on the PATH or files, any one of which will do."""

    package: str
    """Debian's package."""
    names: tuple[str, ...]


_BROTLI = "lib/nginx/modules/ngx_http_brotli_static_module.so"
PROGRAMS = {
    "chromium": Program(
        "chromium",
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    ),
    "firefox": Program("firefox-esr", ("firefox-esr", "firefox")),
    "WebKitWebDriver": Program("webkit2gtk-driver", ("WebKitWebDriver",)),
    "Xvfb": Program("xvfb", ("Xvfb",)),
    "nginx": Program("nginx-light", ("nginx",)),
    "nginx-brotli": Program("libnginx-mod-http-brotli-static", (f"/usr/{_BROTLI}",)),
    "caddy": Program("caddy", ("caddy",)),
    "openssl": Program("openssl", ("openssl",)),
    "ssh-keygen": Program("openssh-client", ("ssh-keygen",)),
    "sshd": Program("openssh-server", ("sshd",)),
    "rsync": Program("rsync", ("rsync",)),
    "unshare": Program("util-linux", ("unshare",)),
    "mount": Program("mount", ("mount",)),
    "faketime": Program("faketime", ("faketime",)),
    "strace": Program("strace", ("strace",)),
    "java": Program("default-jre-headless", ("java",)),
    "node": Program("npm", ("npm",)),
    "zh_CN.GBK": Program("locales", ("/usr/share/i18n/charmaps/GBK.gz",)),
    "orca": Program("orca", ("orca",)),
    "xdotool": Program("xdotool", ("xdotool",)),
    "dbus-daemon": Program("dbus-daemon", ("dbus-daemon",)),
    "at-spi2": Program("at-spi2-core", ("/usr/libexec/at-spi-bus-launcher",)),
}
"""Browsers and engines, what releases are tested with, parsers by others, a screen reader."""
WITH = {"chromium": ("fonts-noto-cjk",)}
"""What comes along with a program that is installed."""
_NO_START = """\
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt-get install -y -qq --no-install-recommends "$@"
"""
"""Installs packages and starts none of their servers: tests start their own, on loopback."""


def browser() -> str | None:
    """Path of an installed Chrome or Chromium; None where only Playwright's own is left."""
    named = os.environ.get("COURSE_BROWSER")
    return named or _path("chromium")


def found(name: str) -> bool:
    """Whether one of :data:`PROGRAMS` is here and may be used."""
    if name == "chromium":
        return browser() is not None or _playwrights_own()
    if name == "mount":
        return _path(name) is not None and bool(as_root("true"))
    return _path(name) is not None


def as_root(*command: str) -> list[str]:
    """The command as root runs it; empty where nobody may be root without being asked."""
    if os.geteuid() == 0:
        return [*command]
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and not subprocess.run([*sudo, "true"], check=False).returncode:
        return [*sudo, *command]
    return []


def in_ci() -> bool:
    """There everything must be."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def main(size: str) -> int:
    """Install what is missing for tests of a size; say what is used and what is left out."""
    from tests.sizes import Size, missing, needed, said  # noqa: PLC0415 - it reads this module's table

    wanted = Size[size.upper()]
    _install([name for name in needed(wanted) if not found(name)])
    if "chromium" in needed(wanted) and not found("chromium"):
        own = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(own, check=False)
    if "zh_CN.GBK" in needed(wanted) and found("zh_CN.GBK"):
        _compile_locale()
    if "node" in needed(wanted) and found("node"):
        npm_packages(ROOT / "tests" / "support", SUPPORT)
        if wanted is Size.ALL:
            npm_packages(ROOT / "tests" / "node", NODE)
    sys.stdout.write(f"browser: {browser() or 'Playwright'}\n")
    if lacking := missing(wanted):
        sys.stdout.write(f"{said(lacking)}\n")
    return 1 if lacking and in_ci() else 0


def _path(name: str) -> str | None:
    """Path of a program, also one that only root has on the PATH, or one that may not be run."""
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    names = PROGRAMS[name].names
    return next(filter(None, (shutil.which(n, mode=os.F_OK, path=path) for n in names)), None)


def _playwrights_own() -> bool:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it may be needed

    with suppress(Exception), sync_playwright() as playwright:  # its driver may not run here
        return Path(playwright.chromium.executable_path).exists()
    return False


def _install(names: list[str]) -> None:
    """Debian's packages of some programs, as far as they can be had here."""
    update = as_root("apt-get", "update", "-qq")
    if not (names and shutil.which("apt-get") and update):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(update, check=True, env=environment)
    wanted = [p for name in names for p in (PROGRAMS[name].package, *WITH.get(name, ()))]
    known = [package for package in wanted if _has_candidate(package)]
    install = as_root("sh", "-c", _NO_START, "install", *known)
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)


def _has_candidate(package: str) -> bool:
    """Ubuntu has some of Debian's packages under no name at all."""
    command = ["apt-cache", "show", package]
    return not subprocess.run(command, check=False, capture_output=True).returncode


def npm_packages(source: Path, folder: Path) -> Path:
    """Install what the lock in ``source`` says into ``folder``, unless the same is there.

    Returns its ``node_modules``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held, modules = folder / "package-lock.json", folder / "node_modules"
    lock = (source / held.name).read_bytes()
    if not (modules.is_dir() and held.is_file() and held.read_bytes() == lock):
        for name in ("package.json", held.name):
            shutil.copyfile(source / name, folder / name)
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "ci", "--ignore-scripts", "--silent"], cwd=folder, check=True)
    return modules


def _compile_locale() -> None:
    if (LOCALES / GBK).exists():
        return
    LOCALES.mkdir(parents=True, exist_ok=True)
    command = ["localedef", "-c", "-i", "zh_CN", "-f", "GBK", str(LOCALES / GBK)]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
