"""How a version of a registry stands to what an environment asks for, demand by demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.domain.prompts import PromptKind
from workbench.domain.release_policy import Policy, is_allowed, principal, roles_of
from workbench.domain.standing import Demand, DemandState, Standing
from workbench.formats.registry_statements import file_digest, read_evidence
from workbench.formats.strict_yaml import Place
from workbench.registry import layout
from workbench.registry.acting import Acting
from workbench.registry.approving import named_version
from workbench.registry.asking import asked_for
from workbench.registry.candidates import Candidate, Shortfall
from workbench.registry.contents import Contents, read_contents
from workbench.registry.gating import (
    UNCOUNTED,
    approvals_of,
    authors_of,
    counting,
    policy_line,
    shortfalls,
    uncounted,
)
from workbench.registry.git import Git
from workbench.registry.measured import Measurement, measurements
from workbench.registry.policy import check_environment
from workbench.registry.repository import existing_folder
from workbench.registry.signatures import check_signatures, is_trusted
from workbench.registry.signing import signing_as
from workbench.registry.tree import read_tree
from workbench.registry.writing import check_registry

FULFILLED = ("approvals", "promote_from", "evidence")
"""What can be there or lacking of a version; the other fields are rules for who acts."""


class GitStandings:
    """`author` is whom Settings name, `login` who is logged in; either may be nobody."""

    def __init__(self, author: Callable[[], str] = str, login: Callable[[], str] = str) -> None:
        self._acting = Acting(author, login)

    def standing(
        self, folder: Path, prompt: str, version: int | None, environment: str, at: datetime
    ) -> Standing:
        folder = existing_folder(folder)
        place = f"{layout.folder_of(PromptKind.PROMPT, prompt)}/"
        pin = layout.pin_path(environment, prompt)
        wanted = (layout.REGISTRY, layout.POLICY, layout.TRUST, place, pin)
        contents = read_contents(read_tree(folder).only(wanted))
        check_registry(folder, contents)
        check_environment(contents, environment)
        candidate = _candidate(contents, prompt, version, environment, at)
        check_signatures(contents, [candidate.folder])
        git = Git(folder)
        return _standing(contents, candidate, git, self._person(git))

    def _person(self, git: Git) -> str:
        try:
            return self._acting.person(git)
        except RegistryError:
            return ""


def _candidate(
    contents: Contents, prompt: str, number: int | None, environment: str, at: datetime
) -> Candidate:
    version = named_version(contents, prompt, number)
    folder = contents.folders[layout.folder_of(PromptKind.PROMPT, prompt)]
    pin = contents.pins.get(layout.pin_path(environment, prompt))
    return Candidate(folder, version, environment, None, pin.digest if pin else "", at)


def _standing(contents: Contents, candidate: Candidate, git: Git, person: str) -> Standing:
    policy = contents.policy or Policy()
    environment, prompt = candidate.environment, candidate.folder.prompt
    held = roles_of(contents.roles, person, prompt)
    record = candidate.version.record
    signed = policy.signed(environment)
    return Standing(
        prompt=prompt,
        version=record.version,
        digest=record.digest,
        environment=environment,
        level=policy.level,
        demands=tuple(_demands(contents, candidate, policy)),
        uncounted=tuple(_uncounted(contents, candidate, policy)),
        evidence=tuple(_evidence(contents, candidate)),
        person=person,
        roles=tuple(sorted(held)),
        refused=_refused(contents, candidate, policy, person, held),
        signed=signed,
        signing=signing_as(git, person, trusted=is_trusted(contents, person)),
    )


def _demands(contents: Contents, candidate: Candidate, policy: Policy) -> Iterator[Demand]:
    """A suite has several lines in words, and what it lacks is told at the first of them."""
    document = contents.documents.get(layout.POLICY)
    short = list(shortfalls(contents, candidate))
    told: set[Place] = set()
    for words, place in asked_for(policy, candidate.environment):
        line = document.line(place) if document else None
        if place[2] not in FULFILLED:
            yield Demand(words, DemandState.RULE, line)
            continue
        missing = [each for each in short if _is_at(each, place)]
        state = DemandState.MISSING if missing else DemandState.MET
        first = place not in told
        told.add(place)
        lacking = tuple(each.message for each in missing) if first else ()
        there = tuple(_there(contents, candidate, policy, place)) if first else ()
        yield Demand(words, state, line, there, lacking)


def _is_at(short: Shortfall, place: Place) -> bool:
    return short.place[: len(place)] == place and not short.message.startswith(UNCOUNTED)


def _there(contents: Contents, candidate: Candidate, policy: Policy, place: Place) -> Iterator[str]:
    rules = policy.of(candidate.environment)
    if place[2] == "approvals":
        demand = rules.demands[int(place[3])]
        for approval, held in counting(contents, candidate).values():
            if not demand.role or demand.role in held:
                role = demand.role or approval.role
                yield f"{approval.approver}{f' as {role}' if role else ''}, {approval.at[:10]}"
    elif place[2] == "evidence":
        suite = rules.evidence[int(place[3])].suite
        found = measurements(contents, candidate.folder, candidate.digest)
        yield from (_figures(each) for each in found if each.suite == suite)
    elif candidate.was_in(rules.promote_from):
        yield f"it was pinned in {rules.promote_from}"


def _figures(found: Measurement) -> str:
    metrics = ", ".join(f"{name} {value:.4g}" for name, value in sorted(found.metrics.items()))
    cases = f"{found.cases} cases"
    return ", ".join(each for each in (metrics, cases, found.model, found.at[:10]) if each)


def _uncounted(contents: Contents, candidate: Candidate, policy: Policy) -> Iterator[str]:
    for path, approval in sorted(approvals_of(contents, candidate).items()):
        why, field = uncounted(contents, candidate, policy, path, approval)
        if why:
            line = policy_line(contents, ("environments", candidate.environment, field))
            yield f"{why}{line}"


def _evidence(contents: Contents, candidate: Candidate) -> Iterator[tuple[str, str]]:
    for path in sorted(candidate.folder.evidence):
        value = contents.documents[path].value
        about = read_evidence(value)
        if about and about.digest == candidate.digest:
            predicate = value.get("predicate", {})
            name = str(predicate.get("name") or predicate.get("suite") or "")
            yield name or path.rpartition("/")[2], file_digest(contents.tree.files[path])


def _refused(
    contents: Contents, candidate: Candidate, policy: Policy, person: str, held: frozenset[str]
) -> str:
    environment = candidate.environment
    rules = policy.of(environment)
    at: Place = ("environments", environment)
    if not is_allowed(rules.may_approve, person, held):
        line = policy_line(contents, (*at, "may_approve"))
        return f"{person} may not approve for {environment}{line}."
    if rules.not_author and principal(person) in authors_of(candidate.folder, candidate.digest):
        line = policy_line(contents, (*at, "not_author"))
        return f"{person} is the author of the version, and would not count{line}."
    return ""
