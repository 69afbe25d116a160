"""How each of two compared states did: its runs in short, read in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.domain.errors import WorkbenchError
from workbench.domain.history import TimelineEntry
from workbench.domain.prompts import PromptContent
from workbench.formats.content import as_hashed
from workbench.gui.write.board.wording import translate
from workbench.gui.write.history.models import figures

NEAREST = 5
"""How many of the newest states the draft is looked for among."""
ContentOf = Callable[[str], PromptContent]


def standing(
    digest: str, timeline: Sequence[TimelineEntry], draft: PromptContent, content_of: ContentOf
) -> str:
    """Author, approval, runs and cost of a state; without a digest, of the draft."""
    entry = _entry(digest, timeline) if digest else _like(draft, timeline, content_of)
    if entry is None:
        return translate("not run as it is now")
    words = figures(entry)
    return words if entry.runs else " · ".join((words, translate("not run yet")))


def _entry(digest: str, timeline: Sequence[TimelineEntry]) -> TimelineEntry | None:
    return next((entry for entry in timeline if entry.digest == digest), None)


def _like(
    draft: PromptContent, timeline: Sequence[TimelineEntry], content_of: ContentOf
) -> TimelineEntry | None:
    """The newest state the draft says the same as; it follows its components."""
    try:
        own = as_hashed(draft)
    except WorkbenchError:
        return None
    for entry in timeline[:NEAREST]:
        if replace(content_of(entry.digest), components=()) == own:
            return entry
    return None
