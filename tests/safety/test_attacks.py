"""Every attack of the two lists is found, exactly where it stands; lawful neighbours are not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from courseware.checks.settings import UNSAFE
from courseware.course.markdown import render
from courseware.site.passes.figures import draw_figures
from courseware.text import html
from courseware.text.allowed import Where
from courseware.text.finding import Severity
from courseware.text.markup import authored, needs_rendering
from courseware.text.svg import check_svg
from tests.checks.course import OPENING, Edit, edited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

HERE = Path(__file__).parent
ATTACKS = yaml.safe_load((HERE / "markdown.yml").read_text("utf-8"))
DRAWINGS = yaml.safe_load((HERE / "drawings.yml").read_text("utf-8"))
SAFETY = {code for code in UNSAFE if code.startswith("SAFE-")} | {"LINK-3", "LINK-5", "FIG-2"}
HARMLESS = {"<img src='x' onerror='alert(1)'", "[核对](<java\tscript:alert(1)>)"}
"""What Markdown turns into words, or into an address that runs nothing."""
PLACE = "第一句报工号"
WHERE = Where("01-calls/opening.md", ("www.miit.gov.cn",))
SVG = (HERE.parent / "data/course/docs/01-calls/opening-steps.svg").read_text("utf-8")


def attacks() -> list[ParameterSet]:
    return list(_attacks())


def _attacks() -> Iterator[ParameterSet]:
    for name, cases in ATTACKS.items():
        for number, case in enumerate(cases, start=1):
            yield pytest.param(case["write"], case["found"], id=f"{name} {number}")


def texts() -> list[str]:
    return [case["write"] for cases in ATTACKS.values() for case in cases]


def drawings() -> list[ParameterSet]:
    return list(_drawings())


def _drawings() -> Iterator[ParameterSet]:
    for around in ("inside", "around"):
        for name, cases in DRAWINGS[around].items():
            for number, case in enumerate(cases, start=1):
                drawn = drawing(case["write"], around)
                yield pytest.param(drawn, case["found"], id=f"{name} {number}")


def drawing(part: str, around: str = "inside") -> str:
    if around == "around":
        return part.format(SVG)
    return SVG.replace("  <rect x", f"  {part}\n  <rect x")


@pytest.mark.parametrize(("text", "found"), attacks())
def test_an_attack_is_found_where_it_stands(text: str, found: list[str], tmp_path: Path) -> None:
    marked = edited(tmp_path, Edit(OPENING, PLACE, f"{text}\n\n{PLACE}"))
    lines = (marked.root / OPENING).read_text("utf-8").split("\n")
    first = lines.index(text.split("\n", maxsplit=1)[0])
    seen = [one for one in marked.diagnostics() if one.code in SAFETY]
    assert {one.location.path for one in seen} == {OPENING}
    said = [f"{one.code} {one.location.line - first}:{one.location.column}" for one in seen]
    assert sorted(said) == found


@pytest.mark.parametrize("text", texts())
def test_the_markup_alone_gives_it_away(text: str) -> None:
    """Without the patterns over Markdown; these are stricter where there is no tag to a browser."""
    markup = render(text)
    offences = [*authored(markup, WHERE), *authored(html.write(html.parse(markup)), WHERE)]
    assert bool(offences) is (text not in HARMLESS)


@pytest.mark.parametrize("text", texts())
def test_no_attack_passes_for_plain_text(text: str) -> None:
    """What is not rendered for ``check`` can hold none of them."""
    assert needs_rendering(text)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("<div><\ue0f1script>alert(1)</script></div>", 7),
        ("[核对](java\ue0f1script:alert(1))", 10),
        ("`\ue0f2`", 2),
        ("\ue0001\ue001", 1),
    ],
)
def test_our_own_signs_are_none_of_an_authors(text: str, column: int, tmp_path: Path) -> None:
    """By taking its signs out of a page the build would else put a tag together."""
    marked = edited(tmp_path, Edit(OPENING, PLACE, f"{text}\n\n{PLACE}"))
    hidden = [one for one in marked.diagnostics() if one.code == "FILE-2"]
    assert hidden[0].location.column == column
    assert hidden[0].severity is Severity.ERROR
    assert "FILE-2" in UNSAFE


def test_there_are_enough() -> None:
    assert len(ATTACKS) >= 35
    assert len(attacks()) >= 170
    assert len(drawings()) >= 80


@pytest.mark.parametrize(("drawn", "found"), drawings())
def test_a_drawing_is_refused_in_words(drawn: str, found: list[str]) -> None:
    seen = check_svg("docs/x.svg", drawn)
    said = [f"{one.code} {one.location.line}:{one.location.column} {one.message}" for one in seen]
    assert [line.partition("；")[0] for line in said] == found


@pytest.mark.parametrize(("drawn", "found"), drawings())
def test_a_refused_drawing_is_not_drawn(drawn: str, found: list[str]) -> None:
    article = html.parse('<p><img src="x.svg" alt="a"></p>')
    seen = draw_figures(article, page="x.md", number="", read=lambda _: drawn.encode())
    assert [f"{one.code} {one.location.line}:{one.location.column}" for one in seen] == [
        re.match(r"\S+ \S+", line)[0]
        for line in found  # type: ignore[index]
    ]
    assert html.write(article) == (
        '<figure class="mdx-figure"><img src="x.svg" alt="a"><figcaption></figcaption></figure>'
    )


@pytest.mark.parametrize(
    "part",
    [
        "<g fill='#cccccc'/>",
        "<g fill='url(#a)'/>",
        "<g fill='url( \"#a\" ) #fff'/>",
        "<g fill='var(--mdx-ink, rgb(0 0 0))' transform='translate(1 2) rotate(3)' id='a'/>",
        "<clipPath id='a'><rect width='1' height='1'/></clipPath>",
        "<g xml:space='preserve' aria-label='(x)'/>",
        "<!-- <script>alert(1)</script> -->",
    ],
)
def test_a_lawful_drawing_is_lawful(part: str) -> None:
    assert check_svg("docs/x.svg", drawing(part)) == []


def test_a_comment_in_a_drawing_ends_in_no_page() -> None:
    """``<!-->`` is a whole comment to a browser; to XML it has only begun."""
    drawn = drawing("<!--><img src=x onerror=alert(1)>-->")
    article = html.parse('<p><img src="x.svg" alt="a"></p>')
    assert draw_figures(article, page="x.md", number="", read=lambda _: drawn.encode()) == []
    assert "onerror" not in html.write(article)


def test_colours_keep_their_values_and_references_their_drawing() -> None:
    drawn = drawing(
        "<g fill='#cccccc' stroke='#abc'/><g id='cc' fill='url(#cc)' stroke='URL( \"#cc\" ) #ccc'/>"
    )
    article = html.parse('<p><img src="steps.svg" alt="a"></p>')
    draw_figures(article, page="x.md", number="", read=lambda _: drawn.encode())
    groups = [dict(e.attrib) for e in article.iter("{http://www.w3.org/2000/svg}g")][1:]
    assert groups == [
        {"fill": "#cccccc", "stroke": "#abc"},
        {"id": "steps-cc", "fill": "url(#steps-cc)", "stroke": 'URL( "#steps-cc" ) #ccc'},
    ]


LAWFUL = [
    "**重点**、*轻一点*、`code`、H~2~O，1 < 2，甲 & 乙。",
    "[核对](verify.md#三步)，[信号](../02-network/signal.md)，[本页](#三句话)。",
    "[工信部](https://www.miit.gov.cn/x?a=b&c=d#e)，[子站](https://a.www.miit.gov.cn/)。",
    '![三句话依次排列](opening-steps.svg "三句话"){ data-lab=sharing }',
    "### 三步 {: #three-steps }",
    "重点段落\n{: .note lang=en }",
    '!!! 红线 "不能说"\n    重点\n\n??? 查一查\n    重点',
    "```python\na = 1 < 2\n```",
    "| 甲 | 乙 |\n| :-: | --- |\n| 1 | 2 |",
    "重点[^1]。\n\n[^1]: 依据见上。",
    "术语\n:   说明",
    "<details markdown><summary>展开</summary>\n\n里面\n\n</details>",
    "`<script>alert(1)</script>` 和 `javascript:`",
    "<!-- fact until=2027-06-01 -->\n到 2027 年为止。",
    "3. 从三数起\n4. 四",
]


@pytest.mark.parametrize("text", LAWFUL)
def test_what_authors_write_is_lawful(text: str) -> None:
    assert authored(html.write(html.parse(render(text))), WHERE) == []
