"""Both readers answer as the published vectors say, and as the workbench itself would."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.readers.asking import BOTH, DIGESTS, READERS, VECTORS, by_node, by_python, reader
from tests.readers.reader_vectors import changed, text
from workbench.domain.digests import content_digest
from workbench.domain.errors import FileProblem, InvalidContent
from workbench.domain.parameters import SENDABLE
from workbench.formats import canonical_yaml, strict_yaml
from workbench.templating.plain import TAKEN

PUBLISHED = json.loads(VECTORS.read_text(encoding="utf-8"))
BUNDLE = json.dumps(PUBLISHED["bundle"])
a_text = some.text(some.characters(exclude_categories=["Cs"]))
a_number = some.integers(-(2**53) + 1, 2**53 - 1) | some.floats(
    allow_nan=False, allow_infinity=False
)
a_scalar = some.none() | some.booleans() | a_number | a_text
a_value = some.recursive(
    a_scalar,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(a_text, inner, max_size=4),
    max_leaves=12,
)
a_message = some.fixed_dictionaries({"role": some.just("user"), "text": a_text})
a_content = some.fixed_dictionaries(
    {"schema": some.just("prompt-content/1"), "messages": some.lists(a_message, max_size=3)},
    optional={
        "inputs": some.dictionaries(a_text, a_value, max_size=3),
        "model": some.dictionaries(a_text, a_value, max_size=3),
        "output": some.fixed_dictionaries({"name": a_text, "schema": a_value}),
        "tools": some.lists(some.fixed_dictionaries({"parameters": a_value}), max_size=2),
    },
)  # fmt: skip


def test_the_published_vectors_are_those_that_are_made():
    assert VECTORS.read_text(encoding="utf-8") == text()


@BOTH
def test_a_long_run_of_line_breaks_is_read_in_one_go(ask):
    content = {
        "schema": "prompt-content/1",
        "messages": [{"role": "user", "text": "a" + "\n" * 400_000 + "b\n\n"}],
    }

    assert ask([{"digest": json.dumps(content)}]) == [content_digest(content)]


@BOTH
def test_digests(ask):
    vectors = json.loads(DIGESTS.read_text(encoding="utf-8"))["vectors"]

    answers = ask([{"digest": json.dumps(vector["document"])} for vector in vectors])

    assert len(answers) == 200
    for vector, answer in zip(vectors, answers, strict=True):
        due = vector.get("digest") or vector["refused"]
        assert (answer if isinstance(answer, str) else answer["place"]) == due


@BOTH
@pytest.mark.parametrize("marks", range(5))
def test_byte_order_marks_are_counted_as_the_workbench_counts_them(ask, marks):
    words = "\ufeff" * marks + "Say it"
    document = {
        "schema": "prompt-content/1",
        "messages": [{"role": "user", "text": words}],
        "inputs": {words: {"description": words}},
        "tools": [{"name": "say", "parameters": {words: words}}],
    }

    assert ask([{"digest": json.dumps(document)}]) == [content_digest(document)]


@BOTH
def test_rendering(ask):
    vectors = PUBLISHED["rendering"]

    answers = ask([{"bundle": BUNDLE, **vector} for vector in vectors])

    for vector, answer in zip(vectors, answers, strict=True):
        if "error" in vector:
            assert answer["error"] == vector["error"], vector
        else:
            assert answer == vector["request"]


@BOTH
def test_rollouts(ask):
    vectors = PUBLISHED["points"]

    points = ask([{"point": [vector["prompt"], vector["key"]]} for vector in vectors])

    assert points == [vector["point"] for vector in vectors]


@BOTH
def test_the_key_chooses_the_version(ask):
    entry = PUBLISHED["bundle"]["prompts"]["types"]
    keys = [str(number) for number in range(200)]
    values = {"name": "Ada", "text": "a"}
    question = {"bundle": BUNDLE, "prompt": "types", "interface": 1, "values": values}

    answers = ask([question, *({**question, "key": key} for key in keys)])

    assert answers[0]["metadata"]["digest"] == entry["digest"]
    first, second = (each["digest"] for each in entry["rollout"])
    for key, answer in zip(keys, answers[1:], strict=True):
        place = reader.point("types", key)
        due = first if place < 10 else second if place < 35 else entry["digest"]
        assert answer["metadata"]["digest"] == due


@BOTH
def test_changed_bundles(ask):
    vectors = PUBLISHED["changes"]
    question = {"prompt": "plain", "interface": 1, "values": {"name": "Ada"}}
    bundles = [changed(PUBLISHED["bundle"], vector) for vector in vectors]

    answers = ask([{**question, "bundle": json.dumps(bundle)} for bundle in bundles])

    found = {v["name"]: a.get("error") for v, a in zip(vectors, answers, strict=True)}
    assert found == {vector["name"]: vector["error"] for vector in vectors}


@BOTH
@pytest.mark.parametrize(
    "bad", ["", "{", "[]", '{"a": 1, "a": 2}', "NaN", BUNDLE + "x", BUNDLE[:-9]]
)
def test_what_is_no_bundle_is_refused(ask, bad):
    [answer] = ask([{"bundle": bad, "prompt": "plain", "interface": 1}])

    assert answer["error"] == "unreadable"


@BOTH
def test_yaml(ask):
    vectors = PUBLISHED["yaml"]

    answers = ask([{"yaml": vector["text"]} for vector in vectors])

    for vector, answer in zip(vectors, answers, strict=True):
        if "refused" in vector:
            assert answer.get("error") == "unreadable", vector["text"]
        else:
            assert answer == vector["value"]


@pytest.mark.parametrize("vector", PUBLISHED["yaml"], ids=lambda vector: repr(vector["text"][:20]))
def test_the_readers_read_no_more_yaml_than_the_registry_allows(vector):
    """Some of what the registry allows is still outside of what its own files hold."""
    try:
        read = strict_yaml.read(vector["text"].encode(), "").value
    except FileProblem:
        assert "refused" in vector
    else:
        assert "refused" in vector or read == vector["value"]


@given(some.dictionaries(a_text, a_value, max_size=4))
def test_what_the_registry_writes_is_read_exactly(document):
    try:
        written = canonical_yaml.write(document)
    except InvalidContent:
        return
    if document:
        assert canonical_yaml.identical(reader._Yaml(written, "").document(), document)


def the_workbench(document: dict) -> str:
    try:
        return content_digest(document)
    except InvalidContent as refused:
        return refused.place


@given(a_content)
def test_digests_are_the_workbenchs(document):
    [answer] = by_python([{"digest": json.dumps(document)}])

    found = answer if isinstance(answer, str) else answer["place"]
    assert found == the_workbench(json.loads(json.dumps(document)))


@settings(max_examples=10, deadline=None)
@given(some.lists(a_content, min_size=1, max_size=12))
def test_digests_are_the_workbenchs_in_javascript_too(documents):
    answers = by_node([{"digest": json.dumps(document)} for document in documents])

    for document, answer in zip(documents, answers, strict=True):
        found = answer if isinstance(answer, str) else answer["place"]
        assert found == the_workbench(document)


def test_the_readers_know_what_the_workbench_knows():
    script = (READERS / "prompt_registry.mjs").read_text(encoding="utf-8")

    assert reader.SENDABLE == SENDABLE
    assert reader.TAKEN == TAKEN
    assert all(word in script for word in SENDABLE | TAKEN)


def test_the_python_reader_is_written_for_python_3_8():
    source = (READERS / "prompt_registry.py").read_text(encoding="utf-8")

    tree = ast.parse(source, feature_version=(3, 8))

    newer = {"removeprefix", "removesuffix"}
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in newer]
