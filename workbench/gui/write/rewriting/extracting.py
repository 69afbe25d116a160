"""Making a component or an input of what is selected in a message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from workbench.domain.edits import Edit, with_edits
from workbench.domain.errors import InvalidInput, TemplateError
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Engine, Input, Message, PromptContent, PromptKind, Role
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.inputs.presenter import InputsPresenter
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
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._cards, self._session, self._inputs = cards, session, inputs
        self._prompts, self._background, self._ask = prompts, background, ask
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
        label = self.tr("Path of the component, with / between folders")
        if needs:
            label = self.tr("{0}. It needs {1}").format(label, ", ".join(needs))
        path = self._ask.text(self.tr("Extract component"), label, "")
        if not path or not self._is_still(selected):
            return
        path = path.strip()
        known = {each.name: each for each in selected.content.inputs}
        inputs = tuple(known[name] for name in needs if name in known)
        content = PromptContent(
            messages=(Message(Role.SYSTEM, selected.text),),
            engine=selected.content.engine,
            inputs=inputs,
        )

        def include(_opened: object) -> None:
            if self._is_still(selected):
                changed = selected.replaced(f'{{% include "{path}" %}}')
                self._session.apply(changed, self.tr("Extract component"))
                self.said.emit(self.tr("{0} is a component now, included here.").format(path))

        self._background.run(
            self,
            lambda: self._create(selected, path, content),
            include,
            self._ask.show_error,
        )

    def _create(self, selected: Selected, path: str, content: PromptContent) -> OpenPrompt:
        _check_live(selected)
        return self._prompts.create(path, PromptKind.COMPONENT, content)

    def _ask_name(self, selected: Selected) -> None:
        label = self.tr("Name of the input")
        name = self._ask.text(self.tr("Extract variable"), label, "")
        if not name or not self._is_still(selected):
            return
        name = name.strip()
        self._background.run(
            self,
            lambda: _check_named(selected, name),
            lambda _name: self._put_variable(selected, name),
            self._ask.show_error,
        )

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
