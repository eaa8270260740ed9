"""Small glossaries for the tests, and the course's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.glossary.matcher import Matcher
from courseware.glossary.reading import parse_glossary

if TYPE_CHECKING:
    from courseware.glossary.model import Glossary

PATH = "docs/glossary.yml"
ROOT = Path(__file__).parents[2]

SMALL = """\
terms:
  - {id: core, zh: 核心网, abbr: CN, en: Core Network, definition: 大脑。, category: 网}
  - {id: lte, zh: 长期演进, abbr: LTE, definition: 4G 的无线技术。, category: 网}
  - id: volte
    zh: VoLTE 高清话音
    abbr: VoLTE
    en: Voice over LTE
    definition: 话音。
    category: 话
  - id: tdma
    zh: 时分多址
    abbr: TDMA
    en: Time Division Multiple Access
    definition: 轮流。
    category: 网
  - {id: downlink, zh: 下行, definition: 基站到手机。, category: 网, not_in: [以下行]}
  - {id: complaint, zh: 投诉, en: Complaint, definition: 不满。, category: 服, mark: false}
"""


def glossary(text: str) -> Glossary:
    """The glossary in ``text``, which has no faults."""
    parsed, found = parse_glossary(text, PATH)
    assert found == ()
    return parsed


@cache
def small() -> Matcher:
    return Matcher(glossary(SMALL))


@cache
def course() -> Glossary:
    """The course's own glossary."""
    return glossary((ROOT / PATH).read_text(encoding="utf-8"))


@cache
def course_matcher() -> Matcher:
    return Matcher(course())
