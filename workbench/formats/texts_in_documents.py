"""The texts in YAML, JSON and Markdown.

YAML is read event by event, so that no alias is ever followed; of JSON only the strings are read,
so that neither its depth nor a comma too many matters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from workbench.domain.errors import FileProblem

JSON_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*+)(?:\"|\Z)", re.DOTALL)
DEEPEST = 100
LONGEST_NAME = 20
"""No prompt is shorter; most keys are."""
FENCE = re.compile(r" {0,3}(?:[-*+>] +)*(`{3,}|~{3,})")
HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_texts(source: str) -> Iterator[tuple[int, str]]:
    """Raises `FileProblem` where it stops being YAML."""
    depth = 0
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise FileProblem("nested too deeply", file="")
            if isinstance(event, yaml.ScalarEvent) and len(event.value) > LONGEST_NAME:
                mark: Any = event.start_mark
                yield mark.line + 1, event.value
    except yaml.YAMLError as error:
        at = getattr(error, "problem_mark", None)
        line = at.line + 1 if at else None
        raise FileProblem("not readable as YAML", file="", line=line) from error


def json_texts(source: str) -> Iterator[tuple[int, str]]:
    line, at = 1, 0
    for found in JSON_STRING.finditer(source):
        if len(found[1]) <= LONGEST_NAME:
            continue
        line += source.count("\n", at, found.start())
        at = found.start()
        try:
            yield line, json.loads(f'"{found[1]}"', strict=False)
        except ValueError:
            yield line, found[1]


def markdown_texts(source: str) -> Iterator[tuple[int, str]]:
    """Each block of code, and what stands between blocks and headings."""
    begun, lines, fence = 1, list[str](), ""
    for number, line in enumerate(source.split("\n"), 1):
        opening = FENCE.match(line)
        inside = bool(fence)
        closes = inside and line.strip().startswith(fence) and not line.strip().strip(fence[0])
        if closes or (not inside and (opening or HEADING.match(line))):
            yield begun, "\n".join(lines)
            begun, lines = number + 1, []
            fence = opening[1] if opening and not closes else ""
        else:
            lines.append(line)
    yield begun, "\n".join(lines)
