"""Publishes to an object store: content first, pages last, nothing deleted before its time.

A store has no switch: for a moment some pages are new and some are old, each whole, and what
either of them loads is there. What was cut is finished by the next run.
The file is long because the order of its steps is the promise, and is read in one piece.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from releases.bucket import Bucket, ConflictError
from releases.history import to_prune
from releases.manifest import MANIFEST, SIGNATURE, Manifest, ManifestError, read_manifest
from releases.person import person
from releases.probe import Outside, signer
from releases.store_plan import (
    BLOBS,
    HOME,
    RELEASES,
    SITE,
    STATE,
    Lease,
    SiteObject,
    State,
    expired,
    in_order,
    read_state,
    retire,
    site_objects,
    to_place,
    write_state,
)
from releases.target import ObjectTarget, PublishError, no_such_release
from releases.unpacking import IncomingRelease, read_files, read_release

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_LEASE = 600.0
"""Seconds after which a publisher that said nothing is taken for dead."""
_DAY = 86_400.0


def run_objects(target: ObjectTarget, options: argparse.Namespace) -> str:
    """Carry out a verb at an object store; gives what to say.

    Raises:
        PublishError: if it is refused or can't be done.
    """
    if options.command == "versions":
        raise PublishError("对象存储上不并排提供几个版本；请换成目录，或每版用一个前缀")
    bucket = Bucket(target)
    if options.command == "releases":
        return _releases(bucket)
    if options.command == "verify":
        return _verify(bucket, options)
    outside = Outside(options.probe, options.ca, options.settings)
    outside.check_certificate()
    if options.command == "rollback":
        return _rollback(bucket, options, outside)
    release = read_release(options.release)
    if check := signer(options.trust):
        check(release.manifest_bytes, release.signature or b"")
    return _publish(bucket, release, options, outside)


@dataclass
class _Session:
    """The state of a target while we hold its lease."""

    bucket: Bucket
    state: State
    e_tag: str

    def save(self, state: State) -> None:
        """Store a new state and renew the lease; fails where someone else took over."""
        if state.lease:
            state = replace(state, lease=replace(state.lease, until=time.time() + _LEASE))
        try:
            self.e_tag = self.bucket.swap(STATE, write_state(state), self.e_tag)
        except ConflictError:
            raise PublishError("另一个发布接手了这个目标，本次停止；请看 releases") from None
        self.state = state

    def renew(self) -> None:
        """Keep the lease while copying takes long."""
        if self.state.lease and self.state.lease.until - time.time() < _LEASE / 2:
            self.save(self.state)


def _publish(
    bucket: Bucket, release: IncomingRelease, options: argparse.Namespace, outside: Outside
) -> str:
    manifest = release.manifest
    with _leased(bucket, manifest.course, takeover=options.takeover) as session:
        live = session.state.current
        if live and live != manifest.id and not options.older:
            before = _manifest(bucket, live)
            if manifest.sequence < before.sequence:
                raise PublishError(
                    f"{manifest.id} 比在线的 {live} 旧，没有发布；确实要发布旧版请加 --older"
                )
        sent = _upload(session, release)
        copied = _place(session, manifest)
        said = f"已发布 {manifest.id}（新传 {sent} 个文件，换上 {copied} 个）。\n"
        if live and live != manifest.id:
            said += f"上一版 {live} 保留，可用 rollback 撤回。\n"
            _accept(session, manifest.id, live, outside)
        said += outside.advice(manifest, _readable(bucket, live))
        return said + _tidy(session, options)


def _rollback(bucket: Bucket, options: argparse.Namespace, outside: Outside) -> str:
    with _leased(bucket, "", takeover=options.takeover) as session:
        state = session.state
        back = options.id or state.previous
        if back not in state.releases:
            raise no_such_release(back, state.releases)
        manifest = _manifest(bucket, back)
        blobs = bucket.list(BLOBS)
        lost = [one.path for one in site_objects(manifest).values() if one.blob not in blobs]
        if lost:
            raise PublishError(f"{back} 少了 {lost[0]} 等 {len(lost)} 个文件；请重新发布这一版", 1)
        _place(session, manifest)
        _accept(session, back, state.current, outside)
        said = f"已回退到 {back}；之前在线的是 {state.current}。\n"
        return said + outside.advice(manifest, _readable(bucket, state.current))


def _releases(bucket: Bucket) -> str:
    state = _state(bucket)
    marks = {state.previous: "上一版", state.current: "在线"}
    lines = []
    for name in state.releases:
        one = _manifest(bucket, name)
        mark = "  ".join(filter(None, (marks.get(name, ""), str(one.overdue or ""))))
        lines.append(f"{name}  {one.title} {one.version}  {mark}".rstrip())
    if state.begun:
        lines.append(f"没有完成：{'、'.join(state.begun)}；请再运行一次 publish")
    return "".join(f"{line}\n" for line in lines) or "还没有发布。\n"


def _verify(bucket: Bucket, options: argparse.Namespace) -> str:
    state = _state(bucket)
    if not state.current:
        raise PublishError("目标没有在线的发布；请先运行 publish", 1)
    manifest = _manifest(bucket, state.current)
    wanted = site_objects(manifest)
    faults: list[str] = []

    def check(one: SiteObject) -> None:
        found = bucket.get(one.path)
        if not found:
            faults.append(f"缺少：{one.path}")
        elif hashlib.sha256(found.data).hexdigest() != one.sha256:
            faults.append(f"内容不符：{one.path}")
        elif any(found.headers.get(name) != value for name, value in _headers(one).items()):
            faults.append(f"类型或缓存时间不符：{one.path}")

    bucket.each(check, wanted.values())
    known = {*wanted, *state.retired}
    faults += [f"多出：{p}" for p in bucket.list() if p not in known and not p.startswith(HOME)]
    if faults:
        text = "\n".join(sorted(faults))
        count = len(faults)
        raise PublishError(f"{text}\n{state.current} 有 {count} 处与清单不符；请重新发布这一版", 1)
    signed = ""
    if signature_check := signer(options.trust):
        place = f"{RELEASES}{state.current}/"
        listed, given = bucket.get(place + MANIFEST), bucket.get(place + SIGNATURE)
        name = signature_check(listed.data if listed else b"", given.data if given else b"")
        signed = f"签名有效，签名人：{name}\n"
    late = f"{manifest.overdue}\n" if manifest.overdue else ""
    return f"{state.current}：{len(wanted)} 个文件与清单逐字节一致。\n{late}{signed}"


def _upload(session: _Session, release: IncomingRelease) -> int:
    """Store the site's files that are not there yet, and the manifest; gives how many."""
    bucket = session.bucket
    there = bucket.list(BLOBS)
    wanted = site_objects(release.manifest)
    new = {f"{SITE}{one.path}": one for one in wanted.values() if there.get(one.blob) != one.size}

    def send(item: tuple[str, bytes]) -> None:
        one = new[item[0]]
        bucket.put(one.blob, item[1], _headers(one))

    chunk: list[tuple[str, bytes]] = []
    for item in read_files(release, new):
        chunk.append(item)
        if sum(len(data) for _, data in chunk) > 16 << 20:
            bucket.each(send, chunk)
            session.renew()
            chunk = []
    bucket.each(send, chunk)
    place = f"{RELEASES}{release.manifest.id}/"
    bucket.put(place + MANIFEST, release.manifest_bytes, {"Content-Type": "application/json"})
    if release.signature is not None:
        bucket.put(place + SIGNATURE, release.signature)
    return len(new)


