"""Pictures alone in a paragraph become numbered figures, SVG drawn into the page."""

from __future__ import annotations

import pytest

from courseware.site.passes.figures import draw_figures
from courseware.text import html
from courseware.text.finding import Diagnostic, Location
from courseware.text.html import picture_path

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200">'
    b"<title>t</title><desc>d</desc>"
    b'<clipPath id="c"><rect width="9" height="9"/></clipPath>'
    b'<g clip-path="url(#c)"><circle r="4" fill="var(--mdx-ink, #1d2733)"/></g></svg>'
)
GBK = SVG.replace(b"<g ", "<title>三步</title><g ".encode("gbk"), 1)
FILES = {
    "02-a/x.svg": SVG, "02-a/broken.svg": b"<svg", "02-a/gbk.svg": GBK, "02-a/p.png": b"\x89PNG",
}  # fmt: skip


def read(path: str) -> bytes:
    if path not in FILES:
        raise FileNotFoundError(path)
    return FILES[path]


def draw(markup: str, number: str = "2.1") -> tuple[str, list[Diagnostic]]:
    article = html.parse(markup)
    found = draw_figures(article, page="02-a/lesson.md", number=number, read=read)
    return html.write(article), found


def test_svg_is_drawn_with_its_ids_made_unique() -> None:
    markup, found = draw('<p><img src="x.svg" alt="替代文字" title="一句话结论"></p>')
    assert found == []
    assert markup == (
        '<figure class="mdx-figure">'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" role="img" '
        'aria-labelledby="x-title">'
        '<title id="x-title">替代文字</title><g aria-hidden="true">'
        '<clipPath id="x-c"><rect width="9" height="9"></rect></clipPath>'
        '<g clip-path="url(#x-c)"><circle r="4" fill="var(--mdx-ink, #1d2733)"></circle></g></g>'
        "</svg>"
        '<figcaption><span class="mdx-figure__number">图 2.1-1</span> 一句话结论</figcaption>'
        "</figure>"
    )


def test_a_drawing_without_a_text_is_described_by_its_own() -> None:
    markup, _ = draw('<p><img src="x.svg" alt=""></p>')
    assert 'aria-labelledby="x-title x-desc"><title id="x-title">t</title>' in markup
    assert '<desc id="x-desc">d</desc><g aria-hidden="true">' in markup


def test_other_pictures_stay_images_and_inline_ones_stay_inline() -> None:
    markup, found = draw('<p>看<img src="x.svg" alt="a">这里</p><p><img src="p.png" alt="b"></p>')
    assert found == []
    assert markup == (
        '<p>看<img src="x.svg" alt="a">这里</p>'
        '<figure class="mdx-figure"><img src="p.png" alt="b">'
        '<figcaption><span class="mdx-figure__number">图 2.1-1</span> </figcaption></figure>'
    )


@pytest.mark.parametrize(
    ("source", "code", "message"),
    [
        ("no.svg", "FIG-1", "找不到图片“02-a/no.svg”；请检查文件名，图片要放在本节旁边"),
        ("../../x.svg", "FIG-2", "图片“../../x.svg”不在 docs 目录里；请把图片放到本节旁边再引用"),
        ("//a/b.svg", "FIG-2", "图片“//a/b.svg”不在 docs 目录里；请把图片放到本节旁边再引用"),
    ],
)
def test_a_picture_that_cannot_be_had_is_a_finding(source: str, code: str, message: str) -> None:
    _, found = draw(f'<p><img src="{source}" alt="a"></p>')
    assert [(f.code, f.message, f.location) for f in found] == [
        (code, message, Location("docs/02-a/lesson.md"))
    ]


@pytest.mark.parametrize(("name", "code"), [("broken.svg", "FIG-3"), ("gbk.svg", "FILE-1")])
def test_a_broken_svg_is_a_finding_and_stays_an_image(name: str, code: str) -> None:
    markup, found = draw(f'<p><img src="{name}" alt="a"></p>')
    assert [(f.code, f.location.path) for f in found] == [(code, f"docs/02-a/{name}")]
    assert f'<img src="{name}" alt="a">' in markup


def test_paths_are_read_from_the_page() -> None:
    assert picture_path("02-a/l.md", "x.svg") == "02-a/x.svg"
    assert picture_path("02-a/l.md", "../03-b/%E5%9B%BE.svg") == "03-b/图.svg"
    assert picture_path("02-a/l.md", "/x.svg") is None
    assert picture_path("02-a/l.md", "../../x.svg") is None
    assert picture_path("02-a/l.md", "data:image/svg+xml,x") is None
