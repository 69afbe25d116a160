"""A prompt that is longer than a model reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.domain.estimates import ModelTokens
from workbench.domain.problems import Problem, Severity


def too_long(counts: Iterable[ModelTokens]) -> Iterator[Problem]:
    for each in counts:
        if each.window is None or each.count.tokens + each.room <= each.window:
            continue
        about = "" if each.count.exact else "about "
        kept = f" and keeps {each.room:,} for the answer" if each.room else ""
        yield Problem(
            "too-long",
            Severity.WARNING,
            f"The prompt is {about}{each.count.tokens:,} tokens; "
            f"{each.model} takes {each.window:,}{kept}.",
        )
