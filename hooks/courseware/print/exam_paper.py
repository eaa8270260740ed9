"""A drawn paper → the Typst documents 试卷, 答题卡 and 参考答案."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from courseware.course.naming import chinese_number
from courseware.exams.model import Section
from courseware.print import block_elements, question_boxes
from courseware.print.book import TypstJob
from courseware.print.drawings import Pictures
from courseware.print.glyphs import missing
from courseware.print.page_state import Counter, Scope
from courseware.print.prepare import prepared
from courseware.print.references import Links
from courseware.print.rules import PRINT_7
from courseware.print.syntax import array, boolean, call, literal, sequence
from courseware.questions.kinds import LETTERS, letter
from courseware.questions.rendering import render, rendered_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from lxml.html import HtmlElement

    from courseware.course.model import Course
    from courseware.exams.blueprint import Blueprint
    from courseware.exams.draw import Draw, Drawn, Paper
    from courseware.exams.model import Bank, Case, Item
    from courseware.questions.rendering import Rendered
    from courseware.text.finding import Diagnostic, Location

TEMPLATE = "exam.typ"
_HINTS = {
    Section.SINGLE: "每题只有一个正确选项。",
    Section.MULTIPLE: "每题有两个或更多正确选项；漏选得一半分，选错不得分。",
    Section.FILL_IN: "把答案写在答题卡的横线上；一题有几个空格时，全对才得分。",
    Section.CASE: "先读案例，再答题；每小题只有一个正确选项。",
    Section.RED: "不计分，须全部答对；答错任意一道，补学后重做红线题。",
}


class Sheet(StrEnum):
    """The documents of a paper, by the word in their title."""

    PAPER = "试卷"
    ANSWERS = "答题卡"
    KEY = "参考答案"


@dataclass(frozen=True)
class ExamContext:
    """What every paper of a draw is printed with.

    ``markdown`` turns Markdown into HTML, ``read`` gives a picture's bytes by its path from
    the project's root and raises OSError where there is none. ``characters`` are the code
    points of the fonts, ``template`` the bytes of :data:`TEMPLATE`.
    """

    course: Course
    bank: Bank
    blueprint: Blueprint
    draw: Draw
    markdown: Callable[[str], str]
    read: Callable[[str], bytes]
    characters: Collection[int]
    template: bytes
    rendered: dict[str, Rendered] = field(default_factory=dict)


def exam_jobs(
    context: ExamContext, paper: Paper
) -> Iterator[tuple[Sheet, TypstJob, tuple[Diagnostic, ...]]]:
    """The three documents of a paper, each with what can't be printed of it."""
    for sheet in Sheet:
        press = _Press(context, paper, sheet)
        main = press.document()
        yield sheet, main, tuple(press.found)


