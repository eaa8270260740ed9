"""What makes a question the same question: its id, its wording, its options, its key.

A trainee's answer is kept under the question's authored id, together with a fingerprint of
what was asked. Where the question stands, how it is numbered on its page, which address the
page has and in which order the options are listed play no part, nor do punctuation, spaces,
full-width forms, case and emphasis. Feedback, explanation and further accepted spellings of
a blank are no part of what was asked, either.

A trainer who changed words only marks the new wording ``minor=<its fingerprint>``; the
register (:mod:`courseware.questions.id_register`) then lends it the fingerprint of the
published one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from courseware.text.inline import replace_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.questions.model import Question

_HASH = 8
"""Hexadecimal digits of a fingerprint."""
_TOKEN = 6
"""Hexadecimal digits of an option's token: unique within one question."""
_MARKS = re.compile(r"[\s,、。;:!?()\[\]{}<>《》〈〉【】“”‘’\"'…—–*_`~^|]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)([^*]+)(?<=\S)\1")
"""A pair of signs; a single star, as in ``*#06#``, is text."""
_SIGNS = re.compile(r"^[^\S\n]*[-*] |`", re.MULTILINE)
"""Signs of lists and code; a line's own blanks only, lest blank lines be quadratic."""


@dataclass(frozen=True, slots=True)
class Identity:
    """How a question is known to the browser.

    ``fingerprint`` is 8 hexadecimal digits of stem, options and key; ``stem`` 6 of the stem
    alone. ``options`` holds a token of 6 digits for each option in the author's order (for
    each gap, of its best answer, in a question with gaps) and whether it is right.
    """

    fingerprint: str
    stem: str
    options: tuple[tuple[str, bool], ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """The options' tokens, in the author's order."""
        return tuple(token for token, _ in self.options)


@lru_cache(maxsize=4096)
def identify(question: Question) -> Identity:
    """The identity of a question as it is worded now; asked for again and again in a build."""
    stem = _digest(folded(replace_gaps(question.stem, lambda _: "\ue000")), _TOKEN)
    options = tuple(_options(question))
    has_gaps = bool(question.blanks)
    signs = [f"{'+' if right else '-'}{token}" for token, right in options]
    whole = " ".join([question.kind, stem, *(signs if has_gaps else sorted(signs))])
    return Identity(_digest(whole, _HASH), stem, options)


def is_minor(now: Identity, before: Identity) -> bool:
    """Whether ``now`` can be ``before`` in other words: as many options, the same key."""
    known = dict(before.options)
    if len(now.options) != len(before.options):
        return False
    if sum(right for _, right in now.options) != sum(known.values()):
        return False
    return all(known.get(token, right) == right for token, right in now.options)


def folded(text: str) -> str:
    """Text without what is not its wording: width, case, spaces, punctuation, emphasis.

    Signs that can change a value stay: ``. - + / % =``.
    """
    plain = unicodedata.normalize("NFKC", _LINK.sub(r"\1", text)).casefold()
    return _MARKS.sub("", plain)


def plain_stem(question: Question, limit: int = 0) -> str:
    """The stem as one line of plain text, gaps as ``____``, cut to ``limit`` characters."""
    text = _LINK.sub(r"\1", replace_gaps(question.stem, lambda _: "____"))
    text = " ".join(_EMPHASIS.sub(r"\2", _SIGNS.sub("", text)).split())
    return f"{text[:limit]}…" if limit and len(text) > limit else text


def _options(question: Question) -> Iterator[tuple[str, bool]]:
    if question.blanks:
        for blank in question.blanks:
            yield _digest(folded(next(iter(blank.answers), "")), _TOKEN), True
        return
    seen: dict[str, int] = {}
    for choice in question.choices:
        words = folded(choice.text)
        seen[words] = seen.get(words, 0) + 1
        yield (
            _digest(f"{words} {seen[words]}" if seen[words] > 1 else words, _TOKEN),
            choice.correct,
        )


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
