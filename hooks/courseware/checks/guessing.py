"""Guessing: how far somebody gets in a chapter, or in a file of the bank, who reads no stem.

Figures come from :mod:`courseware.questions.guessers`. ``FEWEST`` and ``FEWEST_MULTIPLE`` say
where there are too few questions to tell a habit from luck:

- What wording stakes on the key of an honest four-option question spreads by 0.7 times chance
  (standard deviation over the 360 of this course), the mean of ``n`` questions by ``0.7 / √n``.
  From ``n = 12`` on ``WORDING`` is 1.7 spreads above 1: luck passes it less than once in twenty.
  ``LONGEST`` is stricter on purpose: length is seen by everybody and mended at once.
- Of four multiple-choice questions with 2, 3 or 4 right options at random, three or more are
  alike in one chapter of three (27 / 81); of five, more than three in one of seven (33 / 243).
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from courseware.questions.guessers import measure
from courseware.text.finding import Location, Rule, Scope, W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from courseware.checks.inspection import Page
    from courseware.course.model import Course
    from courseware.exams.model import Bank
    from courseware.questions.guessers import Guessed, Measured
    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic

# fmt: off
QUIZ_17 = Rule(
    "QUIZ-17", W, "一章里正确项总是最长",
    "{total} 道单选题，不看题干、只挑最长的选项，能猜中乱猜的 {share} 倍（最多 {limit} 倍）；"
    "请把 {items} 的正确项写短，或把错误项写得一样长",
    "不懂的人会学会挑最长的。", scope=Scope.COURSE,
)
QUIZ_19 = Rule(
    "QUIZ-19", W, "一章里正确项总在同一个位置",
    "{total} 道单选题的正确项，排在{places}；请把 {items} 的正确项从{source}挪到{target}",
    "不懂的人会学会总选同一个字母。", scope=Scope.COURSE,
)
QUIZ_29 = Rule(
    "QUIZ-29", W, "只看选项的用字就能猜中",
    "{total} 道单选题，不看题干、只看选项的用字，能猜中乱猜的 {share} 倍（最多 {limit} 倍）；"
    "请改写 {items}：让错误项也用正确项常用的字眼，或让正确项换个说法",
    "正确项总像一个腔调，不懂的人会学会挑那个腔调。", scope=Scope.COURSE,
)
QUIZ_30 = Rule(
    "QUIZ-30", W, "一章里多选题的正确项总是一样多",
    "{total} 道多选题里有 {count} 道是 {right} 项正确；"
    "请改 {items} 里的至少 {few} 道，让 2、3、4 项正确的都有",
    "总是一样多，不懂的人就知道该勾几个。", scope=Scope.COURSE,
)
# fmt: on


LONGEST = 1.15
"""At most this many times chance by picking the longest option."""
WORDING = 1.35
"""At most this many times chance by the wording of options."""
FEWEST = 12
"""Single-choice questions from which on a pattern means something."""
FEWEST_MULTIPLE = 5
"""Multiple-choice questions from which on a pattern means something."""
ALIKE = 0.6
"""At most this share of multiple-choice questions has the same number of right options."""

_ORDER = "一二三四五六七八九十"


def check(course: Course, bank: Bank, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Findings about each chapter, at its index page, and each file of the bank."""
    for path, measured in measure(groups(course, bank)).items():
        place = _place(path, pages)
        if len(measured.singles) >= FEWEST:
            yield from _longest(place, measured)
            yield from _places(place, measured)
            yield from _wording(place, measured)
        yield from _right_options(place, measured)


def groups(course: Course, bank: Bank) -> dict[str, list[Question]]:
    """The questions that a guesser meets together, by the path that findings name."""
    found = {
        chapter.path: [question for lesson in chapter.lessons for question in lesson.questions]
        for chapter in course.chapters
    }
    for item in bank.items:
        found.setdefault(item.question.location.path, []).append(item.question)
    return found


def _place(path: str, pages: Mapping[str, Page]) -> Location:
    """A chapter's list of lessons, where a waiver can stand above it; a file's beginning."""
    keys = pages[path].source.meta.keys if path in pages else {}
    return keys["lessons"].place if "lessons" in keys else Location(path)


def _longest(place: Location, measured: Measured) -> Iterator[Diagnostic]:
    if measured.longest > LONGEST:
        hits = [(one.longest, one.lead, one) for one in measured.singles]
        items = _ids(_worst(hits, LONGEST * measured.chance))
        total, share = len(measured.singles), f"{measured.longest:.2f}"
        yield QUIZ_17.at(place, total=total, share=share, limit=LONGEST, items=items)


def _wording(place: Location, measured: Measured) -> Iterator[Diagnostic]:
    if measured.wording > WORDING:
        hits = [(one.wording, one.wording, one) for one in measured.singles]
        worst = _worst(hits, WORDING * measured.chance)
        items = "、".join(one.question.id + _signs(one) for one in worst)
        total, share = len(measured.singles), f"{measured.wording:.2f}"
        yield QUIZ_29.at(place, total=total, share=share, limit=WORDING, items=items)


def _worst(hits: Sequence[tuple[float, float, Guessed]], limit: float) -> Iterator[Guessed]:
    """The clearest hits, as many as must be mended for the sum to be within the limit.

    ``hits`` are share, clearness and question. Who is mended is still hit by chance.
    """
    left = sum(share for share, _, _ in hits)
    for share, _, one in sorted(hits, key=lambda hit: hit[1], reverse=True):
        if left <= limit or share <= one.chance:
            return
        left -= share - one.chance
        yield one


def _ids(found: Iterable[Guessed]) -> str:
    return "、".join(one.question.id for one in found)


def _signs(one: Guessed) -> str:
    return f"（{''.join(f'“{sign}”' for sign in one.signs)}）" if one.signs else ""


def _places(place: Location, measured: Measured) -> Iterator[Diagnostic]:
    """More than one item off an even spread; what is pinned is not asked to move."""
    counted = list(zip(measured.places, measured.even, strict=True))
    if all(floor(even) - 1 <= count <= ceil(even) + 1 for count, even in counted):
        return
    surplus = [count - even for count, even in counted]
    source, target = surplus.index(max(surplus)), surplus.index(min(surplus))
    movable = [
        one
        for one in measured.singles
        if one.key == source
        and target < len(one.question.choices)
        and not {source + 1, target + 1} & set(one.question.pinned)
    ]
    few = ceil(min(surplus[source], -surplus[target]))
    if movable:
        yield QUIZ_19.at(
            place,
            total=len(measured.singles),
            places="、".join(f"{_nth(i)}的 {count} 道" for i, count in enumerate(measured.places)),
            items=_ids(movable[:few]),
            source=_nth(source),
            target=_nth(target),
        )


def _nth(place: int) -> str:
    return f"第{_ORDER[place]}个" if place < len(_ORDER) else f"第 {place + 1} 个"


def _right_options(place: Location, measured: Measured) -> Iterator[Diagnostic]:
    total = sum(map(len, measured.multiples.values()))
    if total < FEWEST_MULTIPLE:
        return
    right, alike = max(measured.multiples.items(), key=lambda one: len(one[1]))
    if len(alike) > ALIKE * total:
        few = len(alike) - floor(ALIKE * total)
        items = "、".join(question.id for question in alike)
        yield QUIZ_30.at(place, total=total, count=len(alike), right=right, few=few, items=items)
