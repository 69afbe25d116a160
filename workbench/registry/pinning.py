"""Which version an environment uses next: the pin and the event that decides it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.domain.environments import (
    PREVIOUS,
    CanaryStep,
    Change,
    ChangeRequest,
    Mend,
    Reason,
)
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.prompts import PromptKind
from workbench.domain.release_policy import Policy
from workbench.formats.registry_files import PinFile
from workbench.formats.version_file import Record, VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import was_pinned
from workbench.registry.policy import check_environment

LONGEST_NUMBER = 9


@dataclass(slots=True)
class Move:
    """What a pin is to become; `refusals` say why it may not, `notes` what else one may ask."""

    folder: PromptFolder
    environment: str
    pinned: PinFile | None
    target: Record
    """What all callers get, but for a canary's share."""
    canary: Record | None = None
    weight: int = 0
    rollback: bool = False
    refusals: list[Reason] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def subject(self) -> Record:
        """The version that the change is about."""
        return self.canary or self.target

    @property
    def stays(self) -> bool:
        """The version that was pinned stays so; only a canary begins, changes or ends."""
        return self.pinned is not None and self.pinned.digest == self.target.digest

    @property
    def rollout(self) -> list[dict[str, Any]]:
        """Beside the pinned digest, which gets the rest."""
        if self.canary is None:
            return []
        return [{"digest": self.canary.digest, "weight": self.weight}]

    @property
    def previous(self) -> str:
        if self.pinned is None:
            return ""
        return self.pinned.previous if self.stays else self.pinned.digest

    @property
    def event_data(self) -> dict[str, Any]:
        """`from`: what it replaces, if it replaces anything. Nothing in it may be guessed from
        the pin: the pin is checked against it."""
        data: dict[str, Any] = {"environment": self.environment, "to": self.target.digest}
        data["previous" if self.stays else "from"] = self.previous
        data["rollout"] = self.rollout
        if self.pinned and self.pinned.rollout and not self.rollout:
            data["ended"] = self.pinned.rollout
        return data

    def pin(self, event: str) -> PinFile:
        return PinFile(
            spec="prompt-pin/1",
            prompt=self.folder.prompt,
            environment=self.environment,
            version=self.target.version,
            digest=self.target.digest,
            interface=self.target.interface,
            event=event,
            previous=self.previous,
            rollout=self.rollout,
        )


