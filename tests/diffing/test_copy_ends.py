from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.copies import KnownTexts
from workbench.diffing.copy_ends import SIMILAR

TRIAGE = "You triage tickets of {{ company }}.\nName the order number.\n\n{{ ticket }}"
WORDS = [f"word{number}" for number in range(300)]
KNOWN = [" ".join(WORDS[start : start + 40]) for start in (0, 40)]
OTHERS = st.sampled_from(WORDS[100:])


def found(text, known=TRIAGE):
    [match] = KnownTexts([known]).find(text)
    assert SIMILAR <= match.share < 1
    return text[match.start : match.end]


@pytest.mark.parametrize("value", ["{ticket}", "${ticket}", "%s", "{{ x }}", "\ufffc"])
def test_words_added_before_the_end_leave_it_in_sight(value):
    text = f"You triage tickets of {{x}}.\nName the order number and our address.\n\n{value}"

    assert found(text) == text


def test_words_added_after_the_beginning_leave_it_in_sight():
    text = f"You {'always and very kindly'} {TRIAGE.removeprefix('You ')}"

    assert found(text) == text


def test_the_end_is_found_within_a_longer_text():
    copy = TRIAGE.replace("number.", "number and our address.")

    assert found(f"{copy}\n\nAnswer in JSON, please.") == copy


def test_a_sign_in_another_line_is_no_end_of_a_copy():
    copy = "You triage tickets of all our companies.\nName the order number"
    text = f"{copy}\n\nSomething else stands here. And here."

    assert found(text, f"{copy}.") == copy


@st.composite
def added(draw):
    """A known text with words put in anywhere between its first word and its last."""
    words = KNOWN[0].split()
    at = draw(st.integers(1, len(words) - 1))
    more = draw(st.lists(OTHERS, min_size=1, max_size=10))
    return " ".join((*words[:at], *more, *words[at:]))


@given(added(), st.lists(OTHERS, max_size=30), st.lists(OTHERS, max_size=30))
def test_a_copy_with_words_put_in_is_shown_from_its_first_word_to_its_last(copy, before, after):
    text = " ".join((*before, copy, *after))

    assert found(text, KNOWN[0]) == copy


@given(added(), st.booleans())
def test_a_copy_never_takes_what_another_is(copy, first):
    texts = (copy, KNOWN[1]) if first else (KNOWN[1], copy)
    text = "\n".join(texts)

    matches = KnownTexts(KNOWN).find(text)

    assert [text[match.start : match.end] for match in matches] == list(texts)
