"""What of a registry can come into a workspace, and what of that is new here. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import FileProblem, InvalidInput, NotFound
from workbench.domain.prompts import Attachment, Prompt, Version
from workbench.domain.releases import Release
from workbench.domain.restoring import (
    Arrival,
    ComingVersion,
    FoundPrompt,
    FoundRegistry,
    FoundVersion,
    Refusal,
    RestorePhase,
    RestorePlan,
    RestoreProgress,
    RestoreWork,
    approval_key,
)
from workbench.formats.content import as_hashed
from workbench.services.attached_files import AttachedFiles, attachments_of
from workbench.services.ports import ApprovalStore, PromptStore


class RestorePlanner:
    def __init__(
        self, store: PromptStore, approvals: ApprovalStore, attached: AttachedFiles
    ) -> None:
        self._store, self._approvals, self._attached = store, approvals, attached

    def plan(self, found: FoundRegistry, work: RestoreWork) -> RestorePlan:
        """Raises `Cancelled`."""
        refused = list(found.refused)
        prompts = list(self._of_one_kind(found.prompts, refused))
        missing = self._missing_files(prompts, Path(found.directory), work)
        usable = self._usable(prompts, missing, refused)
        arrivals = tuple(self.arrival(each) for each in usable)
        return RestorePlan(found, arrivals, tuple(sorted(refused, key=lambda each: each.file)))

    def arrival(self, found: FoundPrompt) -> Arrival:
        """What of it is new, as the workspace is now."""
        there = self.there(found.prompt.path)
        if there is None:
            coming = _numbered(found, {})
            return Arrival(found, True, coming, approvals=found.approvals)
        versions = self._store.versions(there.id)
        coming = _numbered(found, {each.number: each.digest for each in versions})
        given = {
            approval_key(each.digest, each.environment, each.approver, each.created_at)
            for each in self._approvals.approvals_of(there.id)
        }
        fresh = tuple(each for each in found.approvals if each.key not in given)
        return Arrival(
            found,
            is_new=False,
            versions=coming,
            known=len(found.versions) - len(coming),
            approvals=fresh,
            known_approvals=len(found.approvals) - len(fresh),
            follows=self._follows(there, versions, found, coming),
            card_differs=_card(there) != _card(found.prompt),
            tells_status=_status(there) != _status(found.prompt),
        )

    def there(self, path: str) -> Prompt | None:
        try:
            return self._store.prompt_at(path)
        except NotFound:
            return None

    def _of_one_kind(
        self, prompts: Iterable[FoundPrompt], refused: list[Refusal]
    ) -> Iterator[FoundPrompt]:
        """A path is a prompt's or a component's here; in a registry it may be both."""
        kinds: dict[str, str] = {}
        for each in prompts:
            path, kind = each.prompt.path, each.prompt.kind
            there = self.there(path)
            known = kinds.get(path) or (there.kind if there else kind)
            if known == kind:
                kinds[path] = kind
                yield each
            else:
                reason = f"{path} is a {known} here or in the registry, too: rename one of them"
                refused.append(Refusal(each.folder, reason))

    def _missing_files(
        self, prompts: Iterable[FoundPrompt], folder: Path, work: RestoreWork
    ) -> dict[Attachment, str]:
        """Why files that go along cannot come, looked at one by one."""
        releases = (version.release for each in prompts for version in each.versions)
        wanted = list(dict.fromkeys(attachments_of(releases)))
        found: dict[Attachment, str] = {}
        for done, each in enumerate(wanted):
            work.go_on()
            work.tell(RestoreProgress(RestorePhase.CHECKING, done, len(wanted)))
            if self._attached.holds(each):
                continue
            try:
                self._attached.bytes_of(each, folder)
            except FileProblem as problem:
                found[each] = f"has {each.name} attached, which {problem.reason}"
            except InvalidInput as problem:
                found[each] = f"has a file attached that cannot be: {problem.message}"
        return found

    def _usable(
        self,
        prompts: Iterable[FoundPrompt],
        missing: Mapping[Attachment, str],
        refused: list[Refusal],
    ) -> list[FoundPrompt]:
        """Without the versions that cannot be carried over, and those that include them."""
        waiting: list[FoundVersion] = []
        good: set[str] = set()
        for version in (version for each in prompts for version in each.versions):
            if reason := _unusable(version.release, missing):
                refused.append(Refusal(version.file, reason))
            else:
                waiting.append(version)
                good.add(version.release.digest)
        while lacking := [each for each in waiting if self._lacking(each.release, good)]:
            refused += [Refusal(v.file, self._lacking(v.release, good)) for v in lacking]
            out = {each.file for each in lacking}
            waiting = [each for each in waiting if each.file not in out]
            good = {each.release.digest for each in waiting}
        kept = {each.file for each in waiting}
        return [found for each in prompts if (found := _only(each, kept, refused)).versions]

    def _lacking(self, release: Release, good: Collection[str]) -> str:
        missing = (
            f"{path} at {digest.removeprefix('sha256:')[:12]}"
            for path, digest in release.content.components
            if digest not in good and not self._is_kept(digest)
        )
        names = ", ".join(missing)
        return f"includes {names}, which is not here or is left out" if names else ""

    def _is_kept(self, digest: str) -> bool:
        try:
            self._store.snapshot(digest)
        except NotFound:
            return False
        return True

    def _follows(
        self,
        there: Prompt,
        versions: list[Version],
        found: FoundPrompt,
        coming: tuple[ComingVersion, ...],
    ) -> bool:
        """Nothing of the draft is lost, and it goes forward, not aside."""
        newest = versions[0] if versions else None
        top = max(coming, key=lambda each: each.here, default=None)
        if newest is None or top is None or top.here < newest.number:
            return False
        made_from = {v.release.digest: v.release.ancestors[:1] for v in found.versions}
        if newest.digest not in _line(top.found.release.digest, made_from):
            return False
        draft = as_hashed(replace(self._store.open(there.id).draft.content, components=()))
        return draft == replace(self._store.snapshot(newest.digest), components=())


def _numbered(found: FoundPrompt, here: Mapping[int, str]) -> tuple[ComingVersion, ...]:
    """Those that are not here, each with its own number or, where that is taken, a free one."""
    known = set(here.values())
    taken = set(here)
    fresh = [each for each in found.versions if each.release.digest not in known]
    own = {}
    for each in fresh:
        if each.release.number not in taken:
            own[each.release.digest] = each.release.number
            taken.add(each.release.number)
    free = max((*taken, *found.numbers, 0)) + 1
    coming = []
    for each in fresh:
        number = own.get(each.release.digest, free)
        free += number == free
        coming.append(ComingVersion(each, number))
    return tuple(coming)


def _only(found: FoundPrompt, kept: Collection[str], refused: list[Refusal]) -> FoundPrompt:
    """With those of its versions, and the approvals of these."""
    versions = tuple(each for each in found.versions if each.file in kept)
    if len(versions) == len(found.versions):
        return found
    digests = {each.release.digest for each in versions}
    approvals = tuple(each for each in found.approvals if each.digest in digests)
    left = (each.file for each in found.approvals if each.digest not in digests)
    refused += [Refusal(file, "approves a version that is left out") for file in left]
    return replace(found, versions=versions, approvals=approvals)


def _unusable(release: Release, missing: Mapping[Attachment, str]) -> str:
    """Its files; that its content keeps its digest here was seen when it was read."""
    return next((missing[each] for each in attachments_of([release]) if each in missing), "")


def _line(digest: str, made_from: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The digests that a version comes from."""
    found: set[str] = set()
    while digest not in found:
        found.add(digest)
        digest = next(iter(made_from.get(digest, ())), digest)
    return found


def _card(prompt: Prompt) -> tuple[object, ...]:
    return prompt.title, prompt.description, prompt.owner, prompt.labels, prompt.archived


def _status(prompt: Prompt) -> tuple[bool, str]:
    return prompt.deprecated, prompt.replaced_by
