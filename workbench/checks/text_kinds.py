"""Checks that look for text in the output, letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.checks.fields import listed, pattern_text, short_text, text, wrong
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.outcomes import CannotTell, decided, quoted
from workbench.checks.output import Output
from workbench.checks.patterns import PATTERN_S, compiled, in_proportion
from workbench.domain.checks import Check
from workbench.domain.json_values import JsonObject, thaw
from workbench.formats.json_places import NotJson, read_json


def equals(check: Check) -> Scorer:
    """An object or a list is compared as JSON, whatever the order of keys."""
    if check.value is None:
        raise wrong(check, "needs a value.")
    if isinstance(check.value, tuple | JsonObject):
        wanted = _comparable(thaw(check.value))
        same = "It is the expected JSON."
        return decided(check, lambda output: _is_json(output, wanted), same, "It is other JSON.")
    expected = text(check.value)
    shown = quoted(expected)
    return decided(
        check, lambda output: output.text == expected, f"It is {shown}.", f"It is not {shown}."
    )


def contains(check: Check) -> Scorer:
    part = short_text(check)
    return decided(check, lambda output: part in output.text, *_has(part))


def icontains(check: Check) -> Scorer:
    part = short_text(check).lower()
    return decided(check, lambda output: part in output.text.lower(), *_has(part))


def starts_with(check: Check) -> Scorer:
    part, shown = pattern_text(check), quoted(check.value)
    return decided(
        check,
        lambda output: output.text.startswith(part),
        f"It starts with {shown}.",
        f"It does not start with {shown}.",
    )


def contains_any(check: Check) -> Scorer:
    return _of_list(check, any, _as_is, "Some of {} is in it.", "None of {} is in it.")


def contains_all(check: Check) -> Scorer:
    return _of_list(check, all, _as_is, "All of {} are in it.", "Not all of {} are in it.")


def icontains_any(check: Check) -> Scorer:
    return _of_list(check, any, str.lower, "Some of {} is in it.", "None of {} is in it.")


def icontains_all(check: Check) -> Scorer:
    return _of_list(check, all, str.lower, "All of {} are in it.", "Not all of {} are in it.")


def matches(check: Check) -> Scorer:
    """`regex`: somewhere in the output, in JavaScript's flavour."""
    pattern = compiled(pattern_text(check), check.name)
    search, quick = pattern.search, in_proportion(pattern_text(check))

    def found(output: Output) -> bool:
        text = output.text
        if len(text) <= quick:
            return search(text) is not None
        try:
            return search(text, timeout=PATTERN_S) is not None
        except TimeoutError:
            raise CannotTell("The pattern takes too long on this output.") from None

    shown = quoted(check.value)
    return decided(check, found, f"{shown} matches.", f"{shown} does not match.")


def _has(part: str) -> tuple[str, str]:
    return f"{quoted(part)} is in it.", f"{quoted(part)} is not in it."


def _as_is(words: str) -> str:
    return words


def _of_list(
    check: Check, quantified: Callable[[Any], bool], form: Callable[[str], str], yes: str, no: str
) -> Scorer:
    parts = [form(part) for part in listed(check)]
    shown = quoted(", ".join(parts))

    def holds(output: Output) -> bool:
        whole = form(output.text)
        return quantified(part in whole for part in parts)

    return decided(check, holds, yes.format(shown), no.format(shown))


def _is_json(output: Output, wanted: Any) -> bool:
    try:
        return bool(_comparable(read_json(output.text)) == wanted)
    except NotJson:
        return False


def _comparable(value: Any) -> Any:
    """Python holds True and 1 for equal; JSON does not."""
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return ("truth", value) if isinstance(value, bool) else value


def _kind(
    name: str,
    title: str,
    about: str,
    value: ValueShape,
    compiler: Callable[[Check], Scorer],
    example: Any,
    output: str,
) -> Kind:
    shown = {"type": name, "value": example, "output": output}
    return Kind(name, title, about, "text", value, example=shown, compile=compiler)


CAPITAL = "Paris is the capital of France."

TEXT = (
    _kind(
        "equals", "is exactly",
        "The output is the value, letter by letter. A value that is an object or a list is "
        "compared as JSON: the order of keys and the spaces between do not matter.",
        ValueShape.LONG_TEXT, equals, "{{ expected }}", "Paris",
    ),
    _kind(
        "contains", "contains", "The value stands somewhere in the output, in the same case.",
        ValueShape.TEXT, contains, "capital of France", CAPITAL,
    ),
    _kind(
        "icontains", "contains, in any case",
        "The value stands somewhere in the output, in capitals or not.",
        ValueShape.TEXT, icontains, "paris", CAPITAL,
    ),
    _kind(
        "contains-any", "contains one of",
        "At least one of the values stands in the output. The values are a list, or one text "
        "with commas between; quote what has a comma of its own.",
        ValueShape.LIST, contains_any, ["Paris", "Lyon"], CAPITAL,
    ),
    _kind(
        "contains-all", "contains all of", "Every one of the values stands in the output.",
        ValueShape.LIST, contains_all, ["Paris", "France"], CAPITAL,
    ),
    _kind(
        "icontains-any", "contains one of, in any case",
        "At least one of the values stands in the output, in capitals or not.",
        ValueShape.LIST, icontains_any, ["paris", "lyon"], CAPITAL,
    ),
    _kind(
        "icontains-all", "contains all of, in any case",
        "Every one of the values stands in the output, in capitals or not.",
        ValueShape.LIST, icontains_all, ["paris", "france"], CAPITAL,
    ),
    _kind(
        "starts-with", "starts with", "The output begins with the value, in the same case.",
        ValueShape.TEXT, starts_with, "Paris", CAPITAL,
    ),
    _kind(
        "regex", "matches a pattern",
        "The regular expression matches somewhere in the output; `^` and `$` are its start and "
        "end. A pattern that takes longer than a moment is an error, not a verdict.",
        ValueShape.PATTERN, matches, r"\bParis\b.*\.$", CAPITAL,
    ),
)  # fmt: skip
