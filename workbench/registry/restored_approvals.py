"""The approvals of a prompt in a registry, each held against what it says it is of."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.approvals import Evidence
from workbench.domain.errors import RegistryError
from workbench.domain.restoring import FoundApproval, FoundVersion, Refusal
from workbench.formats.registry_evidence import evidence_in, remarks_in
from workbench.formats.registry_statements import ApprovalStatement, file_digest, read_evidence
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.signatures import check_signatures, moment, signed_well

LONGEST_NAME = 400
UNCHECKED = "signatures could not be checked, so approvals count as not signed here: {0}"


def approvals_in(
    contents: Contents, folder: PromptFolder, versions: Sequence[FoundVersion]
) -> tuple[list[FoundApproval], list[Refusal], str]:
    """Those that can be taken in, oldest first; those that cannot; what could not be checked.

    A file that says the same as another is told once.
    """
    doubt = _check_signatures(contents, folder)
    digests = {each.release.digest for each in versions}
    found: dict[object, FoundApproval] = {}
    refused: list[Refusal] = []
    for path, statement in sorted(folder.approvals.items(), key=lambda item: (item[1].at, item[0])):
        if wrong := _wrong(contents, folder, path, statement, digests):
            refused.append(Refusal(path, wrong))
            continue
        approval, missing = _found(contents, folder, path, statement)
        found.setdefault((approval.key, approval.note, approval.evidence), approval)
        refused += missing
    return list(found.values()), refused, doubt


def _check_signatures(contents: Contents, folder: PromptFolder) -> str:
    """Why they could not be looked at, if they could not."""
    try:
        check_signatures(contents, [folder])
    except RegistryError as error:
        return UNCHECKED.format(error.message)
    return ""


def _wrong(
    contents: Contents,
    folder: PromptFolder,
    path: str,
    statement: ApprovalStatement,
    digests: set[str],
) -> str:
    name = layout.APPROVAL_NAME.fullmatch(path.rpartition("/")[2])
    if statement.decision != "approved":
        return "is no approval"
    if statement.subject != f"{contents.name}/{folder.prompt}":
        return f"is an approval of {statement.subject or 'nothing'}"
    if statement.digest not in digests:
        return "approves a version that is not here, or is left out"
    if name is None or name["digest"] != layout.short(statement.digest):
        return "is not named after the version it approves"
    if name["environment"] != statement.environment:
        return f"is named for {name['environment']} and approves for {statement.environment}"
    if not statement.approver.strip() or len(statement.approver) > LONGEST_NAME:
        return "does not say who approves"
    if moment(statement.at) is None:
        return "does not say when it was given"
    return contents.signature_problems.get(path, "")


def _found(
    contents: Contents, folder: PromptFolder, path: str, statement: ApprovalStatement
) -> tuple[FoundApproval, list[Refusal]]:
    at = moment(statement.at)
    assert at is not None
    note, runs = remarks_in(contents.documents[path].value)
    evidence: list[Evidence] = []
    missing: list[Refusal] = []
    for digest in statement.evidence:
        read = _evidence(contents, folder, statement, digest)
        if read is None:
            reason = f"names evidence {digest[:19]} that is not here, or is of something else"
            missing.append(Refusal(path, f"{reason}: it comes without"))
        else:
            evidence.append(read)
    approval = FoundApproval(
        digest=statement.digest,
        approver=statement.approver,
        environment=statement.environment,
        note=note,
        at=at,
        runs=runs,
        evidence=tuple(evidence),
        signed=signed_well(contents, folder, path),
        file=path,
    )
    return approval, missing


def _evidence(
    contents: Contents, folder: PromptFolder, statement: ApprovalStatement, digest: str
) -> Evidence | None:
    files = (path for path in folder.evidence if path in contents.documents)
    named = (path for path in files if file_digest(contents.tree.files[path]) == digest)
    path = next(named, None)
    if path is None:
        return None
    document = contents.documents[path].value
    about = read_evidence(document)
    if about is None or (about.subject, about.digest) != (statement.subject, statement.digest):
        return None
    return evidence_in(document, digest)
