"""Two contents compared: messages find their counterparts, and nothing else is left out."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_content
from workbench.domain.prompts import Input, Message, ModelChoice, Role
from workbench.gui.write.diff.contents import aligned, content_difference, surroundings_of

SYSTEM = Message(Role.SYSTEM, "Be brief.")
USER = Message(Role.USER, "{{ ticket }}")
ANSWER = Message(Role.ASSISTANT, "billing")


def test_a_message_that_was_put_in_between_is_new_and_moves_nothing():
    pairs = list(aligned((SYSTEM, USER), (SYSTEM, ANSWER, USER)))

    assert pairs == [(SYSTEM, SYSTEM), (None, ANSWER), (USER, USER)]


def test_a_message_that_was_rewritten_is_compared_with_the_one_of_its_role():
    rewritten = Message(Role.SYSTEM, "Be long.")

    pairs = list(aligned((SYSTEM, USER), (rewritten, ANSWER, USER)))

    assert pairs == [(SYSTEM, rewritten), (None, ANSWER), (USER, USER)]


def test_words_are_counted_by_what_came_and_went():
    difference = content_difference(a_content("Say hello now."), a_content("Say goodbye"), "rest")

    assert difference.changed_messages == 1
    assert (difference.added, difference.removed) == (1, 2)


def test_a_change_of_model_parameters_or_inputs_is_told():
    old = a_content("Hi", model=ModelChoice("openai/gpt-4o-mini", "", (("temperature", 0.7),)))
    new = replace(
        old, model=old.model.with_param("temperature", 0.2), inputs=(Input("tone", default="warm"),)
    )

    difference = content_difference(old, new, "rest")

    assert difference.changed_messages == 0
    assert difference.around.changed
    assert 'input tone: string, default "warm"' in surroundings_of(new)
    assert "parameter temperature = 0.2" in surroundings_of(new)


def test_every_message_is_shown_under_its_role():
    old = replace(a_content(), messages=(SYSTEM, USER))
    difference = content_difference(old, old, "rest")

    comparison = difference.comparison(side_by_side=True, fold=False)

    headings = [pair.left.text for pair in comparison.pairs if pair.left.kind == "heading"]
    assert headings == ["system", "user", "rest"]
