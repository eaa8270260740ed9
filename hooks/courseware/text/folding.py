"""Writings of one name made equal: full-width forms, case, optional blanks.

:func:`fold` keeps the length, so an offset in the folded text is one in the text itself.
"""

from __future__ import annotations

import re

_WIDE = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！，：；？（）～"
}
"""Full-width signs and their ASCII ones; what Chinese text always writes full-width stays."""
_BLANKS = "\t\n\r\u00a0\u3000"
_WIDE_RUN = re.compile(f"[{re.escape(''.join(map(chr, _WIDE)))}]+")
_CAPITALS = re.compile("[A-Z]+")

_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_ASCII = r"[A-Za-z0-9]"
_SEAM = re.compile(rf"(?<={_HAN}) ?(?={_ASCII})|(?<={_ASCII}) ?(?={_HAN})")


def unfull(text: str) -> str:
    """Full-width Latin letters, digits and signs as ASCII, blanks as spaces; same length."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return _WIDE_RUN.sub(lambda run: run[0].translate(_WIDE), text)


def fold(text: str) -> str:
    """Like :func:`unfull`, in lower case; same length."""
    plain = unfull(text)
    lower = plain.lower()
    if len(lower) == len(plain):  # “İ” becomes two characters
        return lower
    return _CAPITALS.sub(lambda capitals: capitals[0].lower(), plain)


def writings(name: str) -> frozenset[str]:
    """Return a name as typed, and with and without a blank where Chinese and Latin meet."""
    plain = unfull(name)
    return frozenset({plain, _SEAM.sub("", plain), _SEAM.sub(" ", plain)})


def fold_name(name: str) -> str:
    """Key under which two names count as the same."""
    return _SEAM.sub("", fold(name))
