"""The response schema, from the draft to its card and back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidSchema
from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json, freeze
from workbench.domain.prompts import OutputSchema, PromptContent
from workbench.gui.kit.actions import Actions
from workbench.gui.write.schemas.card import ANY_JSON, SchemaCard
from workbench.gui.write.schemas.checking import SchemaChecks
from workbench.gui.write.schemas.undo_bursts import Bursts
from workbench.gui.write.session import WriteSession

FORMAT = "response_format"
JSON_MODE: Json = freeze({"type": "json_object"})
NEW_SCHEMA = OutputSchema(
    "answer",
    """{
  "type": "object",
  "properties": {
    "answer": {
      "type": "string"
    }
  },
  "required": ["answer"],
  "additionalProperties": false
}""",
    strict=True,
)


class SchemaPresenter(QObject):
    def __init__(
        self, card: SchemaCard, session: WriteSession, checks: SchemaChecks, actions: Actions
    ) -> None:
        super().__init__(card)
        self._card, self._session, self._actions = card, session, actions
        self._bursts = Bursts("schema")
        self._put_aside: OutputSchema | None = None
        """The schema that was there before any JSON was chosen."""
        session.prompt_opened.connect(self._on_prompt_opened)
        session.draft_changed.connect(self._show)
        checks.checked.connect(card.show_checked)
        card.typed.connect(self._on_typed)
        card.strict_chosen.connect(self._set_strict)
        card.kind_chosen.connect(self._set_kind)
        card.format_pasted.connect(self._take)
        card.remove_requested.connect(lambda: actions.run("schema.remove"))
        card.undo_requested.connect(lambda: actions.run("draft.undo"))
        card.redo_requested.connect(lambda: actions.run("draft.redo"))
        actions.on("schema.add", self._add)
        actions.on("schema.remove", self._remove)

    def go_to(self, error: InvalidSchema) -> None:
        if error.place.startswith("output."):
            self._card.go_to(error.place.removeprefix("output."), error.line, error.column)

    def collect(self) -> None:
        content = self._session.collected
        if content is None or content.output is None:
            return
        output = self._card.output()
        if output != content.output:
            changed = replace(content, output=output)
            self._session.apply(changed, self.tr("Edit response schema"), self._bursts.key())

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        self._put_aside = None
        self._show(opened.draft.content if opened else PromptContent())

    def _show(self, content: PromptContent) -> None:
        any_json = content.output is None and in_json_mode(content)
        self._card.show_output(content.output, any_json=any_json)
        self._actions.report(schema_there=content.output is not None or any_json)

    def _on_typed(self, field: str) -> None:
        self._bursts.typed(field)
        self._session.typed(self.collect)

    def _set_strict(self, strict: bool | None) -> None:
        if (content := self._session.content) and content.output:
            output = replace(content.output, strict=strict)
            self._session.apply(replace(content, output=output), self.tr("Change strictness"))

    def _set_kind(self, kind: str) -> None:
        content = self._session.content
        if content is None:
            return
        if kind == ANY_JSON:
            self._put_aside = content.output or self._put_aside
            model = content.model.with_param(FORMAT, JSON_MODE)
            changed = replace(content, output=None, model=model)
        else:
            changed = replace(_free(content), output=self._put_aside or NEW_SCHEMA)
        self._session.apply(changed, self.tr("Choose what is answered"))

    def _add(self) -> None:
        if content := self._session.content:
            output = content.output or NEW_SCHEMA
            self._session.apply(replace(content, output=output), self.tr("Add response schema"))
            self._card.go_to("schema")

    def _take(self, output: OutputSchema) -> None:
        if content := self._session.content:
            self._session.apply(replace(content, output=output), self.tr("Paste response schema"))

    def _remove(self) -> None:
        if content := self._session.content:
            freed = replace(_free(content), output=None)
            self._session.apply(freed, self.tr("Remove response schema"))


def in_json_mode(content: PromptContent) -> bool:
    return dict(content.model.params).get(FORMAT) == JSON_MODE


def _free(content: PromptContent) -> PromptContent:
    """Without JSON mode; a format that was written by hand stays."""
    if not in_json_mode(content):
        return content
    return replace(content, model=content.model.with_param(FORMAT, None))
