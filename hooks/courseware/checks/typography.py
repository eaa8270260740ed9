"""Typography of Chinese prose: blanks, full-width signs, units; most of it mends itself.

A fault is an :class:`Edit`: where, what stands there, what should. Findings are made
from the edits, and ``check --fix`` applies them, so both always agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import autocorrect_py

from courseware.checks.inspection import prose_lines
from courseware.text.finding import Rule, W
from courseware.text.inline import MASK, without_blanks
from courseware.text.lines import split_lines
from courseware.text.parts import Part, nearly_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.parts import TextLine

# fmt: off
ZH_1 = Rule(
    "ZH-1", W, "中西文空格与标点",
    "“{old}”应写作“{new}”；请改正",
    "汉字与字母、数字之间空一格，中文里用全角标点，读起来才整齐。",
    bad="使用5G网络,很快", good="使用 5G 网络，很快", fixable=True,
)
ZH_2 = Rule(
    "ZH-2", W, "全角右标点后面跟半角标点",
    "“{old}”应写作“{new}”；请改正", "中文里的标点都用全角。",
    bad="（见上）,然后", good="（见上），然后", fixable=True,
)
ZH_3 = Rule(
    "ZH-3", W, "标点叠用",
    "“{old}”叠用了标点；请写作“{new}”", "一个就够；省略号是“……”。",
    bad="真的吗？？等等...", good="真的吗？等等……", fixable=True,
)
ZH_4 = Rule(
    "ZH-4", W, "汉字旁用了半角括号",
    "汉字旁边用了半角括号；请改用“（”和“）”", "中文里的括号用全角。",
    bad="在线计费系统(OCS)", good="在线计费系统（OCS）", fixable=True,
)
ZH_5 = Rule(
    "ZH-5", W, "数值与单位之间的空格",
    "“{old}”应写作“{new}”；请改正", "单位前空一格；百分号、千分号前不空。",
    bad="20ms，15 %", good="20 ms，15%", fixable=True,
)
ZH_6 = Rule(
    "ZH-6", W, "引号的写法",
    "正文里不用“{mark}”；请改用弯引号 “ ” 或 ‘ ’", "全课程的引号统一。",
    bad='他说"好"', good="他说“好”",
)
ZH_7 = Rule(
    "ZH-7", W, "书名号之间用了顿号",
    "并列的书名号之间不用顿号；请删除“、”", "书名号自己已经隔开。",
    bad="《电信条例》、《网络安全法》", good="《电信条例》《网络安全法》", fixable=True,
)
ZH_15 = Rule(
    "ZH-15", W, "范围的百分号",
    "“{old}”应写作“{new}”；请两端都写单位", "只写一端会被读成另一个数。",
    bad="20～30%", good="20%～30%", fixable=True,
)
# fmt: on


_HAN = "\u3400-\u9fff"
_FULL = str.maketrans(",.;:!?", "，。；：！？")
_UNITS = "ms|km|KB|GB|MB|TB|Kbps|Mbps|Gbps|kHz|MHz|GHz|Hz|dBm|dB|℃"
_QUOTE = re.compile('["「」『』]')
_PAIR = re.compile(r"[ ]?\(([^()\ue000]*)\)")
_CHINESE = re.compile(f"[{_HAN}]")
_TUPLE = re.compile(r"\d+(?:, ?\d+)+")
_SEGMENT = re.compile(f"[^{MASK}]+")
_META_TEXTS = ("title", "summary", "prerequisite")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``old`` at ``start`` (from 0) of a line by ``new``; ``rule`` says why.

    ``shown`` are the old and the new writing with the signs around, for the sentence.
    """

    start: int
    old: str
    new: str
    rule: Rule
    shown: tuple[str, str] = ("", "")

    @property
    def end(self) -> int:
        """Where ``old`` ends."""
        return self.start + len(self.old)


_Rule: TypeAlias = "tuple[Rule, re.Pattern[str], Callable[[re.Match[str]], str]]"


def _repeated(found: re.Match[str]) -> str:
    signs = found[0]
    if set(signs) == {"？", "！"}:
        return "？！"
    if signs[0] in ".…" or (signs[0] == "。" and len(signs) > 2):  # noqa: PLR2004 - 。。。
        return "……"
    return signs[0]


