"""A real S3-compatible server on loopback, and a network to it that can be cut."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import boto3
from moto.server import ThreadedMotoServer

from tests.releases.kill import HOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKET = "course"
KEYS = {
    "AWS_ACCESS_KEY_ID": "test-key",
    "AWS_SECRET_ACCESS_KEY": "test-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}
MODULE = "releases.command"


@contextmanager
def store() -> Iterator[int]:
    """The server of moto with an empty bucket; yields its port."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    client(port).create_bucket(Bucket=BUCKET)
    yield port
    client(port)
    server.stop()


def client(port: int) -> object:
    """boto3: another client than ours, to look at what readers get."""
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        region_name=KEYS["AWS_DEFAULT_REGION"],
    )


def address(port: int, prefix: str) -> str:
    return f"s3://{BUCKET}/{prefix}?endpoint=http://127.0.0.1:{port}"


def start(*words: object) -> subprocess.Popen[str]:
    """The command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", MODULE, *map(str, words)],
        env={**os.environ, **KEYS, "PYTHONPATH": str(HOOKS), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(*words: object) -> tuple[int, str]:
    process = start(*words)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


@dataclass
class Network:
    """A way to a port that breaks for good once ``budget`` bytes were sent through it."""

    to: int
    budget: int
    sent: int = 0
    port: int = 0
    _sockets: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._cut()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self.sent >= self.budget:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.to))
                self._sockets += [near, far]
                for one, other, counts in ((near, far, True), (far, near, False)):
                    threading.Thread(
                        target=self._pump, args=(one, other, counts), daemon=True
                    ).start()

    def _pump(self, one: socket.socket, other: socket.socket, counts: bool) -> None:  # noqa: FBT001
        with suppress(OSError), closing(one), closing(other):
            while data := one.recv(1 << 16):
                if counts:
                    with self._lock:
                        data = data[: max(0, self.budget - self.sent)]
                        self.sent += len(data)
                other.sendall(data)
                if counts and self.sent >= self.budget:
                    self._cut()
                    return

    def _cut(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
