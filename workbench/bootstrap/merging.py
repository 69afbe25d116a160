"""Builds the bringing together of two people's work in a registry; it needs no workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from workbench.bootstrap.acting import author_set, login_name
from workbench.bootstrap.outside import utc_now
from workbench.bootstrap.when_used import WhenUsed
from workbench.services.events import Acted
from workbench.services.merging import MergeService

if TYPE_CHECKING:
    from workbench.services.merging import Merges


def open_merging(
    changed: Callable[[str], None] = lambda _directory: None,
    tell: Callable[[Acted], None] = lambda _acted: None,
) -> MergeService:
    """`changed` is called with the directory of a registry that was written to, `tell` with
    what the audit log keeps of it."""
    merges = cast("Merges", WhenUsed(_merges))
    return MergeService(merges, utc_now, changed, tell)


def _merges() -> Merges:
    from workbench.registry.git_merges import GitMerges

    return GitMerges(author_set, login_name)
