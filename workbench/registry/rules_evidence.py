"""R09: the evidence that an approval names is there, as it was, and about the same version."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_statements import (
    ApprovalStatement,
    file_digest,
    read_evidence,
)
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

ERROR = FindingSeverity.ERROR


def evidence_is_there(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        known = {file_digest(contents.tree.files[path]): path for path in folder.evidence}
        for path, approval in folder.approvals.items():
            for digest in approval.evidence:
                if message := _problem(contents, folder, approval, known.get(digest), digest):
                    yield Finding("R09", ERROR, path, message)


def _problem(
    contents: Contents,
    folder: PromptFolder,
    approval: ApprovalStatement,
    path: str | None,
    digest: str,
) -> str:
    if path is None:
        return f"rests on evidence {layout.short(digest)}, missing or changed"
    about = read_evidence(contents.documents[path].value)
    if about is None or (about.subject, about.digest) != (approval.subject, approval.digest):
        return f"rests on {path.removeprefix(f'{folder.path}/')}, which is about something else"
    return ""
