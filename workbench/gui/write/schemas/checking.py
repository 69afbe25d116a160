"""Tools and schema of the draft, looked at in the background once the typing rests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.prompts import PromptContent
from workbench.formats.json_schemas import Finding, readable
from workbench.formats.sendable import OUTPUT_SCHEMA, Fault, faults_of
from workbench.formats.strict_schemas import strict_hints
from workbench.gui.kit.background import Background
from workbench.gui.write.session import WriteSession

REST_MS = 120


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in `content`."""

    content: PromptContent
    faults: tuple[Fault, ...] = ()
    hints: tuple[Fault, ...] = ()

    def findings(self, place: str) -> list[Finding]:
        return [fault.finding for fault in self.faults if fault.place == place]

    def hints_at(self, place: str) -> list[Finding]:
        return [hint.finding for hint in self.hints if hint.place == place]


class SchemaChecks(QObject):
    checked = Signal(object)
    """`Checked` of the newest draft."""

    def __init__(self, session: WriteSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self._of: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._check)
        session.prompt_opened.connect(self._on_changed)
        session.draft_changed.connect(self._on_changed)

    def _on_changed(self, _changed: object) -> None:
        content = self._session.collected
        parts = (content.tools, content.output, content.tool_choice) if content else ()
        if parts != self._of:
            self._of = parts
            self._soon.start()

    def _check(self) -> None:
        content = self._session.collected
        if content is None:
            return
        if not content.tools and content.output is None and content.tool_choice is None:
            self.checked.emit(Checked(content))
            return
        self._background.run(self, partial(check, content), self._tell)

    def _tell(self, checked: Checked) -> None:
        content = self._session.collected
        if content and (content.tools, content.output) == (
            checked.content.tools,
            checked.content.output,
        ):
            self.checked.emit(checked)


def check(content: PromptContent) -> Checked:
    hints = []
    for index, tool in enumerate(content.tools):
        if tool.strict and tool.parameters:
            found = strict_hints(readable(tool.parameters))
            hints += [Fault(f"tools[{index}].parameters", each) for each in found]
    if content.output and content.output.strict:
        found = strict_hints(readable(content.output.schema))
        hints += [Fault(OUTPUT_SCHEMA, each) for each in found]
    return Checked(content, tuple(faults_of(content)), tuple(hints))
