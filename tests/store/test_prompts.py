"""What every prompt store does, in memory and on disk."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import NOON, a_content, a_prompt
from tests.store.any_text import any_text
from tests.store.committing import committed, kept
from workbench.domain.errors import InvalidContent, InvalidInput, NotFound
from workbench.domain.prompts import Draft, Label, OutputSchema, PromptKind, Tool
from workbench.formats.content import digest_of


def test_a_new_prompt_opens_with_its_card_and_first_draft(stores):
    labels = (Label("tone", "friendly"), Label("label", "new"))
    prompt = a_prompt(title="Hello", labels=labels, owner="Ada")

    stores.prompts.add(prompt, a_content("Hi"))

    opened = stores.prompts.open(prompt.id)
    assert opened.prompt == prompt
    assert opened.draft == Draft(prompt.id, a_content("Hi"), None, NOON)
    assert opened.newest is None
    assert stores.prompts.prompt_at(prompt.path) == prompt


def test_a_path_belongs_to_one_prompt(stores):
    stores.prompts.add(a_prompt("a/b", id="1"), a_content())
    stores.prompts.add(a_prompt("a/c", id="2"), a_content())

    with pytest.raises(InvalidInput):
        stores.prompts.add(a_prompt("a/b", id="3"), a_content())
    with pytest.raises(InvalidInput):
        stores.prompts.save_card(a_prompt("a/b", id="2"))

    assert [s.prompt.path for s in stores.prompts.summaries()] == ["a/b", "a/c"]


def test_what_is_not_there_is_not_found(stores):
    stores.prompts.add(a_prompt(), a_content())

    for look in (
        lambda: stores.prompts.prompt("nobody"),
        lambda: stores.prompts.open("nobody"),
        lambda: stores.prompts.prompt_at("no/where"),
        lambda: stores.prompts.prompt_at(a_prompt().path, PromptKind.COMPONENT),
        lambda: stores.prompts.snapshot("sha256:none"),
        lambda: stores.prompts.version(a_prompt().id, 1),
        lambda: stores.prompts.journal(Draft("nobody", a_content())),
        lambda: stores.prompts.save_card(a_prompt(id="nobody")),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_card_is_replaced_and_keeps_its_birthday(stores):
    stores.prompts.add(a_prompt(labels=(Label("tone", "dry"),)), a_content())

    changed = a_prompt(title="New", archived=True, labels=(Label("tone", "warm"),))
    stores.prompts.save_card(replace(changed, created_at=None))

    assert stores.prompts.prompt(changed.id) == changed
    assert stores.prompts.summaries() == []
    assert [s.prompt.title for s in stores.prompts.summaries(archived=True)] == ["New"]


def test_a_journaled_draft_is_what_opens(stores):
    stores.prompts.add(a_prompt(), a_content("old"))
    draft = Draft(a_prompt().id, a_content("new"), None, NOON + timedelta(seconds=1))

    stores.prompts.journal(draft)

    assert stores.prompts.open(a_prompt().id).draft == draft


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=any_text)
def test_a_draft_keeps_any_text_exactly(on_disk, text):
    prompt_id = a_prompt().id
    if not on_disk.prompts.summaries():
        on_disk.prompts.add(a_prompt(), a_content())
    half_typed = (Tool("find", parameters=f'{{"{text}'),)
    content = a_content(text, output=OutputSchema("out", f'{{"type": {text}'), tools=half_typed)

    on_disk.prompts.journal(Draft(prompt_id, content))

    assert on_disk.prompts.open(prompt_id).draft.content == content


def test_half_a_character_cannot_be_in_a_card(on_disk):
    with pytest.raises(InvalidInput, match="half a character"):
        on_disk.prompts.add(a_prompt(title="\ud83d"), a_content())

    assert on_disk.prompts.summaries() == []


def test_versions_are_numbered_and_each_knows_its_parent(stores):
    prompt_id = a_prompt().id
    stores.prompts.add(a_prompt(), a_content())

    first = committed(stores.prompts, prompt_id, a_content("one"))
    second = committed(stores.prompts, prompt_id, a_content("two"), at=NOON + timedelta(days=1))
    third = committed(stores.prompts, prompt_id, a_content("one"), at=NOON + timedelta(days=2))

    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert (first.parent, second.parent, third.parent) == ("", first.digest, second.digest)
    assert stores.prompts.versions(prompt_id) == [third, second, first]
    assert stores.prompts.version(prompt_id, 2) == second
    assert stores.prompts.open(prompt_id).newest == stores.prompts.newest(prompt_id) == third
    assert stores.prompts.newest("nobody") is None
    assert stores.prompts.open(prompt_id).draft.based_on == 3


def test_a_version_made_from_a_restored_one_has_that_one_as_its_parent(stores):
    prompt_id = a_prompt().id
    stores.prompts.add(a_prompt(), a_content())
    first = committed(stores.prompts, prompt_id, a_content("one"))
    committed(stores.prompts, prompt_id, a_content("two"))
    again = committed(stores.prompts, prompt_id, a_content("one"))
    draft = stores.prompts.open(prompt_id).draft
    stores.prompts.journal(replace(draft, based_on=1))

    made = committed(stores.prompts, prompt_id, a_content("one and more"))

    assert first.digest == again.digest == made.parent
    assert (again.made_from, made.made_from) == (2, 1)
    assert stores.prompts.versions(prompt_id)[0] == made


def test_a_version_of_a_draft_based_on_nothing_has_no_parent(stores):
    prompt_id = a_prompt().id
    stores.prompts.add(a_prompt(), a_content())
    committed(stores.prompts, prompt_id, a_content("one"))
    draft = stores.prompts.open(prompt_id).draft
    stores.prompts.journal(replace(draft, based_on=None))

    made = committed(stores.prompts, prompt_id, a_content("something else"))

    assert (made.parent, made.made_from) == ("", None)


def test_a_version_from_elsewhere_keeps_its_parent_and_leaves_the_draft_where_it_was(stores):
    prompt_id = a_prompt().id
    stores.prompts.add(a_prompt(), a_content())
    first = committed(stores.prompts, prompt_id, a_content("one"))
    second = committed(stores.prompts, prompt_id, a_content("two"))

    def bring(text, parents):
        digest = kept(stores.prompts, a_content(text))
        return stores.prompts.add_version(
            prompt_id, digest, note="", author="Grace", at=NOON, parents=parents
        )

    told = bring("three", ("sha256:unknown", first.digest))
    untold = bring("four", ())

    assert (told.parent, told.made_from) == (first.digest, 1)
    assert (untold.parent, untold.made_from) == (told.digest, 3)
    assert second.number == stores.prompts.open(prompt_id).draft.based_on == 2


def test_a_version_needs_a_kept_content(stores):
    stores.prompts.add(a_prompt(), a_content())

    with pytest.raises(NotFound):
        stores.prompts.add_version(a_prompt().id, "sha256:no", note="", author="", at=NOON)

    assert stores.prompts.versions(a_prompt().id) == []


def test_a_snapshot_is_kept_once_and_read_as_it_was(stores):
    content = a_content(
        "Say {{ word }}.\u2028Then \x00 stop.", components=(("tone/dry", "sha256:1"),)
    )

    assert kept(stores.prompts, content) == kept(stores.prompts, content)

    assert stores.prompts.snapshot(digest_of(content)) == content


def test_a_content_without_a_digest_is_no_snapshot(stores):
    with pytest.raises(InvalidContent):
        stores.prompts.keep_snapshot("sha256:x", a_content(output=OutputSchema("o", "{half")))


@pytest.mark.parametrize(
    ("draft", "unnamed"),
    [
        (a_content("one"), False),
        (a_content("one\n"), False),
        (a_content("two"), True),
        (a_content("one", output=OutputSchema("o", "{half")), True),
    ],
)
def test_the_library_says_where_a_draft_has_left_its_version(stores, draft, unnamed):
    prompt_id = a_prompt().id
    stores.prompts.add(a_prompt(), a_content("one"))
    committed(stores.prompts, prompt_id, a_content("one", components=(("tone/dry", "sha256:1"),)))

    stores.prompts.journal(Draft(prompt_id, draft))

    [summary] = stores.prompts.summaries()
    assert (summary.version, summary.unnamed_changes) == (1, unnamed)


def test_a_prompt_without_a_version_has_only_unnamed_changes(stores):
    stores.prompts.add(a_prompt(), a_content())

    [summary] = stores.prompts.summaries()

    assert (summary.version, summary.unnamed_changes) == (0, True)


def test_versions_cannot_be_changed_or_taken_away(on_disk, workspace):
    on_disk.prompts.add(a_prompt(), a_content())
    committed(on_disk.prompts, a_prompt().id, a_content("one"))

    for attack in (
        "UPDATE versions SET note = 'another'",
        "DELETE FROM versions",
        "UPDATE snapshots SET document = '{}'",
        "DELETE FROM snapshots",
    ):
        with pytest.raises(Exception, match=r"never change|FOREIGN KEY"), workspace.writing() as db:
            db.execute(attack)


def test_threads_that_commit_at_once_get_numbers_of_their_own(on_disk):
    on_disk.prompts.add(a_prompt(), a_content())
    contents = [a_content(str(number)) for number in range(24)]
    workers = [
        threading.Thread(
            target=lambda some=contents[start::4]: [
                committed(on_disk.prompts, a_prompt().id, content) for content in some
            ]
        )
        for start in range(4)
    ]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    versions = on_disk.prompts.versions(a_prompt().id)
    assert [version.number for version in versions] == list(range(24, 0, -1))
    assert [v.parent for v in versions[:-1]] == [v.digest for v in versions[1:]]


def test_all_drafts_are_read_by_path_the_archived_too(stores):
    for path in ("b", "a", "c"):
        stores.prompts.add(a_prompt(path, archived=path == "c"), a_content(f"in {path} x/y"))
    stores.prompts.add(a_prompt("d"), a_content("nothing"))

    assert [prompt.path for prompt, _ in stores.prompts.drafts()] == ["a", "b", "c", "d"]
    assert [draft.content.text for _, draft in stores.prompts.drafts("x/y")] == [
        "in a x/y",
        "in b x/y",
        "in c x/y",
    ]


def test_drafts_and_cards_are_changed_together_or_not_at_all(stores):
    for path in ("a", "b"):
        stores.prompts.add(a_prompt(path), a_content("old"))
    first, second = a_prompt("a"), a_prompt("b")
    changes = [Draft(first.id, a_content("new")), Draft(second.id, a_content("new"))]

    with pytest.raises(InvalidInput):
        stores.prompts.journal_all(changes, [replace(first, path="b")])
    with pytest.raises(NotFound):
        stores.prompts.journal_all([*changes, Draft("nobody", a_content())])
    untouched = [draft.content.text for _, draft in stores.prompts.drafts()]
    stores.prompts.journal_all(changes, [replace(first, path="c")])

    assert untouched == ["old", "old"]
    assert [(p.path, d.content.text) for p, d in stores.prompts.drafts()] == [
        ("b", "new"),
        ("c", "new"),
    ]
