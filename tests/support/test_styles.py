"""No shipped style sheet counts on what the oldest browsers lack; the check sees what is newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.support.styles import lacks

if TYPE_CHECKING:
    from tests.conftest import Built

SHELL = ROOT / "hooks" / "courseware" / "exports" / "scorm" / "shell"
FORCED = "without forced colours nothing is forced"
LATER = "all is laid out at once, as ever"
HARMLESS = {
    "(forced-colors)": FORCED,
    ":-moz-progress-bar": "its own rule; each browser has its own name for it",
    ":-webkit-progress-bar": "its own rule; each browser has its own name for it",
    ":-webkit-progress-value": "its own rule; each browser has its own name for it",
    ":backdrop": "its own rule: the page behind a dialog stays bright",
    ":details-content": "its own rule, for paper: frame/reading.js opens what is folded",
    ":focus-visible": "its own rules: all that has the focus has the ring, also after a click",
    ":marker": "its own rules: bullets have the colour of the text",
    "@page": "paper has the margins of the browser",
    "accent-color": "boxes to tick are the browser's blue",
    "break-after: avoid": "a heading may end a printed page",
    "color-adjust": "the theme's older name of print-color-adjust",
    "color-scheme": "scroll bars are bright on dark pages",
    "contain-intrinsic-size": LATER,
    "content-visibility": LATER,
    "font-family: ui-monospace": "the next font is taken",
    "forced-color-adjust": FORCED,
    "orphans": "one line alone on a printed page",
    "overscroll-behavior": "the page behind a list scrolls along at its end",
    "scroll-behavior": "only switches off what is not there",
    "scroll-margin-top": "a place linked to stands a line higher, its heading under the bar",
    "scrollbar-width": "scroll bars are wider",
    "text-autospace": "no air between Chinese and Latin",
    "text-decoration-thickness": "lines under links are as thick as the font says",
    "text-spacing-trim": "punctuation takes its whole square",
    "text-underline-offset": "lines under links stand closer",
    "text-wrap": "the last line of a paragraph may be short",
    "widows": "one line alone on a printed page",
    "width: fit-content": "the theme has an older name before it",
    '.js .mdx-exam:has(> [data-fill="noscript"]) > [data-view="start"][hidden] :has': "room kept",
    '.js .mdx-record:has(> [data-fill="noscript"]) .mdx-score__line[hidden] :has': "room kept",
    ".mdx-turn:has(.mdx-turn__act) :has": "one line of a dialogue may lie closer to the next",
    "body:has(.mdx-steps) .mdx-header::after :has": "all that know its animation know it",
}
"""What is in the style sheets all the same, and what a reader then has."""


def test_no_style_sheet_counts_on_what_the_oldest_browsers_lack(built: Built) -> None:
    sheets = sorted(built.folder.rglob("*.css")) + sorted(SHELL.glob("*.css"))
    assert len(sheets) == 3
    found = [(path.name, one) for path in sheets for one in lacks(path.read_text("utf-8"))]
    keys = {one.what if one.what in HARMLESS else f"{one.selector} {one.what}" for _, one in found}
    assert keys - HARMLESS.keys() == set()
    assert HARMLESS.keys() - keys == set()


@pytest.mark.parametrize(
    ("css", "what"),
    [
        ("a { inset: 0 }", "inset"),
        ("a { margin-inline: 1em }", "margin-inline"),
        ("a { inset-inline-start: 0 }", "inset-inline-start"),
        ("a { aspect-ratio: 1 }", "aspect-ratio"),
        ("a { accent-color: red }", "accent-color"),
        ("a { float: inline-end }", "float: inline-end"),
        ("a { min-height: 100dvh }", "min-height: dvh"),
        ("a { width: 5cqi }", "width: cqi"),
        ("a { width: fit-content }", "width: fit-content"),
        ("a { overflow: clip }", "overflow: clip"),
        ("a { overflow-wrap: anywhere }", "overflow-wrap: anywhere"),
        ("a { color: color-mix(in srgb, red, blue) }", "color: color-mix()"),
        ("a { width: round(5px, 2px) }", "width: round()"),
        ("a { display: flex; gap: 1em }", "gap in a flex box"),
        ("a { gap: 1em } @media print { a { display: inline-flex } }", "gap in a flex box"),
        ("a { text-decoration: underline 2px }", "text-decoration: thickness"),
        ('a { content: "x" / "" }', "content: alternative text"),
        ("a { text-wrap: balance }", "text-wrap"),
        ("a:is(b, c) { color: red }", ":is"),
        ("a:where(b) { color: red }", ":where"),
        ("a:has(b) { color: red }", ":has"),
        ("a:focus-visible { color: red }", ":focus-visible"),
        ("a:not(b c) { color: red }", ":not() of more than one"),
        ("a { & b { color: red } }", "nesting"),
        ("@layer x { a { color: red } }", "@layer"),
        ("@container (width > 1em) { a { color: red } }", "@container"),
        ("@media (width > 1em) { a { color: red } }", "range_syntax"),
        ("@media (prefers-contrast: more) { a { color: red } }", "(prefers-contrast)"),
        ("a { height: 1px; height: calc(1dvh + var(--a)) }", "height: dvh"),
        ("a { inset: 0 } @supports (gap: 0) { a { top: 0 } }", "inset"),
    ],
)
def test_what_is_newer_is_seen(css: str, what: str) -> None:
    assert what in [one.what for one in lacks(css)]


@pytest.mark.parametrize(
    "css",
    [
        "a { min-height: 100vh; min-height: 100dvh }",
        "a { -webkit-mask: none; mask: none }",
        "a { mask: none; -webkit-mask: none }",
        "a { width: -moz-fit-content; width: 1px; width: fit-content }",
        "@supports (inset: 0) { a { inset: 0 } }",
        "@supports selector(:has(a)) { a:has(b) { color: red } }",
        "a { display: flex; gap: 1em } @supports not (inset: 0) { a > * { margin: 0 } }",
        "a { display: grid; gap: 1em }",
        "a { width: min(1px, 2vw); height: clamp(1px, 2vw, 3px); padding-inline-start: 1em }",
        "a { color: rgb(0 0 0 / 45%) }",
        "@media screen and (min-width: 60em) and (prefers-reduced-motion) { a:not(.b) { top: 0 } }",
    ],
)
def test_what_they_know_or_is_stood_in_for_is_left_alone(css: str) -> None:
    assert lacks(css) == []


def test_a_finding_names_the_rule_and_the_versions() -> None:
    (found,) = lacks("b, a > c { color: red; inset: 0 }")
    assert (found.selector, found.what, found.since) == (
        "b,a > c",
        "inset",
        "Chromium 87, Safari 14.1",
    )
