"""The judges of the library: there when they are needed, and the user's from then on."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.builders import NOON, a_content
from tests.fakes import MemoryPrompts, counting
from workbench.checks.table import KINDS
from workbench.domain.errors import InvalidInput, NotFound
from workbench.formats.strict_schemas import strict_hints
from workbench.services.events import EventBus
from workbench.services.judges import JudgeService, built_in_judge, built_in_kinds
from workbench.services.prompts import PromptService
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.templating.variables import variables_in


@pytest.fixture
def store():
    return MemoryPrompts()


def judges(store):
    return JudgeService(store, lambda: NOON, counting("judge"))


def prompts(store):
    return PromptService(store, EventBus(), lambda: NOON, counting("prompt"))


def changed(store, kind, text):
    service = prompts(store)
    opened = service.open_path(f"judges/{kind}")
    content = opened.draft.content.with_message(0, a_content(text).messages[0])
    service.journal(replace(opened.draft, content=content))
    return service.commit(opened.prompt.id, note="Mine", author="Ada")


@pytest.mark.parametrize("kind", built_in_kinds())
def test_a_built_in_judge_enters_the_library_as_version_1(store, kind):
    judge = judges(store).ensure(kind)

    opened = prompts(store).open_path(f"judges/{kind}")
    assert (judge.version, judge.name) == (1, f"judges/{kind}@1")
    assert judge.digest == opened.newest.digest
    assert opened.prompt.title
    assert [str(label) for label in opened.prompt.labels] == ["purpose: judge"]


@pytest.mark.parametrize("kind", built_in_kinds())
def test_a_built_in_judge_declares_what_it_uses_and_names_no_model(kind):
    content = built_in_judge(kind).content

    used = {name for message in content.messages for name in variables_in(message.text)}
    assert used == {item.name for item in content.inputs}
    assert "fence" in used
    assert content.model.name == ""
    assert dict(content.model.params) == {"temperature": 0}


def test_every_kind_that_asks_a_judge_has_one():
    asking = {kind.name for kind in KINDS.values() if kind.asks in ("judge", "group")}

    assert asking | {"g-eval-steps"} == set(built_in_kinds())


def test_asking_again_changes_nothing(store):
    service = judges(store)

    assert service.ensure("g-eval") == service.ensure("g-eval") == judges(store).ensure("g-eval")
    assert len(store.versions(service.ensure("g-eval").prompt_id)) == 1


def test_the_newest_version_is_used_whoever_wrote_it(store):
    judges(store).ensure("llm-rubric")
    changed(store, "llm-rubric", "Be kind: {{ output }}")

    judge = judges(store).ensure("llm-rubric")

    assert judge.version == 2
    assert judge.content.messages[0].text.startswith("Be kind")


def test_a_version_can_be_named(store):
    first = judges(store).ensure("llm-rubric")
    changed(store, "llm-rubric", "Be kind: {{ output }}")

    assert judges(store).named("judges/llm-rubric@1").digest == first.digest
    assert judges(store).named("judges/llm-rubric").version == 2
    assert judges(store).named(f"judges/llm-rubric@{first.digest[:20]}").digest == first.digest


def test_a_built_in_judge_may_be_named_before_it_is_in_the_library(store):
    assert judges(store).named("judges/factuality@1").version == 1


def test_a_judge_of_ones_own_needs_a_version(store):
    prompts(store).create("judges/tone", content=a_content("Rate {{ output }}."))

    with pytest.raises(InvalidInput, match="no version yet"):
        judges(store).named("judges/tone")

    version = prompts(store)
    version.commit(version.open_path("judges/tone").prompt.id, note="Mine", author="Ada")
    assert judges(store).named("judges/tone").version == 1


def test_what_is_not_there_is_not_found(store):
    with pytest.raises(NotFound):
        judges(store).named("judges/nobody")
    with pytest.raises(NotFound):
        judges(store).ensure("../samples")


def test_a_draft_at_the_path_that_somebody_left_becomes_the_first_version(store):
    prompts(store).create("judges/g-eval", content=a_content("Mine: {{ output }}"))

    assert judges(store).ensure("g-eval").content.messages[0].text == "Mine: {{ output }}"


def test_many_at_once_make_one_judge(tmp_path):
    make_workspace(tmp_path / "w.db")
    opened = open_workspace(tmp_path / "w.db")
    services = [
        JudgeService(SqlitePrompts(opened), lambda: NOON, counting(f"judge-{number}"))
        for number in range(8)
    ]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda service: service.ensure("llm-rubric"), services))
    versions = SqlitePrompts(opened).versions(found[0].prompt_id)
    opened.close()

    assert len({(judge.prompt_id, judge.digest, judge.version) for judge in found}) == 1
    assert [version.number for version in versions] == [1]


@pytest.mark.parametrize("kind", built_in_kinds())
def test_the_schema_of_a_verdict_is_one_that_strict_models_take(kind):
    output = built_in_judge(kind).content.output

    assert output.strict is True
    assert json.loads(output.schema)["required"]
    assert list(strict_hints(output.schema)) == []
