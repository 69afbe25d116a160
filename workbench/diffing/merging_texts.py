"""Three-way merge of texts: by lines, where both changed one by sentences, then by words.

An edit is a stretch of the base and what stands in its place. Edits of the two sides are in
conflict only where their stretches overlap, or where both put something else at one point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.diffing.alignment import align, shared_ends
from workbench.diffing.sentences import sentences
from workbench.diffing.shifting import shifted
from workbench.diffing.tokens import tokens_of

WORDS_AT_ONCE = 12_000
"""Code points of one stretch, of all sides together, that are still compared by words."""

ENDED = re.compile(r"(?:\n|[.!?…]\s+|[。！？।])\Z")


@dataclass(frozen=True, slots=True)
class Clash:
    """What each side has where they cannot both be followed."""

    mine: str
    base: str
    theirs: str


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
        yield Clash(mine, base, theirs)
    elif cuts[0] is tokens_of:
        # A clash of single words says too little: the whole sentence is asked for
        chunks = list(_joined(_by_pieces(mine, base, theirs, cuts)))
        yield from chunks if _readable(chunks) else [Clash(mine, base, theirs)]
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
        yield Clash(rest[0], "", rest[1])
    yield "".join(own[len(own) - end :])


def _by_pieces(
    mine: str, base: str, theirs: str, cuts: Sequence[Callable[[str], list[str]]]
) -> Iterator[Chunk]:
    pieces = cuts[0](base)
    at = 0
    for region in _regions(_edits(pieces, cuts[0](mine)), _edits(pieces, cuts[0](theirs))):
        yield "".join(pieces[at : region.start])
        sides = [_applied(pieces, region, edits) for edits in (region.mine, region.theirs)]
        was = "".join(pieces[region.start : region.end])
        yield from _merged(sides[0], was, sides[1], cuts[1:])
        at = region.end
    yield "".join(pieces[at:])


def _lines(text: str) -> list[str]:
    """Only line feeds end a line, so that the ends of all sides are cut alike."""
    parts = text.split("\n")
    return [f"{line}\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _edits(base: list[str], side: list[str]) -> list[_Edit]:
    return [
        _Edit(run.old_start, run.old_end, tuple(side[run.new_start : run.new_end]))
        for run in shifted(align(base, side), base, side)
        if not run.equal
    ]


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
