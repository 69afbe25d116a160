"""Words of drift: areas, what each kind of finding is called, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.domain.drift import DriftArea, DriftFinding, DriftKind, DriftReport
from workbench.domain.releases import FindingSeverity
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LONGEST_NAME = 80
"""Characters: a name has no blanks at which it could be wrapped."""
SEVERITIES = {
    FindingSeverity.ERROR: State(QT_TRANSLATE_NOOP("drift", "Drift"), "error", "failed"),
    FindingSeverity.WARNING: State(QT_TRANSLATE_NOOP("drift", "Warning"), "warning", "warning"),
    FindingSeverity.NOTE: State(QT_TRANSLATE_NOOP("drift", "Note"), "info", "info"),
}
AREAS = {
    DriftArea.CONTENT: QT_TRANSLATE_NOOP("drift", "Files of the registry"),
    DriftArea.WORKSPACE: QT_TRANSLATE_NOOP("drift", "Approved in this workspace"),
    DriftArea.DEPLOYED: QT_TRANSLATE_NOOP("drift", "What runs"),
    DriftArea.CODE: QT_TRANSLATE_NOOP("drift", "Source code"),
    DriftArea.WORLD: QT_TRANSLATE_NOOP("drift", "Models, evidence and policy"),
}
COUNTED = {
    DriftArea.CONTENT: (
        QT_TRANSLATE_NOOP("drift", "{0} version of the registry"),
        QT_TRANSLATE_NOOP("drift", "{0} versions of the registry"),
    ),
    DriftArea.WORKSPACE: (
        QT_TRANSLATE_NOOP("drift", "{0} approval of this workspace"),
        QT_TRANSLATE_NOOP("drift", "{0} approvals of this workspace"),
    ),
    DriftArea.DEPLOYED: (
        QT_TRANSLATE_NOOP("drift", "{0} version that runs"),
        QT_TRANSLATE_NOOP("drift", "{0} versions that run"),
    ),
    DriftArea.CODE: (
        QT_TRANSLATE_NOOP("drift", "{0} text in source code"),
        QT_TRANSLATE_NOOP("drift", "{0} texts in source code"),
    ),
    DriftArea.WORLD: (
        QT_TRANSLATE_NOOP("drift", "{0} pin with its model and evidence"),
        QT_TRANSLATE_NOOP("drift", "{0} pins with their models and evidence"),
    ),
    "sentinels": (
        QT_TRANSLATE_NOOP("drift", "{0} model on its sentinel cases"),
        QT_TRANSLATE_NOOP("drift", "{0} models on their sentinel cases"),
    ),
    "left out": (
        QT_TRANSLATE_NOOP("drift", "{0} file or folder was"),
        QT_TRANSLATE_NOOP("drift", "{0} files and folders were"),
    ),
    "pinned": (
        QT_TRANSLATE_NOOP("drift", "{0} pinned version"),
        QT_TRANSLATE_NOOP("drift", "{0} pinned versions"),
    ),
    "calls": (QT_TRANSLATE_NOOP("drift", "{0} call"), QT_TRANSLATE_NOOP("drift", "{0} calls")),
}
NOT_LOOKED = {
    DriftArea.DEPLOYED: QT_TRANSLATE_NOOP("drift", "what runs"),
    DriftArea.CODE: QT_TRANSLATE_NOOP("drift", "source code"),
}
LOOKING = {
    DriftArea.CONTENT: QT_TRANSLATE_NOOP("drift", "Reading the registry…"),
    DriftArea.WORKSPACE: QT_TRANSLATE_NOOP("drift", "Comparing with this workspace…"),
    DriftArea.DEPLOYED: QT_TRANSLATE_NOOP("drift", "Comparing with what runs…"),
    DriftArea.CODE: QT_TRANSLATE_NOOP("drift", "Looking through source code: {0} files"),
    DriftArea.WORLD: QT_TRANSLATE_NOOP("drift", "Looking at models and evidence…"),
}
KINDS = {
    DriftKind.CHANGED: QT_TRANSLATE_NOOP("drift", "Changed after it was released"),
    DriftKind.UNCOMMITTED: QT_TRANSLATE_NOOP("drift", "Not committed"),
    DriftKind.NOT_EXPORTED: QT_TRANSLATE_NOOP("drift", "Approved, and not released"),
    DriftKind.MISSING: QT_TRANSLATE_NOOP("drift", "Missing from the bundle"),
    DriftKind.LAGGING: QT_TRANSLATE_NOOP("drift", "The version before runs still"),
    DriftKind.WRONG_VERSION: QT_TRANSLATE_NOOP("drift", "Another version runs"),
    DriftKind.FOREIGN: QT_TRANSLATE_NOOP("drift", "Something unknown runs"),
    DriftKind.IDENTICAL: QT_TRANSLATE_NOOP("drift", "A copy in code"),
    DriftKind.EDITED: QT_TRANSLATE_NOOP("drift", "An edited copy in code"),
    DriftKind.OUTDATED: QT_TRANSLATE_NOOP("drift", "An outdated copy in code"),
    DriftKind.UNPINNABLE: QT_TRANSLATE_NOOP("drift", "The model's name is moved by its provider"),
    DriftKind.OLD_EVIDENCE: QT_TRANSLATE_NOOP("drift", "Evidence has grown old"),
    DriftKind.NEWER_POLICY: QT_TRANSLATE_NOOP("drift", "Approved under an older policy"),
    DriftKind.RETIRED: QT_TRANSLATE_NOOP("drift", "The model was shut down"),
    DriftKind.RETIRING: QT_TRANSLATE_NOOP("drift", "The model is going to be shut down"),
    DriftKind.OTHER_MODEL: QT_TRANSLATE_NOOP("drift", "Another model answers"),
    DriftKind.OTHER_BACK_END: QT_TRANSLATE_NOOP("drift", "The provider changed its back end"),
    DriftKind.MOVED: QT_TRANSLATE_NOOP("drift", "The model's behaviour moved"),
    DriftKind.CANNOT_TELL: QT_TRANSLATE_NOOP("drift", "Can't tell yet whether it moved"),
    DriftKind.NOTHING_BEFORE: QT_TRANSLATE_NOOP("drift", "Nothing to compare with yet"),
    DriftKind.UNKNOWN_PROMPT: QT_TRANSLATE_NOOP("drift", "Code asks for an unknown prompt"),
    DriftKind.UNPINNED_PROMPT: QT_TRANSLATE_NOOP("drift", "Code asks for a prompt without a pin"),
    DriftKind.OTHER_INTERFACE: QT_TRANSLATE_NOOP("drift", "Code asks for another interface"),
}
ADVICE = {
    DriftKind.CHANGED: QT_TRANSLATE_NOOP(
        "drift", "Put the file back with git, and release a change as a new version."
    ),
    DriftKind.UNCOMMITTED: QT_TRANSLATE_NOOP(
        "drift", "Commit the change with git, or take it back; then look again."
    ),
    DriftKind.NOT_EXPORTED: QT_TRANSLATE_NOOP(
        "drift", "Export the version in Write, or approve the one that is pinned."
    ),
    DriftKind.MISSING: QT_TRANSLATE_NOOP(
        "drift", "Make the bundle again with `workbench registry bundle`, and deploy it."
    ),
    DriftKind.LAGGING: QT_TRANSLATE_NOOP(
        "drift", "Nothing, if a deployment is under way; look again when it is over."
    ),
    DriftKind.WRONG_VERSION: QT_TRANSLATE_NOOP(
        "drift", "Deploy the bundle of what is pinned, or pin what runs."
    ),
    DriftKind.FOREIGN: QT_TRANSLATE_NOOP(
        "drift", "Find out where it comes from: no version of the registry has this digest."
    ),
    DriftKind.IDENTICAL: QT_TRANSLATE_NOOP(
        "drift", "It agrees today. Load it from the registry, and it always will."
    ),
    DriftKind.EDITED: QT_TRANSLATE_NOOP(
        "drift", "Load it from the registry. If the edit is wanted, make it a version first."
    ),
    DriftKind.OUTDATED: QT_TRANSLATE_NOOP(
        "drift", "Load it from the registry, which has a newer version."
    ),
    DriftKind.UNPINNABLE: QT_TRANSLATE_NOOP(
        "drift", "Name a dated snapshot of the model in a new version, where there is one."
    ),
    DriftKind.OLD_EVIDENCE: QT_TRANSLATE_NOOP(
        "drift", "Evaluate the version again, and approve it on the result."
    ),
    DriftKind.NEWER_POLICY: QT_TRANSLATE_NOOP(
        "drift", "Approve it again, if the policy of today should hold for it."
    ),
    DriftKind.RETIRED: QT_TRANSLATE_NOOP(
        "drift", "Calls fail. Choose another model in a new version, and evaluate it."
    ),
    DriftKind.RETIRING: QT_TRANSLATE_NOOP(
        "drift", "Choose another model in a new version, and evaluate it before that day."
    ),
    DriftKind.OTHER_MODEL: QT_TRANSLATE_NOOP(
        "drift", "The evidence is about another model: evaluate and approve it again."
    ),
    DriftKind.OTHER_BACK_END: QT_TRANSLATE_NOOP(
        "drift", "Answers may differ. Sentinel cases tell whether they do."
    ),
    DriftKind.MOVED: QT_TRANSLATE_NOOP(
        "drift", "Look at the answers that changed; roll back or evaluate another model."
    ),
    DriftKind.CANNOT_TELL: QT_TRANSLATE_NOOP(
        "drift", "Add sentinel cases, or samples of each, and run them again."
    ),
    DriftKind.NOTHING_BEFORE: QT_TRANSLATE_NOOP(
        "drift", "Nothing: the next run is held against this one."
    ),
    DriftKind.UNKNOWN_PROMPT: QT_TRANSLATE_NOOP(
        "drift", "Mend the path in the code, or release the prompt."
    ),
    DriftKind.UNPINNED_PROMPT: QT_TRANSLATE_NOOP(
        "drift", "Pin a version of it before the application is deployed there."
    ),
    DriftKind.OTHER_INTERFACE: QT_TRANSLATE_NOOP(
        "drift", "Adapt the call to what the prompt takes now, and ask for its interface."
    ),
}


def translate(words: str, *values: object) -> str:
    return QCoreApplication.translate("drift", words).format(*values)


def counted(what: str, count: int) -> str:
    """`3 pinned versions`; `what` of `COUNTED`."""
    one, many = COUNTED[what]
    return translate(one if count == 1 else many, f"{count:,}")


def compared_words(report: DriftReport) -> str:
    """What was compared, and what was not."""
    told = [counted(area, count) for area, count in report.looked]
    missing = [
        translate(words)
        for area, words in NOT_LOOKED.items()
        if area not in {looked for looked, _count in report.looked}
    ]
    if report.sentinels:
        told.append(counted("sentinels", len(report.sentinels)))
    else:
        missing.append(translate(QT_TRANSLATE_NOOP("drift", "whether models behave as before")))
    compared = QT_TRANSLATE_NOOP("drift", "Compared: {0}.")
    words = translate(compared, ", ".join(told))
    if missing:
        not_compared = QT_TRANSLATE_NOOP("drift", "Not looked at: {0}.")
        words = f"{words} {translate(not_compared, ', '.join(missing))}"
    return words


def title_of(finding: DriftFinding) -> str:
    """`An edited copy in code: support/triage`."""
    kind = translate(KINDS[finding.kind])
    return f"{kind}: {one_line(finding.prompt)}" if finding.prompt else kind


def one_line(name: str) -> str:
    """A name of a file as it can be shown; what is in its middle gives way if it is long."""
    shown = safe(name, LONGEST_NAME * 10).replace("\n", "↩")
    half = LONGEST_NAME // 2
    return shown if len(shown) <= LONGEST_NAME else f"{shown[:half]}…{shown[-half:]}"


def place_of(finding: DriftFinding) -> str:
    """`app/a.ipynb, cell 3, line 2 · prod`."""
    parts = [one_line(finding.file)] if finding.file else []
    if finding.cell:
        parts.append(translate(QT_TRANSLATE_NOOP("drift", "cell {0}"), finding.cell))
    if finding.line:
        parts.append(translate(QT_TRANSLATE_NOOP("drift", "line {0}"), finding.line))
    place = ", ".join(parts)
    return " · ".join(each for each in (place, safe(finding.environment)) if each)
