from __future__ import annotations

import base64
import hashlib
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_plan, a_review
from workbench.domain.reviews import ShownItem, ShownOutput
from workbench.formats.reviews.pack import PackParts, pack_digest, pack_document, pack_page

PARTS = PackParts(
    '<meta content="{{ policy }}"><title>{{ title }}</title><style>{{ style }}</style>'
    "<script id=content>{{ content }}</script><script>{{ script }}</script>",
    "body { color: red }",
    "begin();",
)
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
"""Halves of characters too."""


def an_item(text, key="k1"):
    return ShownItem(key, (("ticket", text),), (ShownOutput(text),))


def content_of(page):
    return re.search(r"<script id=content>(.*?)</script>", page)[1]


@given(ANYTHING)
def test_whatever_an_output_holds_it_stays_inside_its_element(text):
    made = pack_document(a_review(plan=a_plan(name=text)), "ada", [an_item(text)])

    page = pack_page(made, b"key", PARTS)

    content = content_of(page)
    assert not set("<>&") & set(content)
    assert content.isascii()
    expected = {"pack": made, "digest": pack_digest(made), "key": b"key".hex()}
    assert json.loads(content) == json.loads(json.dumps(expected))
    assert page.count("<script") == page.count("</script>") == 2


def test_places_in_an_output_are_not_filled():
    made = pack_document(a_review(), "ada", [an_item("{{ script }} {{ content }}")])

    assert "{{ script }}" in content_of(pack_page(made, b"key", PARTS))


def test_the_policy_allows_this_script_and_this_style_only():
    page = pack_page(pack_document(a_review(), "ada", [an_item("One.")]), b"key", PARTS)

    def source(text):
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    policy = re.search(r'content="([^"]*)"', page)[1].split("; ")
    assert policy == [
        "default-src 'none'",
        f"script-src '{source('begin();')}'",
        f"style-src '{source('body { color: red }')}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_digest_of_a_pack_is_its_reviewers_and_its_contents():
    def digest(reviewer="ada", text="One.", **plan):
        review = a_review(plan=a_plan(**plan))
        return pack_digest(pack_document(review, reviewer, [an_item(text)]))

    assert digest() == digest()
    different = {digest(), digest("bo"), digest(text="Two."), digest(instructions="Read")}
    assert len(different) == 4


def test_a_pack_says_only_what_its_reviewer_may_see():
    made = pack_document(a_review(), "ada", [an_item("One.")])

    assert made["items"] == [
        {
            "key": "k1",
            "inputs": [["ticket", "One."]],
            "outputs": [{"text": "One.", "heading": ""}],
        }
    ]
