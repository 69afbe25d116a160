from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.formats.source_text import EXTENSIONS, texts_of


def texts(file, source):
    data = source if isinstance(source, bytes) else source.encode()
    return [text for _line, text in texts_of(file, data)]


def test_python_that_is_joined_is_one_text():
    assert texts("a.py", 'x = "You " + name + """ are\nhere"""') == ["You \ufffc are\nhere"]
    assert texts("a.py", 'f"hello {name!r}, {1 + 1}"') == ["hello \ufffc, \ufffc"]
    assert texts("a.py", 'dedent("""\n  a\n""").strip()') == ["\n  a\n"]
    assert texts("a.py", '"\\n".join(["one", "two"])') == ["one\ntwo\n"]
    assert texts("a.py", "f(x='in', y={'k': 'v'})") == ["in", "k", "v"]


def test_javascript_is_cut_with_comments_expressions_and_templates_in_mind():
    assert texts("a.ts", "// 'no'\n/* `no` */ const a = 'one' + x.y + \"two\"") == ["one\ufffctwo"]
    assert texts("a.js", "r = /[\"']/g; s = 'yes'") == ["yes"]
    assert texts("a.js", "`a ${x ? `in ${y}` : '}'} b`") == ["in \ufffc", "}", "a \ufffc b"]
    assert texts("a.js", "['one', `two`].join('\\n')")[0] == "one\ntwo"
    assert texts("a.tsx", "<p>don't</p>\nconst a = 'after'")[-1] == "after"


def test_documents_give_their_values_and_blocks():
    long = "a text that is long enough to be one"
    assert texts("a.yaml", f"a: &x |\n  {long}\nb: [*x, *x]\n") == [f"{long}\n"]
    assert texts("a.json", f'{{"a": ["{long}", ') == [long]
    assert list(texts_of("a.md", b"# T\none\n\ntwo\n```py\ncode\n```\nend"))[1:] == [
        (2, "one\n\ntwo"), (6, "code"), (8, "end"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "source", "reason"),
    [
        ("a.py", "def (:", "not readable as Python"),
        ("a.py", "x=" + "-" * 200_000 + "1", "nested too deeply"),
        ("a.py", "x=" + "+".join(["1"] * 100_000), "nested too deeply"),
        ("a.yaml", "[" * 100_000, "nested too deeply"),
        ("a.yaml", "a: b: c", "not readable as YAML"),
        ("a.json", b"\0" * 10, "binary"),
    ],
)
def test_what_cannot_be_read_is_said(file, source, reason):
    with pytest.raises(FileProblem) as refused:
        texts(file, source)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("a.json", "[" * 1_000_000),
        ("a.json", '\\"' * 500_000),
        ("a.js", "/*" * 300_000),
        ("a.js", "`${" * 100_000),
        ("a.js", "a." * 500_000),
        ("a.md", "```\n" * 100_000),
        ("a.yaml", "a: &a [x, x]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(500))),
    ],
)
def test_hostile_files_end(file, source):
    assert len(texts(file, source)) < len(source)


@given(st.sampled_from(sorted(EXTENSIONS)), st.binary(max_size=300) | st.text(max_size=300))
def test_any_bytes_are_texts_or_a_problem(extension, source):
    data = source if isinstance(source, bytes) else source.encode()
    with suppress(FileProblem):
        assert all(line >= 1 for line, _text in texts_of(f"a{extension}", data))


def test_marked_encodings_are_read():
    assert texts("a.py", "x = 'é'".encode("utf-16")) == ["é"]
    assert texts("a.py", b"\xef\xbb\xbfx = 'a'") == ["a"]
    assert texts("a.py", "x = 'caf\xe9'".encode("latin-1")) == ["caf\ufffd"]
