"""Lines come out whole, however the bytes come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.lines import Lines


@given(st.lists(st.binary()))
def test_pieces_of_any_size_give_the_same_lines(pieces):
    lines = Lines()

    found = [line for piece in pieces for line in lines.feed(piece)]

    assert found == b"".join(pieces).split(b"\n")[:-1]


def test_a_line_beyond_the_limit_is_skipped_and_told():
    lines = Lines(limit=4)

    found = [line for piece in (b"ab\nabc", b"def", b"\nxy\n") for line in lines.feed(piece)]

    assert found == [b"ab", None, b"xy"]


def test_a_long_line_in_small_pieces_is_one_line():
    lines, piece = Lines(), b"x" * 1024

    for _ in range(32 * 1024):
        assert list(lines.feed(piece)) == []
    [line] = lines.feed(b"\n")

    assert len(line) == 32 * 1024 * 1024
