"""Checks of XML and HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workbench.checks.fields import text, wrong
from workbench.checks.html import contains_html, html_fault
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.marked_up import tags
from workbench.checks.outcomes import decided, explained
from workbench.checks.output import Output
from workbench.checks.xml_trees import Node, NotXml, has, parsed, tolerant
from workbench.domain.checks import Check
from workbench.domain.json_values import JsonObject, thaw


def is_xml(check: Check) -> Scorer:
    required = _required(check)

    def fault(output: Output) -> str:
        try:
            missing = _missing(parsed(output.text), required)
        except NotXml as problem:
            return f"It is not XML: {problem}"
        return f"Missing elements: {', '.join(missing)}." if missing else ""

    return explained(check, fault, "It is XML, with all that is required.")


def contains_xml(check: Check) -> Scorer:
    required = _required(check)

    def fault(output: Output) -> str:
        reason = "There is no XML in it."
        for start, end in pieces(output.text):
            missing = _missing(tolerant(output.text[start:end]), required)
            if not missing:
                return ""
            reason = f"Missing elements: {', '.join(missing)}."
        return reason

    return explained(check, fault, "There is XML in it, with all that is required.")


def is_html(check: Check) -> Scorer:
    return explained(check, lambda output: html_fault(output.text), "It is HTML.")


def has_html(check: Check) -> Scorer:
    return decided(
        check,
        lambda output: contains_html(output.text),
        "There is HTML in it.",
        "There is no HTML in it.",
    )


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Stretches whose tags match: neighbours together first, then each largest one by itself."""
    waiting: list[tuple[str, int]] = []
    found: dict[int, list[tuple[int, int]]] = {}
    for tag in tags(text):
        if tag.kind == "open":
            waiting.append((tag.name, tag.start))
            continue
        start = tag.start
        if tag.kind == "close":
            if not waiting or waiting[-1][0] != tag.name:
                waiting.clear()
                continue
            start = waiting.pop()[1]
            found.pop(start, None)  # what is inside is part of this one
        found.setdefault(waiting[-1][1] if waiting else -1, []).append((start, tag.end))
    for group in found.values():
        if len(group) > 1:
            yield group[0][0], group[-1][1]
    for group in found.values():
        yield from group


def _missing(node: Node, required: tuple[str, ...]) -> list[str]:
    return [path for path in required if not has(node, path)]


def _required(check: Check) -> tuple[str, ...]:
    """A text with commas, a list, or an object with `requiredElements`."""
    value: Any = check.value
    if isinstance(value, JsonObject):
        members = thaw(value)
        value = members.get("requiredElements")
        if members and not isinstance(value, list):
            raise wrong(check, "needs requiredElements, a list, in its value.")
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(","))
    if isinstance(value, tuple | list):
        return tuple(map(text, value))
    raise wrong(check, "needs a text or a list of elements as its value, or none.")


def _kind(
    name: str,
    title: str,
    about: str,
    compiler: Callable[[Check], Scorer],
    example: dict[str, Any],
    value: ValueShape = ValueShape.NONE,
) -> Kind:
    return Kind(
        name, title, about, "structure", value, False, example={"type": name, **example},
        compile=compiler,
    )  # fmt: skip


ORDER = "<order><id>7</id><total>12.50</total></order>"

MARKUP = (
    _kind(
        "is-xml", "is XML",
        "The whole output is well-formed XML. The value may name elements that have to be there, "
        "as paths from the root with commas between; of several of one name, one is chosen by "
        "its number: `order.item.0.name`. Documents that declare entities are refused.",
        is_xml, {"value": "order.id, order.total", "output": ORDER}, ValueShape.LIST,
    ),
    _kind(
        "contains-xml", "contains XML",
        "A stretch of the output is XML whose tags match, and has the elements that the value "
        "names, if it names some.",
        contains_xml, {"value": "order.total", "output": f"Here it is: {ORDER}"}, ValueShape.LIST,
    ),
    _kind(
        "is-html", "is HTML",
        "The whole output is HTML: it has an element that HTML knows, and no text stands outside "
        "all elements.",
        is_html, {"output": "<h1>Welcome</h1><p>It is nice to see you.</p>"},
    ),
    _kind(
        "contains-html", "contains HTML",
        "The output looks like HTML in part: a known tag, or two signs of it such as tags, "
        "attributes, entities and comments.",
        has_html, {"output": "Use <strong>both</strong> hands."},
    ),
)  # fmt: skip
