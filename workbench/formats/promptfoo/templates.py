"""Nunjucks to Jinja2 and back: the two agree but for a few words, which are translated here.

Only what stands inside `{{ }}` and `{% %}` is touched. What has no counterpart is left as it
is and named, so that a person can mend it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

TAG = re.compile(
    r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}"
    r"|\{#.*?#\}"
    r"|\{\{(?P<expression>(?:'[^'\n]*'|\"[^\"\n]*\"|[^'\"])*?)\}\}"
    r"|\{%(?P<statement>(?:'[^'\n]*'|\"[^\"\n]*\"|[^'\"])*?)%\}",
    re.DOTALL,
)
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
NAME = r"[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*|\[[^\[\]]*\])*"
REWRITES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\|\s*dump\s*\(\s*(\d+)\s*\)"), r"| tojson(indent=\1)"),
    (re.compile(r"\|\s*dump\b(?:\s*\(\s*\))?"), "| tojson"),
    (re.compile(r"===" ), "=="),
    (re.compile(r"!=="), "!="),
    (re.compile(r"\bnull\b|\bundefined\b"), "none"),
    (re.compile(rf"({NAME})\.length\b(?!\()"), r"(\1 | length)"),
    (re.compile(rf"({NAME})\.toUpperCase\(\)"), r"(\1 | upper)"),
    (re.compile(rf"({NAME})\.toLowerCase\(\)"), r"(\1 | lower)"),
    (re.compile(rf"({NAME})\.trim\(\)"), r"(\1 | trim)"),
    (re.compile(rf"({NAME})\.join\(([^()]*)\)"), r"(\1 | join(\2))"),
    (re.compile(rf"({NAME})\.includes\(([^()]*)\)"), r"(\2 in \1)"),
    (re.compile(rf"({NAME})\.startsWith\(([^()]*)\)"), r"\1.startswith(\2)"),
    (re.compile(rf"({NAME})\.endsWith\(([^()]*)\)"), r"\1.endswith(\2)"),
    (re.compile(rf"({NAME})\.slice\((-?\d+)\s*,\s*(-?\d+)\)"), r"\1[\2:\3]"),
    (re.compile(rf"({NAME})\.slice\((-?\d+)\)"), r"\1[\2:]"),
)  # fmt: skip
ELSEIF = re.compile(r"^(-?\s*)elseif\b")
PAIRS = re.compile(rf"^(-?\s*for\s+\w+\s*,\s*\w+\s+in\s+)({NAME})(\s*-?)$")
STRANGE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\benv\s*[.\[]"), "environment variables are not read into a prompt"),
    (re.compile(r"\|\s*nl2br\b"), "there is no filter nl2br here"),
    (re.compile(r"\.(?:map|filter|reduce|forEach|find|some|every|replaceAll)\s*\("),
     "methods of JavaScript cannot be called here"),
    (re.compile(r"\br/(?:[^/\\]|\\.)+/"), "there are no regular expressions in a template here"),
    (re.compile(r"\b_conversation\b"), "earlier turns of a conversation are not passed on"),
)  # fmt: skip
TAGS_OF_NUNJUCKS = re.compile(
    r"^-?\s*(asyncEach|asyncAll|ifAsync|switch|case|extends|block|import|from|include)\b"
)
BACK: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\|\s*tojson\s*\(\s*indent\s*=\s*(\d+)\s*\)"), r"| dump(\1)"),
    (re.compile(r"\|\s*tojson\b(?:\s*\(\s*\))?"), "| dump"),
    (re.compile(rf"({NAME})\.items\(\)"), r"\1"),
    (re.compile(r"\bNone\b"), "none"),
    (re.compile(r"\bTrue\b"), "true"),
    (re.compile(r"\bFalse\b"), "false"),
)
STRANGE_TO_NUNJUCKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\|\s*(map|selectattr|rejectattr|xmlattr|pprint|filesizeformat|unique|tojson)\b"),
     "promptfoo has no such filter"),
    (re.compile(r"\bnamespace\s*\("), "promptfoo has no namespace"),
    (re.compile(r"\*\*|//|~"), "promptfoo has no such operator"),
)  # fmt: skip


class Translated(NamedTuple):
    text: str
    strange: tuple[str, ...] = ()
    """Why something in it does not mean here what it means there."""


def to_jinja(text: str) -> Translated:
    strange: list[str] = []

    def statement(inside: str) -> str:
        if found := TAGS_OF_NUNJUCKS.match(inside):
            strange.append(f"the tag {found[1]} of Nunjucks has no counterpart here")
        inside = PAIRS.sub(r"\1\2.items()\3", ELSEIF.sub(r"\1elif", inside))
        return _rewritten(inside, REWRITES, STRANGE, strange)

    def expression(inside: str) -> str:
        return _rewritten(inside, REWRITES, STRANGE, strange)

    return Translated(_each(text, expression, statement), tuple(dict.fromkeys(strange)))


def to_nunjucks(text: str) -> Translated:
    strange: list[str] = []

    def inside_of(inside: str) -> str:
        return _rewritten(inside, BACK, STRANGE_TO_NUNJUCKS, strange)

    return Translated(_each(text, inside_of, inside_of), tuple(dict.fromkeys(strange)))


def has_tags(text: str) -> bool:
    return TAG.search(text) is not None


def _each(text: str, expression: Callable[[str], str], statement: Callable[[str], str]) -> str:
    def changed(match: re.Match[str]) -> str:
        if match["expression"] is not None:
            return "{{" + expression(match["expression"]) + "}}"
        if match["statement"] is not None:
            return "{%" + statement(match["statement"]) + "%}"
        return match[0]

    return TAG.sub(changed, text)


def _rewritten(
    inside: str,
    rewrites: tuple[tuple[re.Pattern[str], str], ...],
    strange: tuple[tuple[re.Pattern[str], str], ...],
    found: list[str],
) -> str:
    """Quoted texts stand aside while the words around them are changed."""
    quoted: list[str] = []

    def aside(match: re.Match[str]) -> str:
        quoted.append(match[0])
        return f"\x00{len(quoted) - 1}\x00"

    inside = QUOTED.sub(aside, inside)
    found += [why for pattern, why in strange if pattern.search(inside)]
    for pattern, replacement in rewrites:
        inside = pattern.sub(replacement, inside)
    return re.sub("\x00(\\d+)\x00", lambda match: quoted[int(match[1])], inside)
