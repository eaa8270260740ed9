"""What publishing decides without touching anything: headers, history, order, targets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from releases.headers import IMMUTABLE, REVALIDATE, cache_control, content_type
from releases.history import (
    Action,
    Entry,
    by_last_use,
    next_stamp,
    read_history,
    to_prune,
    write_entry,
)
from releases.manifest import Manifest, ManifestFile
from releases.store_plan import (
    Lease,
    State,
    expired,
    in_order,
    read_state,
    retire,
    site_objects,
    to_place,
    write_state,
)
from releases.target import FolderTarget, ObjectTarget, PublishError, SshTarget, parse_target

if TYPE_CHECKING:
    from releases.store_plan import SiteObject


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("assets/javascripts/bundle.79ae519e.min.js", "", IMMUTABLE),
        ("assets/stylesheets/main.484c7ddc.min.css", "", IMMUTABLE),
        ("assets/javascripts/quiz.js", "1a2b3c4d", IMMUTABLE),
        ("assets/javascripts/quiz.js", "", REVALIDATE),
        ("assets/javascripts/quiz.js", "v=1a2b3c4d", REVALIDATE),
        ("index.html", "", REVALIDATE),
        ("sw.js", "", REVALIDATE),
        ("assets/deadbeef.js", "", REVALIDATE),
    ],
)
def test_cache_control(path: str, query: str, expected: str) -> None:
    assert cache_control(path, query) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("sw.js", "text/javascript; charset=utf-8"),
        ("a/图.SVG", "image/svg+xml; charset=utf-8"),
        ("pdf/第一章.pdf", "application/pdf"),
        ("health.json", "application/json"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_content_type(path: str, expected: str) -> None:
    assert content_type(path) == expected


ENTRY = Entry("2026-11-22T10:00:00+0800", Action.PUBLISH, "a", "wang@host", 100)


def test_history_survives_a_torn_line() -> None:
    second = replace(ENTRY, id="b", action=Action.ROLLBACK)
    text = write_entry(ENTRY) + write_entry(second)[:30] + "\n" + write_entry(second)
    assert read_history(text) == (ENTRY, second)
    assert [one.action.word for one in read_history(text)] == ["发布", "回退"]


def test_stamps_only_grow() -> None:
    assert next_stamp((), 50) == 50
    assert next_stamp((ENTRY,), 200) == 200
    assert next_stamp((ENTRY,), 100) == 101
    assert next_stamp((ENTRY,), 7) == 101  # the clock was set back


def test_prune_keeps_what_is_needed() -> None:
    history = [replace(ENTRY, id=name) for name in "abcab"]
    ordered = by_last_use("abcd", history)
    assert ordered == ("b", "a", "c", "d")
    assert to_prune(ordered, 3, {"b", "c"}) == ("d",)
    assert to_prune(ordered, 1, {"b", "c"}) == ("a", "d")
    assert to_prune(ordered, 9, {"b"}) == ()


def manifest(**files: str) -> Manifest:
    listed = tuple(sorted(ManifestFile(f"site/{p}", h * 64, 1) for p, h in files.items()))
    return Manifest("x", "c", "t", "1", "0" * 40, 1, (), listed)


def objects(**files: str) -> dict[str, SiteObject]:
    return site_objects(manifest(**files))


def test_only_the_site_and_no_compressed_copies() -> None:
    names = ("site/a.html", "site/a.html.br", "site/b.gz", "trainer/x.pdf", "LICENSE")
    listed = tuple(ManifestFile(name, "0" * 64, 1) for name in sorted(names))
    assert list(site_objects(replace(manifest(), files=listed))) == ["a.html", "b.gz"]


def test_pages_come_after_what_they_load() -> None:
    names = (
        *("health.json", "sw.js", "index.html", "a/index.html", "assets/search-data.js"),
        *("a/picture.png", "pdf/1.pdf", "assets/main.00112233.min.css"),
    )
    turns = in_order(objects(**dict.fromkeys(names, "0")).values())
    assert [[one.path for one in turn] for turn in turns] == [
        ["assets/main.00112233.min.css"],
        ["a/picture.png", "pdf/1.pdf"],
        ["assets/search-data.js"],
        ["a/index.html", "index.html"],
        ["sw.js"],
        ["health.json"],
    ]


def test_same_bytes_with_other_headers_are_stored_apart() -> None:
    one, two = objects(**{"a.html": "0", "a.css": "0"}).values()
    assert one.sha256 == two.sha256
    assert one.blob != two.blob


def test_what_may_be_half_done_is_placed_again() -> None:
    wanted = objects(**{"a.html": "1", "b.html": "2", "c.html": "3"})
    live = objects(**{"a.html": "1", "b.html": "9", "c.html": "3"})
    begun = objects(**{"a.html": "1", "b.html": "2", "c.html": "8"})
    placed = [one.path for one in to_place(wanted, [live, begun])]
    assert placed == ["b.html", "c.html"]
    assert [one.path for one in to_place(wanted, [])] == ["a.html", "b.html", "c.html"]


def test_grace() -> None:
    before, wanted = objects(**{"a.html": "1", "b.html": "1"}), objects(**{"a.html": "1"})
    retired = retire({"old.html": 10.0, "a.html": 10.0}, [before], wanted, 50.0)
    assert retired == {"b.html": 50.0, "old.html": 10.0}
    assert expired(retired, 30.0, 60.0) == ("old.html",)


def test_state_round_trip() -> None:
    state = State("c", "b", "a", ("b", "a"), ("d",), {"x": 1.5}, Lease("我", "t", 9.0))
    assert read_state(write_state(state)) == state
    assert read_state(write_state(State("c"))) == State("c")
    for text in (b"", b"[]", b"{}", b'{"format":2}', b"\xff"):
        assert read_state(text) is None


def test_targets() -> None:
    assert isinstance(parse_target("srv/course"), FolderTarget)
    assert str(parse_target("/srv/course")) == "/srv/course"
    assert parse_target("ops@host:/srv/c") == SshTarget("ops@host", "/srv/c")
    given = "s3://course/a/b/?endpoint=https://s3.example:9000&region=cn"
    assert parse_target(given) == ObjectTarget("course", "a/b", "https://s3.example:9000", "cn")
    assert parse_target("./odd:name") == FolderTarget(Path("odd:name").absolute())


@pytest.mark.parametrize(
    "text", ["", "ftp://host/x", "host:srv", "-o:/srv", "s3://", "s3://b/?key=1", "s3://k:s@b/x"]
)
def test_odd_targets(text: str) -> None:
    with pytest.raises(PublishError) as raised:
        parse_target(text)
    assert raised.value.code == 2
    assert "k:s" not in str(raised.value)
