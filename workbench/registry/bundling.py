"""What an environment's pins lead to: versions, components and attached files, for a bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.errors import RegistryError
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.bundle import (
    BundledPrompt,
    BundledVersion,
    BundledWithdrawal,
    write_bundle,
)
from workbench.formats.registry_files import PinFile
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

EVERYWHERE = (layout.TRUST, "schema/")
"""What counts wherever a version is pinned, besides the files at the top."""


@dataclass(slots=True)
class Pinned:
    """Everything that one environment uses."""

    prompts: dict[str, BundledPrompt] = field(default_factory=dict)
    versions: dict[str, VersionFile] = field(default_factory=dict)
    """Of prompts and components, by digest."""
    attached: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    pins: set[str] = field(default_factory=set)


def bundle_text(contents: Contents, environment: str, bytes_of: Callable[[str], bytes]) -> str:
    """Of a registry in which `hindrances` found nothing; `bytes_of` reads attached files."""
    pinned = pinned_in(contents, environment)
    return write_bundle(
        registry=contents.name,
        environment=environment,
        prompts=pinned.prompts,
        contents={digest: _document(found) for digest, found in pinned.versions.items()},
        attachments={digest: bytes_of(digest) for digest in sorted(pinned.attached)},
    )


def check_known(contents: Contents, environment: str) -> None:
    """Raises `RegistryError` for an environment that the registry does not have."""
    known = contents.registry.environments if contents.registry else []
    if environment not in known:
        raise RegistryError(
            f"The registry has no environment {environment!r}.",
            hint=f"It has: {', '.join(known) or 'none'}.",
        )


def hindrances(
    contents: Contents, environment: str, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """The errors among the findings that concern what the environment uses."""
    pinned = pinned_in(contents, environment)
    return tuple(
        finding
        for finding in findings
        if finding.severity is FindingSeverity.ERROR
        and _concerns(finding.file, pinned, environment)
    )


def refused_by_readers(
    contents: Contents, environment: str, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """What applications will not get from the bundle, which is made all the same.

    A version withdrawn while it was in use: without a new bundle the old one would go on
    handing it out. Readers refuse that one prompt and serve all others.
    """
    pinned = pinned_in(contents, environment)
    blocked = {
        path
        for path in pinned.pins
        for each in (pinned.prompts.get(contents.pins[path].prompt),)
        if each and any(stated.severity == "block" for stated in each.withdrawn)
    }
    return tuple(each for each in findings if each.rule == "R06" and each.file in blocked)


def pinned_in(contents: Contents, environment: str) -> Pinned:
    """As far as it is there: what is missing is for the rules to tell."""
    pinned = Pinned()
    for path, pin in sorted(contents.pins.items()):
        if (layout.pin_of(path) or ("", ""))[0] != environment:
            continue
        pinned.pins.add(path)
        folder = contents.folder(PromptKind.PROMPT, pin.prompt)
        if folder is None:
            continue
        pinned.folders.add(f"{folder.path}/")
        pinned.prompts[pin.prompt] = _bundled(pin, folder)
        for digest in pin.in_use:
            _follow(contents, folder.with_digest(digest), pinned)
    return pinned


def _bundled(pin: PinFile, folder: PromptFolder) -> BundledPrompt:
    rollout = tuple(
        BundledVersion(
            found.record.digest, found.record.version, found.record.interface, _weight(part)
        )
        for part, digest in zip(pin.rollout, pin.canaries, strict=True)
        if (found := folder.with_digest(digest))
    )
    digests = (pin.digest, *(each.digest for each in rollout))
    withdrawn = tuple(
        BundledWithdrawal(digest, stated.severity, stated.reason)
        for digest in digests
        if (stated := folder.withdrawn.get(layout.short(digest)))
    )
    return BundledPrompt(BundledVersion(pin.digest, pin.version, pin.interface), rollout, withdrawn)


def _follow(contents: Contents, version: VersionFile | None, pinned: Pinned) -> None:
    if version is None:
        return
    pinned.versions[version.record.digest] = version
    pinned.attached |= {a.digest for m in version.content.messages for a in m.attachments}
    for component, digest in version.content.components:
        folder = contents.folder(PromptKind.COMPONENT, component)
        if folder is not None:
            pinned.folders.add(f"{folder.path}/")
            _follow(contents, folder.with_digest(digest), pinned)


def _concerns(file: str, pinned: Pinned, environment: str) -> bool:
    return (
        "/" not in file
        or file in pinned.pins
        or file.startswith((f"pins/{environment}/", *EVERYWHERE, *pinned.folders))
        or file.removeprefix(layout.ATTACHMENTS)
        in {d.removeprefix("sha256:") for d in pinned.attached}
    )


def _document(version: VersionFile) -> dict[str, Any]:
    document: dict[str, Any] = version.document.value["content"]
    return document


def _weight(part: dict[str, Any]) -> int:
    weight = part.get("weight")
    return weight if isinstance(weight, int) and not isinstance(weight, bool) else 0
