"""Archives as an attacker makes them, each from a sound release; what is said of each."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from releases.archive import write_tar, write_zip
from releases.manifest import MANIFEST

from .test_archive import NAME, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TIME = 1_800_000_000
BROKEN = "{name} 已损坏，读不完整（{why}）；请重新取发布包\n"


def plain_tar(files: Mapping[str, bytes] | None = None) -> bytes:
    return gzip.decompress(write_tar(NAME, files or sample(), TIME))


def ended() -> bytes:
    """The same without the blocks of zeros at its end."""
    tar = plain_tar()
    return tar[: -(-len(tar.rstrip(b"\0")) // 512) * 512]


def packed(tar: bytes) -> bytes:
    return gzip.compress(tar, mtime=TIME)


def tar_of(*entries: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """The sound files and then these."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=form) as tar:
        for path, data in sample().items():
            tar.addfile(*entry(f"{NAME}/{path}", data))
        for one, data in entries:
            tar.addfile(one, io.BytesIO(data))
    return packed(raw.getvalue())


def entry(name: str, data: bytes = b"x", **facts: Any) -> tuple[tarfile.TarInfo, Any]:
    made = tarfile.TarInfo(name)
    made.size = len(data)
    for key, value in facts.items():
        setattr(made, key, value)
    return made, io.BytesIO(data)


def member(name: str, **facts: Any) -> bytes:
    made, _ = entry(name, **facts)
    return tar_of((made, b"x" if made.size else b""))


def link(kind: bytes) -> bytes:
    made, _ = entry(f"{NAME}/x", b"", type=kind, linkname="/etc/passwd")
    return tar_of((made, b""))


def zipped(change: Callable[[zipfile.ZipFile], None] | None = None, **facts: Any) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in sample().items():
            made.writestr(f"{NAME}/{path}", data)
        if facts:
            info = zipfile.ZipInfo(facts.pop("filename", f"{NAME}/x"))
            for key, value in facts.items():
                setattr(info, key, value)
            made.writestr(info, b"x")
        if change:
            change(made)
    return raw.getvalue()


def at_directory(data: bytes, place: int, value: bytes) -> bytes:
    """The first entry of the directory with other bytes ``place`` bytes from its start."""
    start = struct.unpack("<I", data[-6:-2])[0] + place
    return data[:start] + value + data[start + len(value) :]


def manifest_with(text: Callable[[str], str]) -> bytes:
    files = sample()
    files[MANIFEST] = text(files[MANIFEST].decode()).encode()
    return write_tar(NAME, files, TIME)


def with_facts(**facts: Any) -> bytes:
    """A release whose manifest says something else; a function gets the old value."""

    def changed(text: str) -> str:
        value = json.loads(text)
        for key, new in facts.items():
            value[key] = new(value[key]) if callable(new) else new
        return json.dumps(value, ensure_ascii=False)

    return manifest_with(changed)


def with_names(*names: str, suffix: str = ".tar.gz") -> bytes:
    """A release of empty files, which its manifest lists truly."""
    files = dict.fromkeys(names, b"")
    listed = [
        {"path": name, "sha256": hashlib.sha256(b"").hexdigest(), "size": 0}
        for name in sorted(names)
    ]
    value = {**json.loads(sample()[MANIFEST]), "files": listed}
    whole = {MANIFEST: json.dumps(value).encode(), **files}
    return (write_tar if suffix == ".tar.gz" else write_zip)(NAME, whole, TIME)


def sparse() -> bytes:
    """A pax record that makes some readers see a sparse file of another size."""
    made, _ = entry(f"{NAME}/x", b"x", pax_headers={"GNU.sparse.size": "9", "comment": "x"})
    return tar_of((made, b"x"))


