from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content
from workbench.diffing.merging import Choice, ConflictKind, Side, merge
from workbench.domain.prompts import Input, Message, ModelChoice, PromptContent, Role, Tool

words = st.sampled_from(["Be", "kind", "brief.", "No", "yes.", "\n", "tone", "丁寧。"])
texts = st.lists(words, max_size=8).map(" ".join)
messages = st.builds(Message, st.sampled_from((Role.SYSTEM, Role.USER)), texts)
inputs = st.lists(
    st.builds(Input, st.sampled_from("abc"), required=st.none() | st.booleans()),
    max_size=3,
    unique_by=lambda item: item.name,
)
params = st.dictionaries(st.sampled_from(("temperature", "top_p")), st.integers(0, 2))
contents = st.builds(
    PromptContent,
    messages=st.lists(messages, max_size=4).map(tuple),
    inputs=inputs.map(lambda items: tuple(sorted(items, key=lambda item: item.name))),
    model=params.map(lambda pairs: ModelChoice(params=tuple(sorted(pairs.items())))),
)


def talk(*texts):
    roles = (Role.SYSTEM, Role.USER, Role.ASSISTANT)
    pairs = zip(roles, texts, strict=False)
    return PromptContent(tuple(Message(role, text) for role, text in pairs if text is not None))


def merged(base, mine, theirs, **choices):
    result = merge(base, mine, theirs, choices)
    return result.content, [conflict.key for conflict in result.conflicts]


@given(contents, contents)
def test_what_both_sides_did_alike_is_done(base, changed):
    assert merge(base, changed, changed).content == changed
    assert merge(base, changed, changed).conflicts == ()


@given(contents, contents)
def test_what_only_one_side_did_is_done(base, changed):
    assert merge(base, base, changed).content == changed
    assert merge(base, changed, base).content == changed


@given(contents, contents, contents)
def test_either_order_finds_the_same_conflicts_with_the_sides_swapped(base, mine, theirs):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)

    assert {c.key: (c.mine, c.base, c.theirs) for c in one.conflicts} == {
        c.key: (c.theirs, c.base, c.mine) for c in other.conflicts
    }
    swapped = {c.key: Choice(Side.THEIRS) for c in other.conflicts}
    assert set(merge(base, theirs, mine, swapped).content.messages) == set(one.content.messages)


edits = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.booleans(),
        st.sampled_from(("replace", "remove", "add")),
    ),
    unique_by=lambda edit: edit[0],
)


@given(edits)
def test_edits_of_different_lines_never_conflict(edits):
    def edited(chosen):
        lines = [[f"line {number} of the text\n"] for number in range(12)]
        for number, own, kind in edits:
            if own in chosen:
                new = f"{'mine' if own else 'theirs'} instead of {number}\n"
                lines[number] = {"replace": [new], "remove": [], "add": [*lines[number], new]}[kind]
        return talk("".join(line for group in lines for line in group))

    result = merge(edited(()), edited((True,)), edited((False,)))

    assert result.conflicts == ()
    assert result.content == edited((True, False))


def test_different_sentences_and_words_of_one_line_are_both_changed():
    base = talk("Be kind to people. Answer in one line. Never guess.")
    mine = talk("Be kind to all people. Answer in one line. Never guess.")
    theirs = talk("Be fair to people. Answer in two lines. Never guess.")

    assert merged(base, mine, theirs) == (
        talk("Be fair to all people. Answer in two lines. Never guess."),
        [],
    )


def test_neighbouring_lines_that_both_changed_are_merged_one_by_one():
    base = talk("Answer in one line.\nNever promise a refund.")
    mine = talk("Answer in one short line.\nNever promise refunds.")
    theirs = talk("Answer in a line.\nNever promise a refund or a date.\nAsk back.")

    assert merged(base, mine, theirs) == (
        talk("Answer in a short line.\nNever promise refunds or a date.\nAsk back."),
        [],
    )


