"""A registry as a source: what can be read there, prompt by prompt, and what must be left out.

Whoever can write the registry decides what is in it, so nothing is taken on its word: a version
is its digest's, an approval is of the prompt, version and environment its file is named for and
signed by whom it names if it is signed at all, and texts for lists are short. What is not so is
left out by name and the rest is read; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from workbench.domain.digests import content_digest
from workbench.domain.errors import FileProblem, InvalidContent, RegistryError
from workbench.domain.prompts import Label, Prompt
from workbench.domain.releases import Release
from workbench.domain.restoring import (
    FoundPrompt,
    FoundRegistry,
    FoundVersion,
    Refusal,
    RestorePhase,
    RestoreProgress,
    RestoreWork,
)
from workbench.formats.content import as_hashed, content_document
from workbench.formats.registry_files import Card, labels_of
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder, read_contents
from workbench.registry.repository import existing_folder
from workbench.registry.restored_approvals import approvals_in
from workbench.registry.tree import RegistryTree, read_tree
from workbench.registry.writing import check_registry, recovered

LONGEST_LINE = 400
LONGEST_LABEL = 80
MOST_LABELS = 100
LARGEST_NUMBER = 999_999_999
TOLD_EVERY = 20
IMPORTED = ("", "versions", "approvals", "evidence")
"""The parts of a prompt's folder that come into a workspace; the log stays where it is, and so
does the head, which says again what the newest version says."""


class GitRegistryReader:
    """Registries in folders of this machine."""

    def read(self, folder: Path, work: RestoreWork) -> FoundRegistry:
        """Raises `RegistryError`, `FileProblem` where registry.yaml itself cannot be read, and
        `Cancelled`."""
        place, is_repository = _opened(folder)
        tree = read_tree(place)
        around = _registry_itself(place, tree)
        reading = _Reading(around)
        groups = _by_folder(tree)
        for done, (path, files) in enumerate(groups.items()):
            work.go_on()
            if done % TOLD_EVERY == 0:
                work.tell(RestoreProgress(RestorePhase.READING, done, len(groups)))
            reading.take(path, tree.of(files))
        work.tell(RestoreProgress(RestorePhase.READING, len(groups), len(groups)))
        return FoundRegistry(
            directory=str(place),
            name=around.name,
            prompts=tuple(reading.prompts),
            refused=(*_foreign(tree), *reading.refused),
            pins=_pins(around, tree),
            is_repository=is_repository,
            doubts=tuple(dict.fromkeys(reading.doubts)),
        )


class _Reading:
    """What is read so far; `around` is the registry without its prompts."""

    def __init__(self, around: Contents) -> None:
        self._around = around
        self.prompts: list[FoundPrompt] = []
        self.refused: list[Refusal] = []
        self.doubts: list[str] = []

    def take(self, path: str, tree: RegistryTree) -> None:
        """Read a prompt's files, which are let go when it is taken."""
        contents = read_contents(tree)
        contents.registry, contents.signers = self._around.registry, self._around.signers
        contents.tree = replace(tree, files={**self._around.tree.files, **tree.files})
        unreadable = list(_unreadable(contents))
        self.refused += unreadable
        folder = contents.folders.get(path)
        if folder is None:
            return
        versions = self._versions(folder, {refusal.file for refusal in unreadable})
        if not versions:
            return
        approvals, refused, doubt = approvals_in(contents, folder, versions)
        self.refused += refused
        self.doubts += [doubt] if doubt else []
        card = self._card(folder)
        self.prompts.append(
            FoundPrompt(
                prompt=_prompt(folder, card, versions),
                folder=folder.path,
                versions=tuple(versions),
                approvals=tuple(approvals),
                numbers=frozenset(_numbers(tree.files)),
            )
        )

    def _versions(self, folder: PromptFolder, refused: set[str]) -> list[FoundVersion]:
        """Each after the one it was made from. One digest comes once."""
        found: dict[str, FoundVersion] = {}
        by_number = sorted(folder.versions.items(), key=lambda item: item[1].record.version)
        for path, version in by_number:
            if path in refused:
                continue
            if wrong := _wrong(folder, path, version):
                self.refused.append(Refusal(path, *wrong))
            elif twin := found.get(version.digest):
                reason = f"has the content of version {twin.release.number} once more"
                self.refused.append(Refusal(path, reason))
            else:
                found[version.digest] = FoundVersion(_release(folder, version), path)
        return _parents_first(found)

    def _card(self, folder: PromptFolder) -> Card | None:
        card = folder.card
        if card is None:
            return None
        path = f"{folder.path}/{layout.CARD}"
        lines = (card.title, card.replaced_by, *card.owners)
        if any(len(line) > LONGEST_LINE for line in lines):
            reason = f"has a line of more than {LONGEST_LINE} letters: the card is left out"
            self.refused.append(Refusal(path, reason))
            return None
        labels = labels_of(card)
        if len(_usable(labels)) != len(labels):
            self.refused.append(Refusal(path, "has labels that no prompt can have: they stay out"))
        return card


def _opened(folder: Path) -> tuple[Path, bool]:
    """The folder, and whether it is in a repository. Finishes an export that was cut off."""
    place = existing_folder(folder)
    try:
        recovered(place)
    except RegistryError:
        return place, False
    return place, True


