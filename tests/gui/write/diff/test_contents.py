"""Two contents compared: every message under its role, and nothing else is left out."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_content
from workbench.domain.prompts import (
    Attachment,
    Input,
    Message,
    ModelChoice,
    PromptContent,
    Role,
    ToolCall,
)
from workbench.gui.kit.differences.lines import Kind, Mark
from workbench.gui.write.diff.contents import content_difference

SYSTEM = Message(Role.SYSTEM, "Be brief.")
USER = Message(Role.USER, "{{ ticket }}")
ANSWER = Message(Role.ASSISTANT, "billing")


def contents(*messages):
    return replace(a_content(), messages=messages)


def test_a_message_that_was_put_in_between_is_new_and_moves_nothing():
    old, new = contents(SYSTEM, USER), contents(SYSTEM, ANSWER, USER)

    parts = content_difference(old, new, "rest").messages

    assert [(part.title, part.changed) for part in parts] == [
        ("system", False),
        ("assistant", True),
        ("user", False),
    ]
    assert parts[1].spans == ((Mark.ADDED, "billing"),)


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

    lines = [pair.right.text for pair in difference.comparison(side_by_side=True, fold=False).pairs]
    assert difference.changed_messages == 0
    assert any(line.startswith("input tone:") and "warm" in line for line in lines)
    assert "parameter temperature: 0.2" in lines


def test_tool_calls_of_a_message_are_compared_too():
    old = Message(Role.ASSISTANT, "", tool_calls=(ToolCall("1", "lookup", '{"order": 1}'),))
    new = replace(old, tool_calls=(ToolCall("1", "lookup", '{"order": 2}'),))

    difference = content_difference(contents(old), contents(new), "rest")

    assert difference.changed_messages == 1


def test_every_message_is_shown_under_its_role_and_only_changes_beside_them():
    same = contents(SYSTEM, USER)

    comparison = content_difference(same, same, "rest").comparison(side_by_side=True, fold=False)

    headings = [pair.left.text for pair in comparison.pairs if pair.left.kind is Kind.HEADING]
    assert headings == ["system", "user"]


def test_files_that_came_and_went_are_marked_in_their_message():
    plan, notes, photo = (
        Attachment(name, "image/png", "sha256:" + digit * 64)
        for name, digit in (("plan.png", "1"), ("notes.png", "2"), ("photo.png", "3"))
    )
    old = PromptContent((Message(Role.USER, "Look.", attachments=(plan, notes)),))
    new = PromptContent((Message(Role.USER, "Look.", attachments=(plan, photo)),))

    [part] = content_difference(old, new, "rest").messages

    assert part.changed
    marked = {text: mark for mark, text in part.spans if text.startswith("[")}
    assert marked == {
        "[plan.png, image/png, 11111111]": Mark.SAME,
        "[notes.png, image/png, 22222222]": Mark.REMOVED,
        "[photo.png, image/png, 33333333]": Mark.ADDED,
    }