def test_a_sentence_both_rewrote_is_asked_for_as_a_whole():
    base = talk("Be kind. Answer in one line.")
    mine = talk("Be kind. Answer in two lines.")
    theirs = talk("Be kind. Answer in three lines.")

    [conflict] = merge(base, mine, theirs).conflicts

    assert (conflict.kind, conflict.name, conflict.message) == (ConflictKind.TEXT, "system", 0)
    assert (conflict.mine, conflict.base, conflict.theirs) == (
        "Answer in two lines.",
        "Answer in one line.",
        "Answer in three lines.",
    )


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (Choice(Side.MINE), "Be kind. Two."),
        (Choice(Side.THEIRS), "Be kind. Three."),
        (Choice(Side.BOTH), "Be kind. Two. Three."),
        (Choice(Side.BY_HAND, "A few."), "Be kind. A few."),
    ],
)
def test_a_conflict_is_settled_by_a_choice(choice, text):
    sides = [talk(f"Be kind. {ending}") for ending in ("One.", "Two.", "Three.")]

    result = merge(*sides, {"message/0/text/1": choice})

    assert result.content == talk(text)
    assert len(result.conflicts) == 1


def test_sentences_added_by_both_at_one_place_are_a_conflict_but_what_they_share():
    base, mine = talk("Be kind."), talk("Be kind.\nNo lists.\nUse tables.")
    theirs = talk("Be kind.\nNo lists.\nUse prose.")

    [conflict] = merge(base, mine, theirs).conflicts

    assert (conflict.mine, conflict.theirs) == ("Use tables.", "Use prose.")


def test_a_message_removed_here_and_changed_there_is_a_conflict():
    base = talk("Rules.", "Question?", "An answer.")
    mine = talk("Rules.", "Question?")
    theirs = talk("Rules.", "Question?", "An answer with more.")

    content, keys = merged(base, mine, theirs)
    kept, _ = merged(base, mine, theirs, **{"message/2": Choice(Side.THEIRS)})

    assert (content, keys) == (mine, ["message/2"])
    assert kept == theirs


def test_messages_added_at_one_place_can_both_be_kept():
    base = talk("Rules.")
    mine = replace(base, messages=(*base.messages, Message(Role.USER, "Apples?")))
    theirs = replace(base, messages=(*base.messages, Message(Role.USER, "Zebras and lions!")))

    result = merge(base, mine, theirs)
    both = merge(base, mine, theirs, {"added/1": Choice(Side.BOTH)})

    assert [conflict.kind for conflict in result.conflicts] == [ConflictKind.MESSAGES]
    assert [m.text for m in both.content.messages] == ["Rules.", "Apples?", "Zebras and lions!"]


def test_a_new_message_and_changed_words_of_another_go_together():
    base, mine = talk("Be kind.", "Hello {{ name }}"), talk("Be fair.", "Hello {{ name }}")
    theirs = replace(base, messages=(*base.messages, Message(Role.ASSISTANT, "Sure:")))

    content, keys = merged(base, mine, theirs)

    assert [m.text for m in content.messages] == ["Be fair.", "Hello {{ name }}", "Sure:"]
    assert keys == []


def test_fields_of_one_input_are_merged_by_name():
    base = a_content(inputs=(Input("tone"), Input("ticket")))
    mine = a_content(inputs=(Input("tone", required=True), Input("ticket"), Input("place")))
    theirs = a_content(inputs=(Input("tone", description="How it sounds"), Input("order")))

    content, keys = merged(base, mine, theirs)

    assert keys == []
    assert content.inputs[0] == Input("tone", description="How it sounds", required=True)
    assert {item.name for item in content.inputs} == {"tone", "place", "order"}


def test_parameters_and_tools_conflict_by_name():
    def asked(temperature, schema):
        model = ModelChoice("demo/brief", params=(("temperature", temperature),))
        return a_content(model=model, tools=(Tool("refund", parameters=schema),))

    base, mine, theirs = asked(0, "{}"), asked(0.2, '{"a":1}'), asked(0.7, '{"b":2}')
    result = merge(base, mine, theirs)

    assert [(c.part, c.name, c.mine, c.theirs) for c in result.conflicts] == [
        ("tools", "refund parameters", '{"a":1}', '{"b":2}'),
        ("params", "temperature", 0.2, 0.7),
    ]
    chosen = {c.key: Choice(Side.THEIRS) for c in result.conflicts}
    assert merge(base, mine, theirs, chosen).content == theirs


def test_an_input_removed_here_and_changed_there_is_a_conflict():
    base, mine = a_content(inputs=(Input("tone"),)), a_content(inputs=())
    theirs = a_content(inputs=(Input("tone", required=True),))

    [conflict] = merge(base, mine, theirs).conflicts

    assert (conflict.part, conflict.name, conflict.mine) == ("inputs", "tone", None)
