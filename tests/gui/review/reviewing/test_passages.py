from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.review.reviewing.passages import same_passage

PIECES = st.lists(st.sampled_from(["one", "two", "**", " ", "\n", "- ", "é", "_"]), max_size=30)


def test_a_passage_is_found_by_its_words_whatever_stands_between():
    shown, stored = "You may send them", "You **may** _send_ them"

    assert same_passage(shown, 4, 12, stored) == (6, 17)
    assert same_passage(stored, 6, 17, shown) == (4, 12)


def test_the_second_is_the_second():
    assert same_passage("no, no!", 4, 7, "*no*, **no**!") == (8, 10)


def test_it_is_not_told_where_the_words_occur_more_often_in_one():
    assert same_passage("no", 0, 2, "no, no") is None
    assert same_passage("a, b", 1, 3, "a, b") is None


@given(PIECES.map("".join), st.data())
def test_in_the_same_text_a_passage_is_itself_or_a_part_of_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    found = same_passage(text, start, end, text)

    assert found is None or (start <= found[0] <= found[1] <= end)
