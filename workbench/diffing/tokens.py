"""A text cut into words, runs of blanks and single signs, never within what is read as one sign."""

from __future__ import annotations

import re
from unicodedata import category

WITHOUT_SPACES = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: each sign is compared by itself."""
TOKEN = re.compile(
    rf"[^\W{WITHOUT_SPACES}\U00020000-\U0003ffff]+"
    r"|\r\n|[\r\n]|[^\S\r\n]+"
    r"|[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    r"|.",
    re.DOTALL,
)
SENTENCE = re.compile(r".+?(?:[.!?;:,]\s+|[。！？]|\n|\Z)", re.DOTALL)
JOINER = "\u200d"
SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
TAGS = ("\U000e0020", "\U000e007f")
ALONE = re.compile(rf"[{WITHOUT_SPACES}\U00020000-\U0003ffff]")
BREAKING = ("Cc", "Zl", "Zp")
"""Categories after which a mark begins a sign of its own."""


def tokens_of(text: str) -> list[str]:
    """They join to the text again."""
    found = TOKEN.findall(text)
    return found if text.isascii() else _clustered(found)


def _clustered(found: list[str]) -> list[str]:
    """With marks, modifiers and joined emoji put to the sign they belong to."""
    tokens: list[str] = []
    open_word = False
    for token in found:
        if tokens and _belongs(token, tokens[-1]):
            tokens[-1] += token
            # A mark within a word has cut it in two
            open_word = tokens[-1][0].isalnum()
        elif open_word and token[0].isalnum() and not ALONE.match(token):
            tokens[-1] += token
            open_word = False
        else:
            tokens.append(token)
            open_word = False
    return tokens


def sentences_of(text: str) -> list[str]:
    """Pieces of a sentence or less, for texts with few line breaks. They join to the text."""
    found = SENTENCE.findall(text)
    return found if text.isascii() else _joined(found)


def _joined(found: list[str]) -> list[str]:
    tokens: list[str] = []
    for token in found:
        if tokens and _belongs(token, tokens[-1]):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _belongs(token: str, last: str) -> bool:
    """Whether nothing may come between them."""
    return (_extends(token) and category(last[-1]) not in BREAKING) or last.endswith(JOINER)


def _extends(token: str) -> bool:
    first = token[0]
    return not first.isascii() and (
        first == JOINER
        or first in SKIN_TONES
        or TAGS[0] <= first <= TAGS[1]
        or category(first).startswith("M")
    )
