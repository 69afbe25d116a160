"""An approval of a version that the registry holds: file, signature, entry of the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.domain.approvals import Approval
from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.prompts import PromptKind
from workbench.domain.release_policy import Policy, principal, roles_of
from workbench.domain.releases import ApprovalRequest, PlannedFile
from workbench.formats import registry_statements
from workbench.formats.registry_statements import file_digest
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder, read_contents
from workbench.registry.gating import authors_of, policy_digest, policy_line
from workbench.registry.git import Git
from workbench.registry.log import Teller
from workbench.registry.policy import check_environment, check_person
from workbench.registry.repository import Repository
from workbench.registry.signatures import is_trusted
from workbench.registry.signing import SETUP, sign, signing_key
from workbench.registry.tree import RegistryTree
from workbench.registry.verification import check_planned
from workbench.registry.writing import check_registry

Sign = Callable[[str, str], str]
"""The signature of a person over a text, or nothing where it need not be signed."""


def signer(git: Git, contents: Contents, environment: str, me: str, *, asked: bool = False) -> Sign:
    """Signs what I approve, where the policy wants that or I `asked` for it. What others
    approved stays as it is. Without a key that is known here nothing is, unless I asked."""
    policy = contents.policy or Policy()
    wanted = asked or (policy.signed(environment) and is_trusted(contents, me))

    def signed(approver: str, text: str) -> str:
        if not wanted or principal(approver) != principal(me):
            return ""
        key = signing_key(git)
        if key is None and asked:
            raise RegistryError(f"There is no key to sign the approval of {me} with.", hint=SETUP)
        return sign(key, text.encode()) if key else ""

    return signed


def named_version(contents: Contents, prompt: str, number: int | None) -> VersionFile:
    """That version, or the newest. Raises `InvalidInput`."""
    folder = contents.folder(PromptKind.PROMPT, prompt)
    versions = list(folder.versions.values()) if folder else []
    if number is not None:
        versions = [each for each in versions if each.record.version == number]
    if not versions:
        name = prompt if number is None else f"{prompt} v{number}"
        raise InvalidInput(
            f"The registry does not hold {name}.",
            hint="Export it first, to an environment that asks for less: "
            f"workbench registry export {prompt} --env dev",
        )
    return max(versions, key=lambda each: each.record.version)


def approval_files(contents: Contents, request: ApprovalRequest, signed: Sign) -> dict[str, str]:
    """What recording it writes. Raises `InvalidInput` where it is there already."""
    version = named_version(contents, request.prompt, request.version)
    folder = contents.folders[layout.folder_of(PromptKind.PROMPT, request.prompt)]
    digest = version.record.digest
    evidence = [_evidence(contents, folder, digest, name) for name in request.evidence]
    if path := _there(folder, request, digest, evidence):
        if path in folder.signatures or not (
            signature := signed(request.approver, contents.tree.text(path) or "")
        ):
            raise InvalidInput(f"{request.approver} has approved this already: {path}")
        return {f"{path}.sig": signature}
    text = _statement(contents, folder, request, digest, evidence)
    path = layout.free_approval_path(
        folder.path, digest, request.environment, request.approver, contents.tree.files
    )
    files = {path: text}
    if signature := signed(request.approver, text):
        files[f"{path}.sig"] = signature
    named = {"digest": digest, "environment": request.environment, "approvals": [file_digest(text)]}
    teller = Teller(request.approver, request.at)
    _logged, event, told = teller.next_event(contents, folder, "approve-recorded", named)
    return {**files, event: told}


def planned_approval(
    repository: Repository, tree: RegistryTree, request: ApprovalRequest
) -> dict[str, str]:
    """Its files, after everything that the registry asks of them. Raises `InvalidInput`."""
    contents = read_contents(tree.only(_concerned(request)))
    check_registry(repository.folder, contents)
    check_environment(contents, request.environment)
    check_person(contents, "approve", request.approver, request.environment, request.prompt)
    _check_role(contents, request)
    _check_not_author(contents, request)
    asked = request.sign or bool(contents.policy and contents.policy.signed(request.environment))
    signed = signer(repository.git, contents, request.environment, request.approver, asked=asked)
    files = approval_files(contents, request, signed)
    planned = tuple(PlannedFile(path, None, text) for path, text in files.items())
    check_planned(tree, contents, planned, hint="Nothing was written.")
    return files


def _concerned(request: ApprovalRequest) -> tuple[str, ...]:
    """What an approval of one prompt depends on: what it includes and has attached, too."""
    return (
        layout.REGISTRY,
        layout.POLICY,
        layout.TAXONOMY,
        layout.TRUST,
        layout.ATTRIBUTES,
        f"{layout.FOLDERS[PromptKind.COMPONENT]}/",
        f"{layout.folder_of(PromptKind.PROMPT, request.prompt)}/",
    )


def _check_role(contents: Contents, request: ApprovalRequest) -> None:
    held = roles_of(contents.roles, request.approver, request.prompt)
    if request.role and request.role not in held:
        raise InvalidInput(
            f"{request.approver} does not hold the role {request.role} for {request.prompt}.",
            hint=f"{layout.ROLES} says who does.",
        )


def _check_not_author(contents: Contents, request: ApprovalRequest) -> None:
    """An approval that cannot count is not written: its author would wait for nothing."""
    place = ("environments", request.environment, "not_author")
    version = named_version(contents, request.prompt, request.version)
    folder = contents.folders[layout.folder_of(PromptKind.PROMPT, request.prompt)]
    authors = authors_of(folder, version.record.digest)
    not_author = (contents.policy or Policy()).of(request.environment).not_author
    if not_author and principal(request.approver) in authors:
        raise InvalidInput(
            f"{request.approver} wrote this version, and {request.environment} counts no approval "
            f"by an author{policy_line(contents, place)}.",
            hint="Ask somebody else to approve it. Nothing was written.",
        )


def _statement(
    contents: Contents,
    folder: PromptFolder,
    request: ApprovalRequest,
    digest: str,
    evidence: Sequence[str],
) -> str:
    approval = Approval(
        "", "", digest, 0, request.approver, request.note, request.at, request.environment
    )
    return registry_statements.write_approval(
        approval,
        subject=f"{contents.name}/{folder.prompt}",
        policy=policy_digest(contents),
        evidence=evidence,
        role=request.role,
    )


def _evidence(contents: Contents, folder: PromptFolder, digest: str, name: str) -> str:
    """The digest of the file that is called so, or whose digest begins so."""
    known = {}
    for path in sorted(folder.evidence):
        about = registry_statements.read_evidence(contents.documents[path].value)
        if about and about.digest == digest:
            predicate = contents.documents[path].value.get("predicate", {})
            titles = {str(predicate.get(key)) for key in ("name", "suite")} - {"None"}
            known[file_digest(contents.tree.files[path])] = titles
    for file, titles in known.items():
        long = len(name) >= 8 and file.removeprefix("sha256:").startswith(
            name.removeprefix("sha256:")
        )
        if name in titles or long:
            return file
    names = ", ".join(sorted({title for titles in known.values() for title in titles}))
    raise InvalidInput(
        f"The registry holds no evidence called {name!r} about this version.",
        hint=f"It holds: {names}." if names else "Approve and export it with its evidence first.",
    )


def _there(
    folder: PromptFolder, request: ApprovalRequest, digest: str, evidence: Sequence[str]
) -> str:
    """What the person said already. Naming evidence that it does not name says more."""
    for path, each in folder.approvals.items():
        same = (each.digest, each.environment) == (digest, request.environment)
        mine = same and principal(each.approver) == principal(request.approver)
        if mine and not set(evidence) - set(each.evidence):
            return path
    return ""
