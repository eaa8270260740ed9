"""Sets up what the tests need beside Python packages: a browser and a GBK locale.

Browser: an installed Chrome or Chromium, else Debian's, else Playwright's own.
Locale: ``zh_CN.GBK`` compiled into ``.cache/locale``, to build as a Chinese Windows would.
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
GBK = "zh_CN.GBK"
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
    if packages and shutil.which("apt-get"):
        _apt(packages)
    if not browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    _compile_locale()
    sys.stdout.write(f"browser: {browser() or 'Playwright'}; locale: {LOCALES / GBK}\n")
    return 0


def _has_charmap() -> bool:
    folder = Path("/usr/share/i18n/charmaps")
    return any(folder.glob("GBK*")) and Path("/usr/share/i18n/locales/zh_CN").exists()


def _apt(packages: list[str]) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=True, env=environment)
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)


def _compile_locale() -> None:
    if (LOCALES / GBK).exists():
        return
    LOCALES.mkdir(parents=True, exist_ok=True)
    command = ["localedef", "-c", "-i", "zh_CN", "-f", "GBK", str(LOCALES / GBK)]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
