"""Sentences that say the same, and those that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content
from workbench.domain.fixes import mended
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.templating.components import fragments
from workbench.templating.problems.repeats import repeats
from workbench.templating.problems.sentences import sentences_of


def found(content, components=None):
    return list(repeats(content, sentences_of(content, fragments(components or {}))))


def test_the_same_sentence_in_two_messages_is_told_at_the_second():
    content = a_content("Be brief and be kind. Thanks.", "Hello. be brief, and be kind!")

    [problem] = found(content)

    assert problem.message_index == 1
    assert content.messages[1].text[problem.start : problem.end] == "be brief, and be kind!"
    assert "message 1" in problem.text
    assert mended(content, problem.fixes[0]).messages[1].text == "Hello."


def test_nearly_the_same_sentence_is_told_too():
    content = a_content(
        "Answer the question of the customer in plain words without any jargon at all.\n"
        "Answer the question of the customer in plain words without any jargon at all, friend."
    )

    [problem] = found(content)

    assert problem.text.startswith("Nearly the same")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Write at most 3 sentences in the first part of it.",
            "Write at most 5 sentences in the first part of it.",
        ),
        (
            "Tell people the whole price before they order it.",
            "Never tell people the whole price before they order it.",
        ),
        ("Yes it is.", "Yes it is."),
        ("{% if a %}Be brief and be kind.{% else %}Be brief and be kind.{% endif %}", "Other."),
        ("```\nbe brief and be kind\n```", "```\nbe brief and be kind\n```"),
    ],
)
def test_what_is_different_or_short_or_conditional_is_not_told(one, other):
    assert found(a_content(one, other)) == []


def test_answers_that_the_assistant_gave_may_repeat_themselves():
    answer = Message(Role.ASSISTANT, "Thank you for asking us about it.")

    assert found(PromptContent((answer, Message(Role.USER, "And?"), answer))) == []


def test_a_component_that_says_what_a_message_says_is_told_at_its_include():
    content = a_content("Be brief and be kind.", "{% include 'tone' %}")

    [problem] = found(content, {"tone": a_content("Be brief and be kind.")})

    assert content.messages[1].text[problem.start : problem.end] == "'tone'"
    assert problem.fixes == ()


def test_a_bullet_goes_with_its_line():
    content = a_content("- Be brief and be kind.\n- Say it once.\n- Be brief and be kind.\nEnd.")

    [problem] = found(content)

    changed = mended(content, problem.fixes[0])
    assert changed.messages[0].text == "- Be brief and be kind.\n- Say it once.\nEnd."


@given(st.lists(st.text(alphabet="ab {}%#.\n`-1", max_size=60), max_size=4))
def test_any_text_is_read_and_every_fix_removes_what_it_points_at(texts):
    content = a_content(*texts) if texts else a_content("")
    for problem in found(content):
        changed = mended(content, problem.fixes[0])
        assert len(changed.text) < len(content.text)