# Patterns that begin with a plain sign or a set of signs are looked for several times as fast
# as those that begin with a look behind: so what must not stand before is asked afterwards.
_REPEATED = re.compile(
    r"！[！？]+|？(?:？+|！[！？]+)|。。+|，，+|、、+|；；+|：：+|\.\.\.+|…(?:……+|(?!…)(?<!……))"
)
_RULES: tuple[_Rule, ...] = (
    (ZH_2, re.compile(r"[）”》](?:[,.;:!?](?![,.;:!?\w])|[,;:!?](?=\w))"),
     lambda m: m[0][0] + m[0][1].translate(_FULL)),
    (ZH_3, _REPEATED, _repeated),
    (ZH_5, re.compile(rf"\d(?<![A-Za-z0-9.\-]\d)\d*(?:\.\d+)?(?:{_UNITS})(?![A-Za-z0-9])"),
     lambda m: re.sub(r"(?<=\d)(?=[^\d.])", " ", m[0], count=1)),
    (ZH_5, re.compile(r"\d[ ]+[%‰]"), lambda m: m[0].replace(" ", "")),
    (ZH_7, re.compile(r"》、《"), lambda _: "》《"),
    (ZH_15, re.compile(r"(\d(?<![\d.]\d)\d*(?:\.\d+)?)～(\d+(?:\.\d+)?%)"),
     lambda m: f"{m[1]}%～{m[2]}"),
)  # fmt: skip
_STEPS = sorted(
    ((left, right) for left in range(9) for right in range(9) if left or right),
    key=lambda step: (abs(step[0] - step[1]), sum(step)),
)
"""How far two writings of a text may be out of step: sign for sign first, then the nearest."""
_MIXED = re.compile("[ -~\u3000\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""What a piece of Chinese prose must hold for autocorrect to change it."""


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the typography of every page."""
    for page in course.pages.values():
        texts = list(_texts(page))
        joined = "\n".join(text for _, text in texts)
        rules = tuple(rule for rule in _RULES if rule[1].search(joined))
        clean = not rules and "(" not in joined and not _badly_spaced(text for _, text in texts)
        for number, text in texts:
            for edit in () if clean else edits(text, rules):
                place = page.source.at(number, edit.start + 1)
                old, new = edit.shown if edit.shown[0] else (edit.old, edit.new)
                facts = {"old": old.strip(), "new": new.strip()}
                yield edit.rule.at(place, width=len(edit.old), **facts)
            yield from _signs(page, number, text)


def fixed(page: Page, text: str) -> str:
    """A page's text with every safe edit applied; line ends and the rest stay."""
    lines = text.splitlines(keepends=True) if "\r" not in text else re.split(r"(?<=\n)", text)
    numbers = dict(_texts(page))
    if len(split_lines(text)) != len([line for line in lines if line]):
        return text
    mark = len(text) - len(text.removeprefix("\ufeff"))
    for number, masked in numbers.items():
        line = lines[number - 1]
        offset = mark if number == 1 else 0
        for edit in reversed(edits(masked)):
            start = offset + edit.start
            line = line[:start] + edit.new + line[start + len(edit.old) :]
        lines[number - 1] = line
    return "".join(lines)


def edits(masked: str, rules: tuple[_Rule, ...] = _RULES) -> list[Edit]:
    """Edits of one line in order, none overlapping. ``masked`` has no code or addresses."""
    found: list[Edit] = []
    for rule, pattern, mend in rules:
        for match in pattern.finditer(masked):
            new = mend(match)
            if new != match[0]:
                found.append(Edit(match.start(), match[0], new, rule))
    found += _brackets(masked)
    for segment in _SEGMENT.finditer(masked):
        found += _spacing(segment[0], segment.start())
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda one: (one.rule is ZH_1, one.start, -len(one.old))):
        place = bisect_left(kept, edit.start, key=lambda one: one.start)
        clear_before = not place or kept[place - 1].end < edit.start
        if clear_before and (place == len(kept) or edit.end < kept[place].start):
            kept.insert(place, edit)
    return kept


def _brackets(masked: str) -> Iterator[Edit]:
    if "(" not in masked:
        return
    for match in _PAIR.finditer(masked):
        if _TUPLE.fullmatch(match[1]):
            continue  # (7,4) is a name of mathematics
        around = masked[: match.start()][-1:] + match[1] + masked[match.end() :][:1]
        if _CHINESE.search(around):
            yield Edit(match.start(), match[0], f"（{match[1]}）", ZH_4)


