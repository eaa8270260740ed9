"""A release: the same bytes from the same commit, complete, and nothing in it that must not be."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from courseware.site.offline import is_versioned
from releases.archive import read_archive, verify_archive
from releases.headers import COMPRESSED, TYPES, is_immutable
from releases.server import unpack
from tests.exams.test_secrecy import leaks

from .commit import CHECKED, ROOT, git, hooks

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Made

LATER = "2029-11-27 03:00:00"


def test_a_commit_gives_the_same_bytes_anywhere(made: Made, tmp_path: Path) -> None:
    """Another folder, time zone, file mask, hash seed and language, and three years later."""
    other = tmp_path / "别处" / "of it"
    other.parent.mkdir()
    git(tmp_path, "clone", "--quiet", str(made.repository), str(other))
    done = hooks(
        other, "release", mask=0o077, clock=LATER,
        TZ="Pacific/Chatham", PYTHONHASHSEED="4711", LC_ALL="C", SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (made.tar, made.zip):
        again = other / "dist" / path.name
        if digest(again) != digest(path):  # says which file before it says that
            assert read_archive(again).files == read_archive(path).files
        assert digest(again) == digest(path)
    assert done.stdout == made.said
    modes = {path.name: path.stat().st_mode & 0o777 for path in (other / "dist").iterdir()}
    assert modes == {made.tar.name: 0o600, made.zip.name: 0o644}  # the first has answers in it
    assert (other / "dist").stat().st_mode & 0o777 == 0o755


def test_what_is_overdue_is_released_only_with_a_reason(made: Made, tmp_path: Path) -> None:
    course = tmp_path / "course"
    git(tmp_path, "clone", "--quiet", str(made.repository), str(course))
    page = course / "docs" / "02-network" / "principles.md"
    text = re.sub(r"(?m)^(checked|review_by): .*", r"\1: 2026-11-0@", page.read_text("utf-8"))
    page.write_text(text.replace("0@", "01", 1).replace("0@", "02", 1), "utf-8")
    git(course, "commit", "--all", "--quiet", "--message=改")
    place = "docs/02-network/principles.md:{}:12"
    line = page.read_text("utf-8").splitlines().index("review_by: 2026-11-02") + 1
    fact = "复核期限 2026-11-02 已过"
    done = hooks(course, "release", clock=LATER)
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        (
            f"{place.format(line)} FACT-1 {fact}；请核对本页内容，再改 checked 和 review_by\n"
            f"按提交的日期 {CHECKED}，有 1 处内容已过期，没有打包；请核对并改正后提交。\n"
            "等不及核对时写明理由再打，理由和清单会记进发布清单：--overdue 理由，"
            "或在提交说明的最后一段写 Overdue: 理由\n"
        ),
        1,
    )
    assert list((course / "dist").glob("*")) == []
    for nothing in ("", " ", "两\n行"):
        assert hooks(course, "release", "--overdue", nothing).returncode == 2
    done = hooks(course, "release", "--overdue", "今晚更正急救电话", clock=f"{CHECKED} 12:00:00")
    said = "有 1 处内容发布时已过期，理由：今晚更正急救电话"
    assert (done.stdout.splitlines()[-1], done.returncode) == (said, 0)
    for path in (course / "dist").iterdir():
        manifest = json.loads(read_archive(path).manifest)
        assert manifest["overdue"] == {
            "pages": [f"docs/02-network/principles.md:{line} {fact}"],
            "reason": "今晚更正急救电话",
        }
        assert said in verify_archive(path)[0].splitlines()
    (tar,) = (course / "dist").glob("*.tar.gz")
    target = tmp_path / "target"
    assert hooks(course, "publish", str(tar), str(target)).returncode == 0
    name = tar.name.removesuffix(".tar.gz")
    listed = hooks(course, "releases", str(target)).stdout.splitlines()[0]
    assert listed == f"{name}  移动客服基础知识 2026.11  在线  {said}"
    assert said in hooks(course, "verify", str(target)).stdout.splitlines()


def test_it_says_what_it_made(made: Made) -> None:
    content = read_archive(made.tar)
    digests = {
        "清单 manifest.json": hashlib.sha256(content.manifest).hexdigest(),
        f"dist/{made.tar.name}（{made.tar.stat().st_size / 1e6:.1f} MB）": digest(made.tar),
        f"dist/{made.zip.name}（{made.zip.stat().st_size / 1e6:.1f} MB）": digest(made.zip),
    }
    lines = "".join(f"{name}\n  SHA-256 {value}\n" for name, value in digests.items())
    assert made.said == f"{lines}{len(content.files) + 1} 个文件，没有签名。\n"


def test_it_holds_all_that_ops_get(made: Made, release: Path) -> None:
    assert {p.name for p in release.iterdir()} == {
        "LICENSE", "LICENSE-CONTENT.md", "README.txt", "THIRD-PARTY.md", "exports", "fonts",
        "manifest.json", "requirements.txt", "sbom.cdx.json", "server", "site", "trainer",
        "先读我.txt",
    }  # fmt: skip
    assert names(release / "server") == {"Caddyfile", "csp.txt", "nginx.conf", "settings.txt"}
    assert names(release / "trainer") == {"answers.pdf", "course-trainer.pdf"}
    assert {"glossary.csv", "glossary-anki.txt", "questions-csv.csv"} <= names(release / "exports")
    commit = git(made.repository, "rev-parse", "HEAD").strip()
    assert json.loads((release / "site" / "health.json").read_text("utf-8")) == {
        "commit": commit, "id": release.name, "version": "2026.11",
    }  # fmt: skip
    assert release.name == f"mobile-service-2026.11-{commit[:8]}"


def test_what_trainees_get_holds_the_site_and_no_answers(made: Made, release: Path) -> None:
    folder = unpack(made.zip, made.repository / "dist" / "unpacked")
    assert folder.name == f"{release.name}-offline"
    assert {p.name for p in folder.iterdir()} == {
        "LICENSE", "LICENSE-CONTENT.md", "THIRD-PARTY.md", "fonts", "manifest.json", "site",
        "先读我.txt",
    }  # fmt: skip
    pages = {p.relative_to(release) for p in (release / "site").rglob("*") if p.is_file()}
    assert {p.relative_to(folder) for p in (folder / "site").rglob("*") if p.is_file()} == {
        path for path in pages if path.suffix not in COMPRESSED
    }
    whole, part = read_archive(made.tar).files, read_archive(made.zip).files
    assert {path for path in part if part[path] != whole.get(path)} == {"先读我.txt"}
    assert verify_archive(made.zip)[1] == 0


def test_every_type_of_file_is_known_to_servers(release: Path) -> None:
    kinds = {path.suffix.lstrip(".") for path in (release / "site").rglob("*") if path.is_file()}
    assert kinds - {end.lstrip(".") for end in COMPRESSED} <= set(TYPES)


def test_pages_name_every_style_and_script_by_its_version(release: Path) -> None:
    """So that no server can mix two releases."""
    loaded = set()
    link = re.compile(r'(?:src|href)="([^"]*\.(?:js|css)[^"]*)"')
    for page in (release / "site").rglob("*.html"):
        loaded |= set(link.findall(page.read_text("utf-8")))
    assert len(loaded) > 10
    assert [name for name in loaded if not is_immutable(name) or not is_versioned(name)] == []


def test_text_is_packed_where_that_gains(release: Path) -> None:
    site = release / "site"
    for path in (p for p in site.rglob("*") if p.suffix in {".html", ".css", ".js", ".svg"}):
        packed = [path.with_name(f"{path.name}{end}") for end in COMPRESSED]
        if path.stat().st_size > 1024:
            assert all(one.stat().st_size < path.stat().st_size for one in packed), path


def test_no_text_of_the_exam_bank_is_in_it(release: Path) -> None:
    assert leaks(release) == set()


def test_that_search_would_find_one(release: Path, tmp_path: Path, made: Made) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_bytes((made.repository / "exam" / "02-network.md").read_bytes())
    assert len(leaks(tmp_path)) > 30
    assert release not in tmp_path.parents


def test_uncommitted_changes_are_refused_and_named(made: Made) -> None:
    page, new = made.repository / "docs" / "index.md", made.repository / "docs" / "新.txt"
    before = page.read_bytes()
    try:
        page.write_bytes(before + b"\n")
        new.write_text("x", "utf-8")
        done = hooks(made.repository, "release")
    finally:
        page.write_bytes(before)
        new.unlink()
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        (
            "有没提交的改动，不能发布：\n  docs/index.md\n  docs/新.txt\n"
            "请先提交或撤销；只为试用可加 --allow-dirty\n"
        ),
        2,
    )


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_outside_of_a_repository_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    done = hooks(ROOT, "release", "--root", str(tmp_path))
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        "这里不是 git 仓库，或还没有提交；请在项目的仓库里运行\n",
        2,
    )


def test_a_course_with_faults_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# 首页\n", "utf-8")
    settings = "site_name: 小样\nnav: [none.md]\nextra: {courseware: {id: c, version: '1'}}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=x")
    done = hooks(ROOT, "release", "--root", str(tmp_path))
    assert "none.md" in done.stderr
    assert done.stderr.endswith("网站没有建成；请先改正上面的问题\n")
    assert (done.stdout, done.returncode) == ("", 1)
    assert not (tmp_path / "dist").exists()


def test_a_name_that_is_no_file_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    settings = "site_name: 小样\nextra: {courseware: {id: ../c, version: '1'}}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=x")
    done = hooks(ROOT, "release", "--root", str(tmp_path))
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        "课程代号或版本“../c-1”不能用作文件名；请只用字母、数字、点和短横\n",
        2,
    )
