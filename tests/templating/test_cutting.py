"""A template read in pieces says what it says as a whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import TemplateError
from workbench.templating import reading
from workbench.templating.cutting import cut, with_line_feeds
from workbench.templating.parsing import has_tags, parse
from workbench.templating.places import Token, all_tokens, tokens
from workbench.templating.reading import Reading, read

PARTS = st.sampled_from(
    (
        "{{ name }}",
        "{{- tone | upper -}}",
        "{{ {'a': {'b': c}} }}",
        "{{ (a, [b]) }}",
        "{{ '}}' }}",
        '{{ "{% raw %}" }}',
        "{% if a %}",
        "{%- elif b is defined -%}",
        "{% else %}",
        "{% endif %}",
        "{% for x in xs %}",
        "{{ x }}",
        "{% endfor %}",
        "{% set x = y %}",
        "{% set z %}",
        "{% endset %}",
        "{% include 'tone/friendly' %}",
        "{% include which %}",
        "{% raw %}{{ no }}",
        "{% endraw %}",
        "{# no {{ name }} #}",
        "{#",
        "#}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{{ 5 % 2 }}",
        "{% with k = v %}",
        "{% endwith %}",
        "{% macro m(q) %}",
        "{% endmacro %}",
        "{{ a.b | default('c') }}",
        "{{ (a }}",
        "it's {",
        "}",
        "prose? Yes!",
        " ",
        "\n",
        "\r\n",
        "\r",
        "-",
    )
)
TEMPLATES = st.lists(PARTS, max_size=12).map("".join)


def as_a_whole(text: str) -> Reading | TemplateError:
    if not has_tags(text):
        return Reading()
    tree = parse_or_error(text)
    return tree if isinstance(tree, TemplateError) else reading._read_piece(with_line_feeds(text))


def parse_or_error(text: str) -> object:
    try:
        return parse(text)
    except TemplateError as error:
        return error


def in_pieces(text: str) -> Reading | TemplateError:
    try:
        return read(text)
    except TemplateError as error:
        return error


def facts(found: Reading | TemplateError) -> object:
    if isinstance(found, TemplateError):
        return found.message, found.line
    called = frozenset(found.called)
    return (
        frozenset(found.variables),
        found.optional,
        found.includes,
        found.computed_include,
        called,
    )


@settings(max_examples=600)
@given(TEMPLATES)
@example("{% if a %}\n{# no #}#}")
@example("{{ name }}{{it's {")
def test_pieces_say_what_the_whole_says(text: str) -> None:
    assert facts(in_pieces(text)) == facts(as_a_whole(text))


@settings(max_examples=400)
@given(TEMPLATES)
def test_a_template_that_parses_has_the_tokens_of_its_tags(text: str) -> None:
    if isinstance(in_pieces(text), TemplateError):
        return

    def told(each: Token) -> tuple[str, str, int, int]:
        # `-}}` of the whole takes the blanks after it along
        return each.kind, each.text.rstrip(), each.start, each.start + len(each.text.rstrip())

    hidden = ("data", "whitespace", "comment", "comment_begin", "comment_end")
    raw = ("raw_begin", "raw_end")
    expected = [told(each) for each in all_tokens(text) if each.kind not in (*hidden, *raw)]
    assert [told(each) for each in tokens(text)] == expected


def test_prose_changes_no_piece() -> None:
    before = cut("Dear {{ name }},\n{% if a %}be kind{% endif %}\nThe end.")
    after = cut("Dearest {{ name }}, well,\n{% if a %}be very kind{% endif %}\nThe very end.")

    assert before.pieces == after.pieces


def test_a_tag_is_read_once_however_often_it_stands_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_pieces: list[str] = []
    real = reading._read_piece

    def counted(text: str) -> Reading | TemplateError:
        read_pieces.append(text)
        return real(text)

    monkeypatch.setattr(reading, "_read_piece", counted)
    read("once {{ only_here_1 }} twice {{ only_here_1 }}")
    read("an edit {{ only_here_1 }} further {{ only_here_2 }}")

    assert read_pieces == ["{{ only_here_1 }}", "{{ only_here_2 }}"]


def test_variables_behind_an_open_tag_are_still_seen() -> None:
    names = [each.text for each in tokens("{{ a }} {{ b\n and {{ c }}") if each.kind == "name"]

    assert names == ["a", "b", "and", "c"]


@pytest.mark.parametrize("line", ["{{ a b }}", "{% if %}", "{{ open", "{# open"])
def test_a_mistake_is_told_with_its_line_in_the_whole(line: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read(f"One {{{{ fine }}}}.\r\nTwo.\r\n{line}\n")

    assert caught.value.line == 3
