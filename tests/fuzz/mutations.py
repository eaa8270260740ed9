"""Damage to a file: what people do to it by mistake, and what machines do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Mutation = Callable[[list[str], random.Random], list[str]]
    Noise = Callable[[bytes, random.Random], bytes]

_WIDE = str.maketrans(
    "!()[]<>:;,.|#*`-\"'0123456789{}", "！（）【】＜＞：；，。｜＃＊｀－“‘０１２３４５６７８９｛｝"
)
_SIGNS = (
    "`", "```", "~~~", "<", ">", "<!--", "-->", "<quiz>", "</quiz>", "[[", "]]", "[", "](", ")",
    "|",
    "**", "_", "!!!", "???", "{", "}", "---", "#", ":", "&", "\\", "$", "<div>", "</div>",
    "<details>",
    "<br>", "<svg>", "{.a}", "[^1]", "[^1]: 注", "![", "<?", "<![CDATA[", "&#x3c;", "\t", "\u200b",
    "\u2028", "\xa0", "\u3000", "\ue000", "\ue0f1", "\ufffc", "𠮷", "👍", "é",
    "- [x] ", "> ", "1. ",
    "- ", "~", "^", "==", "++", "'", '"', "“", "”", "%", "\x0b", "\x0c", "\x1c", "\x85",
)  # fmt: skip
_MERGE = ("<<<<<<< HEAD", "=======", ">>>>>>> 分支")


def _at(lines: list[str], chance: random.Random) -> int:
    return chance.randrange(len(lines)) if lines else 0


def delete(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    return lines[:at] + lines[at + chance.randrange(1, 4) :]


def duplicate(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    part = lines[at : at + chance.randrange(1, 12)]
    return lines[:at] + part + part + lines[at + len(part) :]


def swap(lines: list[str], chance: random.Random) -> list[str]:
    out = list(lines)
    if len(out) > 1:
        a, b = chance.sample(range(len(out)), 2)
        out[a], out[b] = out[b], out[a]
    return out


def move(lines: list[str], chance: random.Random) -> list[str]:
    start = _at(lines, chance)
    part = lines[start : start + chance.randrange(1, 12)]
    rest = lines[:start] + lines[start + len(part) :]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + part + rest[at:]


def indent(lines: list[str], chance: random.Random) -> list[str]:
    at, count = _at(lines, chance), chance.choice([1, 2, 3, 4, 5, 6, 8])
    filling = chance.choice([" " * count, "\t", "\u3000\u3000", "> ", "- ", "    - "])
    end = at + chance.choice([1, 1, 2, 5, 12])
    return [filling + x if at <= i < end else x for i, x in enumerate(lines)]


def dedent(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    count = chance.choice([1, 2, 4])
    end = at + chance.choice([1, 3, 9])
    return [
        x[min(count, len(x) - len(x.lstrip())) :] if at <= i < end else x
        for i, x in enumerate(lines)
    ]


def full_width(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    return [x.translate(_WIDE) if i == at else x for i, x in enumerate(lines)]


def word_signs(lines: list[str], chance: random.Random) -> list[str]:
    """What a word processor makes of dashes, dots, quotes and blanks."""
    at = _at(lines, chance)
    pair = chance.choice(
        [
            ("-", "–"),
            ("--", "—"),
            ("- ", "• "),
            ("...", "…"),
            ('"', "”"),
            (" ", "\xa0"),
            ("- [", "-["),
        ]
    )
    return [x.replace(*pair) if i == at else x for i, x in enumerate(lines)]


def merge_marks(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    mine = lines[at : at + 3]
    theirs = [x[: len(x) // 2] for x in mine]
    middle = [_MERGE[0], *mine, _MERGE[1], *theirs, _MERGE[2]]
    return lines[:at] + middle + lines[at + len(mine) :]


def half(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    return lines[:at] if chance.random() < 0.5 else lines[at:]


def blank_lines(lines: list[str], chance: random.Random) -> list[str]:
    if chance.random() < 0.5:
        at = _at(lines, chance)
        return lines[:at] + [""] * chance.choice([1, 2, 30]) + lines[at:]
    blanks = [i for i, x in enumerate(lines) if not x.strip()]
    gone = chance.choice(blanks) if blanks else -1
    return [x for i, x in enumerate(lines) if i != gone]


def insert_sign(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    sign = chance.choice(_SIGNS)
    if chance.random() < 0.3 or not lines:
        return [*lines[:at], sign, *lines[at:]]
    column = chance.randrange(len(lines[at]) + 1)
    out = list(lines)
    out[at] = out[at][:column] + sign * chance.choice([1, 1, 1, 2, 40]) + out[at][column:]
    return out


def delete_sign(lines: list[str], chance: random.Random) -> list[str]:
    out = list(lines)
    at = _at(lines, chance)
    if out and out[at]:
        column = chance.randrange(len(out[at]))
        out[at] = out[at][:column] + out[at][column + chance.randrange(1, 4) :]
    return out


def front_matter(lines: list[str], chance: random.Random) -> list[str]:
    """Damage near the beginning, where the settings of a page stand."""
    head = lines[:16]
    spoilt = chance.choice([delete, swap, indent, full_width, insert_sign, delete_sign])
    return spoilt(head, chance) + lines[16:]


def wrap(lines: list[str], chance: random.Random) -> list[str]:
    """Put some lines into something that holds them."""
    at = _at(lines, chance)
    end = at + chance.choice([1, 3, 10, 25])
    before, after = chance.choice(
        [("```", "```"), ("<!--", "-->"), ("<details>", "</details>"), ("<div>", "</div>"),
         ("!!! 提示", ""), ("~~~~", "~~~~"), ("<table>", "</table>"), ("**", "**")]
    )  # fmt: skip
    return [*lines[:at], before, *lines[at:end], after, *lines[end:]]


def join_lines(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    return [*lines[:at], " ".join(lines[at : at + 2]), *lines[at + 2 :]]


def split_line(lines: list[str], chance: random.Random) -> list[str]:
    at = _at(lines, chance)
    if not lines or not lines[at]:
        return lines
    column = chance.randrange(len(lines[at]))
    return [*lines[:at], lines[at][:column], lines[at][column:], *lines[at + 1 :]]


def gbk(data: bytes, _: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode("gbk", "replace")


def utf16(data: bytes, _: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16", "replace")


def mark(data: bytes, _: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + data


def line_ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r", "\u2028".encode(), b"\n\r"]))


def nul(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + b"\0" * chance.randrange(1, 5) + data[at:]


def noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(1, 60)) + data[at:]


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 80) :]


def ascii_noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    signs = bytes(chance.choices(b"<>[](){}!#*-_`~|:;\"'\\/&^=+$ \n\t", k=chance.randrange(1, 40)))
    return data[:at] + signs + data[at:]


TEXT: tuple[Mutation, ...] = (
    delete, duplicate, swap, move, indent, dedent, full_width, word_signs, merge_marks, half,
    blank_lines, insert_sign, delete_sign, front_matter, wrap, join_lines, split_line,
)  # fmt: skip
BYTES: tuple[Noise, ...] = (
    gbk, utf16, mark, line_ends, nul, noise, flip, cut, ascii_noise,
)  # fmt: skip


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> tuple[bytes, str]:
    """Damaged bytes and how they were damaged; ``others`` are files to be joined with."""
    names = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        kind = chance.random()
        if kind < 0.75:
            change = chance.choice(TEXT)
            lines = data.decode("utf-8", "surrogateescape").split("\n")
            data = "\n".join(change(lines, chance)).encode("utf-8", "surrogateescape")
            names.append(change.__name__)
        elif kind < 0.97:
            spoil = chance.choice(BYTES)
            data = spoil(data, chance)
            names.append(spoil.__name__)
        else:
            data += chance.choice(others)
            names.append("joined")
    return data, names[0]
