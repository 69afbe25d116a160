"""Elements of XML by their paths, as `order.items.item.0.name`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from workbench.checks.marked_up import tags
from workbench.checks.outcomes import CannotTell

MOST_ELEMENTS = 100_000
SEPARATOR = "\n"
"""Between a name and its namespace: neither can hold one."""
ATTRIBUTE = re.compile(r"([^\s=/\"']+)\s*(?:=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']+))?")
TEXT = "#text"

Node = dict[str, list[Any]]
"""Children by name, each a Node or None for one that holds nothing but text. Attributes have an
@_ before their names."""


class NotXml(Exception):
    """Says why and where."""


class Tree:
    """Built from events, and never deeper than one step of code."""

    def __init__(self) -> None:
        self.root: Node = {}
        self._open: list[Node] = [self.root]
        self._count = 0

    def open(self, name: str, attributes: Iterable[str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise CannotTell(f"It has more than {MOST_ELEMENTS:,} elements.")
        node: Node = {f"@_{attribute}": [None] for attribute in attributes}
        self._open[-1].setdefault(name, []).append(node)
        self._open.append(node)

    def text(self, words: str) -> None:
        if len(self._open) > 1 and words.strip():
            self._open[-1].setdefault(TEXT, [None])

    def close(self) -> None:
        if len(self._open) > 1:
            self._open.pop()


def parsed(text: str) -> Node:
    """Raises `NotXml`. A declaration of entities is refused: they can grow without bounds."""
    tree = Tree()
    parser = expat.ParserCreate("utf-8", SEPARATOR)
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: tree.open(
        _qualified(name), map(_qualified, attributes)
    )
    parser.EndElementHandler = lambda _name: tree.close()
    parser.CharacterDataHandler = tree.text
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = _entity
    try:
        parser.Parse(text.encode("utf-8"), True)
    except UnicodeEncodeError:
        raise NotXml("It holds characters that no XML can hold.") from None
    except expat.ExpatError as problem:
        reason = expat.ErrorString(problem.code)
        place = f"line {problem.lineno}, column {problem.offset + 1}"
        raise NotXml(f"{reason}, {place}.") from None
    return tree.root


def tolerant(text: str) -> Node:
    """Of a piece whose tags are known to match; whatever else is wrong with it."""
    tree, end = Tree(), 0
    for tag in tags(text):
        tree.text(text[end : tag.start])
        end = tag.end
        if tag.kind == "close":
            tree.close()
            continue
        names = (found[1] for found in ATTRIBUTE.finditer(tag.attributes))
        tree.open(tag.name, names)
        if tag.kind == "empty":
            tree.close()
    return tree.root


def has(node: Node, path: str) -> bool:
    """Of several elements of one name, one has to be chosen by its number, from 0."""
    found: Any = node
    for step in path.split("."):
        if isinstance(found, list):
            if not step.isdecimal() or int(step) >= len(found):
                return False
            found = found[int(step)]
        elif isinstance(found, dict) and step in found:
            if step == TEXT and len(found) == 1:
                return False
            found = found[step] if len(found[step]) > 1 else found[step][0]
        else:
            return False
    return True


def _qualified(name: str) -> str:
    """As it is written, with its prefix."""
    parts = name.split(SEPARATOR)
    return f"{parts[2]}:{parts[1]}" if len(parts) == 3 else parts[-1]


def _doctype(_name: str, _system: Any, _public: Any, has_internal_subset: int) -> None:
    if has_internal_subset:
        raise NotXml("It declares a document type of its own, which is not read.")


def _entity(*_declared: Any) -> None:
    raise NotXml("It declares entities, which are not read.")
