"""A project: what its settings say and its files, read, each in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courseware.course.layout import BLUEPRINT, CONFIG, EXAMS, REDIRECTS, SELF_EXAM
from courseware.text.yaml import parse_yaml
from courseware.text.yaml_nodes import Scalar, YamlList, YamlMap, empty_map
from courseware.text.zones import DEFAULT, read_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from courseware.course.addresses import PageRegister
    from courseware.questions.id_register import Register
    from courseware.text.decode import FileText
    from courseware.text.finding import Diagnostic, Location
    from courseware.text.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``mkdocs.yml`` says to the checks.

    ``nav`` holds the pages of the navigation from ``docs/``, with their places;
    ``options`` are those of ``extra.courseware`` as written; ``hosts`` are the hosts that
    external links may lead to; ``timezone`` says where it is today for the course.
    """

    title: str = ""
    nav: Mapping[str, Location] = field(default_factory=dict)
    options: YamlMap = field(default_factory=lambda: empty_map(CONFIG))
    hosts: tuple[str, ...] = ()
    glossary: str = "docs/glossary.yml"
    timezone: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Project:
    """The course as it lies on disk, read; paths are from the project's root.

    ``texts`` are the Markdown pages, ``pictures`` the SVG files; ``files`` has the size in
    bytes of every file below ``docs/``, ``heads`` the first bytes of bitmaps.
    ``glossary`` is ``None`` where there is none.
    ``unreadable`` are files whose text could not be read. ``slug`` makes a heading's
    anchor as the site does, ``render`` its markup, where that is to be judged.
    ``register`` holds the question ids given so far; ``None`` where there is no such file,
    and then ids are not held against it.
    ``published`` holds the addresses of pages published so far, ``None`` alike; ``redirects``
    is the text that says where moved pages are, if there is one.
    ``self_exam`` is the text of the plan of the self-examination, if there is one.
    ``bank`` are the files of the exam bank, ``blueprint`` the plan that papers are drawn by.
    """

    settings: Settings
    texts: Mapping[str, str]
    pictures: Mapping[str, str]
    files: Mapping[str, int]
    glossary: str | None
    slug: Callable[[str], str]
    register: Register | None = None
    bank: Mapping[str, str] = field(default_factory=dict)
    blueprint: str | None = None
    self_exam: str | None = None
    published: PageRegister | None = None
    redirects: str | None = None
    heads: Mapping[str, bytes] = field(default_factory=dict)
    render: Callable[[str], str] | None = None
    faults: tuple[Diagnostic, ...] = ()
    unreadable: frozenset[str] = frozenset()


def read_settings(text: str, path: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """What ``mkdocs.yml`` says, without MkDocs."""
    root, faults = parse_yaml(text, path, lenient=True)
    options = root.map("extra").map("courseware")
    zone = options.text("timezone")
    settings = Settings(
        title=root.text("site_name"),
        nav=dict(_pages(root.nodes.get("nav"))),
        options=options,
        hosts=options.texts("hosts"),
        glossary="docs/" + (options.text("glossary") or "glossary.yml"),
        timezone=zone if read_zone(zone) else DEFAULT,
    )
    return settings, tuple(faults)


def in_bank(path: str) -> bool:
    """Whether a file is the exam bank's: its questions, or the blueprint."""
    folder, _, name = path.rpartition("/")
    return folder == EXAMS and (name.endswith(".md") or path == BLUEPRINT)


def gather(  # noqa: PLR0913 - the parts of a project
    contents: Mapping[str, FileText],
    sizes: Mapping[str, int],
    faults: Iterable[Diagnostic],
    *,
    slug: Callable[[str], str],
    heads: Mapping[str, bytes] | None = None,
    render: Callable[[str], str] | None = None,
    register: Register | None = None,
    published: PageRegister | None = None,
) -> Project:
    """Put every file into its place.

    ``contents`` are the texts of :data:`CONFIG`, of ``docs/`` and of the bank, by path from
    the project's root; ``sizes`` the bytes of every file below ``docs/``, ``heads`` the first
    bytes of bitmaps; ``faults`` what was found while they were read.
    """
    settings, found = read_settings(contents[CONFIG].text, CONFIG)
    course = {path: content for path, content in contents.items() if path != CONFIG}
    bank = {path: content.text for path, content in course.items() if in_bank(path)}
    pages = {path: content.text for path, content in course.items() if path not in bank}
    glossary, self_exam = course.get(settings.glossary), course.get(SELF_EXAM)
    redirects = course.get(REDIRECTS)
    return Project(
        settings=settings,
        texts={path: text for path, text in pages.items() if path.endswith(".md")},
        pictures={path: text for path, text in pages.items() if path.endswith(".svg")},
        files=sizes,
        heads=heads or {},
        render=render,
        glossary=glossary.text if glossary and glossary.readable else None,
        self_exam=self_exam.text if self_exam and self_exam.readable else None,
        redirects=redirects.text if redirects and redirects.readable else None,
        slug=slug,
        register=register,
        published=published,
        blueprint=bank.pop(BLUEPRINT, None),
        bank={path: text for path, text in bank.items() if course[path].readable},
        faults=(*faults, *(one for file in contents.values() for one in file.faults), *found),
        unreadable=frozenset(path for path, file in contents.items() if not file.readable),
    )


def _pages(node: Node | None) -> Iterator[tuple[str, Location]]:
    """Every page named in a navigation, with its place."""
    if isinstance(node, Scalar):
        if node.text.endswith(".md"):
            yield node.text, node.place
    elif node:
        for item in node.items if isinstance(node, YamlList) else node.nodes.values():
            yield from _pages(item)
