"""A small course as packages of both versions, unpacked beside a stand-in for a platform."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from courseware.course.disk import read_project
from courseware.course.reading import read_course
from courseware.exports.scorm.ims_manifest import MANIFEST, Scorm
from courseware.exports.scorm.outline import shell_data, stale
from courseware.exports.zipped import zipped
from courseware.questions.id_register import Register
from courseware.verbs.scorm import _site, package
from tests.machine import NODE
from tests.questions import samples
from tests.serve import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNTIME = NODE / "node_modules" / "scorm-again" / "dist"
PLATFORM = """<!doctype html><title>platform</title><script src="{runtime}.min.js"></script>
<script>
  var kept = JSON.parse(new URLSearchParams(location.search).get("kept") || "{{}}");
  var {name} = new {api}({{ autocommit: false, logLevel: 5 }});
  {name}.loadFromFlattenedJSON(kept);
</script><iframe id="sco" src="{scorm}/scorm/shell.html" width="1000" height="700"></iframe>
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lessons: six questions of every kind, and two more."""
    folder = tmp_path_factory.mktemp("scorm")
    two = (
        samples.SINGLE.replace("id=2-01", "id=2-07"),
        samples.TRUE_FALSE.replace("id=2-03", "id=2-08").replace("着急", "生气"),
    )
    pages = samples.course(
        one=samples.lesson("one", *samples.KINDS), two=samples.lesson("two", *two)
    )
    return samples.build(pages, folder / "source", folder / "site")


def packed(scorm: Scorm, site: Path, files: dict[str, bytes]) -> bytes:
    """A package of the small course's site."""
    project = read_project(site.parent / "source")
    course = read_course("试验", project.texts).course
    register = project.register or Register()
    assert list(stale(course, register, files)) == []
    pages = [name for name in files if name.endswith(".html")]
    outline = shell_data(course, register, pages, "mobile-service", 80)
    content = package(scorm, files, outline, identifier="mobile-service", title="试验")
    return zipped(content, MANIFEST, level=9)


@pytest.fixture(scope="session")
def packages(site: Path) -> dict[Scorm, bytes]:
    return {scorm: packed(scorm, site, _site(site)) for scorm in Scorm}


@pytest.fixture(scope="session")
def platform(
    packages: dict[Scorm, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a folder with ``scorm12.html`` and ``scorm2004.html``."""
    folder = tmp_path_factory.mktemp("platform")
    names = {Scorm.V12: ("API", "Scorm12API"), Scorm.V2004: ("API_1484_11", "Scorm2004API")}
    for scorm, data in packages.items():
        zipfile.ZipFile(io.BytesIO(data)).extractall(folder / scorm)
        shutil.copy(RUNTIME / f"{scorm}.min.js", folder)
        name, api = names[scorm]
        text = PLATFORM.format(runtime=scorm, name=name, api=api, scorm=scorm)
        (folder / f"{scorm}.html").write_text(text, "utf-8")
    (folder / "server").mkdir()
    policy = "default-src 'self' 'unsafe-inline' data:"
    (folder / "server" / "csp.txt").write_text(policy, "utf-8")
    with serving(folder) as address:
        yield address
