"""Tools, from the draft to their cards and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication

from workbench.domain.errors import InvalidInput, InvalidSchema
from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json
from workbench.domain.prompts import PromptContent, PromptKind, Tool
from workbench.formats.tool_documents import chosen_name, named_choice, read_tools
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.command_menu import command_menu
from workbench.gui.kit.icons import Icons
from workbench.gui.write.schemas.checking import SchemaChecks
from workbench.gui.write.schemas.undo_bursts import Bursts
from workbench.gui.write.session import WriteSession
from workbench.gui.write.tools.card import NEW_PARAMETERS
from workbench.gui.write.tools.section import ToolsSection

MENU = ("tool.move_up", "tool.move_down", "tool.duplicate", "tool.remove")
Tools = tuple[Tool, ...]


class ToolsPresenter(QObject):
    def __init__(
        self,
        section: ToolsSection,
        session: WriteSession,
        checks: SchemaChecks,
        actions: Actions,
        icons: Icons,
        ask: Ask,
    ) -> None:
        super().__init__(section)
        self._section, self._session, self._ask = section, session, ask
        self._actions, self._icons = actions, icons
        self._bursts = Bursts("tools")
        self._shown: tuple[Tools, Json] = ((), None)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.draft_changed.connect(self._show)
        checks.checked.connect(section.show_checked)
        self._connect_section()
        self._take_commands()

    def go_to(self, error: InvalidSchema) -> None:
        """Where a tool that was refused has its mistake."""
        if error.place == "tool_choice":
            self._section.choice.setFocus()
        elif error.place.startswith("tools["):
            index, _, field = error.place.removeprefix("tools[").partition("].")
            self._section.go_to(int(index), field, error.line, error.column)

    def collect(self) -> None:
        """Read what was typed into the session."""
        content = self._session.collected
        if content is None or len(content.tools) != len(self._section.cards):
            return
        tools = self._section.tools
        if tools != content.tools:
            changed = replace(content, tools=tools, tool_choice=_renamed(content, tools))
            self._session.apply(changed, self.tr("Edit tool"), self._bursts.key())

    def _connect_section(self) -> None:
        section = self._section
        section.typed.connect(self._on_typed)
        section.strict_chosen.connect(self._set_strict)
        section.choice_made.connect(self._set_choice)
        section.current_changed.connect(lambda index: self._actions.report(tool=index))
        section.menu_requested.connect(self._open_menu)
        section.tools_pasted.connect(self._add_from)
        section.undo_requested.connect(lambda: self._actions.run("draft.undo"))
        section.redo_requested.connect(lambda: self._actions.run("draft.redo"))

    def _take_commands(self) -> None:
        on = self._actions.on
        on("tool.add", self._add)
        on("tool.paste", self._paste)
        on("tool.duplicate", self._duplicate)
        on("tool.remove", self._remove)
        on("tool.move_up", lambda: self._move(-1))
        on("tool.move_down", lambda: self._move(1))

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        component = opened is not None and opened.prompt.kind is PromptKind.COMPONENT
        self._actions.report(component_open=component)
        self._show(opened.draft.content if opened else PromptContent())

    def _show(self, content: PromptContent) -> None:
        if (content.tools, content.tool_choice) != self._shown:
            self._shown = (content.tools, content.tool_choice)
            self._section.show_tools(*self._shown)
        self._actions.report(tools=len(content.tools), tool=self._section.current)

    def _on_typed(self, field: str) -> None:
        self._bursts.typed(field)
        self._session.typed(self.collect)

    def _set_strict(self, index: int, strict: bool | None) -> None:
        def changed(tools: Tools) -> Tools:
            return _with(tools, index, replace(tools[index], strict=strict))

        self._change(changed, self.tr("Change strictness"))

    def _set_choice(self, choice: Json) -> None:
        if content := self._session.content:
            changed = replace(content, tool_choice=choice)
            self._session.apply(changed, self.tr("Choose which tool is called"))

    def _add(self) -> None:
        self._append((Tool("", "", NEW_PARAMETERS),))

    def _paste(self) -> None:
        self._add_from(QGuiApplication.clipboard().text())

    def _add_from(self, text: str) -> None:
        """In the place of the current tool if nothing was written into it yet."""
        try:
            tools = read_tools(text)
        except InvalidInput as error:
            self._ask.show_error(error)
            return
        self._append(tools)

    def _append(self, added: Tools) -> None:
        content = self._session.content
        if content is None:
            return
        empty = len(added) == 1 and _untouched(added[0])
        current = -1 if empty else self._section.current
        kept = [
            tool
            for index, tool in enumerate(content.tools)
            if index != current or not _untouched(tool)
        ]
        tools = (*kept, *added)
        words = self.tr("Add tool") if len(added) == 1 else self.tr("Add tools")
        self._session.apply(replace(content, tools=tools), words)
        self._section.go_to(len(kept))

    def _duplicate(self) -> None:
        index = self._section.current

        def changed(tools: Tools) -> Tools:
            copy = replace(tools[index], name=_free_name(tools[index].name, tools))
            return (*tools[: index + 1], copy, *tools[index + 1 :])

        self._change(changed, self.tr("Duplicate tool"))
        self._section.go_to(index + 1)

    def _remove(self) -> None:
        index = self._section.current
        self._change(lambda tools: tools[:index] + tools[index + 1 :], self.tr("Remove tool"))

    def _move(self, step: int) -> None:
        index = self._section.current
        target = index + step

        def changed(tools: Tools) -> Tools:
            moved = list(tools)
            moved.insert(target, moved.pop(index))
            return tuple(moved)

        if 0 <= target < len(self._section.cards):
            self._change(changed, self.tr("Move tool"))
            self._section.go_to(target)

    def _change(self, changed: Callable[[Tools], Tools], label: str) -> None:
        content = self._session.content
        if content and 0 <= self._section.current < len(content.tools):
            tools = changed(content.tools)
            choice = content.tool_choice
            if not tools or chosen_name(choice) not in ("", *(tool.name for tool in tools)):
                choice = None
            self._session.apply(replace(content, tools=tools, tool_choice=choice), label)

    def _open_menu(self, point: QPoint) -> None:
        command_menu(self._section, MENU, self._actions, self._icons).popup(point)


def _renamed(content: PromptContent, tools: Tools) -> Json:
    """The choice of one tool goes along when that tool is renamed."""
    chosen = chosen_name(content.tool_choice)
    for old, new in zip(content.tools, tools, strict=True):
        if chosen and old.name == chosen != new.name:
            return named_choice(new.name)
    return content.tool_choice


def _untouched(tool: Tool) -> bool:
    return not tool.name and not tool.description and tool.parameters in ("", NEW_PARAMETERS)


def _with(tools: Tools, index: int, tool: Tool) -> Tools:
    return (*tools[:index], tool, *tools[index + 1 :])


def _free_name(name: str, tools: Tools) -> str:
    taken = {tool.name for tool in tools}
    numbered = (f"{name}_{number}" for number in range(2, len(tools) + 3))
    return next(each for each in numbered if each not in taken) if name else ""
