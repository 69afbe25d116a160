from __future__ import annotations

from dataclasses import replace

from tests.builders import a_content
from workbench.diffing.contents import Change, FieldChange, diff_contents
from workbench.diffing.pieces import inline_text
from workbench.domain.prompts import (
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


def messages(*pairs):
    return PromptContent(tuple(Message(Role(role), text) for role, text in pairs))


def told(old, new):
    return [
        (m.change.value, m.old_index, m.new_index, inline_text(m.pieces))
        for m in diff_contents(old, new).messages
    ]


def test_equal_contents_have_no_difference():
    content = a_content("Hello {{ name }}", inputs=(Input("name"),))

    difference = diff_contents(content, content)

    assert difference.same
    assert [m.change for m in difference.messages] == [Change.SAME]


def test_a_message_is_compared_with_its_former_self():
    old = messages(("system", "Be kind to people."), ("user", "Hello {{ name }}"))
    new = messages(("system", "Be fair to people."), ("user", "Hello {{ name }}"))

    assert told(old, new) == [
        ("changed", 0, 0, "Be [-kind-]{+fair+} to people."),
        ("same", 1, 1, "Hello {{ name }}"),
    ]


def test_added_and_removed_messages_do_not_shift_the_others():
    old = messages(("user", "first question"), ("assistant", "an answer"), ("user", "last one"))
    new = messages(("system", "Rules."), ("user", "first question"), ("user", "last words"))

    assert told(old, new) == [
        ("added", None, 0, ""),
        ("same", 0, 1, "first question"),
        ("removed", 1, None, ""),
        ("changed", 2, 2, "last [-one-]{+words+}"),
    ]


def test_a_changed_role_is_told():
    old = messages(("system", "Answer in one word, please."))
    new = messages(("developer", "Answer in one word, please."))

    [change] = diff_contents(old, new).messages

    assert (change.change, change.old.role, change.new.role) == (
        Change.CHANGED,
        Role.SYSTEM,
        Role.DEVELOPER,
    )


def test_everything_beside_the_messages_is_compared():
    old = replace(
        a_content("x"),
        inputs=(Input("a"), Input("b")),
        components=(("tone", "sha256:1"),),
        model=ModelChoice("openai/gpt", "", (("temperature", 0.2),)),
        tools=(Tool("search", "Find"),),
    )
    new = replace(
        a_content("x"),
        engine=Engine.NONE,
        inputs=(Input("a", InputType.INTEGER, default=3),),
        components=(("tone", "sha256:2"),),
        model=ModelChoice("openai/gpt", "", (("temperature", 0.7), ("seed", 1))),
        output=OutputSchema("answer", '{"type": "object"}'),
        tool_choice="auto",
    )

    fields = diff_contents(old, new).fields

    assert {(f.part, f.name, f.change.value) for f in fields} == {
        ("template", "engine", "changed"),
        ("input", "a", "changed"),
        ("input", "b", "removed"),
        ("component", "tone", "changed"),
        ("tool", "search", "removed"),
        ("output", "answer", "added"),
        ("tool choice", "", "added"),
        ("parameter", "temperature", "changed"),
        ("parameter", "seed", "added"),
    }
    assert FieldChange("parameter", "temperature", "0.2", "0.7") in fields
    assert FieldChange("input", "a", "type: string", "type: integer, default: 3") in fields


def test_many_messages_are_matched_in_good_time():
    old = messages(*(("user", f"question {n} " * 50) for n in range(150)))
    new = messages(*(("user", f"Question {n} " * 50) for n in range(140)))

    assert len(diff_contents(old, new).messages) == 150
