"""R07 promotion order, R08 approvals, R09 evidence: what each pin needs by the team's policy.

Only what a change brings is held to the policy in full. What was pinned before the policy became
what it is gets warnings: otherwise nobody could ever ask for more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from workbench.domain.errors import FileProblem
from workbench.domain.prompts import PromptKind
from workbench.domain.release_policy import Policy, is_allowed, loosened, roles_of
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats import registry_policy, strict_yaml
from workbench.formats.registry_files import PinFile
from workbench.registry import layout
from workbench.registry.candidates import Candidate, Shortfall
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.gating import (
    approvals_of,
    counting,
    policy_digest,
    policy_line,
    shortfalls,
)
from workbench.registry.rules_reinstating import reinstatements_were_allowed
from workbench.registry.signatures import check_signatures, moment

ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING
TRUSTED = (layout.POLICY, layout.ROLES, layout.SIGNERS, layout.OPENPGP_KEYS)
"""What decides who may do what: nothing may rest on a change of these in the same change."""

_Made = dict[int, tuple[Mapping[str, bytes], Contents | None]]
"""The registry under each former policy: made once for all pins of its time, by that policy."""


def signatures_hold(contents: Contents) -> Iterator[Finding]:
    """R08: a signature that is there is a good one, whatever the policy asks for."""
    check_signatures(contents, contents.folders.values())
    for folder in contents.folders.values():
        for path in folder.signatures:
            if path not in folder.approvals:
                if path.rpartition("/")[2] not in folder.unreadable:
                    yield Finding("R08", ERROR, f"{path}.sig", "signs an approval that is missing")
            elif problem := contents.signature_problems.get(path):
                yield Finding("R08", ERROR, path, problem)


def pins_meet_policy(contents: Contents) -> Iterator[Finding]:
    check_signatures(contents, contents.folders.values())
    current = policy_digest(contents)
    for path, candidate in _pinned(contents):
        severity = ERROR if contents.gated is None or path in contents.gated else WARNING
        for each in shortfalls(contents, candidate):
            yield _finding(contents, path, candidate, each, severity)
        yield from _under_another_policy(contents, path, candidate, current)
        asked = (contents.policy or Policy()).of(candidate.environment).demands
        if not asked and not approvals_of(contents, candidate):
            message = f"nobody approved this version for {candidate.environment}"
            yield Finding("R08", WARNING, path, message, _line(contents, path))


def exporters_are_allowed(contents: Contents) -> Iterator[Finding]:
    """R08: a version was brought in by somebody who may export to some environment."""
    policy = contents.policy or Policy()
    names = contents.registry.environments if contents.registry else []
    allowed = [policy.of(name).may_export for name in names]
    if not all(allowed):
        return
    known = tuple(dict.fromkeys(each for some in allowed for each in some))
    for folder in contents.folders.values():
        for path, logged in folder.events.items():
            actor = logged.event.actor
            if logged.event.type == "publish" and not is_allowed(
                known, actor, roles_of(contents.roles, actor, folder.prompt)
            ):
                new = contents.gated is None or path in contents.gated
                yield Finding("R08", ERROR if new else WARNING, path, f"{actor} may not export")


def changes_meet_former_policy(
    contents: Contents, former: Mapping[str, bytes]
) -> Iterator[Finding]:
    """R08: pins that a change moves meet what was asked before it, too.

    `former`: the files of `TRUSTED` as they were. A policy loosened, a role given or a key added
    in the same change as a pin that needs it would let anybody approve anything.
    """
    changed = contents.changed or frozenset()
    now = {path: data for path, data in contents.tree.files.items() if path.startswith(TRUSTED)}
    if layout.POLICY not in former or now == former:
        return
    try:
        before = _with_trust(contents, former)
    except FileProblem:
        return
    moved = [(path, each) for path, each in _pinned(before) if path in changed]
    places = {each.environment for _path, each in moved}
    yield from _loosened(contents, before.policy or Policy(), places)
    yield from reinstatements_were_allowed(
        contents,
        "before this change",
        lambda path: before if path in changed else None,
    )
    check_signatures(before, {each.folder.path: each.folder for _, each in moved}.values())
    for path, candidate in moved:
        allowed = {(each.rule, each.message) for each in shortfalls(contents, candidate)}
        for each in shortfalls(before, candidate):
            if (each.rule, each.message) not in allowed:
                message = f"by policy and trust as they were before this change, it {each.message}"
                yield Finding(each.rule, ERROR, path, message, _line(contents, path))


def pins_met_their_policy(
    contents: Contents, then: Callable[[str], Mapping[str, bytes]]
) -> Iterator[Finding]:
    """R08: what is older than the policy met the one that was in force when it was pinned.

    Otherwise any change of policy would turn what should never have been into a warning.
    `then`: the files of `TRUSTED` as they were when the pin got its place, by the pin's path.
    """
    made: _Made = {}
    yield from reinstatements_were_allowed(
        contents, "when that was said", lambda path: _known_before(contents, path, then, made)
    )
    for path, candidate in _pinned(contents):
        new = contents.gated is None or path in contents.gated
        if new or not any(True for _ in shortfalls(contents, candidate)):
            continue
        before = _known_before(contents, path, then, made)
        if before is None:
            continue
        check_signatures(before, [candidate.folder])
        for each in shortfalls(before, candidate):
            message = f"by policy and trust as they were when it was pinned, it {each.message}"
            yield Finding(each.rule, ERROR, path, message, _line(contents, path))


def _known_before(
    contents: Contents, path: str, then: Callable[[str], Mapping[str, bytes]], made: _Made
) -> Contents | None:
    """With policy and trust in force when a file got its place; None where that is now."""
    if contents.gated is None or path in contents.gated:
        return None
    former = then(path)
    if layout.POLICY not in former:
        return None
    if id(former) not in made:
        try:
            made[id(former)] = former, _with_trust(contents, former)
        except FileProblem:
            made[id(former)] = former, None
    return made[id(former)][1]


def _loosened(contents: Contents, before: Policy, places: Collection[str]) -> Iterator[Finding]:
    """`places`: the environments whose pins the change moves."""
    for environment, field in loosened(before, contents.policy or Policy()):
        place = ("environments", environment, field) if environment else (field,)
        document = contents.documents.get(layout.POLICY)
        line = document.line(place) if document else None
        what = f"{environment}: {field or 'everything'}" if environment else field
        # What asked something may have been renamed, together with the pins it was asked of
        renamed = not field and bool(places - before.environments.keys())
        beside = environment in places or renamed or (not environment and bool(places))
        message = f"asks for less than before ({what})"
        if beside:
            message += ", in the same change as a pin that it decides about"
        yield Finding("R08", ERROR if beside else WARNING, layout.POLICY, message, line)


def _with_trust(contents: Contents, former: Mapping[str, bytes]) -> Contents:
    kept = {
        path: data for path, data in contents.tree.files.items() if not path.startswith(TRUSTED)
    }
    policy = strict_yaml.read(former[layout.POLICY], layout.POLICY)
    roles = former.get(layout.ROLES)
    return replace(
        contents,
        tree=replace(contents.tree, files={**kept, **former}),
        documents={**contents.documents, layout.POLICY: policy},
        policy=registry_policy.policy_in(policy, layout.POLICY),
        roles=registry_policy.roles_in(strict_yaml.read(roles, layout.ROLES), layout.ROLES)
        if roles
        else {},
        signature_problems={},
    )


def _pinned(contents: Contents) -> Iterator[tuple[str, Candidate]]:
    for path, pin in contents.pins.items():
        folder = contents.folder(PromptKind.PROMPT, pin.prompt)
        if folder is not None:
            for digest in pin.in_use:
                if candidate := _candidate(folder, pin, digest):
                    yield path, candidate


def _candidate(folder: PromptFolder, pin: PinFile, digest: str) -> Candidate | None:
    version = folder.with_digest(digest)
    if version is None:
        return None
    event = next((each for each in folder.events.values() if each.id == pin.event), None)
    at = moment(event.event.at) if event else None
    return Candidate(folder, version, pin.environment, event, pin.previous, at)


def _finding(
    contents: Contents, path: str, candidate: Candidate, short: Shortfall, severity: FindingSeverity
) -> Finding:
    version = f"version {candidate.version.record.version}"
    message = f"{version} {short.message}{policy_line(contents, short.place)}"
    return Finding(short.rule, severity, path, message, _line(contents, path))


def _under_another_policy(
    contents: Contents, path: str, candidate: Candidate, current: str
) -> Iterator[Finding]:
    if contents.gated is not None and path not in contents.gated:
        return
    for approval, _held in counting(contents, candidate).values():
        if approval.policy and approval.policy != current:
            message = f"the approval of {approval.approver} was given under another policy"
            yield Finding("R08", WARNING, path, message, _line(contents, path))


def _line(contents: Contents, path: str) -> int | None:
    return contents.documents[path].line(("digest",))
