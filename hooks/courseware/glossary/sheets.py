"""The glossary for other programs: CSV for spreadsheets, TSV for Anki.

Both are whole files as text; write them as UTF-8 without changing line ends.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from courseware.glossary.view import escaped, markup, sort_key

if TYPE_CHECKING:
    from courseware.glossary.model import Glossary, Term

COLUMNS = (
    "编号", "中文名", "英文全称", "缩写", "别名", "不用的说法", "拼音", "分类", "代际",
    "释义", "对客户的说法", "相关术语", "依据", "条款", "核对",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_csv(glossary: Glossary) -> str:
    """All terms in order of pinyin; starts with a BOM so that Excel reads it as UTF-8.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    names = {term.id: term.zh for term in glossary.terms}
    for term in sorted(glossary.terms, key=sort_key):
        writer.writerow(_cell(text) for text in _row(term, names))
    return "\ufeff" + out.getvalue()


def to_anki(glossary: Glossary, deck: str) -> str:
    """Cards for Anki's import: name → definition, with the id as the note's identity.

    Importing a later export updates the cards. ``deck`` is the name of the deck; a category
    becomes the tag, blanks in it underscores.
    """
    out = io.StringIO(newline="")
    out.write("#separator:tab\n#html:true\n#notetype:Basic\n")
    out.write(f"#deck:{' '.join(deck.split())}\n#guid column:1\n#tags column:4\n")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for term in sorted(glossary.terms, key=sort_key):
        front = escaped(term.zh)
        if inside := "，".join(name for name in (term.en, term.abbr) if name):
            front += f"<br><small>{escaped(inside)}</small>"
        back = markup(term.definition)
        if term.plain:
            back += f"<br><em>对客户说：{markup(term.plain)}</em>"
        writer.writerow((term.id, front, back, "_".join(term.category.split())))
    return out.getvalue()


def _row(term: Term, names: dict[str, str]) -> tuple[str, ...]:
    return (
        term.id,
        term.zh,
        term.en,
        term.abbr,
        "、".join(term.aliases),
        "、".join(term.deprecated),
        term.pinyin,
        term.category,
        "、".join(term.generations),
        term.definition,
        term.plain,
        "、".join(names[term_id] for term_id in term.related if term_id in names),
        term.source.reference,
        term.source.clause,
        term.source.check,
    )


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
