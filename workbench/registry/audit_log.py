"""The events of a registry as entries of an audit log: read, searched in, and looked behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.domain.audit import (
    AuditBreak,
    AuditEntry,
    AuditKind,
    AuditSource,
    AuditWitness,
    LoggedEntry,
)
from workbench.domain.errors import FileProblem, NotFound, RegistryError
from workbench.domain.releases import FindingSeverity
from workbench.formats import registry_statements
from workbench.formats.registry_statements import Event
from workbench.formats.strict_yaml import LARGEST_FILE
from workbench.registry import layout
from workbench.registry.contents import Contents, read_contents
from workbench.registry.git import Git
from workbench.registry.log_history import history_breaks
from workbench.registry.log_order import in_order
from workbench.registry.repository import existing_folder
from workbench.registry.rules_log import log_is_complete, pins_have_their_events
from workbench.registry.tree import read_tree

WITNESS = re.compile(
    r"^Audit: (?P<log>[0-9a-f]{12})/(?P<number>[0-9]{1,15}) (?P<hash>sha256:[0-9a-f]{64})$", re.M
)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class GitRegistryLog:
    def __init__(self) -> None:
        self._known: tuple[str, list[LoggedEntry]] = ("", [])

    def entries(self, folder: Path) -> list[LoggedEntry]:
        folder = existing_folder(folder)
        state = f"{folder}\n{Git(folder).maybe('rev-parse', 'HEAD')}"
        if not state.endswith("\n") and self._known[0] == state:
            return self._known[1]
        found = in_order(_entries(folder))
        self._known = (state, found)
        return found

    def text(self, folder: Path, file: str) -> str:
        place = layout.prompt_file(file)
        if place is None or place.part != "log":
            raise FileProblem("is no event", file=file)
        return _bytes(existing_folder(folder) / file).decode("utf-8", "replace")

    def statement(self, folder: Path, file: str, digest: str) -> str:
        place = layout.prompt_file(file)
        around = existing_folder(folder) / place.folder if place else folder
        for part in ("approvals", "evidence"):
            for path in sorted((around / part).glob("*.json")):
                data = b"" if path.is_symlink() else _bytes(path)
                if registry_statements.file_digest(data) == digest:
                    return data.decode("utf-8", "replace")
        raise NotFound(f"The registry does not hold {digest}.")

    def commit_of(self, folder: Path, file: str) -> str:
        found = Git(existing_folder(folder)).maybe(
            "log", "-1", "--no-renames", "--diff-filter=A", "--format=%H", "HEAD", "--", file
        )
        return found.partition("\n")[0]

    def breaks(self, folder: Path, stopped: Callable[[], bool] = lambda: False) -> list[AuditBreak]:
        folder = existing_folder(folder)
        contents = read_contents(read_tree(folder))
        found = list(_rule_breaks(contents))
        return found if stopped() else [*found, *history_breaks(folder)]

    def witnesses(self, folder: Path, log: str) -> list[AuditWitness]:
        git = Git(existing_folder(folder))
        if not git.maybe("rev-parse", "-q", "--verify", "HEAD^{commit}"):
            return []
        output = git.run(
            "log", "--reverse", "-z", "-E", "--grep=^Audit: [0-9a-f]{12}/", "--branches",
            "--remotes", "HEAD", "--format=%H%n%cI%n%an%n%B",
        )  # fmt: skip
        commits = output.decode("utf-8", "replace").split("\0")
        return [found for commit in commits for found in _witnesses(commit) if _is_of(found, log)]


def _is_of(witness: AuditWitness, log: str) -> bool:
    return bool(log) and log.startswith(witness.log)


def _witnesses(commit: str) -> Iterator[AuditWitness]:
    head, at, author, message = (*commit.split("\n", 3), "", "", "")[:4]
    for found in WITNESS.finditer(message):
        number = int(found["number"])
        yield AuditWitness(head, found["log"], number, found["hash"], _time(at), author)


def _entries(folder: Path) -> Iterator[LoggedEntry]:
    numbers: dict[Path, dict[str, int]] = {}
    for top in layout.FOLDERS.values():
        for path in (folder / top).glob("**/log/*.json"):
            file = path.relative_to(folder).as_posix()
            name = layout.EVENT_NAME.fullmatch(path.name)
            if name is None or path.is_symlink():
                continue
            try:
                event = registry_statements.shown_event(_bytes(path), file)
            except FileProblem:
                yield _unreadable(file, name)
                continue
            prompt = path.parent.parent
            if prompt not in numbers:
                numbers[prompt] = _numbers(prompt)
            yield LoggedEntry(
                _entry(event, numbers[prompt]),
                f"sha256:{name['digest']}",
                AuditSource.REGISTRY,
                before=tuple(event.parents),
                file=file,
            )


def _numbers(prompt: Path) -> dict[str, int]:
    """The versions' numbers by the beginnings of their digests, as their files are named."""
    named = (layout.VERSION_NAME.fullmatch(path.name) for path in (prompt / "versions").glob("*"))
    return {name["digest"]: int(name["number"]) for name in named if name}


