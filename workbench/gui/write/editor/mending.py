"""Problems gone through and mended, from the cursor, the keyboard and the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from workbench.domain.fixes import Fix, FixCommand, mended, together
from workbench.domain.problems import Analysis, Problem
from workbench.domain.rules import NEEDED
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.exact_text import Offsets
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.editor.marks import marked_at
from workbench.gui.write.editor.panel import EditorPanel
from workbench.gui.write.editor.source_and_preview import Arrangement
from workbench.gui.write.session import WriteSession


class MendingPresenter(QObject):
    component_wished = Signal(object)
    """`Fix` whose command is about a component."""
    rule_unwanted = Signal(str)
    """Code of the rule that is not to be looked for in this workspace."""
    said = Signal(str)

    def __init__(
        self, panel: EditorPanel, session: WriteSession, actions: Actions, icons: Icons
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._actions = panel, session, actions
        self._icons = icons
        self._problems: tuple[Problem, ...] = ()
        session.analysed.connect(self._on_analysed)
        session.prompt_opened.connect(lambda _opened: self.show_problems(()))
        area = panel.problem_area
        area.fix_requested.connect(self._mend)
        area.more_requested.connect(self._open_menu)
        area.rules_requested.connect(lambda: actions.run("problem.rules"))
        area.list.menu_requested.connect(self._open_menu)
        area.list.mend_requested.connect(self._mend_listed)
        actions.on("problem.fix", self.mend_here)
        actions.on("problem.next", lambda: self._step(1))
        actions.on("problem.previous", lambda: self._step(-1))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """These are gone through and mended, and no others."""
        self._problems = problems
        mendable = sum(bool(problem.fixes) for problem in problems)
        self._actions.report(problems=len(problems), problems_to_mend=mendable)

    def mend_here(self) -> None:
        """What is wrong at the cursor; with nothing there, go to what can be mended next."""
        if self._panel.problems.hasFocus() and (problem := self._panel.problems.current):
            self._mend_listed(problem)
            return
        here = [problem for problem in self._at_cursor() if problem.fixes]
        if not here:
            self._step(1, [problem for problem in self._problems if problem.fixes])
        elif len(here) == 1 and len(here[0].fixes) == 1:
            self._mend(here[0], here[0].fixes[0])
        else:
            self._offer(here)

    def _on_analysed(self, analysis: Analysis) -> None:
        self.show_problems(analysis.problems)

    def _mend(self, problem: Problem, fix: Fix) -> None:
        if fix.command is not FixCommand.NOTHING:
            self.component_wished.emit(fix)
            return
        content = self._session.content
        changed = mended(content, fix) if content else None
        if changed is None:
            self.said.emit(self.tr("The text has changed since; try again in a moment."))
            return
        self._session.apply(changed, safe(fix.title))
        if problem.message_index is not None and not fix.removed_messages:
            index = min(problem.message_index, len(changed.messages) - 1)
            start = min((e.start for e in fix.edits if e.message_index == index), default=None)
            if start is not None:
                position = Offsets(changed.messages[index].text).position(start)
                self._panel.cards.go_to(index, position)

    def _mend_listed(self, problem: Problem) -> None:
        if len(problem.fixes) == 1:
            self._mend(problem, problem.fixes[0])
        elif problem.fixes:
            listed = self._panel.problems
            corner = listed.visualRect(listed.currentIndex()).bottomLeft()
            self._open_menu(problem, listed.viewport().mapToGlobal(corner))

    def _at_cursor(self) -> list[Problem]:
        index = self._panel.cards.current
        if not 0 <= index < len(self._panel.cards.cards):
            return []
        edit = self._panel.cards.cards[index].edit
        found = marked_at(edit.extraSelections(), edit.textCursor().position())
        here = [problem for problem in self._problems if problem.message_index == index]
        return [here[number] for number in found if number < len(here)]

    def _offer(self, problems: Sequence[Problem]) -> None:
        """A menu at the cursor."""
        edit = self._panel.cards.cards[self._panel.cards.current].edit
        menu = self._menu()
        for problem in problems:
            self._add_fixes(menu, problem)
        menu.popup(edit.viewport().mapToGlobal(edit.cursorRect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _open_menu(self, problem: Problem, point: QPoint) -> None:
        menu = self._menu()
        self._add_fixes(menu, problem)
        alike = [
            each.fixes[0]
            for each in self._problems
            if each.code == problem.code and each.fixes and each.fixes[0].edits
        ]
        if len(alike) > 1 and problem.fixes and problem.fixes[0].edits:
            title = self.tr("Mend all {0} like it").format(len(alike))
            every = menu.addAction(title)
            every.triggered.connect(partial(self._mend_chosen, problem, together(alike, title)))
        menu.addSeparator()
        never = menu.addAction(self.tr("Don't look for this in this workspace"))
        never.triggered.connect(lambda _checked=False: self.rule_unwanted.emit(problem.code))
        if problem.code in NEEDED:
            never.setEnabled(False)
            never.setText(self.tr("It would stop a run: it is always looked for"))
        menu.addAction(self._actions["problem.rules"])
        menu.popup(point)

    def _menu(self) -> QMenu:
        menu = QMenu(self._panel)
        menu.setObjectName("editor.problem_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add_fixes(self, menu: QMenu, problem: Problem) -> None:
        for fix in problem.fixes:
            action = menu.addAction(
                self._icons("wand", "accent"), safe(fix.title).replace("&", "&&")
            )
            action.triggered.connect(partial(self._mend_chosen, problem, fix))

    def _mend_chosen(self, problem: Problem, fix: Fix, _checked: bool = False) -> None:
        self._mend(problem, fix)

    def _step(self, step: int, among: Sequence[Problem] | None = None) -> None:
        """To the next problem, or the one before; after the last comes the first."""
        problems = self._problems if among is None else among
        texts = self._panel.cards.texts()
        places = sorted(
            {
                (
                    problem.message_index,
                    Offsets(texts[problem.message_index]).position(problem.start),
                )
                for problem in problems
                if problem.message_index is not None and problem.message_index < len(texts)
            }
        )
        if not places:
            self._show_list(problems)
            return
        current = self._panel.cards.current
        cursor = self._panel.cards.cards[current].edit.textCursor() if current >= 0 else None
        here = (current, cursor.position() if cursor else -1)
        after = [place for place in places if place > here]
        before = [place for place in places if place < here]
        target = (after or places)[0] if step > 0 else (before or places)[-1]
        if self._panel.both.arrangement is Arrangement.INSTEAD:
            self._actions["view.preview"].setChecked(False)
        self._panel.cards.go_to(*target)

    def _show_list(self, problems: Sequence[Problem]) -> None:
        """For problems without a place in a message."""
        if problems:
            self._panel.footer.problems.setChecked(True)
            self._panel.problems.show_current(problems[0])
            self._panel.problems.setFocus()
