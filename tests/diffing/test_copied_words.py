from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.copied_words import Vocabulary, changed_stretches, keys_of, rewritten

VOCABULARY = Vocabulary()
VALUES = ["{{ ticket }}", "{{x}}", "{ticket}", "${ticket}", "%(ticket)s", "%s", "\ufffc", "{a.b!r}"]
VALUE = st.sampled_from(VALUES)
WORD = st.sampled_from(["order", "number", "address", "please", ".", ",", "{{", "}}"])
GAP = st.sampled_from([" ", "\n", "\n\n", "  ", " {% if x %} ", "\n{# why #}\n"])


def joined(tokens, gaps):
    return "".join(part for pair in zip(tokens, gaps, strict=True) for part in pair)


@st.composite
def written_twice(draw):
    """The same words, with each value, gap and tag in two ways."""
    words = draw(st.lists(st.one_of(WORD, st.none()), max_size=30))
    texts = []
    for _ in range(2):
        tokens = [word if word is not None else draw(VALUE) for word in words]
        gaps = draw(st.lists(GAP, min_size=len(words), max_size=len(words)))
        texts.append(joined(tokens, gaps))
    return texts


TEXT = st.lists(st.tuples(st.one_of(WORD, VALUE), GAP), max_size=30).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@given(written_twice())
def test_what_is_alike_in_all_is_written_as_the_old_text_and_nothing_changed(texts):
    old, new = texts

    assert rewritten(old, new, VOCABULARY) == (old if keys_of(new, VOCABULARY) else new)
    assert changed_stretches(old, new, VOCABULARY) == []


@given(TEXT, TEXT)
def test_a_text_keeps_its_words_when_it_is_written_as_another(old, new):
    assert keys_of(rewritten(old, new, VOCABULARY), VOCABULARY) == keys_of(new, VOCABULARY)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_may_be_written_as_another(old, new):
    rewritten(old, new, VOCABULARY)


@pytest.mark.parametrize("value", VALUES)
def test_only_what_was_put_in_differs_however_values_and_blanks_are_written(value):
    old = "{% if x %}Name the order number.\n\n{{ ticket }}\n{% endif %}"
    new = f"Name the order number and our address. {value}"

    assert rewritten(old, new, VOCABULARY) == old.replace("number.", "number and our address.")
    assert changed_stretches(old, new, VOCABULARY) == [("", "and our address")]


def test_a_percentage_is_no_value():
    assert keys_of("10 %sure", VOCABULARY) != keys_of("10 {x}ure", VOCABULARY)
    assert keys_of("100% of it", VOCABULARY) == keys_of("100 % of it", VOCABULARY)
