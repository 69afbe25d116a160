"""What the writer writes, every reader reads back as it was."""

from __future__ import annotations

import io

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from workbench.domain.errors import InvalidContent
from workbench.formats import canonical_yaml, strict_yaml

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", " ", "  ", "\t", "a", " a", "a ", "- a", "# a", "a: b", "---", "...", "%", "|"]
        ),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    ),
    max_size=8,
).map("\n".join)
SCALARS = st.one_of(
    TEXT,
    LINES,
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
KEYS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def with_ruamel(text: str):
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


@UNHURRIED
@given(DOCUMENTS)
def test_three_readers_read_what_was_written(document):
    text = canonical_yaml.write(document)

    readers = (
        strict_yaml.read(text.encode(), "").value,
        yaml.safe_load(text),
        yaml.load(text, Loader=yaml.CSafeLoader),
        with_ruamel(text),
    )

    assert all(canonical_yaml.identical(read, document) for read in readers)


@UNHURRIED
@given(LINES)
@example("a\n\n")
@example("\n\na")
@example("  a\nb\n")
@example("a \n b\t\n\n\n")
@example("\n \n")
@example("a\n---\nb")
def test_a_text_of_lines_is_exact_at_every_depth(text):
    document = {"a": text, "b": [text, {"c": text, "d": [[text]]}]}

    written = canonical_yaml.write(document)

    assert yaml.safe_load(written) == with_ruamel(written) == document


@pytest.mark.parametrize(
    "word",
    ["no", "Yes", "on", "NULL", "~", "12:30", "1e3", "0x1f", "0o7", "1_000", ".5", "+1", "-", "=",
     "<<", "2026-11-21", ".inf", ".NaN", "", " a", "a ", "a: b", "a #b", "- a", "'a'", '"a"', "y",
     "N", "null", "true", "*a", "&a", "!a", "%a", "@a", "`a", "{a}", "[a]", "a:", "?"],
)  # fmt: skip
def test_a_text_that_some_reader_misreads_is_quoted(word):
    written = canonical_yaml.write({"a": word})

    assert written.startswith('a: "')
    assert yaml.safe_load(written) == with_ruamel(written) == {"a": word}


@pytest.mark.parametrize(
    "word",
    ["dave@acme.example", "jinja-subset/1", "Ask for the order number before deciding",
     "sha256:" + "0a" * 32, "string", "A sentence, with (words) and it's end."],
)  # fmt: skip
def test_an_innocent_text_is_plain(word):
    assert canonical_yaml.write({"a": word}) == f"a: {word}\n"


def test_a_text_with_trailing_blanks_stays_readable():
    text = "You are:  \n\n- polite \n- brief\t\n"

    assert canonical_yaml.write({"text": text}) == (
        "text: |\n  You are:  \n\n  - polite \n  - brief\t\n"
    )


def test_what_cannot_be_seen_is_written_as_an_escape():
    assert canonical_yaml.write({"a": "x\u202ey\nz"}) == 'a: "x\\u202ey\\nz"\n'


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), {1: "a"}, object(), "\ud800", {"a" * 2000: "b"}]
)
def test_what_cannot_be_written_exactly_is_refused(value):
    with pytest.raises(InvalidContent):
        canonical_yaml.write({"a": value})


def test_numbers_have_no_exponent():
    assert canonical_yaml.write({"a": 1e-7, "b": 1e22, "c": 1.0}) == (
        "a: 0.0000001\nb: 10000000000000000000000.0\nc: 1.0\n"
    )
