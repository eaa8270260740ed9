"""HTML → Typst, piece by piece: links, tables, pictures, lists, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from courseware.course.markdown import plain
from courseware.print.assemble import book_job
from courseware.print.drawings import HEIGHT, NARROWEST, WIDTH
from courseware.print.references import Links
from courseware.questions.reading import parse_questions
from courseware.questions.rendering import render
from courseware.questions.spots import SPOT
from courseware.text.html import write
from courseware.text.lines import parse_source

from .conftest import DOCS
from .render import reader
from .test_faults import SVG, image, mapped

if TYPE_CHECKING:
    from courseware.print.book import PrintBook

PAGES = Links(
    {
        "docs/02-network/index.md": frozenset(),
        "docs/02-network/principles.md": frozenset({"调制"}),
        "docs/02-network/architecture.md": frozenset({"核心网"}),
    }
)
HERE = "docs/02-network/principles.md"


def body(markup: str) -> str:
    """The Typst code of a lesson's article."""
    job, found = mapped(markup)
    assert found == []
    _, _, rest = job.main.partition("objectives: (), body: ")
    return rest.removesuffix("})\n}\n").removeprefix("{\n").strip()


@pytest.mark.parametrize(
    ("href", "label"),
    [
        ("architecture.md", "docs/02-network/architecture.md"),
        ("architecture.md#核心网", "docs/02-network/architecture.md#核心网"),
        ("architecture.md#%E6%A0%B8%E5%BF%83%E7%BD%91", "docs/02-network/architecture.md#核心网"),
        ("architecture.md#没有", "docs/02-network/architecture.md"),
        ("architecture.html#核心网", "docs/02-network/architecture.md#核心网"),
        ("../architecture/", "docs/02-network/architecture.md"),
        ("../02-network/architecture/", "docs/02-network/architecture.md"),
        ("../../02-network/architecture/", "docs/02-network/architecture.md"),
        ("./", "docs/02-network/index.md"),
        ("#调制", "docs/02-network/principles.md#调制"),
        ("../04-problems/coverage.md", ""),
        ("../../../etc/passwd", ""),
        ("https://example.com/architecture.md", ""),
    ],
)
def test_link_targets(href: str, label: str) -> None:
    assert PAGES.label(HERE, href) == label


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<p>甲<strong>乙</strong>丙</p>", 'par({\n"甲"\nstrong({\n"乙"\n})\n"丙"\n})'),
        ('<p><a class="mdx-term" href="g.html">基站</a></p>', 'par({\n{\n"基站"\n}\n})'),
        ('<p><a href="javascript:alert(1)">点</a></p>', 'par({\n{\n"点"\n}\n})'),
        ("<ul><li>甲</li></ul>", 'list({\n"甲"\n}, tight: true)'),
        (
            "<ol start='3'><li><p>甲</p></li></ol>",
            'enum({\npar({\n"甲"\n})\n}, start: 3, tight: false)',
        ),
        ("<hr>", "thin-rule()"),
        ("<pre><code>a\n b\n</code></pre>", 'raw("a\\n b", block: true)'),
        (
            "<p>按【以本企业现行规定为准】办</p>",
            'par({\n"按"\npolicy("【以本企业现行规定为准】")\n"办"\n})',
        ),
        ("<p>没有下文【以本企业现行规定为准", 'par({\n"没有下文【以本企业现行规定为准"\n})'),
        (
            '<div class="admonition 提示"><p class="admonition-title">提示</p><p>甲</p></div>',
            'box-plain("提示", {\npar({\n"甲"\n})\n})',
        ),
        (
            (
                '<div class="admonition 对话"><p class="admonition-title">对话</p>'
                "<ul><li>客户：“喂。”</li><li>没有人说</li></ul></div>"
            ),
            (
                'dialogue("", none, (turn("客户", none, {\n"“喂。”"\n}, own: false), '
                'aside({\n"没有人说"\n}), ))'
            ),
        ),
        (
            "<table><tr><td>甲</td></tr></table>",
            'numbered("2.1-1", "", grid-table((3.5fr, ), (left, ), 1, {\n"甲"\n}))',
        ),
        (
            (
                '<div class="admonition 查一查"><p class="admonition-title">五步</p>'
                "<table><tr><td>甲</td></tr></table></div>"
            ),
            (
                'box-desk({\n"五步"\n}, {\ngrid-table((3.5fr, ), (left, ), 1, {\n"甲"\n})\n}, '
                'number: "2.1-1", caption: "五步")'
            ),
        ),
        (
            # What stands outside of cells and items is not lost.
            "<table>甲<caption>题</caption><tr><td>乙</td><p>丙</p></tr></table>",
            (
                '{\n{\npar({\n"甲"\n})\npar({\n"题"\n})\npar({\n"丙"\n})\n}\n'
                'numbered("2.1-1", "", grid-table((3.5fr, ), (left, ), 1, {\n"乙"\n}))\n}'
            ),
        ),
        (
            "<ul>甲<li>乙</li></ul>",
            '{\n{\npar({\n"甲"\n})\n}\nlist({\n"乙"\n}, tight: true)\n}',
        ),
        (
            "<dl><dd>甲</dd><dt>乙</dt><dd>丙</dd></dl>",
            (
                '{\n{\npar({\n"甲"\n})\n}\nterms(terms.item({\n"乙"\n}, {\n{\npar({\n"丙"\n})'
                "\n}\n}))\n}"
            ),
        ),
        (
            "<p>等 40 分钟，20–30 MHz，第2章，4G。</p>",
            (
                'par({\n"等 "\nunbroken("40 分钟")\n"，"\nunbroken("20–30 MHz")\n'
                '"，第"\nunbroken("2章")\n"，4G。"\n})'
            ),
        ),
        (
            '<p><a href="../04-problems/coverage.md">覆盖</a></p>',
            'par({\nelsewhere("4.2 节", {\n"覆盖"\n})\n})',
        ),
    ],
)
def test_markup(markup: str, code: str) -> None:
    assert body(markup) == code


