"""R06: a pin refers to a version that is there, matches, and may be used."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_files import PinFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import before

ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING


def pins_match(contents: Contents) -> Iterator[Finding]:
    for path, pin in contents.pins.items():
        yield from _place(contents, path, pin)
        folder = contents.folder(PromptKind.PROMPT, pin.prompt)
        if folder is None:
            yield _finding(contents, path, "prompt", f"there is no prompt {pin.prompt}")
            continue
        yield from _version(contents, path, pin, folder)
        yield from _rollout(contents, path, pin, folder)
        yield from _status(contents, path, pin, folder)


def _place(contents: Contents, path: str, pin: PinFile) -> Iterator[Finding]:
    environment, prompt = layout.pin_of(path) or ("", "")
    if pin.prompt != prompt:
        yield _finding(contents, path, "prompt", f"pins {pin.prompt} under the name of {prompt}")
    if pin.environment != environment:
        yield _finding(contents, path, "environment", f"pins {pin.environment}, not {environment}")
    if contents.registry and environment not in contents.registry.environments:
        message = f"the registry has no environment {environment}"
        yield _finding(contents, path, "environment", message)


def _version(
    contents: Contents, path: str, pin: PinFile, folder: PromptFolder
) -> Iterator[Finding]:
    version = folder.with_digest(pin.digest)
    if version is None:
        if not folder.may_hold(pin.digest):
            message = f"{pin.prompt} has no version {layout.short(pin.digest)}"
            yield _finding(contents, path, "digest", message)
        return
    for field in ("version", "interface"):
        stated, due = getattr(pin, field), getattr(version.record, field)
        if stated != due:
            yield _finding(contents, path, field, f"says {stated}; the version's is {due}")


def _rollout(
    contents: Contents, path: str, pin: PinFile, folder: PromptFolder
) -> Iterator[Finding]:
    """A canary runs beside the pinned version and serves the same callers."""
    weights = [part.get("weight") for part in pin.rollout]
    whole = [weight for weight in weights if type(weight) is int and weight >= 1]
    if len(whole) < len(weights) or sum(whole) > 100:
        message = "the weights of a rollout are whole per cents, 100 together at most"
        yield _finding(contents, path, "rollout", message)
    if len(set(pin.canaries)) < len(pin.canaries):
        yield _finding(contents, path, "rollout", "names a version twice")
    for digest in pin.canaries:
        version = folder.with_digest(digest)
        if version and version.record.interface != pin.interface:
            message = f"v{version.record.version} has interface {version.record.interface}"
            yield _finding(contents, path, "rollout", f"{message}, not {pin.interface}")
        elif not folder.may_hold(digest):
            yield _finding(contents, path, "rollout", "names a version that is not here")


def _status(contents: Contents, path: str, pin: PinFile, folder: PromptFolder) -> Iterator[Finding]:
    if folder.card and folder.card.status == "archived":
        yield _finding(contents, path, "prompt", f"{pin.prompt} is archived and may not be pinned")
    pinned = [("digest", pin.digest), *(("rollout", digest) for digest in pin.canaries)]
    for field, digest in pinned:
        if withdrawal := folder.withdrawn.get(layout.short(digest)):
            refused = withdrawal.severity == "block"
            known = refused and _withdrawn_in_use(folder, pin, digest)
            line = contents.documents[path].line((field,))
            message = f"the version was withdrawn: {withdrawal.reason}"
            if known:
                message += (
                    " (while it was in use here: applications refuse it until it is replaced)"
                )
            severity = ERROR if refused and not known else WARNING
            yield Finding("R06", severity, path, message, line)


def _withdrawn_in_use(folder: PromptFolder, pin: PinFile, digest: str) -> bool:
    """Whether it was withdrawn by somebody who knew of this pin, as the log says.

    That is how a bad prompt is stopped where there is nothing to go back to, and it must reach
    applications. To pin what was withdrawn before is the mistake.
    """
    by_id = {logged.id: logged for logged in folder.events.values()}
    return any(
        logged.event.type == "withdraw"
        and logged.event.data.get("digest") == digest
        and pin.event in before(logged, by_id)
        for logged in folder.events.values()
    )


def _finding(contents: Contents, path: str, field: str, message: str) -> Finding:
    return Finding("R06", ERROR, path, message, contents.documents[path].line((field,)))
