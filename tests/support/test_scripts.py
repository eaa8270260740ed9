"""Scripts: nothing that the oldest browsers lack, no slip, no wrong type; each word published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from courseware.site.bundles import lean
from courseware.verbs.scorm import shell_script
from tests.support.scripts import HERE, OURS, PROJECTS, faults_of_types, lacks, slips, tokens

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built

HARMLESS = {
    "element dialog": "search/dialog.js makes a box that opens and closes without showModal()",
    "member showModal": "search/dialog.js asks for it first",
    "member path": "versions.js: a field of versions.json",
}
"""What is in the scripts all the same, and why it may."""


def test_no_script_of_the_site_has_what_the_oldest_browsers_lack(built: Built) -> None:
    site = built.folder
    sources = {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.js")
    }
    assert len(sources) > 10
    assert "sw.js" in sources
    found = lacks(sources)
    assert [one for one in found if one[2] not in HARMLESS] == []
    assert {what for _, _, what in found} == HARMLESS.keys()


def test_no_script_of_a_scorm_package_has_what_the_oldest_browsers_lack() -> None:
    assert lacks({"shell.js": shell_script()}) == []


NEWER = {
    "list.at(-1);": "member at",
    "list.findLast((one) => one);": "member findLast",
    "list.findLastIndex((one) => one);": "member findLastIndex",
    "list.toSorted();": "member toSorted",
    "box.replaceChildren();": "member replaceChildren",
    "text.replaceAll('a', 'b');": "member replaceAll",
    "Object.hasOwn(box, 'a');": "object-hasown",
    "Object.groupBy(list, (one) => one);": "static Object.groupBy",
    "Promise.any(list);": "promise-any",
    "structuredClone(box);": "global structuredClone",
    "window.reportError(box);": "global reportError",
    "new WeakRef(box);": "weakrefs",
    "crypto.randomUUID();": "member randomUUID",
    "AbortSignal.timeout(9);": "static AbortSignal.timeout",
    "new Intl.Segmenter('zh');": "intl-segmenter",
    "Intl.supportedValuesOf('unit');": "intl-supportedvaluesof",
    "a ||= 1;": "logical-assignment-operators",
    "a ??= 1;": "logical-assignment-operators",
    "const n = 1_000;": "numeric-separators",
    "class A { b = 1; }": "class-instance-fields",
    "class A { #b() {} }": "class-private-methods",
    "class A { static { a(); } }": "class-static-block",
    "/(?<=a)b/.test(c);": "regexp-lookbehind-assertions",
    "/a/d.exec(b);": "regexp-d-flag",
    "/[a--b]/v.test(c);": "regexp-v-flag",
    "addEventListener('scrollend', a);": "event scrollend",
    "box.inert = true;": "member inert",
    "box.toggleAttribute('inert', true);": "attribute inert",
    "box.setAttribute('popover', '');": "attribute popover",
    "box.showPopover();": "member showPopover",
    "dialog.showModal();": "member showModal",
    "document.createElement('dialog');": "element dialog",
    "box.querySelector('p:has(> a)');": "selector has",
    "box.closest(`:is(p, ${a})`);": "selector is",
    "const { replaceAll } = text;": "member replaceAll",
    "await 1;": "syntax: Parsing error",
}
"""What the oldest browsers lack, a line each, and how the check calls it."""

KNOWN = (
    "a?.b?.(c ?? d);",
    "try { a(); } catch { b(); }",
    "[...list].reverse().flatMap((one) => Object.entries(one));",
    "Promise.allSettled(list).then(() => {}).finally(() => {});",
    "text.normalize('NFKC').padStart(2, '0').matchAll(/(?<name>a)/gs);",
    "box.append(a, b); box.closest('a[href]').before(c); box.toggleAttribute('open');",
    "async () => { for await (const one of list) await caches.open(one); };",
    "class A { at() { return this.at(); } }",
    "const box = { at: 1 }; if (box.at) a();",
    "new IntersectionObserver(a, { rootMargin: '1px' });",
    "box.querySelector('a:not([href]):nth-child(2)::before');",
    "addEventListener('pagehide', a);",
)


def test_what_is_newer_is_seen() -> None:
    found = lacks({source: source for source in NEWER})
    said = {source: [what for name, _, what in found if name == source] for source in NEWER}
    unseen = {
        source: said[source]
        for source, wanted in NEWER.items()
        if not any(what.startswith(wanted) for what in said[source])
    }
    assert unseen == {}
    assert {line for _, line, _ in found} == {1}


def test_what_they_know_is_left_alone() -> None:
    assert lacks({source: source for source in KNOWN}) == []


def test_no_script_has_a_slip() -> None:
    assert slips(OURS) == []


SLIPS = {
    "if (a == b) c();": "eqeqeq",
    "var a = 1;": "no-var",
    "let a = 1; b(a);": "prefer-const",
    "(() => { a = 1; b(a); })();": "strict",
    "a = a;": "no-self-assign",
    "console.log(a);": "no-console",
    "const a = 1; const b = (a) => a; c(b);": "no-shadow",
    "const a = (b) => { b = 1; return b; };": "no-param-reassign",
    "if (a) { b(); } else { if (c) d(); }": "no-lonely-if",
    "if (a = b) c();": "no-cond-assign",
    "switch (a) { case 1: b(); case 2: c(); }": "no-fallthrough",
    "const a = { b: 1, b: 2 };": "no-dupe-keys",
    "parseInt(a);": "radix",
    "a(;": "Parsing error: Unexpected token ;",
}


def test_slips_are_seen() -> None:
    found = slips({source: source for source in SLIPS})
    seen = {source: [rule for name, _, rule in found if name == source] for source in SLIPS}
    assert {s: seen[s] for s, rule in SLIPS.items() if rule not in seen[s]} == {}


@pytest.mark.parametrize("project", PROJECTS)
def test_types_fit(project: str) -> None:
    assert faults_of_types(HERE / project) == []


def test_wrong_types_are_seen_over_files(tmp_path: Path) -> None:
    for name, text in {
        "one.js": "const courseOne = (() => {\n  /** @param {string} a */\n  const f = (a) => a;\n"
        "  return { f };\n})();\n",
        "two.js": "courseOne.f(1);\ncourseOne.g();\n"
        'document.querySelector("p").hidden = true;\nconst courseOne = 1;\n',
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    settings = {"extends": str(HERE / "tsconfig.json"), "include": ["*.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
    found = [line.split(": ")[:2] for line in faults_of_types(tmp_path / "tsconfig.json")]
    assert found == [
        ["one.js(1,7)", "error TS2451"],
        ["two.js(1,13)", "error TS2345"],
        ["two.js(2,11)", "error TS2339"],
        ["two.js(3,1)", "error TS2531"],
        ["two.js(4,7)", "error TS2451"],
    ]


def test_every_file_says_that_it_is_checked() -> None:
    """For editors; the worker's first line is the build's."""
    heads = {name: source.splitlines()[:2] for name, source in OURS.items()}
    assert {name for name, lines in heads.items() if "// @ts-check" not in lines} == set()


def test_scripts_are_published_word_for_word() -> None:
    ours = tokens(OURS)
    assert {name for name, words in ours.items() if not words} == set()
    leaned = tokens({name: lean(source) for name, source in OURS.items()})
    assert {name for name in ours if ours[name] != leaned[name]} == set()
    assert [name for name, source in OURS.items() if "/*" in lean(source)] == []


@pytest.mark.parametrize(
    "source",
    [
        'a("; // b");\n', "a(`\n  b`);\n", 'const a = "/** @type {b} */ c";\n',
        "a(`b;\nc`);\n", "a;\n/* b */ c();\n",
    ],
)  # fmt: skip
def test_what_lines_alone_would_spoil_is_seen(source: str) -> None:
    """Such a script fails above: it is to be written otherwise."""
    assert tokens({"": source}) != tokens({"": lean(source)})
