from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import NOON, a_content
from workbench.domain.errors import InvalidContent, InvalidInput, NotFound, TemplateError
from workbench.domain.prompts import Draft, Input, Label, OutputSchema, PromptKind, Role
from workbench.formats.content import digest_of
from workbench.services.events import DraftReplaced, LibraryChanged, VersionCommitted


def type_into(bench, prompt_id, *texts):
    draft = bench.prompts.open(prompt_id).draft
    bench.prompts.journal(replace(draft, content=a_content(*texts)))


def a_component(bench, path, text):
    opened = bench.prompts.create(path, PromptKind.COMPONENT, a_content(text))
    return opened.prompt.id


@pytest.fixture
def triage(bench):
    opened = bench.prompts.create("support/triage", content=a_content("Sort {{ ticket }}."))
    bench.heard.clear()
    return opened.prompt.id


def test_a_new_prompt_has_a_place_to_write_in_and_is_announced(bench):
    opened = bench.prompts.create("support/triage", title="Triage")

    assert [message.role for message in opened.draft.content.messages] == [Role.SYSTEM, Role.USER]
    assert (opened.prompt.title, opened.prompt.created_at) == ("Triage", NOON)
    assert [summary.prompt for summary in bench.prompts.library()] == [opened.prompt]
    assert bench.prompts.open_path("support/triage") == opened
    assert bench.heard == [LibraryChanged()]


@pytest.mark.parametrize("path", ["", "Support", "a//b", "/a", "a b", "../a"])
def test_a_path_that_no_registry_could_hold_is_refused(bench, triage, path):
    with pytest.raises(InvalidInput):
        bench.prompts.create(path)
    with pytest.raises(InvalidInput):
        bench.prompts.move(triage, path)

    assert bench.heard == []


def test_journaling_keeps_the_text_and_the_time_and_tells_nobody(bench, triage):
    bench.clock.go_on(seconds=5)

    type_into(bench, triage, "Sort\r\n{{ ticket }} \ud83d")

    draft = bench.prompts.open(triage).draft
    assert draft.content == a_content("Sort\r\n{{ ticket }} \ud83d")
    assert draft.edited_at == bench.clock.time
    assert bench.heard == []


def test_committing_names_the_draft(bench, triage):
    content = a_content("Sort {{ ticket }}.", inputs=(Input("ticket"),))

    version = bench.prompts.commit(triage, note="first", author="Ada")

    assert (version.number, version.note, version.author) == (1, "first", "Ada")
    assert version.digest == digest_of(content)
    assert bench.prompts.version_content(triage, 1) == content
    assert bench.prompts.content(version.digest) == content
    assert bench.prompts.versions(triage) == [version]
    assert bench.heard == [DraftReplaced(triage), VersionCommitted(triage, 1, version.digest)]


def test_committing_nothing_new_is_refused(bench, triage):
    bench.prompts.commit(triage, note="first", author="Ada")
    type_into(bench, triage, "Sort {{ ticket }}.\n")

    with pytest.raises(InvalidInput, match="since version 1"):
        bench.prompts.commit(triage, note="again", author="Ada")

    assert len(bench.prompts.versions(triage)) == 1


def test_a_content_without_a_digest_is_not_committed(bench, triage):
    draft = bench.prompts.open(triage).draft
    half = replace(draft.content, output=OutputSchema("answer", '{"type":'))
    bench.prompts.journal(replace(draft, content=half))

    with pytest.raises(InvalidContent, match=r"output\.schema"):
        bench.prompts.commit(triage, note="", author="")


def test_a_component_that_was_edited_is_committed_with_what_includes_it(bench, triage):
    tone = a_component(bench, "tone/friendly", "Be kind.")
    bench.prompts.commit(tone, note="", author="Ada")
    type_into(bench, tone, "Be kind and brief.")
    rules = a_component(bench, "rules/all", '{% include "tone/friendly" %} No lies.')
    type_into(bench, triage, '{% include "rules/all" %} Sort.')
    bench.heard.clear()

    version = bench.prompts.commit(triage, note="Use the rules", author="Ada")

    content = bench.prompts.content(version.digest)
    newest = {path: bench.prompts.open_path(path).newest for path in ("rules/all", "tone/friendly")}
    assert content.components == tuple((path, v.digest) for path, v in newest.items())
    assert newest["tone/friendly"].number == 2
    assert newest["tone/friendly"].note == "With support/triage: Use the rules"
    assert [event.prompt_id for event in bench.heard] == [tone, rules, triage]


