from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.builders import a_content
from tests.diffing.test_merging import contents, talk
from workbench.diffing.changes_in_words import Fact, FactKind, changes_in_words, in_english
from workbench.domain.prompts import (
    Attachment,
    Engine,
    Input,
    InputType,
    Message,
    ModelChoice,
    OutputSchema,
    PromptContent,
    Role,
    Tool,
)


def told(old, new):
    return in_english(changes_in_words(old, new))


def asked(**params):
    return ModelChoice("demo/brief", params=tuple(params.items()))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (talk("Be kind. Be brief. Go."), talk("Go."), "2 sentences removed from system"),
        (talk("Go."), talk("Go. Be kind."), "1 sentence added to system"),
        (
            talk("Be kind to people. Go."),
            talk("Be kind to all people. Go."),
            "1 sentence changed in system",
        ),
        (
            talk("一つ目。二つ目の文です。"),
            talk("二つ目の文です。"),
            "1 sentence removed from system",
        ),
        (talk("Go on.\n"), talk("Go  on."), "only blanks and line ends changed in system"),
        (talk("Go.", "Ask"), talk("Go."), "user message removed"),
        (a_content("a b c"), a_content("a b c", "zebra", "lion"), "2 user messages added"),
    ],
)
def test_messages_are_told_by_sentences(old, new, words):
    assert told(old, new) == words


def test_pairs_of_examples_are_told_by_their_number():
    ends = Message(Role.SYSTEM, "Sort tickets."), Message(Role.USER, "{{ ticket }}")

    def with_examples(*words):
        pairs = [
            message
            for word in words
            for message in (Message(Role.USER, f"{word} broke"), Message(Role.ASSISTANT, word))
        ]
        return PromptContent((ends[0], *pairs, ends[1]))

    one, two, three = with_examples("car"), with_examples("car", "bike"), with_examples("x", "y")

    assert told(one, two) == "example pair 2 added"
    assert told(two, one) == "example pair 2 removed"
    assert told(PromptContent(ends), three) == "2 example pairs added"


def test_variables_are_told_by_what_it_means_for_a_caller():
    old = a_content(inputs=(Input("tone", required=False), Input("ticket"), Input("old")))
    new = a_content(
        inputs=(
            Input("tone", description="How it sounds", required=True),
            Input("ticket", InputType.INTEGER, default=1),
            Input("place"),
        )
    )

    assert told(old, new) == (
        "tone became required; tone: description changed; ticket became optional; "
        "ticket: string → integer; ticket: default changed; variable old removed; "
        "variable place added"
    )


def test_parameters_model_tools_and_the_rest_are_told_by_name():
    old = a_content(model=asked(temperature=0.2, top_p=1), components=(("tone/dry", "a"),))
    new = a_content(
        model=replace(asked(temperature=0.7, seed=7), name="demo/json"),
        tools=(Tool("refund"),),
        output=OutputSchema("answer", "{}"),
        engine=Engine.NONE,
        components=(("tone/dry", "b"),),
    )

    assert told(old, new).split("; ") == [
        "engine jinja2 → none",
        "component tone/dry changed",
        "model demo/brief → demo/json",
        "temperature 0.2 → 0.7",
        "top_p removed",
        "output answer added",
        "tool refund added",
        "seed 7 added",
    ]


def test_what_goes_along_with_a_message_is_told():
    message = Message(Role.USER, "Look")
    picture = Attachment("a.png", "image/png", "sha256:0")
    old = PromptContent((message,))

    assert told(old, PromptContent((replace(message, attachments=(picture,)),))) == (
        "attachments of user changed"
    )
    assert told(old, PromptContent((replace(message, role=Role.SYSTEM),))) == (
        "user message became system"
    )


@given(contents, contents)
def test_equal_contents_and_only_they_have_nothing_to_tell(old, new):
    assert changes_in_words(old, old) == ()
    assert bool(changes_in_words(old, new)) == (replace(old) != new)


def test_a_fact_is_kept_on_one_line():
    fact = Fact(FactKind.REMOVED, "stop\nwords")

    assert in_english([fact]) == "stop words removed"
