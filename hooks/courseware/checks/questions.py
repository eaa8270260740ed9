"""Questions: complete, fair, independent; nothing but knowledge gives the key away."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from courseware.messages import finding
from courseware.model import QuestionKind
from courseware.quiz import hidden_questions, label_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic, Location, Question

LONG_KEY = 1.5
"""A key this many times as long as the longest wrong option gives itself away."""
FEWEST_FOR_PATTERN = 6
"""Single-choice questions of a chapter from which on a pattern means something."""
PATTERN_SHARE = 0.6

_ID = re.compile(r"(\d{1,2})-\d{2,3}")
_ALL = re.compile(
    r"(?:以上|上述|上面|前面)[^，。]{0,4}(?:都|全|均|皆)?[^，。]{0,2}[对错是确非误符合]$"
    r"|^(?:都对|都错|都不对|都是|都不是|全对|全错)$"
)
_NEGATIVE = re.compile(
    r"不(?:是|属于|能|应|该|当|可以|可|正确|恰当|合适|符合|需要|包括|宜|妥|得体|合规|对)"
    r"|错误的|没有|除了|并非"
)
_SENTENCE = re.compile(r"[^。！？；\n]+？?|？")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|\*\*[^*]+\*\*")
_ELSEWHERE = re.compile(r"上一题|上题|下一题|下题|前一题|第 ?[\d一二三四五六七八九十]+ ?题|同上")
_MULTIPLE = ("（多选）", "(多选)")
_BLANKS = re.compile(r"[\s,，]+")
_ORDER = "一二三四五六七八九十"


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the questions of every lesson, and of every chapter as a whole."""
    for page in course.pages.values():
        yield from hidden_questions(page.source, lesson=page.lesson is not None)
    for page, lesson in course.lessons():
        number = page.path.removeprefix("docs/")[:2].lstrip("0")
        for question in lesson.questions:
            yield from _label(page, question, number)
            yield from _stem(page, question)
            if question.kind is QuestionKind.FILL_IN:
                yield from _blanks(question)
            else:
                yield from _options(question)
            if not question.explanation:
                yield finding("QUIZ-15", question.location)
    for chapter in course.course.chapters:
        questions = [q for lesson in chapter.lessons for q in lesson.questions]
        yield from _patterns(questions)


def normal(text: str) -> str:
    """Text as the judge of answers in the page sees it: no case, width, blank or comma."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).lower())


def _label(page: Page, question: Question, chapter: str) -> Iterator[Diagnostic]:
    found = _ID.fullmatch(question.id)
    if question.id and not (found and found[1] == chapter):
        place = label_place(page.source, question, "id", question.id)
        facts = {"id": question.id, "suggestion": f"{chapter or 1}-01"}
        yield finding("QUIZ-23", place, width=len(question.id), **facts)


def _stem(page: Page, question: Question) -> Iterator[Diagnostic]:
    right = sum(choice.correct for choice in question.choices)
    named = any(mark in question.stem for mark in _MULTIPLE)
    if right > 1 and not named:
        yield finding("QUIZ-21", _in_stem(page, question, ""), count=right)
    if right == 1 and named:
        mark = next(mark for mark in _MULTIPLE if mark in question.stem)
        yield finding("QUIZ-22", _in_stem(page, question, mark), width=len(mark))
    for other in _ELSEWHERE.findall(question.stem):
        yield finding("QUIZ-27", _in_stem(page, question, other), width=len(other), word=other)
    if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        asked = list(_asked(question.stem)) or [question.stem]
        plain = _QUOTED.sub(lambda found: "□" * len(found[0]), asked[-1])
        if negative := next(filter(_is_negation, _NEGATIVE.finditer(plain)), None):
            word = "不" if negative[0].startswith("不") else negative[0]
            offset = question.stem.rfind(asked[-1]) + negative.start()
            place = _in_stem(page, question, question.stem[offset:].split("\n", 1)[0])
            yield finding("QUIZ-20", place, width=len(word), word=word)


def _is_negation(found: re.Match[str]) -> bool:
    """Whether “不” denies; in “能不能” it only asks."""
    start, text = found.start(), found.string
    return not (start and text[start] == "不" and text[start - 1] == text[start + 1])


def _asked(stem: str) -> Iterator[str]:
    """The questions in a stem: each sentence up to its last question mark."""
    for sentence in _SENTENCE.findall(stem):
        if end := max(sentence.rfind("？"), sentence.rfind("?")) + 1:
            yield sentence[:end]


def _in_stem(page: Page, question: Question, text: str) -> Location:
    """Where a piece of the stem stands in the file."""
    first = question.stem.split("\n", 1)[0]
    for line in page.source.lines[question.location.line - 1 :]:
        column = line.text.find(text or first)
        if column >= 0 and not line.text.lstrip().startswith("<!--"):
            return page.source.at(line.number, column + 1)
        if "</quiz>" in line.text:
            break
    return question.location


def _blanks(question: Question) -> Iterator[Diagnostic]:
    for blank in question.blanks:
        counted = Counter(normal(answer) for answer in blank.answers)
        for answer in blank.answers:
            if counted.pop(normal(answer), 1) > 1:
                yield finding("QUIZ-28", blank.location, answer=answer)


def _options(question: Question) -> Iterator[Diagnostic]:
    choices = question.choices
    if len(choices) == 1:
        yield finding("QUIZ-12", choices[0].location)
    elif choices and all(choice.correct for choice in choices):
        yield finding("QUIZ-24", question.location)
    seen: dict[str, Location] = {}
    for choice in choices:
        first = seen.setdefault(normal(choice.text), choice.location)
        if first is not choice.location:
            yield finding("QUIZ-13", choice.location, line=first.line)
        if not choice.feedback:
            yield finding("QUIZ-14", choice.location)
        if _ALL.search(choice.text.strip("。.！ ")):
            yield finding("QUIZ-16", choice.location, text=choice.text)
    key = _single_key(question)
    if key is not None:
        lengths = [len(choice.text) for choice in choices]
        others = max(lengths[:key] + lengths[key + 1 :])
        if lengths[key] > LONG_KEY * others and lengths[key] - others > len("一个短语"):
            yield finding("QUIZ-18", choices[key].location)


def _single_key(question: Question) -> int | None:
    """Index of the key of a single-choice question of at least three options."""
    if question.kind is not QuestionKind.SINGLE or len(question.choices) < 3:  # noqa: PLR2004
        return None
    return next((i for i, choice in enumerate(question.choices) if choice.correct), None)


def _patterns(questions: list[Question]) -> Iterator[Diagnostic]:
    """A chapter's questions whose keys are too often the longest or in one place."""
    keyed = [(q, key) for q in questions if (key := _single_key(q)) is not None]
    if len(keyed) < FEWEST_FOR_PATTERN:
        return
    longest = [
        q
        for q, key in keyed
        if all(len(q.choices[key].text) > len(c.text) for c in q.choices if not c.correct)
    ]
    if len(longest) > PATTERN_SHARE * len(keyed):
        place = longest[0].location
        yield finding("QUIZ-17", place, total=len(keyed), count=len(longest))
    position, count = Counter(key for _, key in keyed).most_common(1)[0]
    if count > PATTERN_SHARE * len(keyed):
        place = next(q.location for q, key in keyed if key == position)
        name = _ORDER[position] if position < len(_ORDER) else str(position + 1)
        yield finding("QUIZ-19", place, total=len(keyed), count=count, position=name)
