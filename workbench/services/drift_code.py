"""Copies of registered prompts in source code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.diffing.copied_words import Vocabulary, changed_stretches
from workbench.diffing.copies import KnownTexts, Match
from workbench.domain.drift import Copied, DriftArea, DriftFinding, DriftKind, TextChange
from workbench.domain.prompts import PromptKind
from workbench.domain.registered import RegisteredVersion, RegistrySnapshot
from workbench.formats.notebooks import SourcePart
from workbench.formats.source_text import texts_of

MOST_CHANGES = 3
LONGEST_SHOWN = 80
OWN_FILES = (b"spec: prompt-", b'"spec": "prompt-')
"""Begins of files that hold prompts because the registry, or a bundle of it, wrote them."""


class CodeScan:
    """Looks for the texts of every registered version; `environment` says which are in use."""

    def __init__(self, snapshot: RegistrySnapshot, environment: str = "") -> None:
        self._current = _current(snapshot, environment)
        by_text: dict[str, list[RegisteredVersion]] = {}
        for version in snapshot.versions:
            for message in version.content.messages:
                by_text.setdefault(message.text, []).append(version)
        self._texts, self._holders = list(by_text), list(by_text.values())
        self._known = KnownTexts(self._texts)
        self._vocabulary = Vocabulary()
        self.looked_at = 0

    def copies(self, file: str, part: SourcePart) -> Iterator[DriftFinding]:
        """Raises `FileProblem` where it stops being what its name says."""
        for line, text in texts_of(part.name, part.data):
            self.looked_at += 1
            for match in self._known.find(text):
                at = line + text.count("\n", 0, match.start)
                found = self._finding(match, text[match.start : match.end], file, at)
                yield replace(found, cell=part.cell)

    def _finding(self, match: Match, text: str, file: str, line: int) -> DriftFinding:
        holders = [(each, index) for index in match.texts for each in self._holders[index]]
        version, index = max(
            holders, key=lambda held: (self._is_current(held[0]), held[0].number, held[0].prompt)
        )
        current = self._current.get((version.kind, version.prompt))
        kind = DriftKind.EDITED
        if match.identical:
            kind = DriftKind.IDENTICAL
            if current and version.number < current:
                kind = DriftKind.OUTDATED
        changes = (
            [] if match.identical else changed_stretches(self._texts[index], text, self._vocabulary)
        )
        copied = Copied(
            version.number,
            version.digest,
            match.share,
            tuple(TextChange(_short(old), _short(new)) for old, new in changes[:MOST_CHANGES]),
            max(0, len(changes) - MOST_CHANGES),
            current,
            self._texts[index],
            text,
        )
        others = len({(each.kind, each.prompt) for each, _ in holders}) - 1
        return DriftFinding(
            DriftArea.CODE, kind, version.prompt, _words(kind, version, copied, others),
            file, line, copied=copied,
        )  # fmt: skip

    def _is_current(self, version: RegisteredVersion) -> bool:
        return self._current.get((version.kind, version.prompt)) == version.number


def is_own_file(data: bytes) -> bool:
    start = data[:300]
    return any(mark in start for mark in OWN_FILES) or b'\n "spec": "prompt-bundle/' in data


def _current(snapshot: RegistrySnapshot, environment: str) -> dict[tuple[PromptKind, str], int]:
    """The number in use there, or else the newest."""
    numbers: dict[tuple[PromptKind, str], int] = {}
    for version in snapshot.versions:
        key = version.kind, version.prompt
        numbers[key] = max(numbers.get(key, 0), version.number)
    if environment:
        for pin in snapshot.pins_of(environment):
            numbers[PromptKind.PROMPT, pin.prompt] = pin.version
    return numbers


def _words(kind: DriftKind, version: RegisteredVersion, copied: Copied, others: int) -> str:
    also = f" (and of {others} more)" if others else ""
    newer = ""
    if copied.current and copied.current > version.number:
        newer = f"; v{copied.current} is in use now"
    if kind is not DriftKind.EDITED:
        return f"a copy of {version.name}{also}{newer}"
    return f"an edited copy of {version.name}{also}, {copied.share:.0%} the same{newer}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
