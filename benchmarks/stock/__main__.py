"""Prints, as Markdown, this site against default Material with mkdocs-quiz, same content.

Run from the root: ``python -m benchmarks.stock [site] [--rounds 3]`` after ``make site``, on a
machine that does nothing else; about 20 minutes. Needs what the tests need, npm and Java.
``--rounds 0`` leaves Lighthouse out. What was decided for the default site: `README.md` here.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks.stock import browse, build, lighthouse, search, table, validate, weigh
from tests.machine import npm_packages

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
QUERIES = ROOT / "tests" / "site" / "search" / "queries.tsv"
MARKED = ("index.html", "02-network/principles.html", "glossary.html", "self-exam.html")
READ = ("02-network/principles.html", "02-network/architecture.html")


def main() -> None:
    """Measure everything in one run; Lighthouse first, while the machine is quiet."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stock", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--rounds", type=int, default=3, help="of Lighthouse (default: 3)")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    ours = options.site.resolve()
    policy = (ours / "server" / "csp.txt").read_text("utf-8").strip()

    _say("building the default site")
    folder = CACHE / "bench-stock"
    build.make(ROOT, folder)
    stock = build.build(folder, "site")
    cut = build.build(folder, "site-jieba", build.install_jieba(CACHE / "bench-jieba"))
    modules = npm_packages(Path(__file__).parent, CACHE / "bench-node")
    pages = sorted(_pages(ours) & _pages(stock))
    sites = {table.OURS: (ours, policy), table.STOCK: (stock, "")}

    asks = {table.OURS: search.ask_ours, table.STOCK: search.ask_stock}

    marks = {}
    if options.rounds:
        _say(f"Lighthouse: {options.rounds} rounds")
        marks = lighthouse.measure(modules, sites, MARKED, options.rounds)
    with browse.chromium() as browser:
        _say("bytes and search")
        loads = {
            name: weigh.weigh(browser, site, own, READ, asks[name])
            for name, (site, own) in sites.items()
        }
        recalls = {
            table.OURS: search.recall(browser, ours, policy, QUERIES, search.ask_ours),
            table.STOCK: search.recall(browser, stock, "", QUERIES, search.ask_stock),
            table.JIEBA: search.recall(browser, cut, "", QUERIES, search.ask_stock),
        }
        _say(f"{len(pages)} pages: axe, policy, console")
        faults = {
            name: browse.faults(browser, site, pages, policy, own)
            for name, (site, own) in sites.items()
        }
        judge = f"Chromium {browser.version}, axe {faults[table.OURS].version}"
    _say("validator")
    messages = {name: validate.validate(modules, site, pages) for name, (site, _) in sites.items()}
    print(table.conditions(modules, load, len(pages), options.rounds, judge))
    print(table.summary(loads, recalls, faults, messages))
    print(table.marks(marks) if marks else "")
    print(table.recall(recalls))
    print(table.details(faults))


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _say(text: str) -> None:
    print(f"[{os.getloadavg()[0]:.1f}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
