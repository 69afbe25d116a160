"""Fixes change exactly what they say, or nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content
from workbench.domain.fixes import Fix, InputChange, InputEdit, TextEdit, mended, together
from workbench.domain.prompts import Input, InputType


def test_edits_of_one_message_are_made_from_the_end():
    fix = Fix("x", (TextEdit(0, "one", "1"), TextEdit(8, "three", "3")))

    assert mended(a_content("one two three"), fix).messages[0].text == "1 two 3"


def test_a_text_that_has_changed_since_is_left_alone():
    assert mended(a_content("two"), Fix("x", (TextEdit(0, "one", "1"),))) is None
    assert mended(a_content("one"), Fix("x", (TextEdit(0, "one", message_index=3),))) is None


def test_inputs_are_declared_removed_and_mended():
    content = a_content(inputs=(Input("a", default="x", choices=("y",)), Input("b")))
    changes = (
        InputEdit("a", InputChange.DROP_DEFAULT),
        InputEdit("a", InputChange.DROP_CHOICES),
        InputEdit("b", InputChange.REMOVE),
        InputEdit("c", InputChange.DECLARE),
        InputEdit("c", InputChange.DECLARE),
        InputEdit("c", InputChange.AS_MESSAGES),
    )

    inputs = mended(content, Fix("x", inputs=changes)).inputs

    assert inputs == (Input("a"), Input("c", InputType.MESSAGES))


def test_a_message_is_removed():
    content = a_content("one", "two", "three")

    changed = mended(content, Fix("x", removed_messages=(1,)))

    assert [message.text for message in changed.messages] == ["one", "three"]


@given(st.text(alphabet="ab\u200b", max_size=30))
def test_fixes_together_do_what_each_does(text):
    places = [at for at, character in enumerate(text) if character == "\u200b"]
    fixes = [Fix("x", (TextEdit(at, "\u200b"),)) for at in places]

    changed = mended(a_content(text), together(fixes, "all"))

    assert changed.messages[0].text == text.replace("\u200b", "")
