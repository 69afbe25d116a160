"""What names in a template stand for: variables with their values, components with their text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input
from workbench.gui.kit.background import Background
from workbench.gui.write.editor.completing import Explanation, Kind
from workbench.gui.write.editor.template_words import FILTERS, TAGS, TESTS
from workbench.gui.write.inputs.reading import type_name, typed_text
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService

Told = Callable[[Explanation], None]
LONGEST_VALUE = 2000
MOST_KEPT = 64
TABLES = {Kind.FILTER: FILTERS, Kind.TEST: TESTS, Kind.TAG: TAGS}


class Explainer(QObject):
    def __init__(
        self,
        session: WriteSession,
        prompts: PromptService,
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._prompts, self._background = session, prompts, background
        self._inputs: dict[str, Input] = {}
        self._components: dict[str, Explanation] = {}
        session.analysed.connect(self._on_analysed)
        session.prompt_opened.connect(self._on_prompt_opened)

    def explain(self, kind: Kind, name: str, then: Told) -> None:
        """Calls `then` at once; for a component again when its text is read."""
        if kind is Kind.VARIABLE:
            then(self._variable(name))
        elif kind is Kind.COMPONENT:
            self._component(name, then)
        elif known := TABLES[kind].get(name):
            then(Explanation(name, self._kind(kind), _translated(known.note), known.example))
        else:
            then(Explanation(name, self._kind(kind), self.tr("There is none of this name.")))

    def forget_components(self) -> None:
        """They may have changed."""
        self._components.clear()

    def _variable(self, name: str) -> Explanation:
        known = self._inputs.get(name)
        if known is None:
            note = self.tr("Set by the template itself, or not read yet.")
            return Explanation(name, self.tr("name"), note)
        values = dict(self._session.case.values)
        if name in values:
            body = _shown(values[name])
        elif known.default is not None:
            body = self.tr("default: {0}").format(_shown(known.default))
        else:
            body = self.tr("no value yet")
        return Explanation(name, self._type(known), known.description, body)

    def _type(self, known: Input) -> str:
        kind = _type_name(known)
        needed = self.tr("required") if known.needed else self.tr("may be left out")
        return f"{kind} · {needed}"

    def _component(self, path: str, then: Told) -> None:
        if path in self._components:
            then(self._components[path])
            return
        kind = self._kind(Kind.COMPONENT)
        then(Explanation(path, kind))

        def read() -> Explanation:
            opened = self._prompts.open_path(path)
            content = opened.draft.content
            note = opened.prompt.description or opened.prompt.title
            return Explanation(path, kind, note, content.text[:LONGEST_VALUE])

        def show(said: Explanation) -> None:
            if len(self._components) >= MOST_KEPT:
                self._components.clear()
            self._components[path] = said
            then(said)

        def refuse(error: WorkbenchError) -> None:
            then(Explanation(path, kind, error.message))

        self._background.run(self, read, show, refuse)

    def _kind(self, kind: Kind) -> str:
        names = {
            Kind.COMPONENT: self.tr("component"),
            Kind.FILTER: self.tr("filter"),
            Kind.TEST: self.tr("test"),
            Kind.TAG: self.tr("tag"),
        }
        return names[kind]

    def _on_analysed(self, analysis: Analysis) -> None:
        self._inputs = {each.name: each for each in analysis.inputs}

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        declared = opened.draft.content.inputs if opened else ()
        self._inputs = {each.name: each for each in declared}
        self.forget_components()


def _shown(value: Json) -> str:
    return typed_text(value)[:LONGEST_VALUE]


def _type_name(known: Input) -> str:
    return QCoreApplication.translate("inputs", type_name(known))


def _translated(text: str) -> str:
    return QCoreApplication.translate("words", text)
