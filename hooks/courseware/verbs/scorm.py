"""``python hooks scorm``: packs a built site for learning platforms, SCORM 1.2 and 2004."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.course.disk import read_project
from courseware.course.layout import CONFIG, SCORM, SITE
from courseware.course.reading import read_course
from courseware.exports.scorm.ims_manifest import MANIFEST, Scorm, manifest
from courseware.exports.scorm.outline import shell_data, stale
from courseware.exports.zipped import zipped
from courseware.questions.id_register import Register
from courseware.site import offline
from courseware.site.bundles import lean
from courseware.site.page_files import script
from courseware.text.yaml import parse_yaml
from courseware.verbs.outcome import Outcome
from releases.manifest import ManifestError, release_id

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping
    from datetime import date

HELP = "把建好的网站打成 SCORM 课件包"
_SHELL = Path(__file__).parents[1] / "exports" / "scorm" / "shell"
_PAGES = Path(__file__).parents[3] / "overrides"
SHELL_PARTS = (
    *(_PAGES / script(part) for part in ("lib/numbers", "lib/bits")),
    *(_SHELL / name for name in ("suspend.js", "shell.js")),
)
_WORDS = {Scorm.V12: "1.2", Scorm.V2004: "2004"}
_DEFAULT_PASS = 80


def add(parser: ArgumentParser) -> None:
    """From where, where to: folders, from the project's root unless absolute."""
    parser.add_argument("--site", default=SITE, help="建好的网站在哪个文件夹")
    parser.add_argument("--out", default=SCORM, help="放在哪个文件夹")


def run(options: Namespace, root: Path, _today: date) -> Outcome:
    """One package for each version of SCORM."""
    folder = root / options.site
    if not (folder / "index.html").is_file():
        said = f"{folder} 里没有建好的网站；请先运行 mkdocs build，或用 --site 指定\n"
        return Outcome(note=said, code=2)
    settings, faults = parse_yaml(_read(root / CONFIG), CONFIG, lenient=True)
    if faults:
        return Outcome(note="".join(f"{fault}\n" for fault in faults), code=1)
    ours = settings.map("extra").map("courseware")
    identifier, version = ours.text("id") or "course", ours.text("version") or "0"
    title = settings.text("site_name")
    pass_mark = ours.number("pass_mark") or _DEFAULT_PASS
    try:
        release_id(identifier, version, "")
    except ManifestError as fault:
        return Outcome(note=f"mkdocs.yml：{fault}\n", code=1)
    files = _site(folder)
    project = read_project(root)
    course = read_course(project.settings.title, project.texts).course
    register = project.register or Register()
    if other := next(stale(course, register, files), ""):
        said = f"{folder} 里的 {other} 和现在的课文不一致；请先运行 mkdocs build，再打包\n"
        return Outcome(note=said, code=1)
    made = []
    for scorm in Scorm:
        pages = [name for name in files if name.endswith(".html")]
        outline = shell_data(course, register, pages, identifier, pass_mark)
        content = package(scorm, files, outline, identifier=identifier, title=title)
        path = root / options.out / f"{identifier}-{version}-{scorm}.zip"
        data = zipped(content, MANIFEST, level=9)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        size = len(data) / 1_000_000
        made.append(f"{shown.as_posix()}（{size:.1f} MB，{len(content)} 个文件）\n")
    return Outcome("".join(made))


def package(
    scorm: Scorm, site: Mapping[str, bytes], outline: str, *, identifier: str, title: str
) -> dict[str, bytes]:
    """The files of a package by path from its root: manifest, shell and the site unchanged.

    ``outline`` is what the shell must know of the site, as :func:`shell_data` says it.
    Only the service worker is left out: a platform's addresses are its own.
    """
    known = json.loads(outline) | {"scorm": _WORDS[scorm]}
    data = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    files = dict(site)
    if "sw.js" in files:
        files["sw.js"] = offline.OFF.encode()
    files |= {f"scorm/{name}": (_SHELL / name).read_bytes() for name in ("shell.html", "shell.css")}
    files["scorm/shell.js"] = shell_script().encode()
    files["scorm/data.js"] = f"self.courseOutline={data};\n".encode()
    return {MANIFEST: manifest(scorm, identifier, title, files), **files}


def shell_script() -> str:
    """The script of the page around the course: two parts of the pages' own, then the shell's."""
    return "".join(lean(path.read_text("utf-8")) for path in SHELL_PARTS)


def _site(folder: Path) -> dict[str, bytes]:
    """The site's files; settings for servers are none of a platform's business."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(folder).as_posix()).startswith(("server/", "scorm/"))
    }


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""