def bomb() -> bytes:
    """A member that says it is small, and one that is as large as it says."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        made, _ = entry(f"{NAME}/x", b"")
        made.size = 3 * 1024**3
        raw.write(made.tobuf(tarfile.PAX_FORMAT))
        tar.offset = raw.tell()
    return packed(raw.getvalue())


def zip_bomb() -> bytes:
    """One member whose directory and header say one byte; it unpacks to 64 MB."""
    data = zlib.compress(bytes(64 * 1024 * 1024), 9, wbits=-15)
    name = f"{NAME}/x".encode()
    crc = zlib.crc32(b"\0")
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(data), 1, len(name), 0)
    listed = struct.pack(
        *("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(data), 1, len(name)),
        *(0, 0, 0, 0, 0, 0),
    )
    body = local + name + data
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(listed) + len(name), len(body), 0)
    return body + listed + name + end


TAR, ZIP = "a.tar.gz", "a.zip"
SOUND_TAR, SOUND_ZIP = write_tar(NAME, sample(), TIME), write_zip(NAME, sample(), TIME)
EVIL_ZIP = write_zip(NAME, sample({"site/index.html": "别的".encode()}), TIME)
LONGEST = "路" * 85
PATH = "发布包里的路径“{0}”不允许；请不要使用这个发布包\n"
TWICE = "发布包里“{0}”和另一个文件在有的系统上是同名；请不要使用\n"

AFTER_GZIP = "gzip 结束以后还有别的内容"
AFTER_TAR = "tar 结束以后还有别的内容"
ZIP_ENDS = "不是完好的 zip 文件，或者前后还有别的内容"
ZIP_ROW = "zip 里各个文件不是一个接一个"
ZIP_TWO = "zip 的目录和内容不一致"
ZIP_SIZE = "zip 里的内容和写明的大小或校验和不符"
GAP = SOUND_ZIP.index(b"PK\x01\x02")

STRUCTURES: dict[str, tuple[str, bytes, str]] = {
    "second gzip member": (TAR, SOUND_TAR + packed(b"x"), AFTER_GZIP),
    "empty gzip member": (TAR, SOUND_TAR + packed(b""), AFTER_GZIP),
    "bytes after gzip": (TAR, SOUND_TAR + b"x", AFTER_GZIP),
    "zeros after gzip": (TAR, SOUND_TAR + bytes(512), AFTER_GZIP),
    "tar and zip": (TAR, SOUND_TAR + EVIL_ZIP, AFTER_GZIP),
    "tar called zip": (ZIP, SOUND_TAR, ZIP_ENDS),
    "zip called tar": (TAR, SOUND_ZIP, "不是完好的 gzip 文件"),
    "second tar": (TAR, packed(plain_tar() + plain_tar()), AFTER_TAR),
    "bytes after tar": (TAR, packed(plain_tar() + b"x"), AFTER_TAR),
    "one block of zeros": (TAR, packed(ended() + bytes(512)), "文件不完整"),
    "no end": (TAR, packed(plain_tar()[: 512 * 3]), "文件不完整"),
    "padding with data": (
        TAR, packed(plain_tar({"a": b"1"}).replace(b"1" + bytes(511), b"1" + bytes(510) + b"x")),
        "tar 的结构不对",
    ),
    "gnu format": (
        TAR, tar_of((entry(f"{NAME}/{'x' * 120}")[0], b"x"), form=tarfile.GNU_FORMAT),
        "tar 的结构不对",
    ),
    "pax sparse": (TAR, sparse(), "tar 的扩展头不对"),
    "name not utf-8": (
        TAR, packed(plain_tar({"aaa": b""}).replace(b"/aaa\0", b"/\xff\xfe\xfd\0")),
        "tar 的结构不对",
    ),
    "says 3 GB": (TAR, bomb(), "解开后太大"),
    "zip: 1 byte is 64 MB": (ZIP, zip_bomb(), ZIP_SIZE),
    "prefix": (ZIP, b"#!/bin/sh\n" + SOUND_ZIP, ZIP_ENDS),
    "comment": (ZIP, zipped(lambda made: setattr(made, "comment", b"x")), ZIP_ENDS),
    "bytes after zip": (ZIP, SOUND_ZIP + b"x", ZIP_ENDS),
    "zip in zip": (ZIP, EVIL_ZIP + SOUND_ZIP, ZIP_ENDS),
    "gap": (ZIP, SOUND_ZIP[:GAP] + bytes(9) + SOUND_ZIP[GAP:-6]
            + struct.pack("<I", GAP + 9) + SOUND_ZIP[-2:], ZIP_ROW),
    "another size": (ZIP, at_directory(SOUND_ZIP, 24, b"\1\0\0\0"), ZIP_TWO),
    "another checksum": (ZIP, at_directory(SOUND_ZIP, 16, b"\1\0\0\0"), ZIP_TWO),
    "another name": (ZIP, at_directory(SOUND_ZIP, 46, b"X"), ZIP_TWO),
    "encrypted": (ZIP, at_directory(SOUND_ZIP, 8, b"\1\0"), "zip 的目录不对"),
    "another place": (ZIP, at_directory(SOUND_ZIP, 42, b"\1\0\0\0"), ZIP_ROW),
    "extra field": (ZIP, zipped(extra=b"up\5\0\1abcd"), "zip 的目录不对"),
    "own comment": (ZIP, zipped(comment=b"x"), "zip 的目录不对"),
    "bzip2": (ZIP, zipped(compress_type=zipfile.ZIP_BZIP2), "zip 的目录不对"),
    "directory cut": (ZIP, SOUND_ZIP[:-40] + SOUND_ZIP[-22:], ZIP_ENDS),
    "empty": (ZIP, b"", "文件不完整"),
    "empty tar": (TAR, b"", "文件不完整"),
}  # fmt: skip
"""Name of the case: file, bytes, and why it can't be read."""

