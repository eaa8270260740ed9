"""The one style sheet: of the theme's what pages can use, of ours everything."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

import pytest

from courseware.site.bundles import THEME_CSS
from courseware.site.stylesheet import combined, words
from tests.conftest import ROOT

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
    own = "p { width: var(--read); animation: seen 1s; }"
    assert combined(theme, own, KNOWN) == f"{kept}\n{own}\n".replace(
        "content:'.gone{'", 'content:".gone{"'
    )


def test_ours_stays_whole_but_for_comments_and_indent() -> None:
    own = "/* a */\n.gone {\n  color: red;\n}\n\n.b { c: 'x  y' } /* d */\n"
    assert combined("", own, KNOWN) == '\n.gone {\ncolor: red;\n}\n.b { c: "x  y" }\n'


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
