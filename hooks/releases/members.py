"""What is in a release archive, read by the one grammar that our own writer keeps to.

A general reader is lenient: it looks for a beginning anywhere, ignores what follows the end,
and takes the last of two truths. Then another program unpacks other files than were verified.
Here nothing is before, between or after; a name or size is said once; whatever is unpacked is
read by this module, too. The kind of archive is what its name says.
Long, because both kinds are read here.

::

    .tar.gz   one gzip member of blocks: [pax header, path,] header, data, … two or more of zeros
    .zip      local header, name, data, … directory, end of directory without a comment
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 2 * 1024**3
"""Most that an archive may hold unpacked."""
MOST_MEMBERS = 100_000
_BLOCK = 512
_CHUNK = 1024 * 1024
_LARGEST_PAX = 64 * 1024
_FILE, _FOLDER, _PAX = b"0", b"5", b"x"
_DEFLATED = 8
_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8 = 0x800
_REGULAR = 0o100000


class BrokenArchiveError(Exception):
    """The bytes are no such archive; the message is a reason, a part of a sentence."""


class NotAFileError(Exception):
    """A member is a link, a device or the like; the message is its name."""


class Readable(Protocol):
    """What gives bytes piece by piece: an open file, a member of an archive."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most ``size``."""


@dataclass(slots=True)
class Member:
    """A file in the archive; read it before the next one is asked for."""

    name: str
    size: int
    _pieces: Iterator[bytes]
    _held: bytes = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size``; all that are left if it is negative."""
        if size < 0:
            data, self._held = b"".join((self._held, *self._pieces)), b""
            return data
        while len(self._held) < size and (piece := next(self._pieces, b"")):
            self._held += piece
        data, self._held = self._held[:size], self._held[size:]
        return data

    def skip(self) -> None:
        """Read to the end, where sizes and sums are checked."""
        for _ in self._pieces:
            pass


def members(path: Path) -> Iterator[Member]:
    """The files of an archive, in its order; folders are passed over.

    Raises:
        BrokenArchiveError: where it leaves the grammar or a limit, also at its very end.
        NotAFileError: at a member that is neither file nor folder.
        OSError: if it can't be read.
    """
    with path.open("rb") as stream:
        read = _zip if path.suffix == ".zip" else _tar
        total = 0
        for number, member in enumerate(read(stream), start=1):
            total += member.size
            if total > MOST_BYTES or number > MOST_MEMBERS:
                raise BrokenArchiveError("解开后太大")
            yield member
            member.skip()


class _Gunzipped:
    """The bytes of one gzip member, which the file must end with."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._unpacker = zlib.decompressobj(wbits=31)
        self._held = bytearray()
        self._left = MOST_BYTES + MOST_MEMBERS * 2 * _BLOCK

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes, or fewer at the end."""
        while len(self._held) < size and (piece := self._piece()):
            self._held += piece
        data = bytes(self._held[:size])
        del self._held[:size]
        return data

    def _piece(self) -> bytes:
        while not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._stream.read(_CHUNK)
            try:
                piece = self._unpacker.decompress(packed, _CHUNK)
            except zlib.error:
                raise BrokenArchiveError("不是完好的 gzip 文件") from None
            if not packed and not piece and not self._unpacker.eof:
                raise BrokenArchiveError("文件不完整")
            self._left -= len(piece)
            if self._left < 0:
                raise BrokenArchiveError("解开后太大")
            if piece:
                return piece
        if self._unpacker.unused_data or self._stream.read(1):
            raise BrokenArchiveError("gzip 结束以后还有别的内容")
        return b""


class _TarHeader(NamedTuple):
    name: str
    kind: bytes
    size: int


def _tar(stream: IO[bytes]) -> Iterator[Member]:
    unpacked = _Gunzipped(stream)
    name = ""
    entries = 0
    while any(block := unpacked.read(_BLOCK)):
        header = _tar_header(block)
        entries += 1
        if entries > 2 * MOST_MEMBERS:
            raise BrokenArchiveError("解开后太大")
        if header.kind == _PAX and not name and header.size <= _LARGEST_PAX:
            name = _pax_path(b"".join(_tar_data(unpacked, header.size)))
            continue
        shown = (name or header.name).removesuffix("/" if header.kind == _FOLDER else "")
        name = ""
        if header.kind == _FILE:
            yield Member(shown, header.size, _tar_data(unpacked, header.size))
        elif header.kind != _FOLDER or header.size:
            raise NotAFileError(shown)
    second = unpacked.read(_BLOCK)
    if name or len(block) < _BLOCK or len(second) < _BLOCK:
        raise BrokenArchiveError("文件不完整")
    if any(second) or not _only_zeros(unpacked):
        raise BrokenArchiveError("tar 结束以后还有别的内容")


def _only_zeros(unpacked: _Gunzipped) -> bool:
    while block := unpacked.read(_CHUNK):
        if any(block):
            return False
    return True


def _tar_header(block: bytes) -> _TarHeader:
    if len(block) < _BLOCK:
        raise BrokenArchiveError("文件不完整")
    plain = block[:148] + b" " * 8 + block[156:]
    if block[257:265] != b"ustar\x0000" or _octal(block[148:156]) != sum(plain):
        raise BrokenArchiveError("tar 的结构不对")
    name, prefix = _word(block[:100]), _word(block[345:500])
    return _TarHeader(
        f"{prefix}/{name}" if prefix else name, block[156:157], _octal(block[124:136])
    )


def _tar_data(unpacked: _Gunzipped, size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = unpacked.read(min(left, _CHUNK))
        if not piece:
            raise BrokenArchiveError("文件不完整")
        left -= len(piece)
        yield piece
    padding = unpacked.read(-size % _BLOCK)
    if any(padding):
        raise BrokenArchiveError("tar 的结构不对")


def _octal(field: bytes) -> int:
    digits = field.rstrip(b"\0 ")
    if not digits or digits.strip(b"01234567"):
        raise BrokenArchiveError("tar 的结构不对")
    return int(digits, 8)


def _word(field: bytes) -> str:
    text, _, rest = field.partition(b"\0")
    if any(rest):
        raise BrokenArchiveError("tar 的结构不对")
    return _decoded(text)


def _pax_path(data: bytes) -> str:
    """The path of ``33 path=…``: the one record that ours have."""
    length, _, rest = data.partition(b" ")
    key, _, value = rest.partition(b"=")
    if length != str(len(data)).encode() or key != b"path" or b"\n" in value[:-1]:
        raise BrokenArchiveError("tar 的扩展头不对")
    path = _decoded(value.removesuffix(b"\n"))
    if not path or not value.endswith(b"\n"):
        raise BrokenArchiveError("tar 的扩展头不对")
    return path


class _ZipEntry(NamedTuple):
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int


def _zip(stream: IO[bytes]) -> Iterator[Member]:
    place = 0
    for entry in _zip_directory(stream):
        stream.seek(place)
        head = stream.read(_LOCAL.size)
        if entry.offset != place or len(head) < _LOCAL.size:
            raise BrokenArchiveError("zip 里各个文件不是一个接一个")
        sign, _, *facts = _LOCAL.unpack(head)
        told = (facts[0], facts[1], facts[4], facts[5], facts[6])
        same = told == (entry.flags, entry.method, entry.crc, entry.packed, entry.size)
        name = stream.read(facts[7])
        if sign != b"PK\x03\x04" or not same or name != entry.name or facts[8]:
            raise BrokenArchiveError("zip 的目录和内容不一致")
        place += _LOCAL.size + len(name) + entry.packed
        shown = _decoded(name) if entry.flags & _UTF8 else _decoded(name, "ascii")
        if entry.mode & 0o170000 not in {0, _REGULAR} or name.endswith(b"/"):
            raise NotAFileError(shown)
        yield Member(shown, entry.size, _zip_data(stream, entry))


def _zip_directory(stream: IO[bytes]) -> list[_ZipEntry]:
    """Every entry; the directory must end the file and begin where the last file ends."""
    whole = stream.seek(0, 2)
    stream.seek(max(whole - _END.size, 0))
    end = stream.read()
    if len(end) < _END.size:
        raise BrokenArchiveError("文件不完整")
    sign, disk, other, count, counted, length, start, comment = _END.unpack(end)
    if sign != b"PK\x05\x06" or comment or start + length + _END.size != whole:
        raise BrokenArchiveError("不是完好的 zip 文件，或者前后还有别的内容")
    if disk or other or count != counted or length > _ENTRY.size * 2**16 + _CHUNK * 64:
        raise BrokenArchiveError("zip 的目录不对")
    stream.seek(start)
    data = stream.read(length)
    entries, place, ends = [], 0, 0
    while place < length:
        if place + _ENTRY.size > length:
            raise BrokenArchiveError("zip 的目录不对")
        sign, _, _, *facts = _ENTRY.unpack_from(data, place)
        place += _ENTRY.size
        name = data[place : place + facts[7]]
        place += facts[7]
        entry = _ZipEntry(
            name, facts[0], facts[1], facts[4], facts[5], facts[6], facts[12] >> 16, facts[13]
        )
        extra, remark, first_disk = facts[8], facts[9], facts[10]
        odd = entry.flags & ~_UTF8 or entry.method not in {0, _DEFLATED}
        if sign != b"PK\x01\x02" or extra or remark or first_disk or odd:
            raise BrokenArchiveError("zip 的目录不对")
        entries.append(entry)
        ends = entry.offset + _LOCAL.size + len(name) + entry.packed
    if len(entries) != count or ends != start:
        raise BrokenArchiveError("zip 里各个文件不是一个接一个")
    return entries


def _zip_data(stream: IO[bytes], entry: _ZipEntry) -> Iterator[bytes]:
    left, size, crc = entry.packed, 0, 0
    unpacker = zlib.decompressobj(wbits=-15) if entry.method == _DEFLATED else None
    rest = b""
    while True:
        packed = rest or stream.read(min(left, _CHUNK))
        left -= 0 if rest else len(packed)
        try:
            piece = unpacker.decompress(packed, _CHUNK) if unpacker else packed
        except zlib.error:
            raise BrokenArchiveError("zip 里的内容已损坏") from None
        if not packed and not piece:
            break
        rest = unpacker.unconsumed_tail if unpacker else b""
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        if size > entry.size:
            break
        yield piece
    ended = unpacker is None or (unpacker.eof and not unpacker.unused_data)
    if not ended or left or (size, crc) != (entry.size, entry.crc):
        raise BrokenArchiveError("zip 里的内容和写明的大小或校验和不符")


def _decoded(name: bytes, encoding: str = "utf-8") -> str:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        raise BrokenArchiveError("文件名的编码不对") from None
