"""The bracket that belongs to the one at the cursor."""

from __future__ import annotations

import pytest

from workbench.gui.write.editor.brackets import bracket_at, matching_bracket


@pytest.mark.parametrize(
    ("text", "place", "partner"),
    [("{{ a }}", 0, 6), ("{{ a }}", 1, 5), ("f(a[0])", 6, 1), ("(", 0, None), ("a", 0, None)],
)
def test_partners(text, place, partner):
    assert matching_bracket(text, place) == partner


def test_the_bracket_before_the_cursor_comes_first():
    assert bracket_at("()", 1) == 0
    assert bracket_at("a(", 1) == 1
    assert bracket_at("abc", 1) is None
