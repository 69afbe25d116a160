"""Jinja and a little Markdown, line by line: what a prompt's template is made of.

A Pygments lexer that can be stopped at a line's end and taken up again: `lex_line` takes the
state the line before ended in and returns the one this line ends in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pygments.lexer import ExtendedRegexLexer, LexerContext, bygroups, include, words
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    _TokenType,
)

State = tuple[str, ...]
Piece = tuple[int, int, _TokenType]

START: State = ("root",)
LONGEST_LINE = 4000
"""Characters of one line that are coloured; the rest is left plain."""
DEEPEST = 40
TAGS = ("statement", "expression")

KEYWORDS = (
    r"\b(?:block|break|call|continue|do|elif|else|endblock|endcall|endfilter|endfor|endif|endmacro"
    r"|endset|endwith|extends|filter|for|from|if|import|include|macro|set|with"
    r"|as|context|ignore|missing|recursive|scoped|without)\b"
)
OPERATORS = ("and", "in", "is", "not", "or")
CONSTANTS = ("true", "false", "none", "True", "False", "None", "loop")


def _groups(*kinds: _TokenType) -> Any:
    return bygroups(*kinds)  # type: ignore[no-untyped-call]


class PromptLexer(ExtendedRegexLexer):
    name = "Prompt template"
    flags = re.MULTILINE
    tokens = {
        "root": [
            include("jinja"),
            (r"^\s*(?:```|~~~)[^{\n]*", String.Backtick, "fence"),
            (r"^#{1,6}[ \t][^{\n]*", Generic.Heading),
            (r"^(\s*)([-*+]|\d{1,3}[.)])(?=\s)", _groups(Text, Operator)),
            (r"^\s*>+(?=\s)", Operator),
            (r"`[^`{\n]+`", String.Backtick),
            (r"\*\*[^*{\n]+\*\*", Generic.Strong),
            (r"(?<!\w)_[^_{\s][^_{\n]*_(?!\w)", Generic.Emph),
            (r"(?<![\w*])\*[^*{\s][^*{\n]*\*(?![\w*])", Generic.Emph),
            (r"</?[A-Za-z][\w.:-]*(?:\s[^<>{\n]*)?/?>", Name.Tag),
            (r"https?://[^\s<>{}\"')\]]+", Generic.Link),
            (r"(?:[^{`*_<\nh]|h(?!ttps?://))+", Text),
            (r".|\n", Text),
        ],
        "jinja": [
            (r"\{#", Comment, "comment"),
            (
                r"(\{%[-+]?)(\s*)(raw)(\s*)([-+]?%\})",
                _groups(Punctuation, Text, Keyword, Text, Punctuation),
                "raw",
            ),
            (r"\{%[-+]?", Punctuation, "statement"),
            (r"\{\{[-+]?", Punctuation, "expression"),
        ],
        "fence": [
            include("jinja"),
            (r"^\s*(?:```|~~~)\s*$", String.Backtick, "#pop"),
            (r"[^{\n]+", String.Backtick),
            (r".|\n", String.Backtick),
        ],
        "comment": [
            (r"#\}", Comment, "#pop"),
            (r"[^#\n]+", Comment),
            (r".|\n", Comment),
        ],
        "raw": [
            (
                r"(\{%[-+]?)(\s*)(endraw)(\s*)([-+]?%\})",
                _groups(Punctuation, Text, Keyword, Text, Punctuation),
                "#pop",
            ),
            (r"[^{\n]+", Text),
            (r".|\n", Text),
        ],
        "statement": [
            (r"[-+]?%\}", Punctuation, "#pop"),
            (KEYWORDS, Keyword),
            include("code"),
        ],
        "expression": [
            (r"[-+]?\}\}", Punctuation, "#pop"),
            include("code"),
        ],
        "code": [
            (r"\s+", Text),
            (r"(\|)(\s*)([A-Za-z_]\w*)", _groups(Operator, Text, Name.Function)),
            (words(OPERATORS, prefix=r"\b", suffix=r"\b"), Operator),
            (words(CONSTANTS, prefix=r"\b", suffix=r"\b"), Number),
            (r"[A-Za-z_]\w*", Name.Variable),
            (r"\d+(?:\.\d+)?", Number),
            (r"'(?:[^'\\\n]|\\.)*'?", String),
            (r'"(?:[^"\\\n]|\\.)*"?', String),
            (r"[-+*/%~|<>=!.,:()\[\]{}]", Operator),
            (r".|\n", Text),
        ],
    }


@lru_cache(1)
def _lexer() -> PromptLexer:
    return PromptLexer()


def lex_line(line: str, state: State = START) -> tuple[list[Piece], State]:
    """The coloured pieces of a line (start, end, kind), and the state it ends in.

    A tag that was never closed ends at the next empty line, so that one being typed does not
    recolour all that follows.
    """
    if state[-1] in TAGS and not line.strip():
        return [], state[:-1]
    context = LexerContext(line[:LONGEST_LINE], 0, stack=list(state))
    pieces = list(_pieces(context))
    return pieces, tuple(context.stack[:DEEPEST])


def _pieces(context: LexerContext) -> Iterator[Piece]:
    for start, kind, text in _lexer().get_tokens_unprocessed(context=context):
        if text and kind is not Text:
            yield start, start + len(text), kind
