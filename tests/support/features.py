"""What the oldest supported browsers lack, by MDN's browser-compat-data.

README.md names the browsers. Data: the npm package ``@mdn/browser-compat-data`` of the lock beside
this file, https://github.com/mdn/browser-compat-data.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from tests.machine import SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree = dict[str, Any]
Version = tuple[int, ...]

OLDEST: dict[str, Version] = {"chrome": (80,), "firefox": (78,), "safari": (14,)}
"""Browsers as the data calls them, with the oldest version that must do."""
NAMES = {"chrome": "Chromium", "firefox": "Firefox", "safari": "Safari"}
NEVER: Version = (10_000,)
_NOT_MEMBERS = ("_parameter", "_support", "_global_support")


@functools.cache
def data() -> Tree:
    """The whole data."""
    path = SUPPORT / "node_modules" / "@mdn" / "browser-compat-data" / "data.json"
    found: Tree = json.loads(path.read_text("utf-8"))
    return found


def lacking(feature: Tree | None) -> str:
    """Which of the oldest browsers lack a feature, with the version that has it; "" for none.

    A feature the data doesn't know is nobody's lack. A part of it is enough.
    """
    compat = (feature or {}).get("__compat")
    if not compat:
        return ""
    found = []
    for browser, oldest in OLDEST.items():
        known = list(_versions(compat["support"].get(browser)))
        if not any(since <= oldest < until for since, until in known):
            later = min((since for since, _ in known if since > oldest), default=NEVER)
            found.append(f"{NAMES[browser]} {'–' if later == NEVER else '.'.join(map(str, later))}")
    return ", ".join(found)


def _versions(statements: Any) -> Iterator[tuple[Version, Version]]:
    """From which version until before which a browser knows a feature by its own name."""
    if statements is None:
        yield (), NEVER
        return
    for one in statements if isinstance(statements, list) else [statements]:
        added, removed = one.get("version_added"), one.get("version_removed")
        aside = {"flags", "prefix", "alternative_name"} & one.keys()
        if not aside and added:
            yield _version(added), _version(removed)


def _version(text: Any) -> Version:
    if not isinstance(text, str) or text == "preview":
        return NEVER
    return tuple(int(part) for part in text.lstrip("≤").split("."))


def members() -> dict[str, str]:
    """Names of properties and methods that no object of the oldest browsers has."""
    old, new = set(), {}
    for owner in (*_interfaces(), data()["javascript"]["builtins"]["Intl"]):
        for key, feature in owner.items():
            if key.startswith(("__", "@@")) or key.endswith((*_NOT_MEMBERS, "_event")):
                continue
            name = key.removesuffix("_static")
            if lack := lacking(feature):
                new.setdefault(name, lack)
            else:
                old.add(name)
    return {
        name: lack for name, lack in sorted(new.items()) if name not in old and name.isidentifier()
    }


def statics() -> dict[str, str]:
    """``Interface.member``, both known, that the oldest browsers lack."""
    found = {}
    tree = {**data()["api"], **data()["javascript"]["builtins"]}
    for owner, features in tree.items():
        for key, feature in features.items():
            if not key.startswith(("__", "@@")) and (lack := lacking(feature)):
                found[f"{owner}.{key.removesuffix('_static')}"] = lack
    return found


def names() -> dict[str, str]:
    """Global names that the oldest browsers lack."""
    tree = {
        **data()["api"]["Window"],
        **data()["api"]["WorkerGlobalScope"],
        **data()["api"],
        **data()["javascript"]["builtins"],
    }
    return {
        key: lack
        for key, feature in sorted(tree.items())
        if key.isidentifier() and not key.startswith("__") and (lack := lacking(feature))
    }


def events() -> dict[str, str]:
    """Events that nothing in the oldest browsers fires."""
    old, new = set(), {}
    for owner in _interfaces():
        for key, feature in owner.items():
            if key.endswith("_event"):
                name = key.removesuffix("_event")
                if lack := lacking(feature):
                    new.setdefault(name, lack)
                else:
                    old.add(name)
    return {name: lack for name, lack in sorted(new.items()) if name not in old}


def elements() -> dict[str, str]:
    """HTML elements that the oldest browsers lack."""
    tree = data()["html"]["elements"]
    return {name: lack for name, feature in tree.items() if (lack := lacking(feature))}


def attributes() -> dict[str, str]:
    """HTML attributes, ``name`` or ``element name``, that the oldest browsers lack."""
    tree = data()["html"]
    found = {n: lack for n, f in tree["global_attributes"].items() if (lack := lacking(f))}
    for element, features in tree["elements"].items():
        for name, feature in features.items():
            if name != "__compat" and (lack := lacking(feature)):
                found[f"{element} {name}"] = lack
    return found


def selectors() -> dict[str, str]:
    """Pseudo-classes and pseudo-elements that the oldest browsers lack."""
    tree = data()["css"]["selectors"]
    return {name: lack for name, feature in tree.items() if (lack := lacking(feature))}


def _interfaces() -> Iterator[Tree]:
    yield from data()["api"].values()
    yield from data()["javascript"]["builtins"].values()
