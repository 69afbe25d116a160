"""The quick reader of canonical YAML agrees with the strict one, and takes nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.formats.test_canonical_yaml import DOCUMENTS, UNHURRIED
from workbench.domain.errors import FileProblem
from workbench.formats import canonical_reading, canonical_yaml, strict_yaml

# fmt: off
PIECES = st.sampled_from((
    "", " ", "  ", "\n", "\n\n", "- ", ": ", ":", '"', "'", "|", "|-", "|2", "+", "#", "\\n", "\t",
    "{}", "[]", "null", "no", "1", "1.0", "-0", "1e3", "a", "é", "\u200b", "\x7f", "---\n",
    "a: b\n",
))
# fmt: on


@UNHURRIED
@given(DOCUMENTS)
def test_what_the_writer_writes_is_read_quickly_and_alike(document):
    text = canonical_yaml.write(document)

    read = canonical_reading.read(text.encode(), "")

    assert read.canonical
    assert canonical_yaml.identical(read.value, document)
    assert dict(read.lines) == strict_yaml.read(text.encode(), "").lines


@UNHURRIED
@given(DOCUMENTS, st.data())
@example({"a": "b\nc"}, None)
def test_of_a_changed_text_only_what_is_still_canonical_is_taken(document, data):
    text = canonical_yaml.write(document)
    for _ in range(data.draw(st.integers(1, 3)) if data else 0):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 4)))
        text = text[:start] + data.draw(PIECES) + text[end:]

    agrees_with_the_strict_reader(text)


def agrees_with_the_strict_reader(text: str) -> None:
    strict, refused = outcome(strict_yaml.read, text)
    read, problem = outcome(canonical_reading.read, text)
    assert problem == refused
    if strict is None or read is None:
        return
    assert canonical_yaml.identical(read.value, strict.value)
    laid_out = isinstance(strict.value, dict) and canonical_yaml.layout(strict.value)
    assert read.canonical == (laid_out == text)


def outcome(read, text: str):
    """The document, or why and where it is refused."""
    try:
        return read(text.encode(), ""), None
    except FileProblem as problem:
        return None, (problem.reason, problem.line)


@pytest.mark.parametrize(
    "text",
    [
        "a: |-\n  b\n",
        "a: |\n  b\n\n",
        "a: |+\n  b\n",
        "a: |+\n  b\n\n",
        "a: |2-\n  b\n  c\n",
        "a: |-\n\n  b\n",
        "a: |2-\n\n  b\n",
        "a:\n- b\n",
        "a:\n  - - b\n    - c\n  - d: e\n    f: {}\n",
        "a:\n  -  b\n",
        'a: "b"\n',
        'a: "b: c"\n',
        'a: "b\\nc"\n',
        '"a": b\n',
        '"a b": c\n',
        "a: 1.50\n",
        "a: 0.000001\n",
        "a: -0\n",
        "a: 1234567890123456789012\n",
        "a: b \n",
        "a: b",
        "a:\n",
        "a: b\na: c\n",
        "a: &b c\n",
        "a: b # c\n",
        "\n",
        "",
        "a: 'b'\n",
        f"{'a' * 1100}: b\n",
        f'"{"é" * 900}": b\n',
        "a:\n" + "".join(f"{'  ' * n}a:\n" for n in range(1, 70)) + f"{'  ' * 70}a: b\n",
    ],
)
def test_texts_that_are_nearly_canonical(text):
    agrees_with_the_strict_reader(text) if len(text) < 900 else canonical_or_not(text)


def canonical_or_not(text: str) -> None:
    """Far out the quick reader leaves it to the strict one, which may refuse."""
    strict, refused = outcome(strict_yaml.read, text)
    read, problem = outcome(canonical_reading.read, text)
    assert problem == refused
    assert strict is None or read.value == strict.value


def test_a_line_above_the_document_is_asked_for():
    with_line = b"# Immutable.\na: b\n"

    assert canonical_reading.read(with_line, "", "# Immutable.\n").canonical
    assert not canonical_reading.read(b"a: b\n", "", "# Immutable.\n").canonical
    assert not canonical_reading.read(with_line, "").canonical
    assert canonical_reading.read(with_line, "", "# Immutable.\n").line(("a",)) == 2
