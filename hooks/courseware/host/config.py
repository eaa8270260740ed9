"""``mkdocs.yml`` without MkDocs: what our own driver and the printing of a chapter need of it.

Only what this course's settings use is known here. Our driver refuses anything else, it does not
pass it over: who needs it has ``mkdocs build``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from courseware.course.layout import CONFIG, DOCS, SITE
from courseware.host.faults import SiteError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_BUILT_IN = ("toc", "tables", "fenced_code")
"""Extensions that MkDocs adds before all others."""
_KNOWN = {
    "site_name", "site_description", "site_url", "copyright", "repo_url", "edit_uri", "strict",
    "theme", "exclude_docs", "nav", "markdown_extensions", "extra", "docs_dir", "site_dir",
}  # fmt: skip
_FOR_MKDOCS = {"hooks", "watch", "validation", "dev_addr"}
"""What has nothing to say to us: the hook is how MkDocs calls us."""
_FIXED: dict[str, tuple[Any, ...]] = {
    "use_directory_urls": (False,),
    "plugins": ([], None),
    "docs_dir": (DOCS,),
}
"""What must be set so, if it is set."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings, under MkDocs' names: templates read them.

    ``markdown`` are the names of the extensions and their settings; ``foreign`` says why our own
    driver can't build by these settings, empty: it can.
    """

    site_name: str
    site_description: str
    site_url: str
    copyright: str
    repo_url: str
    edit_uri: str
    strict: bool
    theme: Mapping[str, Any]
    exclude_docs: tuple[str, ...]
    nav: Sequence[Any]
    markdown: tuple[Sequence[str], Mapping[str, Any]]
    extra: Mapping[str, Any]
    site_dir: str
    foreign: str


class _Loader(yaml.UnsafeLoader):
    """YAML as MkDocs reads it: with values out of the environment."""


def _from_environment(loader: _Loader, node: yaml.Node) -> Any:
    """``!ENV NAME``, or ``!ENV [NAME, OTHER, default]``: the first that is set."""
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names, default = (parts[:-1], parts[-1]) if len(parts) > 1 else (parts, None)
    for name in names:
        if (value := os.environ.get(name.value)) is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return loader.construct_object(default) if default else None


_Loader.add_constructor("!ENV", _from_environment)


def read_config(root: Path) -> Config:
    """The settings of the project in ``root``.

    Raises:
        SiteError: where they are none.
    """
    try:
        # As MkDocs does: who may change this file names programs to run in it, anyway.
        written = yaml.load((root / CONFIG).read_text("utf-8-sig"), _Loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        said = " ".join(str(fault).split())
        raise SiteError(f"{CONFIG} 读不出来（{said}）；请改正") from None
    if not isinstance(written, dict):
        raise SiteError(f"{CONFIG} 里要写“名称: 值”；请改正")
    texts = ("site_name", "site_description", "copyright", "repo_url", "edit_uri")
    address = str(written.get("site_url") or "").rstrip("/")
    return Config(
        site_url=f"{address}/" if address else "",
        **{name: str(written.get(name) or "") for name in texts},
        strict=bool(written.get("strict")),
        theme=written.get("theme") or {},
        exclude_docs=tuple(str(written.get("exclude_docs") or "").split()),
        nav=written.get("nav") or [],
        markdown=_extensions(written.get("markdown_extensions") or []),
        extra=written.get("extra") or {},
        site_dir=str(written.get("site_dir") or SITE),
        foreign=_foreign(written),
    )


def _foreign(written: Mapping[str, Any]) -> str:
    """What is set in a way that only MkDocs knows, or must be set for us; empty: nothing."""
    for name, value in written.items():
        unlike = name in _FIXED and value not in _FIXED[name]
        if unlike or name not in {*_KNOWN, *_FOR_MKDOCS, *_FIXED}:
            return f"{CONFIG}：{name} 的这种设置只有 MkDocs 认识；请改用 mkdocs build"
    for pattern in str(written.get("exclude_docs") or "").split():
        if "/" in pattern or pattern[0] in "!#":
            return f"{CONFIG}：exclude_docs 的“{pattern}”只有 MkDocs 认识；请改用 mkdocs build"
    theme = written.get("theme")
    if not isinstance(theme, dict) or theme.get("name") or not theme.get("custom_dir"):
        return f"{CONFIG}：theme 要写 name: null 和 custom_dir；请改正"
    if written.get("use_directory_urls") is not False:
        return f"{CONFIG}：要写 use_directory_urls: false；请改正"
    if written.get("repo_url") and not written.get("edit_uri"):
        return f"{CONFIG}：写了 repo_url，也要写 edit_uri；请补上"
    return ""


def _extensions(written: Sequence[Any]) -> tuple[Sequence[str], Mapping[str, Any]]:
    """The names in order, each once, and what is set for those that have settings."""
    pairs = [
        pair
        for one in written
        for pair in (one.items() if isinstance(one, dict) else [(str(one), None)])
    ]
    names = dict.fromkeys([*_BUILT_IN, *(name for name, _ in pairs)])
    return tuple(names), {name: value for name, value in pairs if value}
