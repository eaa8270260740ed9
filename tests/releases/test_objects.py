"""Publishing to an object store: order, headers, rollback, a cut network, two publishers."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from lxml import html

from releases.command import main
from releases.headers import cache_control, content_type
from tests.releases.sample_releases import of_another_course, pack, site
from tests.releases.store import BUCKET, KEYS, Network, address, client, run, start, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.releases.sample_releases import Sample

    Say = Callable[..., tuple[int, str]]

CUTS = 12
RECORD = Path(__file__).resolve().parents[2] / ".cache" / "release"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with store() as port:
        yield port


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, ...]:
    folder = tmp_path_factory.mktemp("releases")
    return tuple(pack(folder, letter, number) for number, letter in enumerate("abc"))


def answering(status: int, code: str) -> type[http.server.BaseHTTPRequestHandler]:
    """A store that refuses everything."""

    class Refusal(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = f"<Error><Code>{code}</Code><Message>key test-key</Message></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_GET  # noqa: N815 - as above

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Refusal


REFUSALS = {
    (404, "NoSuchBucket"): (
        "对象存储里没有桶 course；请先建好这个桶，或检查目标里的桶名和 endpoint"
    ),
    (403, "InvalidAccessKeyId"): "对象存储不认识这个密钥；请检查环境变量 AWS_ACCESS_KEY_ID",
    (403, "SignatureDoesNotMatch"): (
        "密钥对不上；请检查环境变量 AWS_SECRET_ACCESS_KEY，前后不要有空格"
    ),
    (403, "AccessDenied"): ("对象存储不允许；请让管理员给这个密钥读、写、列出和删除桶里对象的权限"),
    (403, "RequestTimeTooSkewed"): "这台机器的时钟和对象存储差得太多；请先校准时钟",
    (403, "Other"): (
        "对象存储不允许；请检查环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY 和桶的权限"
    ),
    (400, "AuthorizationHeaderMalformed"): (
        "对象存储的区域不对；请在目标后面写 ?region=…（有 endpoint 就写 &region=…）"
    ),
    (400, "InvalidRequest"): ("对象存储回答 400，暂时用不了；请等一会儿再运行一次，会接着做完"),
}


@pytest.mark.parametrize(("status", "code"), REFUSALS)
@pytest.mark.parametrize("verb", ["publish", "releases", "verify", "rollback"])
def test_what_a_store_refuses_is_said_with_what_to_do(
    verb: str, status: int, code: str, releases: tuple[Sample, ...], in_process: Say
) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), answering(status, code)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        words = [releases[0].archive] if verb == "publish" else []
        given = in_process(verb, *words, address(server.server_port, "x"))
        server.shutdown()
    assert given == (2, f"{REFUSALS[status, code]}\n")


def test_a_bucket_that_is_not_there(
    port: int, releases: tuple[Sample, ...], in_process: Say
) -> None:
    """In a real store."""
    to = f"s3://no-bucket/x?endpoint=http://127.0.0.1:{port}"
    said = "对象存储里没有桶 no-bucket；请先建好这个桶，或检查目标里的桶名和 endpoint\n"
    assert in_process("publish", releases[0].archive, to) == (2, said)
    assert in_process("releases", to) == (2, said)


def test_without_keys_nothing_is_asked(
    releases: tuple[Sample, ...], in_process: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "没有对象存储的密钥；请设环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY\n"
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "")
        to = "s3://course/x?endpoint=http://127.0.0.1:1"
        assert in_process("publish", releases[0].archive, to) == (2, said)
        monkeypatch.setenv(name, "x")


@pytest.fixture
def in_process(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """The command line, with keys in the environment."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)

    def run(*words: object) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def objects(port: int, prefix: str) -> dict[str, bytes]:
    """What readers can get, by path from the prefix."""
    s3: Any = client(port)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{prefix}/")
    keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
    return {
        key.removeprefix(f"{prefix}/"): s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        for key in keys
        if "/.courseware/" not in key
    }


def expected(sample: Sample) -> dict[str, bytes]:
    inside = ((p.partition("/"), data) for p, data in sample.files.items())
    return {path: data for (top, _, path), data in inside if top == "site"}


