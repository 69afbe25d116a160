"""What a version lacks before an environment may use it: the policy, against what is there.

One answer for everybody: `verify` asks it of every pin, an export of the pin it is about to
write, and `workbench registry policy` of a pin that there might be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.domain.digests import document_digest
from workbench.domain.release_policy import (
    ApprovalDemand,
    EnvironmentPolicy,
    Policy,
    is_allowed,
    principal,
    roles_of,
    unmet,
)
from workbench.formats.registry_statements import ApprovalStatement, LoggedEvent
from workbench.formats.strict_yaml import Place
from workbench.registry import layout
from workbench.registry.candidates import Candidate, Shortfall
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.signatures import moment, signed_well
from workbench.registry.thresholds import evidence_shortfalls

Earlier = dict[str, list[Shortfall]]
"""What a version lacked when an event pinned it, by the event's id."""

UNCOUNTED = "has an approval that does not count"


def shortfalls(
    contents: Contents, candidate: Candidate, known: Earlier | None = None
) -> Iterator[Shortfall]:
    """Everything that the policy asks for and that is not there. `known`: of events looked at."""
    known = {} if known is None else known
    policy = contents.policy or Policy()
    rules = policy.of(candidate.environment)
    place: Place = ("environments", candidate.environment)
    returning = candidate.is_return
    demands: tuple[ApprovalDemand, ...] = rules.demands
    if returning:
        count = rules.rollback_approvals
        demands = (ApprovalDemand(count=count),) if count and rules.demands else ()
    yield from _approvals(contents, candidate, policy, demands, place)
    yield from _person(contents, candidate, rules, place)
    if returning:
        yield from _as_it_came(contents, candidate, candidate.environment, known)
        return
    if rules.promote_from and not candidate.was_in(rules.promote_from):
        message = f"was never pinned in {rules.promote_from}, which comes first"
        yield Shortfall("R07", message, (*place, "promote_from"))
    elif rules.promote_from:
        yield from _as_it_came(contents, candidate, rules.promote_from, known)
    named = _named_evidence(contents, candidate) if policy.signed(candidate.environment) else None
    for index, suite in enumerate(rules.evidence):
        at = (*place, "evidence", index)
        yield from evidence_shortfalls(contents, candidate, suite, at, named)


def _as_it_came(
    contents: Contents, candidate: Candidate, environment: str, known: Earlier
) -> Iterator[Shortfall]:
    """What it lacked when it was pinned there, if nothing but the change itself says it was.

    Otherwise two events in one change, a promotion that nobody allowed and a return to it, would
    come past the policy.
    """
    new = _new_events(contents, candidate)
    lacking: list[Shortfall] = []
    for logged in candidate.pinning(environment):
        if logged.id not in new:
            return
        if logged.id not in known:
            known[logged.id] = list(shortfalls(contents, _at(candidate, logged), known))
        lacking = known[logged.id]
        if not lacking:
            return
    for each in lacking:
        message = f"was pinned in {environment} by this change alone, where it {each.message}"
        yield Shortfall(each.rule, message, each.place)


def _new_events(contents: Contents, candidate: Candidate) -> frozenset[str]:
    """Ids of those that are held to the policy in force."""
    new = contents.gated or frozenset()
    return frozenset(each.id for path, each in candidate.folder.events.items() if path in new)


def _at(candidate: Candidate, logged: LoggedEvent) -> Candidate:
    """The same version when an earlier event pinned it."""
    data = logged.event.data
    return replace(
        candidate,
        environment=str(data.get("environment", "")),
        event=logged,
        previous=str(data.get("from") or data.get("previous", "")),
        at=moment(logged.event.at),
    )


def counting(
    contents: Contents, candidate: Candidate
) -> dict[str, tuple[ApprovalStatement, frozenset[str]]]:
    """The approvals that count, by path, each with the roles it can stand for."""
    policy = contents.policy or Policy()
    found: dict[str, tuple[ApprovalStatement, frozenset[str]]] = {}
    people: set[str] = set()
    for path, approval in _valid(contents, candidate, policy):
        if principal(approval.approver) in people:
            continue
        held = roles_of(contents.roles, approval.approver, candidate.folder.prompt)
        found[path] = approval, held & {approval.role} if approval.role else held
        people.add(principal(approval.approver))
    return found


