"""Templates coloured line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.token import Comment, Generic, Keyword, Name, String

from workbench.gui.write.editor.lexer import LONGEST_LINE, START, lex_line

PIECES = ["{{", "}}", "{%", "%}", "{#", "#}", "raw", "endraw", " ", "a", '"', "```", "é"]
TEMPLATES = st.lists(st.sampled_from(PIECES)).map("".join)


def coloured(line, state=START):
    pieces, ending = lex_line(line, state)
    return [(line[start:end], kind) for start, end, kind in pieces], ending


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("Dear {{ name }}", ("name", Name.Variable)),
        ("{{ name | upper }}", ("upper", Name.Function)),
        ('{% include "tone/warm" %}', ("include", Keyword)),
        ('{% include "tone/warm" %}', ('"tone/warm"', String)),
        ("{# a remark #}", (" a remark ", Comment)),
        ("# Title", ("# Title", Generic.Heading)),
        ("be **brief** now", ("**brief**", Generic.Strong)),
        ("see https://example.org/a.", ("https://example.org/a.", Generic.Link)),
        ("put it in <answer> tags", ("<answer>", Name.Tag)),
        ("use `json`", ("`json`", String.Backtick)),
    ],
)
def test_what_stands_out(line, piece):
    assert piece in [(text, kind) for text, kind in coloured(line)[0]]


def test_a_remark_goes_on_over_lines():
    _, state = coloured("{# begins")
    within, state = coloured("goes on", state)
    after, state = coloured("ends #} {{ name }}", state)

    assert within == [("goes on", Comment)]
    assert ("name", Name.Variable) in after
    assert state == START


def test_nothing_is_a_variable_between_raw_and_endraw():
    pieces, state = coloured("{% raw %} {{ name }}")
    after, state = coloured("{% endraw %} {{ name }}", state)

    assert "name" not in [text for text, _ in pieces]
    assert ("name", Name.Variable) in after
    assert state == START


def test_variables_are_seen_in_fenced_code():
    _, state = coloured("```json")
    pieces, state = coloured('{"a": {{ value }}}', state)
    _, state = coloured("```", state)

    assert ("value", Name.Variable) in pieces
    assert state == START


def test_a_tag_that_was_never_closed_ends_at_an_empty_line():
    _, state = coloured("{{ name")
    _, state = coloured("", state)

    assert state == START


def test_a_giant_line_is_coloured_only_at_its_start():
    pieces, _ = lex_line("{{ a }} " * LONGEST_LINE)

    assert max(end for _, end, _ in pieces) <= LONGEST_LINE


@given(st.lists(TEMPLATES, max_size=6))
def test_pieces_are_in_order_and_inside_the_line(lines):
    state = START
    for line in lines:
        pieces, state = lex_line(line, state)
        ends = [0, *(end for _, end, _ in pieces)]
        assert all(start >= before for (start, _, _), before in zip(pieces, ends, strict=False))
        assert all(end <= len(line) for end in ends)
        assert state[0] == "root"
