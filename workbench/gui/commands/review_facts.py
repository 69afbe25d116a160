"""What the conditions of the menu Review go by: a part of `Context`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    shown: bool = False
    """A review is chosen in Review, and its overview or a page of it is seen."""
    closed: bool = False
    reviewer: bool = False
    """One of its reviewers is the current one."""
    left: int = 0
    """Items that the current reviewer neither judged nor skipped."""
    judged: int = 0
    """Judgments that count, of all its reviewers."""
    learned: bool = False
    """What was learned from it is seen."""
    hidden: bool = False
    """And says neither models nor versions: the review is blind and goes on."""
    judging: bool = False
    """Something is before a reviewer in this window, to be judged."""
    rubrics: bool = False
    """Rubrics are seen."""
    rubric: bool = False
    """One of them is chosen."""
    rubric_kept: bool = False
    """And was kept at least once."""
    rubric_changed: bool = False
    """And says something that is not kept yet."""
    source: bool = False
    """The evaluation or prompt that its outputs are from is known."""
    boarded: int = 0
    """Outputs on the board in Write."""
