from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.examples import examples
from workbench.domain.prompts import Input, InputType, Message, PromptContent, Role
from workbench.gui.write.editor.structure import (
    conversation_name,
    moved,
    stepped,
    with_duplicate,
    with_example,
    with_placeholder,
    without,
)

LETTERS = {"s": Role.SYSTEM, "u": Role.USER, "a": Role.ASSISTANT, "p": Role.PLACEHOLDER}


def talk(letters):
    return PromptContent(tuple(Message(LETTERS[c], str(i)) for i, c in enumerate(letters)))


def texts(content):
    return "".join(message.text or "-" for message in content.messages)


def roles(content):
    return "".join(message.role.value[0] for message in content.messages)


some_talk = st.text("suap", min_size=1, max_size=9).map(talk)


def test_an_example_goes_above_the_question():
    content, place = with_example(talk("su"), 1)

    assert (texts(content), place, roles(content)) == ("0--1", 1, "suau")


def test_an_example_goes_after_the_one_with_the_cursor_else_after_the_last():
    assert texts(with_example(talk("suauau"), 2)[0]) == "012--345"
    assert texts(with_example(talk("suauau"), 0)[0]) == "01234--5"


def test_where_nothing_is_asked_a_question_is_added_below_the_example():
    content, place = with_example(talk("s"), 0)

    assert (roles(content), place) == ("suau", 1)


def test_an_example_is_copied_and_removed_whole():
    assert texts(with_duplicate(talk("suau"), 2)) == "012123"
    assert texts(without(talk("suau"), 1)) == "03"


def test_an_example_steps_past_another_whole_and_keeps_the_cursors_message():
    content, index = stepped(talk("suauau"), 2, 1)

    assert (texts(content), index) == ("034125", 4)


def test_the_last_question_stays_below_the_examples():
    assert stepped(talk("suau"), 3, -1) is None
    assert stepped(talk("suau"), 1, 1) is None
    assert moved(talk("suau"), 1, 4) is None


def test_what_is_put_into_an_example_goes_below_it():
    content, index = moved(talk("suau"), 0, 2)

    assert (texts(content), index) == ("1203", 2)


@given(some_talk)
def test_an_added_example_is_an_example(content):
    new, place = with_example(content, -1)

    assert place in examples(new.messages)
    assert len(examples(new.messages)) > len(examples(content.messages))


@given(some_talk, st.integers(0, 8), st.integers(0, 9))
def test_moving_loses_no_message_and_no_example(content, source, place):
    source %= len(content.messages)
    result = moved(content, source, place)

    if result:
        new, index = result
        assert sorted(m.text for m in new.messages) == sorted(m.text for m in content.messages)
        assert new.messages[index] is content.messages[source]
        assert len(examples(new.messages)) >= len(examples(content.messages))


@given(some_talk, st.integers(0, 8))
def test_a_copy_stands_right_after_what_was_copied(content, index):
    index %= len(content.messages)
    new = with_duplicate(content, index)

    assert without(new, index).messages == content.messages or len(examples(new.messages)) != len(
        examples(content.messages)
    )


def test_a_conversation_goes_below_a_whole_example():
    content, place = with_placeholder(talk("uau"), 0, "history")

    assert (roles(content), place) == ("uapu", 2)
    assert content.inputs == (Input("history", InputType.MESSAGES),)


def test_the_name_suggested_is_of_an_input_that_has_no_place_yet():
    declared = replace(talk("u"), inputs=(Input("history", InputType.MESSAGES),))

    assert conversation_name(talk("u")) == "conversation"
    assert conversation_name(declared) == "history"
    once, _ = with_placeholder(talk("u"), 0, "conversation")
    assert conversation_name(once) == "conversation_2"
    assert with_placeholder(declared, -1, "history")[0].inputs == declared.inputs
