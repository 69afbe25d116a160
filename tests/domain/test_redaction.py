"""No secret is left in a text, however it was written there."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.redaction import environment_secrets, redacted

KEY = 'sk-proj-AbC/123+4"56=789xyzQRS'
WRITTEN = {
    "as it is": KEY,
    "in JSON": json.dumps({"key": KEY}),
    "in JSON in JSON": json.dumps(json.dumps({"key": KEY})),
    "in a URL": "https://host/?key=" + quote(KEY, safe=""),
    "in base64": base64.b64encode(KEY.encode()).decode(),
    "in a Basic header": base64.b64encode(f"user:{KEY}".encode()).decode(),
    "in URL-safe base64": base64.urlsafe_b64encode(f"u:{KEY}:".encode()).decode(),
    "in a repr": repr({"Authorization": f"Bearer {KEY}"}),
    "in hexadecimal": KEY.encode().hex(),
    "cut off at the end": KEY[:-5],
    "cut off at the beginning": "..." + KEY[5:],
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_key_is_found_however_it_is_written(text):
    result = redacted(f"The key {text} is wrong", [KEY])

    assert "[key]" in result
    assert not any(KEY[i : i + 12] in result for i in range(len(KEY) - 12))


def test_what_the_provider_masked_stays_readable():
    masked = "Incorrect API key provided: sk-proj-********zQRS."

    assert redacted(masked, [KEY]) == masked


def test_a_short_word_is_no_secret():
    assert redacted("a test of none", ["test", "none", ""]) == "a test of none"


@given(st.text(min_size=8, max_size=60), st.text(), st.text())
def test_any_secret_is_taken_out_of_any_text(secret, before, after):
    text = redacted(before + secret + after, [secret])

    assert text == before.replace(secret, "[key]") + "[key]" + after or secret not in text


def test_variables_give_their_secrets_away_by_their_names():
    environment = {
        "OPENAI_API_KEY": "of-openai-1",
        "LAB_TOKEN": " of-the-lab \n",
        "db_password_2": "of-the-second",
        "SHORT_KEY": "abc",
        "MONKEY": "banana-banana",
        "KEYBOARD": "qwerty-qwerty",
        "HOME": "/home/ada",
    }

    assert environment_secrets(environment) == {"of-openai-1", "of-the-lab", "of-the-second"}