def _place(session: _Session, manifest: Manifest) -> int:
    """Put a stored release in place, turn by turn; gives how many objects were copied."""
    bucket, state = session.bucket, session.state
    wanted = site_objects(manifest)
    names = dict.fromkeys(name for name in (state.current, *state.begun) if name)
    possible = [site_objects(_manifest(bucket, name)) for name in names]
    begun = tuple(dict.fromkeys((*state.begun, manifest.id)))
    retired = retire(state.retired, possible, wanted, time.time())
    session.save(replace(state, begun=begun, retired=retired))
    copies = to_place(wanted, possible)
    if state.current == manifest.id:  # asked for again: whatever is there, put it right
        copies = tuple(wanted.values())
    for turn in in_order(copies):
        bucket.each(lambda one: bucket.copy(one.blob, one.path), turn)
        session.renew()
    last = state.current if state.current != manifest.id else state.previous
    order = dict.fromkeys((manifest.id, state.current, *state.releases))
    session.save(
        replace(
            session.state,
            current=manifest.id,
            previous=last,
            releases=tuple(name for name in order if name),
            begun=(),
        )
    )
    return len(copies)


def _accept(session: _Session, name: str, before: str, outside: Outside) -> None:
    reason = outside.accept(name)
    if reason:
        _place(session, _manifest(session.bucket, before))
        raise PublishError(f"{reason}；已自动撤回到 {before}，请检查 {name} 和网站服务器", 1)


