"""Builds the bringing together of two people's work in a registry; it needs no workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from workbench.bootstrap.outside import utc_now
from workbench.bootstrap.when_used import WhenUsed
from workbench.services.merging import MergeService

if TYPE_CHECKING:
    from workbench.services.merging import Merges


def open_merging(
    author: Callable[[], str] = str, changed: Callable[[str], None] = lambda _directory: None
) -> MergeService:
    """`author` is named where git knows nobody; `changed` is called with the directory of a
    registry that was written to."""
    return MergeService(cast("Merges", WhenUsed(lambda: _merges(author))), utc_now, changed)


def _merges(author: Callable[[], str]) -> Merges:
    from workbench.registry.git_merges import GitMerges

    return GitMerges(author)
