"""The sample workspace is the first thing people see: it must be sound in every part."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.builders import NOON
from tests.fakes import MemoryDatasets, MemoryPrompts, counting
from workbench.checks.scoring import problems_of
from workbench.domain.prompts import PromptKind
from workbench.services.datasets import DatasetService
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.samples import add_samples
from workbench.templating.variables import variables_in

PROMPTS = ("extraction/invoice-fields", "meetings/summary", "support/triage")


@pytest.fixture(scope="module")
def samples():
    store, datasets = MemoryPrompts(), MemoryDatasets()
    add_samples(store, datasets, NOON, counting())
    service = PromptService(store, EventBus(), lambda: NOON, counting("later"))
    return service, DatasetService(datasets, counting("case"), EventBus())


def prompt_of(samples, path):
    return samples[0].open_path(path).prompt


def test_there_are_three_prompts_and_their_components(samples):
    library = samples[0].library()

    prompts = [s.prompt.path for s in library if s.prompt.kind is PromptKind.PROMPT]
    components = [s.prompt.path for s in library if s.prompt.kind is PromptKind.COMPONENT]
    assert (prompts, components) == (list(PROMPTS), ["format/json-only", "tone/friendly"])
    assert not any(summary.unnamed_changes for summary in library)
    assert all(s.prompt.title and s.prompt.description and s.prompt.labels for s in library)


def test_the_ticket_is_what_a_new_workspace_opens_with(samples):
    assert samples[0].last_worked_on() == prompt_of(samples, "support/triage").id


def test_every_version_says_what_became_better_and_follows_the_one_before(samples):
    for summary in samples[0].library():
        versions = samples[0].versions(summary.prompt.id)
        assert len(versions) >= 2
        assert all(version.note and version.author for version in versions)
        assert all(newer.created_at > older.created_at for newer, older in pairwise(versions))
        assert all(newer.parent == older.digest for newer, older in pairwise(versions))


def test_a_version_includes_its_components_as_they_were_then(samples):
    newest = {path: samples[0].open_path(path).newest.digest for path in PROMPTS}
    friendly = samples[0].open_path("tone/friendly").newest

    triage = dict(samples[0].content(newest["support/triage"]).components)
    older = samples[0].version_content(prompt_of(samples, "extraction/invoice-fields").id, 2)

    assert triage["tone/friendly"] == friendly.digest
    assert dict(older.components) != dict(
        samples[0].content(newest["extraction/invoice-fields"]).components
    )


@pytest.mark.parametrize("path", PROMPTS)
def test_every_variable_is_declared_and_described(samples, path):
    prompt = prompt_of(samples, path)
    for version in samples[0].versions(prompt.id):
        content = samples[0].content(version.digest)
        used = {name for message in content.messages for name in variables_in(message.text)}
        assert used <= {item.name for item in content.inputs}
        assert all(item.description for item in content.inputs)


@pytest.mark.parametrize("path", PROMPTS)
def test_the_cases_fill_every_variable_with_what_it_takes(samples, path):
    prompt = prompt_of(samples, path)
    inputs = {item.name: item for item in samples[0].open(prompt.id).draft.content.inputs}
    cases = samples[1].cases_for(prompt.id)

    assert 4 <= len(cases) <= 6
    for case in cases:
        values = dict(case.values)
        assert case.name
        assert case.expected
        assert values.keys() <= inputs.keys()
        assert all(name in values for name, item in inputs.items() if item.needed)
        assert all(v in inputs[n].choices for n, v in values.items() if inputs[n].choices)


@pytest.mark.parametrize("path", PROMPTS)
def test_every_dataset_says_what_is_looked_at_so_that_one_click_evaluates_it(samples, path):
    (dataset,) = samples[1].datasets_for(prompt_of(samples, path).id)

    assert len(dataset.checks) >= 2
    assert all(check.metric for check in dataset.checks)
    checks = [*dataset.checks, *(check for case in dataset.cases for check in case.checks)]
    assert [problem for check in checks for problem in problems_of(check)] == []
