"""A registry's versions as releases, in an order in which they can be taken into a workspace."""

from __future__ import annotations

from workbench.domain.errors import FileProblem
from workbench.domain.prompts import Prompt, PromptKind
from workbench.domain.releases import Release
from workbench.formats.registry_files import Card, labels_of
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder


def releases_in(contents: Contents) -> list[Release]:
    """Components first, then prompts; each one's versions by number."""
    for finding in contents.problems:
        place = layout.prompt_file(finding.file)
        if place and place.part in ("", "versions") and "canonical" not in finding.message:
            raise FileProblem(finding.message, file=finding.file, line=finding.line)
    folders = sorted(contents.folders.values(), key=lambda f: (f.kind is PromptKind.PROMPT, f.path))
    found = [release for folder in folders for release in _of_folder(folder)]
    if not found:
        raise FileProblem("no version of any prompt is here", file=".")
    return found


def _of_folder(folder: PromptFolder) -> list[Release]:
    by_number = sorted(folder.versions.items(), key=lambda item: item[1].record.version)
    return [_release(folder, path, version) for path, version in by_number]


def _release(folder: PromptFolder, path: str, version: VersionFile) -> Release:
    record = version.record
    if version.digest != record.digest:
        line = version.document.line(("record", "digest"))
        raise FileProblem(f"the content's digest is {version.digest}", file=path, line=line)
    return Release(
        prompt=_prompt(folder, folder.card),
        number=record.version,
        digest=version.digest,
        content=version.content,
        author=record.author,
        created_at=record.created_at,
        note=record.reason,
        ancestors=tuple(record.parents),
    )


def _prompt(folder: PromptFolder, card: Card | None) -> Prompt:
    if card is None:
        return Prompt("", folder.prompt, folder.kind)
    return Prompt(
        id="",
        path=folder.prompt,
        kind=folder.kind,
        title=card.title,
        description=card.description,
        owner=card.owners[0] if card.owners else "",
        labels=labels_of(card),
        archived=card.status == "archived",
    )
