from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.ascii_json import ascii_digest, ascii_json

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_any_text_has_a_digest_also_half_of_a_pair(text):
    made = ascii_json({"text": text})

    assert made.isascii()
    assert ascii_digest({"text": text}) == "sha256:" + hashlib.sha256(made.encode()).hexdigest()


def test_the_order_of_members_makes_no_difference_and_blanks_are_left_out():
    assert ascii_json({"b": [1, True], "a": None}) == '{"a":null,"b":[1,true]}'
    assert ascii_digest({"b": 1, "a": 2}) == ascii_digest({"a": 2, "b": 1})
