"""Who may import whom: rooms by subject, floor by floor, no circle; the world only at the doors."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.site.scripts.world import NAMES

HOOKS = Path(__file__).resolve().parent.parent / "hooks"
ROOMS = {
    "text": "",
    "questions": "text",
    "glossary": "text",
    "course": "text questions",
    "exams": "text questions course",
    "site": "text questions glossary course exams releases",
    "print": "text questions glossary course exams",
    "exports": "text questions course exams",
    "checks": "text questions glossary course exams print exports",
    "report": "text questions glossary course checks",
    "host": "text questions glossary course site print checks releases",
    "verbs": "text questions glossary course exams site print exports checks report host releases",
    "releases": "",
}
"""The rooms of ``hooks/courseware`` and the package ``hooks/releases``: whom each may import."""
RULE_TABLES = {"print", "exports"}
"""Of these rooms, checks may know the rules alone."""
WORLD = {
    "mkdocs", "material", "mkdocs_quiz", "jinja2", "typst", "subprocess", "logging", "time",
    "random", "socket", "urllib.request", "shutil", "tempfile", "os", "sys", "pathlib",
}  # fmt: skip
CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
METHODS = {"read_bytes", "read_text", "write_bytes", "write_text", "unlink", "mkdir", "rglob"}
DOORS = {
    "course/clock.py",
    "course/disk.py",
    "course/git.py",
    "course/registers.py",
    "course/work_folders.py",
    "print/pdf_cache.py",
    "print/shop.py",
    "print/typst.py",
    "site/bundles.py",
    "site/finishing.py",
    "site/fragments.py",
    "site/moved_pages.py",
}
"""The modules outside of ``host``, ``verbs`` and ``releases`` that touch files or programs."""
MODULES = sorted(
    p.relative_to(HOOKS).as_posix()
    for package in ("courseware", "releases")
    for p in (HOOKS / package).rglob("*.py")
)
INNER = [n for n in MODULES if not n.startswith(("courseware/host/", "courseware/verbs/", "rel"))]


def tree(name: str) -> ast.Module:
    return ast.parse((HOOKS / name).read_text("utf-8"))


def room(module: str) -> str:
    """The room of a module named with dots, or of a path below ``hooks``; empty: no room."""
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    if parts[0] == "releases":
        return "releases"
    return parts[1] if parts[0] == "courseware" and len(parts) > 1 else ""


def imports(module: ast.Module) -> set[str]:
    """Everything a module imports; of a ``from``, each name with the module before it."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"relative import in line {node.lineno}"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def at_run_time(module: ast.Module) -> set[str]:
    """What it imports when it runs, not for types alone."""
    for node in ast.walk(module):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    return imports(module)


def arrows() -> dict[tuple[str, str], set[str]]:
    """Which module imports what, by the rooms of both; types count: knowledge is knowledge."""
    found: dict[tuple[str, str], set[str]] = {}
    for name in MODULES:
        for module in imports(tree(name)):
            here, there = room(name), room(module)
            if there in ROOMS and there != here:
                found.setdefault((here, there), set()).add(f"{name} → {module}")
    return found


def test_every_module_has_a_room() -> None:
    assert {n for n in MODULES if room(n) not in ROOMS} == {"courseware/__init__.py"}


def test_rooms_import_whom_they_may_and_no_permission_is_idle() -> None:
    found = arrows()
    allowed = {(here, there) for here, others in ROOMS.items() for there in others.split()}
    assert {way for pair, ways in found.items() if pair not in allowed for way in ways} == set()
    assert allowed - set(found) == set()


def test_checks_know_only_the_rules_of_print_and_exports() -> None:
    known = {way.split(" → ")[1] for there in RULE_TABLES for way in arrows()["checks", there]}
    assert known == {f"courseware.{there}.rules" for there in RULE_TABLES}


def test_no_module_imports_itself_by_a_detour() -> None:
    dotted = {n: n.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for n in MODULES}
    known = set(dotted.values())
    graph = {
        dotted[name]: {
            found
            for target in at_run_time(tree(name))
            for found in (target, target.rpartition(".")[0])
            if found in known and found != dotted[name]
        }
        for name in MODULES
    }
    TopologicalSorter(graph).prepare()  # raises CycleError, naming the circle


