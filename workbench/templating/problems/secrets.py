"""Strings that look like a key or a password of somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.domain.fixes import Fix, InputChange, InputEdit, TextEdit
from workbench.domain.problems import Problem, Severity

VARIABLE = "secret"
"""Takes the place of one, so that it is an input and no text."""
BEGINNINGS = {
    "an API key": ("sk-", "rk-", "pk-"),
    "a Stripe key": ("sk_", "rk_"),
    "an AWS access key": ("AKIA", "ASIA"),
    "a GitHub token": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    "a GitLab token": ("glpat-",),
    "a Google API key": ("AIza",),
    "a Slack token": ("xox",),
    "a Hugging Face token": ("hf_",),
    "a Groq or xAI key": ("gsk_", "xai-"),
    "a private key": ("-----BEGIN ",),
    "a signed token": ("eyJ",),
    "a password in an address": ("://",),
}
"""What is in each of them: a text without it needs no pattern, which is much slower."""
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an API key", re.compile(r"\b(?:sk|rk|pk)-[A-Za-z0-9][A-Za-z0-9_-]{18,200}")),
    ("a Stripe key", re.compile(r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}")),
    ("an AWS access key", re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")),
    ("a GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,200}|github_pat_\w{22,200})")),
    ("a GitLab token", re.compile(r"\bglpat-[A-Za-z0-9_-]{20,200}")),
    ("a Google API key", re.compile(r"\bAIza[A-Za-z0-9_-]{35}")),
    ("a Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,200}")),
    ("a Hugging Face token", re.compile(r"\bhf_[A-Za-z0-9]{30,200}")),
    ("a Groq or xAI key", re.compile(r"\b(?:gsk_|xai-)[A-Za-z0-9]{30,200}")),
    ("a private key", re.compile(r"-----BEGIN (?:[A-Z]{2,20} ){0,3}PRIVATE KEY-----")),
    ("a signed token", re.compile(r"\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000}")),
    (
        "a password in an address",
        re.compile(r"\b[a-z][a-z0-9+]{1,20}://[^\s/:@]{1,100}:[^\s/:@{}]{3,100}@"),
    ),
)


def secrets_in(text: str) -> Iterator[Problem]:
    for what, pattern in PATTERNS:
        if not any(each in text for each in BEGINNINGS[what]):
            continue
        for match in pattern.finditer(text):
            yield Problem(
                "secret",
                Severity.WARNING,
                f"This looks like {what}. It would be stored, sent and exported.",
                start=match.start(),
                end=match.end(),
                fixes=(_by_a_variable(match),),
            )


def _by_a_variable(match: re.Match[str]) -> Fix:
    return Fix(
        f"Replace it by the variable {VARIABLE}",
        (TextEdit(match.start(), match.group(), f"{{{{ {VARIABLE} }}}}"),),
        (InputEdit(VARIABLE, InputChange.DECLARE),),
    )
