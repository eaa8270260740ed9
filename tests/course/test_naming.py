"""What templates print."""

from __future__ import annotations

import pytest

from courseware.course import naming


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (6, "六"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chapters_are_counted_in_chinese(number: int, text: str) -> None:
    assert naming.chinese_number(number) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 分钟"), (40, "40 分钟"), (60, "1 小时"), (120, "2 小时"), (140, "2 小时 20 分钟")],
)
def test_minutes_are_said_as_people_do(minutes: int, text: str) -> None:
    assert naming.duration(minutes) == text


def test_pages_have_addresses_that_open_from_a_folder() -> None:
    assert naming.page_url("docs/02-network/index.md") == "02-network/index.html"
    assert naming.page_url("docs/index.md") == "index.html"
