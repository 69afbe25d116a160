"""Renaming variables and components everywhere."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from workbench.bootstrap import close_services, open_services
from workbench.diffing.patterns import Query
from workbench.domain.datasets import Case
from workbench.domain.errors import InvalidInput, TemplateError
from workbench.domain.prompts import Input, PromptKind


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    yield services
    close_services(services)


def made(services, path, *texts, kind=PromptKind.PROMPT, **fields):
    return services.prompts.create(path, kind, a_content(*texts, **fields)).prompt.id


def text(services, path):
    return services.prompts.open_path(path).draft.content.text


def planned(services, prompt_id, old, new):
    content = services.prompts.open(prompt_id).draft.content
    return services.renaming.plan_variable(prompt_id, content, old, new)


def test_a_variable_is_renamed_in_all_messages_and_in_its_declaration(services):
    inputs = (Input("ticket", description="What was written"), Input("tone"))
    prompt_id = made(
        services, "p", "Sort {{ ticket }}, ticket", "{{ ticket|upper }}", inputs=inputs
    )

    plan = planned(services, prompt_id, "ticket", "letter")

    changed = plan.own.changed
    assert [m.text for m in changed.messages] == ["Sort {{ letter }}, ticket", "{{ letter|upper }}"]
    assert changed.inputs == (Input("letter", description="What was written"), Input("tone"))
    assert plan.others == ()


@pytest.mark.parametrize("name", ["", "a b", "1a", "for", "loop", "tone", "set_here"])
def test_a_name_that_cannot_be_is_refused(services, name):
    prompt_id = made(services, "p", "{{ ticket }} {{ tone }}{% set set_here = 1 %}")

    with pytest.raises(InvalidInput):
        planned(services, prompt_id, "ticket", name)


def test_a_message_that_does_not_parse_is_told_before_anything_changes(services):
    prompt_id = made(services, "p", "{{ ticket }}{% if %}")

    with pytest.raises(TemplateError):
        planned(services, prompt_id, "ticket", "letter")


def test_components_that_name_it_and_who_includes_them_are_offered(services):
    component = PromptKind.COMPONENT
    made(services, "tone", "Be {{ mood }}", kind=component)
    made(services, "plain", "Hello", kind=component)
    prompt_id = made(services, "p", '{{ mood }}{% include "tone" %}{% include "plain" %}')
    made(services, "q", '{% include "tone" %} in {{ mood }}')
    made(services, "stranger", "{{ mood }}")
    made(services, "broken", '{% include "tone" %}{% if')

    plan = planned(services, prompt_id, "mood", "style")

    assert [each.prompt.path for each in plan.others] == ["q", "tone"]


def test_cases_of_the_prompt_follow_and_others_do_not(services):
    mine, other = made(services, "p", "{{ a }}"), made(services, "q", "{{ a }}")
    for prompt_id in (mine, other):
        services.datasets.keep_case(prompt_id, Case(name="one", values=(("a", 1), ("b", 2))))

    count = services.renaming.rename_in_cases([mine], "a", "c")

    assert count == 1
    assert services.datasets.cases_for(mine)[0].values == (("c", 1), ("b", 2))
    assert services.datasets.cases_for(other)[0].values == (("a", 1), ("b", 2))


def test_a_component_that_moves_is_followed_by_all_who_include_it(services):
    moved = made(services, "tone/warm", "Be warm", kind=PromptKind.COMPONENT)
    made(services, "p", '{% include "tone/warm" %} and "tone/warm"')
    archived = made(services, "old", "{% include 'tone/warm' %}")
    services.prompts.set_archived(archived, True)
    version = services.prompts.commit(services.prompts.open_path("p").prompt.id, note="", author="")

    moving = services.renaming.plan_moves({moved: "voice/warm"})
    services.renaming.move(moving)

    assert [change.prompt.path for change in moving.changes] == ["old", "p"]
    assert text(services, "p") == '{% include "voice/warm" %} and "tone/warm"'
    assert text(services, "old") == "{% include 'voice/warm' %}"
    assert services.prompts.open_path("voice/warm").prompt.id == moved
    assert '{% include "tone/warm" %}' in services.prompts.content(version.digest).text


def test_a_path_that_is_taken_is_refused_before_anything_changes(services):
    moved = made(services, "a", "A", kind=PromptKind.COMPONENT)
    made(services, "b", '{% include "a" %}')

    with pytest.raises(InvalidInput, match="already"):
        services.renaming.plan_moves({moved: "b"})


def test_what_is_rewritten_is_taken_back_but_for_drafts_that_went_on(services):
    component = made(services, "a", "Hi {{ x }}", kind=PromptKind.COMPONENT)
    prompt_id = made(services, "p", '{{ x }}{% include "a" %}')
    plan = planned(services, prompt_id, "x", "y")

    outcome = services.rewriting.apply([plan.own, *plan.others])
    opened = services.prompts.open(component)
    went_on = opened.draft.content.with_message(0, a_content("Other").messages[0])
    services.prompts.journal(type(opened.draft)(component, went_on))
    back = services.rewriting.take_back(outcome.done)

    assert [each.path for each in outcome.done] == ["p", "a"]
    assert back.left == ("a",)
    assert text(services, "p") == '{{ x }}{% include "a" %}'
    assert text(services, "a") == "Other"


def test_all_drafts_are_searched_but_for_the_archive(services):
    made(services, "a", "Tone, tone", "tone")
    archived = made(services, "b", "tone")
    services.prompts.set_archived(archived, True)

    found = services.rewriting.find(Query("tone"), "voice")
    with_archive = services.rewriting.find(Query("tone"), "voice", archived=True)

    assert [each.prompt.path for each in found.changes] == ["a"]
    assert [m.text for m in found.changes[0].changed.messages] == ["voice, voice", "voice"]
    assert [each.prompt.path for each in with_archive.changes] == ["a", "b"]


def test_a_search_that_is_not_wanted_any_more_ends(services):
    made(services, "a", "tone")

    assert services.rewriting.find(Query("tone"), "", wanted=lambda: False).changes == ()


def test_every_include_of_a_component_follows_it(services):
    one = made(services, "a", "A", kind=PromptKind.COMPONENT)
    made(services, "p", '{% include "a" %}{% include "a" %}')

    services.renaming.move(services.renaming.plan_moves({one: "x/y"}))

    assert text(services, "p") == '{% include "x/y" %}{% include "x/y" %}'


def test_who_only_hands_a_variable_on_is_followed_to_who_gives_it(services):
    component = PromptKind.COMPONENT
    inner = made(services, "inner", "Be {{ mood }}", kind=component)
    made(services, "outer", '{% include "inner" %}', kind=component)
    made(services, "named", '{% include "outer" %} {{ mood }}')
    giving = made(services, "giving", '{% include "outer" %}')
    services.datasets.keep_case(giving, Case(name="one", values=(("mood", "glad"),)))
    made(services, "silent", '{% include "outer" %}')

    plan = planned(services, inner, "mood", "style")

    assert [(each.prompt.path, len(each.edits)) for each in plan.others] == [
        ("giving", 0),
        ("named", 1),
    ]