def test_a_component_that_was_not_edited_gets_no_version(bench, triage):
    tone = a_component(bench, "tone/friendly", "Be kind.")
    bench.prompts.commit(tone, note="", author="Ada")
    type_into(bench, triage, '{% include "tone/friendly" %}')

    bench.prompts.commit(triage, note="", author="Ada")

    assert len(bench.prompts.versions(tone)) == 1


def test_an_edited_component_makes_what_includes_it_another_content(bench, triage):
    tone = a_component(bench, "tone/friendly", "Be kind.")
    content = a_content('{% include "tone/friendly" %}')
    before = bench.prompts.freeze(content)
    type_into(bench, tone, "Be very kind.")

    after = bench.prompts.freeze(content)

    assert before.digest != after.digest
    assert bench.prompts.freeze(before.content) == before


def test_freezing_keeps_what_will_be_sent(bench):
    frozen = bench.prompts.freeze(a_content("\ufeffSay\r\nhello.\n\n"))

    assert frozen.content == a_content("Say\nhello.")
    assert bench.prompts.content(frozen.digest) == frozen.content
    assert bench.prompts.freeze(a_content("Say\nhello.")).digest == frozen.digest


def test_a_frozen_content_with_unknown_components_is_refused(bench):
    with pytest.raises(NotFound):
        bench.prompts.freeze(a_content("Hi", components=(("tone/dry", "sha256:unknown"),)))


def test_an_include_that_leads_nowhere_names_the_way(bench):
    a_component(bench, "rules/all", '{% include "tone/gone" %}')

    with pytest.raises(TemplateError) as wrong:
        bench.prompts.freeze(a_content("Hi", '{% include "rules/all" %}'))

    assert wrong.value.message == "There is no component tone/gone: rules/all → tone/gone."
    assert wrong.value.component == "tone/gone"


def test_an_include_that_leads_nowhere_has_its_place(bench):
    with pytest.raises(TemplateError) as wrong:
        bench.prompts.freeze(a_content("Hi", '{% include "tone/gone" %}'))

    assert (wrong.value.message_index, wrong.value.component) == (1, "tone/gone")


def test_a_prompt_is_not_a_component(bench, triage):
    with pytest.raises(TemplateError, match="no component support/triage"):
        bench.prompts.freeze(a_content('{% include "support/triage" %}'))


def test_an_archived_component_is_not_included(bench):
    tone = a_component(bench, "tone/friendly", "Be kind.")
    bench.prompts.set_archived(tone, True)

    with pytest.raises(TemplateError, match="tone/friendly is archived"):
        bench.prompts.freeze(a_content('{% include "tone/friendly" %}'))


def test_a_circle_of_components_is_named(bench):
    a_component(bench, "a/one", '{% include "b/two" %}')
    a_component(bench, "b/two", '{% include "a/one" %}')

    with pytest.raises(TemplateError, match="a/one → b/two → a/one"):
        bench.prompts.freeze(a_content('{% include "a/one" %}'))


def test_includes_go_down_only_so_far(bench):
    for number in range(30):
        a_component(bench, f"c/{number}", f'{{% include "c/{number + 1}" %}}')

    with pytest.raises(TemplateError, match="deeper than 16"):
        bench.prompts.freeze(a_content('{% include "c/0" %}'))


def test_only_so_many_components_are_included(bench):
    for number in range(201):
        a_component(bench, f"c/{number}", "text")
    text = "".join(f'{{% include "c/{number}" %}}' for number in range(201))

    with pytest.raises(TemplateError, match="More than 200"):
        bench.prompts.freeze(a_content(text))


def test_a_mistake_in_a_template_has_its_place(bench):
    a_component(bench, "tone/broken", "fine\n{% if %}")

    with pytest.raises(TemplateError) as own:
        bench.prompts.freeze(a_content("fine", "fine\n\n{% if %}"))
    with pytest.raises(TemplateError) as included:
        bench.prompts.freeze(a_content('{% include "tone/broken" %}'))

    assert (own.value.message_index, own.value.line) == (1, 3)
    assert (included.value.component, included.value.line) == ("tone/broken", 2)


def test_plain_text_includes_nothing(bench):
    from workbench.domain.prompts import Engine

    content = a_content('{% include "tone/gone" %}', engine=Engine.NONE)

    assert bench.prompts.freeze(content).content == content


def test_restoring_makes_an_earlier_state_the_draft(bench, triage):
    a_component(bench, "tone/friendly", "Be kind.")
    type_into(bench, triage, '{% include "tone/friendly" %}')
    first = bench.prompts.commit(triage, note="", author="")
    type_into(bench, triage, "Something else")
    bench.prompts.commit(triage, note="", author="")
    bench.heard.clear()

    draft = bench.prompts.restore(triage, first.digest)

    assert draft == bench.prompts.open(triage).draft
    assert draft.content == a_content('{% include "tone/friendly" %}')
    assert draft.based_on == 1
    assert bench.heard == [DraftReplaced(triage)]


