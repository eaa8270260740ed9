"""The bill of materials: what made a release and what it carries of others' work."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution, metadata
from typing import TYPE_CHECKING

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from releases.third_party import CARRIED, Pin, read_pins, third_party_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPDX = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause and Public-Domain": "BSD-3-Clause AND LicenseRef-Public-Domain",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""SPDX expressions of what packages say in their own words."""
_NAMESPACE = uuid.UUID("5b8f6f8e-63d5-5d5b-9b0b-6a4f3c1e2d70")


class EnvironmentDiffersError(Exception):
    """What is installed is not what the lock file says; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package of the lock file: its name, version and SPDX licence."""

    name: str
    version: str
    licence: str


def installed(lock: str) -> tuple[Package, ...]:
    """The packages of a lock file as installed here; those for other systems are left out.

    Raises:
        EnvironmentDiffersError: if one is missing or has another version.
    """
    pins: dict[str, list[Pin]] = {}
    for pin in read_pins(lock):
        pins.setdefault(pin.name, []).append(pin)
    found, wrong = [], []
    for name, wanted in sorted(pins.items()):
        try:
            described = metadata(name)
        except PackageNotFoundError:
            wrong += [] if all(pin.conditional for pin in wanted) else [f"缺少 {name}"]
            continue
        version = described["Version"]
        if version in {pin.version for pin in wanted}:
            found.append(Package(name, version, licence(described)))
        else:
            listed = "、".join(pin.version for pin in wanted)
            wrong.append(f"{name} 装的是 {version}，锁定的是 {listed}")
    if wrong:
        raise EnvironmentDiffersError(
            f"装的软件包与 requirements.txt 不一致（{'；'.join(wrong)}）；"
            "请运行 pip install --require-hashes -r requirements.txt"
        )
    return tuple(found)


def licence(described: PackageMetadata) -> str:
    """The SPDX expression of a package; its own words where there is none."""
    own = _field(described, "License-Expression") or _field(described, "License")
    if own and own != "UNKNOWN":
        first = own.splitlines()[0].strip()
        return _SPDX.get(first, first)
    kinds = [
        kind.rpartition("::")[2].strip()
        for kind in described.get_all("Classifier") or []
        if kind.startswith("License")
    ]
    return " OR ".join(_SPDX.get(kind, kind) for kind in kinds) or "NOASSERTION"


def bill(release: str, title: str, packages: Sequence[Package], time: int) -> str:
    """CycloneDX 1.6 as JSON; the same arguments always give the same text."""
    main = Component(name=title, version=release, type=ComponentType.APPLICATION, bom_ref=release)
    components = [
        _component(package, PackageURL("pypi", None, package.name, package.version))
        for package in packages
    ]
    components += [
        _component(Package(one.name, one.version, one.licence), None, carried=one.where)
        for one in CARRIED
    ]
    bom = Bom(components=components, serial_number=uuid.uuid5(_NAMESPACE, f"{release} {time}"))
    bom.metadata.component = main
    bom.metadata.timestamp = datetime.fromtimestamp(time, UTC)
    bom.register_dependency(main, components)
    made = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return made.output_as_string(indent=1) + "\n"


def third_party(packages: Sequence[Package]) -> str:
    """The notice of what the release carries of others, with the licences' texts."""
    texts = {one.name: _licence_text(one.package) for one in CARRIED if one.package}
    versions = {package.name: package.version for package in packages}
    return third_party_text(texts, versions)


def _field(described: PackageMetadata, name: str) -> str:
    return described[name].strip() if name in described else ""


def _component(package: Package, purl: PackageURL | None, carried: str = "") -> Component:
    named = [] if package.licence == "NOASSERTION" else [package.licence]
    return Component(
        name=package.name,
        version=package.version or None,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl) if purl else f"carried:{package.name}",
        licenses=[LicenseFactory().make_from_string(text) for text in named],
        properties=[Property(name="course:carried-in", value=carried)] if carried else [],
    )


def _licence_text(package: str) -> str:
    """The text of a package's own licence file."""
    files = distribution(package).files or []
    found = sorted(str(path) for path in files if "LICENSE" in path.name.upper())
    path = next((p for p in found if ".dist-info" in p), "")
    return distribution(package).read_text(path.partition("/")[2]) or "" if path else ""
