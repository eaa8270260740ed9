"""Firefox and WebKit, driven the same way: Debian's own browsers, no download.

Firefox listens to Mozilla's Marionette client; WebKitGTK's MiniBrowser to its WebDriver.
Chromium has the other tests.

Both programs' own bars keep a window wider than a phone (500 and 447 pixels), so the bars are
styled away, each in its program's way; the page is as wide as it says, without zoom.
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

from marionette_driver.marionette import ActionSequence, Marionette
from selenium.webdriver import ActionChains, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.webkitgtk.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desk": (1280, 900)}
"""What a page gets of the window, in CSS pixels."""
MEASURE = "return [innerWidth, innerHeight]"
_FIREFOX_BARS = ":root { min-width: 0 !important; }"
_WEBKIT_BARS = """
* { font-size: 1px; min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; }
"""


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
    def click(self, left: int, top: int) -> None: ...
    def resize(self, width: int, height: int) -> None: ...


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

    def click(self, left: int, top: int) -> None:
        pointer = ActionSequence(self.client, "pointer", "mouse", {"pointerType": "mouse"})
        pointer.pointer_move(left, top).click().perform()

    def resize(self, width: int, height: int) -> None:
        def outer(size: tuple[int, int]) -> None:
            self.client.set_window_rect(width=size[0], height=size[1])

        _fit(self, outer, (width, height))


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

    def click(self, left: int, top: int) -> None:
        pointer = ActionChains(self.client, duration=0)
        mouse: Any = pointer.w3c_actions.pointer_action
        mouse.move_to_location(left, top).click()
        pointer.perform()

    def resize(self, width: int, height: int) -> None:
        def outer(size: tuple[int, int]) -> None:
            self.client.set_window_size(*size)

        _fit(self, outer, (width, height))


def _fit(driver: Driver, outer: Callable[[tuple[int, int]], None], wanted: tuple[int, int]) -> None:
    """Make the page, not the window with its bars, as large as wanted; or say that it cannot be."""
    asked, found = wanted, (0, 0)
    for _ in range(3):
        outer(asked)
        for _ in range(20):
            width, height = driver.run(MEASURE)
            if (width, height) == wanted:
                return
            settled, found = found == (width, height), (width, height)
            if settled:
                break
            time.sleep(0.1)
        asked = (asked[0] + wanted[0] - found[0], asked[1] + wanted[1] - found[1])
    message = f"the page is {found[0]} x {found[1]} pixels, not {wanted[0]} x {wanted[1]}"
    raise ValueError(message)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def firefox(size: tuple[int, int]) -> Iterator[Driver]:
    """Firefox without a screen, in a new profile; the size is the page's."""
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
            "toolkit.legacyUserProfileCustomizations.stylesheets": "true",
            "ui.useOverlayScrollbars": "1",
        }
        lines = (f'user_pref("{name}", {value});\n' for name, value in settings.items())
        Path(profile, "user.js").write_text("".join(lines), "utf-8")
        Path(profile, "chrome").mkdir()
        Path(profile, "chrome", "userChrome.css").write_text(_FIREFOX_BARS, "utf-8")
        program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
        environment = {**os.environ, "HOME": profile}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                client = Marionette(host="127.0.0.1", port=port)
                _started(client)
                driver = _Firefox(client)
                driver.resize(*size)
                yield driver
            finally:
                process.terminate()


def _started(client: Marionette) -> None:
    for _ in range(400):
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
    """WebKitGTK's MiniBrowser on a virtual screen; the size is the page's."""
    folder = next(Path("/usr/lib").glob("*/webkit2gtk-4.*"))
    options = WebKitGTKOptions()
    options.binary_location = str(folder / "MiniBrowser")
    options.add_argument("--automation")
    with _screen() as display, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        Path(home, "gtk-3.0").mkdir()
        Path(home, "gtk-3.0", "gtk.css").write_text(_WEBKIT_BARS, "utf-8")
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": home,
            "XDG_CONFIG_HOME": home,
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
            driver = _WebKit(client)
            driver.resize(*size)
            yield driver
        finally:
            client.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A virtual X screen; yields its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as process:
        try:
            os.close(write)
            yield f":{os.read(read, 16).decode().strip()}"
        finally:
            os.close(read)
            process.terminate()


ENGINES = {"firefox": firefox, "webkit": webkit}
