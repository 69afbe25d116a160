"""What the rules say of the registry as it would be after a merge, before the commit is made."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry.committed import Entries, blobs_of, names_only
from workbench.registry.contents import Contents, read_contents
from workbench.registry.layout import IMMUTABLE, prompt_file
from workbench.registry.merged_tree import MergedTree
from workbench.registry.moved import is_kept
from workbench.registry.rules_paths import paths_are_portable
from workbench.registry.rules_policy import TRUSTED, changes_meet_former_policy
from workbench.registry.verification import findings_in, in_order

ERROR = FindingSeverity.ERROR


def judged(merged: MergedTree) -> tuple[Finding, ...]:
    """Errors of the merged registry that what comes in has not by itself: those are not ours to
    answer for. Only what differs from what comes in is held to the policy in full."""
    contents = merged.contents()
    contents.changed = contents.gated = merged.differing(merged.theirs)
    found = [
        *findings_in(contents),
        *changes_meet_former_policy(contents, _trusted(merged)),
        *paths_are_portable(Contents(names_only(contents.tree, merged.registry_paths()))),
        *_only_additions(merged, contents),
    ]
    errors = [finding for finding in in_order(found) if finding.severity is ERROR]
    if not errors:
        return ()
    known = {
        (finding.rule, finding.file, finding.message)
        for finding in findings_in(read_contents(merged.tree_of(merged.theirs)))
    }
    return tuple(each for each in errors if (each.rule, each.file, each.message) not in known)


def _trusted(merged: MergedTree) -> dict[str, bytes]:
    """Policy and trust as they are in what comes in."""
    prefix = merged.sides.prefix
    entries = {
        path.removeprefix(prefix): entry.blob
        for path, entry in merged.theirs.items()
        if path.startswith(tuple(prefix + each for each in TRUSTED))
    }
    texts = blobs_of(merged.sides.git, entries.values())
    return {path: texts[blob] for path, blob in entries.items()}


def _only_additions(merged: MergedTree, contents: Contents) -> Iterator[Finding]:
    """R03: all that either side has and that never changes is there, byte by byte."""
    gone = {**_missing(merged, merged.ours), **_missing(merged, merged.theirs)}
    before = blobs_of(merged.sides.git, gone.values())
    for path, blob in gone.items():
        if not is_kept(contents.tree.files, path, before[blob]):
            message = "would be changed or deleted: such files are only ever added"
            yield Finding("R03", ERROR, path, message)


def _missing(merged: MergedTree, side: Entries) -> dict[str, str]:
    prefix = merged.sides.prefix
    found = {}
    for whole, entry in side.items():
        path = whole.removeprefix(prefix)
        after = merged.entries.get(whole)
        if whole.startswith(prefix) and (after != entry or path in merged.texts):
            place = prompt_file(path)
            if place and place.part in IMMUTABLE:
                found[path] = entry.blob
    return found
