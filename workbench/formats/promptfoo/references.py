"""`$ref` inside one configuration: a name for something that stands elsewhere in it."""

from __future__ import annotations

from typing import Any

from workbench.domain.errors import FileProblem
from workbench.formats.located import Place, Rows, Table, merged
from workbench.formats.promptfoo.documents import MOST_VALUES

LONGEST_CHAIN = 32
STANDING_ALONE = frozenset({"tools", "functions"})
"""Their schemas speak of themselves, and promptfoo leaves them alone, too."""
OF_A_SCHEMA = ("#/$defs/", "#/definitions/")
"""A JSON Schema inside the configuration speaks of itself."""


def resolved(document: Any) -> Any:
    """The document with each `$ref: '#/…'` replaced by what it names.

    Raises `FileProblem` for one that leads nowhere, outside, or back to itself.
    """
    return _Resolving(document).value(document, ())


class _Resolving:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._count = 0

    def value(self, value: Any, chain: tuple[str, ...]) -> Any:
        self._count += 1
        if isinstance(value, Table):
            name = value.get("$ref")
            if isinstance(name, str) and not name.startswith(OF_A_SCHEMA) and name != "#":
                return self._named(value, chain)
            table = Table(value.place)
            for key, item in value.items():
                whole = item if key in STANDING_ALONE else self.value(item, chain)
                table.take(key, whole, value.at(key))
            return table
        if isinstance(value, Rows):
            rows = Rows(value.place)
            rows.lines = value.lines
            rows.extend(self.value(item, chain) for item in value)
            return rows
        return value

    def _named(self, table: Table, chain: tuple[str, ...]) -> Any:
        """What stands beside the `$ref` is added to what it names, and wins."""
        name, place = str(table["$ref"]), table.at("$ref")
        if self._count > MOST_VALUES:
            raise _problem("$ref grows without end", place)
        if name in chain or len(chain) > LONGEST_CHAIN:
            raise _problem(f"$ref {name} leads back to itself", place)
        if not name.startswith("#/"):
            raise _problem(f"$ref {name} leads out of the file", place)
        found = self.value(self._find(name, place), (*chain, name))
        others = Table(place)
        for key, item in table.items():
            if key != "$ref":
                others.take(key, self.value(item, chain), table.at(key))
        return merged(found, others) if others and isinstance(found, Table) else found

    def _find(self, name: str, place: Place) -> Any:
        value = self._document
        for step in name.removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, Table) and key in value:
                value = value[key]
            elif isinstance(value, Rows) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                raise _problem(f"$ref {name} names nothing", place)
        return value


def _problem(message: str, place: Place) -> FileProblem:
    return FileProblem(message, file=place.file, line=place.line)
