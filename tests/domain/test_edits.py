"""Changes in texts, each in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content, a_prompt
from workbench.domain.edits import Edit, PromptEdits, context_of, with_edits, with_input_renamed
from workbench.domain.prompts import Input, Message, PromptContent, Role


def test_edits_are_made_from_the_last_to_the_first():
    content = a_content("a b a", "a")
    edits = [Edit(0, 0, 1, "long"), Edit(1, 0, 1, ""), Edit(0, 4, 5, "x")]

    assert [m.text for m in with_edits(content, edits).messages] == ["long b x", ""]


@given(st.text(), st.data())
def test_what_is_not_edited_stays(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    changed = with_edits(a_content(text, "other"), [Edit(0, start, end, "new")])

    assert changed.messages[0].text == text[:start] + "new" + text[end:]
    assert changed.messages[1].text == "other"


def test_a_declaration_that_is_there_already_takes_precedence():
    content = a_content("x", inputs=(Input("a", description="A"), Input("b", description="B")))

    assert with_input_renamed(content, "a", "b").inputs == (Input("b", description="B"),)


def test_a_placeholder_follows_the_input_it_stands_for():
    content = PromptContent(messages=(Message(Role.PLACEHOLDER, name="chat"),))

    assert with_input_renamed(content, "chat", "talk").messages[0].name == "talk"


def test_the_context_is_the_line_around_the_change():
    context = context_of("one\n  two three\nfour", Edit(0, 6, 9, "TWO"))

    assert (context.line, context.before, context.old, context.new, context.after) == (
        2,
        "",
        "two",
        "TWO",
        " three",
    )


def test_a_prompt_s_edits_rename_its_declaration_too():
    edits = PromptEdits(
        a_prompt(), a_content("{{ a }}", inputs=(Input("a"),)), (Edit(0, 3, 4, "b"),), ("a", "b")
    )

    assert edits.changed == a_content("{{ b }}", inputs=(Input("b"),))
