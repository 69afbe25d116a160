"""What is shown of differences: rows in step, long lines broken, unchanged stretches folded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.kit.differences.lines import (
    NEW_ONLY,
    OLD_ONLY,
    Kind,
    Line,
    Mark,
    Pair,
    folded,
    inline_lines,
    wrapped,
    wrapped_line,
)
from workbench.gui.kit.differences.pairing import side_pairs

SPANS = st.lists(st.tuples(st.sampled_from(list(Mark)), st.text("ab\n ", max_size=8)), max_size=8)


def same(text, number=1):
    line = Line(Kind.SAME, ((Mark.SAME, text),), number)
    return Pair(line, line)


def rows(*spans):
    return [(pair.left.text, pair.right.text) for pair in side_pairs(spans)]


def test_a_line_that_came_stands_beside_nothing():
    pairs = list(side_pairs([(Mark.SAME, "a\n"), (Mark.ADDED, "new\n"), (Mark.SAME, "b")]))

    assert [(p.left.text, p.right.text) for p in pairs] == [("a", "a"), ("", "new"), ("b", "b")]
    assert (pairs[1].left.kind, pairs[1].right.kind) == (Kind.FILLER, Kind.ADDED)
    assert pairs[2].same


def test_lines_that_were_replaced_stand_beside_each_other():
    spans = [(Mark.REMOVED, "old\n"), (Mark.ADDED, "new\n"), (Mark.SAME, "end")]

    assert rows(*spans) == [("old", "new"), ("end", "end")]


def test_a_word_that_changed_marks_the_line_and_not_the_rest():
    spans = [(Mark.SAME, "the "), (Mark.REMOVED, "cat"), (Mark.ADDED, "dog"), (Mark.SAME, " sat")]
    [pair] = side_pairs(spans)

    assert (pair.left.kind, pair.right.kind) == (Kind.CHANGED, Kind.CHANGED)
    assert pair.left.spans == ((Mark.SAME, "the "), (Mark.REMOVED, "cat"), (Mark.SAME, " sat"))


@given(SPANS)
def test_each_side_holds_its_whole_text(spans):
    pairs = list(side_pairs(spans))

    for side, gone in (("left", NEW_ONLY), ("right", OLD_ONLY)):
        lines = [getattr(p, side) for p in pairs if getattr(p, side).kind is not Kind.FILLER]
        text = "".join(text for mark, text in spans if mark not in gone)
        assert "\n".join(line.text for line in lines) == text
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@given(SPANS)
def test_one_column_holds_both_texts(spans):
    lines = list(inline_lines(spans))

    assert "\n".join(line.text for line in lines) == "".join(text for _mark, text in spans)


@given(SPANS, st.integers(8, 20))
def test_breaking_lines_loses_nothing_and_keeps_both_sides_in_step(spans, columns):
    spans = [(mark, text * 5) for mark, text in spans]
    pairs = list(side_pairs(spans))

    broken = list(wrapped(pairs, columns))

    for side in ("left", "right"):
        before = "".join(getattr(pair, side).text for pair in pairs)
        assert "".join(getattr(pair, side).text for pair in broken) == before
        assert all(len(getattr(pair, side).text) <= columns for pair in broken)


def test_a_long_line_is_broken_at_a_blank():
    line = Line(Kind.SAME, ((Mark.SAME, "one two three four"),), 7)

    parts = list(wrapped_line(line, 10))

    assert [(part.text, part.number) for part in parts] == [("one two ", 7), ("three four", None)]


def test_unchanged_stretches_are_folded_but_for_the_lines_beside_a_change():
    pairs = [same(str(n), n) for n in range(20)]
    changed = Line(Kind.ADDED, ((Mark.ADDED, "new"),), 21)
    pairs.append(Pair(Line(Kind.FILLER), changed))

    shown = list(folded(pairs, frozenset(), "{0} lines"))

    assert [pair.right.text for pair in shown] == ["17 lines", "17", "18", "19", "new"]


def test_a_fold_that_was_opened_stays_open():
    pairs = [same(str(n), n) for n in range(20)]
    [fold] = folded(pairs, frozenset(), "{0}")

    assert list(folded(pairs, frozenset({fold.right.fold}), "{0}")) == pairs
