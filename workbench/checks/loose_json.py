"""JSON as people and models write it: keys without quotes, a comma too many, comments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from workbench.formats.json_places import NotJson, read_json

DEEPEST = 100
MENDED = re.compile(r"""\"(?:[^\"\\\n]|\\.)*\"|(?<![a-zA-Z])'[^'\n]*'|(?<!:)//+|:(?=[}\]])""")
"""Comments as in JavaScript; texts in quotes are found first, for what they hold is no comment."""
ANCHOR = re.compile(r"(?:^|[\s\[{,:])&\S")
ALIAS = re.compile(r"(?:^|[\s\[{,:])\*\S")
"""Small texts of these can stand for large ones."""
NOTHING = object()
"""What is no JSON at all."""


def read_loose(text: str) -> Any:
    """As YAML reads it in one line, or `NOTHING`. Never raises."""
    try:
        return read_json(text)
    except NotJson:
        pass
    if _deep(text):
        return NOTHING
    return _yaml(MENDED.sub(_as_yaml, text))


def read_yaml(text: str) -> Any:
    """A document of mappings, lists and scalars, or `NOTHING`. Aliases are not followed."""
    return NOTHING if _deep(text) else _yaml(text)


def _yaml(text: str) -> Any:
    import yaml

    if ALIAS.search(text) and ANCHOR.search(text):
        return NOTHING
    try:
        return yaml.load(text, Loader=_loader())  # makes nothing but JSON values
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, AttributeError):
        return NOTHING


def _deep(text: str) -> bool:
    """Each level costs YAML several calls: counted before, by all brackets in the text."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[{}\]]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _as_yaml(found: re.Match[str]) -> str:
    """A key without a value has to have a space after its colon."""
    if found[0].startswith("/"):
        return "#"
    return ": " if found[0] == ":" else found[0]


@lru_cache(1)
def _loader() -> Any:
    """With the words of JSON alone: no dates, no `yes` for true."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.yaml_implicit_resolvers = {}
    for tag, pattern, first in (
        ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", "[-+]?[0-9]{1,300}", "-+0123456789"),
        ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
        ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ):
        Loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
        )
    return Loader
