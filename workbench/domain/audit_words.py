"""What was done, as people call it."""

from __future__ import annotations

from workbench.domain.audit import AuditEntry, AuditKind

WORDS = {
    AuditKind.BEGIN: "Log begun",
    AuditKind.COMMIT: "Version named",
    AuditKind.IMPORT: "Imported",
    AuditKind.RESTORE: "Restored from a registry",
    AuditKind.RESTORE_APPROVAL: "Approval brought back",
    AuditKind.APPROVE: "Approved",
    AuditKind.EXPORT: "Exported",
    AuditKind.PIN: "Pinned",
    AuditKind.PROMOTE: "Promoted",
    AuditKind.ROLLBACK: "Rolled back",
    AuditKind.CANARY: "Canary",
    AuditKind.WITHDRAW: "Withdrawn",
    AuditKind.DEPRECATE: "Deprecated",
    AuditKind.ARCHIVE: "Archived",
    AuditKind.APPROVE_IN_REGISTRY: "Approved in the registry",
    AuditKind.INIT: "Registry begun",
    AuditKind.CLONE: "Cloned",
    AuditKind.FETCH: "Brought up to date",
    AuditKind.MERGE: "Merged",
    AuditKind.RENUMBER: "Renumbered",
    AuditKind.PUSH: "Pushed",
    AuditKind.CLOSE_REVIEW: "Review closed",
    AuditKind.REOPEN_REVIEW: "Review opened again",
    AuditKind.REMOVE_REVIEW: "Review removed",
    AuditKind.REPORT: "Review report written",
    AuditKind.PIN_BASELINE: "Baseline chosen",
    AuditKind.SET_GATE: "Gate set",
    AuditKind.JUDGE_GATE: "Gate judged",
    AuditKind.REMOVE_EVALUATION: "Evaluation removed",
    "activate": "Brought back",
    "reinstate": "Withdrawal taken back",
    "publish": "Published",
    "rename": "Renamed",
    "policy-change": "Policy changed",
    "key-change": "Keys changed",
}


def kind_words(kind: str) -> str:
    """A kind that a later release or a registry knows is shown by its own name."""
    return WORDS.get(kind) or kind.replace("-", " ").capitalize()


def subject(entry: AuditEntry) -> str:
    """What it is about, with its version."""
    return f"{entry.prompt} v{entry.version}" if entry.version else entry.prompt
