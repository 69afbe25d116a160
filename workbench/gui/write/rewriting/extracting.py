"""Making a component or an input of what is selected in a message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from workbench.domain.edits import Edit, with_edits
from workbench.domain.errors import InvalidInput, TemplateError, WorkbenchError
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Engine, Input, Message, PromptContent, PromptKind, Role
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.inputs.presenter import InputsPresenter
from workbench.gui.write.rewriting.extract_dialog import ExtractDialog
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.renaming import checked_name


@dataclass(frozen=True, slots=True)
class Selected:
    """What is selected in the message at `index`, in code points of its text."""

    content: PromptContent
    index: int
    start: int
    end: int

    @property
    def whole(self) -> str:
        return self.content.messages[self.index].text

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]

    def replaced(self, new: str) -> PromptContent:
        return with_edits(self.content, [Edit(self.index, self.start, self.end, new)])


class Extracting(QObject):
    said = Signal(str)

    def __init__(
        self,
        cards: MessageCards,
        session: WriteSession,
        inputs: InputsPresenter,
        prompts: PromptService,
        background: Background,
        actions: Actions,
        ask: Ask,
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._cards, self._session, self._inputs = cards, session, inputs
        self._prompts, self._background, self._ask = prompts, background, ask
        self._theme = theme
        actions.on("extract.component", self.extract_component)
        actions.on("extract.variable", self.extract_variable)

    def extract_component(self) -> None:
        if selected := self._selected():
            self._background.run(
                self,
                lambda: _needs(selected),
                lambda needs: self._ask_path(selected, needs),
                self._ask.show_error,
            )

    def extract_variable(self) -> None:
        if selected := self._selected():
            self._background.run(
                self,
                lambda: _check_plain(selected),
                lambda _nothing: self._ask_name(selected),
                self._ask.show_error,
            )

    def _selected(self) -> Selected | None:
        content, index = self._session.content, self._cards.current
        if content is None or not 0 <= index < len(self._cards.cards):
            return None
        if content.engine is Engine.NONE:
            self._ask.show_error(InvalidInput(self.tr("This prompt is no template.")))
            return None
        edit = self._cards.cards[index].edit
        cursor = edit.textCursor()
        if not cursor.hasSelection():
            self._ask.show_error(
                InvalidInput(
                    self.tr("Nothing is selected."),
                    hint=self.tr("Select the text to be taken out first."),
                )
            )
            return None
        start, end = edit.offset(cursor.selectionStart()), edit.offset(cursor.selectionEnd())
        return Selected(content, index, start, end)

    def _ask_path(self, selected: Selected, needs: tuple[str, ...]) -> None:
        title, label = self.tr("Extract component"), self.tr("Path of the component")
        dialog = self._dialog(title, label, selected)
        if needs:
            dialog.show_note(self.tr("It needs {0}.").format(", ".join(needs)))
        opened = self._session.open
        folder = opened.prompt.path.rpartition("/")[0] if opened else ""
        dialog.suggest(f"{folder}/" if folder else "")
        dialog.chosen.connect(lambda path: self._make_component(dialog, selected, needs, path))
        dialog.open()

    def _make_component(
        self, dialog: ExtractDialog, selected: Selected, needs: tuple[str, ...], path: str
    ) -> None:
        if not self._is_still(selected):
            dialog.reject()
            return
        known = {each.name: each for each in selected.content.inputs}
        content = PromptContent(
            messages=(Message(Role.SYSTEM, selected.text),),
            engine=selected.content.engine,
            inputs=tuple(known[name] for name in needs if name in known),
        )

        def include(_opened: object) -> None:
            dialog.accept()
            if self._is_still(selected):
                changed = selected.replaced(f'{{% include "{path}" %}}')
                self._session.apply(changed, self.tr("Extract component"))
                self.said.emit(self.tr("{0} is a component now, included here.").format(path))

        self._background.run(
            dialog,
            lambda: self._create(selected, path, content),
            include,
            lambda error: _tell(dialog, error),
        )

    def _create(self, selected: Selected, path: str, content: PromptContent) -> OpenPrompt:
        _check_live(selected)
        return self._prompts.create(path, PromptKind.COMPONENT, content)

    def _ask_name(self, selected: Selected) -> None:
        title, label = self.tr("Extract variable"), self.tr("Name of the input")
        dialog = self._dialog(title, label, selected)
        dialog.show_note(self.tr("The text becomes its value."))
        dialog.chosen.connect(lambda name: self._make_variable(dialog, selected, name))
        dialog.open()

    def _make_variable(self, dialog: ExtractDialog, selected: Selected, name: str) -> None:
        def put(_name: str) -> None:
            dialog.accept()
            self._put_variable(selected, name)

        self._background.run(
            dialog,
            lambda: _check_named(selected, name),
            put,
            lambda error: _tell(dialog, error),
        )

    def _dialog(self, title: str, label: str, selected: Selected) -> ExtractDialog:
        return ExtractDialog(title, label, selected.text, self._theme, self._cards.window())

    def _put_variable(self, selected: Selected, name: str) -> None:
        if not self._is_still(selected):
            return
        changed = selected.replaced(f"{{{{ {name} }}}}")
        if not any(each.name == name for each in changed.inputs):
            changed = replace(changed, inputs=(*changed.inputs, Input(name)))
        self._session.apply(changed, self.tr("Extract variable"))
        self._inputs.give(name, selected.text)
        self.said.emit(self.tr("{0} is an input now; the text is its value.").format(name))

    def _is_still(self, selected: Selected) -> bool:
        """Nothing was typed meanwhile."""
        return self._session.content == selected.content


def _tell(dialog: ExtractDialog, error: WorkbenchError) -> None:
    dialog.show_problem(f"{error.message} {error.hint}".strip())


def _needs(selected: Selected) -> tuple[str, ...]:
    from workbench.templating.extracting import piece_needs

    return piece_needs(selected.whole, selected.start, selected.end)


def _check_named(selected: Selected, name: str) -> str:
    _check_live(selected)
    return checked_name(name, selected.content)


def _check_live(selected: Selected) -> None:
    """What is put in the place of the selection must be read as a tag."""
    from workbench.templating.occurrences import variable_places

    probe = "workbench_probe"
    text = selected.replaced(f"{{{{ {probe} }}}}").messages[selected.index].text
    if not variable_places(text, probe):
        raise TemplateError(
            "Nothing is filled in here: the text stands in a raw block or a comment.",
            hint="Select text outside of it.",
        )


def _check_plain(selected: Selected) -> None:
    """Only text between tags can become a value."""
    from workbench.templating.places import all_tokens

    inside = [
        token
        for token in all_tokens(selected.whole)
        if token.kind != "data" and token.start < selected.end and token.end > selected.start
    ]
    if inside or any(mark in selected.text for mark in ("{{", "{%", "{#")):
        raise TemplateError(
            "The selection holds a tag, or a part of one.",
            hint="Select plain text; a selection with tags can become a component.",
        )
