"""What a template names at a place."""

from __future__ import annotations

import pytest

from workbench.gui.write.editor.at_cursor import tag_at, thing_at


@pytest.mark.parametrize(
    ("marked", "kind", "name"),
    [
        ("{{ na|me }}", "variable", "name"),
        ("{{ |name }}", "variable", "name"),
        ("{{ name| }}", "variable", "name"),
        ("{{ a.na|me }}", "", ""),
        ("{{ a|upp^er }}", "filter", "upper"),
        ("{% if a is not def^ined %}", "test", "defined"),
        ('{% include "tone/wa|rm" %}', "component", "tone/warm"),
        ('{{ "tone/wa|rm" }}', "", ""),
        ("name {{ x }} na|me", "", ""),
        ("{% for item in ite|ms %}", "variable", "items"),
        ("{% f|or item in items %}", "", ""),
        ("{{\n  na|me", "variable", "name"),
    ],
)
def test_a_thing_is_named_where_the_cursor_is(marked, kind, name):
    mark = "^" if "^" in marked else "|"
    offset = marked.index(mark)
    text = marked[:offset] + marked[offset + 1 :]

    found = thing_at(text, offset)

    assert (found.kind, found.name) == (kind, name) if kind else found is None
    assert not found or text[found.start : found.end] == name


def test_a_place_is_in_a_tag_or_is_not():
    text = "a {{ b }} c"

    assert tag_at(text, 5) == (4, 7)
    assert tag_at(text, 0) is None
    assert tag_at(text, 10) is None
