"""The passage of a text that a search found, with the words marked."""

from __future__ import annotations

import re
import unicodedata

from workbench.diffing.tokens import WITHOUT_SPACES

BEFORE = 40
MOST_PLACES = 50
"""At which a word is looked at until it begins there."""
LENGTH = 160
START, END = "\x02", "\x03"
_WORD_BEGINS = rf"(?:(?<!\w)|(?<=[{WITHOUT_SPACES}]))"
RUN_TOGETHER = re.compile(f"[{WITHOUT_SPACES}]")
ACCENTED = re.compile("[\u00c0-\u058f\u1e00-\u1fff]")
"""Where letters with accents are: Latin, Greek, Cyrillic."""
WORD_SIGN = re.compile(r"\w")
BLANKS = re.compile(r"[\s\x00\x02\x03]+")


def snippet(text: str, words: list[str]) -> str:
    """One line around the first word found, each word found between U+0002 and U+0003."""
    plain = _without_accents(text)
    pieces = [piece for word in words for piece in re.findall(r"\w+", _without_accents(word))]
    if not pieces:
        return BLANKS.sub(" ", text[:LENGTH]).strip()
    pattern = _pattern(sorted(set(pieces), key=len, reverse=True))
    first = _first(plain, pieces)
    if first is None and (match := pattern.search(plain)):
        first = match.start()
    start = 0 if first is None else _word_start(text, max(0, first - BEFORE))
    end = min(len(text), start + LENGTH)
    marked, at = [], start
    for match in pattern.finditer(plain, start, end):
        marked += [_line(text[at : match.start()]), START, _line(text[slice(*match.span())]), END]
        at = match.end()
    shown = "".join([*marked, _line(text[at:end])]).strip()
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")


def _first(plain: str, pieces: list[str]) -> int | None:
    """Where the first word begins, as far as it is the same in small letters: a pattern takes
    a hundred times as long to get there."""
    said = plain.lower()
    if len(said) != len(plain):
        return None
    places = [_begun(said, piece.lower()) for piece in pieces]
    return min((place for place in places if place >= 0), default=None)


def _begun(said: str, piece: str) -> int:
    inside, at = RUN_TOGETHER.match(piece), said.find(piece)
    for _place in range(MOST_PLACES):
        if at <= 0 or inside or not _goes_on(said, at):
            return at
        at = said.find(piece, at + 1)
    return -1


def _goes_on(said: str, at: int) -> bool:
    """Whether a word has begun before that place."""
    return bool(WORD_SIGN.match(said, at - 1)) and not RUN_TOGETHER.match(said, at - 1)


def _pattern(pieces: list[str]) -> re.Pattern[str]:
    """Words where they begin; those of scripts without blanks within their runs, too."""
    inside = [re.escape(piece) for piece in pieces if RUN_TOGETHER.match(piece)]
    begun = [re.escape(piece) for piece in pieces if not RUN_TOGETHER.match(piece)]
    parts = inside + ([rf"{_WORD_BEGINS}(?i:{'|'.join(begun)})"] if begun else [])
    # The flag holds for the words alone: with it, the class beside them takes long to compile
    return re.compile("|".join(f"(?i:{part})" if part in inside else part for part in parts))


def plain_letters(text: str) -> str:
    """Small letters without accents, one for each where that can be."""
    return _without_accents(text).lower()


def _without_accents(text: str) -> str:
    """One character for each, so that places stay: search takes `cafe` for `café` too."""
    if text.isascii() or not ACCENTED.search(text):
        return text
    return text.translate({ord(c): unicodedata.normalize("NFD", c)[0] for c in set(text)})


def _word_start(text: str, at: int) -> int:
    """The first word that begins at `at` or soon after."""
    blank = BLANKS.search(text, at, at + 20) if at else None
    return blank.end() if blank else at


def _line(text: str) -> str:
    return BLANKS.sub(" ", text)
