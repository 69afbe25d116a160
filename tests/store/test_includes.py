"""Where a component is used: kept beside the drafts, followed from component to component."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from tests.builders import NOON, a_content, a_prompt
from tests.store.test_migrations import STEPS
from workbench.domain.history import Use
from workbench.domain.prompts import Draft, Engine, PromptKind
from workbench.formats.content import digest_of
from workbench.store import migrations
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts

COMPONENT = PromptKind.COMPONENT


def include(path):
    return f'{{% include "{path}" %}}'


@pytest.fixture
def prompts(on_disk):
    """`support/triage` includes `tone/house`, and that `tone/warm`."""
    store = on_disk.prompts
    store.add(a_prompt("tone/warm", kind=COMPONENT), a_content("Be warm."))
    store.add(a_prompt("tone/house", kind=COMPONENT), a_content(include("tone/warm")))
    store.add(a_prompt("support/triage"), a_content(f"Sort. {include('tone/house')}"))
    store.add(a_prompt("alone"), a_content("{# " + include("tone/warm") + " #} Nothing."))
    return store


def a_version(store, prompt_id, content):
    store.keep_snapshot(digest_of(content), content)
    store.add_version(prompt_id, digest_of(content), note="", author="Ada", at=NOON)


def test_who_includes_a_component_is_listed_with_the_way_there(prompts):
    assert prompts.uses("tone/warm") == [
        Use("prompt-support/triage", "support/triage", through=("tone/house",)),
        Use("prompt-tone/house", "tone/house"),
    ]
    assert prompts.uses("nobody/knows") == []


def test_a_draft_that_no_longer_includes_it_is_no_longer_listed(prompts):
    prompts.journal(Draft("prompt-support/triage", a_content("Sort."), None, NOON))

    assert [use.path for use in prompts.uses("tone/warm")] == ["tone/house"]
    assert prompts.included() == {"tone/warm"}


def test_a_draft_that_is_sent_as_it_stands_includes_nothing(prompts):
    prompts.add(a_prompt("plain"), a_content(include("tone/warm"), engine=Engine.NONE))

    assert "plain" not in [use.path for use in prompts.uses("tone/warm")]


def test_components_in_a_circle_are_listed_once(prompts):
    prompts.journal(Draft("prompt-tone/warm", a_content(include("tone/house")), None, NOON))

    uses = prompts.uses("tone/warm")

    assert [use.path for use in uses] == ["support/triage", "tone/house"]


def test_only_the_newest_version_counts_and_holds_what_is_below(prompts):
    digest = "sha256:" + "0" * 64
    held = (("tone/house", digest), ("tone/warm", digest))
    first = a_content(f"Sort. {include('tone/house')}", components=held)
    a_version(prompts, "prompt-support/triage", first)
    prompts.journal(Draft("prompt-support/triage", a_content("Sort."), 1, NOON))

    used = {use.path: use for use in prompts.uses("tone/warm")}["support/triage"]
    assert (used.in_draft, used.version, used.direct) == (False, 1, False)

    a_version(prompts, "prompt-support/triage", a_content("Sort."))

    assert "support/triage" not in [use.path for use in prompts.uses("tone/warm")]


def test_the_way_to_it_is_told_for_the_draft_and_for_the_version(prompts):
    digest = "sha256:" + "0" * 64
    held = (("tone/house", digest), ("tone/warm", digest))
    a_version(prompts, "prompt-support/triage", a_content(include("tone/house"), components=held))

    (triage, _house) = prompts.uses("tone/warm")

    assert triage.in_draft
    assert triage.through == ("tone/house",)
    assert (triage.version, triage.version_direct) == (1, False)


def test_what_is_archived_uses_nothing(prompts):
    prompts.save_card(a_prompt("tone/house", kind=COMPONENT, archived=True))

    assert prompts.uses("tone/warm") == []
    assert prompts.included() == {"tone/house"}


def test_a_workspace_from_an_earlier_release_knows_its_includes(tmp_path, prompts, workspace):
    """The rows are taken away and made again, by the step an earlier workspace takes."""
    path = tmp_path / "old.workbench"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.schema.apply(Database(connection), stop_before=STEPS[2])
        connection.execute("ATTACH ? AS new", [str(workspace.path)])
        connection.execute(
            "INSERT INTO prompts SELECT id, path, kind, title, description, owner, archived,"
            " created_at FROM new.prompts"
        )
        connection.execute(
            "INSERT INTO drafts (prompt_id, based_on, edited_at, draft_digest, document)"
            " SELECT prompt_id, based_on, edited_at, draft_digest, document FROM new.drafts"
        )

    old = open_workspace(path)
    try:
        assert SqlitePrompts(old).uses("tone/warm") == prompts.uses("tone/warm")
    finally:
        old.close()
