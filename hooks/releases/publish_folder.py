"""Publishes to a folder: the whole release is in place and synced before one link is switched.

Whatever stops this, at whatever point: readers have the old release or the new one, whole, and
running it again finishes.
The file is long because the order of its steps is the promise, and is read in one piece.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from releases.durable import append_line, scan, switch_link, sync_folder, sync_folders
from releases.history import Action, Entry, by_last_use, next_stamp, to_prune, write_entry
from releases.manifest import MANIFEST, SIGNATURE, DifferenceKind, ManifestFile, differences
from releases.person import person
from releases.probe import Outside
from releases.side_by_side import link_versions
from releases.target import PublishError, no_such_release
from releases.target_folder import HISTORY, INCOMING, MARKER, Folder, discard, held
from releases.unpacking import unpack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from releases.manifest import Difference, Manifest
    from releases.unpacking import IncomingRelease

CURRENT = "current"
PREVIOUS = "previous"
KEEP = 5
_SPARE = 16 << 20
"""Bytes that must stay free beside the release."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """How to publish.

    ``keep``: releases to keep; ``older``: allow one that is older than what is live;
    ``outside``: the site as its readers get it, asked after the switch.
    """

    keep: int = KEEP
    older: bool = False
    outside: Outside = field(default_factory=Outside)


def publish(target: Path, release: IncomingRelease, options: PublishOptions) -> str:
    """Bring a release to a folder and make it live; gives what to say.

    Raises:
        PublishError: if it is refused or can't be done; what was live is live still.
    """
    manifest = release.manifest
    _check_place(target, release)
    with held(Folder(target), manifest.course) as folder:
        live = folder.linked(CURRENT)
        if live and live != manifest.id and not options.older:
            _check_age(folder, live, release)
        stamp = next_stamp(folder.history(), int(time.time()))
        repaired = _install(folder, release, live, stamp)
        said = f"已修复 {repaired} 个文件。\n" if repaired else ""
        if live == manifest.id:
            link_versions(folder)  # if a run that was cut did not come so far
            said += f"{manifest.id} 已经在线。\n"
            said += options.outside.advice(manifest, None)
        else:
            _switch(folder, Entry(_now(), Action.PUBLISH, manifest.id, person(), stamp), live)
            megabytes = release.size / 1_000_000
            said += f"已发布 {manifest.id}（{len(manifest.files)} 个文件，{megabytes:.1f} MB）。\n"
            said += f"上一版 {live} 保留，可用 rollback 撤回。\n" if live else ""
            _accept(folder, manifest.id, live, options.outside)
            said += options.outside.advice(manifest, _readable(folder, live))
        return said + _prune(folder, options.keep)


def rollback(target: Path, name: str = "", outside: Outside | None = None) -> str:
    """Make an earlier release live again, the one before if none is named; gives what to say.

    Raises:
        PublishError: if there is none, or it is damaged; what was live is live still.
    """
    with held(Folder(target)) as folder:
        live = folder.linked(CURRENT)
        back = name or _before(folder, live)
        if back not in folder.ids():
            raise no_such_release(back, folder.ids())
        if back == live:
            link_versions(folder)  # if a run that was cut did not come so far
            return f"{back} 已经在线，没有改动。\n"
        faults = _faults(folder, back)
        if faults:
            raise PublishError(f"{back} 已损坏（{faults[0]}），没有回退；请重新发布这一版", 1)
        stamp = next_stamp(folder.history(), 0) - 1  # nothing new: no file gets it
        _switch(folder, Entry(_now(), Action.ROLLBACK, back, person(), stamp), live)
        outside = outside or Outside()
        _accept(folder, back, live, outside)
        said = f"已回退到 {back}；之前在线的是 {live or '无'}。\n"
        return said + outside.advice(folder.manifest(back), _readable(folder, live))


def releases(target: Path) -> str:
    """The releases of a folder, a line each, then the last switches.

    Raises:
        PublishError: if it is no target of ours.
    """
    folder = _existing(target)
    history = folder.history()
    marks = {folder.linked(PREVIOUS): "上一版", folder.linked(CURRENT): "在线"}
    lines = []
    for name in by_last_use(folder.ids(), history):
        manifest = folder.manifest(name)
        mark = "  ".join(filter(None, (marks.get(name, ""), str(manifest.overdue or ""))))
        lines.append(f"{name}  {manifest.title} {manifest.version}  {mark}".rstrip())
    lines += [f"{one.at}  {one.action.word}  {one.id}  {one.by}" for one in history[-5:]]
    return "".join(f"{line}\n" for line in lines) or "还没有发布。\n"


def verify(target: Path, check: Callable[[bytes, bytes], str] | None = None) -> str:
    """Hash what is live against its manifest; gives what to say if all is as released.

    ``check`` looks at manifest and signature, and gives the signer's name.

    Raises:
        PublishError: if anything differs, with a line for each file.
    """
    folder = _existing(target)
    live = folder.linked(CURRENT)
    if not live:
        raise PublishError(f"{target} 没有在线的发布；请先运行 publish", 1)
    faults = _faults(folder, live)
    if faults:
        text = "\n".join(map(str, faults))
        raise PublishError(f"{text}\n{live} 有 {len(faults)} 处与清单不符；请重新发布这一版", 1)
    manifest = folder.manifest(live)
    others = _verified_versions(folder, live)
    signed = ""
    if check:
        top = folder.releases / live
        signature = top / SIGNATURE
        given = signature.read_bytes() if signature.exists() else b""
        signed = f"签名有效，签名人：{check((top / MANIFEST).read_bytes(), given)}\n"
    late = f"{manifest.overdue}\n" if manifest.overdue else ""
    return f"{live}：{len(manifest.files)} 个文件与清单逐字节一致。\n{late}{signed}{others}"


def _verified_versions(folder: Folder, live: str) -> str:
    said = ""
    for link, name in folder.versioned().items():
        if name == live:
            continue
        faults = _faults(folder, name)
        if faults:
            text = "\n".join(map(str, faults))
            message = f"{text}\n{link} 的 {name} 有 {len(faults)} 处与清单不符"
            raise PublishError(f"{message}；请重新发布这一版再回退，或用 versions --drop 撤下", 1)
        said += f"{name}：{len(folder.manifest(name).files)} 个文件与清单逐字节一致。\n"
    return said


def _check_place(target: Path, release: IncomingRelease) -> None:
    """Refuse before anything is written: no right to write, or not enough space."""
    place = target if target.exists() else target.parent
    if not place.is_dir():
        raise PublishError(f"没有目录 {target.parent}；请先建好上级目录")
    Folder(target).course()  # whose it is comes first
    for folder in (place, place / "releases"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise PublishError(f"{folder} 不允许写入；请换有权限的用户")
    disk = os.statvfs(place)
    files = len(release.manifest.files)
    needed = release.size + files * disk.f_frsize + _SPARE
    free = disk.f_bavail * disk.f_frsize
    if free < needed:
        raise PublishError(f"{place} 剩余 {free >> 20} MB，需要 {needed >> 20} MB；请先清出空间")
    if disk.f_files and disk.f_favail < files * 2:
        raise PublishError(f"{place} 的 inode 只剩 {disk.f_favail} 个；请先清理文件")


def _check_age(folder: Folder, live: str, release: IncomingRelease) -> None:
    if release.manifest.sequence < folder.manifest(live).sequence:
        message = f"{release.manifest.id} 比在线的 {live} 旧，没有发布；确实要发布旧版请加 --older"
        raise PublishError(message)


def _install(folder: Folder, release: IncomingRelease, live: str, stamp: int) -> int:
    """Put a release below ``releases/``; gives how many files of it were repaired there."""
    name = release.manifest.id
    place = folder.releases / name
    files = {file.path: file for file in release.manifest.files}
    times = _times(folder.releases / live) if live else {}
    incoming = folder.releases / f"{INCOMING}{name}"
    if not place.exists():
        unpack(release, incoming, files, lambda path, sha256: times.get((path, sha256), stamp))
        _recheck(incoming, release)
        incoming.rename(place)
        sync_folder(folder.releases)
        return 0
    _check_same(folder, release)
    found = _found(place)
    wrong = differences(release.manifest, found)
    if not wrong and (place / MANIFEST).read_bytes() == release.manifest_bytes:
        return 0
    changed = {one.path for one in wrong if one.kind is not DifferenceKind.EXTRA}
    unpack(release, incoming, changed, lambda _path, _sha256: stamp)
    for path in scan(incoming):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (incoming / path).replace(place / path)
    for one in wrong:
        if one.kind is DifferenceKind.EXTRA:
            (place / one.path).unlink()
    sync_folders(place)
    shutil.rmtree(incoming)
    _recheck(place, release)
    return len(wrong) or 1


def _check_same(folder: Folder, release: IncomingRelease) -> None:
    """A release that is here already may be damaged, but must not be another one."""
    try:
        here = folder.manifest(release.manifest.id)
    except PublishError:
        return  # damaged, and about to be repaired
    if here != release.manifest:
        message = (
            f"目标上的 {here.id} 内容与发布包不同；请检查发布包是否由同一次提交、同一版工具做成"
        )
        raise PublishError(message)


def _recheck(place: Path, release: IncomingRelease) -> None:
    wrong = differences(release.manifest, _found(place))
    if wrong:
        raise PublishError(f"写进 {place} 的内容读回来不符（{wrong[0]}）；请检查磁盘", 1)


def _switch(folder: Folder, entry: Entry, live: str) -> None:
    append_line(folder.root / HISTORY, write_entry(entry))
    if live:
        switch_link(folder.root / PREVIOUS, f"releases/{live}")
    switch_link(folder.root / CURRENT, f"releases/{entry.id}")
    link_versions(folder)


def _readable(folder: Folder, name: str) -> Manifest | None:
    """The manifest of a release, if there is one that can be read."""
    try:
        return folder.manifest(name) if name else None
    except PublishError:
        return None


def _accept(folder: Folder, name: str, before: str, outside: Outside) -> None:
    """Ask whether what is live now is fine, and go back to what was if it is not."""
    reason = outside.accept(name)
    if not reason:
        return
    if not before:
        raise PublishError(f"{name} 已发布，但{reason}；之前没有发布过，请检查网站服务器", 1)
    stamp = next_stamp(folder.history(), 0) - 1
    _switch(folder, Entry(_now(), Action.WITHDRAW, before, person(), stamp), name)
    raise PublishError(f"{reason}；已自动撤回到 {before}，请检查 {name} 和网站服务器", 1)


def _prune(folder: Folder, keep: int) -> str:
    links = {folder.linked(CURRENT), folder.linked(PREVIOUS), *folder.versioned().values()}
    needed = links - {""}
    gone = to_prune(by_last_use(folder.ids(), folder.history()), keep, needed)
    for name in gone:
        discard(folder, name)
    return "".join(f"已清理旧版 {name}。\n" for name in gone)


def _before(folder: Folder, live: str) -> str:
    """What was live before; from the history when a crash left ``previous`` pointing at it."""
    previous = folder.linked(PREVIOUS)
    if previous and previous != live:
        return previous
    others = [name for name in by_last_use(folder.ids(), folder.history()) if name != live]
    return others[0] if others else ""


def _faults(folder: Folder, name: str) -> tuple[Difference, ...]:
    return differences(folder.manifest(name), _found(folder.releases / name))


def _found(place: Path) -> dict[str, ManifestFile]:
    found = scan(place)
    return {path: file for path, file in found.items() if path not in {MANIFEST, SIGNATURE}}


def _times(place: Path) -> dict[tuple[str, str], int]:
    """Times of the files of a release, in seconds since 1970, by path and hash.

    A file that did not change keeps its time, and with it the ETag that browsers hold.
    """
    return {
        (path, file.sha256): int((place / path).lstat().st_mtime)
        for path, file in scan(place).items()
    }


def _existing(target: Path) -> Folder:
    folder = Folder(target)
    if not folder.course():
        raise PublishError(f"{target} 不是课程的发布目录（没有 {MARKER}）；请检查路径")
    return folder


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")
