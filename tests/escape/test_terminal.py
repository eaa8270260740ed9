"""What steers a terminal is shown instead: by commands, by the log of a build."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from releases.server import ServerError, _told
from releases.server_settings import SettingsError, caddy, nginx, read_address
from releases.terminal import guard_log, in_line, shown
from tests.checks.course import copy_course
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_controls_and_directions_are_written_out() -> None:
    steering = [*range(9), *range(11, 32), *range(127, 160), 0x61C, 0x200E, 0x200F]
    steering += [*range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xDFFF, 0xD800]
    text = "".join(map(chr, steering))
    assert shown(text) == "".join(f"\\u{code:04x}" for code in steering)
    assert json.loads(f'"{shown(text)}"') == text, "a JSON text keeps its value"
    kept = "课\n\t𠮷🙂éא\u200b"
    assert shown(kept) == kept
    assert in_line("a\nb\tc\x1b") == "a b c\\u001b"


def test_a_log_line_is_guarded_before_it_is_coloured(capsys: pytest.CaptureFixture[str]) -> None:
    logger, handler = logging.getLogger("guarded"), logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("\x1b[33m%(message)s\x1b[0m"))
    logger.addHandler(handler)
    guard_log("guarded")
    guard_log("guarded")
    logger.warning("%s", "a\x1b[2Jb")
    logger.removeHandler(handler)
    assert capsys.readouterr().err == "\x1b[33ma\\u001b[2Jb\x1b[0m\n"
    assert len(handler.filters) == 1


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "sarif", "json"])
def test_no_form_of_findings_lets_a_file_name_steer(tmp_path: Path, form: str) -> None:
    name = "a\x1b[2J\r::error::b\n检查通过\u202e.md"
    root = copy_course(tmp_path)
    (root / "docs/01-calls" / name).write_text("x\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "hooks", "check", "--root", str(root), "--format", form],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 1
    assert not {"\x1b", "\r", "\u202e"} & set(said)
    assert "\n检查通过" not in said
    assert "\n::error::b" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x;y/",
        "https://a.example/$x/",
        'https://a.example/"x/',
        "https://a.example/{x}/",
        "https://a.example/a b/",
        "https://a;b.example/",
        "https://[::1/",
        "https://a.example:99999/",
    ],
)
def test_an_address_that_is_no_value_of_settings_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="网址“"):
        read_address(url)


@pytest.mark.parametrize("write", [nginx, caddy])
@pytest.mark.parametrize(
    ("policy", "moved"),
    [
        ('x"; } server { listen 1', {}),
        ("x\ny", {}),
        ("default-src $host", {}),
        ("default-src 'none'", {"a.html; }": "b.html"}),
        ("default-src 'none'", {"a.html%0Ab": "b.html"}),
        ("default-src 'none'", {"a.html": "b.html; }"}),
        ("default-src 'none'", {"a.html": "https://x.example/"}),
        ("default-src 'none'", {"a.html": "/x.example/"}),
        ("default-src 'none'", {"a.html": "$x.html"}),
        ("default-src 'none'", {"a.html": "{x}.html"}),
    ],
)
def test_a_release_writes_no_settings_of_its_own(
    write: object, policy: str, moved: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match="不能写进服务器设置；请不要使用这个发布包"):
        write(policy, read_address("http://a.example/"), "/srv/course", moved)  # type: ignore[operator]


@pytest.mark.parametrize("moved", ["[", "[1]", '{"a": 1}', "[" * 100_000])
def test_a_broken_list_of_moves_is_said(tmp_path: Path, moved: str) -> None:
    (tmp_path / "csp.txt").write_text("default-src 'none'", "utf-8")
    (tmp_path / "moved.json").write_text(moved, "utf-8")
    with pytest.raises(ServerError, match="请重新取发布包"):
        _told(tmp_path)
