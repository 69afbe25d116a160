"""Code in an answer, in pieces with a colour each: comments, strings, numbers, keywords.

Made for the languages that models answer with, by one pattern for each family that never goes
back over what it has read: hostile code takes no longer than other code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

MOST_PIECES = 4_000
"""The rest of a longer block has no colours."""

STRING = r"""(?P<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)"""
LONG_STRING = (
    r"(?P<string>\"\"\"(?s:.*?)(?:\"\"\"|\Z)|'''(?s:.*?)(?:'''|\Z)|"
    + STRING.removeprefix("(?P<string>")
)
NUMBER = r"(?P<number>\b\d[\w.]*)"
WORD = r"(?P<word>[A-Za-z_]\w*)"
HASH, SLASHES, DASHES = r"#[^\n]*", r"//[^\n]*|/\*(?s:.*?)(?:\*/|\Z)", r"--[^\n]*"
JSON = r'(?P<variable>"(?:[^"\\\n]|\\.)*"(?=[ \t]*:))|' + STRING + "|" + NUMBER + "|" + WORD
MARKUP = r"(?P<comment><!--(?s:.*?)(?:-->|\Z))|(?P<keyword></?[A-Za-z][\w:-]*|/?>)|" + STRING

PYTHON = (
    "and as assert async await break case class continue def del elif else except False finally "
    "for from global if import in is lambda match None nonlocal not or pass raise return True try "
    "while with yield"
)
SCRIPT = (
    "async await break case catch class const continue default delete do else enum export extends "
    "false finally for from function if implements import in instanceof interface let new null of "
    "private public readonly return static super switch this throw true try type typeof undefined "
    "var void while yield"
)
COMPILED = (
    "abstract as async auto await bool boolean break case catch char class const continue crate "
    "default defer delete do double else enum extends extern false final float fn for func go if "
    "impl import in int interface let long loop map match mod move mut namespace new nil null "
    "nullptr package private protected pub public range return self short signed sizeof static "
    "struct super switch template this throw trait true try type typedef union unsigned use using "
    "var virtual void where while"
)
SHELL = "case do done elif else esac export fi for function if in local return set then until while"
SQL = (
    "all alter and as asc begin between by case commit create delete desc distinct drop else end "
    "exists from full group having in index inner insert into is join key left like limit not null "
    "offset on or order outer primary right select set table then union unique update values view "
    "when where with"
)
PLAIN = "false no null on off true yes"

FAMILIES = {
    "python": (LONG_STRING, HASH, PYTHON),
    "script": (STRING, SLASHES, SCRIPT),
    "compiled": (STRING, SLASHES, COMPILED),
    "shell": (STRING, HASH, SHELL),
    "sql": (STRING, DASHES, SQL),
    "settings": (STRING, HASH, PLAIN),
}
NAMES = {
    "python": "python py python3",
    "script": "javascript js jsx mjs typescript ts tsx",
    "compiled": "c c++ cpp cs csharp go golang h hpp java kotlin kt php rust rs scala swift dart",
    "shell": "bash sh shell zsh console dockerfile makefile ruby rb",
    "sql": "sql postgresql sqlite mysql",
    "settings": "yaml yml toml ini properties",
    "json": "json jsonc json5 jsonl",
    "markup": "html xml svg xhtml vue",
}
FAMILY = {name: family for family, names in NAMES.items() for name in names.split()}


def coloured(code: str, language: str) -> Iterator[tuple[str, str]]:
    """Pieces and what each is: `keyword`, `string`, `number`, `comment`, `variable` or nothing."""
    family = FAMILY.get(language.casefold())
    end = 0
    if family is not None:
        pattern, keywords = _pattern(family)
        for count, match in enumerate(pattern.finditer(code)):
            if count == MOST_PIECES:
                break
            kind = str(match.lastgroup)
            if kind == "word":
                word = match.group().casefold() if family == "sql" else match.group()
                if word not in keywords:
                    continue
                kind = "keyword"
            yield code[end : match.start()], ""
            yield match.group(), kind
            end = match.end()
    yield code[end:], ""


@lru_cache(maxsize=16)
def _pattern(family: str) -> tuple[re.Pattern[str], frozenset[str]]:
    if family == "json":
        return re.compile(JSON), frozenset(("true", "false", "null"))
    if family == "markup":
        return re.compile(MARKUP), frozenset()
    string, comment, keywords = FAMILIES[family]
    parts = (f"(?P<comment>{comment})", string, NUMBER, WORD)
    return re.compile("|".join(parts)), frozenset(keywords.split())
