"""Chromium as it was years ago, driven over its DevTools protocol.

The programs come in the npm packages ``chrome-aws-lambda``, 40 MB each, fetched when first wanted
and kept in ``.cache/chromium``. Playwright can't drive such old ones, hence the small client.
Protocol: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli
import websocket

from tests.machine import CHROMIUM, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HELD = ROOT / ".cache" / "chromium"
PACKAGES = {
    79: (
        "2.0.2",
        "sha512-Aqgq5F93eJARkO+O/wD+2bCCFOVQNfA329sdPNl8ib0gsRjS00bAgTc9f5Mvto7H7yDuBcy0V3xJQZwMvmILUg==",
    ),
    80: (
        "2.1.1",
        "sha512-Wer2QuygxsCov5bM2+8CLa6qYpNsc5AxYTlgTne00aFoxFP491LGJRxOQtGnYtsJP6UG4pB0SfrwTyPnLys1Lw==",
    ),
    88: (
        "5.5.0",
        "sha512-nYSDzTsVEVsvIFaUUAUN53ulXBLKSRXFS+eVYZOLZD5SA1If59rqBAiy4raMgorQwXWqjSsjK1SF4As+qzPLqA==",
    ),
}
"""By Chromium's version: the package's version and what npm says its archive's digest is."""
KEYS = {"\ue00c": ("Escape", 27), "\ue004": ("Tab", 9), "\ue007": ("Enter", 13)}
"""WebDriver's names of keys, as steps.py writes them."""
_CENTRE = """
this.scrollIntoView({block: "center"});
const box = [...this.getClientRects()].find((one) => one.width && one.height);
return box && [box.left + box.width / 2, box.top + box.height / 2];
"""
_PATIENCE = 60


def program(version: int) -> Path:
    """The program of a version, fetched and unpacked where it is not held yet."""
    held = HELD / str(version) / "chromium"
    if not held.exists():
        package, integrity = PACKAGES[version]
        with tempfile.TemporaryDirectory() as folder:
            npm = shutil.which("npm") or "npm"
            command = [npm, "pack", "--silent", f"chrome-aws-lambda@{package}"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            (archive,) = Path(folder).glob("*.tgz")
            digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            assert f"sha512-{digest}" == integrity, f"not the known chrome-aws-lambda@{package}"
            with tarfile.open(archive) as packed:
                inside = packed.extractfile("package/bin/chromium.br")
                assert inside is not None
                binary = brotli.decompress(inside.read())
        held.parent.mkdir(parents=True, exist_ok=True)
        draft = held.with_name(f"draft-{os.getpid()}")
        draft.write_bytes(binary)
        draft.chmod(0o755)
        draft.replace(held)
    return held


class RefusedError(Exception):
    """The browser did not do what it was asked for."""


@dataclass(frozen=True)
class Element:
    """An element of the page, by the browser's name for it."""

    page: OldChromium
    id: str

    @property
    def text(self) -> str:
        found: str = self.page.on(self, "return this.innerText")
        return found

    def click(self) -> None:
        centre = self.page.on(self, _CENTRE)
        assert centre, "not displayed"
        self.page.click(*centre)

    def send_keys(self, *keys: str) -> None:
        self.page.on(self, "this.focus()")
        for text in keys:
            if text in KEYS:
                self.page.press(text)
            else:
                self.page.send("Input.insertText", text=text)


class OldChromium:
    """One page of the browser; what ``engines.drivers.Driver`` asks for, and pictures."""

    def __init__(self, address: str, patience: float) -> None:
        self.socket = websocket.create_connection(address, timeout=patience, suppress_origin=True)
        self.numbers = itertools.count(1)
        for domain in ("Page", "Runtime"):
            self.send(f"{domain}.enable")
        self.socket.settimeout(_PATIENCE)

    def send(self, method: str, **given: Any) -> Any:
        """Ask for something; what the browser answers."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            said = json.loads(self.socket.recv())
            if said.get("id") == number:
                if "error" in said:
                    raise RefusedError(f"{method}: {said['error']['message']}")
                return said["result"]

    def open(self, address: str) -> None:
        said = self.send("Page.navigate", url=address)
        assert "errorText" not in said, said
        self._settle()

    def find(self, css: str) -> Element:
        found = self.run("return document.querySelector(arguments[0])", css)
        assert found is not None, f"no {css}"
        element: Element = found
        return element

    def run(self, script: str, *given: Any) -> Any:
        """Run a function's body; its result by value, an element as :class:`Element`.

        None where the page goes away meanwhile.
        """
        try:
            window = self.send("Runtime.evaluate", expression="window")["result"]["objectId"]
            return self._function(window, script, given)
        except RefusedError as error:
            if "context" in str(error) or "object" in str(error):
                return None
            raise

    def on(self, element: Element, script: str) -> Any:
        return self._function(element.id, script, ())

    def click(self, left: float, top: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.send("Input.dispatchMouseEvent", type=kind, x=left, y=top, **button)

    def press(self, key: str) -> None:
        name, code = KEYS[key]
        for kind in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code
            )

    def resize(self, width: int, height: int) -> None:
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def scripts(self, *, on: bool) -> None:
        """Switch the page's scripts on or off, from the next page on."""
        self.send("Emulation.setScriptExecutionDisabled", value=not on)

    def picture(self) -> bytes:
        return base64.b64decode(self.send("Page.captureScreenshot")["data"])

    def _settle(self) -> None:
        """Wait until the page that was asked for is there with all it loads."""
        end = time.monotonic() + _PATIENCE
        while self.run("return document.readyState") != "complete":
            assert time.monotonic() < end, "the page is not loaded"
            time.sleep(0.05)

    def _function(self, this: str, script: str, given: tuple[Any, ...]) -> Any:
        said = self.send(
            "Runtime.callFunctionOn",
            objectId=this,
            functionDeclaration=f"function() {{ {script} }}",
            arguments=[
                {"objectId": one.id} if isinstance(one, Element) else {"value": one}
                for one in given
            ],
        )
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        result = said["result"]
        if result.get("subtype") == "node":
            return Element(self, result["objectId"])
        if "objectId" in result:
            whole = self.send(
                "Runtime.callFunctionOn",
                objectId=result["objectId"],
                functionDeclaration="function() { return this; }",
                returnByValue=True,
            )
            return whole["result"]["value"]
        return result.get("value")


@contextmanager
def old_chromium(version: int, size: tuple[int, int]) -> Iterator[OldChromium]:
    """A Chromium of a version without a screen, in a new profile; the size is the page's."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            str(program(version)),
            "--headless",
            "--hide-scrollbars",
            *CHROMIUM,
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        environment = {**os.environ, "HOME": profile}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                page = _attached(_port(Path(profile, "DevToolsActivePort")))
                page.resize(*size)
                yield page
                page.socket.close()
            finally:
                process.kill()


def _port(told: Path) -> int:
    """The browser's port, by the file in which it tells it."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(OSError, IndexError):
            return int(told.read_text("utf-8").splitlines()[0])
        time.sleep(0.05)
    message = "Chromium does not start"
    raise TimeoutError(message)


def _attached(port: int) -> OldChromium:
    """A new page. In its first moments the browser may never answer: then another is asked for."""
    for patience in (3, 6, 12, 24):
        with suppress(OSError, websocket.WebSocketException):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/new") as answer:
                address = json.loads(answer.read())["webSocketDebuggerUrl"]
            return OldChromium(address, patience)
    message = "Chromium does not answer"
    raise TimeoutError(message)
