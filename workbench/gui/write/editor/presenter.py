"""The open prompt, from the session to the cards and back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint

from workbench.domain.errors import TemplateError, WorkbenchError
from workbench.domain.history import OpenPrompt, PromptSummary
from workbench.domain.problems import Analysis, Problem, Severity
from workbench.domain.prompts import Input, PromptContent, PromptKind
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.command_menu import LINE, command_menu
from workbench.gui.kit.exact_text import Offsets
from workbench.gui.kit.icons import Icons
from workbench.gui.write.editor.arranging import Arranging
from workbench.gui.write.editor.completing import Component, Explain, Vocabulary
from workbench.gui.write.editor.finder import Finder
from workbench.gui.write.editor.panel import EditorPanel
from workbench.gui.write.editor.source_and_preview import Arrangement
from workbench.gui.write.session import WriteSession

MENU = (
    "message.move_up",
    "message.move_down",
    "message.duplicate",
    "message.remove",
    LINE,
    "message.add_placeholder",
)


class EditorPresenter(QObject):
    def __init__(
        self,
        panel: EditorPanel,
        session: WriteSession,
        actions: Actions,
        icons: Icons,
        background: Background,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session = panel, session
        self._actions, self._icons = actions, icons
        self._components: tuple[Component, ...] = ()
        self._inputs: tuple[Input, ...] = ()
        self.explain: Explain | None = None
        """Explains what a template names."""
        self._finder = Finder(panel.find_bar, panel.cards, session, background)
        self._arranging = Arranging(panel.cards, session, actions)
        self._connect_session()
        self._connect_panel()
        self._take_commands()

    def show_components(self, summaries: list[PromptSummary]) -> None:
        """Components that can be included, for completion; and whether there is anything."""
        self._components = tuple(
            Component(summary.prompt.path, summary.prompt.title)
            for summary in summaries
            if summary.prompt.kind is PromptKind.COMPONENT
        )
        self._show_vocabulary(self._inputs)
        self._panel.empty.show_library(empty=not summaries)

    def show_analysis(self, analysis: Analysis) -> None:
        self._panel.show_problems(analysis.problems)
        self._panel.footer.show_tokens(analysis.tokens)
        self._panel.footer.show_counts(analysis.model_tokens)
        self._panel.cards.show_tokens(analysis.message_tokens)
        self._show_vocabulary(analysis.inputs)
        broken = any(problem.severity is Severity.ERROR for problem in analysis.problems)
        self._actions.report(template_broken=broken)

    def focus(self) -> None:
        if self._session.open is None:
            self._panel.empty.new.setFocus()
            return
        self._panel.cards.go_to(max(self._panel.cards.current, 0))

    def go_to_line(self, error: TemplateError) -> None:
        """Where a template has its mistake, as far as the error says it."""
        if error.message_index is None or error.component:
            return
        self._show_source()
        lines = self._panel.cards.texts()[error.message_index].split("\n")
        before = "\n".join(lines[: (error.line or 1) - 1])
        position = Offsets(before).position(len(before)) + (1 if (error.line or 1) > 1 else 0)
        self._panel.cards.go_to(error.message_index, position)

    def _connect_session(self) -> None:
        session = self._session
        session.prompt_opened.connect(self._on_prompt_opened)
        session.card_changed.connect(lambda _opened: self._show_header())
        session.draft_changed.connect(self._on_draft_changed)
        session.analysed.connect(self.show_analysis)
        session.saved.connect(lambda _at: self._panel.footer.show_failure(""))
        session.save_failed.connect(self._on_save_failed)
        session.undo_changed.connect(self._report_undo)

    def _connect_panel(self) -> None:
        cards = self._panel.cards
        cards.typed.connect(lambda: self._session.typed(self.collect))
        cards.menu_requested.connect(self._open_menu)
        cards.undo_requested.connect(self._undo)
        cards.redo_requested.connect(self._redo)
        self._panel.problems.chosen.connect(self._go_to_problem)
        self._panel.empty.use_actions(self._actions["prompt.new"], self._actions["prompt.import"])

    def _take_commands(self) -> None:
        on = self._actions.on
        on("draft.undo", self._undo)
        on("draft.redo", self._redo)
        on("edit.find", self._finder.open)
        self._actions.on_toggle("view.line_numbers", self._panel.cards.show_line_numbers)
        self._panel.cards.add_row.use_actions(self._actions)

    def collect(self) -> None:
        """Read what was typed into the session."""
        content = self._session.collected
        cards = self._panel.cards
        index = cards.first_typed()
        if content is None or index is None or len(cards.cards) != len(content.messages):
            return
        key = f"text:{index}:{cards.cards[index].edit.burst}"
        messages = list(content.messages)
        for number, text in enumerate(cards.take_texts()):
            messages[number] = replace(messages[number], text=text)
        self._session.apply(replace(content, messages=tuple(messages)), self.tr("Typing"), key)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        self._actions.report(prompt_open=opened is not None)
        if opened is None:
            self._panel.show_nothing()
            return
        self._panel.show_editing()
        self._show_content(opened.draft.content)
        self._show_header()
        self._panel.problems.show_problems(())
        self._panel.footer.forget()

    def _on_draft_changed(self, content: PromptContent) -> None:
        self._show_content(content)
        self._show_header()

    def _show_content(self, content: PromptContent) -> None:
        opened = self._session.open
        alone = opened is not None and opened.prompt.kind is PromptKind.COMPONENT
        self._panel.cards.show_messages(
            content.messages, alone=alone and len(content.messages) == 1
        )
        self._arranging.report()

    def _show_header(self) -> None:
        if self._session.open:
            self._panel.header.show_prompt(self._session.open, self._session.changed)
            self._actions.report(unnamed_changes=self._session.changed)

    def _on_save_failed(self, error: WorkbenchError) -> None:
        text = self.tr("Not saved: {0} It is kept here and tried again.")
        self._panel.footer.show_failure(text.format(error.message))

    def _show_vocabulary(self, inputs: tuple[Input, ...]) -> None:
        self._inputs = inputs
        self._panel.cards.show_vocabulary(Vocabulary(inputs, self._components, self.explain))

    def _go_to_problem(self, problem: Problem) -> None:
        if problem.message_index is not None:
            self._show_source()
            texts = self._panel.cards.texts()
            position = Offsets(texts[problem.message_index]).position(problem.start)
            self._panel.cards.go_to(problem.message_index, position)

    def _show_source(self) -> None:
        """Nothing is gone to behind a preview."""
        if self._panel.both.arrangement is Arrangement.INSTEAD:
            self._actions["view.preview"].setChecked(False)

    def _report_undo(self) -> None:
        steps = self._session.undo_stack
        self._actions.report(can_undo=steps.can_undo, can_redo=steps.can_redo)

    def _undo(self) -> None:
        self._session.collect()
        self._session.undo_stack.undo()

    def _redo(self) -> None:
        self._session.collect()
        self._session.undo_stack.redo()

    def _open_menu(self, point: QPoint) -> None:
        command_menu(self._panel, MENU, self._actions, self._icons).popup(point)
