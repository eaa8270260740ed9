"""Makes the default site: the course's own Markdown as a newcomer to the tools would write it.

What of the course's format becomes what, and why, stands in `README.md` beside this file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

JIEBA = "jieba==0.42.1"
BLOCKS = {
    "来电": ("quote", "来电"),
    "对话 误": ("failure", "错误示范"),
    "对话 正": ("success", "正确示范"),
    "话术": ("tip", "话术"),
    "红线": ("danger", "红线"),
    "查一查": ("abstract", "查一查"),
}
"""Our blocks, and the default admonitions nearest to them with the title they get."""
BLOCK = re.compile(r'^!!! (来电|对话 误|对话 正|话术|红线|查一查)(?: "(.*)")?$', re.MULTILINE)
TRAINERS = re.compile(r"^!!! 讲师.*\n(?:(?: {4}.*)?\n)*(?: {4}.*)?", re.MULTILINE)
MARKER = re.compile(r"^<!-- (?:question|course:?) .*-->\n", re.MULTILINE)
OWN = re.compile(r"^(?:</?div.*>|\{ \.mdx.*\})\n|(?<=\))\{ data-lab=\S+ \}", re.MULTILINE)
BLANK = re.compile(r"\[\[([^\]|]+)\|[^\]]*\]\]")
HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
KEPT = ("site_name:", "site_description:", "site_url:")
EXTENSIONS = ["admonition", "attr_list", "def_list", "tables"]


def make(root: Path, folder: Path) -> None:
    """Write the default site's ``mkdocs.yml`` and ``docs`` into ``folder``, afresh."""
    shutil.rmtree(folder, ignore_errors=True)
    lines = (root / "mkdocs.yml").read_text("utf-8").splitlines()
    named = [line for line in lines if line.startswith(KEPT)]
    settings = {
        **yaml.safe_load("\n".join(named)),
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh"},
        "plugins": ["search", "mkdocs_quiz"],
        "markdown_extensions": EXTENSIONS,
    }
    docs = folder / "docs"
    shutil.copytree(root / "docs", docs, ignore=shutil.ignore_patterns("*.yml"))
    for path in docs.rglob("*.md"):
        path.write_text(plain(path.read_text("utf-8")), "utf-8")
    _append(docs / "index.md", chapters(docs), "## 六章\n")
    terms = (root / "docs" / "glossary.yml").read_text("utf-8")
    _append(docs / "glossary.md", glossary(yaml.safe_load(terms)))
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")


def _append(path: Path, text: str, after: str = "") -> None:
    whole = path.read_text("utf-8")
    place = whole.index(after) + len(after) if after else len(whole)
    path.write_text(f"{whole[:place]}\n{text}{whole[place:]}", "utf-8")


def plain(markdown: str) -> str:
    """A page without what only our generator knows; its front matter stays."""
    head = HEAD.match(markdown)
    front, body = (head[0], markdown[head.end() :]) if head else ("", markdown)
    meta: dict[str, Any] = yaml.safe_load(head[1]) if head else {}
    body = OWN.sub("", MARKER.sub("", TRAINERS.sub("", body)))
    body = BLOCK.sub(_block, BLANK.sub(r"[[\1]]", body))
    aims = [aim["text"] for aim in meta.get("objectives", [])] or meta.get("outcomes", [])
    listed = "".join(f"- {aim}\n" for aim in aims)
    return f"{front}\n**学完你能：**\n\n{listed}\n{body}" if aims else f"{front}{body}"


def _block(match: re.Match[str]) -> str:
    kind, title = BLOCKS[match[1]]
    return f'!!! {kind} "{title}：{match[2]}"' if match[2] else f'!!! {kind} "{title}"'


def chapters(docs: Path) -> str:
    """The chapters as a list of links, with their summaries."""
    lines = []
    for path in sorted(docs.glob("*/index.md")):
        head = HEAD.match(path.read_text("utf-8"))
        meta = yaml.safe_load(head[1]) if head else {}
        lines.append(f"- [{meta['title']}]({path.parent.name}/index.md)：{meta['summary']}\n")
    return "".join(lines)


def glossary(table: dict[str, Any]) -> str:
    """Every term in a definition list, under a heading a category."""
    parts = []
    for category in table["categories"]:
        parts.append(f"## {category}\n\n")
        for term in table["terms"]:
            if term["category"] == category:
                foreign = "，".join(filter(None, (term.get("en"), term.get("abbr"))))
                name = f"**{term['zh']}**（{foreign}）" if foreign else f"**{term['zh']}**"
                others = f"也叫{'、'.join(term['aliases'])}。" if term.get("aliases") else ""
                said = f"对客户说：{term['plain']}" if term.get("plain") else ""
                text = " ".join(filter(None, (term["definition"], said, others)))
                parts.append(f"{name}\n:   {text}\n\n")
    return "".join(parts)


def build(folder: Path, site: str, jieba: Path | None = None) -> Path:
    """Build ``folder`` into its subfolder ``site``; with ``jieba`` where it is installed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if jieba:
        environment["PYTHONPATH"] = str(jieba)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder / site


def install_jieba(folder: Path) -> Path:
    """The Chinese segmenter that Material's search uses where it finds it, apart from ours."""
    if not (folder / "jieba").is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*command, "--target", str(folder), JIEBA], check=True)
    return folder
