"""One table of blocks: every name has a look on screen, a box on paper and a place in the guide."""

from __future__ import annotations

import re

import pytest

from courseware.text.block_kinds import BLOCKS, TRAINER, BlockKind
from tests.conftest import ROOT

TEMPLATE = (ROOT / "hooks/courseware/print/template.typ").read_text("utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
STYLES = "".join(
    path.read_text("utf-8") for path in sorted((ROOT / "overrides/assets").rglob("*.css"))
)


def has(text: str, pattern: str) -> bool:
    return re.search(rf"{pattern}(?![\w-])", text) is not None


@pytest.mark.parametrize("row", BLOCKS.values(), ids=list(BLOCKS))
def test_a_block_is_seen_everywhere(row: BlockKind) -> None:
    """A trainer's block is on no page of the site."""
    seen = {
        "a look in a style sheet": has(STYLES, rf"\.{row.look or row.name}"),
        "a box in template.typ": f"#let {row.box}(" in TEMPLATE,
        "a place in CONTRIBUTING.md": has(GUIDE, rf"(?:!!!|\?\?\?) {row.name}"),
    }
    lacking = {what for what, there in seen.items() if not there}
    assert lacking == ({"a look in a style sheet"} if row.name == TRAINER else set())