def _badly_spaced(texts: Iterable[str]) -> bool:
    """Whether autocorrect changes any of a page's lines: asked once, it is quicker."""
    pieces = (piece.strip() for text in texts for piece in _SEGMENT.findall(text))
    mixed = "\n".join(p for p in pieces if _MIXED.search(p) and not p.isascii())
    return bool(autocorrect_py.format(mixed) != mixed)


def _spacing(text: str, start: int) -> Iterator[Edit]:
    """What autocorrect changes in a piece of prose, cut down to the signs that differ."""
    lead = text[: len(text) - len(text.lstrip())]
    trail = text[len(text.rstrip()) :]
    inner = text[len(lead) : len(text) - len(trail)]
    if not _MIXED.search(inner) or inner.isascii():
        return
    better = autocorrect_py.format(inner)
    if better == inner:
        return
    offset = start + len(lead)
    for from_start, from_end, to_start, to_end in _differing(inner, better):
        first, last = max(from_start - 1, 0), min(from_end + 1, len(inner))
        old, new = inner[from_start:from_end], better[to_start:to_end]
        shown = inner[first:last], inner[first:from_start] + new + inner[from_end:last]
        yield Edit(offset + from_start, old, new, ZH_1, shown)


def _differing(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """The pieces that differ, as ``old[a:b]`` and ``new[c:d]``, in one pass.

    Autocorrect puts in and takes out blanks and changes signs one for one, so the texts are
    in step again after a few characters; where they are not, the rest is one piece.
    """
    whole = len(old), len(new)
    at, to = 0, 0
    while (at, to) != whole:
        if at < whole[0] and to < whole[1] and old[at] == new[to]:
            at, to = at + 1, to + 1
            continue
        if new[to : to + 1] == " " and _alike(old, new, at, to + 1):
            at_end, to_end = at, to + 1
        elif old[at : at + 1] in {" ", "\u3000"} and old[at + 1 : at + 3] == new[to : to + 2]:
            at_end, to_end = at + 1, to
        else:
            ends = ((at + left, to + right) for left, right in _STEPS)
            at_end, to_end = next((end for end in ends if _alike(old, new, *end)), whole)
        yield at, at_end, to, to_end
        at, to = at_end, to_end


def _alike(old: str, new: str, at: int, to: int) -> bool:
    """Whether both are at the same sign, or at their ends."""
    return at <= len(old) and to <= len(new) and old[at : at + 1] == new[to : to + 1]


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    """Numbers and masked texts of the lines in which an author wrote prose."""
    yield from _meta_texts(page)
    for line in prose_lines(page):
        if nearly_header(line) or (line.is_wrong_example and line.part is not Part.OPTION):
            continue
        masked = without_blanks(line.inline.masked)
        if line.part is Part.HEADER:
            masked = _title_only(line, masked)
        yield line.number, masked


def _title_only(line: TextLine, masked: str) -> str:
    title = line.block.title if line.block else ""
    start = line.text.find(f'"{title}"') + 1
    if not title or not start:
        return MASK * len(masked)
    return (
        MASK * start
        + masked[start : start + len(title)]
        + MASK * (len(masked) - start - len(title))
    )


def _meta_texts(page: Page) -> Iterator[tuple[int, str]]:
    """The texts of the front matter that readers see, where each stands on one line."""
    meta = page.source.meta
    pairs = [(meta.text(key), meta.at(key)) for key in _META_TEXTS]
    pairs += [(item.shown, item.place) for item in meta.scalars("outcomes")]
    pairs += [(item.text("text"), item.at("text")) for item in meta.maps("objectives")]
    for text, place in pairs:
        line = page.source.lines[place.line - 1].text if text else ""
        start = line.find(text, place.column - 1) if text else -1
        if start in {place.column - 1, place.column}:
            rest = len(line) - start - len(text)
            yield place.line, MASK * start + text + MASK * rest


def _signs(page: Page, number: int, masked: str) -> Iterator[Diagnostic]:
    for match in _QUOTE.finditer(masked):
        place = page.source.at(number, match.start() + 1)
        yield ZH_6.at(place, width=1, mark=match[0])
