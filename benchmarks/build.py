"""What our hooks cost: the build with them against the same site with them switched off."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import compare, table

ROOT = Path(__file__).resolve().parent.parent
PLAIN = """
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs
site_dir: {site}
strict: false
hooks: []
watch: []
theme:
  name: material
  custom_dir: {empty}
  language: zh
nav: null
plugins:
  mkdocs_quiz: {{ auto_submit: false, confetti: false, embed_source: false }}
"""


def main() -> None:
    """Build both ways in turn and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.yml")
        empty = Path(folder, "empty")
        empty.mkdir()
        plain.write_text(PLAIN.format(root=ROOT, site=f"{folder}/plain", empty=empty), "utf-8")
        no_pdf = Path(folder, "no-pdf.yml")
        no_pdf.write_text(
            f"INHERIT: {ROOT}/mkdocs.yml\nwatch: []\ndocs_dir: {ROOT}/docs\nextra: "
            "{courseware: {pdf: never}}\n"
            f"site_dir: {folder}/no-pdf\nhooks: [{ROOT}/hooks/course.py]\n"
            f"theme: {{custom_dir: {ROOT}/overrides}}\n",
            "utf-8",
        )
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        results = compare(
            {
                "hooks off (mkdocs-quiz alone)": [*mkdocs, "-f", str(plain)],
                "hooks on, no PDFs": [*mkdocs, "-f", str(no_pdf)],
                "hooks on, PDFs from the cache": [*mkdocs, "-d", f"{folder}/full"],
                "hooks on, all PDFs made": [
                    "sh",
                    "-c",
                    f"rm -rf .cache/pdf; exec {' '.join(mkdocs)} -d {folder}/full",
                ],
            },
            ROOT,
            NO_MKDOCS_2_WARNING="1",
        )
        print(table(results, "hooks off (mkdocs-quiz alone)"))


if __name__ == "__main__":
    main()
