"""What is remembered of a registry never shows anything else than what a first look shows."""

from __future__ import annotations

import pytest

from tests.registry.workshop import TRIAGE, git
from workbench.registry import overview
from workbench.registry.git_registry import GitRegistry

OTHER = "support/other"
PIN = f"pins/dev/{TRIAGE}.yaml"


@pytest.fixture
def seen(workshop):
    """Two prompts are in dev, and were looked at."""
    workshop.release()
    workshop.release(path=OTHER)
    assert_as_new(workshop)
    return workshop


@pytest.fixture
def rows_read(seen, monkeypatch):
    """The prompts whose files are read from now on."""
    read = []
    row = overview._row

    def told(shelf, environments, prompt, pins):
        read.append(prompt)
        return row(shelf, environments, prompt, pins)

    monkeypatch.setattr(overview, "_row", told)
    return read


def assert_as_new(workshop) -> None:
    new = GitRegistry()
    assert workshop.registry.overview(workshop.folder) == new.overview(workshop.folder)
    assert workshop.registry.status(workshop.folder) == new.status(workshop.folder)


def test_a_second_look_reads_nothing_of_the_prompts(seen, rows_read):
    found = seen.registry.overview(seen.folder)

    assert rows_read == []
    assert [row.prompt for row in found.prompts] == [OTHER, TRIAGE]


def test_after_a_release_only_that_prompt_is_read(seen, rows_read):
    seen.release("Triage this well:\n{{ ticket }}")

    seen.registry.overview(seen.folder)

    assert rows_read == [TRIAGE]
    assert_as_new(seen)


def test_what_is_not_committed_is_seen_and_not_remembered(seen):
    before = seen.registry.overview(seen.folder)
    pin = seen.folder / PIN
    text = pin.read_text()

    pin.write_text(text.replace("version: 1", "version: 7"))
    assert seen.registry.overview(seen.folder) != before
    assert_as_new(seen)

    pin.write_text(text)
    assert seen.registry.overview(seen.folder) == before


def test_what_was_changed_while_it_was_read_is_not_remembered(seen, monkeypatch):
    registry = GitRegistry()
    pin = seen.folder / PIN
    text = pin.read_text()
    known_names = overview.git_names

    def changed_meanwhile(repository, **options):
        names = known_names(repository, **options)
        pin.write_text(text.replace("version: 1", "version: 7"))
        return names

    monkeypatch.setattr(overview, "git_names", changed_meanwhile)
    registry.overview(seen.folder)
    monkeypatch.undo()
    pin.write_text(text)

    assert registry.overview(seen.folder) == seen.registry.overview(seen.folder)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PIN, "version: 1", "version: 7"),
        (PIN, f"prompt: {TRIAGE}", f"prompt: {OTHER}"),
        (PIN, "spec:", "nonsense:"),
        (f"prompts/{TRIAGE}/prompt.yaml", "status: active", "status: archived"),
        ("registry.yaml", "- dev\n", "- dev\n- more\n"),
    ],
    ids=["pin", "another prompt's", "unreadable", "card", "environments"],
)
def test_what_others_commit_is_seen(seen, path, old, new):
    file = seen.folder / path
    if old in file.read_text():
        file.write_text(file.read_text().replace(old, new))
    else:
        file.write_text(file.read_text() + "# changed\n")
    seen.commit_all()

    assert_as_new(seen)
    git(seen.folder, "revert", "--no-edit", "HEAD")
    assert_as_new(seen)


def test_of_several_registries_each_is_seen_as_it_is(seen, tmp_path):
    git(tmp_path, "clone", "-q", str(seen.folder), str(tmp_path / "other"))
    other = tmp_path / "other"
    (other / PIN).unlink()
    git(other, "commit", "-qam", "by hand")

    one, two = seen.registry.overview(seen.folder), seen.registry.overview(other)

    assert two == GitRegistry().overview(other)
    assert one != two
    assert seen.registry.overview(seen.folder) == one
