"""Versions of the course side by side: served, listed, told of in pages, learners' records kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from courseware.questions.id_register import Register, update_register, write_register
from releases.command import main, parse, run
from releases.headers import REVALIDATE
from releases.server import serving
from releases.target_folder import Folder
from tests.questions import samples
from tests.releases.sample_releases import pack, site
from tests.releases.test_servers import ask
from tests.serve import until
from tests.site.record.test_replay import CHOSEN, V1, V1_MOVING, V1_ONE, numbered, v2
from tests.site.record.trainee import Trainee

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.releases.sample_releases import Sample

AUGUST, NOVEMBER = 1_785_542_400, 1_793_491_200
"""2026-08-01 and 2026-11-01, in seconds since 1970."""
ALONE = samples.lesson("alone", numbered("2-23"))
FIRST = V1 | samples.course(
    one=V1["docs/02-trial/one.md"], moving=V1["docs/02-trial/moving.md"], alone=ALONE
)
"""With one more page, which the second version drops without a word."""
REDIRECTS = (
    "02-trial/moving.html: 02-trial/renamed.html\n02-trial/gone.html: 02-trial/one.html#q-2-11\n"
)


def entry(version: str, path: str, date: str, *, latest: bool = False) -> dict[str, object]:
    return {"version": version, "path": path, "date": date, "latest": latest}


OLD = entry("2026.08", "v2026.08/", "2026-08-01")
NEW = entry("2026.11", "./", "2026-11-01", latest=True)


class Desk:
    """A target folder and what is said of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str] | None = None) -> None:
        self.target, self.capsys = folder / "course", capsys

    def run(self, verb: str, *words: object) -> tuple[int, str]:
        assert self.capsys
        code = main([verb, *map(str, words)])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def publish(self, sample: Sample, *words: object) -> None:
        assert (
            run(parse(["publish", str(sample.archive), str(self.target), *map(str, words)]))[1] == 0
        )

    def listed(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads((self.target / "versions.json").read_text())
        return found

    def links(self) -> dict[str, str]:
        return Folder(self.target).versioned()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_each_version_shows_its_newest_release_and_none_is_pruned(desk: Desk) -> None:
    folder = desk.target.parent
    old = pack(folder, "a", AUGUST, version="2026.08")
    first, second, third = (pack(folder, s, NOVEMBER + n) for n, s in enumerate("bcd"))
    desk.publish(old)
    assert desk.listed() == [entry("2026.08", "./", "2026-08-01", latest=True)]
    for sample in (first, second, third):
        desk.publish(sample, "--keep", 1)
    assert desk.listed() == [NEW, OLD]
    assert desk.links() == {"v2026.08": old.id, "v2026.11": third.id}
    assert Folder(desk.target).ids() == (old.id, second.id, third.id)
    assert desk.run("verify", desk.target) == (
        0,
        f"{third.id}：29 个文件与清单逐字节一致。\n{old.id}：29 个文件与清单逐字节一致。\n",
    )


def test_rolling_back_keeps_the_list_right(desk: Desk) -> None:
    folder = desk.target.parent
    old = pack(folder, "a", AUGUST, version="2026.08")
    first, second = pack(folder, "b", NOVEMBER), pack(folder, "c", NOVEMBER + 1)
    for sample in (old, first, second):
        desk.publish(sample)
    assert desk.run("rollback", desk.target)[0] == 0
    assert (desk.listed(), desk.links()["v2026.11"]) == ([NEW, OLD], first.id)
    assert desk.run("rollback", desk.target, old.id)[0] == 0
    assert desk.listed() == [entry("2026.08", "./", "2026-08-01", latest=True)]
    assert desk.run("versions", desk.target) == (
        0, f"/v2026.08/  {old.id}  最新\n/v2026.11/  {first.id}  已回退，不列出\n"
    )  # fmt: skip
    desk.publish(second)
    assert desk.listed() == [NEW, OLD]


def test_an_old_version_is_mended(desk: Desk) -> None:
    """Later than the latest was made, and old all the same."""
    folder = desk.target.parent
    old = pack(folder, "a", AUGUST, version="2026.08")
    new = pack(folder, "b", NOVEMBER)
    mended = pack(folder, "c", NOVEMBER + 86_400, version="2026.08")
    for sample in (old, new, mended):
        desk.publish(sample)
    assert desk.run("rollback", desk.target)[0] == 0
    assert desk.links() == {"v2026.08": mended.id, "v2026.11": new.id}
    assert desk.listed() == [NEW, OLD | {"date": "2026-11-02"}]


def test_versions_stand_in_the_order_of_their_numbers(desk: Desk) -> None:
    names = ("2.0-rc1", "2.0", "2.0.1", "2.10")
    for letter, name in zip("abcd", names, strict=True):
        desk.publish(pack(desk.target.parent, letter, AUGUST, version=name))
    assert [one["version"] for one in desk.listed()] == list(reversed(names))


def test_a_version_without_a_number_is_served_as_the_latest_only(desk: Desk) -> None:
    desk.publish(pack(desk.target.parent, "a", AUGUST, version="beta"))
    assert desk.links() == {}
    assert desk.listed() == [entry("beta", "./", "2026-08-01", latest=True)]


def test_a_probe_that_fails_takes_the_list_back(desk: Desk) -> None:
    folder = desk.target.parent
    desk.publish(pack(folder, "a", AUGUST, version="2026.08"))
    before = desk.listed()
    bad = pack(folder, "b", NOVEMBER)
    code, said = desk.run("publish", bad.archive, desk.target, "--probe", "http://127.0.0.1:9/")
    assert (code, "已自动撤回" in said, desk.listed()) == (1, True, before)


def test_a_version_is_taken_down(desk: Desk) -> None:
    folder = desk.target.parent
    old = pack(folder, "a", AUGUST, version="2026.08")
    new, newer, newest = (pack(folder, s, NOVEMBER + n) for n, s in enumerate("bcd"))
    for sample in (old, new, newer):
        desk.publish(sample, "--keep", 1)
    assert desk.run("versions", desk.target, "--drop", "2026.11") == (
        2, "2026.11 就是在线的版本，不能撤下；请先发布或回退到另一版\n"
    )  # fmt: skip
    assert desk.run("versions", desk.target, "--drop", "../current") == (
        2, "目标上没有版本 ../current；现有：v2026.08、v2026.11\n"
    )  # fmt: skip
    assert desk.run("versions", desk.target, "--drop", "2026.08") == (
        0, f"已撤下 2026.08。\n/v2026.11/  {newer.id}  最新\n"
    )  # fmt: skip
    assert desk.listed() == [NEW]
    desk.publish(newest, "--keep", 1)
    assert Folder(desk.target).ids() == (newer.id, newest.id)


def test_damage_of_an_old_version_is_found_and_stops_nothing(desk: Desk) -> None:
    folder = desk.target.parent
    old = pack(folder, "a", AUGUST, version="2026.08")
    desk.publish(old)
    desk.publish(pack(folder, "b", NOVEMBER))
    (desk.target / "releases" / old.id / "LICENSE").write_text("changed")
    code, said = desk.run("verify", desk.target)
    assert (code, "v2026.08 的" in said) == (1, True)
    (desk.target / "releases" / old.id / "manifest.json").write_text("{")
    desk.publish(pack(folder, "c", NOVEMBER + 1))
    assert desk.listed() == [NEW]


def test_an_object_store_says_that_it_has_none(desk: Desk) -> None:
    assert desk.run("versions", "s3://bucket/train") == (
        2, "对象存储上不并排提供几个版本；请换成目录，或每版用一个前缀\n"
    )  # fmt: skip


@dataclass(frozen=True)
class Published:
    """Both versions at a target, and what they were packed of."""

    target: Path
    old: Sample
    new: Sample


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Version 2026.08, then 2026.11 with questions changed, moved and a page renamed."""
    top = tmp_path_factory.mktemp("versions")
    register = write_register(update_register(Register(), samples.parsed(FIRST).questions()))
    first = samples.build(
        FIRST, top / "v1", top / "site1", register, version="2026.08", offline=True,
    )  # fmt: skip
    second = samples.build(
        v2() | {"docs/redirects.yml": REDIRECTS}, top / "v2", top / "site2", register, offline=True
    )
    old = _packed(top, first, "a", AUGUST, "2026.08")
    new = _packed(top, second, "b", NOVEMBER, "2026.11")
    desk = Desk(top)
    desk.publish(old)
    desk.publish(new)
    return Published(desk.target, old, new)


def _packed(top: Path, built: Path, letter: str, when: int, version: str) -> Sample:
    files = {
        path.relative_to(built).as_posix(): path.read_bytes()
        for path in sorted(built.rglob("*"))
        if path.is_file()
    }
    server = {
        path.removeprefix("server/"): files.pop(path)
        for path in list(files)
        if path.startswith("server/")
    }
    return pack(top, letter, when, files, version=version, server=server)


@pytest.fixture(scope="module", params=["/", "/train/"], ids=["root", "sub-path"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def address(published: Published, base: str) -> Iterator[str]:
    with serving(published.target, "nginx", base) as found:
        yield found


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def served(request: pytest.FixtureRequest, published: Published, base: str) -> Iterator[str]:
    with serving(published.target, request.param, base) as found:
        yield found


def test_both_versions_are_served_whole(served: str, published: Published) -> None:
    moved = {"02-trial/gone.html", "02-trial/moving.html"}
    places = {"v2026.08/": published.old, "": published.new, "v2026.11/": published.new}
    for place, sample in places.items():
        for path, data in sample.files.items():
            name = path.removeprefix("site/")
            if not path.startswith("site/") or (not place and name in {*moved, "versions.json"}):
                continue
            got = ask(served, f"{place}{name}")
            assert (got.status, got.body == data) == (200, True), f"{place}{name}"
            assert got.headers["content-security-policy"]
        home = sample.files["site/index.html"]
        assert ask(served, place).body == home
    listed = ask(served, "versions.json")
    assert (listed.status, json.loads(listed.body)) == (200, [NEW, OLD])
    assert listed.headers["cache-control"] == REVALIDATE


def test_addresses_around_versions(served: str, base: str, published: Published) -> None:
    bare = ask(served, "v2026.08")
    assert (bare.status, bare.headers["location"]) == (301, f"{base}v2026.08/")
    page = published.new.files["site/404.html"]
    for path in (
        "v2026.99/index.html", "v2026.99", "v2026.08/nowhere.html", "v2026.08/../history.jsonl",
        "v2026.08/../../../current/manifest.json", "v2026.08/%2e%2e/manifest.json", "v../current/",
        "versions/v2026.08/manifest.json",
    ):  # fmt: skip
        got = ask(served, path)
        assert got.status in {400, 404}, path
        assert got.status == 400 or got.body == page or base != "/", path


def test_an_open_page_of_a_version_finds_what_it_was_made_with(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    one, two = (pack(tmp_path, s, NOVEMBER + n, site(s)) for n, s in enumerate("ab"))
    desk.publish(one)
    desk.publish(two)
    gone = next(path for path in one.files if path.endswith(".min.js")).removeprefix("site/")
    for server in ("nginx", "caddy"):
        with serving(desk.target, server) as address:
            got = ask(address, f"v2026.11/{gone}")
            assert (server, got.status) == (server, 200)
            assert got.body == one.files[f"site/{gone}"]


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_without_a_list_of_the_target_the_release_tells_of_itself(
    server: str, published: Published, base: str, tmp_path: Path
) -> None:
    (tmp_path / "current").symlink_to(published.target / "releases" / published.new.id)
    with serving(tmp_path, server, base) as address:
        got = ask(address, "versions.json")
    own = json.loads(got.body)
    assert (got.status, [(one["version"], one["path"]) for one in own]) == (
        200,
        [("2026.11", "./")],
    )


def test_moved_pages_answer_with_their_new_address(served: str, base: str) -> None:
    for old, new in (("moving", "renamed.html"), ("gone", "one.html#q-2-11")):
        got = ask(served, f"02-trial/{old}.html")
        assert (got.status, got.headers["location"]) == (301, f"{base}02-trial/{new}")
        assert got.headers["cache-control"] == REVALIDATE


def test_the_page_that_stands_for_a_moved_one(published: Published, base: str) -> None:
    assert base
    text = published.new.files["site/02-trial/gone.html"].decode()
    for part in (
        '<meta name="robots" content="noindex">',
        '<link rel="canonical" href="http://127.0.0.1:8000/02-trial/one.html">',
        '<noscript><meta http-equiv="refresh" content="0; url=one.html#q-2-11"></noscript>',
        '<p>它现在在这里：<a href="one.html#q-2-11">2.2 试验课 one</a></p>',
    ):
        assert part in text
    for name in ("sw.js", "sitemap.xml", "assets/javascripts/search-data.js", "index.html"):
        assert "gone.html" not in published.new.files[f"site/{name}"].decode()


def test_a_moved_page_goes_on_without_a_server_and_keeps_the_place(
    browser: Browser, published: Published
) -> None:
    folder = published.target / "current" / "site" / "02-trial"
    page = browser.new_page()
    for old, new in (
        ("moving.html#q-2-22", "renamed.html#q-2-22"),
        ("moving.html", "renamed.html"),
        ("gone.html#q-2-15", "one.html#q-2-11"),
    ):
        page.goto(f"{folder.as_uri()}/{old}")
        page.wait_for_url(f"{folder.as_uri()}/{new}")
    page.close()


def banner(page: Page) -> str:
    """The banner's text once the list of versions has come; empty without one."""
    page.get_by_role("navigation", name="课程版本").wait_for()
    found = page.get_by_role("region", name="旧版提示")
    return found.inner_text() if found.count() else ""


def test_an_old_version_says_so_and_the_latest_does_not(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}02-trial/one.html")
    assert banner(page) == ""
    links = page.get_by_role("navigation", name="课程版本").get_by_role("link")
    shown = [(one.inner_text(), one.evaluate("link => link.href")) for one in links.all()]
    assert shown == [
        ("2026.11（最新）", f"{address}index.html"),
        ("2026.08", f"{address}v2026.08/index.html"),
    ]
    page.goto(f"{address}v2026.11/02-trial/one.html")
    assert banner(page) == ""
    page.goto(f"{address}v2026.08/02-trial/moving.html#q-2-22")
    assert banner(page) == "这是旧版 2026.08，内容可能过期。看最新版"
    until(page, "document.querySelector('.mdx-old a').hash === '#q-2-22'")
    page.get_by_role("link", name="看最新版").click()
    page.wait_for_url(f"{address}02-trial/renamed.html#q-2-22")
    assert faults == []
    page.goto(f"{address}v2026.08/02-trial/alone.html")  # gone from the latest, without a word
    assert banner(page).startswith("这是旧版 2026.08")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="看最新版").click()
    page.wait_for_url(f"{address}index.html")
    context.close()


