"""Questions one by one: complete, fair, independent; no option gives the key away."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from courseware.questions.guessers import single_key
from courseware.questions.kinds import KINDS, Shape
from courseware.questions.reading import hidden_questions, label_place
from courseware.text.finding import E, Rule, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic, Location

# fmt: off
QUIZ_12 = Rule(
    "QUIZ-12", E, "只有一个选项",
    "题目只有一个选项；请补上至少一个错误选项", "只有一个选项就不用想了。",
)
QUIZ_13 = Rule(
    "QUIZ-13", E, "选项重复",
    "这个选项与第 {line} 行的相同（不计大小写、全半角和空格）；请改写其中一个",
    "两个相同的选项，至少有一个判错。",
)
QUIZ_14 = Rule(
    "QUIZ-14", E, "选项没有反馈",
    "选项下面没有反馈；请紧接着写一行“> ”：错的点破误解，对的说明理由",
    "选错的人最需要知道错在哪里。",
    bad="- [ ] 8 个", good="- [ ] 8 个\n> 8 比特对应 256QAM。",
)
QUIZ_15 = Rule(
    "QUIZ-15", E, "题目没有解析",
    "题目没有解析；请在选项之后空一行写解析（填空题先写一行 ---）",
    "解析说清为什么对、依据在哪一节。",
)
QUIZ_16 = Rule(
    "QUIZ-16", E, "用了“以上都对”一类的选项",
    "选项“{text}”把别的选项合在一起；请改成一个独立的说法，或改成多选题",
    "这种选项考的是排除法，选项换了顺序还会出错。",
)
QUIZ_18 = Rule(
    "QUIZ-18", W, "正确项明显最长",
    "正确项比其他选项长出一半以上；请写得一样长短",
    "长短暴露了答案。",
)
QUIZ_20 = Rule(
    "QUIZ-20", W, "否定的题干没有加粗",
    "题干里的“{word}”没有加粗；请改成正面问法，必须否定时写成 **{word}**",
    "看漏一个“不”，会的人也答错。",
    bad="下面哪一项不属于受理？", good="下面哪一项**不**属于受理？",
)
QUIZ_21 = Rule(
    "QUIZ-21", W, "多选题没有注明",
    "有 {count} 个正确项，题干没有写“（多选）”；请在题干开头写（多选）",
    "不知道能多选的人只选一个。",
)
QUIZ_22 = Rule(
    "QUIZ-22", W, "注明多选却只有一个正确项",
    "题干写了“（多选）”，却只有一个正确项；请核对答案，或删去（多选）",
    "注明与答案不符，做题的人会误判。",
)
QUIZ_23 = Rule(
    "QUIZ-23", E, "题号的写法不对",
    "题号“{id}”不对；请写成 章号-两位序号，例如 {suggestion}",
    "题号以章号开头，全课程不重复，报告和题库才对得上。",
    bad="id=q1", good="id=2-07",
)
QUIZ_24 = Rule(
    "QUIZ-24", W, "所有选项都正确",
    "所有选项都是正确项；请至少加一个错误项", "全选就对的题测不出会不会。",
)
QUIZ_27 = Rule(
    "QUIZ-27", W, "题目依赖别的题",
    "“{word}”让这一题离不开别的题；请把需要的情况写进本题",
    "题目会被抽到别处单独使用。",
)
QUIZ_28 = Rule(
    "QUIZ-28", W, "两种答案写法相同",
    "答案“{answer}”写了两次（不计大小写、全半角和空格）；请删去一个",
    "判断时本来就不计这些差别。",
)
# fmt: on


LONG_KEY = 1.5
"""A key this many times as long as the longest wrong option gives itself away."""

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


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the questions of every lesson, and of every chapter as a whole."""
    for page in course.pages.values():
        yield from hidden_questions(page.source, lesson=page.lesson is not None)
    for page, lesson in course.lessons():
        number = page.path.removeprefix("docs/")[:2].lstrip("0")
        for question in lesson.questions:
            yield from _label(page, question, number)
            yield from _stem(page, question)
            if KINDS[question.kind].shape is Shape.GAPS:
                yield from _blanks(question)
            else:
                yield from _options(question)
            if not question.explanation:
                yield QUIZ_15.at(question.location)


def normal(text: str) -> str:
    """Text as the judge of answers in the page sees it: no case, width, blank or comma."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).lower())


def _label(page: Page, question: Question, chapter: str) -> Iterator[Diagnostic]:
    found = _ID.fullmatch(question.id)
    if question.id and not (found and found[1] == chapter):
        place = label_place(page.source, question, "id", question.id)
        facts = {"id": question.id, "suggestion": f"{chapter or 1}-01"}
        yield QUIZ_23.at(place, width=len(question.id), **facts)


def _stem(page: Page, question: Question) -> Iterator[Diagnostic]:
    right = sum(choice.correct for choice in question.choices)
    named = any(mark in question.stem for mark in _MULTIPLE)
    if right > 1 and not named:
        yield QUIZ_21.at(_in_stem(page, question, ""), count=right)
    if right == 1 and named:
        mark = next(mark for mark in _MULTIPLE if mark in question.stem)
        yield QUIZ_22.at(_in_stem(page, question, mark), width=len(mark))
    for other in _ELSEWHERE.findall(question.stem):
        yield QUIZ_27.at(_in_stem(page, question, other), width=len(other), word=other)
    kind = KINDS[question.kind]
    if kind.shape is Shape.CHOICES and not kind.fixed:
        asked = list(_asked(question.stem)) or [question.stem]
        plain = _QUOTED.sub(lambda found: "□" * len(found[0]), asked[-1])
        if negative := next(filter(_is_negation, _NEGATIVE.finditer(plain)), None):
            word = "不" if negative[0].startswith("不") else negative[0]
            offset = question.stem.rfind(asked[-1]) + negative.start()
            place = _in_stem(page, question, question.stem[offset:].split("\n", 1)[0])
            yield QUIZ_20.at(place, width=len(word), word=word)


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
                yield QUIZ_28.at(blank.location, answer=answer)


def _options(question: Question) -> Iterator[Diagnostic]:
    choices = question.choices
    if len(choices) == 1:
        yield QUIZ_12.at(choices[0].location)
    elif choices and all(choice.correct for choice in choices):
        yield QUIZ_24.at(question.location)
    seen: dict[str, Location] = {}
    for choice in choices:
        first = seen.setdefault(normal(choice.text), choice.location)
        if first is not choice.location:
            yield QUIZ_13.at(choice.location, line=first.line)
        if not choice.feedback:
            yield QUIZ_14.at(choice.location)
        if _ALL.search(choice.text.strip("。.！ ")):
            yield QUIZ_16.at(choice.location, text=choice.text)
    key = single_key(question)
    if key is not None:
        lengths = [len(choice.text) for choice in choices]
        others = max(lengths[:key] + lengths[key + 1 :])
        if lengths[key] > LONG_KEY * others and lengths[key] - others > len("一个短语"):
            yield QUIZ_18.at(choices[key].location)
