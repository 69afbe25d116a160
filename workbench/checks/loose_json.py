"""JSON as people and models write it: keys without quotes, a comma too many, comments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from workbench.formats.json_places import NotJson, read_json

DEEPEST = 100
COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?<![:\S])//[^\n]*')
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
    return _yaml(COMMENT.sub(_without_comment, text))


def read_yaml(text: str) -> Any:
    """A document of mappings, lists and scalars, or `NOTHING`. Aliases are not followed."""
    return NOTHING if _deep(text) else _yaml(text)


def _yaml(text: str) -> Any:
    import yaml

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


def _without_comment(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else ""


@lru_cache(1)
def _loader() -> Any:
    """With the words of JSON alone: no dates, no `yes` for true, no aliases, no tags."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise yaml.YAMLError("aliases are not followed")
            return super().compose_node(parent, index)

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