def test_publish_rollback_delete(port: int, releases: tuple[Sample, ...]) -> None:
    a, b, c = releases
    to = address(port, "whole")
    assert run("publish", a.archive, to) == (0, f"已发布 {a.id}（新传 25 个文件，换上 25 个）。\n")
    assert objects(port, "whole") == expected(a)
    code, said = run("publish", b.archive, to)
    kept = f"上一版 {a.id} 保留，可用 rollback 撤回。\n"
    assert (code, said) == (0, f"已发布 {b.id}（新传 22 个文件，换上 22 个）。\n{kept}")
    assert objects(port, "whole") == expected(a) | expected(b)  # nothing goes before its time
    assert run("verify", to) == (0, f"{b.id}：25 个文件与清单逐字节一致。\n")
    assert run("rollback", to) == (0, f"已回退到 {a.id}；之前在线的是 {b.id}。\n")
    assert objects(port, "whole") == expected(b) | expected(a)
    assert run("verify", to) == (0, f"{a.id}：25 个文件与清单逐字节一致。\n")
    code, said = run("publish", c.archive, to, "--grace", "0", "--keep", "2")
    assert (code, said.splitlines()[-2:]) == (0, ["已删除 4 个过期文件。", f"已清理旧版 {b.id}。"])
    assert objects(port, "whole") == expected(c)
    lines = [f"{c.id}  移动客服 2026.11  在线", f"{a.id}  移动客服 2026.11  上一版"]
    assert run("releases", to) == (0, "".join(f"{line}\n" for line in lines))
    assert run("rollback", to)[0] == 0  # what is kept needs no archive
    older = f"{a.id} 比在线的 {b.id} 旧，没有发布；确实要发布旧版请加 --older\n"
    assert run("publish", b.archive, to)[0] == 0
    assert run("publish", a.archive, to) == (2, older)


def test_headers(port: int, releases: tuple[Sample, ...]) -> None:
    run("publish", releases[0].archive, address(port, "headers"))
    s3: Any = client(port)
    for path in objects(port, "headers"):
        found = s3.head_object(Bucket=BUCKET, Key=f"headers/{path}")
        said = (found["ContentType"], found["CacheControl"])
        assert said == (content_type(path), cache_control(path)), path


def test_nothing_private_is_sent(port: int, releases: tuple[Sample, ...]) -> None:
    run("publish", releases[0].archive, address(port, "private"))
    s3: Any = client(port)
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="private/")["Contents"]
    bodies = [s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in listed]
    assert b"%PDF for trainers" not in bodies
    code, said = run("publish", releases[0].archive, address(1, "private"))
    assert code == 2
    assert "test-" not in said  # neither key nor secret


def test_damage_is_found_and_repaired(port: int, releases: tuple[Sample, ...]) -> None:
    to = address(port, "damage")
    run("publish", releases[0].archive, to)
    s3: Any = client(port)
    s3.put_object(Bucket=BUCKET, Key="damage/index.html", Body=b"?")
    s3.delete_object(Bucket=BUCKET, Key="damage/sw.js")
    s3.put_object(Bucket=BUCKET, Key="damage/planted.html", Body=b"?")
    said = "内容不符：index.html\n多出：planted.html\n缺少：sw.js\n"
    end = f"{releases[0].id} 有 3 处与清单不符；请重新发布这一版\n"
    assert run("verify", to) == (1, said + end)
    assert run("publish", releases[0].archive, to)[0] == 0
    s3.delete_object(Bucket=BUCKET, Key="damage/planted.html")
    assert run("verify", to)[0] == 0


def test_someone_elses(port: int, releases: tuple[Sample, ...], tmp_path: Path) -> None:
    s3: Any = client(port)
    s3.put_object(Bucket=BUCKET, Key="others/photo.jpg", Body=b"?")
    said = "目标前缀下有别的对象，不是课程的发布；请换一个空前缀\n"
    assert run("publish", releases[0].archive, address(port, "others")) == (2, said)
    run("publish", releases[0].archive, address(port, "mine"))
    other = of_another_course(releases[1], tmp_path)
    said = "目标属于课程 mobile-service，不是 another；请换一个前缀\n"
    assert run("publish", other.archive, address(port, "mine")) == (2, said)


def test_two_publishers(port: int, releases: tuple[Sample, ...]) -> None:
    to = address(port, "lease")
    run("publish", releases[0].archive, to)
    s3: Any = client(port)
    key = "lease/.courseware/state.json"
    state = json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    until = time.time() + 60
    state["lease"] = {"by": "wang@other（进程 7）", "token": "x", "until": until}
    s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(state).encode())
    said = "wang@other（进程 7） 正在发布；请等它结束再试，确知它已停止可加 --takeover\n"
    assert run("publish", releases[1].archive, to) == (2, said)
    assert objects(port, "lease") == expected(releases[0])
    assert run("publish", releases[1].archive, to, "--takeover")[0] == 0


