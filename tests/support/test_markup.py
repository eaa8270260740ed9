"""No page counts on elements and attributes that the oldest browsers lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.markup import lacks

if TYPE_CHECKING:
    from tests.conftest import Built

HARMLESS = {"autocapitalize": "a phone begins with a capital letter; any case is right"}


def test_no_page_counts_on_what_the_oldest_browsers_lack(built: Built) -> None:
    assert lacks((built.folder / name).read_text("utf-8") for name in built.pages()) == set(
        HARMLESS
    )


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ("<dialog open>a</dialog>", {"<dialog>", "dialog open"}),
        ("<search>a</search>", {"<search>"}),
        ("<p inert>a</p>", {"inert"}),
        ("<p popover>a</p>", {"popover"}),
        ('<input enterkeyhint="search">', {"enterkeyhint"}),
        ('<img loading="lazy" alt="">', {"img loading"}),
        ('<button popovertarget="a">a</button>', {"button popovertarget"}),
        ('<input inputmode="numeric">', {"inputmode"}),
        ('<input autocomplete="off" pattern="a" required type="search" value="1">', set()),
        ("<details><summary>a</summary><p hidden>b</p></details>", set()),
    ],
)
def test_what_is_newer_is_seen(markup: str, what: set[str]) -> None:
    assert lacks([f"<!doctype html><body>{markup}"]) == what
