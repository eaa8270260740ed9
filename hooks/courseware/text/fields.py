"""What the fields of a file must be: tables from which reading, findings and schemas come.

A :class:`Table` lists the :class:`Field` values of a mapping, each with its kind and a hint for
authors. ``field_reading`` holds a file against it; :func:`schema` says the same to editors, as
JSON Schema (https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from courseware.text.yaml_nodes import Scalar, YamlMap

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""How lessons, chapters and their files are named."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text; ``schema_pattern`` is what editors hold it against, where it differs."""

    expected: str = "一段文字"
    pattern: re.Pattern[str] | None = None
    schema_pattern: str = ""
    number: bool = False
    """Whether it may look like a number to YAML."""

    def fits(self, node: Scalar) -> bool:
        """Whether it is as the pattern says."""
        return self.pattern is None or bool(self.pattern.fullmatch(node.text))

    def schema(self) -> dict[str, Any]:
        """A string."""
        own = f"^(?:{self.pattern.pattern})$" if self.pattern else ""
        pattern = self.schema_pattern or own
        said: dict[str, Any] = {"type": ["string", "integer"] if self.number else "string"}
        return said | ({"pattern": pattern} if pattern else {"minLength": 1})


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int
    most: int

    @property
    def expected(self) -> str:
        """From where to where."""
        return f" {self.least} 到 {self.most} 的整数"

    def fits(self, node: Scalar) -> bool:
        """Whether it is within bounds; truth values are no numbers."""
        value = node.value
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return is_number and self.least <= int(value or 0) <= self.most

    def schema(self) -> dict[str, Any]:
        """An integer."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    choices: tuple[str, ...]

    @property
    def expected(self) -> str:
        """All of them."""
        said = "、".join(self.choices) + "之一"
        return f" {said}" if said[0].isascii() else said

    def fits(self, node: Scalar) -> bool:
        """Whether it is one of them."""
        return node.text in self.choices

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as in ISO 8601."""

    expected: str = "日期，例如 2027-05-31"

    def fits(self, node: Scalar) -> bool:
        """Whether there is such a day."""
        return valid_day(node.text) is not None

    def schema(self) -> dict[str, Any]:
        """A string."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    expected: str = " true 或 false"

    def fits(self, node: Scalar) -> bool:
        """Whether it is a truth value."""
        return isinstance(node.value, bool)

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; one that has ``least`` items or more."""

    item: Words | Choice | Table | Either
    expected: str = "列表（每行以“- ”开头）"
    least: int = 0
    unique: bool = False

    def schema(self) -> dict[str, Any]:
        """An array."""
        said: dict[str, Any] = {"type": "array"}
        said |= {"minItems": self.least} if self.least else {}
        said |= {"uniqueItems": True} if self.unique else {}
        return said | {"items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it is for, in words for authors, and what it must be."""

    name: str
    hint: str
    kind: Kind = field(default_factory=Words)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of a mapping.

    ``what`` it is called; ``named_by``: the fields, the best first, that tell one of its kind
    from another. ``where`` says which files, to editors.
    """

    what: str
    fields: tuple[Field, ...]
    expected: str = ""
    named_by: tuple[str, ...] = ()
    where: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(one.name for one in self.fields)

    def of(self, _node: YamlMap) -> Table:
        """The table that holds for a mapping."""
        return self

    def schema(self) -> dict[str, Any]:
        """An object."""
        needed = [one.name for one in self.fields if one.required]
        return {
            "type": "object",
            "additionalProperties": False,
            **({"required": needed} if needed else {}),
            "properties": {
                one.name: {"description": one.hint} | one.kind.schema() for one in self.fields
            },
        }


@dataclass(frozen=True, slots=True)
class Either:
    """A mapping of one of two tables: of the second where it has that one's first field."""

    first: Table
    second: Table

    @property
    def expected(self) -> str:
        """As the first."""
        return self.first.expected

    def of(self, node: YamlMap) -> Table:
        """The table that holds for a mapping."""
        return self.second if self.second.fields[0].name in node.nodes else self.first

    def schema(self) -> dict[str, Any]:
        """An object, either way."""
        return {"anyOf": [self.first.schema(), self.second.schema()]}


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping of any keys of a kind to values of a kind."""

    key: Words
    value: Words
    what: str
    where: str = ""

    def schema(self) -> dict[str, Any]:
        """An object."""
        keys = {"pattern": self.key.schema()["pattern"]}
        values = self.value.schema()
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}


Plain: TypeAlias = "Words | Whole | Choice | Day | Flag"
Kind: TypeAlias = "Plain | ListOf | Table | Either"


def schema(table: Table | Pairs) -> dict[str, Any]:
    """The JSON Schema of a file."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.what,
        "description": table.where,
    }
    return head | table.schema()


def valid_day(text: str) -> date | None:
    """The day of an ISO date, or nothing."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
