"""Pages looked through for elements and attributes that the oldest browsers lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

from tests.support import features

if TYPE_CHECKING:
    from collections.abc import Iterable


def lacks(pages: Iterable[str]) -> set[str]:
    """``<element>``, ``attribute`` or ``element attribute`` that some page has."""
    elements, attributes = features.elements(), features.attributes()
    found = set()
    for page in pages:
        for element in lxml.html.document_fromstring(page).iter():
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if tag in elements:
                found.add(f"<{tag}>")
            for name, value in element.attrib.items():
                found |= {name, f"{tag} {name}", f"{tag} {name}_{value}"} & attributes.keys()
    return found
