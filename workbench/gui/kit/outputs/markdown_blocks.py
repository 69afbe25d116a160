"""Markdown as blocks to draw: parsed by markdown-it, bounded, and with nothing that acts.

Raw HTML is text, links say where they lead and lead nowhere, images are their words and their
address, and nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.gui.kit.outputs.code_words import coloured
from workbench.gui.kit.safe_text import safe

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 60_000
"""Characters that are rendered; the rest is in the text view."""
MOST_BLOCKS = 3_000
MOST_ROWS, MOST_CELLS = 100, 12
"""Of a table, down and across."""
NESTED = 60
"""Levels the parser follows; it leaves out what is nested deeper."""
DEEPEST = 8
"""Levels of lists and quotes; what is nested deeper stands no further to the right."""


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    ITEM = "item"
    RULE = "rule"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    target: bool = False
    """An address, said beside the words of a link or an image."""
    syntax: str = ""
    """What it is in a block of code, for its colour."""


Row = tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`level` is that of a heading; `depth` how far to the right it stands; `sign` what a list
    item begins with; `language` what a block of code says of itself."""

    kind: Kind
    words: tuple[Words, ...] = ()
    level: int = 0
    depth: int = 0
    quote: bool = False
    sign: str = ""
    language: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Markdown:
    """`left_out` is how many characters are not rendered."""

    blocks: tuple[Block, ...] = ()
    left_out: int = 0


def read_markdown(text: str) -> Markdown:
    """Never raises; a large text is rendered up to a line near the limit."""
    from markdown_it import MarkdownIt

    shown = text
    if len(text) > LONGEST:
        cut = text.rfind("\n", LONGEST // 2, LONGEST)
        shown = text[: cut if cut > 0 else LONGEST]
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTED})
    parser.enable(["table", "strikethrough"])
    blocks = tuple(_Reader(parser.parse(shown)).blocks())
    if not blocks and shown.strip():
        blocks = (Block(Kind.PARAGRAPH, (Words(safe(shown)),)),)
    return Markdown(blocks[:MOST_BLOCKS], len(text) - len(shown))


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._lists: list[int | None] = []
        """The next number of each list that is open; None where items are not numbered."""
        self._quotes = 0
        self._sign = ""
        self._heading = 0
        self._rows: list[Row] | None = None
        self._row: list[tuple[Words, ...]] = []

    def blocks(self) -> Iterator[Block]:
        for token in self._tokens:
            yield from self._read(token)

    def _read(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1])
            case "inline":
                yield from self._inline(tuple(_words(token.children or [])))
            case "fence" | "code_block":
                language = token.info.split()[0] if token.info.split() else ""
                words = tuple(_code(safe(token.content.rstrip("\n")), language))
                yield self._block(Kind.CODE, words, language=safe(language[:40]))
            case "html_block":
                yield self._block(Kind.PARAGRAPH, (Words(safe(token.content.rstrip("\n"))),))
            case "hr":
                yield self._block(Kind.RULE)
            case "table_open":
                self._rows = []
            case "tr_open":
                self._row = []
            case "tr_close" if self._rows is not None:
                self._rows.append(tuple(self._row[:MOST_CELLS]))
            case "table_close":
                yield self._table()
            case _:
                self._nest(token)

    def _nest(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._sign = self._next_sign()
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "heading_close":
                self._heading = 0

    def _inline(self, words: tuple[Words, ...]) -> Iterator[Block]:
        if self._rows is not None:
            self._row.append(words)
        elif self._heading:
            yield replace(self._block(Kind.HEADING, words), level=self._heading)
        else:
            yield self._block(Kind.ITEM if self._lists else Kind.PARAGRAPH, words)

    def _block(self, kind: Kind, words: tuple[Words, ...] = (), language: str = "") -> Block:
        sign, self._sign = self._sign, ""
        depth = min(DEEPEST, len(self._lists) + self._quotes)
        return Block(kind, words, depth=depth, quote=self._quotes > 0, sign=sign, language=language)

    def _table(self) -> Block:
        rows, self._rows = self._rows or [], None
        kept = tuple(rows[:MOST_ROWS])
        left = len(rows) - len(kept)
        more = (Words(f"… + {left}", italic=True),) if left else ()
        return replace(self._block(Kind.TABLE, more), rows=kept)

    def _next_sign(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."


def _words(tokens: list[Token]) -> Iterator[Words]:
    style = Words("")
    targets: list[tuple[str, str]] = []
    said = ""
    for token in tokens:
        match token.type:
            case "text" | "html_inline" | "text_special":
                said += token.content
                yield replace(style, text=safe(token.content))
            case "code_inline":
                yield replace(style, text=safe(token.content), code=True)
            case "softbreak":
                yield replace(style, text=" ")
            case "hardbreak":
                yield replace(style, text="\u2028")
            case "image":
                yield from _image(token, style)
            case "link_open":
                targets.append((str(token.attrGet("href") or ""), said))
            case "link_close":
                target, before = targets.pop()
                if said[len(before) :] != target:
                    yield Words(safe(f" ({target})"), target=True)
            case _:
                style = _styled(style, token.type)


def _code(code: str, language: str) -> Iterator[Words]:
    for text, syntax in coloured(code, language):
        if text:
            yield Words(text, code=True, syntax=syntax)


def _styled(style: Words, kind: str) -> Words:
    match kind:
        case "strong_open" | "strong_close":
            return replace(style, bold=kind.endswith("open"))
        case "em_open" | "em_close":
            return replace(style, italic=kind.endswith("open"))
        case "s_open" | "s_close":
            return replace(style, struck=kind.endswith("open"))
    return style


def _image(token: Token, style: Words) -> Iterator[Words]:
    """Its words and where it is: it is not fetched."""
    yield replace(style, text=safe(f"[image: {token.content}]" if token.content else "[image]"))
    yield Words(safe(f" ({token.attrGet('src') or ''})"), target=True)
