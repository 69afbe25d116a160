"""Models that their makers have shut down, or have said when they will.

Dates are those of the maker's own service; others who offer the model may keep it longer. A row is
here only where the maker's page said so when it was read, in November 2026, so that a name that is
missing says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ANTHROPIC = "https://platform.claude.com/docs/en/about-claude/model-deprecations"
ANTHROPIC_NOTES = "https://docs.claude.com/en/release-notes/overview"
GOOGLE = "https://ai.google.dev/gemini-api/docs/deprecations"
OPENAI = "https://developers.openai.com/api/docs/deprecations"


@dataclass(frozen=True, slots=True)
class Retirement:
    """`until`: the day from which requests fail."""

    until: date
    source: str


@dataclass(frozen=True, slots=True)
class _Row:
    providers: tuple[str, ...]
    names: tuple[str, ...]
    retirement: Retirement


_OF_ANTHROPIC, _OF_GOOGLE, _OF_OPENAI = ("", "anthropic"), ("", "gemini"), ("", "openai")
_ROWS = (
    _Row(
        _OF_ANTHROPIC,
        (
            *("claude-1.0", "claude-1.1", "claude-1.2", "claude-1.3"),
            *("claude-instant-1.0", "claude-instant-1.1", "claude-instant-1.2"),
        ),
        Retirement(date(2024, 11, 6), ANTHROPIC),
    ),
    _Row(
        _OF_ANTHROPIC,
        ("claude-2.0", "claude-2.1", "claude-3-sonnet-20240229"),
        Retirement(date(2025, 7, 21), ANTHROPIC),
    ),
    _Row(
        _OF_ANTHROPIC,
        ("claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022"),
        Retirement(date(2025, 10, 28), ANTHROPIC_NOTES),
    ),
    _Row(
        _OF_ANTHROPIC,
        ("claude-3-opus-20240229",),
        Retirement(date(2026, 1, 5), ANTHROPIC),
    ),
    _Row(
        _OF_GOOGLE,
        (
            *("gemini-2.5-pro-preview-03-25", "gemini-2.5-pro-preview-05-06"),
            "gemini-2.5-pro-preview-06-05",
        ),
        Retirement(date(2025, 12, 2), GOOGLE),
    ),
    _Row(_OF_GOOGLE, ("gemini-3-pro-preview",), Retirement(date(2026, 3, 9), GOOGLE)),
    _Row(_OF_GOOGLE, ("gemini-3.1-flash-lite-preview",), Retirement(date(2026, 5, 25), GOOGLE)),
    _Row(
        _OF_OPENAI,
        (
            *("gpt-5", "gpt-5-2025-08-07", "gpt-5-mini", "gpt-5-mini-2025-08-07"),
            *("gpt-5-nano", "gpt-5-nano-2025-08-07"),
        ),
        Retirement(date(2026, 12, 11), OPENAI),
    ),
)


def retirement(model: str) -> Retirement | None:
    """Of a model as litellm names it; None where nothing is known, or it is another's service."""
    provider, _, name = model.casefold().rpartition("/")
    for row in _ROWS:
        if provider in row.providers and name in row.names:
            return row.retirement
    return None
