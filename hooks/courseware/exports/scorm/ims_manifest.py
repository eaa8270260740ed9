"""``imsmanifest.xml`` of a package with one activity, for SCORM 1.2 and 2004 4th edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

SHELL = "scorm/shell.html"
"""The page that a platform opens, from the package's root."""
MANIFEST = "imsmanifest.xml"


class Scorm(StrEnum):
    """Versions of SCORM, by the word in a package's name."""

    V12 = "scorm12"
    V2004 = "scorm2004"


@dataclass(frozen=True, slots=True)
class _Dialect:
    """Namespaces and words in which the versions differ."""

    schema_version: str
    content: str
    adl: str
    kind: str


_DIALECTS = {
    Scorm.V12: _Dialect(
        "1.2",
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "scormtype",
    ),
    Scorm.V2004: _Dialect(
        "2004 4th Edition",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "scormType",
    ),
}


def manifest(scorm: Scorm, identifier: str, title: str, files: Iterable[str]) -> bytes:
    """The manifest; ``files`` are all others of the package, by path from its root."""
    dialect = _DIALECTS[scorm]
    namespaces: Any = {None: dialect.content, "adlcp": dialect.adl}

    def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
        made = etree.SubElement(parent, f"{{{dialect.content}}}{name}", attributes)
        made.text = text or None
        return made

    root = etree.Element(f"{{{dialect.content}}}manifest", nsmap=namespaces)
    root.set("identifier", f"MANIFEST-{identifier}")
    root.set("version", "1.0")
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", dialect.schema_version)
    organizations = add(root, "organizations", default="ORG")
    organization = add(organizations, "organization", identifier="ORG")
    add(organization, "title", title)
    item = add(organization, "item", identifier="ITEM", identifierref="RES")
    add(item, "title", title)
    resources = add(root, "resources")
    resource = add(resources, "resource", identifier="RES", type="webcontent", href=SHELL)
    resource.set(f"{{{dialect.adl}}}{dialect.kind}", "sco")
    for name in sorted(files):
        add(resource, "file", href=quote(name))
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return made
