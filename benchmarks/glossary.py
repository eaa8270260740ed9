"""Time and reach of glossary marking, beside Markdown rendering and Python-Markdown's abbr.

Run: ``python benchmarks/glossary.py [lessons]`` (default 1,000). Prints one table.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from lxml import html
from markdown import Markdown

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "hooks"))

from courseware.glossary.matcher import Matcher  # noqa: E402
from courseware.glossary.mentions import mark  # noqa: E402
from courseware.glossary.model import Glossary  # noqa: E402
from courseware.glossary.reading import parse_glossary  # noqa: E402
from courseware.questions.page_markdown import SHIELD, rendered_markdown  # noqa: E402
from courseware.text.lines import parse_source  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.glossary.model import Term

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]


def lessons(count: int) -> list[str]:
    """Bodies of the course's own lessons, without trainer notes, repeated up to ``count``."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("docs/*-*/*.md"))]
    bodies = [
        rendered_markdown(parse_source("docs/a.md", text)[0], ())
        .replace(f"<{SHIELD}quiz>", '<div class="mdx-question" markdown="1">')
        .replace(f"<{SHIELD}/quiz>", "</div>")
        for text in texts
    ]
    return list(islice(cycle(bodies), count))


def larger(terms: tuple[Term, ...], count: int, chance: random.Random) -> Glossary:
    """A glossary of ``count`` terms: the course's and made-up ones of its characters."""
    characters = "".join(term.zh for term in terms)
    made = []
    for number in range(len(terms), count):
        name = "".join(chance.choices(characters, k=4))
        made.append(replace(terms[0], id=f"made-{number}", zh=name, abbr="", aliases=(), not_in=()))
    return Glossary((terms + tuple(made))[:count])


def seconds(action: Callable[[], object]) -> float:
    """Processor time of one run."""
    start = process_time()
    action()
    return process_time() - start


class Table:
    """Rows of the report; shares are of the time of plain rendering."""

    def __init__(self) -> None:
        """Start empty."""
        self.rendering = 0.0

    def row(self, name: str, took: float, note: str = "", *, share: bool = True) -> None:
        """Print a row."""
        ratio = f"{took / self.rendering:8.1%}" if share and self.rendering else " " * 8
        print(f"{name:44} {took:8.3f} s {ratio}  {note}")


def mark_all(pages: list[str], matcher: Matcher) -> tuple[float, float, int]:
    """Seconds of marking, seconds of parsing and writing trees, and the number of links.

    Page by page, as a build does it: a page's tree is gone before the next one is read.
    """
    marking = trees = 0.0
    links = 0
    for page in pages:
        start = process_time()
        tree = html.fragment_fromstring(page, create_parent="div")
        parsed = process_time()
        links += len(mark(tree, matcher, href=lambda name: f"g.html#{name}", page="p"))
        marked = process_time()
        html.tostring(tree, encoding="unicode")
        marking += marked - parsed
        trees += process_time() - marked + parsed - start
    return marking, trees, links


def abbr(glossary: Glossary, sources: list[str]) -> tuple[float, int]:
    """Seconds and places of Python-Markdown's abbr with the same names."""
    names = {n: t.definition for t in glossary.terms if t.mark for n in (t.zh, t.abbr) if n}
    stock = Markdown(
        extensions=[*EXTENSIONS, "abbr"], extension_configs={"abbr": {"glossary": names}}
    )
    pages: list[str] = []
    took = seconds(lambda: pages.extend(stock.reset().convert(source) for source in sources))
    return took, sum(page.count("<abbr") for page in pages)


def main(count: int) -> None:
    """Measure and print."""
    chance = random.Random(7)
    text = (ROOT / "docs/glossary.yml").read_text(encoding="utf-8")
    glossary, _ = parse_glossary(text, "docs/glossary.yml")
    sources = lessons(count)
    characters = sum(map(len, sources)) // count
    uses = sum(len(Matcher(glossary).find(source)) for source in sources)
    print(f"{count} lessons of {characters} characters, {uses} uses of {len(glossary.terms)} terms")

    table = Table()
    table.row("read the glossary (once)", seconds(lambda: parse_glossary(text, "g")))
    pages: list[str] = []
    plain = Markdown(extensions=EXTENSIONS)
    table.rendering = seconds(lambda: pages.extend(plain.reset().convert(s) for s in sources))
    table.row("render Markdown", table.rendering)
    for size in (300, 1000, 3000):
        sized = larger(glossary.terms, size, chance)
        table.row(f"build the matcher, {size} terms", seconds(lambda g=sized: Matcher(g)))
        marking, trees, links = mark_all(pages, Matcher(sized))
        table.row(f"mark, {size} terms", marking, f"{links} links")
        table.row("  with parse and write of the tree (shared)", marking + trees)
    few = sources[: max(1, count // 10)]
    took, places = abbr(glossary, few)
    extra = (took - table.rendering * len(few) / count) * count / len(few)
    note = f"{places * count // len(few)} places (from {len(few)} lessons)"
    table.row("Python-Markdown abbr, beyond rendering", extra, note)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
