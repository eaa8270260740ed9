"""No shipped script has what the oldest browsers lack, and the check sees what is newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.support.scripts import lacks

if TYPE_CHECKING:
    from tests.conftest import Built

SHELL = ROOT / "hooks" / "courseware" / "exports" / "scorm" / "shell"
HARMLESS = {
    "element dialog": "search.js makes a box of it that opens and closes without showModal()",
    "member showModal": "search.js asks for it first",
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
    sources = {path.name: path.read_text("utf-8") for path in sorted(SHELL.glob("*.js"))}
    assert sources.keys() == {"shell.js", "suspend.js"}
    assert lacks(sources) == []


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