def test_restoring_a_state_that_was_only_run_stays_on_its_version(bench, triage):
    bench.prompts.commit(triage, note="", author="")
    frozen = bench.prompts.freeze(a_content("Only run"))

    assert bench.prompts.restore(triage, frozen.digest).based_on == 1


def test_moving_labelling_and_archiving_are_announced(bench, triage):
    bench.prompts.move(triage, "desk/triage")
    card = bench.prompts.open(triage).prompt
    bench.prompts.set_card(replace(card, labels=(Label("tone", "dry"),)))
    bench.prompts.set_archived(triage, True)

    assert bench.prompts.library() == []
    [summary] = bench.prompts.library(archived=True)
    assert (summary.prompt.path, summary.prompt.labels) == ("desk/triage", (Label("tone", "dry"),))
    assert bench.heard == [LibraryChanged()] * 3


def test_a_duplicate_has_a_path_of_its_own_and_no_history(bench, triage):
    bench.prompts.commit(triage, note="", author="")
    type_into(bench, triage, "Later")

    copy, another = bench.prompts.duplicate(triage), bench.prompts.duplicate(triage)

    assert (copy.prompt.path, another.prompt.path) == (
        "support/triage-copy",
        "support/triage-copy-2",
    )
    assert copy.draft.content == a_content("Later")
    assert (copy.newest, copy.draft.based_on) == (None, None)


class TestReferences:
    @pytest.fixture
    def versions(self, bench, triage):
        first = bench.prompts.commit(triage, note="", author="")
        type_into(bench, triage, "Two")
        second = bench.prompts.commit(triage, note="", author="")
        type_into(bench, triage, "Three")
        return first, second

    def test_a_path_alone_is_the_draft(self, bench, versions):
        resolved = bench.prompts.resolve("support/triage")

        assert (resolved.version, resolved.content) == (None, a_content("Three"))

    @pytest.mark.parametrize("which", ["1", "v1"])
    def test_a_number_is_a_version(self, bench, versions, which):
        resolved = bench.prompts.resolve(f"support/triage@{which}")

        assert (resolved.version, resolved.content) == (
            versions[0],
            a_content("Sort {{ ticket }}.", inputs=(Input("ticket"),)),
        )

    def test_the_start_of_a_digest_is_a_version(self, bench, versions):
        resolved = bench.prompts.resolve(f"support/triage@{versions[1].digest[:19]}")

        assert (resolved.version, resolved.content) == (versions[1], a_content("Two"))

    def test_the_start_of_a_digest_is_a_state_that_was_run(self, bench, triage, versions):
        plan = bench.runs.plan(triage, a_content("Run"), models=["demo/brief"])
        for job in plan.jobs:
            bench.run_store.record(a_run_of(job))

        resolved = bench.prompts.resolve(f"support/triage@{plan.digest[:19]}")

        assert (resolved.version, resolved.content) == (None, a_content("Run"))

    @pytest.mark.parametrize(
        ("reference", "error"),
        [
            ("support/nothing", NotFound),
            ("support/triage@9", NotFound),
            ("support/triage@sha256:0123456789ab", NotFound),
            ("support/triage@latest", InvalidInput),
            ("support/triage@sha256:0", InvalidInput),
        ],
    )
    def test_what_names_nothing_is_said_so(self, bench, versions, reference, error):
        with pytest.raises(error):
            bench.prompts.resolve(reference)


def a_run_of(job):
    from tests.builders import a_run

    return a_run(job=job)


def test_a_draft_of_a_prompt_that_is_gone_is_not_kept(bench):
    with pytest.raises(NotFound):
        bench.prompts.journal(Draft("nobody", a_content()))


def test_a_variable_nobody_declared_is_an_input_of_what_is_frozen(bench):
    opened = bench.prompts.create("a/letter", content=a_content("Dear {{ name }}: {{ topic }}."))

    frozen = bench.prompts.freeze(opened.draft.content)
    version = bench.prompts.commit(opened.prompt.id, note="First", author="dana")

    assert [item.name for item in frozen.content.inputs] == ["name", "topic"]
    assert version.digest == frozen.digest
    assert not bench.prompts.library()[0].unnamed_changes


def test_a_snapshot_keeps_its_digest_when_it_is_frozen_again(bench):
    undeclared = a_content("Dear {{ name }}")
    bench.store.keep_snapshot(digest_of(undeclared), undeclared)

    assert bench.prompts.freeze(undeclared).digest == digest_of(undeclared)
