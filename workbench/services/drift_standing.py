"""Where pins, the workspace, what runs and the world around no longer agree with a registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from workbench.domain.drift import DriftArea, DriftFinding, DriftKind
from workbench.domain.floating_models import floating_reason
from workbench.domain.registered import RegisteredPin, RegistrySnapshot
from workbench.domain.retired_models import retirement
from workbench.formats.deployed import Deployed


def content_drift(snapshot: RegistrySnapshot) -> Iterator[DriftFinding]:
    """D1: each version file is what its digest and its name say."""
    for found in snapshot.findings:
        yield DriftFinding(
            DriftArea.CONTENT, DriftKind.CHANGED, "", found.message, found.file, found.line
        )
    for file in snapshot.uncommitted:
        message = "is not as the last commit has it; compared as it is in the folder"
        yield DriftFinding(DriftArea.CONTENT, DriftKind.UNCOMMITTED, "", message, file)


def workspace_drift(
    snapshot: RegistrySnapshot, approved: Iterable[tuple[str, int, str, str]], environment: str
) -> Iterator[DriftFinding]:
    """D2: what a workspace approved is in the registry. Each: prompt, number, digest, environment.

    The newest approval of a prompt for an environment is what it believes to be in use there.
    """
    committed = {
        (each.prompt, each.digest)
        for each in snapshot.versions
        if each.file not in snapshot.uncommitted
    }
    pins = {(pin.environment, pin.prompt): pin for pin in snapshot.pins}
    believed = {
        (approval[3], approval[0]): approval
        for approval in approved
        if environment in ("", approval[3])
    }
    for (where, prompt), (_prompt, number, digest, _environment) in believed.items():
        pin = pins.get((where, prompt))
        if (prompt, digest) not in committed:
            message = f"v{number} is approved for {where} and not in the registry"
        elif pin is None or digest not in pin.in_use:
            pinned = f"pinned to v{pin.version}" if pin else "not pinned"
            message = f"v{number} is approved for {where}, which is {pinned}"
        else:
            continue
        yield DriftFinding(
            DriftArea.WORKSPACE, DriftKind.NOT_EXPORTED, prompt, message, environment=where
        )


def deployed_drift(
    snapshot: RegistrySnapshot,
    deployed: Iterable[Deployed],
    environment: str,
    file: str,
    *,
    now: datetime,
    grace: timedelta,
) -> Iterator[DriftFinding]:
    """D3: what runs is what the environment is pinned to, or was until a moment ago."""
    pins = {pin.prompt: pin for pin in snapshot.pins_of(environment)}
    known = {(v.prompt, v.digest): v.number for v in snapshot.versions}
    for each in deployed:
        pin = pins.get(each.prompt)
        if pin and each.digest in pin.in_use:
            continue
        number = known.get((each.prompt, each.digest))
        kind = DriftKind.FOREIGN if number is None else DriftKind.WRONG_VERSION
        due = f"{environment} is pinned to v{pin.version}" if pin else f"{environment} has no pin"
        if number is None:
            message = f"{each.digest[:19]} runs and is no version of the registry; {due}"
        elif pin and _lags(pin, each.digest, now, grace):
            kind, message = DriftKind.LAGGING, f"v{number} runs; {due} since a short time"
        else:
            message = f"v{number} runs; {due}"
        yield DriftFinding(
            DriftArea.DEPLOYED, kind, each.prompt, message, file, each.line, environment
        )


def missing_drift(
    snapshot: RegistrySnapshot, deployed: Iterable[Deployed], environment: str, file: str
) -> Iterator[DriftFinding]:
    """What an environment is pinned to, and its bundle does not have."""
    there = {each.prompt for each in deployed}
    for pin in snapshot.pins_of(environment):
        if pin.prompt not in there:
            message = f"{environment} is pinned to v{pin.version}, which the bundle lacks"
            yield DriftFinding(
                DriftArea.DEPLOYED, DriftKind.MISSING, pin.prompt, message, file,
                environment=environment,
            )  # fmt: skip


def world_drift(
    snapshot: RegistrySnapshot, environment: str, now: datetime
) -> Iterator[DriftFinding]:
    """D5: models that may change, evidence that has grown old, approvals under an older policy."""
    for pin in snapshot.pins_of(environment):
        yield from _models(snapshot, pin, now.date())
        yield from _ages(snapshot, pin, now)
        yield from _policies(snapshot, pin)


def _models(snapshot: RegistrySnapshot, pin: RegisteredPin, today: date) -> Iterator[DriftFinding]:
    version = snapshot.version(pin.prompt, pin.digest)
    model = version.content.model.name if version else ""
    if because := floating_reason(model):
        yield _of_pin(pin, DriftKind.UNPINNABLE, f"{model} is {because}")
    if gone := retirement(model):
        if gone.until <= today:
            message = f"{model} was shut down by its maker on {gone.until} ({gone.source})"
            yield _of_pin(pin, DriftKind.RETIRED, message)
        else:
            message = f"its maker shuts {model} down on {gone.until} ({gone.source})"
            yield _of_pin(pin, DriftKind.RETIRING, message)


def _ages(snapshot: RegistrySnapshot, pin: RegisteredPin, now: datetime) -> Iterator[DriftFinding]:
    for environment, suite, days in snapshot.max_ages:
        if environment != pin.environment:
            continue
        dates = [
            each.at
            for each in snapshot.evidence
            if (each.prompt, each.digest, each.suite) == (pin.prompt, pin.digest, suite)
        ]
        if dates and now - max(dates) > timedelta(days=days):
            old = (now - max(dates)).days
            message = f"the evidence of {suite} is {old} days old; the policy allows {days}"
            yield _of_pin(pin, DriftKind.OLD_EVIDENCE, message)


def _policies(snapshot: RegistrySnapshot, pin: RegisteredPin) -> Iterator[DriftFinding]:
    given = [
        each.policy
        for each in snapshot.approvals
        if (each.prompt, each.digest, each.environment) == (pin.prompt, pin.digest, pin.environment)
    ]
    if given and snapshot.policy not in given:
        yield _of_pin(pin, DriftKind.NEWER_POLICY, "the policy has changed since this was approved")


def _of_pin(pin: RegisteredPin, kind: DriftKind, message: str) -> DriftFinding:
    return DriftFinding(
        DriftArea.WORLD, kind, pin.prompt, message, pin.file, environment=pin.environment
    )


def _lags(pin: RegisteredPin, digest: str, now: datetime, grace: timedelta) -> bool:
    return bool(digest == pin.previous and pin.since and now - pin.since <= grace)