def move_of(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Move:
    """Raises `InvalidInput` or `NotFound` where the request itself makes no sense."""
    check_environment(contents, request.environment)
    pinned = _pin(contents, folder.prompt, request.environment)
    makers = {
        Change.PIN: _pinning,
        Change.PROMOTE: _promotion,
        Change.ROLLBACK: _rollback,
        Change.CANARY: _canary,
    }
    move = makers[request.change](contents, folder, pinned, request)
    _check_canary_free(move, request)
    return move


def version_named(folder: PromptFolder, name: str) -> VersionFile:
    """By its number, or the start of its digest."""
    named = name.removeprefix("v")
    found = [
        version
        for version in folder.versions.values()
        if (named.isdecimal() and len(named) <= LONGEST_NUMBER)
        and version.record.version == int(named)
    ] or [
        version
        for version in folder.versions.values()
        if len(name) >= 6 and _hexadecimal(version.record.digest).startswith(_hexadecimal(name))
    ]
    if len(found) != 1:
        numbers = sorted(version.record.version for version in folder.versions.values())
        known = ", ".join(f"v{number}" for number in numbers[-10:]) or "none"
        raise NotFound(
            f"The registry holds no version {name} of {folder.prompt}.",
            hint=f"Released are {known}. Export a version of the workspace first.",
        )
    return found[0]


def _pinning(
    contents: Contents, folder: PromptFolder, pinned: PinFile | None, request: ChangeRequest
) -> Move:
    if not request.version:
        raise InvalidInput("Which version?", hint=f"Name it: {folder.prompt}@3")
    target = version_named(folder, request.version).record
    return Move(folder, request.environment, pinned, target)


def _promotion(
    contents: Contents, folder: PromptFolder, pinned: PinFile | None, request: ChangeRequest
) -> Move:
    source = request.source or _environment_before(contents, request.environment)
    check_environment(contents, source)
    there = _pin(contents, folder.prompt, source)
    if request.version:
        target = version_named(folder, request.version).record
    elif there is None:
        raise InvalidInput(
            f"{folder.prompt} is not pinned in {source}.",
            hint=f"Pin it there first, or name a version: {folder.prompt}@3",
        )
    else:
        target = version_named(folder, there.digest).record
    move = Move(folder, request.environment, pinned, target)
    if not was_pinned(folder.events.values(), source, target.digest):
        words = f"it was never pinned in {source}, which comes first"
        move.refusals.append(Reason(words, "R07", mend=Mend.PROMOTE, environment=source))
    elif there and there.digest != target.digest:
        move.notes.append(f"{source} has moved on to v{there.version}.")
    if there and there.rollout and there.digest == target.digest:
        move.notes.append(f"A canary is under way in {source}; it is not what is promoted.")
    return move


def _rollback(
    contents: Contents, folder: PromptFolder, pinned: PinFile | None, request: ChangeRequest
) -> Move:
    environment = request.environment
    if pinned is None:
        raise InvalidInput(f"{folder.prompt} is not pinned in {environment}.")
    named = request.version if request.version != PREVIOUS else ""
    if not named and pinned.rollout:
        target = version_named(folder, pinned.digest).record
    elif not named:
        target = version_named(folder, _rollback_target(folder, pinned)).record
    else:
        target = version_named(folder, named).record
    move = Move(folder, environment, pinned, target, rollback=True)
    if not was_pinned(folder.events.values(), environment, target.digest):
        words = f"it was never pinned in {environment}: pin or promote it"
        move.refusals.append(Reason(words))
    return move


def _rollback_target(folder: PromptFolder, pinned: PinFile) -> str:
    """Refuses to go back and forth: what was rolled back from is not what one rolls back to."""
    if not pinned.previous:
        raise InvalidInput(
            f"Nothing was pinned in {pinned.environment} before v{pinned.version}.",
            hint="Pin or promote another version, or withdraw this one.",
        )
    decided = next((e.event for e in folder.events.values() if e.id == pinned.event), None)
    if decided and decided.type == "rollback":
        raise InvalidInput(
            f"v{pinned.version} was itself rolled back to, from what was there before.",
            hint="Choose the version yourself; in a terminal: --to VERSION",
        )
    return pinned.previous


def _canary(
    contents: Contents, folder: PromptFolder, pinned: PinFile | None, request: ChangeRequest
) -> Move:
    environment = request.environment
    if pinned is None:
        raise InvalidInput(
            f"{folder.prompt} is not pinned in {environment}: there is nothing to share with.",
            hint="Pin or promote a version first.",
        )
    stable = version_named(folder, pinned.digest).record
    running = pinned.canaries[0] if pinned.rollout else ""
    if request.step is not CanaryStep.SHARE:
        if not running:
            raise InvalidInput(f"No canary of {folder.prompt} is under way in {environment}.")
        finishing = request.step is CanaryStep.FINISH
        target = version_named(folder, running).record if finishing else stable
        return Move(folder, environment, pinned, target, rollback=not finishing)
    if not 1 <= request.weight <= 99:
        raise InvalidInput("The share of a canary is from 1 to 99 per cent.", hint="--weight 10")
    name = request.version or running
    if not name:
        raise InvalidInput("Which version?", hint=f"Name it: {folder.prompt}@3")
    canary = version_named(folder, name).record
    move = Move(folder, environment, pinned, stable, canary, request.weight)
    if canary.digest == stable.digest:
        move.refusals.append(Reason(f"it is what {environment} uses already"))
    if canary.interface != stable.interface:
        message = f"it has interface {canary.interface}, and v{stable.version}, beside which it "
        words = f"{message}would run, interface {stable.interface}"
        move.refusals.append(Reason(words, "R11"))
    return move


def _check_canary_free(move: Move, request: ChangeRequest) -> None:
    """Two canaries at a time, or a pin moved below one, would leave nobody sure who got what."""
    if move.pinned is None or not move.pinned.rollout or move.rollback:
        return
    running = move.pinned.canaries[0]
    if running in (move.target.digest, move.canary.digest if move.canary else ""):
        return
    words = f"a canary of {_named(move.folder, running)} is under way in {move.environment}: "
    move.refusals.append(
        Reason(
            f"{words}finish it or stop it first",
            mend=Mend.END_CANARY,
            environment=move.environment,
        )
    )


def _environment_before(contents: Contents, environment: str) -> str:
    if asked := (contents.policy or Policy()).of(environment).promote_from:
        return asked
    order = contents.registry.environments if contents.registry else []
    place = order.index(environment)
    if place == 0:
        raise InvalidInput(
            f"{environment} is the first environment: nothing comes before it.",
            hint="Pin a version instead, or say --from.",
        )
    return order[place - 1]


def _pin(contents: Contents, prompt: str, environment: str) -> PinFile | None:
    return contents.pins.get(layout.pin_path(environment, prompt))


def _named(folder: PromptFolder, digest: str) -> str:
    version = folder.with_digest(digest)
    return f"v{version.record.version}" if version else layout.short(digest)


def _hexadecimal(digest: str) -> str:
    return digest.removeprefix("sha256:")


def prompt_folder(contents: Contents, prompt: str) -> PromptFolder:
    folder = contents.folder(PromptKind.PROMPT, prompt)
    if folder is None:
        raise NotFound(
            f"The registry holds no prompt {prompt}.",
            hint="`workbench registry status` lists them; export a version to add one.",
        )
    return folder
