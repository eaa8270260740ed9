"""What may reach a browser: elements, attributes, names and addresses, as lists of what is allowed.

Two lists, for the same page has two kinds of writers. *Authors* get what Markdown makes, and no
name that our scripts and style sheets act on. The *frame* around it, and what the features make,
may use what our templates do. Whatever stands on neither list is refused; nothing is listed as
forbidden, so that what browsers learn next year is refused, too.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection

_EVERYWHERE = frozenset({"class", "id", "lang", "dir", "title"})
_CELL = frozenset({"align", "colspan", "rowspan", "scope"})
_PLAIN = """
    abbr b bdi blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4
    h5 h6 hr i ins kbd li mark p pre q rp rt ruby s samp section small span strong sub summary sup
    table tbody tfoot thead tr u ul var wbr
"""
_FRAME = "article body fieldset footer head header main nav noscript title"
_DRAWN = """
    svg g defs title desc path rect circle ellipse line polyline polygon text tspan marker clipPath
    mask pattern
"""
_DRAWN_WITH = """
    clip-path clip-rule clipPathUnits color cx cy d direction display dominant-baseline dx dy fill
    fill-opacity fill-rule font-family font-size font-stretch font-style font-variant font-weight
    gradientUnits height id lengthAdjust letter-spacing marker-end marker-mid marker-start
    markerHeight markerUnits markerWidth mask maskContentUnits maskUnits opacity orient overflow
    paint-order pathLength patternContentUnits patternTransform patternUnits points
    preserveAspectRatio r refX refY role rotate rx ry shape-rendering stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-decoration text-rendering textLength transform unicode-bidi vector-effect
    version viewBox visibility width word-spacing writing-mode x x1 x2 xml:lang xml:space xmlns
    xmlns:xlink y y1 y2
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUTHORED: dict[str, frozenset[str]] = {
    **dict.fromkeys(_words(_PLAIN), _EVERYWHERE),
    "a": _EVERYWHERE | {"href"},
    "details": _EVERYWHERE | {"open"},
    "img": _EVERYWHERE | {"src", "alt", "width", "height", "data-lab"},
    "ol": _EVERYWHERE | {"start"},
    "td": _EVERYWHERE | _CELL,
    "th": _EVERYWHERE | _CELL,
}
"""Elements that authors may cause, with their attributes."""

_ANYWHERE = _EVERYWHERE | {"hidden", "role", "tabindex"}
FINISHED: dict[str, frozenset[str]] = {
    **{tag: attributes | _ANYWHERE for tag, attributes in AUTHORED.items()},
    **dict.fromkeys(_words(_FRAME), _ANYWHERE),
    "a": _ANYWHERE | {"href", "download"},
    "button": _ANYWHERE | {"type", "disabled"},
    "form": _ANYWHERE | {"autocomplete"},
    "html": _ANYWHERE,
    "input": _ANYWHERE | {
        "type", "name", "value", "accept", "autocomplete", "autocapitalize", "placeholder",
        "maxlength", "size", "spellcheck", "checked", "disabled", "readonly",
    },
    "label": _ANYWHERE | {"for"},
    "link": frozenset({"rel", "href"}),
    "meta": frozenset({"charset", "name", "content", "http-equiv"}),
    "option": _ANYWHERE | {"value", "selected"},
    "progress": _ANYWHERE | {"value", "max"},
    "script": frozenset({"src", "defer"}),
    "select": _ANYWHERE | {"name"},
    "textarea": _ANYWHERE | {
        "rows", "maxlength", "spellcheck", "readonly", "autocomplete", "placeholder",
    },
    "time": _ANYWHERE | {"datetime"},
}  # fmt: skip
"""Elements of a finished page; ``aria-*`` and ``data-*`` are allowed on all of them."""

SCHEMES = frozenset({"http", "https"})
"""Schemes of links that leave the course, wherever they are read."""
TYPES = {
    "button": frozenset({"button"}),
    "input": frozenset({"radio", "checkbox", "text", "file", "search"}),
}
HEAD_ONLY = frozenset({"link", "meta", "script", "title"})
METAS = frozenset({"viewport", "description", "robots"})
ADDRESSES = frozenset({"href", "src", "data-to", "data-later"})
"""Attributes of the lists above that lead somewhere."""

