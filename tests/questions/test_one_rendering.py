"""One rendering: every face shows the trees that :mod:`courseware.questions.rendering` makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from courseware.course.markdown import CONFIGS, EXTENSIONS, converter, plain
from courseware.course.model import Level
from courseware.course.reading import read_course
from courseware.exams.blueprint import Blueprint
from courseware.exams.draw import Draw, Drawn, Paper
from courseware.exams.model import Bank, Item, Section
from courseware.exports.entries import Entry
from courseware.exports.moodle import write_moodle
from courseware.exports.packed import Packer
from courseware.exports.qti import write_qti
from courseware.print.exam_paper import ExamContext, exam_jobs
from courseware.print.prepare import prepared
from courseware.print.question_boxes import stem_of
from courseware.questions.id_register import Register
from courseware.questions.page_markdown import rendered_markdown, unshielded
from courseware.questions.rendering import GAP, copied, render
from courseware.questions.spots import placed
from courseware.site.exam_page import EXAM_PAGE, exam_forms
from courseware.site.question_forms import set_questions
from courseware.text.html import parse, remove_back_links, with_class, write
from courseware.text.lines import parse_source
from tests.print.test_faults import mapped
from tests.questions import samples

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from courseware.course.model import Course
    from courseware.questions.rendering import Rendered

PATH = "docs/02-trial/one.md"
TRAPS = {
    "list": "3. 第三步\n4. 第四步",
    "fence": "```text\n第一行 {x}\n  第二行 <y>\n```",
    "definitions": "漫游\n:   到了外地",
    "table": "| 项 | 值 |\n| --- | ---: |\n| 甲 | 1 |",
    "footnote": "按规定[^1]。\n\n[^1]: 见**手册**。",
    "attributes": "先**核身**{.no-term}。",
}
"""What a stem, a feedback and an explanation may hold, each a block."""
WANTED = {
    "list": "<ol>\n<li>第三步</li>\n<li>第四步</li>\n</ol>",
    "fence": (
        '<div class="highlight"><pre><span></span><code>第一行 {x}\n'
        "  第二行 &lt;y&gt;\n</code></pre></div>"
    ),
    "definitions": "<dl>\n<dt>漫游</dt>\n<dd>到了外地</dd>\n</dl>",
    "table": (
        '<table>\n<thead>\n<tr>\n<th>项</th>\n<th align="right">值</th>\n</tr>\n</thead>\n<tbody>'
        '\n<tr>\n<td>甲</td>\n<td align="right">1</td>\n</tr>\n</tbody>\n</table>'
    ),
    "attributes": '<p>先<strong class="no-term">核身</strong>。</p>',
}


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def choice(trap: str) -> str:
    text = TRAPS[trap]
    return (
        f"<!-- question id=2-01 objective=a -->\n<quiz>\n怎么做？\n\n{text}\n\n请选一项。\n\n"
        f"- [x] 先**核身**{{.no-term}}，见[本课](one.md#正文)\n{quoted(text)}\n- [ ] 别的\n"
        f"> 不对。\n\n因为：\n\n{text}\n</quiz>\n"
    )


def gaps(trap: str) -> str:
    text = TRAPS[trap]
    return (
        "<!-- question id=2-02 objective=b -->\n<quiz>\n"
        f"写 [[甲|乙]] 和 `[[码]]`。\n\n{text}\n\n再写 [[丙]]。\n\n---\n因为：\n\n{text}\n</quiz>\n"
    )


def course_of(trap: str) -> tuple[Course, dict[str, str]]:
    body = "正文的脚注[^1]。\n\n[^1]: 正文的。\n"
    pages = samples.course(one=samples.lesson("one", choice(trap), gaps(trap), body=body))
    return samples.parsed(pages), pages


def inner(tree: HtmlElement) -> str:
    """The markup in a tree; a field for a gap and a gap are the same, links lead nowhere."""
    own = copied(tree)
    for field in [*own.iter(GAP), *with_class(own, "mdx-gap")]:
        field.tag = GAP
        field.attrib.clear()
    remove_back_links(own)
    for link in list(own.iter("a")):
        link.drop_tag()
    return write(own).strip()


def trees(rendered: Rendered) -> list[str]:
    """What every face must show, in reading order."""
    return [inner(tree) for tree in rendered.trees()]


def form_trees(form: HtmlElement) -> list[str]:
    names = (
        "mdx-question__stem", "mdx-option__text", "mdx-option__feedback",
        "mdx-question__explanation",
    )  # fmt: skip
    return [inner(part) for part in form.iter("div", "span") if (part.get("class") or "") in names]


@pytest.mark.parametrize("trap", TRAPS)
def test_site_paper_exams_and_exports_show_the_same_trees(trap: str) -> None:
    course, pages = course_of(trap)
    (lesson,) = course.lessons()
    source, _ = parse_source(PATH, pages[PATH])
    asked = tuple(render(question, plain) for question in lesson.questions)
    wanted = [trees(one) for one in asked]
    if trap in WANTED:
        assert all(text.count(WANTED[trap]) == 1 for text in (wanted[0][0], wanted[1][0]))
        assert WANTED[trap].removeprefix("<p>").removesuffix("</p>") in wanted[0][2]

    # The site, and the self-examination that takes over its forms.
    page = converter(EXTENSIONS, CONFIGS)(rendered_markdown(source, lesson.questions))
    article = placed(parse(unshielded(page)), source)
    spotted = copied(article)
    set_questions(article, asked, Register(), str)
    assert [form_trees(form) for form in with_class(article, "mdx-question")] == wanted
    ids = [element.get("id") for element in article.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for form, want in zip(exam_forms(article, "02-trial/one.html", EXAM_PAGE), wanted, strict=True):
        assert form_trees(parse(form.markup)) == want

    # Print: the model's parts are mapped, none from the page.
    job, found = mapped(write(spotted), questions=asked)
    assert found == []
    for one in asked:
        assert inner(stem_of(one)) == inner(prepared(one.stem))
    assert job.main.count("请选一项。") == 2  # asked, and above its answer

    # Papers.
    items = tuple(
        Item(question, "one", Level.UNDERSTAND, f"p-{question.id}") for question in lesson.questions
    )
    drawn = (Drawn("1", items[0], (1, 0)), Drawn("2", items[1], ()))
    sections = dict.fromkeys(Section, ()) | {
        Section.SINGLE: drawn[:1],
        Section.FILL_IN: drawn[1:],
    }
    paper = Paper("A", sections, {}, ())
    blueprint = Blueprint("卷", 60, 100, 60, 2, 1, {}, {}, ())
    context = ExamContext(
        course, Bank(items), blueprint, Draw(1, "0", (paper,)), plain, bytes, range(0x110000), b""
    )
    assert [sheet for sheet, _, faults in exam_jobs(context, paper) if faults] == []
    assert [trees(one) for one in context.rendered.values()] == wanted

    # Exports.
    (chapter,) = course.chapters
    packer = Packer(plain, bytes)
    packed = [packer.pack(Entry(q, lesson, chapter, "课")) for q in lesson.questions]
    assert [faults for _, faults in packed] == [(), ()]
    for (one, _), want in zip(packed, wanted, strict=True):
        options = [tree for o in one.options for tree in (o.text, o.feedback)]
        shown = [inner(tree) for tree in (one.stem, *options, one.explanation)]
        assert shown == want
    moodle, faults = write_moodle(one for one, _ in packed)
    assert faults == ()
    for text, (one, _) in zip(
        etree.fromstring(moodle).xpath("//question/generalfeedback/text/text()"),
        packed,
        strict=True,
    ):
        assert inner(parse(text)) == inner(one.explanation)
    assert write_qti(one for one, _ in packed)[1] == ()


def test_the_key_comes_from_the_model() -> None:
    """An option written twice, once right: the plain plug-in marks both, the model one."""
    question = samples.question(samples.SINGLE.replace("8 个", "6 个"))
    article = parse('<div class="mdx-spot" data-number="0"></div>')
    set_questions(article, [render(question, plain)], Register(), str)
    keys = [field for field in article.iter("input") if field.get("data-correct") is not None]
    assert [field.get("id") for field in keys] == ["q-2-01-1"]


def test_a_footnote_of_a_question_is_its_own() -> None:
    course, _ = course_of("footnote")
    rendered = render(next(iter(course.questions())), plain)
    article = parse('<div class="mdx-spot" data-number="0"></div>')
    set_questions(article, [rendered], Register(), str)
    (form,) = exam_forms(article, "02-trial/one.html", EXAM_PAGE)
    assert form.markup.count('href="#fn:2-01-stem-1"') == 1
    assert form.markup.count('href="02-trial/one.md') == 1
    notes = [
        [element.get("id") for element in tree.iter("li") if element.get("id")]
        for tree in rendered.trees()
    ]
    assert notes == [
        ["fn:2-01-stem-1"], [], ["fn:2-01-1-feedback-1"], [], [], ["fn:2-01-explanation-1"],
    ]  # fmt: skip
    for tree in rendered.trees():
        ids = {f"#{element.get('id')}" for element in tree.iter() if element.get("id")}
        assert {a.get("href") for a in tree.iter("a") if a.get("href", "").startswith("#")} <= ids


FORGED = """<div class="mdx-spot" data-number="0">假的</div>

甲 <!--question 0--> 乙 <!--question- 0--> 丙
"""


def test_nobody_can_write_a_spot_or_a_gap() -> None:
    gap = samples.FILL_IN.replace("接口叫", '<gap n="7">接口</gap> \ue0000\ue001 叫')
    text = f"{FORGED}\n{gap}"
    pages = samples.course(one=samples.lesson("one", body=text))
    source, _ = parse_source(PATH, pages[PATH])
    (question,) = read_course("", pages).course.questions()
    markdown = rendered_markdown(source, [question])
    assert "<quiz>" not in markdown
    assert "[[4" not in markdown
    article = placed(parse(unshielded(plain(markdown))), source)
    rendered = render(question, plain)
    assert [gap.get("n") for gap in rendered.stem.iter(GAP)] == ["0", "1"]
    assert set_questions(article, [rendered], Register(), str) == 1
    assert len(with_class(article, "mdx-gap")) == 2
    assert "假的" in str(article.text_content())
    comments = [str(one.text) for one in article.iter(etree.Comment)]
    assert comments == ["question 0", "question- 0", " course: score "]
