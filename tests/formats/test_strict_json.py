"""JSON of the registry: what is read quickly is what the plain way reads and writes."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.formats.test_canonical_yaml import KEYS, UNHURRIED, VALUES
from workbench.domain.errors import FileProblem
from workbench.formats import strict_json
from workbench.formats.canonical_yaml import identical

DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=5)
# fmt: off
PIECES = st.sampled_from((
    "", " ", "\n", '"', ",", ":", "{", "}", "[]", "{}", "\\u0041", "\\ud800", "\\/", "1e5", "1.0",
    "-0", "NaN", "null", "true", "\x7f", "é", "\u2028", '"a": 1,\n', "1234567890123456789012345",
    "1E400",
))
# fmt: on


@UNHURRIED
@given(DOCUMENTS)
@example({"a": 1e16, "b": 1e-7, "c": -0.0, "d": 0.1})
@example({"a": 2**70})
@example({"\U00010000": 1, "\uffff": 2})
@example({"a": '\x7f\x85\u2028/<>&\\"'})
def test_what_is_written_is_read_back(document):
    read = strict_json.read(strict_json.write(document).encode(), "")

    assert json.dumps(read.value, sort_keys=True) == json.dumps(document, sort_keys=True)


@UNHURRIED
@given(DOCUMENTS, st.data())
def test_what_is_known_to_be_canonical_is(document, data):
    text = strict_json.write(document)
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 4)))
        text = text[:start] + data.draw(PIECES) + text[end:]

    agrees(text.encode())


@pytest.mark.parametrize(
    "value",
    ["1e16", "1e+16", '1,\n "a": 1', "NaN", "1.50", '"1.50"', "-0", '"\\u00e9"', '"é"', "[ ]"],
)
def test_texts_that_are_nearly_canonical(value):
    agrees(f'{{\n "a": {value}\n}}\n'.encode())
    agrees(f'{{\n "\\"": [\n  {value}\n ]\n}}\n'.encode())


def test_a_document_that_is_nested_too_deeply_is_refused():
    def nested(levels: int) -> bytes:
        document: dict = {}
        for _ in range(levels - 1):
            document = {"a": document}
        return strict_json.write(document).encode()

    assert strict_json.read(nested(64), "")
    with pytest.raises(FileProblem, match="64 levels"):
        strict_json.read(nested(65), "")


def agrees(data: bytes) -> None:
    """With the standard library's reader and writer, and with what is refused."""
    try:
        read = strict_json.read(data, "")
    except FileProblem:
        return
    plain = json.loads(data)
    assert identical(read.value, plain)
    if read.canonical:
        assert strict_json.write(plain).encode() == data
