"""What may come next in a template, from the few characters before the cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "include", "set", "raw", "endraw")
FILTER_NAMES = """
capitalize default first float indent int items join last length list lower map max min
reject replace round select selectattr sort string sum title tojson trim truncate unique
upper wordcount
"""
FILTERS = tuple(FILTER_NAMES.split())
FARTHEST = 300

INCLUDE = re.compile(r"\{%[-+]?\s*include\s+[\"']([^\"'\n]*)$")
FILTER = re.compile(r"\|\s*(\w*)$")
STATEMENT = re.compile(r"\{%[-+]?\s*(\w*)$")
EXPRESSION = re.compile(r"(?:\{\{[-+]?\s*|[\s(,\[=])([A-Za-z_]?\w*)$")
FRESH = re.compile(r"\{\{[-+]?\s*(\w*)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a template can name."""

    variables: tuple[str, ...] = ()
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`typed` is what stands there of the word already."""

    typed: str
    words: tuple[str, ...]


def suggestions(before: str, vocabulary: Vocabulary) -> Suggestions | None:
    """For the line up to the cursor; None where nothing can be suggested."""
    tag = max(before.rfind("{{"), before.rfind("{%"))
    if tag < 0 or len(before) - tag > FARTHEST:
        return None
    inside = before[tag:]
    if "}}" in inside or "%}" in inside:
        return None
    return _in_tag(inside, vocabulary)


def _in_tag(inside: str, vocabulary: Vocabulary) -> Suggestions | None:
    if match := INCLUDE.search(inside):
        return _matching(match.group(1), vocabulary.components)
    if inside.count('"') % 2 or inside.count("'") % 2:
        return None
    if match := FILTER.search(inside):
        return _matching(match.group(1), FILTERS)
    if match := STATEMENT.search(inside):
        return _matching(match.group(1), STATEMENTS)
    if match := FRESH.search(inside) or EXPRESSION.search(inside):
        return _matching(match.group(1), vocabulary.variables)
    return None


def _matching(typed: str, words: Sequence[str]) -> Suggestions | None:
    found = [word for word in words if word.startswith(typed)]
    found += [word for word in words if typed in word and word not in found]
    if not found or found == [typed]:
        return None
    return Suggestions(typed, tuple(found))
