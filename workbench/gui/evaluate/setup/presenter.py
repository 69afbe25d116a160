"""Plans evaluations: what there is to choose from, and what was chosen, frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.domain.datasets import Dataset
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation
from workbench.domain.models import Missing, Model
from workbench.domain.prompts import PromptKind, Version
from workbench.gui.evaluate.around import Around, Subject
from workbench.gui.evaluate.setup.choices import Choice
from workbench.gui.evaluate.setup.page import SetupPage
from workbench.gui.evaluate.setup.plan import Plan, PromptVersion, default_name
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

MISSING = {
    "versions": QT_TRANSLATE_NOOP("evaluate", "Tick a version, or the draft."),
    "models": QT_TRANSLATE_NOOP("evaluate", "Tick a model."),
    "dataset": QT_TRANSLATE_NOOP("evaluate", "There is no dataset yet: Ctrl+K in Write keeps one."),
    "cases": QT_TRANSLATE_NOOP("evaluate", "No case of the dataset is chosen."),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from for the prompts that are looked at."""

    prompts: tuple[tuple[str, str], ...]
    """Ids and paths, of all."""
    versions: tuple[tuple[str, tuple[Version, ...]], ...]
    """By the id of a prompt, newest first."""
    datasets: tuple[Dataset, ...]


