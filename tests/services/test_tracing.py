from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import a_content
from tests.fakes import Clock, MemoryPrompts, MemoryRuns, counting
from workbench.diffing.blame import Passage, passages_of
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.tracing import TracingService


@pytest.fixture
def prompts():
    return PromptService(MemoryPrompts(MemoryRuns()), EventBus(), Clock(), counting())


@pytest.fixture
def prompt_id(prompts):
    """v1, v2 after it, and v3 made from v1 again."""
    prompt_id = prompts.create("support/triage", content=a_content("Be kind.")).prompt.id

    def commit(text):
        draft = prompts.open(prompt_id).draft
        prompts.journal(replace(draft, content=a_content(text)))
        return prompts.commit(prompt_id, note=text, author="Ada")

    first = commit("Be kind.")
    commit("Be kind. Never guess.")
    prompts.restore(prompt_id, first.digest)
    commit("Be kind. Ask back.")
    return prompt_id


def numbers(found):
    return [(b.version and b.version.number, b.parent and b.parent.number) for b in found]


def test_a_passage_of_the_draft_is_followed_through_the_versions_it_comes_from(prompts, prompt_id):
    draft = a_content("Be kind. Ask back. New.")

    found = TracingService(prompts).of_draft(prompt_id, draft, 3, passages_of(draft))

    assert sorted(numbers(found), key=str) == [(1, None), (3, 1), (None, 3)]


def test_every_sentence_of_a_version_is_told(prompts, prompt_id):
    found = TracingService(prompts).of_version(prompt_id, 2, passages_of)

    assert sorted(numbers(found), key=str) == [(1, None), (2, 1)]


def test_a_draft_before_the_first_version_brought_everything(prompts):
    prompt_id = prompts.create("new/one", content=a_content("Be kind.")).prompt.id

    found = TracingService(prompts).of_draft(
        prompt_id, a_content("Be kind."), None, [Passage(0, 0, 8)]
    )

    assert numbers(found) == [(None, None)]


def test_what_nobody_waits_for_any_more_is_not_answered(prompts, prompt_id):
    asked = []

    def stopped():
        asked.append(True)
        return len(asked) > 1

    tracing = TracingService(prompts)

    assert tracing.of_version(prompt_id, 2, passages_of, stopped) == []
