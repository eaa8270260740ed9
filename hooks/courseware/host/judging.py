"""What a build of the site publishes, judged: authors' text as it is rendered, then every page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from courseware.checks.places import Sources
from courseware.course.layout import CONFIG, REDIRECTS, SELF_EXAM
from courseware.questions.reading import question_lines
from courseware.questions.rendering import GAP, copied
from courseware.site.csp import IN_PAGE
from courseware.text import html
from courseware.text.allowed import Where
from courseware.text.markup import Offence, authored, finished

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from courseware.course.project import Project
    from courseware.questions.rendering import Rendered
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Source

ERROR_PAGE = "404.html"


class Judge:
    """Judges one build; ``owners`` are the pages' files by address, known when all are read."""

    def __init__(self, project: Project, config: str, address: str, editor: str) -> None:
        """``config`` is the text of the settings; ``address`` and ``editor`` are URLs of ours."""
        parts = urlsplit(address)
        extra = {
            CONFIG: config,
            project.settings.glossary: project.glossary or "",
            SELF_EXAM: project.self_exam or "",
            REDIRECTS: project.redirects or "",
        }
        self._sources = Sources({**project.texts, **extra})
        self._hosts = project.settings.hosts
        own = (urlsplit(url).hostname or "" for url in (address, editor))
        self._all_hosts = (*self._hosts, *filter(None, own))
        self._base = (parts.path or "/").rstrip("/") + "/"
        self.found: set[Diagnostic] = set()

    def text(self, markup: str, path: str, source: Source | None) -> None:
        """Judge what Markdown made of the page at ``path``, without its questions.

        Twice: as it came, and as our own parser has repaired it for the features.
        """
        where = Where(path.removeprefix("docs/"), self._hosts)
        repaired = html.write(html.parse(markup))
        near = frozenset(line.number for line in source.body()) if source else frozenset[int]()
        self._note([*authored(markup, where), *authored(repaired, where)], path, path, near)

    def questions(self, asked: Sequence[Rendered], source: Source) -> None:
        """Judge what authors wrote in the questions of a lesson, read from ``source``."""
        where = Where(source.path.removeprefix("docs/"), self._hosts)
        for one in asked:
            near = frozenset(question_lines(one.question, source))
            for tree in map(copied, one.trees()):
                for gap in list(tree.iter(GAP)):
                    html.remove(gap)
                self._note(authored(html.write(tree), where), source.path, source.path, near)

    def pages(self, site: Path, owners: Mapping[str, str], moved: Collection[str]) -> None:
        """Judge every page of the built site; ``owners`` are files by address."""
        for path in sorted(site.rglob("*.html")):
            name = path.relative_to(site).as_posix()
            where = Where(name, self._all_hosts, self._base if name == ERROR_PAGE else "")
            offences = finished(path.read_bytes(), where, IN_PAGE, leads_on=name in moved)
            own = REDIRECTS if name in moved else owners.get(name, CONFIG)
            self._note(offences, own, name)

    def _note(
        self, offences: list[Offence], own: str, made: str, near: Collection[int] = ()
    ) -> None:
        unlike = {(o.tag, o.attribute, o.value): o for o in reversed(offences)}.values()
        self.found |= set(self._sources.findings(unlike, own, made, near))
