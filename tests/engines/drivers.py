"""Firefox and WebKit, driven the same way: Debian's own browsers, no download.

Firefox listens to Mozilla's Marionette client; WebKitGTK's MiniBrowser to its WebDriver.
Chromium has the other tests.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from marionette_driver.marionette import Marionette
from selenium.webdriver import WebKitGTK, WebKitGTKOptions
from selenium.webdriver.webkitgtk.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = {"phone": (412, 840), "desk": (1280, 900)}
"""Windows, in pixels. 412 is the narrowest a desktop engine makes on its own."""


class Element(Protocol):
    """What both clients call an element."""

    text: str

    def click(self) -> None: ...
    def send_keys(self, *keys: str) -> None: ...


class Driver(Protocol):
    """A browser with one window."""

    def open(self, address: str) -> None: ...
    def find(self, css: str) -> Element: ...
    def run(self, script: str, *given: Any) -> Any: ...


class _Firefox:
    def __init__(self, client: Marionette) -> None:
        self.client = client

    def open(self, address: str) -> None:
        self.client.navigate(address)

    def find(self, css: str) -> Element:
        found: Element = self.client.find_element("css selector", css)
        return found

    def run(self, script: str, *given: Any) -> Any:
        return self.client.execute_script(script, script_args=given, sandbox=None)


class _WebKit:
    def __init__(self, client: WebKitGTK) -> None:
        self.client = client

    def open(self, address: str) -> None:
        self.client.get(address)

    def find(self, css: str) -> Element:
        found: Element = self.client.find_element("css selector", css)
        return found

    def run(self, script: str, *given: Any) -> Any:
        return self.client.execute_script(script, *given)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def firefox(size: tuple[int, int]) -> Iterator[Driver]:
    """Firefox without a screen, in a new profile."""
    port = _free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = {
            "marionette.port": str(port),
            "browser.shell.checkDefaultBrowser": "false",
            "network.captive-portal-service.enabled": "false",
            "network.connectivity-service.enabled": "false",
            "datareporting.policy.dataSubmissionEnabled": "false",
            "app.update.enabled": "false",
            "extensions.update.enabled": "false",
            "browser.safebrowsing.update.enabled": "false",
        }
        lines = (f'user_pref("{name}", {value});\n' for name, value in settings.items())
        Path(profile, "user.js").write_text("".join(lines), "utf-8")
        program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
        environment = {**os.environ, "HOME": profile, "MOZ_HEADLESS_WIDTH": str(size[0])}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                client = Marionette(host="127.0.0.1", port=port)
                _started(client)
                client.set_window_rect(width=size[0], height=size[1])
                yield _Firefox(client)
            finally:
                process.terminate()


def _started(client: Marionette) -> None:
    for _ in range(100):
        try:
            client.start_session()
        except OSError:
            time.sleep(0.3)
        else:
            return
    message = "Firefox does not answer"
    raise TimeoutError(message)


@contextmanager
def webkit(size: tuple[int, int]) -> Iterator[Driver]:
    """WebKitGTK's MiniBrowser on a virtual screen."""
    folder = next(Path("/usr/lib").glob("*/webkit2gtk-4.*"))
    options = WebKitGTKOptions()
    options.binary_location = str(folder / "MiniBrowser")
    options.add_argument("--automation")
    with _screen() as display, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": home,
            "XDG_DATA_HOME": home,
            "XDG_CACHE_HOME": home,
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
        }
        service = Service(shutil.which("WebKitWebDriver") or "", port=_free_port(), env=environment)
        client = WebKitGTK(options=options, service=service)
        try:
            client.set_window_size(*size)
            yield _WebKit(client)
        finally:
            client.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A virtual X screen; yields its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as process:
        try:
            os.close(write)
            yield f":{os.read(read, 16).decode().strip()}"
        finally:
            os.close(read)
            process.terminate()


ENGINES = {"firefox": firefox, "webkit": webkit}
