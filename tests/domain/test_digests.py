"""The digest: equal for what a model sees alike, different for the rest, or refused."""

from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as some

from workbench.domain.digests import (
    LARGEST_INTEGER,
    all_digests,
    canonical_json,
    compact_json,
    content_digest,
    hashed_form,
    interface_digest,
    normalised_text,
    text_digest,
)
from workbench.domain.errors import InvalidContent

whole_text = some.text(some.characters(exclude_categories=["Cs"]))


def a_document(text="Say {{ word }}.", **fields):
    return {
        "schema": "prompt-content/1",
        "template": {"engine": "jinja2"},
        "messages": [{"role": "user", "text": text}],
        **fields,
    }


def test_a_digest_can_be_computed_by_hand():
    canonical = (
        b'{"messages":[{"role":"user","text":"Hi"}],"schema":"prompt-content/1",'
        b'"template":{"engine":"jinja2"}}'
    )

    assert content_digest(a_document("Hi")) == "sha256:" + hashlib.sha256(canonical).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "Say\nit",
        "\ufeffSay\nit",
        "Say\r\nit",
        "Say\rit",
        "Say\nit\n",
        "Say\nit\r\n\n",
    ],
)
def test_line_ends_a_byte_order_mark_and_last_lines_do_not_matter(text):
    assert content_digest(a_document(text)) == content_digest(a_document("Say\nit"))
    assert normalised_text(text) == "Say\nit"


def test_one_byte_order_mark_is_removed_and_no_more():
    document = a_document("\ufeff\ufeff\ufeffSay it")

    assert hashed_form(document)["messages"][0]["text"] == "\ufeff\ufeffSay it"
    assert normalised_text("\ufeff\ufeffSay it") == "\ufeffSay it"
    assert compact_json({"\ufeff\ufeffa": "\ufeff\ufeffb"}) == '{"\ufeffa":"\ufeffb"}'
    assert content_digest(document) != content_digest(a_document("Say it"))


@pytest.mark.parametrize(
    "text", ["Say it ", " Say it", "say it", "Say  it", "Say\u00a0it", "Say it\t"]
)
def test_every_other_character_matters(text):
    assert content_digest(a_document(text)) != content_digest(a_document("Say it"))


def test_unicode_forms_are_kept_apart():
    assert content_digest(a_document("é")) != content_digest(a_document("e\u0301"))


@pytest.mark.parametrize("nothing", [None, [], {}, {"a": None}, {"a": {"b": []}}])
def test_what_is_empty_is_as_if_it_were_not_there(nothing):
    assert content_digest(a_document(inputs=nothing)) == content_digest(a_document())


@pytest.mark.parametrize("something", [False, 0, ""])
def test_false_zero_and_empty_text_are_something(something):
    inputs = {"word": {"default": something}}

    assert content_digest(a_document(inputs=inputs)) != content_digest(
        a_document(inputs={"word": {}})
    )


def test_the_order_of_keys_does_not_matter_outside_of_schemas():
    one, other = (
        {"name": "m", "params": {"a": 1, "b": 2}},
        {"params": {"b": 2, "a": 1}, "name": "m"},
    )

    assert content_digest(a_document(model=one)) == content_digest(a_document(model=other))


def test_the_order_of_keys_matters_in_schemas():
    def of(output, parameters):
        tools = [{"name": "t", "parameters": parameters}]
        return content_digest(a_document(output={"name": "o", "schema": output}, tools=tools))

    one, other = {"a": {}, "b": []}, {"b": [], "a": {}}

    assert len({of(one, one), of(other, one), of(one, other), of(one, {"a": {}})}) == 4


def test_a_schema_enters_as_its_text():
    schema = {"type": "object", "n": 1.0, "s": "\u00fc\n", "empty": None}
    form = hashed_form(a_document(output={"name": "o", "schema": schema}))

    assert form["output"]["schema"] == '{"type":"object","n":1,"s":"ü\\n","empty":null}'


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"model": {"params": {"seed": 2**53}}}, "model.params.seed"),
        ({"model": {"params": {"t": float("nan")}}}, "model.params.t"),
        ({"model": {"params": {"t": float("inf")}}}, "model.params.t"),
        ({"messages": [{"text": "\ud800"}]}, "messages[0].text"),
        ({"inputs": {1: {}}}, "inputs"),
        ({"inputs": {"\udfff": {}}}, "inputs"),
        ({"model": {"params": {"x": object()}}}, "model.params.x"),
        ({"output": {"schema": {"properties": {"1": {}}}}}, "output.schema.properties"),
        ({"tools": [{"parameters": {"0": 1}}]}, "tools[0].parameters"),
        ({"title": "Triage"}, "title"),
    ],
)
def test_what_is_unclear_is_refused_with_its_place(fields, place):
    with pytest.raises(InvalidContent) as refused:
        content_digest(a_document(**fields))

    assert refused.value.place == place


def test_the_largest_safe_integer_is_taken():
    content_digest(a_document(model={"params": {"seed": 2**53 - 1, "low": -(2**53) + 1}}))


def test_the_same_words_for_another_model_have_the_same_text_digest():
    one, other = a_document(model={"name": "a"}), a_document(model={"name": "b"})

    assert text_digest(one) == text_digest(other)
    assert content_digest(one) != content_digest(other)


def test_other_words_with_the_same_inputs_have_the_same_interface_digest():
    inputs = {"word": {"type": "string"}}
    one, other = a_document("one", inputs=inputs), a_document("two", inputs=inputs)

    assert interface_digest(one) == interface_digest(other)
    assert interface_digest(one) != interface_digest(a_document("one"))


@given(whole_text)
def test_a_digest_does_not_change_by_a_trip_through_json(text):
    document = a_document(text)

    assert content_digest(json.loads(json.dumps(document))) == content_digest(document)


@given(whole_text)
def test_normalising_twice_changes_nothing_more(text):
    once = hashed_form(a_document(text.lstrip("\ufeff")))

    assert content_digest(once) == content_digest(a_document(text.lstrip("\ufeff")))


@given(
    some.recursive(some.none() | some.booleans() | some.integers(-99, 99) | whole_text, some.lists)
)
def test_compact_json_is_json(value):
    def plain(item):
        if isinstance(item, list):
            return [plain(one) for one in item]
        return (
            item.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            if isinstance(item, str)
            else item
        )

    assert json.loads(compact_json(value)) == plain(value)


@given(
    some.recursive(
        some.none()
        | some.booleans()
        | some.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
        | some.floats(allow_nan=False, allow_infinity=False)
        | some.sampled_from([0.1, 0.2, 1.0, -0.0, 1e-5, 1e-6, 1e-7, 1e15, 1e16, 1e21, 123456.789])
        | some.text(max_size=12),
        lambda inner: (
            some.lists(inner, max_size=4)
            | some.dictionaries(some.text(max_size=6), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
@example({"\U00010000": 1, "\uffff": 2})
@example({"a": '\x00\x1f\x7f\x80\u2028"\\/\b\f\n\r\t'})
def test_canonical_json_is_that_of_rfc_8785_whoever_writes_it(document):
    assert canonical_json(document) == rfc8785.dumps(document)


def test_three_digests_of_one_reading_are_the_three_digests():
    document = a_document(output={"name": "x", "schema": {"type": "object"}})

    assert all_digests(document) == (
        content_digest(document),
        text_digest(document),
        interface_digest(document),
    )
