"""The direction of imports: hooks and cli → commands → adapters → core; nobody looks back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "hooks" / "courseware"
WORLD = {
    "mkdocs", "material", "mkdocs_quiz", "jinja2", "typst", "subprocess", "logging", "time",
    "random", "socket", "urllib.request", "shutil", "tempfile", "os", "sys", "pathlib",
}  # fmt: skip
CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
EDGES = ("adapters/", "commands.py", "cli.py", "options.py")
MODULES = sorted(p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py"))
CORE = [name for name in MODULES if not name.startswith(EDGES)]


def imports(name: str) -> set[str]:
    """Modules imported at run time (what only the type checker sees does not count)."""
    tree = ast.parse((PACKAGE / name).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


@pytest.mark.parametrize("name", CORE)
def test_core_touches_nothing_outside(name: str) -> None:
    reached = {module for module in imports(name) for world in WORLD if _within(module, world)}
    assert reached == set()
    outer = ("courseware.adapters", "courseware.commands", "courseware.cli", "courseware.options")
    assert {m for m in imports(name) for edge in outer if _within(m, edge)} == set()


@pytest.mark.parametrize("name", CORE)
def test_core_opens_nothing(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text("utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & CALLS == set()


@pytest.mark.parametrize("name", [n for n in MODULES if n.startswith("adapters/")])
def test_adapters_do_not_know_the_commands(name: str) -> None:
    above = ("courseware.commands", "courseware.cli")
    assert {m for m in imports(name) for edge in above if _within(m, edge)} == set()


def test_only_the_site_adapters_know_mkdocs() -> None:
    users = {name for name in MODULES if any(_within(m, "mkdocs") for m in imports(name))}
    adapters = {"adapters/print_command.py", "adapters/quiz_plugin.py", "adapters/site.py"}
    assert users == adapters | {"options.py"}


def test_hook_only_forwards() -> None:
    """The hook holds no regular expression, no markup and opens no file."""
    hook = PACKAGE.parent / "course.py"
    tree = ast.parse(hook.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert names & {"re", "open", "html", "lxml"} == {"html"}  # MkDocs' own argument name
    modules = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert modules == {"importlib", "sys"}


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
