"""The lines of the panel beside the matrix: pins, approvals, evidence, components, events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.environments import Difference, PinnedVersion
from workbench.domain.prompt_records import (
    IncludedComponent,
    RecordedApproval,
    RecordedEvent,
    RecordedEvidence,
)
from workbench.gui.kit.naming import named
from workbench.gui.kit.passing_time import as_time_passes
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.kit.when import ago, exactly
from workbench.gui.release.evidence_list import facts
from workbench.gui.release.matrix.cells import moment
from workbench.gui.release.matrix.event_words import event_words
from workbench.gui.release.matrix.wording import WITHDRAWN, breakable, translate

MOST_FIGURES = 12
"""Of a piece of evidence; reports have more, which *Read* shows."""


class Lines(QWidget):
    """Lines of words below a first one, which may have a button at its end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._first = QHBoxLayout()
        self._first.setSpacing(2 * theme.unit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.unit // 2)
        self._column.addLayout(self._first)

    def begin(self, words: str, tone: str = "") -> QLabel:
        label = plain_label(breakable(safe(words)), self, tone)
        self._first.addWidget(label, 1)
        return label

    def add(self, words: str, tone: str = "muted") -> QLabel:
        label = plain_label(breakable(safe(words)), self, tone)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)
        return label

    def add_passing(self, words: Callable[[], str]) -> QLabel:
        """Words that say how long ago something was: asked for again as time passes."""
        label = self.add(words())
        as_time_passes(self, lambda: label.setText(breakable(safe(words()))))
        return label

    def button(self, name: str, words: str, spoken: str, then: Callable[[], None]) -> QPushButton:
        button = named(QPushButton(words, self), name, spoken)
        set_styled(button, "kind", "quiet")
        button.setAutoDefault(False)
        button.setToolTip(spoken)
        button.clicked.connect(lambda: then())
        self._first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button


def pin_lines(
    pin: PinnedVersion,
    change: Difference | None,
    chosen: bool,
    theme: Theme,
    parent: QWidget,
    compare: Callable[[str, str], None],
) -> Lines:
    """`compare` is called with the two environments that differ."""
    lines = Lines(theme, parent)
    first = lines.begin(translate("{0}  ·  v{1}", pin.environment, pin.version), "title")
    set_tone(first, "chosen" if chosen else "title")
    if change and change.words:
        before, after = change.before, change.after
        lines.button(
            f"matrix.compare.{after}",
            translate("Compare"),
            translate("What differs between {0} and {1}", safe(before), safe(after)),
            lambda: compare(before, after),
        )
    for share in pin.canary:
        lines.add(translate("{0} % of callers get v{1} (canary)", share.weight, share.version), "")
    lines.add_passing(lambda: _decided(pin.actor, pin.at))
    if pin.reason:
        lines.add(translate("“{0}”", pin.reason), "")
    if state := WITHDRAWN.get(pin.withdrawn):
        refused = pin.withdrawn == "block"
        words = (
            translate("v{0} was withdrawn: applications refuse it", pin.version)
            if refused
            else translate("v{0} was withdrawn: applications warn of it", pin.version)
        )
        lines.add(words, state.token)
    if change and change.words:
        lines.add(translate("Differs from {0}: {1}", change.before, change.words), "")
    return lines


def approval_lines(approval: RecordedApproval, theme: Theme, parent: QWidget) -> Lines:
    lines = Lines(theme, parent)
    refused = approval.decision != "approved"
    words = translate("{0}, for {1}", approval.approver, approval.environment)
    lines.begin(f"{words}: {approval.decision}" if refused else words, "failed" if refused else "")
    signed = translate("signed") if approval.signed else translate("not signed")
    role = translate("as {0}", approval.role) if approval.role else ""
    lines.add_passing(
        lambda: " · ".join(part for part in (_when(approval.at), role, signed) if part)
    )
    if approval.comment:
        lines.add(translate("“{0}”", approval.comment), "")
    return lines


def evidence_lines(
    recorded: RecordedEvidence,
    theme: Theme,
    parent: QWidget,
    read: Callable[[RecordedEvidence], None],
) -> Lines:
    lines = Lines(theme, parent)
    evidence = recorded.evidence
    name = " ".join(evidence.name.split())
    lines.begin(name)
    lines.button(
        f"matrix.read.{recorded.file_digest[7:15]}",
        translate("Read"),
        translate("Read {0} in the browser, if this workspace has it", safe(name)),
        lambda: read(recorded),
    )
    lines.add(facts(evidence))
    told = [f"{title}: {words}" for title, words in evidence.figures if not _is_digest(words)]
    if evidence.measured and not told:
        told = [
            f"{metric}, {model}: {value:g}" for model, metric, value in evidence.measured.metrics
        ]
    if told:
        lines.add("  ·  ".join(told[:MOST_FIGURES]))
    return lines


def component_lines(
    component: IncludedComponent,
    theme: Theme,
    parent: QWidget,
    uses: Callable[[str], None],
) -> Lines:
    lines = Lines(theme, parent)
    number = translate("v{0}", component.version) if component.version else translate("unknown")
    lines.begin(f"{component.path}  ·  {number}")
    if component.behind:
        lines.add(translate("v{0} is the newest", component.newest))
        lines.button(
            f"matrix.uses.{component.path}",
            translate("What it would change"),
            translate(
                "Which released prompts v{0} of {1} would change",
                component.newest,
                safe(component.path),
            ),
            lambda: uses(component.path),
        )
    return lines


def event_lines(event: RecordedEvent, theme: Theme, parent: QWidget) -> Lines:
    lines = Lines(theme, parent)
    lines.begin(event_words(event))
    told = lines.add_passing(
        lambda: " · ".join(part for part in (_when(event.at), event.actor) if part)
    )
    if at := moment(event.at):
        told.setToolTip(exactly(at))
    if event.reason:
        lines.add(translate("“{0}”", event.reason), "")
    return lines


def _decided(actor: str, at: str) -> str:
    when = _when(at)
    if when and actor:
        return translate("since {0}, by {1}", when, actor)
    return when or actor or translate("nothing tells since when")


def _when(at: str) -> str:
    found = moment(at)
    return ago(found, datetime.now(UTC)) if found else safe(at)


def _is_digest(words: str) -> bool:
    return words.startswith("sha256:")
