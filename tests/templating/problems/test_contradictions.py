"""Pairs that no model can follow, and pairs that only look so."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from workbench.domain.fixes import mended
from workbench.templating.components import fragments
from workbench.templating.problems.contradictions import contradictions
from workbench.templating.problems.sentences import sentences_of


def found(content, components=None):
    return list(contradictions(content, sentences_of(content, fragments(components or {}))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Always greet the customer by name.", "Never greet the customer by name."),
        ("Use JSON.", "Do not use JSON."),
        ("Answer in English.", "Please respond in French."),
        ("Reply in valid JSON.", "Write the answer as Markdown."),
        ("Write at most 3 sentences.", "Write at least five sentences."),
        ("Answer with exactly two bullet points.", "Give no fewer than 4 bullets."),
        ("Use fewer than 100 words.", "Use at least 100 words."),
        ("Mention the price.", "Avoid mention of the price."),
    ],
)
def test_a_pair_that_cannot_be_followed_is_told_once(one, other):
    content = a_content(one, other)

    [problem] = found(content)

    assert problem.message_index == 1
    assert one in problem.text
    assert mended(content, problem.fixes[0]).messages[1].text == ""
    assert mended(content, problem.fixes[1]).messages[0].text == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Always greet the customer.", "Never greet the customer if they are angry."),
        ("{% if a %}Use JSON.{% else %}Do not use JSON.{% endif %}", "Go on."),
        ("Write at least 2 sentences.", "Write at most 4 sentences."),
        ("Write at most 10 words per bullet.", "Write at least 50 words."),
        ("Answer in English.", "Do not answer in French."),
        ("Answer in English or French.", "Answer in French."),
        ("Translate the text from German.", "Answer in English."),
        ("Use fewer than 100 words.", "Use at least 3 bullets."),
        ("Do not mention the price.", "Mention the delivery."),
        ("Don't go.", "Go."),
    ],
)
def test_a_pair_that_may_well_be_meant_is_left_alone(one, other):
    assert found(a_content(one, other)) == []


def test_a_component_can_contradict_the_prompt():
    content = a_content("Answer in English. {% include 'tone' %}")

    [problem] = found(content, {"tone": a_content("Answer in French.")})

    assert content.messages[0].text[problem.start : problem.end] == "'tone'"
    assert [fix.title for fix in problem.fixes] == ["Remove the other one, in message 1"]
