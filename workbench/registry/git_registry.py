"""The team registry in a git repository on this machine. Nothing here uses a network."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from workbench.domain.environments import (
    ChangePlan,
    ChangeRequest,
    ComponentUse,
    Overview,
    PinnedText,
)
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import (
    ApprovalRequest,
    Bundle,
    ExportDone,
    ExportPlan,
    ExportRequest,
    Finding,
    Pin,
    PolicyReport,
    RegistrySetup,
    RegistryStatus,
    Release,
)
from workbench.formats.version_file import Record
from workbench.registry import layout
from workbench.registry.acting import Acting
from workbench.registry.approving import planned_approval, signer
from workbench.registry.asking import policy_report
from workbench.registry.attached import bytes_at
from workbench.registry.bundling import (
    bundle_text,
    check_known,
    hindrances,
    pinned_in,
    refused_by_readers,
)
from workbench.registry.changing import plan_change, write_change
from workbench.registry.commits import Data, commit_files
from workbench.registry.contents import read_contents
from workbench.registry.git import Git
from workbench.registry.overview import (
    read_all_pins,
    read_component_uses,
    read_environments,
    read_overview,
    read_pinned_texts,
)
from workbench.registry.planning import plan_files
from workbench.registry.policy import check_environment, check_person
from workbench.registry.reading import releases_in
from workbench.registry.remembered import Remembered
from workbench.registry.remote_of import fetched_at
from workbench.registry.repository import existing_folder
from workbench.registry.starting import start
from workbench.registry.tree import listed_tree, read_tree
from workbench.registry.verification import check_planned
from workbench.registry.verifying import verified, verified_at_once
from workbench.registry.writing import (
    check_registry,
    commit_planned,
    held,
    no_registry,
    recovered,
    writable,
)


class GitRegistry:
    """`author` is whom Settings name, `login` who is logged in; either may be nobody."""

    def __init__(self, author: Callable[[], str] = str, login: Callable[[], str] = str) -> None:
        self._acting = Acting(author, login)
        self._remembered = Remembered()

    def init(
        self,
        folder: Path,
        name: str,
        *,
        apart: bool = False,
        setup: RegistrySetup = RegistrySetup(),  # noqa: B008 - a value that never changes
    ) -> str:
        return start(folder, name, self._acting.committer(), apart=apart, setup=setup)

    def plan(self, folder: Path, request: ExportRequest) -> ExportPlan:
        repository = writable(folder)
        tree = listed_tree(repository.folder, repository.git)
        contents = read_contents(tree.only(_concerned(request, tree.files)))
        check_registry(repository.folder, contents)
        check_environment(contents, request.environment)
        check_person(
            contents,
            "export",
            request.actor,
            request.environment,
            request.release.prompt.path,
        )
        signed = signer(repository.git, contents, request.environment, request.actor)
        record, files, attachments, notes = plan_files(contents, request, signed)
        check_planned(tree, contents, files, attachments)
        return ExportPlan(
            directory=str(repository.folder),
            registry=contents.name,
            prompt_id=request.release.prompt.id,
            path=request.release.prompt.path,
            workspace_number=request.release.number,
            number=record.version,
            digest=record.digest,
            environment=request.environment,
            files=files,
            message=_message(request, record),
            branch=repository.branch,
            base=repository.commit,
            attachments=attachments,
            notes=notes,
            actor=request.actor,
        )

    def export(self, plan: ExportPlan, bytes_of: Callable[[str], bytes]) -> ExportDone:
        if not plan.commit_needed:
            return ExportDone("")
        files: dict[str, Data] = {
            each.path: partial(bytes_of, each.attachment.digest) for each in plan.attachments
        }
        files |= {file.path: file.new for file in plan.files}
        return commit_planned(plan, files, self._acting.committer(), plan.onto)

    def plan_change(self, folder: Path, request: ChangeRequest) -> ChangePlan:
        return plan_change(folder, request)

    def change(self, plan: ChangePlan) -> ExportDone:
        return write_change(plan, self._acting.committer())

    def environments(self, folder: Path) -> tuple[str, ...]:
        return read_environments(existing_folder(folder))

    def person(self, folder: Path) -> str:
        return self._acting.person(Git(existing_folder(folder)))

    def overview(self, folder: Path) -> Overview:
        return read_overview(recovered(folder)[0], self._remembered)

    def pinned_texts(self, folder: Path, prompt: str) -> list[PinnedText]:
        return read_pinned_texts(existing_folder(folder), prompt)

    def component_uses(self, folder: Path, component: str) -> list[ComponentUse]:
        return read_component_uses(existing_folder(folder), component)

    def status(self, folder: Path) -> RegistryStatus:
        repository, put = recovered(folder)
        contents = read_all_pins(repository, self._remembered)
        problems = repository.problems
        if contents.registry is None:
            problems = (*problems, f"{repository.folder} holds no {layout.REGISTRY}")
        return RegistryStatus(
            directory=str(repository.folder),
            registry=contents.name,
            branch=repository.branch.removeprefix("refs/heads/"),
            commit=repository.commit,
            upstream=repository.upstream.removeprefix("refs/remotes/"),
            ahead=repository.ahead,
            behind=repository.behind,
            fetched_at=fetched_at(repository.git_folder),
            changed=repository.changed,
            problems=problems,
            recovered=put,
            pins=tuple(
                Pin(pin.environment, pin.prompt, pin.version, pin.digest, pin.interface)
                for _path, pin in sorted(contents.pins.items())
            ),
        )

    def verify(self, folder: Path, *, base: str = "") -> list[Finding]:
        repository, _put = recovered(folder)
        tree = read_tree(repository.folder)
        if layout.REGISTRY not in tree.files:
            raise no_registry(repository.folder)
        return verified(repository, tree, base)

    def bundle(self, folder: Path, environment: str) -> Bundle:
        repository, _put = recovered(folder)
        tree = read_tree(repository.folder)
        contents = read_contents(tree)
        check_registry(repository.folder, contents)
        check_known(contents, environment)
        findings = verified_at_once(contents, repository, "")
        if problems := hindrances(contents, environment, findings):
            return Bundle(environment, problems=problems)
        text = bundle_text(contents, environment, partial(bytes_at, repository.folder))
        refused = refused_by_readers(contents, environment, findings)
        prompts = len(pinned_in(contents, environment).prompts)
        return Bundle(environment, text, prompts, refused=refused)

    def approve(self, folder: Path, request: ApprovalRequest) -> ExportDone:
        with held(folder) as repository:
            tree = listed_tree(repository.folder, repository.git)
            files = planned_approval(repository, tree, request)
            message = f"Approve {request.prompt} for {request.environment}\n"
            author = self._acting.committer()
            commit = commit_files(repository, files, message, author, onto=request.onto)
        return ExportDone(commit, tuple(files))

    def policy(
        self, folder: Path, environment: str, prompt: str, version: int | None, at: datetime
    ) -> PolicyReport:
        folder = existing_folder(folder)
        contents = read_contents(read_tree(folder).only(_asked(prompt, environment)))
        check_registry(folder, contents)
        check_environment(contents, environment)
        return policy_report(contents, environment, prompt, version, at)

    def attached(self, folder: Path, digest: str) -> bytes:
        """Of a folder that holds a registry's files. Raises `FileProblem`."""
        return bytes_at(existing_folder(folder), digest)

    def releases(self, folder: Path) -> list[Release]:
        """Works on any folder that holds a registry's files, in a repository or not."""
        folder = existing_folder(folder)
        return releases_in(read_contents(read_tree(folder)))