@pytest.mark.parametrize("name", INNER)
def test_only_doors_touch_the_world(name: str) -> None:
    reached = {m for m in at_run_time(tree(name)) for world in WORLD if _within(m, world)}
    calls = [node.func for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    reached |= {call.id for call in calls if isinstance(call, ast.Name)} & CALLS
    reached |= {call.attr for call in calls if isinstance(call, ast.Attribute)} & METHODS
    assert bool(reached) == (name.removeprefix("courseware/") in DOORS), reached


def test_mkdocs_is_known_at_the_hosts_door_alone_and_its_theme_nowhere() -> None:
    """All else builds a site without them; types count."""
    users = {
        name
        for name in MODULES
        for module in imports(tree(name))
        if _within(module, "mkdocs") or _within(module, "material")
    }
    assert users == {"courseware/host/mkdocs_site.py"}


def test_one_name_means_one_thing() -> None:
    """Files of one name in two rooms are the same part of both, or checks of that part."""
    parts = {"__init__", "model", "reading", "rules"}
    named: dict[str, set[str]] = {}
    for name in MODULES:
        if not name.startswith("courseware/checks/"):
            named.setdefault(Path(name).stem, set()).add(name)
    assert {s: names for s, names in named.items() if len(names) > 1 and s not in parts} == {}


MOST_LINES = 300
LONG = re.compile(r"\b[Ll]ong,? because\b")
"""How a longer module gives its reason, in the docstring at its head."""


def test_a_long_module_says_why_at_its_head() -> None:
    lengths = {n: len((HOOKS / n).read_text("utf-8").splitlines()) for n in MODULES}
    long = {name for name, count in lengths.items() if count > MOST_LINES}
    silent = {name for name in long if not LONG.search(ast.get_docstring(tree(name)) or "")}
    assert silent == set()


OVERRIDES = HOOKS.parent / "overrides"
ASSETS = sorted(
    p.relative_to(OVERRIDES).as_posix()
    for end in ("js", "css")
    for p in OVERRIDES.rglob(f"*.{end}")
    if "third-party" not in p.parts
)


def test_scripts_and_styles_are_small() -> None:
    lengths = {name: len((OVERRIDES / name).read_text("utf-8").splitlines()) for name in ASSETS}
    assert len(lengths) > 60
    assert {name: count for name, count in lengths.items() if count > MOST_LINES} == {}


def test_one_name_of_a_script_means_one_thing() -> None:
    """So does one name of a style sheet; the two may share it: the look of what the script does."""
    for end in (".js", ".css"):
        names = [Path(name).name for name in ASSETS if name.endswith(end)]
        assert sorted(set(names)) == sorted(names)


def test_scripts_that_say_they_are_pure_touch_no_page() -> None:
    """They may be run, and are tested, without a browser."""
    texts = {name: (OVERRIDES / name).read_text("utf-8") for name in ASSETS if name[-3:] == ".js"}
    pure = {name for name, text in texts.items() if re.search(r"\bPure\b", text.split("*/")[0])}
    assert {name.removeprefix("assets/javascripts/")[:-3] for name in pure} == set(NAMES)
    world = r"\b(document|window|self|localStorage|location|navigator|setTimeout|Date\.now)\b"
    code = {name: re.sub(r"/\*.*?\*/", "", texts[name], flags=re.DOTALL) for name in pure}
    assert {name for name, text in code.items() if re.search(world, text)} == set()


def test_hook_only_forwards() -> None:
    """The hook holds no regular expression, no markup and opens no file."""
    hook = tree("course.py")
    names = {node.id for node in ast.walk(hook) if isinstance(node, ast.Name)}
    assert names & {"re", "open", "html", "lxml"} == set()
    modules = {a.name for n in ast.walk(hook) if isinstance(n, ast.Import) for a in n.names}
    assert modules == {"importlib", "sys"}


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
