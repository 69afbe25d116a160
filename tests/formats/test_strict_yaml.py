from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.formats import strict_json, strict_yaml

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (b"a: 1\na: 2\n", 2, "the key 'a' twice"),
        (b"a: &x 1\nb: 2\n", 1, "an anchor"),
        (b"a: b\nc: *x\n", 2, "an alias"),
        (b"a: !!str 1\n", 1, "a tag"),
        (b"a: !!python/object/apply:os.system [x]\n", 1, "a tag"),
        (b"a: 2026-11-21\n", 1, "the bare word 2026-11-21"),
        (b"a: no\n", 1, "the bare word no"),
        (b"a: 1e3\n", 1, "the bare word 1e3"),
        (b"a: 12:30\n", 1, "the bare word 12:30"),
        (b"a: ~\n", 1, "the bare word ~"),
        (b"a: 0x10\n", 1, "the bare word 0x10"),
        (b"a: 010\n", 1, "the bare word 010"),
        (b"a:\n", 1, "no value"),
        (b"a: {b: c}\n", 1, "flow style"),
        (b"a: [b]\n", 1, "flow style"),
        (b"1: a\n", 1, "which is not text"),
        (b"? [a]\n: b\n", 1, "a key that is not text"),
        (b"a: 1\n---\nb: 2\n", 2, "a second document"),
        (b"%YAML 1.1\n---\na: 1\n", 1, "a directive"),
        (b"a: 1\r\nb: 2\n", 1, "a carriage return"),
        (b"\xef\xbb\xbfa: 1\n", 1, "a byte-order mark"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        (b"a: b\n c: [\n", 2, ""),
        (b"a: \x00\n", 1, ""),
        (b"", None, "empty"),
    ],
)
def test_what_readers_disagree_about_is_refused_with_its_line(text, line, reason):
    with pytest.raises(FileProblem) as refused:
        strict_yaml.read(text, "card.yaml")

    assert refused.value.line == line
    assert reason in refused.value.reason
    assert refused.value.message.startswith(f"card.yaml:{line}: " if line else "card.yaml: ")


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    bomb = b"a: &a [x, x]\n" + b"".join(b"b%d: [*a, *a]\n" % n for n in range(99))

    with pytest.raises(FileProblem, match="an anchor"):
        strict_yaml.read(bomb, "x")


@pytest.mark.parametrize("text", [b"- " * 5000 + b"x\n", b"[" * 100_000, b"{a: " * 5000])
def test_deep_nesting_is_refused(text):
    with pytest.raises(FileProblem):
        strict_yaml.read(text, "x")


def test_a_large_file_is_refused():
    with pytest.raises(FileProblem, match="larger than 4 MB"):
        strict_yaml.read(b"a: " + b"x" * 5_000_000, "x")


def test_empty_collections_and_scalars_are_read():
    document = strict_yaml.read(b'a: {}\nb: []\nc: null\nd: true\ne: -1\nf: 0.5\ng: "no"\n', "")

    assert document.value == {"a": {}, "b": [], "c": None, "d": True, "e": -1, "f": 0.5, "g": "no"}


def test_the_line_of_a_field_is_known():
    document = strict_yaml.read(b"a:\n  - b: x\n    c: |\n      text\n", "")

    assert document.line(("a", 0, "c")) == 3
    assert document.line(("a", 0, "missing")) == 2


@UNHURRIED
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for read in (strict_yaml.read, strict_json.read):
        with contextlib.suppress(FileProblem):
            read(data, "file")


@UNHURRIED
@given(st.text("abc:- \n\t'\"|>{}[],&*!#%@`?~0123456789.", max_size=80))
def test_any_text_like_yaml_is_read_or_refused(text):
    with contextlib.suppress(FileProblem):
        strict_yaml.read(text.encode(), "file")


@pytest.mark.parametrize(
    "text",
    [b'{"a": 1, "a": 2}', b'{"a": NaN}', b"{", b"[" * 100_000, b'{"a": 1e999}x', b"", b"\xff",
     b"[" * 70 + b"]" * 70],
)  # fmt: skip
def test_json_is_read_strictly_too(text):
    with pytest.raises(FileProblem):
        strict_json.read(text, "x.json")
