from __future__ import annotations

import pytest

from tests.builders import a_content, a_prompt
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import (
    Input,
    InputType,
    Label,
    Message,
    ModelChoice,
    PromptContent,
    Role,
    checked_path,
)


@pytest.mark.parametrize("path", ["a", "support/triage", "a/b/c-1", "0/9"])
def test_a_path_of_small_letters_digits_and_hyphens_is_taken(path):
    assert checked_path(path) == path


@pytest.mark.parametrize(
    "path", ["", "A", "a/", "/a", "a//b", "-a", "a b", "a_b", "..", "a/../b", "ä", "a\n", "a.b"]
)
def test_a_path_that_some_file_system_or_tool_would_not_take_is_refused(path):
    with pytest.raises(InvalidInput, match="cannot be the path"):
        checked_path(path)


def test_a_path_is_a_folder_and_a_name():
    assert (a_prompt("a/b/c").folder, a_prompt("a/b/c").name) == ("a/b", "c")
    assert (a_prompt("c").folder, a_prompt("c").name) == ("", "c")


@pytest.mark.parametrize(
    ("item", "needed"),
    [
        (Input("x"), True),
        (Input("x", required=True), True),
        (Input("x", required=False), False),
        (Input("x", default=""), False),
        (Input("x", required=True, default="y"), False),
        (Input("x", InputType.MESSAGES), False),
    ],
)
def test_a_value_is_needed_where_nothing_says_otherwise(item, needed):
    assert item.needed is needed


def test_changing_a_message_leaves_the_others():
    content = a_content("one", "two", "three")

    changed = content.with_message(1, Message(Role.SYSTEM, "2"))

    assert [message.text for message in changed.messages] == ["one", "2", "three"]
    assert [message.text for message in content.messages] == ["one", "two", "three"]


def test_the_text_of_a_content_is_what_its_messages_say():
    assert a_content("one", "", "two").text == "one\n\ntwo"
    assert PromptContent().text == ""


def test_a_parameter_is_set_changed_and_taken_away():
    model = ModelChoice("m").with_param("temperature", 0.2).with_param("seed", 1)

    assert model.with_param("temperature", 0).params == (("temperature", 0), ("seed", 1))
    assert model.with_param("temperature", None).params == (("seed", 1),)


def test_a_label_reads_as_it_is_shown():
    assert str(Label("tone", "friendly")) == "tone: friendly"
