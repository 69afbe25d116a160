from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.lines import Fold, diff_lines, folded
from workbench.diffing.pieces import Op, inline_text

TEXTS = st.lists(st.sampled_from(["a", "b", "c d", "", "e f g"]), max_size=8).map("\n".join)


def shown(old, new):
    return [
        (row.left_number, inline_text(row.left), row.right_number, inline_text(row.right))
        for row in diff_lines(old, new)
    ]


def test_lines_stand_beside_their_counterparts():
    assert shown("same\nhello big world\nold\n", "same\nhello small world\n") == [
        (1, "same", 1, "same"),
        (2, "hello [-big-] world", 2, "hello {+small+} world"),
        (3, "[-old-]", None, ""),
    ]


def test_an_inserted_line_does_not_push_its_neighbours_apart():
    assert shown("one two three\nfour five six", "zero\none two 3\nfour five 6") == [
        (None, "", 1, "{+zero+}"),
        (1, "one two [-three-]", 2, "one two {+3+}"),
        (2, "four five [-six-]", 3, "four five {+6+}"),
    ]


def test_a_line_break_that_alone_differs_is_a_change():
    rows = diff_lines("a\nb", "a\nb\n")

    assert [row.changed for row in rows] == [False, True]


@given(TEXTS, TEXTS)
def test_rows_hold_every_line_of_both_sides_in_order(old, new):
    rows = diff_lines(old, new)

    left = [(r.left_number, "".join(p.text for p in r.left)) for r in rows if r.left_number]
    right = [(r.right_number, "".join(p.text for p in r.right)) for r in rows if r.right_number]
    assert left == list(enumerate(_lines(old), 1))
    assert right == list(enumerate(_lines(new), 1))
    assert all(p.op is not Op.INSERT for row in rows for p in row.left)
    assert all(row.changed or row.left == row.right for row in rows)


def _lines(text):
    return text.removesuffix("\n").split("\n") if text else []


def test_long_unchanged_stretches_are_folded():
    old = "\n".join(str(number) for number in range(40))
    rows = diff_lines(old, old.replace("20", "twenty"))

    first, *middle, last = folded(rows, context=2)

    assert (len(first.rows), len(middle), len(last.rows)) == (18, 5, 17)
    assert middle[2].changed
    assert folded(rows[:1]) == rows[:1]
    assert folded(()) == ()
    assert isinstance(folded(diff_lines(old, old))[0], Fold)


def test_two_large_texts_are_laid_out_within_seconds():
    old = "\n".join(f"line {number} of the old text" for number in range(6000))
    new = "\n".join(f"row {number} in a new one" for number in range(6000))

    begun = time.process_time()
    rows = diff_lines(old, new)

    assert time.process_time() - begun < 3
    assert len(rows) == 6000
