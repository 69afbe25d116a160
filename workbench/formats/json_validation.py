"""The rules of JSON Schema, applied in bounded time, in words for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from jsonschema.exceptions import relevance
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped,unused-ignore]
from referencing.exceptions import Unresolvable

from workbench.formats.json_places import Steps

MOST_REFERENCES = 20_000
"""Followed in one check: some schemas of a few lines would take for ever."""
PATTERN_S = 0.2
MISSING = re.compile(r"['\"](.*)['\"] is a required property", re.DOTALL)
SHOWN = 8
"""Choices named in a message."""

Violation = tuple[Steps, str]
Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]


class TooCostly(Exception):
    pass


def violations(schema: Any, value: Any) -> list[Violation]:
    """Places in `value` and what is wrong there, in the order of the document."""
    return checker(schema)(value)


def checker(
    schema: Any, *, formats: Mapping[str, re.Pattern[str]] | None = None
) -> Callable[[Any], list[Violation]]:
    """The same for many values. `formats`: what a text has to match to be of a format."""
    followed = Followed()
    kind = bounded(validators.validator_for(schema, default=Draft202012Validator), followed)
    validator = kind(schema, registry=REGISTRY, format_checker=_format_checker(formats))

    def found(value: Any) -> list[Violation]:
        followed.count = 0
        try:
            errors = sorted(
                validator.iter_errors(value),
                key=lambda error: [str(step) for step in error.absolute_path],
            )
        except Unresolvable as error:
            return [((), f"A $ref of the schema leads nowhere: {error}. Nothing is fetched.")]
        except (RecursionError, TooCostly):
            return [((), "The schema takes too long to check: it refers to itself without end.")]
        except Exception as error:  # a schema that is not valid fails in many ways
            return [((), f"The schema cannot be applied: {error}")]
        return [(tuple(error.absolute_path), _words(error)) for error in errors]

    return found


def schema_violations(schema: dict[str, Any]) -> list[Violation]:
    """What makes `schema` no JSON Schema: places in it, and why."""
    known = validators.validator_for(schema, default=Draft202012Validator)
    meta = bounded(known)(known.META_SCHEMA, registry=REGISTRY)
    errors = [(tuple(e.absolute_path), _words(_deepest(e))) for e in meta.iter_errors(schema)]
    return [*errors, *_bad_patterns(schema), *_bad_references(schema)]


def _format_checker(formats: Mapping[str, re.Pattern[str]] | None) -> FormatChecker | None:
    if formats is None:
        return None
    checker = FormatChecker(formats=())
    for name, pattern in formats.items():
        checker.checks(name)(_is_of(pattern))
    return checker


def _is_of(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or pattern.fullmatch(value) is not None


@cache
def _keywords(kind: Any) -> dict[str, Keyword]:
    return dict(kind.VALIDATORS)


class Followed:
    """References so far in one check."""

    def __init__(self) -> None:
        self.count = 0


def bounded(kind: Any, followed: Followed | None = None) -> Any:
    """The same validator, which gives up rather than hang."""
    original = _keywords(kind)
    followed = followed or Followed()

    def counted(keyword: str) -> Keyword:
        def follow(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            followed.count += 1
            if followed.count > MOST_REFERENCES:
                raise TooCostly
            return original[keyword](validator, value, instance, schema)

        return follow

    references = ("$ref", "$dynamicRef", "$recursiveRef")
    replaced = {name: counted(name) for name in references if name in original}
    replaced |= {"pattern": _pattern, "patternProperties": _pattern_properties}
    replaced |= {"additionalProperties": _additional_properties}
    if "unevaluatedProperties" in original:
        replaced["unevaluatedProperties"] = _unevaluated(original["unevaluatedProperties"])
    return validators.extend(kind, replaced)  # type: ignore[no-untyped-call,unused-ignore]


def _matches(pattern: str, text: str) -> bool:
    """Whether it is found in time; what takes longer is said to take too long."""
    import regex  # type: ignore[import-untyped,unused-ignore]

    try:
        return regex.search(pattern, text, timeout=PATTERN_S) is not None
    except TimeoutError:
        raise TooCostly from None
    except regex.error:
        return True


def _pattern(validator: Any, pattern: Any, instance: Any, _schema: Any) -> Any:
    if validator.is_type(instance, "string") and not _matches(pattern, instance):
        yield ValidationError(f"It does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Any, instance: Any, _schema: Any) -> Any:
    if not validator.is_type(instance, "object"):
        return
    for pattern, inner in patterns.items():
        for key, value in instance.items():
            if _matches(pattern, key):
                yield from validator.descend(value, inner, path=key, schema_path=pattern)


def _additional_properties(validator: Any, allowed: Any, instance: Any, schema: Any) -> Any:
    if not validator.is_type(instance, "object"):
        return
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for key, value in instance.items():
        if key in named or any(_matches(pattern, key) for pattern in patterns):
            continue
        if validator.is_type(allowed, "object"):
            yield from validator.descend(value, allowed, path=key)
        elif not allowed:
            yield ValidationError(f"“{key}” is not a field of the schema", path=[key])


def _unevaluated(original: Keyword) -> Keyword:
    """Without what would match patterns by the standard library, which has no time limit."""

    def check(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
        if "patternProperties" not in repr(schema):
            yield from original(validator, value, instance, schema)

    return check


def _bad_patterns(schema: Any) -> Iterator[Violation]:
    import regex  # type: ignore[import-untyped,unused-ignore]

    for steps, inner in _inside(schema):
        patterns = [((*steps, "pattern"), inner.get("pattern"))]
        keyed = inner.get("patternProperties")
        if isinstance(keyed, dict):
            patterns += [((*steps, "patternProperties", key), key) for key in keyed]
        for place, pattern in patterns:
            if isinstance(pattern, str):
                try:
                    regex.compile(pattern)
                except regex.error as error:
                    yield place, f"Not a regular expression: {error}"


def _bad_references(schema: dict[str, Any]) -> Iterator[Violation]:
    for steps, inner in _inside(schema):
        reference = inner.get("$ref")
        if not isinstance(reference, str) or steps[-1:] == ("properties",):
            continue
        place = (*steps, "$ref")
        if not reference.startswith("#"):
            if not reference.startswith(("http://json-schema.org/", "https://json-schema.org/")):
                yield place, f"{reference} is another document: only #/… is followed"
        elif (reference == "#" or reference.startswith("#/")) and not _leads(schema, reference):
            yield place, f"{reference} leads nowhere"


def _leads(schema: Any, reference: str) -> bool:
    from urllib.parse import unquote

    for part in unquote(reference).split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        if isinstance(schema, dict) and step in schema:
            schema = schema[step]
        elif isinstance(schema, list) and step.isdecimal() and int(step) < len(schema):
            schema = schema[int(step)]
        else:
            return False
    return True


def _inside(schema: Any) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Every object in it, with where it is; not what stands there as data."""
    waiting: list[tuple[Steps, Any]] = [((), schema)]
    while waiting:
        steps, value = waiting.pop()
        if isinstance(value, dict):
            yield steps, value
            waiting += [
                ((*steps, key), item)
                for key, item in value.items()
                if key not in ("const", "default", "enum", "examples")
                or steps[-1:] == ("properties",)
            ]
        elif isinstance(value, list):
            waiting += [((*steps, index), item) for index, item in enumerate(value)]


def _deepest(error: ValidationError) -> ValidationError:
    while error.context:
        error = max(error.context, key=relevance)
    return error


def _words(error: ValidationError) -> str:
    keyword, wanted = error.validator, error.validator_value
    if keyword == "type":
        names = wanted if isinstance(wanted, list) else [wanted]
        return f"It is {_kind(error.instance)}, and should be {' or '.join(map(str, names))}"
    if keyword == "required" and (missing := MISSING.fullmatch(error.message)):
        return f"“{missing[1]}” is missing"
    if keyword == "enum" and isinstance(wanted, list):
        more = f" and {len(wanted) - SHOWN} more" if len(wanted) > SHOWN else ""
        return f"It is none of {', '.join(map(repr, wanted[:SHOWN]))}{more}"
    if keyword in ("anyOf", "oneOf") and error.context:
        inner = _deepest(error)
        return f"It fits none of the alternatives: {_words(inner)}"
    return error.message


def _kind(value: Any) -> str:
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    kind = "null" if value is None else kinds.get(type(value), "object")
    return kind if value is None else f"{'an' if kind[0] in 'aio' else 'a'} {kind}"
