from __future__ import annotations

import pytest

from workbench.checks.patterns import compiled, in_proportion
from workbench.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^a$", "a\n", False),
        (r"a.b", "a\nb", False),
        (r"\d", "٣", False),
        (r"\bcat\b", "écat", True),
        (r"\s", "\u00a0", True),
        (r"[]", "x", False),
        (r"[^]", "\n", True),
        (r"(?<word>a)\k<word>", "aa", True),
        (r"{e}", "{e}", True),
        (r"x{,2}", "x{,2}", True),
        (r"[[a]", "[", True),
        (r"\cJ", "\n", True),
        (r"(?i)paris", "PARIS", True),
        (r"\p{L}", "é", True),
        (r"\A", "A", True),
    ],
)
def test_patterns_mean_what_they_mean_in_javascript(pattern, text, found):
    assert bool(compiled(pattern, "regex").search(text)) == found


@pytest.mark.parametrize("pattern", ["(", "a**", "[a", "(?<", "x" * 30_000, "\\"])
def test_what_is_no_pattern_is_said(pattern):
    with pytest.raises(InvalidInput, match="regex: "):
        compiled(pattern, "regex")


@pytest.mark.parametrize(
    ("pattern", "quick"),
    [
        (r"\border \d{4}\b", True),
        (r"[a-z\]]{3}-\x41.$", True),
        (r"\d+", False),
        (r"a{2,}", False),
        (r"(a{9}){9}", False),
        (r"ab|cd", False),
        (r"(.)\1", False),
        (r"\k<name>", False),
        (r"\p{L}", False),
        ("", False),
    ],
)
def test_only_what_always_matches_the_same_length_goes_without_a_time(pattern, quick):
    assert bool(in_proportion(pattern)) == quick


def test_a_long_pattern_goes_without_a_time_in_short_texts_only():
    assert in_proportion("a{999}" * 10) < 200