def test_many_publishers_at_once(port: int, releases: tuple[Sample, ...]) -> None:
    to = address(port, "many")
    run("publish", releases[0].archive, to)
    started = [start("publish", one.archive, to, "--older") for one in releases[1:] * 3]
    ended = [(one.communicate()[0], one.returncode) for one in started]
    assert {code for _, code in ended} <= {0, 2}, ended
    assert 0 in {code for _, code in ended}, ended
    assert run("verify", to)[0] == 0


def test_network_cut(port: int, releases: tuple[Sample, ...]) -> None:
    """Cut after N bytes, for many N: nothing is lost, and running it again finishes."""
    a, b, _ = releases
    run("publish", a.archive, address(port, "cut"))
    with Network(port, 1 << 40) as network:
        assert run("publish", b.archive, address(network.port, "cut"))[0] == 0
        whole = network.sent
    lines = []
    old, new = expected(a), expected(b)
    for number in range(CUTS):
        prefix = f"cut-{number}"
        to = address(port, prefix)
        assert run("publish", a.archive, to)[0] == 0
        budget = whole * (2 * number + 1) // (2 * CUTS)
        with Network(port, budget) as network:
            code, said = run("publish", b.archive, address(network.port, prefix))
        assert code == 2, said
        assert said.startswith(
            ("连不上 http://127.0.0.1:", "对象存储没有答完", "另一个发布接手了")
        ), said
        there = objects(port, prefix)
        assert wrong(there, old, new) == []
        placed = sum(there.get(path) == data for path, data in new.items() if old.get(path) != data)
        lines.append(f"{budget:7} bytes: {placed:2} of 22 new objects in place\n")
        code, said = run("publish", b.archive, to)
        assert code == 0, said
        assert run("verify", to)[0] == 0
        assert objects(port, prefix) == old | new
    RECORD.mkdir(parents=True, exist_ok=True)
    (RECORD / "cuts.txt").write_text("".join(lines), "utf-8")


def wrong(there: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """What a reader would miss: something lost, of no release, or a page without its assets."""
    found = [f"lost: {path}" for path in old if path not in there]
    found += [
        f"odd: {path}" for path, data in there.items() if data not in {old.get(path), new.get(path)}
    ]
    for path, data in there.items():
        if path.endswith(".html"):
            loaded = html.document_fromstring(data).xpath("//script/@src | //link/@href")
            found += [f"{path} loads {one}" for one in loaded if one.lstrip("/") not in there]
    return found


def test_samples_differ_where_they_should() -> None:
    a, b = site("a"), site("b")
    assert sum(a.get(path) != data for path, data in b.items()) == 21  # and health.json


def load(
    s3: Any, page: str, known: list[dict[str, bytes]], seen: Counter[str], faults: list[str]
) -> None:
    """Read a page and what it loads in one go; note what is missing or of no release."""

    def get(path: str) -> bytes:
        seen["requests"] += 1
        data: bytes = s3.get_object(Bucket=BUCKET, Key=f"read/{path}")["Body"].read()
        if data not in [one.get(path) for one in known]:
            faults.append(f"{path}: of no release")
        return data

    try:
        tree = html.document_fromstring(get(page))
        for one in tree.xpath("//script/@src | //link/@href"):
            get(one.lstrip("/"))
    except ClientError as error:
        faults.append(f"{page}: {error}")


def test_readers_during_switches(port: int, releases: tuple[Sample, ...]) -> None:
    """Whatever moment a page is read, what it loads is there."""
    to = address(port, "read")
    run("publish", releases[0].archive, to)
    known = [expected(one) for one in releases]
    pages = [path for path in known[0] if path.endswith(".html")]
    stop = threading.Event()
    seen: Counter[str] = Counter()
    faults: list[str] = []

    def read() -> None:
        s3: Any = client(port)
        while not stop.is_set():
            for page in pages:
                load(s3, page, known, seen, faults)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(10):
        words = ["publish", releases[1 + number // 2 % 2].archive, to, "--keep", "2", "--older"]
        code, said = run(*(words if number % 2 == 0 else ["rollback", to]))
        assert code == 0, said
    stop.set()
    for reader in readers:
        reader.join()
    RECORD.mkdir(parents=True, exist_ok=True)
    (RECORD / "readers-store.txt").write_text(f"{seen['requests']} requests, {faults}\n", "utf-8")
    assert faults == []
    assert seen["requests"] > 300
