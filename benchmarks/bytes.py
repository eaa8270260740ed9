"""What a page weighs on the wire: its files under brotli, measured in a finished site.

Run: ``python benchmarks/bytes.py [site]`` after ``make site``. One line a page.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import brotli
from lxml import html

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from courseware.text.html import write  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Weight:
    """Bytes of a page: its HTML, that without the pictures drawn in it, all files it loads."""

    name: str
    raw: int
    page: int
    words: int
    first: int

    @property
    def first_words(self) -> int:
        """A first visit without pictures."""
        return self.first - self.page + self.words


def packed(data: bytes) -> int:
    """Bytes under brotli at its best, as servers send files packed beforehand."""
    return len(brotli.compress(data, quality=11))


def weigh(site: Path) -> list[Weight]:
    """Every page of a site, by name."""
    sizes: dict[str, int] = {}
    found = []
    for path in sorted(site.rglob("*.html")):
        data = path.read_bytes()
        name = path.relative_to(site).as_posix()
        tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
        loaded = 0
        for file in set(_files(tree, name)):
            if file not in sizes:
                sizes[file] = packed((site / file).read_bytes())
            loaded += sizes[file]
        for picture in tree.xpath("//figure//*[local-name()='svg']"):
            picture.drop_tree()
        holder = html.Element("div")
        holder.append(tree)
        words = packed(write(holder).encode())
        found.append(Weight(name, len(data), packed(data), words, packed(data) + loaded))
    return found


def _files(tree: html.HtmlElement, name: str) -> Iterator[str]:
    """Style sheets and scripts that a page loads, from the site's root."""
    links = tree.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    for link in links:
        parts = urlsplit(urljoin(f"/{name}", link))
        yield unquote(parts.path.lstrip("/"))


def main(site: Path) -> None:
    """Print the table."""
    print(
        f"{'page':36} {'raw':>8} {'brotli':>8} {'no pictures':>12} {'first visit':>12} {'same':>8}"
    )
    for w in weigh(site):
        print(f"{w.name:36} {w.raw:8} {w.page:8} {w.words:12} {w.first:12} {w.first_words:8}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")
