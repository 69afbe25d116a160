"""Checks of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workbench.checks.fields import wrong
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.loose_json import read_loose
from workbench.checks.outcomes import CannotTell, explained
from workbench.checks.output import Output
from workbench.checks.schemas import Fault, fault_of, read_schema
from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import JsonObject, thaw
from workbench.formats.json_places import NotJson, read_json

LARGEST = 8 * 1024 * 1024
"""Characters of an output."""
LONGEST_PIECE = 100_000
MOST_PIECES = 1000
MOST_READ = 1_000_000
"""Characters that are read in search of a piece of JSON, those read twice counted twice."""


def is_json(check: Check) -> Scorer:
    unfit = _schema(check)

    def fault(output: Output) -> str:
        value = _whole(output.text)
        if isinstance(value, NotJson):
            return f"It is not JSON: {value.message}."
        return unfit(value)

    return explained(check, fault, "It is JSON, as it should be." if check.value else "It is JSON.")


def contains_json(check: Check) -> Scorer:
    unfit = _schema(check)

    def fault(output: Output) -> str:
        reason = "There is no JSON in it."
        for value in pieces(output.text):
            if not (reason := unfit(value)):
                return ""
        return reason

    return explained(check, fault, "There is JSON in it.")


def pieces(text: str) -> Iterator[Any]:
    """Objects that stand in a text, from one brace to its partner, the largest first.

    Read loosely, as promptfoo does: keys without quotes, comments and a missing end are taken.
    """
    start, read, found = text.find("{"), 0, 0
    while 0 <= start < len(text) - 1:
        end, depth = _partner(text, start)
        read += end - start
        if read > MOST_READ or found > MOST_PIECES:
            raise CannotTell("There are too many braces in it to look for JSON.")
        value = read_loose(text[start:end] + "}" * depth)
        if isinstance(value, dict):
            found += 1
            yield value
        start = text.find("{", end if isinstance(value, dict) else start + 1)


def _partner(text: str, start: int) -> tuple[int, int]:
    """Where the brace at `start` is closed, and how many are still open there."""
    depth, limit, position = 0, min(len(text), start + LONGEST_PIECE), start
    while position < limit:
        if text[position] == "{":
            depth += 1
        elif text[position] == "}":
            depth -= 1
            if not depth:
                return position + 1, 0
        position += 1
    return limit, depth


def _whole(text: str) -> Any:
    if len(text) > LARGEST:
        raise CannotTell("It is too large to be read as JSON.")
    try:
        return read_json(text)
    except NotJson as problem:
        if "levels" in problem.message or "deeply" in problem.message:
            raise CannotTell(f"{problem.message}.") from None
        return problem


def _schema(check: Check) -> Fault:
    """A schema as an object, or as text in JSON or YAML; without one all JSON is right."""
    if not check.value or check.value == JsonObject():
        return lambda _value: ""
    schema = thaw(check.value)
    if isinstance(schema, str):
        schema = read_schema(schema, check.name)
    if not isinstance(schema, dict | bool):
        raise wrong(check, "needs a JSON Schema as its value: an object.")
    try:
        return fault_of(schema)
    except InvalidInput as problem:
        raise wrong(check, problem.message, problem.hint) from problem


def _kind(
    name: str, title: str, about: str, compiler: Callable[[Check], Scorer], output: str
) -> Kind:
    shown = {"type": name, "value": SCHEMA, "output": output}
    return Kind(
        name, title, about, "structure", ValueShape.SCHEMA, False, example=shown, compile=compiler
    )


SCHEMA = {
    "type": "object",
    "required": ["city", "days"],
    "properties": {"city": {"type": "string"}, "days": {"type": "integer", "minimum": 1}},
}
TRIP = '{"city": "Lisbon", "days": 4}'

JSON = (
    _kind(
        "is-json", "is JSON",
        "The whole output is JSON, by the letter of the standard: no fence, no comment, no word "
        "around it. A JSON Schema as the value says more exactly which; its formats (`date`, "
        "`email`, …) count, and nothing is fetched for it.",
        is_json, TRIP,
    ),
    _kind(
        "contains-json", "contains JSON",
        "An object in braces stands somewhere in the output, and fits the JSON Schema in the "
        "value, if there is one. It is read loosely: keys without quotes and comments are taken.",
        contains_json, f"Here is your trip:\n\n```json\n{TRIP}\n```",
    ),
)  # fmt: skip
