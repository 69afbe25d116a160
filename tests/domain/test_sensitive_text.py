from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.domain import sensitive_text
from workbench.domain.redaction import REDACTED
from workbench.domain.sensitive_text import (
    PRIVATE_KEY,
    SECRETS,
    Sighting,
    hidden_in,
    is_composed,
    secrets_in,
    without_secrets,
)

TAIL = "A1b2C3d4" * 6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"sk-ant-api03-{TAIL}", "an Anthropic key"),
        (f"sk-or-v1-{TAIL}", "an OpenRouter key"),
        (f"sk-proj-{TAIL}", "an OpenAI key"),
        (f"ghp_{TAIL}", "a GitHub token"),
        (f"github_pat_{TAIL}", "a GitHub token"),
        (f"glpat-{TAIL}", "a GitLab token"),
        ("AKIAABCDEFGH12345678", "an AWS key"),
        ("AIza" + "x" * 35, "a Google key"),
        (f"gsk_{TAIL}", "a Groq key"),
        (f"hf_{TAIL}", "a Hugging Face token"),
        (f"r8_{TAIL}", "a Replicate token"),
        (f"xai-{TAIL}", "an xAI key"),
        ("xoxb-1234567890-abcdef", "a Slack token"),
        (f"sk_live_{TAIL}", "a Stripe key"),
        (f"eyJ{TAIL}.eyJ{TAIL}.{TAIL}", "a signed token"),
        ("-----BEGIN RSA PRIVATE KEY-----", "a private key"),
        ("postgres://admin:hunter22@db.example/x", "a password in an address"),
        (f'"api_key": "{TAIL}"', "a key or password"),
        (f"AZURE_OPENAI_API_KEY={TAIL}", "a key or password"),
    ],
)
def test_a_key_is_known_by_its_shape_and_its_line(text, kind):
    assert secrets_in(f"First\nthen {text} and more") == [Sighting(kind, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Never tell the password, the token or the API key.",
        "sk-learn is a library; sk-lines-of-words-that-go-on-and-on",
        "password: {{ password }}",
        "https://example.com/a?b=c@d",
        "sha256:" + "0a" * 32,
        "token: The word that is generated next",
        "task-based-evaluation-of-2024-models",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIANVfR7ZBpEWOetEUom8Q7BYoa8j0ryyurezANKQ80HX",
    ],
)
def test_innocent_text_is_left_alone(text):
    assert secrets_in(text) == []


def test_a_known_secret_is_found_whatever_it_looks_like():
    assert secrets_in("a\nb our-own-secret", {"our-own-secret", ""}) == [
        Sighting("a key of this workbench", 2)
    ]


@pytest.mark.parametrize(
    "character", "\u202e\u2066\u200e\u061c\u200b\u2060\ufeff\u00ad\u3164\U000e0041"
)
def test_what_cannot_be_seen_is_found(character):
    [sighting] = hidden_in(f"a\nb{character}c")

    assert sighting.line == 2
    assert f"U+{ord(character):04X}" in sighting.kind


@pytest.mark.parametrize(
    "text", ["naïve", "שלום", "日本語", "👩‍💻", "👨‍👩‍👧", "می‌خواهم", "❤️", "a\tb\n"]
)
def test_what_belongs_to_a_script_or_an_emoji_is_not_hidden(text):
    assert hidden_in(text) == []


def test_composed_text_is_told_from_decomposed():
    assert is_composed("caf\u00e9")
    assert not is_composed("cafe\u0301")


PIECES = st.one_of(
    st.sampled_from([sign for shape in SECRETS for sign in shape.signs]),
    st.sampled_from([sign.swapcase() for shape in SECRETS for sign in shape.signs]),
    st.sampled_from(
        [TAIL, TAIL[:9], "sk-ant-api03-", "ghp_", "AKIA", "api_key", "API-Key", "passwd",
         "Access_key", "sEcReT", "toKEN", ": ", "=", '"', "'", "@", "postgres", "admin",
         ":", ".", "\n", " ",
         "-----BEGIN RSA PRIVATE KEY-----", "\u017fk_live_", "\u212aey", "to\u212aen", "ſecret"]
    ),
    st.text(max_size=6),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=10).map("".join)


def without_hints(text: str) -> list[Sighting]:
    """As `secrets_in`, by every pattern."""
    found: dict[int, Sighting] = {}
    taken: list[tuple[int, int]] = []
    for shape in SECRETS:
        for match in shape.pattern.finditer(text):
            start, end = match.span()
            if not any(start < other_end and other < end for other, other_end in taken):
                taken.append((start, end))
                found.setdefault(start, Sighting(shape.kind, text.count("\n", 0, start) + 1))
    return [found[start] for start in sorted(found)]


@given(TEXTS)
@example(f"sEcReT = {TAIL}")
@example(f"ſecret: {TAIL}")
@example(f"to\u212aen: {TAIL}")
@example(f"aPi_kEy: {TAIL}")
def test_every_key_that_a_pattern_finds_is_found(text):
    assert secrets_in(text) == without_hints(text)


@given(TEXTS)
@example(f"sEcReT = {TAIL}")
@example(f"to\u212aen: {TAIL}")
def test_every_key_that_a_pattern_finds_is_covered(text):
    shown = PRIVATE_KEY.sub(REDACTED, text)

    for shape in SECRETS:
        shown = shape.pattern.sub(REDACTED, shown)

    assert without_secrets(text) == shown


@given(
    st.text(
        st.one_of(
            st.sampled_from("ab\n\u200d\u202e\u00ad\u4e00\U0001f3f4\U000e0067\U000e007f"),
            st.characters(),
        )
    )
)
def test_every_character_that_hides_or_misleads_is_found(text):
    due = {
        text.count("\n", 0, index) + 1
        for index, character in enumerate(text)
        if character in sensitive_text.BIDIRECTIONAL or sensitive_text._is_invisible(text, index)
    }

    assert {sighting.line for sighting in hidden_in(text)} == due
