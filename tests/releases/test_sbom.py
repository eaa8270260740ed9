"""The bill of materials: valid, complete, and with a licence for everything."""

from __future__ import annotations

import json
import re
from importlib.metadata import metadata, version
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from releases.sbom import EnvironmentDiffersError, installed, licence
from releases.third_party import Pin, read_pins

from .commit import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOCK = (ROOT / "requirements.txt").read_text("utf-8")
FONTS = {"NotoSansSC": "Noto Sans SC", "DejaVuSansMono": "DejaVu Sans Mono"}


@pytest.fixture(scope="module")
def bill(release: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((release / "sbom.cdx.json").read_text("utf-8"))
    return value


def test_it_is_valid_cyclonedx(release: Path) -> None:
    text = (release / "sbom.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str('{"bomFormat":1}') is not None


def test_it_names_every_locked_package_in_the_version_that_was_used(bill: dict[str, Any]) -> None:
    named = {one["name"]: one["version"] for one in bill["components"] if "purl" in one}
    assert named == {name: version(name) for name in {pin.name for pin in read_pins(LOCK)}}


def test_everything_has_a_licence_and_none_forces_ours(bill: dict[str, Any]) -> None:
    without = [one["name"] for one in bill["components"] if not one.get("licenses")]
    assert without == []
    assert not re.search(r'"(AGPL|GPL|SSPL)', json.dumps(bill["components"]))


def test_what_the_files_carry_is_in_it(bill: dict[str, Any], release: Path) -> None:
    carried = {one["name"] for one in bill["components"] if "purl" not in one}
    scripts = "".join(path.read_text("utf-8") for path in (release / "site/assets").rglob("*.js"))
    assert "/*!" not in scripts, "the banner of a work of others"
    for path in release.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            names = {
                re.split("[+-]", str(one.BaseFont))[1]
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
            }
        assert {FONTS[name] for name in names} <= carried, path
    notice = (release / "THIRD-PARTY.md").read_text("utf-8")
    assert all(name in notice for name in carried)
    assert "Copyright (c) 2016-2025 Martin Donath" in notice


def test_a_package_in_another_version_is_refused() -> None:
    lock = (
        "typst==0.0.1 \\\n    --hash=sha256:00\nnot-there==1\nonly-windows==1 ; os_name == 'nt'\n"
    )
    with pytest.raises(EnvironmentDiffersError) as caught:
        installed(lock)
    assert str(caught.value) == (
        f"装的软件包与 requirements.txt 不一致（缺少 not-there；"
        f"typst 装的是 {version('typst')}，锁定的是 0.0.1）；"
        "请运行 pip install --require-hashes -r requirements.txt"
    )


def test_pins_are_read() -> None:
    lock = (
        "a==1 \\\n    --hash=sha256:00\nB.c==2 ; python_version < '3' \\\n# d==1\ne[f, g]==3 \\\n"
    )
    assert read_pins(lock) == (
        Pin("a", "1", conditional=False),
        Pin("b.c", "2", conditional=True),
        Pin("e", "3", conditional=False),
    )


@pytest.mark.parametrize(
    ("package", "expression"),
    [("lxml", "BSD-3-Clause"), ("segno", "BSD-3-Clause"), ("typst", "Apache-2.0")],
)
def test_licences_are_spdx(package: str, expression: str) -> None:
    assert licence(metadata(package)) == expression