def _registry_itself(place: Path, tree: RegistryTree) -> Contents:
    own = (layout.REGISTRY, layout.TRUST)
    contents = read_contents(tree.only(own))
    problem = next((p for p in contents.problems if p.file == layout.REGISTRY), None)
    if problem is not None and contents.registry is None:
        raise FileProblem(problem.message, file=problem.file, line=problem.line)
    check_registry(place, contents)
    return contents


def _by_folder(tree: RegistryTree) -> dict[str, list[str]]:
    """The files of each prompt that come into a workspace; components first."""
    found: dict[str, list[str]] = {}
    for path in tree.files:
        place = layout.prompt_file(path)
        if place and place.part in IMPORTED and place.name != layout.HEAD:
            found.setdefault(place.folder, []).append(path)
    return dict(sorted(found.items()))


def _foreign(tree: RegistryTree) -> Iterator[Refusal]:
    """What lies among the prompts and cannot be one's."""
    tops = tuple(f"{top}/" for top in layout.FOLDERS.values())
    for path in tree.links:
        if path.startswith(tops):
            yield Refusal(path, "is a link, or not a file, and is not followed")
    for path in tree.files:
        if path.startswith(tops) and layout.prompt_file(path) is None:
            yield Refusal(path, "is no file of a prompt, by its place or its name")


def _unreadable(contents: Contents) -> Iterator[Refusal]:
    """Files in another than the canonical layout are read: `verify` tells of them."""
    for finding in contents.problems:
        if "canonical" not in finding.message:
            yield Refusal(finding.file, finding.message, finding.line)


def _wrong(folder: PromptFolder, path: str, version: VersionFile) -> tuple[str, int | None] | None:
    """Why a version file is not what it says to be, and on which line."""
    record, name = version.record, layout.VERSION_NAME.fullmatch(path.rpartition("/")[2])
    checks = (
        (version.digest != record.digest, f"the content's digest is {version.digest}", "digest"),
        (record.prompt != folder.prompt, f"is a version of {record.prompt}", "prompt"),
        (record.version > LARGEST_NUMBER, "has a number that is too large", "version"),
        (not _is_usual_time(version), "was made at a time that cannot be kept", "created"),
        (name is None or name["digest"] != layout.short(record.digest), "is not named after its "
         "digest", "digest"),
        (name is None or int(name["number"]) != record.version, "is not named after its number",
         "version"),
    )  # fmt: skip
    found = next(((reason, field) for wrong, reason, field in checks if wrong), None)
    if found:
        return found[0], version.document.line(("record", found[1]))
    lost = _lost(version)
    return (lost, version.document.line(("content",))) if lost else None


def _lost(version: VersionFile) -> str:
    """Why a workspace could not keep the content with its digest. What it would write is hashed
    only where that is not what the file says."""
    try:
        document = content_document(as_hashed(version.content))
        said = version.document.value["content"]
        same = document == said or content_digest(document) == version.digest
    except InvalidContent as problem:
        return problem.message
    return "" if same else "cannot be carried over with its digest"


def _is_usual_time(version: VersionFile) -> bool:
    try:
        version.record.created_at.astimezone(UTC)
    except OverflowError:
        return False
    return True


def _release(folder: PromptFolder, version: VersionFile) -> Release:
    record = version.record
    return Release(
        prompt=Prompt("", folder.prompt, folder.kind),
        number=record.version,
        digest=version.digest,
        content=version.content,
        author=record.author,
        created_at=record.created_at,
        note=record.reason,
        ancestors=tuple(record.parents),
    )


def _parents_first(found: dict[str, FoundVersion]) -> list[FoundVersion]:
    """By number, but for what was renumbered after others had been made from it."""
    ordered: dict[str, FoundVersion] = {}
    for digest in found:
        line: list[str] = []
        while digest in found and digest not in ordered and digest not in line:
            line.append(digest)
            digest = next(iter(found[digest].release.ancestors), "")
        ordered |= {each: found[each] for each in reversed(line)}
    return list(ordered.values())


def _prompt(folder: PromptFolder, card: Card | None, versions: list[FoundVersion]) -> Prompt:
    oldest = min(each.release.created_at for each in versions)
    prompt = Prompt("", folder.prompt, folder.kind, created_at=oldest)
    if card is None:
        return prompt
    return replace(
        prompt,
        title=_line(card.title),
        description=card.description,
        owner=_line(card.owners[0]) if card.owners else "",
        labels=_usable(labels_of(card)),
        archived=card.status == "archived",
        deprecated=card.status == "deprecated",
        replaced_by=_line(card.replaced_by),
    )


def _usable(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    return tuple(
        label
        for label in labels[:MOST_LABELS]
        if label.facet
        and label.value
        and len(label.facet) + len(label.value) <= LONGEST_LABEL
        and (label.facet + label.value).isprintable()
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _numbers(files: Iterable[str]) -> Iterator[int]:
    """That version files are named for, those that cannot be read as well."""
    for path in files:
        name = layout.VERSION_NAME.fullmatch(path.rpartition("/")[2])
        if name and "/versions/" in path:
            yield int(name["number"])


def _pins(around: Contents, tree: RegistryTree) -> tuple[tuple[str, int], ...]:
    counts = dict.fromkeys(around.registry.environments if around.registry else (), 0)
    for path in tree.files:
        pin = layout.pin_of(path)
        if pin and pin[0] in counts:
            counts[pin[0]] += 1
    return tuple(counts.items())