def _asked(prompt: str, environment: str) -> tuple[str, ...]:
    """What a question about the policy depends on."""
    folder = f"{layout.folder_of(PromptKind.PROMPT, prompt)}/"
    pin = layout.pin_path(environment, prompt)
    return (layout.REGISTRY, layout.POLICY, layout.TRUST, *((folder, pin) if prompt else ()))


def _concerned(request: ExportRequest, files: Collection[str]) -> tuple[str, ...]:
    """What an export depends on: a registry of many prompts is not read as a whole for one."""
    prompt = request.release.prompt
    return (
        layout.REGISTRY,
        layout.POLICY,
        layout.TAXONOMY,
        layout.TRUST,
        layout.ATTRIBUTES,
        f"{layout.FOLDERS[PromptKind.COMPONENT]}/",
        f"{layout.folder_of(prompt.kind, prompt.path)}/",
        *layout.pins_of(prompt.path, files),
    )


def _message(request: ExportRequest, record: Record) -> str:
    who = ", ".join(dict.fromkeys(approval.approver for approval in request.approvals))
    lines = [
        f"Release {record.prompt} v{record.version} to {request.environment}",
        "",
        " ".join(record.reason.split()),
        "",
        f"Digest: {record.digest}",
        f"Approved-by: {' '.join(who.split())}",
    ]
    return "".join(f"{line}\n" for line in lines)
