from __future__ import annotations

import hashlib
import json

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.store.audited import told
from workbench.formats.audit import canonical_entry, read_entry, whole

TEXTS = st.text().map(whole)
BEFORE = "sha256:" + "b" * 64


def test_the_hash_is_that_of_the_canonical_json_and_names_the_entry_before():
    text, hashed = canonical_entry(told(3), 7, BEFORE)

    document = json.loads(text)
    assert (document["number"], document["previous"]) == (7, BEFORE)
    assert "environment" not in document
    assert hashed == "sha256:" + hashlib.sha256(rfc8785.dumps(document)).hexdigest()


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_an_entry_comes_back_as_it_was_told(words, actor, evidence):
    entry = told(3, words=words, actor=actor, evidence=tuple(evidence))

    text, hashed = canonical_entry(entry, 7, BEFORE)

    found = read_entry(text)
    assert (found.entry, found.hash, found.number, found.before) == (entry, hashed, 7, (BEFORE,))
