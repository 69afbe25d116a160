"""Why a change may not be, said so that whoever reads it knows what would mend it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.environments import Mend, Reason
from workbench.registry import layout
from workbench.registry.candidates import Candidate, Shortfall
from workbench.registry.contents import Contents

MENDS = {"R07": Mend.PROMOTE, "R08": Mend.APPROVE, "R09": Mend.EVALUATE}
COMMANDS = {
    Mend.PROMOTE: "promote {} --env {}",
    Mend.APPROVE: "approve {} --env {} --registry DIR",
    Mend.EVALUATE: "approve {} --env {} --registry DIR --evidence NAME",
}
APPROVALS = "approvals"


def lacking(contents: Contents, candidate: Candidate, short: Shortfall) -> Reason:
    """What the policy asks for and the candidate has not."""
    mend, environment = MENDS.get(short.rule, Mend.NOTHING), candidate.environment
    if mend is Mend.APPROVE and APPROVALS not in short.place:
        mend = Mend.NOTHING
    if mend is Mend.PROMOTE and contents.policy:
        environment = contents.policy.of(environment).promote_from
    document = contents.documents.get(layout.POLICY)
    line = document.line(short.place) if document and short.place else None
    place = f"{layout.POLICY}:{line}" if line else ""
    return Reason(f"it {short.message}", short.rule, place, mend, environment)


def changed_interface(environment: str, old: int, new: int) -> Reason:
    return Reason(
        f"it has interface {new}, and {environment} now {old}: callers there would break",
        "R11",
        mend=Mend.ALLOW_INTERFACE,
        environment=environment,
        option="--allow-interface-change if they are ready",
    )


def interface_note(environment: str, old: int, new: int) -> str:
    return f"Callers of interface {old} in {environment} break: they must pass interface {new}."


def said_once(reasons: Iterable[Reason]) -> list[Reason]:
    """Of two that say the same, the one that names its rule and line."""
    found: dict[str, Reason] = {}
    for reason in reasons:
        known = found.get(reason.words)
        if known is None or (reason.place and not known.place):
            found[reason.words] = reason
    return list(found.values())


def next_step(name: str, reasons: Iterable[Reason]) -> str:
    """What to give in the terminal first; `name` is `support/triage v3`."""
    version = name.replace(" v", "@")
    for reason in reasons:
        command = COMMANDS.get(reason.mend, "").format(version, reason.environment)
        if command:
            return f"Next: workbench registry {command}. "
    return ""
