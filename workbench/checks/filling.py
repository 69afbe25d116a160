"""Values of checks that are templates over the case: `{{ expected }}`, `{{ order.city }}`.

A plain name is filled in here. Whatever else a template can say is for the worker that renders
templates within bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from workbench.checks.fields import text
from workbench.checks.outcomes import CannotTell
from workbench.checks.output import Output
from workbench.domain.checks import Check
from workbench.domain.json_values import Json, freeze

TAG = re.compile(r"\{[{%#]")
NAME = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.\w+|\[\d+\])*)\s*\}\}", re.ASCII)
STEP = re.compile(r"\w+", re.ASCII)
RESERVED = frozenset({"true", "false", "none", "null", "loop", "self", "True", "False", "None"})
EXPECTED = "expected"

Fill = Callable[[Output], str]


def templates_of(check: Check) -> tuple[str, ...]:
    """Every text in it, and in the checks of a set, that has a tag; each once."""
    return tuple(dict.fromkeys(each for each in _texts(check) if TAG.search(each)))


def needs_rendering(check: Check) -> bool:
    """Whether a template says more than names, so that the render worker has to be asked."""
    return any(_parts(template) is None for template in templates_of(check))


def with_rendered(check: Check, rendered: dict[str, str]) -> Check:
    """With each template replaced by what it came to; score it as `rendered`."""
    return _replaced(check, lambda template: rendered.get(template, template))


def filled(check: Check, output: Output) -> Check:
    """With the plain templates filled in. Raises `CannotTell` where a value is missing."""
    return _replaced(check, lambda template: fill_of(template)(output))


def fill_of(template: str) -> Fill:
    """What fills a plain template in. Raises `CannotTell` for one that is not."""
    parts = _parts(template)
    if parts is None:
        raise CannotTell(f"The template {template} has not been rendered.")
    if len(parts) == 3 and not parts[0] and not parts[2]:
        return _filling_value(_path(parts[1]))
    steps = [_path(part) if place % 2 else part for place, part in enumerate(parts)]
    return lambda output: "".join(
        step if isinstance(step, str) else _value(output, step) for step in steps
    )


def _texts(check: Check) -> Iterator[str]:
    yield check.metric
    if isinstance(check.value, str):
        yield check.value
    elif isinstance(check.value, tuple):
        yield from (item for item in check.value if isinstance(item, str))
    for inner in check.checks:
        yield from _texts(inner)


def _replaced(check: Check, filler: Callable[[str], str]) -> Check:
    def one(value: Json) -> Json:
        return filler(value) if isinstance(value, str) and TAG.search(value) else value

    value = check.value
    return replace(
        check,
        value=tuple(map(one, value)) if isinstance(value, tuple) else one(value),
        metric=str(one(check.metric)),
        checks=tuple(_replaced(inner, filler) for inner in check.checks),
    )


def _parts(template: str) -> list[str] | None:
    """Text and names by turns; None if there is more to the template than that."""
    parts, position = [], 0
    while tag := TAG.search(template, position):
        name = NAME.match(template, tag.start())
        if not name or name[1].split(".")[0] in RESERVED:
            return None
        parts += [template[position : tag.start()], name[1]]
        position = name.end()
    return [*parts, template[position:]]


def _path(name: str) -> tuple[str, ...]:
    return tuple(STEP.findall(name))


def _filling_value(path: tuple[str, ...]) -> Fill:
    def fill(output: Output) -> str:
        found = output.values.get(name, output.expected if name == EXPECTED else None)
        return found if found and isinstance(found, str) else _value(output, path)

    name = path[0]
    return fill if len(path) == 1 else lambda output: _value(output, path)


def _value(output: Output, path: tuple[str, ...]) -> str:
    found: Any = output.values.get(path[0], output.expected if path[0] == EXPECTED else None)
    if len(path) == 1 and isinstance(found, str) and (found or path[0] != EXPECTED):
        return found
    for step in path[1:]:
        found = _step(found, step)
    if found is None or (path == (EXPECTED,) and found == ""):
        raise CannotTell(_missing(path))
    return text(freeze(found))


def _step(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    return None


def _missing(path: Iterable[str]) -> str:
    name = ".".join(path)
    if name == EXPECTED:
        return "The case has no expected answer."
    return f"The case has no value for {name}."
