"""What to send to an object store, in which order, and what may go. Pure.

A store has no links and no folders to rename: a release is copied into place object by object.
So what pages need comes before the pages, and what pages needed stays for a while after.

::

    <path>                                    the site, as readers get it
    .courseware/state.json                    State: what is live, who is publishing
    .courseware/releases/<id>/manifest.json   every release that is kept
    .courseware/blobs/<sha256>.<headers>      every file of those, stored once
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from releases.headers import COMPRESSED, cache_control, content_type, is_immutable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from releases.manifest import Manifest

HOME = ".courseware/"
STATE = f"{HOME}state.json"
BLOBS = f"{HOME}blobs/"
RELEASES = f"{HOME}releases/"
FORMAT = 1
SITE = "site/"
_MEDIA = ("image/", "font/", "video/", "application/pdf", "application/zip")


class Turn(IntEnum):
    """When an object is put in place: what others load comes first, what tells of it last."""

    IMMUTABLE = 0
    MEDIA = 1
    OTHER = 2
    PAGE = 3
    WORKER = 4  # sw.js makes browsers fetch all the rest
    HEALTH = 5  # monitoring may take it for the end


@dataclass(frozen=True, slots=True)
class SiteObject:
    """A file of the site: ``path`` from the site's root, hash, size in bytes and headers."""

    path: str
    sha256: str
    size: int
    content_type: str
    cache_control: str

    @property
    def blob(self) -> str:
        """Where its bytes are stored with these headers, from the prefix."""
        headers = f"{self.content_type}\n{self.cache_control}".encode()
        return f"{BLOBS}{self.sha256}.{hashlib.sha256(headers).hexdigest()[:8]}"

    @property
    def turn(self) -> Turn:
        """When it is put in place."""
        if self.path == "health.json":
            return Turn.HEALTH
        if self.path == "sw.js":
            return Turn.WORKER
        if is_immutable(self.path):
            return Turn.IMMUTABLE
        if self.content_type.startswith(_MEDIA):
            return Turn.MEDIA
        return Turn.PAGE if self.path.endswith(".html") else Turn.OTHER


@dataclass(frozen=True, slots=True)
class Lease:
    """Who is publishing: ``by`` for people, ``token`` to know it again, ``until`` in seconds."""

    by: str
    token: str
    until: float


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a target. Times are seconds since 1970.

    ``releases``: ids that are kept, the one last switched to first; ``begun``: ids whose
    copying was begun and maybe not finished; ``retired``: paths that the live release no longer
    has, with the time since when; ``lease``: who is publishing now.
    """

    course: str
    current: str = ""
    previous: str = ""
    releases: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    retired: Mapping[str, float] = field(default_factory=dict)
    lease: Lease | None = None


def site_objects(manifest: Manifest) -> dict[str, SiteObject]:
    """The site's files by path; copies that are compressed already are a web server's only."""
    paths = {file.path for file in manifest.files}
    found = {}
    for file in manifest.files:
        path = file.path.removeprefix(SITE)
        copy = any(
            path.endswith(end) and file.path.removesuffix(end) in paths for end in COMPRESSED
        )
        if path != file.path and not copy and not path.startswith(HOME):
            found[path] = SiteObject(
                path, file.sha256, file.size, content_type(path), cache_control(path)
            )
    return found


def in_order(objects: Iterable[SiteObject]) -> tuple[tuple[SiteObject, ...], ...]:
    """Objects turn by turn: each turn must be in place before the next one begins."""
    turns: dict[Turn, list[SiteObject]] = {turn: [] for turn in Turn}
    for one in sorted(objects, key=lambda one: one.path):
        turns[one.turn].append(one)
    return tuple(tuple(turn) for turn in turns.values() if turn)


def to_place(
    wanted: Mapping[str, SiteObject], possible: Iterable[Mapping[str, SiteObject]]
) -> tuple[SiteObject, ...]:
    """What must be copied when each object in place is of one of the ``possible`` releases."""
    states = list(possible)
    return tuple(
        one
        for path, one in wanted.items()
        if not states or any(path not in state or state[path].blob != one.blob for state in states)
    )


def retire(
    retired: Mapping[str, float],
    before: Iterable[Mapping[str, SiteObject]],
    wanted: Mapping[str, SiteObject],
    now: float,
) -> dict[str, float]:
    """Paths that ``wanted`` does not have but may be in place, with the time since when."""
    gone = {path: now for state in before for path in state} | dict(retired)
    return {path: since for path, since in sorted(gone.items()) if path not in wanted}


def expired(retired: Mapping[str, float], grace: float, now: float) -> tuple[str, ...]:
    """Paths retired at least ``grace`` seconds ago."""
    return tuple(path for path, since in retired.items() if since + grace <= now)


def write_state(state: State) -> bytes:
    """The state as it is stored."""
    text = json.dumps({"format": FORMAT, **asdict(state)}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def read_state(data: bytes) -> State | None:
    """The state as stored; None if this is none of ours."""
    try:
        value: dict[str, Any] = json.loads(data)
        if value["format"] != FORMAT:
            return None
        lease = value["lease"]
        return State(
            course=str(value["course"]),
            current=str(value["current"]),
            previous=str(value["previous"]),
            releases=tuple(map(str, value["releases"])),
            begun=tuple(map(str, value["begun"])),
            retired={str(path): float(since) for path, since in value["retired"].items()},
            lease=Lease(str(lease["by"]), str(lease["token"]), float(lease["until"]))
            if lease
            else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
