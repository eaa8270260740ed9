"""Runs nginx or Caddy on loopback over a release, with the settings that it comes with.

Only what belongs to this machine is put in their place: address, folders, no TLS.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html

from releases.archive import verify_archive
from releases.installed_settings import FILE as SETTINGS
from releases.installed_settings import is_name
from releases.manifest import MANIFEST
from releases.members import members
from releases.server_settings import MOVED, Address, SettingsError, caddy, nginx, read_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERVERS = ("nginx", "caddy")
LOOPBACK = "127.0.0.1"
HOSTS = (LOOPBACK, "::1")
"""Where a release is shown: on this machine alone."""
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_PLACES = "/usr/local/sbin:/usr/sbin:/sbin"
"""Where servers are that an ordinary user's PATH does not have."""
_PATIENCE = 60.0


class ServerError(Exception):
    """The server can't be run; the message is for the operator."""


def serve_release(
    release: Path, server: str, port: int, say: Callable[[str], None], host: str = LOOPBACK
) -> int:
    """Check a release, unpack it, serve it on loopback until Ctrl-C; gives the exit code."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # also where a shell had INT ignored
        signal.signal(stop, signal.default_int_handler)  # no server is left behind
    with tempfile.TemporaryDirectory(prefix="course-serve-") as made:
        folder = Path(made)
        if release.is_dir():
            top = release.resolve()
        else:
            said, code = verify_archive(release)
            say(said)
            if code:
                return code
            top = unpack(release, folder)
        if not (top / MANIFEST).is_file():
            say(f"{release} 不是发布包；请给出 .tar.gz、.zip 或解开的文件夹\n")
            return 2
        (folder / "current").symlink_to(top)
        try:
            with serving(folder, server, base=base_of(top), port=port, host=host) as address:
                say(f"{server} 正在 {address} 提供 {top.name}；按 Ctrl-C 停止\n")
                while True:
                    time.sleep(3600)
        except (ServerError, SettingsError) as fault:
            say(f"{fault}\n")
            return 2
        except KeyboardInterrupt:
            say("已停止\n")
    return 0


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack a checked archive; gives its top folder."""
    for member in members(archive):
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            shutil.copyfileobj(member, file)
    return next(path.parent for path in folder.glob(f"*/{MANIFEST}"))


def base_of(release: Path) -> str:
    """The path under which a release was built to be served, from its home page."""
    page = html.fromstring((release / "site" / "index.html").read_bytes())
    links = (one.get("href", "") for one in page.iter("link") if one.get("rel") == "canonical")
    return read_address(next(links, "")).path


@contextmanager
def serving(
    folder: Path, server: str, base: str = "/", port: int = 0, host: str = LOOPBACK
) -> Iterator[str]:
    """Serve ``folder/current`` under the path ``base``; yields the address, with a slash.

    Raises:
        ServerError: if the server is not installed or does not start.
    """
    port = port or free_port(host)
    address = Address(secure=False, host=host, port=port, path=base)
    ours = folder / "current" / "server"
    policy, moved, name = _told(ours)
    program = find(server)
    with tempfile.TemporaryDirectory(prefix="course-server-") as made:
        state = Path(made)
        if server == "nginx":
            settings = nginx_main(nginx(policy, address, str(folder), moved, name), state)
            command = [program, "-p", str(state), "-e", "stderr", "-c"]
        else:
            settings = caddy(policy, address, str(folder), moved, name)
            command = [program, "run", "--adapter", "caddyfile", "--config"]
        (state / "settings").write_text(settings, "utf-8")
        with running([*command, str(state / "settings")], port, state, host):
            yield f"http://{address.name}:{port}{base}"


def nginx_main(server: str, state: Path) -> str:
    """A whole configuration around ``server`` that writes below ``state`` only."""
    module = f"load_module {_BROTLI};\n" if _BROTLI.exists() else ""
    if not module:
        server = server.replace("brotli_static on;", "")
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    temporary = "".join(
        f"  {kind}_temp_path {state / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""\
{module}{user}daemon off;
worker_processes 2;
pid {state / "pid"};
events {{}}
http {{
  access_log off;
{temporary}{server}}}
"""


@contextmanager
def running(command: list[str], port: int, state: Path, host: str = LOOPBACK) -> Iterator[None]:
    """Run a server until the block ends; wait until it answers on ``port``."""
    log = state / "log"
    home = {"HOME": str(state), "XDG_CONFIG_HOME": str(state), "XDG_DATA_HOME": str(state)}
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=output, stderr=output, env={**os.environ, **home}
        )
    try:
        end = time.monotonic() + _PATIENCE
        while not _answers(host, port):
            if process.poll() is not None or time.monotonic() > end:
                said = log.read_text("utf-8", "replace").strip()
                raise ServerError(f"服务器没有启动：\n{said}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def free_port(host: str = LOOPBACK) -> int:
    """A port of loopback that nobody listens on now."""
    with socket.create_server((host, 0), family=_family(host)) as probe:
        return int(probe.getsockname()[1])


def find(server: str) -> str:
    """Path of an installed server. Raises :class:`ServerError`."""
    found = shutil.which(server) or shutil.which(server, path=_PLACES)
    if not found:
        raise ServerError(f"这台机器没有 {server}；请先安装，Debian 上是 apt install {server}")
    return found


def _told(server: Path) -> tuple[str, dict[str, str], str]:
    """What a release says for its server: policy, new addresses by old ones, settings' name."""
    try:
        policy = (server / "csp.txt").read_text("utf-8").strip()
        known = (server / MOVED).exists()
        moved = json.loads((server / MOVED).read_text("utf-8")) if known else {}
        file = server.parent / SETTINGS
        name = file.read_text("utf-8").strip() if file.exists() else ""
    except (OSError, ValueError, RecursionError):
        raise ServerError("发布包里 server/ 的文件读不了；请重新取发布包") from None
    if not isinstance(moved, dict) or not all(isinstance(new, str) for new in moved.values()):
        raise ServerError(f"发布包里 server/{MOVED} 写法不对；请重新取发布包")
    return policy, moved, name if is_name(name) else ""


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), 0.2).close()
    except OSError:
        return False
    return True
