from __future__ import annotations

import pytest

from workbench.domain.sensitive_text import Sighting, hidden_in, is_composed, secrets_in

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
