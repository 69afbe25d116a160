"""Passages that were taken out of one place of a text and put into another.

A word-level difference tells them as removed and as added. Whole lines that were removed and
stand among the added ones too, exactly or nearly, are one passage that moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.diffing.likeness import MOST_PAIRS, likenesses
from workbench.diffing.pieces import Op, Piece

SHORTEST = 20
"""Signs other than blanks of a passage; less than this stands in many places by chance."""
ALIKE = 0.75
"""From here on a passage that was edited on the way is the same one."""
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Moved:
    """A piece of a difference. `move` is the same number where a passage left and where it came
    to, 0 for what did not move; `other_line` is the line it came from or went to, from 1."""

    op: Op
    text: str
    move: int = 0
    other_line: int = 0
    exact: bool = True


class _Line(NamedTuple):
    text: str
    key: str
    """Without the blanks around it."""
    piece: int
    number: int


class _Passage(NamedTuple):
    """Lines from `start` to `end` of those removed, and as many or others of those added."""

    start: int
    end: int
    to_start: int
    to_end: int
    exact: bool


def with_moves(pieces: Sequence[Piece]) -> tuple[Moved, ...]:
    """The same difference, cut where passages begin and end that moved."""
    removed, added = _lines(pieces, Op.DELETE), _lines(pieces, Op.INSERT)
    passages = _passages(removed, added)
    if not passages:
        return tuple(Moved(piece.op, piece.text) for piece in pieces)
    gone = {
        line: (move, added[p.to_start].number, p.exact)
        for move, p in enumerate(passages, 1)
        for line in range(p.start, p.end)
    }
    come = {
        line: (move, removed[p.start].number, p.exact)
        for move, p in enumerate(passages, 1)
        for line in range(p.to_start, p.to_end)
    }
    return tuple(_marked(pieces, _by_piece(removed, gone), _by_piece(added, come)))


_Marks = list[tuple[str, tuple[int, int, bool]]]
"""Lines of one piece, each with its move, the other line and whether it is exact."""


def _by_piece(lines: Sequence[_Line], moves: dict[int, tuple[int, int, bool]]) -> dict[int, _Marks]:
    found: dict[int, _Marks] = {}
    for place, line in enumerate(lines):
        found.setdefault(line.piece, []).append((line.text, moves.get(place, (0, 0, True))))
    return found


def _marked(
    pieces: Sequence[Piece], gone: dict[int, _Marks], come: dict[int, _Marks]
) -> Iterator[Moved]:
    for index, piece in enumerate(pieces):
        marks = (gone if piece.op is Op.DELETE else come).get(index)
        if piece.op is Op.EQUAL or not marks:
            yield Moved(piece.op, piece.text)
            continue
        text, mark = "", marks[0][1]
        for line, its in marks:
            if its[0] != mark[0]:
                yield Moved(piece.op, text, *mark)
                text, mark = "", its
            text += line
        yield Moved(piece.op, text, *mark)


def _lines(pieces: Sequence[Piece], op: Op) -> list[_Line]:
    """Of what has this operation, with their numbers in the text they belong to."""
    found: list[_Line] = []
    number = 1
    for index, piece in enumerate(pieces):
        if piece.op is op:
            for text in piece.text.splitlines(keepends=True):
                found.append(_Line(text, text.strip(), index, number))
                number += text.endswith("\n")
        elif piece.op is Op.EQUAL:
            number += piece.text.count("\n")
    return found


def _passages(removed: list[_Line], added: list[_Line]) -> list[_Passage]:
    """In the order they left; none of them holds a line of another."""
    if not removed or not added or len(removed) + len(added) > MOST_LINES:
        return []
    exact = list(_exact(removed, added))
    free_old = _left(removed, [(p.start, p.end) for p in exact])
    free_new = _left(added, [(p.to_start, p.to_end) for p in exact])
    return sorted((*exact, *_near(removed, added, free_old, free_new)))


def _exact(removed: list[_Line], added: list[_Line]) -> Iterator[_Passage]:
    """The longest run of the same lines from each line on; runs begin and end with words."""
    places: dict[str, list[int]] = {}
    for place, line in enumerate(added):
        if line.key:
            places.setdefault(line.key, []).append(place)
    taken: set[int] = set()
    start = 0
    while start < len(removed):
        best, to = 0, 0
        for place in places.get(removed[start].key, ())[:50]:
            length = _same_from(removed, added, start, place, taken)
            if length > best:
                best, to = length, place
        if best and _size(removed[start : start + best]) >= SHORTEST:
            taken.update(range(to, to + best))
            yield _Passage(start, start + best, to, to + best, True)
            start += best
        else:
            start += 1


def _same_from(
    removed: list[_Line], added: list[_Line], start: int, place: int, taken: set[int]
) -> int:
    """How many lines are the same; blank ones at the end do not count. Within one piece each."""
    length = with_words = 0
    while (
        start + length < len(removed)
        and place + length < len(added)
        and place + length not in taken
        and removed[start + length].key == added[place + length].key
        and removed[start + length].piece == removed[start].piece
        and added[place + length].piece == added[place].piece
    ):
        length += 1
        if removed[start + length - 1].key:
            with_words = length
    return with_words


def _left(lines: list[_Line], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs of what is in no passage yet: lines between blank ones, within one piece."""
    used = {place for start, end in taken for place in range(start, end)}
    found: list[tuple[int, int]] = []
    start = -1
    for place, line in enumerate((*lines, _Line("", "", -1, 0))):
        goes_on = (
            place < len(lines)
            and bool(line.key)
            and place not in used
            and (start < 0 or line.piece == lines[start].piece)
        )
        if goes_on and start < 0:
            start = place
        elif not goes_on and start >= 0:
            if _size(lines[start:place]) >= SHORTEST:
                found.append((start, place))
            fresh = place < len(lines) and bool(line.key) and place not in used
            start = place if fresh else -1
    return found


def _near(
    removed: list[_Line],
    added: list[_Line],
    old: list[tuple[int, int]],
    new: list[tuple[int, int]],
) -> Iterator[_Passage]:
    """Paragraphs that are much alike, the most alike first."""
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return
    scores = likenesses(
        [_joined(removed, *span) for span in old], [_joined(added, *span) for span in new]
    )
    pairs = sorted(
        (-score, i, j)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
        if score >= ALIKE and not _beside(removed[old[i][0]], added[new[j][0]])
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _score, i, j in pairs:
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield _Passage(*old[i], *new[j], False)


def _beside(removed: _Line, added: _Line) -> bool:
    """One replaces the other where it stands: that is an edit, not a move."""
    return abs(removed.piece - added.piece) == 1


def _joined(lines: list[_Line], start: int, end: int) -> str:
    return "".join(line.text for line in lines[start:end])


def _size(lines: list[_Line]) -> int:
    return sum(len("".join(line.key.split())) for line in lines)
