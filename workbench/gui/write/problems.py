"""Problems as Write lives with them: mended, gone through, switched off, and told again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import TemplateTooCostly, WorkbenchError
from workbench.domain.fixes import Fix, FixCommand
from workbench.domain.problems import AnalysisScope, Problem, Severity
from workbench.domain.prompts import PromptKind
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.analyst import Analyst
from workbench.gui.write.around import Around
from workbench.gui.write.editor.mending import MendingPresenter
from workbench.gui.write.editor.ruling import RulesPresenter
from workbench.gui.write.page import WritePlace


class Problems(QObject):
    said = Signal(str)

    def __init__(self, place: WritePlace, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._around = place.session, around
        self._editor = place.editor
        self.analyst = Analyst(around.engine, self, self._scope)
        self.mending = MendingPresenter(place.editor, place.session, around.actions, around.icons)
        self.rules = RulesPresenter(
            place,
            around.services.preferences,
            around.background,
            around.actions,
            around.ask,
            around.theme,
        )
        self.analyst.failed.connect(self._on_failed)
        self.mending.component_wished.connect(self._do_with_component)
        self.mending.rule_unwanted.connect(self.rules.switch_off)
        self.mending.said.connect(self.said)
        self.rules.rules_changed.connect(self.analyst.ask_if_changed)
        place.session.plan_changed.connect(self.analyst.ask_if_changed)

    def _scope(self) -> AnalysisScope:
        session = self._session
        own = tuple(session.overrides.items())
        return AnalysisScope(session.models, session.case.values, self.rules.off, own)

    def _on_failed(self, error: WorkbenchError) -> None:
        """What was found before is about another text; an engine that died is told elsewhere."""
        if isinstance(error, TemplateTooCostly):
            words = self.tr(
                "The draft takes too long to look through while you type. "
                "A run tells what is wrong with it."
            )
            unknown = (Problem("not-checked", Severity.WARNING, words),)
            self._editor.show_problems(unknown)
            self.mending.show_problems(unknown)

    def _do_with_component(self, fix: Fix) -> None:
        """The library says that it changed; then the draft is looked at again."""
        prompts, path = self._around.services.prompts, fix.target
        create = fix.command is FixCommand.CREATE_COMPONENT
        words = (
            self.tr("The component {0} was created; it is empty.")
            if create
            else self.tr("The component {0} is back from the archive.")
        )

        def work() -> None:
            if create:
                prompts.create(path, PromptKind.COMPONENT)
            else:
                prompts.set_archived(prompts.open_path(path).prompt.id, False)

        def done(_nothing: object) -> None:
            self.said.emit(words.format(safe(path)))

        self._around.background.run(self, work, done, self._around.ask.show_error)
