"""What a release carries of others' work, and under which licence; and what a lock file pins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(?: ; (.*?))?(?: \\)?")


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a lock file; ``conditional`` where it holds on some systems only."""

    name: str
    version: str
    conditional: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A work of others of which the release holds copies.

    ``package`` is the Python package that brings it and its licence's text, if one does.
    """

    name: str
    licence: str
    where: str
    source: str
    package: str = ""
    version: str = ""


CARRIED = (
    Carried(
        "Material for MkDocs", "MIT", "site/assets/stylesheets/site.*.css",
        "https://github.com/squidfunk/mkdocs-material", "mkdocs-material",
    ),
    Carried(
        "Material Design Icons", "Apache-2.0", "site/assets/stylesheets/site.*.css (icons in it)",
        "https://github.com/Templarian/MaterialDesign",
    ),
    Carried(
        "Noto Sans SC", "OFL-1.1", "site/pdf/*.pdf, trainer/*.pdf (subsets)",
        "https://github.com/notofonts/noto-cjk",
    ),
    Carried(
        "DejaVu Sans Mono", "Bitstream-Vera", "site/pdf/*.pdf, trainer/*.pdf (subsets)",
        "https://github.com/dejavu-fonts/dejavu-fonts",
    ),
)  # fmt: skip
"""In the order of the notice. Everything else in a release is the project's own."""


def read_pins(lock: str) -> tuple[Pin, ...]:
    """The pinned packages of a ``requirements.txt`` in its order."""
    found = (_PIN.fullmatch(line.rstrip()) for line in lock.splitlines())
    return tuple(Pin(m[1].lower(), m[2], bool(m[3])) for m in found if m)


def third_party_text(texts: Mapping[str, str], versions: Mapping[str, str]) -> str:
    """The notice as Markdown.

    ``texts`` are licences by the work's name, ``versions`` those of packages by name.
    """
    rows = [
        f"| [{one.name}]({one.source}) | {versions.get(one.package, one.version) or '–'} "
        f"| {one.licence} | `{one.where}` |\n"
        for one in CARRIED
    ]
    notices = [
        f"\n## {one.name}\n\n```text\n{texts[one.name].strip()}\n```\n"
        for one in CARRIED
        if texts.get(one.name)
    ]
    return "".join((
        "# Works of others in this release\n\n",
        "What made the release but is not in it (MkDocs, Typst and so on) is in `sbom.cdx.json`.\n",
        "\n| Work | Version | Licence (SPDX) | Where |\n| --- | --- | --- | --- |\n",
        *rows,
        *notices,
    ))  # fmt: skip


def normalised(wheel: str) -> str:
    """``PyYAML-6.0.3-cp311-….whl`` → ``pyyaml==6.0.3``."""
    name, version = wheel.split("-")[:2]
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


def wheel_lock(hashes: Mapping[str, str], built: Sequence[str]) -> str:
    """A requirements file for exactly these wheels: SHA-256 by file name.

    ``built`` are those that were made here from source, so that no other lock knows them.
    """
    lines = ["# The wheels in this folder, each with its own hash.\n"]
    for wheel, digest in sorted(hashes.items(), key=lambda item: normalised(item[0])):
        comment = "  # built here from source" if wheel in built else ""
        lines.append(f"{normalised(wheel)} --hash=sha256:{digest}{comment}\n")
    return "".join(lines)
