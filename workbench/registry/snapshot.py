"""A registry's folder as drift compares it: versions, pins, and the dates of what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.domain.errors import RegistryError
from workbench.domain.registered import (
    DatedApproval,
    DatedEvidence,
    RegisteredPin,
    RegisteredVersion,
    RegistrySnapshot,
)
from workbench.domain.releases import Finding
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder, read_contents
from workbench.registry.gating import policy_digest
from workbench.registry.repository import read_repository
from workbench.registry.rules_versions import digests_agree
from workbench.registry.tree import read_tree


def read_snapshot(folder: Path) -> RegistrySnapshot:
    """Raises `RegistryError` where there is no registry to compare with."""
    repository = read_repository(folder)
    contents = read_contents(read_tree(repository.folder))
    if contents.registry is None or not contents.registry.readable:
        raise RegistryError(
            f"{repository.folder} holds no {layout.REGISTRY} that can be read.",
            hint="Look with `workbench registry verify`.",
        )
    folders = contents.folders.values()
    return RegistrySnapshot(
        directory=str(repository.folder),
        name=contents.registry.registry,
        commit=repository.commit,
        environments=tuple(contents.registry.environments),
        versions=tuple(version for each in folders for version in _versions(each)),
        pins=tuple(_pins(contents)),
        evidence=tuple(each for folder in folders for each in _evidence(contents, folder)),
        approvals=tuple(each for folder in folders for each in _approvals(contents, folder)),
        policy=policy_digest(contents),
        max_ages=tuple(_max_ages(_document(contents, layout.POLICY))),
        uncommitted=repository.changed,
        findings=tuple(_findings(contents)),
    )


def _versions(folder: PromptFolder) -> Iterator[RegisteredVersion]:
    for path, version in folder.versions.items():
        yield RegisteredVersion(
            folder.prompt, folder.kind, version.record.version, version.digest,
            version.content, path, version.record.interface,
        )  # fmt: skip


def _pins(contents: Contents) -> Iterator[RegisteredPin]:
    events = {
        logged.id: logged.event
        for folder in contents.folders.values()
        for logged in folder.events.values()
    }
    for path, pin in contents.pins.items():
        event = events.get(pin.event)
        yield RegisteredPin(
            pin.environment,
            pin.prompt,
            pin.version,
            pin.digest,
            path,
            pin.previous,
            _time(event.at) if event else None,
            pin.canaries,
        )


def _evidence(contents: Contents, folder: PromptFolder) -> Iterator[DatedEvidence]:
    for path in folder.evidence:
        document = _document(contents, path)
        predicate = document.get("predicate")
        if not isinstance(predicate, dict):
            continue
        at = _time(predicate.get("run_at") or predicate.get("at"))
        if at:
            suite = str(predicate.get("suite") or predicate.get("name") or "")
            yield DatedEvidence(folder.prompt, _subject(document), suite, at, path)


def _approvals(contents: Contents, folder: PromptFolder) -> Iterator[DatedApproval]:
    for path, approval in folder.approvals.items():
        yield DatedApproval(
            folder.prompt, approval.digest, approval.environment, approval.policy, path
        )


def _max_ages(policy: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    environments = policy.get("environments")
    for environment, rules in environments.items() if isinstance(environments, dict) else ():
        demands = rules.get("evidence") if isinstance(rules, dict) else None
        for demand in demands if isinstance(demands, list) else ():
            days = demand.get("max_age_days") if isinstance(demand, dict) else None
            if isinstance(days, int):
                yield environment, str(demand.get("suite", "")), days


def _findings(contents: Contents) -> Iterator[Finding]:
    """What is not what its name says, and files of versions or pins that cannot be read."""
    for problem in contents.problems:
        place = layout.prompt_file(problem.file)
        is_version = place is not None and place.part == "versions"
        if is_version or layout.pin_of(problem.file):
            yield problem
    yield from digests_agree(contents)


def _document(contents: Contents, path: str) -> dict[str, Any]:
    document = contents.documents.get(path)
    return document.value if document and isinstance(document.value, dict) else {}


def _subject(document: dict[str, Any]) -> str:
    try:
        return f"sha256:{document['subject'][0]['digest']['sha256']}"
    except (KeyError, IndexError, TypeError):
        return ""


def _time(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
