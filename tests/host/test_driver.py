"""Our own driver: the same site as MkDocs', without MkDocs; what it does not know it refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from courseware.host.config import read_config
from courseware.host.faults import SiteError
from courseware.host.navigation import Link, Section, navigation
from courseware.host.navigation import Page as HostPage
from tests.checks.course import copy_course
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHARED = (
    "docs", "exam", "hooks", "overrides", "fonts", "page-register.txt", "question-register.txt",
)  # fmt: skip
SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
WITHOUT_PDF = SETTINGS.replace("    pass_mark: 80", "    pdf: never\n    pass_mark: 80")
TELLS = """
import json, sys
sys.path.insert(0, "hooks")
from courseware.verbs.cli import main
code = main(["build", "--root", ".", "--site-dir", sys.argv[1]])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    epoch = {"SOURCE_DATE_EPOCH": "1795824000", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **epoch},
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("edits", [(), ("address", "editor")])
def test_the_same_bytes_without_mkdocs(tmp_path: Path, edits: tuple[str, ...]) -> None:
    """The whole course; once under another address, edited elsewhere, without offline reading."""
    settings = WITHOUT_PDF
    if edits:
        for old, new in (
            ("site_url: http://127.0.0.1:8000/", "site_url: https://lms.example/training/5g"),
            ("# repo_url: ", "repo_url: "),
            ("# edit_uri: ", "edit_uri: "),
            ("pdf: never", "pdf: never\n    offline: false"),
        ):
            assert settings.count(old) == 1
            settings = settings.replace(old, new)
    root = tmp_path / "project"
    root.mkdir()
    for name in SHARED:
        (root / name).symlink_to(ROOT / name)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    theirs = run(root, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "theirs"))
    assert theirs.returncode == 0, theirs.stderr
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "old.html").write_text("of another build", "utf-8")
    own = run(root, "-c", TELLS, str(tmp_path / "own"))
    code, loaded = json.loads(own.stdout)
    assert code == 0, own.stderr
    assert set(loaded) & {"mkdocs", "material", "mkdocs_quiz", "properdocs"} == set()
    found, wanted = files(tmp_path / "own"), files(tmp_path / "theirs")
    assert found.keys() == wanted.keys()
    assert {name for name, data in found.items() if data != wanted[name]} == set()
    assert len(found) > 100


def small(folder: Path, settings: str = WITHOUT_PDF) -> Path:
    root = copy_course(folder)
    for name in ("progress", "self-exam", "company-rules", "glossary"):
        shutil.copy(ROOT / "docs" / f"{name}.md", root / "docs")
    for name in ("hooks", "overrides", "fonts"):
        (root / name).symlink_to(ROOT / name)
    settings = settings.replace("  - 课程统一规定: course-rules.md\n", "")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return root


def test_findings_are_told_and_end_a_strict_build(tmp_path: Path) -> None:
    root = small(tmp_path)
    page = root / "docs/02-network/signal.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\n见[另一页](nowhere.md)。\n", "utf-8")
    done = run(root, "hooks", "build")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    place = f"docs/02-network/signal.md:{text.count(chr(10)) + 2}:8"
    assert f"{place} LINK-1 找不到“nowhere.md”；请改正路径" in lines
    assert lines[-1] == f"网站：{root / 'site' / 'index.html'}"


def test_what_is_not_safe_is_not_built(tmp_path: Path) -> None:
    root = small(tmp_path)
    page = root / "docs/02-network/signal.md"
    page.write_text(page.read_text("utf-8") + "\n<script>x()</script>\n", "utf-8")
    done = run(root, "hooks", "build")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "处内容不安全，没有生成可以发布的网站；请先改正上面的安全问题"
    )
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "plugins: []",
            "plugins: [search]",
            "mkdocs.yml：plugins 的这种设置只有 MkDocs 认识；请改用 mkdocs build",
        ),
        (
            "strict: true",
            "extra_css: [a.css]",
            "mkdocs.yml：extra_css 的这种设置只有 MkDocs 认识；请改用 mkdocs build",
        ),
        (
            "use_directory_urls: false",
            "use_directory_urls: true",
            "mkdocs.yml：use_directory_urls 的这种设置只有 MkDocs 认识；请改用 mkdocs build",
        ),
        ("use_directory_urls: false", "", "mkdocs.yml：要写 use_directory_urls: false；请改正"),
        (
            "  *.yml",
            "  drafts/*.md",
            "mkdocs.yml：exclude_docs 的“drafts/*.md”只有 MkDocs 认识；请改用 mkdocs build",
        ),
        ("name: null", "name: material", "mkdocs.yml：theme 要写 name: null 和 custom_dir；请改正"),
        ("# repo_url: ", "repo_url: ", "mkdocs.yml：写了 repo_url，也要写 edit_uri；请补上"),
        (
            "site_name: ",
            "INHERIT: a.yml\nsite_name: ",
            "mkdocs.yml：INHERIT 的这种设置只有 MkDocs 认识；请改用 mkdocs build",
        ),
    ],
)
def test_settings_for_mkdocs_alone_are_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert SETTINGS.count(old) == 1
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace(old, new), "utf-8")
    assert read_config(tmp_path).foreign == said


def test_settings_that_are_none_are_refused(tmp_path: Path) -> None:
    for text, said in (
        ("- a\n", "mkdocs.yml 里要写“名称: 值”；请改正"),
        ("a: [\n", "mkdocs.yml 读不出来（"),
    ):
        (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
        with pytest.raises(SiteError) as refused:
            read_config(tmp_path)
        assert str(refused.value).startswith(said)


def test_the_navigation_has_sections_neighbours_and_links_away(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    config = read_config(tmp_path)
    pages = {name: HostPage(name, config, "2026-11-28") for name in ("index.md", "a/b.md", "c.md")}
    written = [{"首页": "index.md"}, {"章": ["a/b.md"]}, {"站外": "https://a.example/"}, "c.md"]
    nav = navigation(written, pages)
    home, section, link, last = nav
    assert nav.homepage is home is pages["index.md"]
    assert isinstance(section, Section)
    assert isinstance(link, Link)
    inner = section.children[0]
    assert (home.title, section.title, link.title, last.title) == ("首页", "章", "站外", "")
    assert (home.next_page, inner.previous_page, inner.next_page) == (inner, home, last)
    assert (inner.ancestors, home.ancestors, section.active) == ([section], [], False)
    inner.active = True
    assert section.active
    with pytest.raises(SiteError) as refused:
        navigation([{"甲": "no.md"}], pages)
    assert str(refused.value) == "mkdocs.yml：nav 里的“no.md”不在 docs 里；请改正或删除"
