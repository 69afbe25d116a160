from __future__ import annotations

import pytest

from workbench.templating.problems.secrets import secrets_in


@pytest.mark.parametrize(
    "secret",
    [
        "sk-" + "aB3" * 10,
        "sk-proj-" + "a_B-3" * 8,
        "sk-ant-api03-" + "x" * 40,
        "AKIA" + "ABCDEFGH12345678",
        "ghp_" + "a" * 36,
        "github_pat_" + "a" * 30,
        "glpat-" + "a" * 20,
        "AIza" + "b" * 35,
        "xoxb-" + "1" * 12,
        "hf_" + "c" * 34,
        "gsk_" + "d" * 40,
        "sk_live_" + "e" * 24,
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "postgres://me:hunter2@",
        f"eyJ{'a' * 20}.eyJ{'b' * 20}.{'c' * 20}",
    ],
)
def test_what_looks_like_a_secret_is_found_with_its_place(secret):
    text = f"é key={secret} end" if not secret.endswith("@") else f"é key={secret}host end"

    [problem] = secrets_in(text)

    assert text[problem.start : problem.end] == secret


@pytest.mark.parametrize(
    "text",
    [
        "task-force of the year, risk-based",
        "sk-short",
        "https://example.com:8080/path@2",
        "postgres://{{ user }}:{{ password }}@host",
        "-----BEGIN PUBLIC KEY-----",
        "The key is in the keyring.",
    ],
)
def test_ordinary_text_is_no_secret(text):
    assert list(secrets_in(text)) == []


@pytest.mark.parametrize(
    "text", ["sk-" * 300_000, "eyJ" + "a" * 10**6, "a" * 10**6, "x://a:" * 10**5]
)
def test_hostile_text_is_searched_to_its_end(text):
    searched = f"{text} AKIAABCDEFGH12345678"

    *_others, last = secrets_in(searched)

    assert searched[last.start :] == "AKIAABCDEFGH12345678"
