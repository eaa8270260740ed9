"""``mkdocs.yml`` → what the checks need of it, without MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.project import Settings
from courseware.checks.zones import DEFAULT, read_zone
from courseware.messages import did_you_mean, finding
from courseware.model import Severity
from courseware.rules import RULES, UNSAFE
from courseware.yamltext import YamlList, YamlMap, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.model import Diagnostic, Location
    from courseware.yamltext import Value

_SEVERITIES = {severity.value: severity for severity in Severity} | {"False": Severity.OFF}
"""``off`` without quotes is a truth value to some YAML readers."""


def read_settings(
    text: str, path: str, known: frozenset[str] = frozenset(RULES)
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings; ``known`` are the codes that may be given a severity."""
    root, faults = parse_yaml(text, path, lenient=True)
    ours = root.map("extra").map("courseware")
    rules = ours.map("rules")
    found = list(faults)
    severities: dict[str, Severity] = {}
    for code, value in rules.values.items():
        if code not in known:
            hint = did_you_mean(code, known)
            place = rules.key_places[code]
            found.append(finding("CONF-1", place, width=len(code), code=code, hint=hint))
        elif code in UNSAFE and str(value) != Severity.ERROR:
            found.append(finding("CONF-4", rules.key_places[code], width=len(code), code=code))
        elif str(value) in _SEVERITIES:
            severities[code] = _SEVERITIES[str(value)]
        else:
            found.append(finding("CONF-2", rules.at(code), value=rules.text(code)))
    zone = ours.text("timezone") or DEFAULT
    if read_zone(zone) is None:
        found.append(finding("CONF-3", ours.at("timezone"), width=len(zone), value=zone))
        zone = DEFAULT
    nav = root.values.get("nav")
    settings = Settings(
        title=root.text("site_name"),
        nav=dict(_pages(nav, root.at("nav"))),
        severities=severities,
        hosts=ours.texts("hosts"),
        glossary="docs/" + (ours.text("glossary") or "glossary.yml"),
        timezone=zone,
    )
    return settings, tuple(found)


def _pages(value: Value, place: Location) -> Iterator[tuple[str, Location]]:
    """Every page named in a navigation, with its place."""
    if isinstance(value, YamlList):
        for item, where in zip(value.items, value.places, strict=True):
            yield from _pages(item, where)
    elif isinstance(value, YamlMap):
        for key, item in value.values.items():
            yield from _pages(item, value.at(key))
    elif isinstance(value, str) and value.endswith(".md"):
        yield value, place
