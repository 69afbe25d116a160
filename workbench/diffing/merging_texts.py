"""Three-way merge of texts: by lines, where both changed one by sentences, then by words.

An edit is a stretch of the base and what stands in its place. Edits of the two sides are in
conflict only where their stretches overlap, or where both put something else at one point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.diffing.alignment import align, shared_ends
from workbench.diffing.likeness import MOST_PAIRS, likenesses, matching
from workbench.diffing.sentences import sentences
from workbench.diffing.shifting import shifted
from workbench.diffing.tokens import tokens_of

WORDS_AT_ONCE = 12_000
"""Code points of one stretch, of all sides together, that are still compared by words."""

ALIKE = 0.4
"""From this likeness on two lines or sentences are two states of one."""
ENDED = re.compile(r"(?:\n|[.!?…]\s+|[。！？।])\Z")


@dataclass(frozen=True, slots=True)
class Clash:
    """What each side has where they cannot both be followed."""

    mine: str
    base: str
    theirs: str
    between: str = " "
    """What parts the sides if both are taken."""


Chunk = str | Clash


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of the base with the edits that touch each other in it."""

    start: int
    end: int
    mine: tuple[_Edit, ...]
    theirs: tuple[_Edit, ...]


def merge_texts(mine: str, base: str, theirs: str) -> list[Chunk]:
    """Text both sides lead to, by turns with what they do not agree on."""
    return list(_joined(_merged(mine, base, theirs, (_lines, sentences, tokens_of))))


def _merged(
    mine: str, base: str, theirs: str, cuts: Sequence[Callable[[str], list[str]]]
) -> Iterator[Chunk]:
    if mine == theirs or theirs == base:
        yield mine
    elif mine == base:
        yield theirs
    elif not base:
        yield from _both_put_in(mine, theirs)
    elif not cuts or (cuts[0] is tokens_of and len(mine + base + theirs) > WORDS_AT_ONCE):
        yield from _clash(mine, base, theirs)
    elif cuts[0] is tokens_of:
        # A clash of single words says too little: the whole sentence is asked for
        chunks = list(_joined(_by_pieces(mine, base, theirs, cuts)))
        yield from chunks if _readable(chunks) else _clash(mine, base, theirs)
    else:
        yield from _by_pieces(mine, base, theirs, cuts)


def _readable(chunks: Sequence[Chunk]) -> bool:
    """Whether what clashes are sentences of their own, put in after others."""
    before = ""
    for chunk in chunks:
        if isinstance(chunk, Clash) and (chunk.base or not ENDED.search(before)):
            return False
        before = chunk if isinstance(chunk, str) else ""
    return True


def _both_put_in(mine: str, theirs: str) -> Iterator[Chunk]:
    """Sentences that both put first or last are no matter of dispute."""
    own, other = sentences(mine), sentences(theirs)
    start, end = shared_ends(own, other)
    yield "".join(own[:start])
    rest = "".join(own[start : len(own) - end]), "".join(other[start : len(other) - end])
    if any(rest):
        yield from _clash(rest[0], "", rest[1])
    yield "".join(own[len(own) - end :])


def _by_pieces(
    mine: str, base: str, theirs: str, cuts: Sequence[Callable[[str], list[str]]]
) -> Iterator[Chunk]:
    pieces = cuts[0](base)
    at = 0
    words = cuts[0] is tokens_of
    sides = [_edits(pieces, cuts[0](side), words=words) for side in (mine, theirs)]
    for region in _regions(*sides):
        yield "".join(pieces[at : region.start])
        own, other = (_applied(pieces, region, edits) for edits in (region.mine, region.theirs))
        was = "".join(pieces[region.start : region.end])
        yield from _merged(own, was, other, cuts[1:])
        at = region.end
    yield "".join(pieces[at:])


def _lines(text: str) -> list[str]:
    """Only line feeds end a line, so that the ends of all sides are cut alike."""
    parts = text.split("\n")
    return [f"{line}\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _edits(base: list[str], side: list[str], *, words: bool) -> list[_Edit]:
    edits: list[_Edit] = []
    for run in shifted(align(base, side), base, side):
        if not run.equal:
            old, new = base[run.old_start : run.old_end], side[run.new_start : run.new_end]
            pairs = [] if words else _counterparts(old, new)
            edits += _split(run.old_start, old, new, pairs)
    return edits


def _counterparts(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which of neighbouring lines or sentences that all changed are two states of one."""
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return []
    scores = [[max(0.0, score - ALIKE) for score in row] for row in likenesses(old, new)]
    return matching(len(old), len(new), scores)


def _split(
    start: int, old: list[str], new: list[str], pairs: list[tuple[int, int]]
) -> Iterator[_Edit]:
    """One edit for each pair, and one for what lies between two of them."""
    i = j = 0
    for x, y in (*pairs, (len(old), len(new))):
        if i < x or j < y:
            yield _Edit(start + i, start + x, tuple(new[j:y]))
        if x < len(old) and old[x] != new[y]:
            yield _Edit(start + x, start + x + 1, (new[y],))
        i, j = x + 1, y + 1


def _regions(mine: list[_Edit], theirs: list[_Edit]) -> Iterator[_Region]:
    """In the order of the base; edits of both sides that touch each other are in one."""
    ordered = sorted(
        [(edit, True) for edit in mine] + [(edit, False) for edit in theirs],
        key=lambda item: (item[0].start, item[0].end),
    )
    gathered: list[tuple[_Edit, bool]] = []
    for edit, own in ordered:
        if gathered and not any(_touch(edit, other) for other, _own in gathered):
            yield _region(gathered)
            gathered = []
        gathered.append((edit, own))
    if gathered:
        yield _region(gathered)


def _touch(edit: _Edit, other: _Edit) -> bool:
    if edit.start == edit.end == other.start == other.end:
        return True
    return edit.start < other.end and other.start < edit.end


def _region(gathered: list[tuple[_Edit, bool]]) -> _Region:
    return _Region(
        min(edit.start for edit, _own in gathered),
        max(edit.end for edit, _own in gathered),
        tuple(edit for edit, own in gathered if own),
        tuple(edit for edit, own in gathered if not own),
    )


def _applied(pieces: list[str], region: _Region, edits: Sequence[_Edit]) -> str:
    parts, at = [], region.start
    for edit in edits:
        parts += [*pieces[at : edit.start], *edit.text]
        at = edit.end
    return "".join([*parts, *pieces[at : region.end]])


def _clash(mine: str, base: str, theirs: str) -> Iterator[Chunk]:
    """Blanks and line ends that both sides end with are no part of it."""
    _start, shared = shared_ends(mine, theirs)
    end = mine[len(mine) - shared :]
    end = end[len(end.rstrip()) :]
    own, was, other = (side.removesuffix(end) for side in (mine, base, theirs))
    yield Clash(own, was, other, "\n" if "\n" in end else " ")
    yield end


def _joined(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    text = ""
    for chunk in chunks:
        if isinstance(chunk, str):
            text += chunk
            continue
        if text:
            yield text
        text = ""
        yield chunk
    if text:
        yield text
