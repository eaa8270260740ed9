"""Make the two fonts the printed course is set in, from a published package.

Run it only to change the character set; the fonts it writes are kept in the repository::

    python -m venv .venv-fonts && . .venv-fonts/bin/activate
    pip install fonttools==4.68.0 justmytype-intl-cjk==0.1.0 pypinyin==0.55.0 pypinyin-dict==0.9.0
    python fonts/build.py

Source: Noto Sans SC (variable, SIL Open Font License 1.1) as packed in
``justmytype-intl-cjk``. Characters: GB 2312, the 8,105 of the 通用规范汉字表 (the list
personal names are registered from), pinyin and the symbols of a Chinese textbook.
The outlines are not changed. The same input gives the same bytes.
"""

from __future__ import annotations

import importlib
from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
PACKAGE = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"
WEIGHTS = {"Regular": 400, "Bold": 700}
FEATURES = ["halt", "palt", "vhal", "kern", "locl", "liga", "ccmp", "mark", "vert"]
# ruff: noqa: RUF001 - the ambiguous characters are what the fonts are to hold
RARE_NAMES = "喆堃燚犇彧旻龘㵘㐂𬭎𫖯镕玥昇淼鑫珺頔媗堉赟翀"
SYMBOLS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳○●□■◇◆△▲▽▼☆★☐☑✓✔✗✘⬡⬢"
    "→←↑↓↔⇒⇐⇔≥≤≠≈±×÷−·∞√∑∝∠∥⊥∴∵°′″℃‰µμΩλπΔαβγθφω²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃"
    "—–…‘’“”、。《》〈〉「」『』【】〔〕〖〗·～￥©®™§¶†‡•‣№￠￡"
)
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜ"


def gb2312() -> set[int]:
    """Every code point of GB 2312."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def standard_characters() -> set[int]:
    """Code points of the 通用规范汉字表."""
    table = importlib.import_module("pypinyin_dict.pinyin_data.kmandarin_8105")
    return set(table.pinyin_dict)


def wanted() -> set[int]:
    """Every code point the fonts shall hold, if the source has it."""
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    forms = set(range(0x3000, 0x3020)) | set(range(0xFF01, 0xFF5F)) | set(range(0x2010, 0x2027))
    extra = {ord(character) for character in RARE_NAMES + SYMBOLS + PINYIN}
    return gb2312() | standard_characters() | latin | forms | extra


def build(source: Path, style: str, weight: int) -> Path:
    """Write one static, subset font of ``weight`` (OpenType scale) and say where."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        name_IDs=["*"],
        glyph_names=False,
        notdef_outline=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    static = instancer.instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
    target = HERE / f"NotoSansSC-{style}.ttf"
    static.save(target, reorderTables=True)
    return target


def main() -> None:
    """Write both fonts and the licence beside this file."""
    (HERE / "OFL.txt").write_bytes((PACKAGE / "OFL.txt").read_bytes())
    with as_file(PACKAGE / "NotoSansSC[wght].ttf") as source:
        for style, weight in WEIGHTS.items():
            target = build(source, style, weight)
            count = len(TTFont(target).getBestCmap())
            print(f"{target.name}: {count} characters, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
