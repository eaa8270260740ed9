"""Time and reach of glossary marking, beside Markdown rendering and Python-Markdown's abbr.

Run: ``python benchmarks/glossary.py [lessons]`` (default 1,000). Prints one table.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from lxml import html
from markdown import Markdown

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "hooks"))

from courseware.glossary import parse_glossary  # noqa: E402
from courseware.mentions import mark  # noqa: E402
from courseware.model import Glossary  # noqa: E402
from courseware.term_matcher import Matcher  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.model import Term

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
FILLER = "客户打来电话说信号不好我们先听清时间地点现象再按步骤排查并把结果告诉他下次什么时候回复"


def lesson(names: list[str], chance: random.Random) -> str:
    """Markdown like a lesson's: about 2,800 characters, six sections, a table, a dialogue."""
    parts = []
    for section in range(6):
        parts.append(f"## 第{section + 1}部分")
        for _ in range(4):
            words = []
            for _ in range(4):
                start = chance.randrange(len(FILLER) - 16)
                words.append(FILLER[start : start + 16] + chance.choice(names) + "，")
            parts.append("".join(words) + f"**{FILLER[:6]}**。")
        parts.append("| 步骤 | 做什么 |\n| --- | --- |\n" + f"| 一 | 查 {chance.choice(names)} |\n" * 4)
        parts.append(f'!!! note "说明"\n\n    - 客户：“{FILLER[:20]}”\n    - 坐席：“{FILLER[20:]}”')
    return "\n\n".join(parts)


def larger(terms: tuple[Term, ...], count: int, chance: random.Random) -> Glossary:
    """A glossary of ``count`` terms: the course's and made-up ones of four characters."""
    made = []
    for number in range(len(terms), count):
        name = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(4))
        made.append(replace(terms[0], id=f"made-{number}", zh=name, abbr="", aliases=(), not_in=()))
    return Glossary((terms + tuple(made))[:count])


def seconds(action: Callable[[], object]) -> float:
    """Processor time of one run."""
    start = process_time()
    action()
    return process_time() - start


def main(count: int) -> None:
    """Measure and print."""
    chance = random.Random(7)
    text = (ROOT / "docs/glossary.yml").read_text(encoding="utf-8")
    glossary, _ = parse_glossary(text, "docs/glossary.yml")
    names = [name for t in glossary.terms if t.mark for name in (t.zh, t.abbr) if name]
    sources = [lesson(names, chance) for _ in range(count)]
    pages: list[str] = []
    plain = Markdown(extensions=EXTENSIONS)
    rendering = seconds(lambda: pages.extend(plain.reset().convert(s) for s in sources))
    trees = []
    parsing = seconds(
        lambda: trees.extend(html.fragment_fromstring(p, create_parent="div") for p in pages)
    )
    writing = seconds(lambda: [html.tostring(tree, encoding="unicode") for tree in trees])
    rows = [
        ("read the glossary (once)", seconds(lambda: parse_glossary(text, "g")), "", 0),
        ("render Markdown", rendering, "", 0),
        ("parse and write the HTML tree", parsing + writing, "", 0),
    ]
    for size in (300, 1000, 3000):
        sized = larger(glossary.terms, size, chance)
        rows.append((f"build the matcher, {size} terms", seconds(lambda g=sized: Matcher(g)), "", 0))
        matcher = Matcher(sized)
        fresh = [html.fragment_fromstring(p, create_parent="div") for p in pages]
        marks: list[object] = []
        took = seconds(
            lambda m=matcher, f=fresh, out=marks: [
                out.extend(mark(tree, m, href=lambda name: f"g.html#{name}", page="p")) for tree in f
            ]
        )
        rows.append((f"mark, {size} terms, first use per section", took, f"{len(marks)} links", took))
        if size == 300:  # noqa: PLR2004
            rows.append(("  with parse and write of the tree", took + parsing + writing, "", took + parsing + writing))
    abbr_terms = {name: t.definition for t in glossary.terms for name in (t.zh, t.abbr) if name}
    tail = "\n\n" + "\n".join(f"*[{name}]: {text}" for name, text in abbr_terms.items())
    stock = Markdown(extensions=[*EXTENSIONS, "abbr"])
    marked: list[str] = []
    took = seconds(lambda: marked.extend(stock.reset().convert(s + tail) for s in sources))
    places = sum(page.count("<abbr") for page in marked)
    rows.append(("Python-Markdown abbr, over plain rendering", took - rendering, f"{places} places", took - rendering))
    matcher = Matcher(glossary)
    uses = sum(len(matcher.find(source)) for source in sources)
    print(f"{count} lessons, {sum(map(len, sources)) / count:.0f} characters each, {uses} uses of terms")
    for name, took, found, share in rows:
        ratio = f"{share / rendering:6.1%}" if share else ""
        print(f"{name:45} {took:8.2f} s {ratio:>7} {found}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