def test_a_version_that_was_rolled_back_from_says_that_it_is_withdrawn(
    browser: Browser, published: Published, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    desk.publish(published.old)
    desk.publish(published.new)
    assert run(parse(["rollback", str(desk.target)]))[1] == 0
    page = browser.new_page()
    with serving(desk.target, "nginx") as address:
        page.goto(f"{address}v2026.11/02-trial/one.html")
        said = page.get_by_role("region", name="旧版提示").inner_text()
        assert said == "2026.11 版已经撤下，内容可能有误。看最新版"
        page.goto(f"{address}02-trial/one.html", wait_until="networkidle")
        assert page.locator(".mdx-old, .mdx-versions").count() == 0
    page.close()


def test_each_version_has_its_own_worker(browser: Browser, address: str) -> None:
    """And the one at the root says nothing about pages of another version."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}index.html")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto(f"{address}index.html")
    until(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{address}v2026.08/index.html")
    page.evaluate("navigator.serviceWorker.ready")
    scopes = """navigator.serviceWorker.getRegistrations()
      .then(all => all.map(one => one.scope).sort())"""
    until(page, f"{scopes}.then(found => found.length === 2)")
    assert page.evaluate(scopes) == [address, f"{address}v2026.08/"]
    page.goto(f"{address}v2026.08/index.html")
    own = "navigator.serviceWorker.controller.scriptURL"
    until(page, "navigator.serviceWorker.controller !== null")
    assert page.evaluate(own) == f"{address}v2026.08/sw.js"
    kept = page.evaluate(
        """async address => {
          const urls = [];
          for (const name of await caches.keys()) {
            const store = await caches.open(name);
            for (const key of await store.keys()) urls.push([name, key.url]);
          }
          return urls.filter(([name, url]) => name === `courseware-1 ${new URL(address).pathname}`
            && url.includes("/v2026")).length;
        }""",
        address,
    )
    assert kept == 0
    context.set_offline(True)
    page.goto(f"{address}v2026.08/index.html")
    assert "2026.08" in page.content()
    context.close()


GONE = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""The latest was asked for a page that it does not have."""


@pytest.fixture
def trainee(browser: Browser, published: Published) -> Iterator[Trainee]:
    with serving(published.target, "nginx") as address:
        made = Trainee(browser, address)
        yield made
        assert made.complaints == [GONE]
        made.context.close()


def test_records_go_on_from_version_to_version(trainee: Trainee) -> None:
    """Answered when 2026.08 was the latest; kept in 2026.11 where the meaning is the same."""
    for page, names in (("one", V1_ONE), ("moving", V1_MOVING)):
        trainee.open(f"v2026.08/02-trial/{page}.html")
        for name in names:
            trainee.answer(name, CHOSEN[name])
    trainee.open("02-trial/one.html")
    assert trainee.verdict("2-14") == "✓ 答对了"  # in other words, marked minor
    assert trainee.verdict("2-21") == "✓ 答对了"  # moved here
    assert trainee.verdict("2-17") == "本题已更新，请重答"  # has another key
    trainee.open("02-trial/moving.html")  # a page that was renamed
    assert trainee.page.url.endswith("02-trial/renamed.html")
    assert trainee.verdict("2-22") == "✓ 答对了"
    trainee.open("02-trial/one.html")
    trainee.answer("2-30", ["6 个"])  # new in this version
    trainee.open("v2026.08/02-trial/one.html")
    assert {name: trainee.given(name) for name in V1_ONE} == {n: CHOSEN[n] for n in V1_ONE}
    trainee.open("v2026.08/02-trial/alone.html")
    trainee.answer("2-23", ["6 个"])  # an old version writes the record again
    trainee.open("02-trial/one.html")
    assert trainee.given("2-30") == ["6 个"]
