"""Semantic clean-up: differences as a person would tell them.

The rule is diff-match-patch's: an equal stretch that is no longer than the change before it
and the change after it says nothing, and is told as part of one larger change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.diffing.pieces import Op, Piece


def cleaned(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same difference with trivial equalities gone and neighbours of a kind joined."""
    steps = [_Step()]
    for piece in pieces:
        step = steps[-1]
        if piece.op is Op.DELETE:
            step.deleted.append(piece.text)
            step.deleted_size += len(piece.text)
        elif piece.op is Op.INSERT:
            step.inserted.append(piece.text)
            step.inserted_size += len(piece.text)
        elif step.deleted or step.inserted:
            _fold(steps)
            steps.append(_Step(piece.text))
        else:
            step.kept += piece.text
    _fold(steps)
    return tuple(piece for step in steps for piece in step.pieces())


class _Step:
    """What stayed, and the change that comes after it."""

    __slots__ = ("deleted", "deleted_size", "inserted", "inserted_size", "kept")

    def __init__(self, kept: str = "") -> None:
        self.kept = kept
        self.deleted: list[str] = []
        self.inserted: list[str] = []
        self.deleted_size = self.inserted_size = 0

    def absorb(self, following: _Step) -> None:
        self.deleted += [following.kept, *following.deleted]
        self.inserted += [following.kept, *following.inserted]
        self.deleted_size += len(following.kept) + following.deleted_size
        self.inserted_size += len(following.kept) + following.inserted_size

    def pieces(self) -> Iterator[Piece]:
        if self.kept:
            yield Piece(Op.EQUAL, self.kept)
        if self.deleted_size:
            yield Piece(Op.DELETE, "".join(self.deleted))
        if self.inserted_size:
            yield Piece(Op.INSERT, "".join(self.inserted))


def _fold(steps: list[_Step]) -> None:
    """Join the last changes for as long as what stayed between them is trivial."""
    while len(steps) > 1:
        last, before = steps[-1], steps[-2]
        kept = len(last.kept)
        if kept > last.deleted_size and kept > last.inserted_size:
            return
        if kept > before.deleted_size and kept > before.inserted_size:
            return
        before.absorb(steps.pop())