def test_wide_tables_keep_short_columns_whole() -> None:
    long = "很长的一句话" * 8
    rows = f"<tr><td>步骤一</td><td>{long}</td><td>{long}</td></tr>"
    head = "<thead><tr><th>步</th><th align='center'>甲</th><th>乙</th></tr></thead>"
    code = body(f"<table>{head}<tbody>{rows}</tbody></table>")
    assert code.startswith(
        'numbered("2.1-1", "", grid-table((auto, 6.93fr, 6.93fr, ), (left, center, left, ), 1, t'
    )


def test_question_without_an_id_is_numbered_by_position() -> None:
    source, _ = parse_source("docs/a.md", "<quiz>\n问\n- [x] 对\n- [ ] 错\n</quiz>\n")
    asked = tuple(render(question, plain) for question in parse_questions(source)[0])
    job, found = mapped(f'<div class="{SPOT}" data-number="0"></div>', questions=asked)
    assert found == []
    assert 'number: "1", id: "", kind: "判断", objectives: (), pool: (), red: false' in job.main
    assert 'number: "1", id: "", key: "A", stem: ' in job.main


def test_svg_gets_print_colours_and_our_font() -> None:
    drawing = SVG.format(
        '<rect fill="var(--mdx-paper, #fbfaf7)" stroke="var(--mdx-ink)" color="currentColor"/>'
        '<text font-family="SimSun">甲</text>'
    )
    job, found = mapped(image("../02-network/a.svg"), {"02-network/a.svg": drawing})
    assert found == []
    root = etree.fromstring(job.files["02-network/a.svg"])
    assert dict(root[0].attrib) == {"fill": "#fbfaf7", "stroke": "#1d2733", "color": "#1d2733"}
    assert root[1].get("font-family") == "Noto Sans SC"
    assert 'picture("02-network/a.svg", alt: "读图得到什么", width: 112.0mm' in job.main


@pytest.mark.parametrize(
    ("height", "width"),
    [
        (200, WIDTH),
        (480, WIDTH),
        (600, HEIGHT * 480 / 600),
        (620, HEIGHT * 480 / 620),
        (900, NARROWEST),
        (1600, 225 * 480 / 1600),
    ],
)
def test_figure_width(height: int, width: float) -> None:
    drawing = SVG.format("").replace("0 0 480 300", f"0 0 480 {height}")
    job, _ = mapped(image("a.svg"), {"02-network/a.svg": drawing})
    assert f"width: {width:.1f}mm" in job.main


def test_articles_are_left_as_they_were(book: PrintBook) -> None:
    before = [write(part.article) for chapter in book.chapters for part in chapter.lessons]
    book_job(book, reader(DOCS))
    after = [write(part.article) for chapter in book.chapters for part in chapter.lessons]
    assert after == before


@pytest.mark.parametrize(
    ("before", "after", "floats"),
    [
        ("<p>甲</p>", "<p>乙</p>", True),
        ("<h2>甲</h2>", "<p>乙</p>", True),
        ("<h2>甲</h2>", "<h2>乙</h2>", False),
        ("<h3>甲</h3>", "", False),
        ("", "<h2>乙</h2>", True),
    ],
)
def test_a_figure_does_not_float_away_from_an_empty_section(
    before: str, after: str, *, floats: bool
) -> None:
    drawing = {"02-network/a.svg": SVG.format("")}
    job, _ = mapped(before + image("a.svg") + after, drawing)
    assert "picture(" in job.main
    assert ("floating: true" in job.main) is floats
