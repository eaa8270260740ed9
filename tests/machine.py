"""Sets up what the tests need beside Python packages: a browser, a GBK locale, npm packages.

Browser: an installed Chrome or Chromium, else Debian's, else Playwright's own.
Locale: ``zh_CN.GBK`` compiled into ``.cache/locale``, to build as a Chinese Windows would.
npm packages: those of ``tests/node/package.json``, parsers by others, in ``.cache/node``.
Run as a script it installs; imported it only finds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / ".cache" / "locale"
NODE = ROOT / ".cache" / "node"
"""Where the packages of ``tests/node/package.json`` are, in ``node_modules``."""
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
PROGRAMS = {
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
    "nginx": "nginx-light",
    "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so": "libnginx-mod-http-brotli-static",
    "caddy": "caddy",
    "ssh-keygen": "openssh-client",
    "unshare": "util-linux",
    "strace": "strace",
    "sshd": "openssh-server",
    "rsync": "rsync",
    "java": "default-jre-headless",
    "orca": "orca",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
"""The other engines, what releases are tested with, what the Nu HTML checker runs on, a screen
reader: programs and their Debian packages."""
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
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser() -> str | None:
    """Path of an installed Chrome or Chromium; None where only Playwright's own is left."""
    named = os.environ.get("COURSE_BROWSER")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


def main() -> int:
    """Install what is missing; say what is used."""
    packages = []
    if not browser():
        packages += ["chromium", "fonts-noto-cjk"]
    if not _has_charmap():
        packages += ["locales"]
    if not (shutil.which("node") and shutil.which("npm")):
        packages += ["nodejs", "npm"]
    packages += [package for program, package in PROGRAMS.items() if not _program(program)]
    if packages and shutil.which("apt-get"):
        _apt(packages)
    if not browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    _compile_locale()
    npm_packages(ROOT / "tests" / "node", NODE)
    sys.stdout.write(f"browser: {browser() or 'Playwright'}; locale: {LOCALES / GBK}\n")
    return 0


def _program(name: str) -> str | None:
    """Path of a program, also one that only root has on the PATH."""
    return shutil.which(name, mode=os.F_OK, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")


def _has_charmap() -> bool:
    folder = Path("/usr/share/i18n/charmaps")
    return any(folder.glob("GBK*")) and Path("/usr/share/i18n/locales/zh_CN").exists()


def _apt(packages: list[str]) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=True, env=environment)
    install = [*prefix, "sh", "-c", _NO_START, "install", *packages]
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)


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
    sys.exit(main())
