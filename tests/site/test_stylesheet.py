"""The one style sheet: of the theme's what pages can use, of ours everything."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
import tinycss2

from courseware.site.bundles import THEME_CSS
from courseware.site.page_files import STYLES, Style
from courseware.site.squeezing import squeezed
from courseware.site.stylesheet import combined, words
from tests.conftest import ROOT

SHEETS = ROOT / "overrides" / "assets" / "stylesheets"
KNOWN = words(['<p class="box" id="top" data-kind="red line">', "<ul><li>", "is-open"])


@pytest.mark.parametrize(
    ("theme", "kept"),
    [
        ("p{color:red}", "p{color:red}"),
        ("table{color:red}", ""),
        (".box,.gone{color:red}", ".box{color:red}"),
        (".box .gone,.gone+p{color:red}", ""),
        (".box:not(.gone):hover::before{color:red}", ".box:not(.gone):hover::before{color:red}"),
        ("#top{color:red}#foot{color:red}", "#top{color:red}"),
        ("[data-kind=red]{color:red}", "[data-kind=red]{color:red}"),
        ("[data-kind=blue]{color:red}", ""),
        ("[data-other]{color:red}", ""),
        ("*,:root{color:red}", "*,:root{color:red}"),
        ("p.is-open{}", ""),
        (
            '@charset "utf-8";@media print{.gone{a:b}.box{a:b}}@media screen{.gone{a:b}}',
            "@media print{.box{a:b}}",
        ),
        ("@supports (a:b){@media print{.box{a:b}}}", "@supports (a:b){@media print{.box{a:b}}}"),
        ("p{--read:1;--unread:var(--only-there);--only-there:2}", "p{--read:1}"),
        ("p{content:'.gone{'}", "p{content:'.gone{'}"),
        ("@keyframes seen{to{a:b}}@keyframes unseen{to{a:b}}", "@keyframes seen{to{a:b}}"),
    ],
)
def test_of_the_theme_stays_what_could_apply(theme: str, kept: str) -> None:
    own = "p{width:var(--read);animation:seen 1s}"
    kept = kept.replace("content:'.gone{'", 'content:".gone{"')
    assert combined(theme, own, KNOWN) == f"{kept}{own}\n"


def test_ours_stays_whole_but_for_comments_and_layout() -> None:
    own = "/* a */\n.gone {\n  color: red; /* d */\n}\n\n.b { c: 'x  y' }\n"
    assert combined("", own, KNOWN) == '.gone{color:red}.b{c:"x  y"}\n'


@pytest.mark.parametrize(
    ("sheet", "squeezed_sheet"),
    [
        ("a :hover,\n b  >  c +d { e : f  g ; }", "a :hover,b>c+d{e:f g}"),
        ("a { b: calc(1px + 2px) , d( e , f ) ; }", "a{b:calc(1px + 2px),d(e,f)}"),
        ("a { --b:  c  , d ; e: f ! important; e: g }", "a{--b:c,d;e:f!important;e:g}"),
        ('a::before { content: "a　" "b  c" }', 'a::before{content:"a　" "b  c"}'),
        ('a::before { content: " › " / "" }', 'a::before{content:" › " / ""}'),
        ("[a = 'b c'] d { }", '[a = "b c"] d{}'),
        ("@media all and ( width : 9em ) { a { b: c } }", "@media all and (width:9em){a{b:c}}"),
        ("@page { margin: 1mm 2mm; }", "@page{margin:1mm 2mm}"),
        ("@keyframes a { from { b: c } 50% { b: d } }", "@keyframes a{from{b:c}50%{b:d}}"),
        ("@media print { @page { a: b } c { d: e } }", "@media print{@page{a:b}c{d:e}}"),
        ("@supports not (a: b) { c { d: /* e */ f } }", "@supports not (a:b){c{d:f}}"),
        ("a /* b */ c { d: e /* f */ g }", "a c{d:e g}"),
        ('@import url("a");', '@import url("a");'),
    ],
)  # fmt: skip
def test_layout_goes_and_nothing_else(sheet: str, squeezed_sheet: str) -> None:
    assert squeezed(sheet) == squeezed_sheet
    assert squeezed(squeezed_sheet) == squeezed_sheet


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("a { b: c }\n  }", "2:3 EOF reached before {} block"),
        ("a { b: c; d }\n", "1:12 EOF reached before {} block"),
    ],
)
def test_what_is_no_css_is_refused(sheet: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"^\d") as fault:
        squeezed(sheet)
    assert str(fault.value).startswith(said)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_rule_of_ours_is_published_in_its_order(style: Style) -> None:
    sheet = "".join((SHEETS / part).read_text("utf-8") for part in style.parts)
    ours = rules(sheet)
    assert len(ours) > 30
    assert rules(squeezed(sheet)) == ours


def rules(sheet: str) -> list[str]:
    """Rules, those within others too, as words and signs without comments and blanks of CSS.

    What stands in quotation marks stays as it is: a wide space is no layout.
    """
    found = []
    for rule in tinycss2.parse_rule_list(sheet, skip_comments=True, skip_whitespace=True):
        pieces = re.split(r'("[^"]*")', rule.serialize())
        pieces[::2] = [re.sub(r"[ \n]+", "", re.sub(r"/\*.*?\*/", "", p)) for p in pieces[::2]]
        found.append("".join(pieces).replace(";}", "}"))
    return found


def test_the_themes_style_sheets_are_those_of_the_installed_package() -> None:
    """Ours are copies: who takes a newer mkdocs-material decides whether pages take it, too."""
    package = distribution("mkdocs-material")
    theirs = Path(str(package.locate_file("material/templates/assets/stylesheets")))
    copies = ROOT / "overrides" / "third-party" / "mkdocs-material"
    [licence] = [f for f in package.files or () if f.match("licenses/LICENSE")]
    pairs = {
        "main.min.css": next(theirs.glob("main.*.min.css")),
        "palette.min.css": next(theirs.glob("palette.*.min.css")),
        "LICENSE": Path(str(licence.locate())),
    }
    assert {f.name for f in copies.iterdir()} == {*pairs, "VERSION", "README.md"}
    assert [Path(name).name for name in THEME_CSS] == ["main.min.css", "palette.min.css"]
    taken = (copies / "VERSION").read_text("utf-8").strip()
    changed = [name for name, f in pairs.items() if f.read_bytes() != (copies / name).read_bytes()]
    assert (taken, changed) == (package.version, []), (
        f"mkdocs-material {package.version} is installed, the copies are of {taken}; changed: "
        f"{changed}. Look at the pages with the new files, then take them or stay with the old "
        f"version: overrides/third-party/mkdocs-material/README.md"
    )
