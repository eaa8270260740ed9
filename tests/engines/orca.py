"""What a screen reader says: Orca over Firefox, on a virtual screen with a bus of its own.

Nothing sounds: in place of a synthesizer Orca gets one that writes its sentences to a file.
Keys go to the X server, as from a keyboard, so Orca sees them before the page does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marionette_driver.marionette import Marionette

from tests.engines.drivers import _free_port, _screen, _started

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET = 0.7
"""Seconds of silence after which Orca has said all it had to say, on a machine at rest."""
PATIENCE = 4.0
"""Seconds it may take to say the first word, on a machine at rest."""
SLOWER = 3.0
"""A silence lasts this many times as long as the first word took to come, if that is longer."""
NEVER = 120.0
"""Seconds after which words that are waited for will never come."""
RECORDER = """
import json, os, sys
from orca import orca, settings, speech, speechserver

class Recorder(speechserver.SpeechServer):
    def speak(self, text=None, acss=None, interrupt=True):
        with open(os.environ["SAID"], "a", encoding="utf-8") as said:
            print(json.dumps(text), file=said)
    def speakCharacter(self, character, acss=None):
        self.speak(character)
    def sayAll(self, utterances, progress):
        for context, acss in utterances:
            self.speak(context.utterance)
    def shutdownActiveServers(self):
        pass

def ours(*_):
    speech._speechserver = Recorder()

speech._initSpeechServer = ours
manager = orca.getSettingsManager()
manager.activate(os.environ["PREFERENCES"], {
    "enablePositionSpeaking": True, "enableKeyEcho": False, "sayAllOnLoad": False,
    "pageSummaryOnLoad": False,
})
sys.exit(orca.main())
"""
"""Orca as its own program starts it, but for the voice; run by the system's Python.

That program itself refuses to start beside another Orca, such as the developer's own.
"""
_PREFERENCES = {
    "accessibility.force_disabled": "-1",
    "app.update.enabled": "false",
    "browser.aboutwelcome.enabled": "false",
    "browser.safebrowsing.update.enabled": "false",
    "browser.shell.checkDefaultBrowser": "false",
    "browser.startup.page": "0",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "extensions.update.enabled": "false",
    "network.captive-portal-service.enabled": "false",
    "network.connectivity-service.enabled": "false",
}


class Listener:
    """A person at a keyboard who hears Orca and sees nothing."""

    def __init__(self, client: Marionette, environment: dict[str, str], said: Path) -> None:
        self._client, self._environment, self._said = client, environment, said
        self._known = 0
        self._pace = 0.0

    def _all(self) -> list[str]:
        return [json.loads(line) for line in self._said.read_text("utf-8").splitlines()]

    def heard(self, patience: float = PATIENCE, until: str = "") -> list[str]:
        """What was said since this was last asked, once Orca is quiet and ``until`` was heard.

        How long a silence means that it is the end follows from how long the first word took: a
        machine under load is slow in everything.
        """
        began = changed = time.monotonic()
        count = self._known
        while True:
            now = time.monotonic()
            said = self._all()
            if len(said) != count:
                if count == self._known:
                    self._pace = now - began
                count, changed = len(said), now
            ended = any(until in sentence for sentence in said[self._known :])
            limit = NEVER if until else max(patience, SLOWER * SLOWER * self._pace)
            silent = now - changed > max(QUIET, SLOWER * self._pace)
            if silent and (ended or now - began > limit):
                break
            time.sleep(0.05)
        new = [sentence for sentence in said[self._known :] if sentence.strip()]
        self._known = count
        return new

    def press(self, *keys: str, until: str = "") -> list[str]:
        """Press keys, named as X names them; what is heard, at least up to ``until``."""
        command = ["xdotool", "key", "--clearmodifiers", *keys]
        subprocess.run(command, env=self._environment, check=True)
        return self.heard(until=until)

    def type(self, text: str) -> list[str]:
        """Type ASCII; what is heard."""
        command = ["xdotool", "type", "--delay", "60", text]
        subprocess.run(command, env=self._environment, check=True)
        return self.heard()

    def open(self, address: str) -> list[str]:
        self._client.navigate(address)
        return self.heard()

    def focus(self, css: str) -> None:
        """Go to an element without the keys on the way; what Orca says of it is passed over."""
        self.run("document.querySelector(arguments[0]).focus()", css)
        self.heard(patience=1.5)

    def run(self, script: str, *given: Any) -> Any:
        return self._client.execute_script(script, script_args=given, sandbox=None)


@contextmanager
def listening() -> Iterator[Listener]:
    """Firefox with Orca over it, both new; all that is started is stopped again."""
    with ExitStack() as stack:
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        home = Path(stack.enter_context(folder))
        environment = _environment(home, stack.enter_context(_screen()))
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_bus(environment))
        reader = ["/usr/bin/python3", "-I", "-c", RECORDER]
        stack.enter_context(_process(reader, environment))
        said = Path(environment["SAID"])
        _until_said(said)
        port = _free_port()
        stack.enter_context(_process(_firefox(home / "profile", port), environment))
        client = Marionette(host="127.0.0.1", port=port)
        _started(client)
        client.set_window_rect(x=0, y=0, width=1280, height=900)
        listener = Listener(client, environment, said)
        listener.heard()
        yield listener


def _environment(home: Path, display: str) -> dict[str, str]:
    """A desk of its own: nothing of the developer's settings, buses or other displays."""
    taken = ("NO_AT_BRIDGE", "AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY", "GTK_MODULES", "LC_ALL")
    for name in ("run", "preferences"):
        (home / name).mkdir(mode=0o700)
    return {
        **{name: value for name, value in os.environ.items() if name not in taken},
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "GSETTINGS_BACKEND": "memory",
        "GDK_BACKEND": "x11",
        "GNOME_ACCESSIBILITY": "1",
        "LANG": "C.UTF-8",
        "LANGUAGE": "en",
        "SAID": str(home / "said"),
        "PREFERENCES": str(home / "preferences"),
    }


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def _bus(environment: dict[str, str]) -> Iterator[str]:
    """A session bus; yields its address. What it starts by itself ends with it."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _firefox(profile: Path, port: int) -> list[str]:
    profile.mkdir()
    settings = {**_PREFERENCES, "marionette.port": str(port)}
    lines = (f'user_pref("{name}", {value});\n' for name, value in settings.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
    return [program, "--marionette", "--no-remote", "--profile", str(profile), "about:blank"]


def _until_said(said: Path) -> None:
    """Wait for Orca's first sentence, “Screen reader on.”."""
    for _ in range(1800):
        if said.exists():
            return
        time.sleep(0.1)
    message = "Orca says nothing"
    raise TimeoutError(message)
