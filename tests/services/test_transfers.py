from __future__ import annotations

from dataclasses import replace

import pytest

from tests.registry.workshop import DANA, Workshop, a_release_content, a_workshop, know_a_person
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.prompts import Label, PromptKind
from workbench.services.events import DraftReplaced, LibraryChanged

KEY = "sk-ant-api03-" + "A1b2" * 10


@pytest.fixture
def theirs(tmp_path, monkeypatch):
    """A registry with a prompt of two versions and the component it includes."""
    know_a_person(tmp_path, monkeypatch)
    workshop = a_workshop(tmp_path / "registry")
    workshop.component("Be friendly to {{ ticket }}.")
    workshop.release('{% include "tone/friendly" %}\n{{ ticket }}\n')
    workshop.component("Be very friendly to {{ ticket }}.")
    workshop.release('{% include "tone/friendly" %}\n\n{{ ticket }}  \n')
    workshop.folder.joinpath("prompts/support/triage/prompt.yaml").write_text(
        "spec: prompt-card/1\nprompt: support/triage\ntitle: Triage\nlabels:\n  tone: friendly\n"
    )
    workshop.commit_all()
    return workshop


@pytest.fixture
def mine(tmp_path):
    return Workshop(tmp_path / "nowhere")


def test_a_whole_registry_arrives_with_every_version_and_digest(theirs, mine):
    imported = mine.transfers.read_files([theirs.folder])

    assert [(i.prompt.path, len(i.versions)) for i in imported] == [
        ("tone/friendly", 2),
        ("support/triage", 2),
    ]
    for one in imported:
        there = theirs.prompts.open_path(one.prompt.path).prompt
        assert [(v.digest, v.note, v.author, v.created_at) for v in one.versions] == [
            (v.digest, v.note, v.author, v.created_at)
            for v in reversed(theirs.prompts.versions(there.id))
        ]
        for version in one.versions:
            assert mine.prompts.content(version.digest) == theirs.prompts.content(version.digest)


def test_the_card_arrives_too(theirs, mine):
    mine.transfers.read_files([theirs.folder])

    prompt = mine.prompts.open_path("support/triage").prompt
    assert (prompt.title, prompt.labels) == ("Triage", (Label("tone", "friendly"),))
    assert mine.prompts.open_path("tone/friendly").prompt.kind is PromptKind.COMPONENT


def test_the_draft_is_the_newest_version_and_unchanged(theirs, mine):
    mine.transfers.read_files([theirs.folder])

    summaries = {summary.prompt.path: summary for summary in mine.prompts.library()}
    assert [(s.version, s.unnamed_changes) for s in summaries.values()] == [(2, False), (2, False)]
    opened = mine.prompts.open_path("support/triage")
    assert mine.prompts.freeze(opened.draft.content).digest == opened.newest.digest


def test_importing_again_changes_nothing(theirs, mine):
    mine.transfers.read_files([theirs.folder])

    again = mine.transfers.read_files([theirs.folder])

    assert [(len(i.versions), i.known) for i in again] == [(0, 2), (0, 2)]


def test_new_versions_are_added_and_the_draft_follows(theirs, mine):
    mine.transfers.read_files([theirs.folder])
    theirs.release("Third: {{ ticket }}")

    imported = mine.transfers.read_files([theirs.folder])

    opened = mine.prompts.open_path("support/triage")
    assert [len(one.versions) for one in imported] == [0, 1]
    assert opened.draft.content.messages[0].text == "Third: {{ ticket }}"
    assert DraftReplaced(opened.prompt.id) in mine.published
    assert LibraryChanged() in mine.published


def test_a_draft_with_changes_of_its_own_stays(theirs, mine):
    mine.transfers.read_files([theirs.folder])
    opened = mine.prompts.open_path("support/triage")
    changed = opened.draft.content.with_message(
        0, replace(opened.draft.content.messages[0], text="Mine")
    )
    mine.prompts.journal(replace(opened.draft, content=changed))
    theirs.release("Third: {{ ticket }}")

    [_, imported] = mine.transfers.read_files([theirs.folder])

    assert mine.prompts.open_path("support/triage").draft.content == changed
    assert "the draft has changes of its own and was left as it is" in imported.notes


def test_one_version_file_is_enough_where_its_components_are_here(theirs, mine):
    mine.transfers.read_files([theirs.folder / "components"])
    path = theirs.folder / theirs.files("prompts/**/versions/0002-*")[0]

    [imported] = mine.transfers.read_files([path])

    assert imported.prompt.path == "support/triage"
    assert imported.notes == ("version 2 is version 1 here",)


def test_files_may_come_in_any_order(theirs, mine):
    files = [theirs.folder / path for path in theirs.files("**/versions/*")]

    imported = mine.transfers.read_files(files[::-1])

    assert sorted(one.prompt.path for one in imported) == ["support/triage", "tone/friendly"]


def test_a_component_that_is_missing_is_named_and_nothing_is_kept(theirs, mine):
    path = theirs.folder / theirs.files("prompts/**/versions/0001-*")[0]

    with pytest.raises(
        InvalidInput, match=r"support/triage v1 includes tone/friendly at [0-9a-f]{12}"
    ):
        mine.transfers.read_files([path])

    assert mine.prompts.library() == []


def test_a_prompt_where_a_component_is_here_is_refused(theirs, mine):
    mine.prompts.create("support/triage", PromptKind.COMPONENT)

    with pytest.raises(InvalidInput, match="support/triage is a component here"):
        mine.transfers.read_files([theirs.folder])


def test_a_changed_file_is_refused_with_its_line(theirs, mine):
    path = theirs.folder / theirs.files("components/**/versions/0001-*")[0]
    path.write_text(path.read_text().replace("Be friendly", "Be rude"))

    for given in (path, theirs.folder):
        with pytest.raises(
            FileProblem, match=r"0001-[0-9a-f]{12}\.yaml:\d+: .*the content's digest is"
        ):
            mine.transfers.read_files([given])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("prompt.yaml", b"spec: prompt-version/2\n"),
        ("prompt.yaml", b"\xff\xfe"),
        ("prompt.yaml", b"a: &a [*a]\n"),
        ("prompt.yaml", b"x" * 5_000_000),
        ("missing.yaml", None),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, mine, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)

    with pytest.raises(FileProblem, match=name):
        mine.transfers.read_files([tmp_path / name])


def test_an_empty_folder_is_named(tmp_path, mine):
    with pytest.raises(FileProblem, match="no version"):
        mine.transfers.read_files([tmp_path])


def test_a_version_is_written_as_a_file_that_is_read_back_exactly(theirs, mine, tmp_path):
    mine.transfers.read_files([theirs.folder])
    prompt = mine.prompts.open_path("support/triage").prompt

    text = mine.transfers.write(prompt.id, 2)

    (tmp_path / "triage.yaml").write_bytes(text.encode())
    [imported] = theirs.transfers.read_files([tmp_path / "triage.yaml"])
    assert imported.known == 1
    assert f"author: {DANA}" in text


def test_a_format_that_is_not_known_is_refused(theirs):
    prompt = theirs.prompts.open_path("support/triage").prompt

    with pytest.raises(InvalidInput, match="'word' is not a format"):
        theirs.transfers.write(prompt.id, 1, "word")


def test_a_version_with_a_key_in_it_is_not_written(mine):
    version = mine.commit(a_release_content(f"{KEY} {{{{ ticket }}}}"))

    with pytest.raises(InvalidInput, match="Anthropic"):
        mine.transfers.write(version.prompt_id, 1)