class _Press:
    """One document being made."""

    def __init__(self, context: ExamContext, paper: Paper, sheet: Sheet) -> None:
        self.context = context
        self.paper = paper
        self.sheet = sheet
        self.pictures = Pictures(context.read)
        places = {lesson.path: f"{lesson.number} 节" for lesson in context.course.lessons()}
        self.links = Links({}, places)
        self.cases = {case.id: case for case in context.bank.cases}
        self.lessons = {lesson.id: lesson for lesson in context.course.lessons()}
        self.found: list[Diagnostic] = []

    def document(self) -> TypstJob:
        """The whole document."""
        parts = [self._part(order, section) for order, section in enumerate(self._sections(), 1)]
        lines = [f'#import "{name}": *' for name in ("template.typ", TEMPLATE)]
        lines += [f"#show: {self._head()}", *(f"#{part}" for part in parts)]
        files = {TEMPLATE: self.context.template, **self.pictures.files}
        return TypstJob("\n".join(lines) + "\n", files)

    def _sections(self) -> list[Section]:
        return [section for section in Section if self.paper.sections[section]]

    def _head(self) -> str:
        blueprint, draw = self.context.blueprint, self.context.draw
        rows = [(self._name(section), self._worth(section)) for section in self._sections()]
        return call(
            "exam.with",
            title=literal(blueprint.title),
            course=literal(self.context.course.title),
            sheet=literal(self.sheet),
            letter=literal(self.paper.name),
            minutes=str(blueprint.minutes),
            total=str(blueprint.total),
            pass_mark=str(blueprint.pass_mark),
            scores=array(call("score", literal(n), literal(w)) for n, w in rows),
            origin=literal(f"题库 {draw.fingerprint} · 种子 {draw.seed} · {self.paper.name} 卷"),
        )

    def _part(self, order: int, section: Section) -> str:
        title = f"{chinese_number(order)}、{self._name(section)}"
        rule = "" if self.sheet is Sheet.ANSWERS else self._rule(section)
        parts = [call("part", literal(title), literal(rule))]
        drawn = self.paper.sections[section]
        if self.sheet is Sheet.ANSWERS:
            parts.append(self._boxes(section, drawn))
        else:
            if self.sheet is Sheet.KEY:
                parts.append(call("keys", *(self._short_key(one) for one in drawn)))
            parts += self._items(section, drawn)
        return sequence(parts)

    def _items(self, section: Section, drawn: tuple[Drawn, ...]) -> Iterator[str]:
        """The items of a section, those of a case behind its text."""
        make = self._item if self.sheet is Sheet.PAPER else self._answer
        for count, (name, group) in enumerate(groupby(drawn, lambda one: one.item.case), 1):
            if section is Section.CASE:
                yield self._case(self.cases[name], count)
            yield from map(make, group)

    @staticmethod
    def _name(section: Section) -> str:
        return f"{section}题" if section is not Section.CASE else "案例分析题"

    def _worth(self, section: Section) -> str:
        points = self.context.blueprint.points.get(section, 0)
        count = len(self.paper.sections[section])
        return f"{points * count} 分" if points else "全对"

    def _rule(self, section: Section) -> str:
        points = self.context.blueprint.points.get(section, 0)
        count = len(self.paper.sections[section])
        worth = f"每题 {points} 分，共 {points * count} 分。" if points else ""
        hint = _HINTS[section] if self.sheet is Sheet.PAPER else ""
        return f"共 {count} 题。{worth}{hint}"

    def _case(self, case: Case, count: int) -> str:
        title = f"案例{chinese_number(count)}　{case.title}"
        text = rendered_text(case.text, self.context.markdown, case.id)
        body = self._tree(text, case.location) if self.sheet is Sheet.PAPER else "[]"
        return call("case", literal(title), body)

    def _item(self, one: Drawn) -> str:
        question, rendered = one.item.question, self._rendered(one.item)
        return call(
            "item",
            literal(one.number),
            self._tree(rendered.stem, question.location),
            array(
                call(
                    "option",
                    literal(letter(index)),
                    self._tree(rendered.options[old].text, question.choices[old].location),
                )
                for index, old in enumerate(one.order)
            ),
        )

    def _short_key(self, one: Drawn) -> str:
        return call("key", literal(one.number), literal(shown_key(one)))

    def _answer(self, one: Drawn) -> str:
        item = one.item
        question, rendered = item.question, self._rendered(item)
        return call(
            "solution",
            literal(one.number),
            id=literal(item.id),
            answer=literal(shown_key(one)),
            source=literal(self._source(item)),
            stem=self._tree(rendered.stem, question.location),
            explanation=self._tree(rendered.explanation, question.location),
            feedback=array(
                call(
                    "verdict",
                    literal(letter(index)),
                    boolean(question.choices[old].correct),
                    self._tree(rendered.options[old].feedback, question.choices[old].location),
                )
                for index, old in enumerate(one.order)
                if question.choices[old].feedback
            ),
        )

    def _source(self, item: Item) -> str:
        """Lesson, objective and level of an item."""
        lesson = self.lessons[item.lesson]
        known = [objective.id for objective in lesson.objectives]
        numbers = [str(known.index(o) + 1) for o in item.question.objectives if o in known]
        return f"{lesson.number} {lesson.title} · 目标 {'、'.join(numbers)} · {item.level}"

    def _boxes(self, section: Section, drawn: tuple[Drawn, ...]) -> str:
        """Where the answers of a section are written."""
        if section is Section.FILL_IN:
            return call(
                "lines",
                *(
                    call("blanks", literal(one.number), str(len(one.item.question.blanks)))
                    for one in drawn
                ),
            )
        return call(
            "bubbles",
            *(
                call("bubble", literal(one.number), array(map(literal, LETTERS[: len(one.order)])))
                if one.order
                else call("blanks", literal(one.number), str(len(one.item.question.blanks)))
                for one in drawn
            ),
        )

    def _rendered(self, item: Item) -> Rendered:
        """An item as trees, made once for the three documents of every paper."""
        made = self.context.rendered
        if item.id not in made:
            made[item.id] = render(item.question, self.context.markdown)
        return made[item.id]

    def _tree(self, tree: HtmlElement, location: Location) -> str:
        """A tree as Typst code; gaps are lines of one length, whatever belongs there."""
        root = prepared(tree)
        scope = Scope(
            path=location.path,
            lesson=None,
            trainer=False,
            links=self.links,
            pictures=self.pictures,
            figures=Counter(""),
            tables=Counter(""),
            level=2,
            numbers_tables=False,
            last_level=1,
        )
        if len(root) == 1 and root[0].tag == "p" and not (root.text or "").strip():
            code = block_elements.flow(root[0], scope, paragraphs=False)
        else:
            code = block_elements.flow(root, scope)
        self.found += [replace(one, location=location) for one in scope.diagnostics]
        for character, around in missing(str(root.text_content()), self.context.characters):
            facts = {"character": character, "point": f"U+{ord(character):04X}", "around": around}
            self.found.append(PRINT_7.at(location, width=0, **facts))
        return code


def shown_key(one: Drawn) -> str:
    """The right answer as a grader reads it: ``B``, ``ACD``, ``400，或四百``."""
    return question_boxes.shown_key(one.item.question, one.key)