def _valid(
    contents: Contents, candidate: Candidate, policy: Policy
) -> Iterator[tuple[str, ApprovalStatement]]:
    """Somebody may have approved twice, the second time on more evidence."""
    for path, approval in sorted(approvals_of(contents, candidate).items()):
        if not uncounted(contents, candidate, policy, path, approval)[0]:
            yield path, approval


def approvals_of(contents: Contents, candidate: Candidate) -> dict[str, ApprovalStatement]:
    """Those that speak of this digest of this prompt in this environment, and say yes."""
    due = (f"{contents.name}/{candidate.folder.prompt}", candidate.digest, candidate.environment)
    return {
        path: each
        for path, each in candidate.folder.approvals.items()
        if (each.subject, each.digest, each.environment) == due and each.decision == "approved"
    }


def uncounted(
    contents: Contents, candidate: Candidate, policy: Policy, path: str, approval: ApprovalStatement
) -> tuple[str, str]:
    """Why an approval does not count, and the field of the policy that says so."""
    rules = policy.of(candidate.environment)
    held = roles_of(contents.roles, approval.approver, candidate.folder.prompt)
    if not is_allowed(rules.may_approve, approval.approver, held):
        return f"{approval.approver} may not approve for {candidate.environment}", "may_approve"
    if approval.role and approval.role not in held:
        return f"{approval.approver} does not hold the role {approval.role}", "approvals"
    if rules.not_author and principal(approval.approver) in authors_of(
        candidate.folder, candidate.digest
    ):
        return f"{approval.approver} is the author of the version", "not_author"
    if policy.signed(candidate.environment) and not signed_well(contents, candidate.folder, path):
        why = contents.signature_problems.get(path) or "is not signed"
        return f"the approval of {approval.approver} {why}", "signed"
    return "", ""


def authors_of(folder: PromptFolder, digest: str) -> frozenset[str]:
    """Of every version with that content: two people may have released the same."""
    same = (
        version.record.author
        for version in folder.versions.values()
        if version.record.digest == digest
    )
    return frozenset(map(principal, same))


def policy_digest(contents: Contents) -> str:
    """What approvals name the policy by that they are given under."""
    document = contents.documents.get(layout.POLICY)
    value = document.value if document else None
    return document_digest(value if isinstance(value, dict) else {})


def policy_line(contents: Contents, place: Place) -> str:
    """` (policy.yaml:14)`: where the policy asks for something."""
    document = contents.documents.get(layout.POLICY)
    line = document.line(place) if document and place else None
    return f" ({layout.POLICY}:{line})" if line else ""


def _approvals(
    contents: Contents,
    candidate: Candidate,
    policy: Policy,
    demands: tuple[ApprovalDemand, ...],
    place: Place,
) -> Iterator[Shortfall]:
    given = counting(contents, candidate).values()
    lacking = unmet(demands, [held for _approval, held in given])
    for demand, count in lacking:
        asked = policy.of(candidate.environment).approvals
        at = asked.index(demand) if demand in asked else 0
        some = "" if count == demand.count else f"{count} of "
        message = f"lacks {some}{demand.words}"
        yield Shortfall("R08", message, (*place, "approvals", at))
    if lacking:
        for path, approval in sorted(approvals_of(contents, candidate).items()):
            why, field = uncounted(contents, candidate, policy, path, approval)
            if why:
                yield Shortfall("R08", f"{UNCOUNTED}: {why}", (*place, field))


def _person(
    contents: Contents, candidate: Candidate, rules: EnvironmentPolicy, place: Place
) -> Iterator[Shortfall]:
    """Who moved the pin must have been allowed to."""
    if candidate.event is None:
        return
    actor = candidate.event.event.actor
    held = roles_of(contents.roles, actor, candidate.folder.prompt)
    if not is_allowed(rules.may_pin, actor, held):
        message = f"must be pinned by somebody else: {actor} may not in {candidate.environment}"
        yield Shortfall("R08", message, (*place, "may_pin"))


def _named_evidence(contents: Contents, candidate: Candidate) -> frozenset[str]:
    """Digests of the evidence files that approvals which count rest on."""
    found = _valid(contents, candidate, contents.policy or Policy())
    return frozenset(digest for _path, approval in found for digest in approval.evidence)