def _entry(event: Event, numbers: Mapping[str, int]) -> AuditEntry:
    data = event.data
    canary, told = _canary(data)
    digest = canary or str(data.get("to") or data.get("digest") or "")
    version = (not canary and data.get("version")) or numbers.get(layout.short(digest))
    reason = str(data.get("reason") or data.get("note") or "")
    return AuditEntry(
        _time(event.at),
        AuditKind.CANARY if canary else event.type,
        event.actor,
        event.prompt,
        version if isinstance(version, int) else None,
        digest,
        str(data.get("environment", "")),
        (*_digests(data, "approvals"), *_digests(data, "evidence")),
        words=": ".join(part for part in (told, reason) if part),
    )


def _canary(data: Mapping[str, Any]) -> tuple[str, str]:
    """Which version some callers get or no longer get, and how many; nothing of other events.
    One that all callers get from then on is promoted."""
    for digest, weight in _portions(data, "rollout"):
        return digest, f"{weight} % of callers"
    for digest, _weight in _portions(data, "ended"):
        if digest != data.get("to"):
            return digest, "stopped"
    return "", ""


def _portions(data: Mapping[str, Any], kind: str) -> Iterator[tuple[str, object]]:
    """Of what may have been written by anybody."""
    named = data.get(kind)
    for each in named if isinstance(named, list) else ():
        if isinstance(each, dict) and isinstance(digest := each.get("digest"), str):
            yield digest, each.get("weight")


def _digests(data: dict[str, Any], kind: str) -> tuple[str, ...]:
    named = data.get(kind)
    return tuple(str(each) for each in named) if isinstance(named, list) else ()


def _unreadable(file: str, name: re.Match[str]) -> LoggedEntry:
    at = datetime.strptime(name["at"], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    place = layout.prompt_file(file)
    entry = AuditEntry(
        at,
        name["type"],
        prompt=place.prompt if place else "",
        words="This event was changed and cannot be read.",
    )
    return LoggedEntry(entry, f"sha256:{name['digest']}", AuditSource.REGISTRY, file=file)


def _rule_breaks(contents: Contents) -> Iterator[AuditBreak]:
    findings = [
        *(each for each in contents.problems if _is_of_log(each.file)),
        *log_is_complete(contents),
        *pins_have_their_events(contents),
    ]
    for found in findings:
        if found.severity is FindingSeverity.ERROR:
            place = f"{found.file}:{found.line}" if found.line else found.file
            yield AuditBreak(AuditSource.REGISTRY, place, found.message, file=found.file)


def _is_of_log(file: str) -> bool:
    place = layout.prompt_file(file)
    return place is not None and place.part == "log"


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return LONG_AGO
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _bytes(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise RegistryError(f"{path} cannot be read: {error.strerror}.") from error