def _tidy(session: _Session, options: argparse.Namespace) -> str:
    """Delete what left the site long enough ago, and releases that are kept no longer."""
    bucket, state = session.bucket, session.state
    old = expired(state.retired, options.grace * _DAY, time.time())
    bucket.delete(old)
    needed = {state.current, state.previous} - {""}
    gone = to_prune(state.releases, options.keep, needed)
    retired = {path: since for path, since in state.retired.items() if path not in set(old)}
    kept = tuple(name for name in state.releases if name not in gone)
    session.save(replace(state, releases=kept, retired=retired))
    blobs = {one.blob for name in kept for one in site_objects(_manifest(bucket, name)).values()}
    bucket.delete(path for path in bucket.list(BLOBS) if path not in blobs)
    listed = bucket.list(RELEASES)
    bucket.delete(p for p in listed if p.removeprefix(RELEASES).partition("/")[0] not in kept)
    said = f"已删除 {len(old)} 个过期文件。\n" if old else ""
    return said + "".join(f"已清理旧版 {name}。\n" for name in gone)


@contextmanager
def _leased(bucket: Bucket, course: str, *, takeover: bool) -> Iterator[_Session]:
    """The target's state with us as its only publisher."""
    found = bucket.get(STATE)
    if found is None:
        if not course:
            raise PublishError("目标还没有发布过；请先运行 publish")
        if bucket.list():
            raise PublishError("目标前缀下有别的对象，不是课程的发布；请换一个空前缀")
        state = State(course)
    else:
        state = _read(found.data)
    if course and state.course != course:
        raise PublishError(f"目标属于课程 {state.course}，不是 {course}；请换一个前缀")
    now = time.time()
    holder = state.lease
    if holder and holder.until > now and not takeover and not _is_dead(holder):
        message = f"{holder.by} 正在发布；请等它结束再试，确知它已停止可加 --takeover"
        raise PublishError(message)
    lease = Lease(f"{person()}（进程 {os.getpid()}）", uuid.uuid4().hex, now + _LEASE)
    session = _Session(bucket, state, found.e_tag if found else "")
    session.save(replace(state, lease=lease))
    try:
        yield session
    finally:
        with suppress(PublishError):  # gone already, or taken over: then it is not ours to end
            session.save(replace(session.state, lease=None))


def _is_dead(lease: Lease) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    mine, _, rest = lease.by.partition("（进程 ")
    if mine != person() or os.name != "posix":
        return False
    try:
        os.kill(int(rest.rstrip("）")), 0)
    except ProcessLookupError:
        return True
    except (ValueError, OSError):
        return False
    return False


def _state(bucket: Bucket) -> State:
    found = bucket.get(STATE)
    if found is None:
        raise PublishError("目标还没有发布过；请检查桶和前缀")
    return _read(found.data)


def _read(data: bytes) -> State:
    state = read_state(data)
    if state is None:
        raise PublishError(f"目标的 {STATE} 损坏或由别的版本写成；请用同一版本的工具")
    return state


def _manifest(bucket: Bucket, name: str) -> Manifest:
    found = bucket.get(f"{RELEASES}{name}/{MANIFEST}")
    try:
        return read_manifest(found.data.decode("utf-8") if found else "")
    except (ManifestError, UnicodeDecodeError):
        raise PublishError(f"目标上 {name} 的清单没有或损坏；请重新发布这一版", 1) from None


def _readable(bucket: Bucket, name: str) -> Manifest | None:
    """The manifest of a stored release, if there is one that can be read."""
    try:
        return _manifest(bucket, name) if name else None
    except PublishError:
        return None


def _headers(one: SiteObject) -> dict[str, str]:
    return {"Content-Type": one.content_type, "Cache-Control": one.cache_control}
