"""What a diff is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Op(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Piece:
    """All pieces but the inserted ones give the old text, all but the deleted ones the new."""

    op: Op
    text: str


def inline_text(pieces: Iterable[Piece]) -> str:
    """`kept [-deleted-]{+inserted+}`, as git marks changed words where there is no colour."""
    return "".join(MARKS[piece.op].format(piece.text) for piece in pieces)


MARKS = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
