"""The figures as Markdown."""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.stock.browse import Faults
    from benchmarks.stock.lighthouse import Marks
    from benchmarks.stock.search import Recall
    from benchmarks.stock.weigh import Load

OURS, STOCK, JIEBA = "this site", "default Material + mkdocs-quiz", "the same, jieba installed"


def conditions(modules: Path, load: float, pages: int, rounds: int, browser: str) -> str:
    """What was measured, with what, on how busy a machine."""
    npm = {
        name: json.loads((modules / name / "package.json").read_text("utf-8"))["version"]
        for name in ("lighthouse", "vnu-jar")
    }
    return (
        f"{pages} pages; load average at the start {load:.2f} on {os.cpu_count()} processors; "
        f"{browser}, Lighthouse {npm['lighthouse']} (phone preset, {rounds} rounds), "
        f"Nu validator {npm['vnu-jar']}; MkDocs {version('mkdocs')}, "
        f"Material {version('mkdocs-material')}, mkdocs-quiz {version('mkdocs_quiz')}.\n"
    )


def summary(
    loads: Mapping[str, Sequence[Load]],
    recalls: Mapping[str, Recall],
    faults: Mapping[str, Faults],
    messages: Mapping[str, Counter[str] | None],
) -> str:
    """One line a quality."""
    rows: list[Sequence[str]] = []
    for place, name in enumerate(("first visit", "later page", "first search")):
        rows += [
            (f"{name}, bytes", *(f"{loads[s][place].size:,}" for s in (OURS, STOCK))),
            (
                f"{name}, bytes without pictures",
                *(f"{loads[s][place].words:,}" for s in (OURS, STOCK)),
            ),
            (
                f"{name}, requests (own origin + others)",
                *(f"{loads[s][place].own} + {len(loads[s][place].others)}" for s in (OURS, STOCK)),
            ),
        ]
    rows += [
        ("axe, elements with a violation", *(f"{faults[s].axe.total()}" for s in (OURS, STOCK))),
        (
            "violations of our content policy",
            *(f"{faults[s].policy.total()}" for s in (OURS, STOCK)),
        ),
        ("errors on the console", *(f"{faults[s].console.total()}" for s in (OURS, STOCK))),
        ("HTML validator: errors / other", *(_messages(messages[s]) for s in (OURS, STOCK))),
        ("search: expected page in the top 3", *(_share(recalls[s]) for s in (OURS, STOCK))),
        ("search, jieba installed", "—", _share(recalls[JIEBA])),
    ]
    return _table(("", OURS, STOCK), rows)


def _messages(found: Counter[str] | None) -> str:
    if found is None:
        return "not run (no Java)"
    return f"{found['error']} / {found.total() - found['error']}"


def _share(recall: Recall) -> str:
    found, asked = recall.found.total(), recall.asked.total()
    return f"{found} of {asked} ({found / asked:.0%})"


def marks(results: Mapping[tuple[str, str], Marks]) -> str:
    """Lighthouse, a line a page and site."""
    head = (
        "Lighthouse, medians", "site", "performance (worst–best)", "accessibility",
        "best practices", "SEO", "LCP s", "TBT ms", "CLS", "speed of the machine",
    )  # fmt: skip
    rows = []
    for page, site in sorted((page, site) for site, page in results):
        mark = results[site, page]
        performance, *others = mark.marks
        paint, blocked, shift = mark.metrics
        figures = (f"{paint / 1000:.1f}", f"{blocked:.0f}", f"{shift:.3f}", f"{mark.index:.0f}")
        spread = f"{performance} ({mark.worst}–{mark.best})"
        rows.append((page, site, spread, *map(str, others), *figures))
    return _table(head, rows)


def recall(results: Mapping[str, Recall]) -> str:
    """Search by kind of query."""
    kinds = list(results[OURS].asked)
    rows = [
        (kind, str(results[OURS].asked[kind]), *(str(r.found[kind]) for r in results.values()))
        for kind in kinds
    ]
    return _table(("queries found in the top 3", "of", *results), rows)


def details(faults: Mapping[str, Faults]) -> str:
    """What the counts are made of."""
    rows = []
    for site, found in faults.items():
        for name, counts in (
            ("axe", found.axe),
            ("policy", found.policy),
            ("console", found.console),
        ):
            text = "; ".join(f"{what} {count}" for what, count in counts.most_common())
            rows.append((site, name, text or "none"))
    return _table(("site", "of what", "count"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