LINKS = {
    kind: (TAR, link(value), f"发布包里“{NAME}/x”不是普通文件；请不要使用\n")
    for kind, value in {
        "symlink": tarfile.SYMTYPE, "hardlink": tarfile.LNKTYPE, "device": tarfile.CHRTYPE,
        "block device": tarfile.BLKTYPE, "fifo": tarfile.FIFOTYPE, "contiguous": tarfile.CONTTYPE,
    }.items()
} | {
    "global header": (
        TAR, packed(tarfile.TarInfo.create_pax_global_header({"path": "x"}) + plain_tar()),
        "发布包里“././@PaxHeader”不是普通文件；请不要使用\n",
    ),
    "zip symlink": (ZIP, zipped(external_attr=0o120777 << 16),
                    f"发布包里“{NAME}/x”不是普通文件；请不要使用\n"),
    "zip folder": (ZIP, zipped(filename=f"{NAME}/x/"),
                   f"发布包里“{NAME}/x/”不是普通文件；请不要使用\n"),
}  # fmt: skip

BAD_NAMES = {
    "/etc/x": "/etc/x", "..": f"{NAME}/../x", "inner ..": f"{NAME}/a/../../x",
    "dot": f"{NAME}/./x", "empty part": f"{NAME}//x", "backslash": f"{NAME}/a\\x",
    "drive": f"{NAME}/C:x", "stream": f"{NAME}/x:y", "device": f"{NAME}/site/con.html",
    "port": f"{NAME}/LPT9", "dot at end": f"{NAME}/x.", "blank at end": f"{NAME}/x /y",
    "wild card": f"{NAME}/*", "question": f"{NAME}/x?y", "quote": f'{NAME}/x"y',
    "pipe": f"{NAME}/x|y", "less": f"{NAME}/<x>", "too long": f"{NAME}/{LONGEST}x",
    "top alone": NAME + "x",
}  # fmt: skip
STEERING = {
    "escape": f"{NAME}/\x1b[2Jx", "carriage return": f"{NAME}/x\ry", "new line": f"{NAME}/x\ny",
    "bidi": f"{NAME}/x\u202egpj.exe", "isolate": f"{NAME}/x\u2066y", "line end": f"{NAME}/x\u2028y",
}  # fmt: skip
"""Names that steer a terminal: what is said of them must not."""
CLASHES = {
    "case": ("site/a.html", "site/A.html"),
    "sharp s": ("site/strasse", "site/straße"),
    "composed": ("site/é", unicodedata.normalize("NFD", "site/é")),
    "file and folder": ("site/a", "site/a/b"),
    "file and folder of other case": ("site/A", "site/a/b"),
}

