from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.templating.problems.hidden import HIDDEN, SUSPICIOUS, hidden_in


@pytest.mark.parametrize(
    "text",
    [
        "plain\ttext\r\nwith lines\n",
        "👨‍👩‍👧 👍🏽 ❤️ 🏳️‍🌈",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 flies",
        "नमस्ते क्‍ष می‌خواهم",
        "e\u0301",
        "\u00a0\u202f",
    ],
)
def test_ordinary_text_of_any_script_is_left_alone(text):
    assert list(hidden_in(text)) == []


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ("\u202e", "order of reading"),
        ("\u2066", "order of reading"),
        ("\u200b", "cannot be seen"),
        ("\ufeff", "U+FEFF"),
        ("\x00", "Control character (U+0000)"),
        ("\x1b", "U+001B"),
        ("\u200d", "Zero width joiner"),
        ("\U000e0041\U000e0042", "2 such characters"),
        ("\u00ad", "Soft hyphen"),
    ],
)
def test_what_cannot_be_seen_is_told_with_its_place(hidden, said):
    [problem] = hidden_in(f"ab{hidden}cd")

    assert said in problem.text
    assert (problem.start, problem.end) == (2, 2 + len(hidden))


@given(st.text(st.characters(), max_size=60))
def test_a_text_that_is_not_looked_through_has_nothing_hidden(text):
    if not SUSPICIOUS.search(text):
        assert not HIDDEN.search(text)


def test_each_character_that_hides_is_one_to_look_for():
    around = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)

    assert all(SUSPICIOUS.match(one) for one in around if HIDDEN.search(f"a{one}a"))