SVG_ELEMENTS = _words(_DRAWN)
SVG_ATTRIBUTES = _words(_DRAWN_WITH)
"""Attributes of an SVG file; ``aria-*`` as well."""
SVG_IN_PAGE = SVG_ELEMENTS | {"use"}
SVG_IN_PAGE_ATTRIBUTES = SVG_ATTRIBUTES | {"class", "focusable", "data-cell"}
NAMESPACES = {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_OWN_PART = re.compile(r"url\(\s*(['\"]?)#[\w.:-]+\1\s*\)", re.IGNORECASE)
_FUNCTIONS = frozenset({
    "var", "rgb", "rgba", "hsl", "hsla", "translate", "scale", "rotate", "matrix", "skewx", "skewy",
})  # fmt: skip

CLASSES = frozenset({
    "admonition", "admonition-title", "headerlink", "footnote", "footnote-ref", "footnote-backref",
    "highlight", "highlighttable", "linenos", "linenodiv", "normal", "code", "inline", "end",
    "mdx-hero", "mdx-hero__lead", "note", "abstract", "info", "tip", "success", "question",
    "warning", "failure", "danger", "bug", "example", "quote",
})  # fmt: skip
_LANGUAGE = re.compile(r"language-[\w+#-]{1,30}|[a-z][a-z0-9]{0,2}")
"""The language of a code block, and Pygments' short names in it."""
_BLOCK = re.compile("[\u4e00-\u9fff]{1,10}")
"""Names of blocks are Chinese; no script or style sheet acts on others than them."""
_OWN_ID = re.compile(
    r"(?:mdx-|md-|term-[a-z0-9]|letter-[a-z0-9]|glyph-[a-z]|exam-[a-z]|record-[a-z]|q-\d|chapter-terms$"
    r"|course$|courseware$|notice$|__)"
)
_LAB = re.compile(r"[a-z]{1,20}(?:-[a-z]{1,20}){0,3}")

_EDGES = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"https?://([A-Za-z0-9.-]+)(?::\d{1,5})?(?=[/?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a page's addresses may lead.

    ``page`` is its path from the site's root; ``hosts`` are those of the course's links;
    ``base`` is the path below which a page may write absolute paths, empty for none.
    """

    page: str
    hosts: Collection[str] = ()
    base: str = ""


def authored_name(attribute: str, value: str, tag: str) -> bool:
    """Whether authors may give this ``class``, ``id`` or ``data-lab``."""
    if attribute == "class":
        return all(_authored_class(name, tag) for name in value.split())
    if attribute == "id":
        return value == value.lower() and bool(value) and not _OWN_ID.match(value)
    return bool(_LAB.fullmatch(value)) if attribute == "data-lab" else True


def _authored_class(name: str, tag: str) -> bool:
    if name in CLASSES or _BLOCK.fullmatch(name):
        return True
    if not _LANGUAGE.fullmatch(name):
        return False
    return tag == "span" or name.startswith("language-")


def address_fault(value: str, where: Where) -> str:
    r"""Why a link may not lead there, in Chinese; empty if it may.

    The address is read as browsers do: white space at its ends and line breaks in it don't
    count, ``\`` is ``/``, coded dots are dots.
    """
    address = re.sub("[\t\n\r]", "", value.strip(_EDGES)).replace("\\", "/")
    if scheme := _SCHEME.match(address):
        if scheme[1].lower() not in SCHEMES:
            return f"不能用 {scheme[1].lower()}: 开头"
        host = _HOST.match(address)
        if host is None:
            return "网址写得不完整"
        return "" if _listed(host[1].lower(), where.hosts) else f"{host[1]} 不在许可的网站里"
    if address.startswith("//"):
        return "没有写 https:"
    return path_fault(address, where)


def path_fault(address: str, where: Where) -> str:
    """Why a path within the site is not one; empty if it is."""
    plain = re.sub("[\t\n\r]", "", address.strip(_EDGES)).replace("\\", "/")
    if _SCHEME.match(plain) or plain.startswith("//"):
        return "要用课程里的文件"
    path = unquote(plain.partition("#")[0].partition("?")[0]).replace("\\", "/")
    if path.startswith("/"):
        inside = bool(where.base) and (posixpath.normpath(path) + "/").startswith(where.base)
        return "" if inside else "不能从 / 开始写"
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(where.page), path))
    return "指到课程外面" if resolved.split("/", 1)[0] == ".." else ""


def _listed(host: str, hosts: Collection[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in map(str.lower, hosts))


def svg_value_fault(name: str, value: str) -> bool:
    """Whether an attribute of a drawing reaches out of it, or hides that it does."""
    if name in NAMESPACES:
        return value != NAMESPACES[name]
    if name.startswith("aria-") or name in {"id", "class", "role", "data-cell"}:
        return False
    if "\\" in value or "/*" in value:
        return True
    rest = _OWN_PART.sub("", value)
    return any(found[1].lower() not in _FUNCTIONS for found in _FUNCTION.finditer(rest))
