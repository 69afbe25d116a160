"""Prompts that an application's source asks for, held against the registry and its pins."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.drift import DriftArea, DriftFinding, DriftKind
from workbench.domain.registered import RegisteredPin, RegistrySnapshot
from workbench.formats.asked_prompts import AskedPrompt, asked_prompts
from workbench.formats.notebooks import SourcePart


class AskedScan:
    def __init__(self, snapshot: RegistrySnapshot, environment: str = "") -> None:
        self._snapshot, self._environment = snapshot, environment
        self._held = {version.prompt for version in snapshot.versions}
        self._pins: dict[str, list[RegisteredPin]] = {}
        for pin in snapshot.pins:
            self._pins.setdefault(pin.prompt, []).append(pin)

    def findings(self, file: str, part: SourcePart) -> Iterator[DriftFinding]:
        """Raises `FileProblem` where it is not what its name says."""
        for asked in asked_prompts(part.name, part.data):
            for kind, environment, words in self._found(asked):
                yield DriftFinding(
                    DriftArea.CODE, kind, asked.path, words, file, asked.line, environment,
                    cell=part.cell,
                )  # fmt: skip

    def _found(self, asked: AskedPrompt) -> Iterator[tuple[DriftKind, str, str]]:
        """An environment that is not the registry's says nothing of where the prompt is read."""
        if asked.path not in self._held:
            words = "the source asks for it, and the registry does not hold it"
            yield DriftKind.UNKNOWN_PROMPT, "", words
            return
        named = asked.environment if asked.environment in self._snapshot.environments else ""
        if named and self._environment and named != self._environment:
            return
        where = named or self._environment
        pins = [p for p in self._pins.get(asked.path, []) if where in ("", p.environment)]
        if not pins:
            has_none = f"{where} has no" if where else "no environment has a"
            words = f"the source asks for it, and {has_none} pin"
            yield DriftKind.UNPINNED_PROMPT, where, words
        elif asked.interface is not None:
            yield from self._interface(asked.interface, pins, where)

    def _interface(
        self, asked: int, pins: list[RegisteredPin], where: str
    ) -> Iterator[tuple[DriftKind, str, str]]:
        """Where no environment is named, one that fits is enough."""
        interfaces = [(pin, self._interface_of(pin)) for pin in pins]
        if any(interface in (asked, None) for _pin, interface in interfaces):
            return
        told = ", ".join(f"{p.environment} has v{p.version} with {i}" for p, i in interfaces)
        yield (
            DriftKind.OTHER_INTERFACE, where, f"the source asks for interface {asked}; {told}"
        )  # fmt: skip

    def _interface_of(self, pin: RegisteredPin) -> int | None:
        version = self._snapshot.version(pin.prompt, pin.digest)
        return version.interface if version else None
