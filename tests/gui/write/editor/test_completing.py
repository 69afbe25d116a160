"""What may come next in a template."""

from __future__ import annotations

import pytest

from workbench.gui.write.editor.completing import Vocabulary, suggestions

KNOWN = Vocabulary(("ticket", "tone", "product"), ("tone/friendly", "tone/formal"))


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("Dear {{ ", "ticket"),
        ("Dear {{ to", "tone"),
        ("{{ tone | up", "upper"),
        ("{% inc", "include"),
        ('{% include "', "tone/friendly"),
        ("{% include 'tone/fo", "tone/formal"),
        ("{% if pr", "product"),
        ("{% for item in ti", "ticket"),
    ],
)
def test_suggestions_fit_the_place(before, first):
    assert suggestions(before, KNOWN).words[0] == first


@pytest.mark.parametrize(
    "before",
    ["Dear ", "{{ tone }} and ", "{% if tone %}", "{{ ticket", '{{ tone == "to', "{{ zzz"],
)
def test_nothing_is_suggested_elsewhere(before):
    assert suggestions(before, KNOWN) is None
