"""Inputs, from the analysis to the form, and from the form to the case that is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.datasets import Case
from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.inputs.panel import InputsPanel
from workbench.gui.write.session import WriteSession
from workbench.services.datasets import DatasetService

LONGEST_NAME = 40


class InputsPresenter(QObject):
    said = Signal(str)

    def __init__(
        self,
        panel: InputsPanel,
        session: WriteSession,
        datasets: DatasetService,
        background: Background,
        actions: Actions,
        ask: Ask,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._datasets = panel, session, datasets
        self._background, self._actions, self._ask = background, actions, ask
        self._cases: tuple[Case, ...] = ()
        self._values: dict[str, Json] = {}
        """What is given, of inputs the template does not name just now too."""
        self._left: dict[str, dict[str, Json]] = {}
        self._prompt_id = ""
        session.prompt_opened.connect(self._on_prompt_opened)
        session.analysed.connect(self._on_analysed)
        panel.form.values_changed.connect(self._on_values_changed)
        panel.form.describe_requested.connect(self._describe)
        panel.cases.chosen.connect(self._on_case_chosen)
        panel.cases.use_action(actions["case.keep"])
        actions.on("case.keep", self._keep)
        actions.on("focus.inputs", self._focus)

    def mark_missing(self, names: Iterable[str]) -> None:
        """Fields a run was refused for; the first one gets the keyboard."""
        wanted = tuple(names)
        self._panel.form.mark_missing(wanted)
        if wanted:
            self._panel.form.go_to(wanted[0])

    def read_cases(self) -> None:
        """Again: one was added from elsewhere."""
        if self._prompt_id:
            self._load_cases(self._prompt_id, first=False)

    def give(self, name: str, value: Json) -> None:
        """A value for an input that the template is about to name."""
        self._values = self._values | {name: value}
        self._show_values()

    def name_of(self, widget: QWidget | None) -> str:
        """Of the input whose field the widget is; empty if it is none."""
        return self._panel.form.name_of(widget)

    def describe_named(self, name: str) -> bool:
        """False if there is no such input."""
        each = self._panel.form.input_named(name)
        if each:
            self._describe(each)
        return each is not None

    def rename_value(self, old: str, new: str) -> None:
        """What is given under one name is given under the other."""
        if old in self._values:
            self._values = {
                new if name == old else name: value for name, value in self._values.items()
            }

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        if self._prompt_id:
            self._left[self._prompt_id] = self._values
        self._prompt_id = opened.prompt.id if opened else ""
        known = self._prompt_id in self._left
        self._values = self._left.get(self._prompt_id, {})
        self._cases = ()
        self._panel.cases.show_cases(())
        self._panel.form.show_inputs(opened.draft.content.inputs if opened else ())
        self._show_values()
        if opened:
            self._load_cases(opened.prompt.id, first=not known)

    def _load_cases(self, prompt_id: str, *, first: bool) -> None:
        """`first`: take the first case if nothing was given yet."""

        def show(cases: tuple[Case, ...]) -> None:
            if prompt_id != self._prompt_id:
                return
            self._cases = cases
            if first and cases and not self._values:
                self._values = dict(cases[0].values)
                self._panel.form.show_values(self._values)
            self._panel.cases.show_cases(cases)
            self._set_case()

        self._background.run(
            self, lambda: self._datasets.cases_for(prompt_id), show, self._ask.show_error
        )

    def _on_analysed(self, analysis: Analysis) -> None:
        self._panel.form.show_inputs(analysis.inputs, self._values)
        self._set_case()

    def _on_values_changed(self) -> None:
        given = self._panel.form.values()
        shown = self._panel.form.names()
        kept = {name: value for name, value in self._values.items() if name not in shown}
        self._values = kept | given
        self._set_case()

    def _on_case_chosen(self, case: Case) -> None:
        self._values = dict(case.values)
        self._show_values()

    def _show_values(self) -> None:
        self._panel.form.show_values(self._values)
        self._set_case()

    def _set_case(self) -> None:
        kept = self._kept_case()
        given = self._panel.form.names() or self._values
        values = tuple((name, value) for name, value in self._values.items() if name in given)
        self._session.set_case(kept or Case(values=values))
        self._panel.cases.show_current(kept)

    def _kept_case(self) -> Case | None:
        """The kept case whose values are given, if there is one."""
        return next((case for case in self._cases if _same(case, self._values)), None)

    def _keep(self) -> None:
        """Without a question: the case is named after what is in it, and can be renamed where it
        went."""
        if not self._prompt_id:
            return
        prompt_id, values = self._prompt_id, tuple(self._values.items())
        texts = [value for _name, value in values if isinstance(value, str)]
        start = " ".join(max(texts, key=len, default="").split())[:LONGEST_NAME].strip()
        case = Case(name=start or self.tr("Case {0}").format(len(self._cases) + 1), values=values)

        def keep() -> tuple[Case, str]:
            kept = self._datasets.keep_case(prompt_id, case)
            return kept, self._datasets.holding(prompt_id, kept.id).name

        self._background.run(
            self, keep, lambda kept: self._on_kept(prompt_id, *kept), self._ask.show_error
        )

    def _on_kept(self, prompt_id: str, case: Case, dataset: str) -> None:
        self._load_cases(prompt_id, first=False)
        self.said.emit(
            self.tr("Kept as the case “{0}” in the dataset “{1}”.").format(
                safe(case.name), safe(dataset)
            )
        )

    def _describe(self, each: Input) -> None:
        from workbench.gui.write.inputs.describing import DescribeDialog

        content, panel = self._session.content, self._panel
        if content is None or self._session.read_only:
            return
        known = {declared.name: declared for declared in content.inputs}
        own = known.get(each.name, each)
        dialog = DescribeDialog(own, panel.theme, panel.window(), declared=each.name in known)
        dialog.described.connect(self._declare)
        dialog.forgotten.connect(lambda: self._undeclare(each.name))
        dialog.open()

    def _declare(self, described: Input) -> None:
        if content := self._session.content:
            inputs = {each.name: each for each in content.inputs} | {described.name: described}
            changed = replace(content, inputs=tuple(inputs.values()))
            self._session.apply(changed, self.tr("Describe {0}").format(described.name))

    def _undeclare(self, name: str) -> None:
        if content := self._session.content:
            inputs = tuple(each for each in content.inputs if each.name != name)
            changed = replace(content, inputs=inputs)
            self._session.apply(changed, self.tr("Undeclare {0}").format(name))

    def _focus(self) -> None:
        if not self._panel.form.go_to_first():
            self._panel.cases.box.setFocus()


def _same(case: Case, values: Mapping[str, Json]) -> bool:
    return dict(case.values) == dict(values)
