"""R11: an interface number goes up where a version would break who calls it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.interfaces import breaking_changes
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.version_file import VersionFile
from workbench.registry.contents import Contents, PromptFolder

ERROR = FindingSeverity.ERROR


def interfaces_go_up(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        if folder.kind is PromptKind.PROMPT:
            for path, version in folder.versions.items():
                if message := _problem(folder, version):
                    line = version.document.line(("record", "interface"))
                    yield Finding("R11", ERROR, path, message, line)


def _problem(folder: PromptFolder, version: VersionFile) -> str:
    old = _before(folder, version)
    if old is None or version.record.interface > old.record.interface:
        return ""
    before = f"version {old.record.version}"
    if version.record.interface < old.record.interface:
        if not breaking_changes(version.content, old.content):
            return ""
        return f"has interface {version.record.interface}, and {before} before it a later one"
    if version.record.interface_digest == old.record.interface_digest != "":
        return ""
    breaks = breaking_changes(old.content, version.content)
    if not breaks:
        return ""
    return f"has the interface of {before}, and would break who calls it: {'; '.join(breaks)}"


def _before(folder: PromptFolder, version: VersionFile) -> VersionFile | None:
    """The version it was made from, or the one numbered before it."""
    for parent in version.record.parents:
        if found := folder.with_digest(parent):
            return found
    number = version.record.version
    older = (each for each in folder.versions.values() if each.record.version < number)
    return max(older, key=lambda each: each.record.version, default=None)
