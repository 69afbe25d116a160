from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.beginnings import common_start

LETTERS = st.text("ab", max_size=12)


@given(LETTERS, LETTERS)
def test_both_begin_with_that_much_and_with_no_more(first, second):
    length = common_start(first, second)

    assert first[:length] == second[:length]
    assert first[length : length + 1] != second[length : length + 1] or first == second


@given(LETTERS, LETTERS)
def test_a_text_begins_with_all_of_itself(start, rest):
    assert common_start(start, start + rest) == len(start)
