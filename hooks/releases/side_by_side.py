"""Versions of the course side by side in a target folder: links, their list, taking one down."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from releases.durable import replace_file, switch_link, sync_folder
from releases.target import PublishError
from releases.target_folder import Folder, held, make
from releases.version_list import FILE, link_of, listed, write_versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from releases.manifest import Manifest

_CURRENT = "current"


def link_versions(folder: Folder) -> None:
    """Let the live release be what its version shows, and write the list. The lock must be held.

    Follows from what is there alone: after a crash, running it again finishes.

    Raises:
        PublishError: if the live release's manifest can't be read.
    """
    name = folder.linked(_CURRENT)
    live = folder.manifest(name)
    link = link_of(live.version)
    if link and folder.versioned().get(link) != name:
        make(folder.versions)
        switch_link(folder.versions / link, f"../releases/{name}")
    others = [manifest for _, manifest in _readable(folder)]
    text = write_versions(listed(live, others))
    file = folder.root / FILE
    if not file.exists() or file.read_text("utf-8", "replace") != text:
        replace_file(file, text)


def versions(target: Path, drop: str = "") -> str:
    """The versions of a folder, a line each; ``drop`` takes one down first.

    Its release goes when the next is published, if nothing else holds it.

    Raises:
        PublishError: if it is no target of ours, or ``drop`` is not there or live.
    """
    with held(Folder(target)) as folder:
        said = _drop(folder, drop) if drop else ""
        if not folder.linked(_CURRENT):
            return said + "还没有发布。\n"
        link_versions(folder)
        live = folder.manifest(folder.linked(_CURRENT))
        found = dict(_readable(folder))
        shown = {link_of(one.version) for one in listed(live, found.values())}
        marks = {link: "" if link in shown else "已回退，不列出" for link in found}
        marks[link_of(live.version)] = "最新"
        lines = [
            f"/{link}/  {name}  {marks.get(link, '已损坏')}".rstrip()
            for link, name in folder.versioned().items()
        ]
        return said + "".join(f"{line}\n" for line in lines)


def _readable(folder: Folder) -> Iterator[tuple[str, Manifest]]:
    """Every version's link and manifest; a damaged one must not stop the others."""
    for link, name in folder.versioned().items():
        with suppress(PublishError):
            yield link, folder.manifest(name)


def _drop(folder: Folder, version: str) -> str:
    link = link_of(version.removeprefix("v"))
    there = folder.versioned()
    if link not in there:
        known = "、".join(there) or "没有"
        raise PublishError(f"目标上没有版本 {version}；现有：{known}")
    if there[link] == folder.linked(_CURRENT):
        raise PublishError(f"{version} 就是在线的版本，不能撤下；请先发布或回退到另一版")
    (folder.versions / link).unlink()
    sync_folder(folder.versions)
    return f"已撤下 {version}。\n"
