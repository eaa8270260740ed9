"""How chapters, minutes and addresses are called everywhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courseware.course.model import Chapter

_DIGITS = "零一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """A number from 0 to 99 in Chinese, as chapters are counted: 二, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if number <= 10:  # noqa: PLR2004 - ten has a word of its own
        return _DIGITS[number]
    head = "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def duration(minutes: int) -> str:
    """Minutes as a reader says them: 40 分钟, 2 小时, 2 小时 20 分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时 {rest} 分钟" if rest else f"{hours} 小时"


def chapter_name(chapter: Chapter) -> str:
    """第二章 移动通信基础."""
    return f"第{chinese_number(chapter.number)}章 {chapter.title}"


def page_url(path: str) -> str:
    """Address of a page from the site's root: ``docs/a/b.md`` → ``a/b.html``."""
    return path.removeprefix("docs/").removesuffix(".md") + ".html"


def relative(address: str, reader: str) -> str:
    """An address from the site's root as one from ``reader``, another such address."""
    path, mark, anchor = address.partition("#")
    return posixpath.relpath(path, posixpath.dirname(reader) or ".") + mark + anchor


def chapter_pdf(chapter: Chapter) -> str:
    """Address of a chapter's PDF from the site's root."""
    folder = posixpath.basename(posixpath.dirname(chapter.path))
    return f"pdf/{folder}.pdf"


def chapter_card_pdf(chapter: Chapter) -> str:
    """Address of a chapter's desk card from the site's root."""
    return chapter_pdf(chapter).removesuffix(".pdf") + "-desk-card.pdf"


BOOK_PDF = "pdf/course.pdf"
