"""A text as sentences, in any script, for counting, merging and tracing them.

A sentence ends at a line's end, after the full stop of its script, or after a Latin one that
blanks follow; not after an initial, a common abbreviation or the number of a list.
"""

from __future__ import annotations

import re

CLOSING = "\"'”’»)\\]}」』）】》"
END = re.compile(
    rf"\n+"
    rf"|[。！？｡．…]+[{CLOSING}]*\n*"
    rf"|[।॥۔؟։።፧។៕၊။᠃᠉]+[{CLOSING}]*\s*"
    rf"|[.!?]+[{CLOSING}]*(?:[^\S\n]+\n*|\n+)"
)
NUMBER_OF_A_LIST = re.compile(r"\s*(?:\d{1,3}|[A-Za-z])[.)]\s*")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:\w|e\.g|i\.e|z\.B|d\.h|u\.a|vs|etc|cf|approx|resp|bzw|ca|Dr|Mr|Mrs|Ms|Prof|St"
    r"|No|Nr|Fig|p\.ex)\.\s*$"
)
SIGN = re.compile(r"\w")


def sentences(text: str) -> list[str]:
    """They join to the text again."""
    found: list[str] = []
    start = 0
    for end in END.finditer(text):
        sentence = text[start : end.end()]
        if "\n" in end.group() or not _goes_on(sentence, text[end.end() : end.end() + 1]):
            found.append(sentence)
            start = end.end()
    if start < len(text):
        found.append(text[start:])
    return found


def spoken(text: str) -> list[str]:
    """The sentences that say something, each with single blanks and none around it."""
    lines = (" ".join(sentence.split()) for sentence in sentences(text))
    return [line for line in lines if SIGN.search(line)]


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """Start and end of the sentence there, without the blanks around it."""
    start = end = 0
    for sentence in sentences(text):
        start, end = end, end + len(sentence)
        if position < end:
            break
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _goes_on(sentence: str, following: str) -> bool:
    """Whether what looks like an end is none."""
    if not sentence.rstrip().endswith("."):
        return False
    return (
        following.islower()
        or bool(NUMBER_OF_A_LIST.fullmatch(sentence))
        or bool(ABBREVIATION.search(sentence[-12:]))
    )
