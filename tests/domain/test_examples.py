from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.examples import blocks, examples, is_prefilled
from workbench.domain.prompts import Message, Role, ToolCall

LETTERS = {
    "s": Role.SYSTEM,
    "u": Role.USER,
    "a": Role.ASSISTANT,
    "t": Role.TOOL,
    "p": Role.PLACEHOLDER,
}


def talk(letters):
    return tuple(Message(LETTERS[letter], str(i)) for i, letter in enumerate(letters))


any_talk = st.text("suatp", max_size=12).map(talk)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("", ()),
        ("su", ()),
        ("sua", ()),
        ("suau", (1,)),
        ("suauau", (1, 3)),
        ("uauaua", (0, 2)),
        ("suap", (1,)),
        ("suuau", (2,)),
        ("suaau", (1,)),
    ],
)
def test_an_example_is_a_question_answered_with_another_question_below(letters, expected):
    assert examples(talk(letters)) == expected


def test_an_answer_that_calls_tools_is_no_example():
    calling = Message(Role.ASSISTANT, tool_calls=(ToolCall("1", "look_up", "{}"),))
    question, last = talk("uu")

    assert examples((question, calling, last)) == ()


def test_an_answer_in_last_place_is_begun_for_the_model():
    assert is_prefilled(talk("sua"))
    assert not is_prefilled(talk("sau"))
    assert not is_prefilled(talk("a"))
    assert not is_prefilled(())


@given(any_talk)
def test_blocks_hold_every_message_once_and_in_order(messages):
    assert [index for block in blocks(messages) for index in block] == list(range(len(messages)))


@given(any_talk)
def test_examples_are_the_blocks_of_two(messages):
    pairs = [block.start for block in blocks(messages) if len(block) == 2]

    assert tuple(pairs) == examples(messages)


@given(any_talk)
def test_the_last_message_is_never_part_of_an_example(messages):
    assert all(start + 2 < len(messages) for start in examples(messages))
