"""A number that stands twice because a forge merged two people's work, parted afterwards."""

from __future__ import annotations

import pytest

from tests.registry.two_people import two_people
from tests.registry.workshop import TRIAGE, git
from workbench.domain.errors import NotFound


@pytest.fixture
def merged(tmp_path):
    """Ben's clone, in which git itself merged: both have a version 2 of one prompt, which is
    pinned in staging by Ada and in dev by nobody anew."""
    ada, ben = two_people(tmp_path)
    for person, text in ((ada, "Triage well:\n{{ ticket }}"), (ben, "With care:\n{{ ticket }}")):
        person.digest = person.release(text)
    ada.push()
    ben.fetch()
    git(ben.folder, "merge", "-q", "-X", "ours", "-m", "By the forge", "origin/main")
    return ben


def test_what_the_forge_merged_silently_is_found(merged):
    assert {error[:3] for error in merged.errors()} >= {"R04"}


def test_the_version_that_was_published_later_gets_the_next_number(merged):
    plan = merged.merging.plan_renumbering(merged.folder, TRIAGE)
    done = merged.merging.renumber(plan)

    [moved] = plan.renumbered
    assert (moved.before, moved.number, moved.digest) == (2, 3, merged.digest)
    assert done.commit
    assert merged.versions()[-1] == f"0003-{merged.digest[7:19]}"
    assert "With care" in merged.read(f"prompts/{TRIAGE}/head.yaml")
    assert "version: 3" in merged.read(f"pins/dev/{TRIAGE}.yaml")
    assert merged.errors() == []
    assert merged.errors(base="origin/main") == []


def test_nothing_is_renumbered_twice(merged):
    merged.merging.renumber(merged.merging.plan_renumbering(merged.folder, TRIAGE))

    plan = merged.merging.plan_renumbering(merged.folder, TRIAGE)

    assert not plan.commit_needed
    assert merged.merging.renumber(plan).commit == ""


def test_a_number_moved_back_by_hand_is_found(merged):
    merged.merging.renumber(merged.merging.plan_renumbering(merged.folder, TRIAGE))
    versions = merged.folder / f"prompts/{TRIAGE}/versions"
    [path] = versions.glob("0003-*")
    text = path.read_text().replace("version: 3", "version: 5")
    path.rename(path.with_name("0005-" + path.name[5:])).write_text(text)
    merged.workshop.commit_all()

    assert {"R03", "R10"} <= {error[:3] for error in merged.errors()}


def test_an_author_changed_under_a_new_number_is_found(merged):
    merged.merging.renumber(merged.merging.plan_renumbering(merged.folder, TRIAGE))

    merged.workshop.tamper(
        f"prompts/{TRIAGE}/versions/0003-*", "author: dana@acme.example", "author: eve@acme.example"
    )

    assert "R03" in {error[:3] for error in merged.errors()}


def test_a_prompt_that_is_not_there_is_said(merged):
    with pytest.raises(NotFound, match="no prompt support/other"):
        merged.merging.plan_renumbering(merged.folder, "support/other")