MANIFESTS: dict[str, tuple[bytes, str]] = {
    "key twice": (
        manifest_with(lambda text: text.replace('"id"', '"title": "x",\n "id"', 1)),
        "发布清单里有一个名称写了两次；请不要使用这个发布包\n",
    ),
    "path twice": (
        manifest_with(lambda text: text.replace('"size"', '"path": "x",\n   "size"', 1)),
        "发布清单里有一个名称写了两次；请不要使用这个发布包\n",
    ),
    "NaN": (with_facts(sequence=float("nan")),
            "发布清单里有不是数的数（NaN 或 Infinity）；请不要使用这个发布包\n"),
    "infinite": (with_facts(sequence=float("inf")),
                 "发布清单里有不是数的数（NaN 或 Infinity）；请不要使用这个发布包\n"),
    **{
        f"sequence {value!r}": (
            with_facts(sequence=value),
            "发布清单的 sequence 必须是不小于 0 的整数；请重新取发布包\n",
        )
        for value in (-1, 1.5, 1e30, True, None, "5", [], {})
    },
    **{
        f"sequence {value}": (
            with_facts(sequence=value),
            "发布清单的 sequence 太大，不是提交的时间；请不要使用这个发布包\n",
        )
        for value in (253_402_300_800, 2**63, 10**300)
    },
    **{
        f"title {value!r}": (
            with_facts(title=value),
            "发布清单的 title 或 tools 里有控制字符或太长；请不要使用这个发布包\n",
        )
        for value in ("小样\n签名有效", "\x1b[32m小样", "小\r样", "\u202e小样", "\x9b1m", "x" * 201)
    },
    "tool": (with_facts(tools={"x\n签名有效": "1"}),
             "发布清单的 title 或 tools 里有控制字符或太长；请不要使用这个发布包\n"),
    **{
        f"version {value!r}": (
            with_facts(version=value),
            "发布清单的 id 和课程、版本、提交对不上；请不要使用这个发布包\n",
        )
        for value in ("1\n签名有效", "2", "\x1b[2J")
    },
    "course": (with_facts(course="other"),
               "发布清单的 id 和课程、版本、提交对不上；请不要使用这个发布包\n"),
    "another commit": (with_facts(commit="1" * 40),
                       "发布清单的 id 和课程、版本、提交对不上；请不要使用这个发布包\n"),
    "title a number": (
        with_facts(title=1),
        "发布清单的 id、course、title、version、commit 必须是文字；请重新取发布包\n",
    ),
    "size a truth": (
        with_facts(files=lambda files: [{**one, "size": True} for one in files]),
        "发布清单里“LICENSE”的 sha256 或 size 写法不对；请重新取发布包\n",
    ),
    "a list": (manifest_with(lambda text: f"[{text}]"),
               "发布清单不是第 1 版格式；请用同一版本的工具\n"),
    "not utf-8": (write_tar(NAME, {**sample(), MANIFEST: b"\xff"}, TIME),
                  "发布清单不是 UTF-8 文字；请重新取发布包\n"),
}  # fmt: skip
DEEP = manifest_with(lambda _: "[" * 1_000_000)
DIGITS = manifest_with(
    lambda text: text.replace(f'"sequence": {TIME}', '"sequence": ' + "9" * 5000)
)
LARGE = write_tar(NAME, {**sample(), MANIFEST: b" " * (16 * 1024 * 1024 + 1)}, TIME)