class SetupPresenter(QObject):
    wanted = Signal()
    """The page is to be seen."""
    planned = Signal(object, bool)
    """An `Evaluation`, and whether it is to be started at once."""

    def __init__(self, page: SetupPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._looked_at: tuple[str, ...] = ()
        self._plan: Plan | None = None
        self._models: list[Model] = []
        self._offered = Offered((), (), ())
        page.changed.connect(self._show_size)
        page.prompt_added.connect(self._add_prompt)
        page.start_requested.connect(lambda: self._freeze(start=True))
        page.plan_requested.connect(lambda: self._freeze(start=False))
        page.filter.textChanged.connect(lambda _text: self._show_models())

    def begin(self) -> None:
        """A new one, of the prompt that is open in Write."""
        subject = self._around.subject()
        if subject is None:
            self.show(Plan())
        else:
            versions = (PromptVersion(subject.prompt_id),)
            self.show(Plan(versions=versions, models=subject.models))

    def begin_like(self, evaluation: Evaluation) -> None:
        """The same choices as were made for another one."""
        columns = evaluation.columns
        versions = tuple(
            dict.fromkeys(PromptVersion(each.prompt_id, each.version) for each in columns)
        )
        given = default_name(evaluation.dataset_name, versions, dict(self._offered.prompts))
        self.show(
            Plan(
                name=evaluation.name if evaluation.name != given else "",
                versions=versions,
                models=tuple(dict.fromkeys(each.model for each in columns)),
                dataset_id=evaluation.dataset_id,
                samples=evaluation.samples,
                use_cache=evaluation.use_cache,
                budget_usd=evaluation.budget_usd,
                batch_api=evaluation.batch_api,
            )
        )

    def show(self, plan: Plan) -> None:
        self._plan = plan
        self._looked_at = tuple(dict.fromkeys(each.prompt_id for each in plan.versions))
        self._page.show_plan(plan)
        self._read()
        self._around.engine.models(
            self._take_models, self._around.ask.show_error, self._take_models
        )
        self.wanted.emit()

    def evaluate(self, subject: Subject) -> None:
        """The draft and the version before it, on the prompt's own dataset, with the ticked
        models: without choosing anything."""
        services = self._around.services

        def plan() -> Evaluation:
            datasets = services.datasets.datasets_for(subject.prompt_id)
            if not datasets:
                raise InvalidInput(
                    translate("{0} has no dataset yet.").format(subject.path),
                    hint=translate("Ctrl+K in Write keeps the inputs as a case."),
                )
            chosen = Plan(
                versions=self._draft_and_before(subject.prompt_id),
                models=subject.models,
                dataset_id=datasets[0].id,
            )
            return self._planned(chosen, datasets[0])

        self._run(plan, start=True)

    def _draft_and_before(self, prompt_id: str) -> tuple[PromptVersion, ...]:
        """The draft, and the newest version that says something else: what became better."""
        prompts = self._around.services.prompts
        draft = prompts.freeze(prompts.open(prompt_id).draft.content).digest
        others = [each for each in prompts.versions(prompt_id) if each.digest != draft]
        before = [PromptVersion(prompt_id, each.number) for each in others[:1]]
        return (PromptVersion(prompt_id), *before)

    def _run(self, plan: Callable[[], Evaluation], *, start: bool) -> None:
        self._around.background.run(
            self,
            plan,
            lambda evaluation: self.planned.emit(evaluation, start),
            self._around.ask.show_error,
        )

    def _freeze(self, *, start: bool) -> None:
        chosen, dataset = self._page.chosen, self._page.chosen_dataset
        if dataset is not None and not chosen.missing(dataset):
            self._run(partial(self._planned, chosen, dataset), start=start)

    def _planned(self, chosen: Plan, dataset: Dataset) -> Evaluation:
        """In the background: contents and cases are frozen and recorded."""
        services = self._around.services
        paths = {each.prompt.id: each.prompt.path for each in services.prompts.library()}
        name = chosen.name or default_name(dataset.name, chosen.versions, paths)
        return services.evaluations.plan(
            name, dataset, chosen.columns, chosen.options, services.settings.author()
        )

    def _add_prompt(self, prompt_id: str) -> None:
        chosen = self._page.chosen
        self._looked_at = (*self._looked_at, prompt_id)
        self._plan = replace(chosen, versions=(*chosen.versions, PromptVersion(prompt_id)))
        self._page.versions.choices.tick(each.key for each in self._plan.versions)
        self._read()

    def _read(self) -> None:
        looked_at = self._looked_at

        def show(offered: Offered) -> None:
            if looked_at == self._looked_at:
                self._show_offered(offered)

        self._around.background.run(
            self, partial(self._offer, looked_at), show, self._around.ask.show_error
        )

    def _offer(self, looked_at: tuple[str, ...]) -> Offered:
        services = self._around.services
        prompts = [
            (each.prompt.id, each.prompt.path)
            for each in services.prompts.library()
            if each.prompt.kind is PromptKind.PROMPT
        ]
        datasets = {
            dataset.id: dataset
            for prompt_id in looked_at
            for dataset in services.datasets.datasets_for(prompt_id)
        }
        for dataset in services.datasets.all():
            datasets.setdefault(dataset.id, dataset)
        versions = [(each, tuple(services.prompts.versions(each))) for each in looked_at]
        return Offered(tuple(prompts), tuple(versions), tuple(datasets.values()))

    def _show_offered(self, offered: Offered) -> None:
        self._offered = offered
        paths = dict(offered.prompts)
        several = len(self._looked_at) > 1
        choices = []
        for prompt_id, versions in offered.versions:
            path = f"{paths.get(prompt_id, '')} · " if several else ""
            draft = PromptVersion(prompt_id).key
            choices.append(Choice(draft, f"{path}{translate('draft')}", paths.get(prompt_id, "")))
            for each in versions:
                key = PromptVersion(prompt_id, each.number).key
                choices.append(Choice(key, f"{path}v{each.number}", each.note))
        self._page.versions.choices.show_choices(choices)
        others = [each for each in offered.prompts if each[0] not in self._looked_at]
        self._page.show_more_prompts(others)
        kept = self._page.chosen.dataset_id or (self._plan.dataset_id if self._plan else "")
        first = self._plan.dataset_id if self._plan and self._plan.dataset_id else kept
        self._page.show_datasets(offered.datasets, first or _first(offered.datasets))
        self._show_size()

    def _take_models(self, models: list[Model]) -> None:
        self._models = models
        self._show_models()

    def _show_models(self) -> None:
        """Those that are ticked stand first, then those that can be used."""
        words = self._page.filter.text().casefold().split()
        ticked = set(self._plan.models if self._plan else ())
        known = {model.name for model in self._models}
        lost = [Model(name, "", missing=Missing.NOT_RUNNING) for name in ticked - known]
        listed = sorted(
            (each for each in [*self._models, *lost] if _fits(each, words)),
            key=lambda each: (
                each.name not in ticked,
                each.missing is not Missing.NOTHING,
                not each.demo,
                each.name,
            ),
        )
        self._page.models.choices.show_choices([_choice_of(model) for model in listed])
        self._show_size()

    def _show_size(self) -> None:
        chosen, dataset = self._page.chosen, self._page.chosen_dataset
        paths = dict(self._offered.prompts)
        name = default_name(dataset.name, chosen.versions, paths) if dataset else ""
        self._page.name.setPlaceholderText(safe(name))
        offering = {model.name for model in self._models if model.batches}
        self._page.show_batched([name for name in chosen.models if name in offering])
        missing = chosen.missing(dataset)
        parts = [
            counted("version", len(chosen.versions)),
            counted("model", len(chosen.models)),
            counted("case", len(chosen.cases(dataset))),
        ]
        if chosen.samples > 1:
            parts.append(counted("sample", chosen.samples))
        size = f"{counted('cell', chosen.cells(dataset))}: {' × '.join(parts)}"
        keyless = [m.name for m in self._models if m.name in chosen.models and m.missing]
        words = translate(MISSING[missing]) if missing else ""
        if not words and keyless:
            words = translate("{0} cannot be used yet: add a key in the settings, or start it.")
            words = words.format(", ".join(keyless))
        elif not words:
            words = translate("Its cost is estimated before it starts.")
        self._page.show_size(size, words, ready=not missing, warned=bool(missing or keyless))


def _first(datasets: tuple[Dataset, ...]) -> str:
    return datasets[0].id if datasets else ""


def _fits(model: Model, words: list[str]) -> bool:
    return all(word in f"{model.name} {model.title}".casefold() for word in words)


def _choice_of(model: Model) -> Choice:
    if model.missing is Missing.KEY:
        tip = translate("It needs a key ({0}): add one in the settings.")
        tip = tip.format(model.key_variable or model.provider)
        return Choice(model.name, model.name, translate("no key"), tip, warned=True)
    if model.missing is Missing.NOT_RUNNING:
        return Choice(model.name, model.name, translate("not running"), warned=True)
    note = translate("demo, free") if model.demo else translate("local") if model.local else ""
    if not note and model.price:
        million = 1_000_000
        note = f"${model.price.input * million:.2f} / ${model.price.output * million:.2f}"
    return Choice(model.name, model.name, note, model.title)
