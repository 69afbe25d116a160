"""What the registry keeps of one prompt: versions, approvals, evidence, its log."""

from __future__ import annotations

import pytest

from tests.registry.environments import a_team
from tests.registry.workshop import TRIAGE, a_release_content, git
from workbench.domain.environments import CanaryStep, Change
from workbench.domain.errors import NotFound
from workbench.domain.prompt_records import IncludedComponent, Portion
from workbench.domain.prompts import PromptContent
from workbench.registry.records import GitRecords
from workbench.services.released import ReleasedService


@pytest.fixture
def released():
    return ReleasedService(GitRecords())


def test_versions_and_approvals_come_newest_first(workshop, released):
    team = a_team(workshop)

    record = released.record(team.folder, TRIAGE)

    assert [version.number for version in record.versions] == [2, 1]
    assert [approval.digest for approval in record.approvals] == list(reversed(team.digests))
    assert record.approvals[0].comment == "Reads well"
    assert record.version(team.digests[0]) == record.versions[1]


def test_the_log_is_told_newest_first_with_numbers_of_versions(workshop, released):
    team = a_team(workshop)
    team.do(Change.CANARY, "dev", version="1", weight=10, step=CanaryStep.SHARE)
    team.do(Change.CANARY, "dev", step=CanaryStep.STOP, note="It was slow")
    team.do(Change.ROLLBACK, "dev", version="1")

    back, stopped, begun, *older = released.record(team.folder, TRIAGE).events

    assert (back.kind, back.environment, back.version, back.before) == ("rollback", "dev", 1, 2)
    assert (stopped.ended, stopped.reason) == ((Portion(1, 10),), "It was slow")
    assert begun.canary == (Portion(1, 10),)
    assert [event.kind for event in older][-1] == "publish"


def test_events_of_one_second_stand_in_the_order_of_the_graph(workshop, released):
    team = a_team(workshop)

    kinds = [event.kind for event in released.record(team.folder, TRIAGE).events]

    assert kinds.index("promote") < kinds.index("publish")


def test_evidence_is_told_of_its_version(workshop, released):
    version = workshop.commit(a_release_content())
    workshop.reported(version, "One.")
    [offer] = workshop.evidence.of_version(version.prompt_id, version.digest)
    workshop.approve(version, evidence=[offer.evidence])
    workshop.releases.export(workshop.plan(version))

    record = released.record(workshop.folder, TRIAGE)

    [found] = record.evidence_of(version.digest)
    assert found.evidence.name == "Refund answers"
    assert found.evidence.digest == offer.evidence.digest
    assert record.approvals[0].evidence == (found.file_digest,)


def test_components_are_told_with_their_newest_version(workshop, released):
    workshop.component("Be kind.")
    content: PromptContent = a_release_content('{% include "tone/friendly" %}\n{{ ticket }}')
    first = workshop.commit(content)
    workshop.export(first)
    workshop.component("Be kinder.")
    other = workshop.commit(
        a_release_content('{% include "tone/friendly" %}\n{{ ticket }}'), "support/other"
    )
    workshop.export(other)

    record = released.record(workshop.folder, TRIAGE)

    [component] = record.versions[0].components
    assert component == IncludedComponent("tone/friendly", 1, 2)
    assert component.behind


def test_a_damaged_file_leaves_the_rest_to_be_seen(workshop, released):
    workshop.release()
    workshop.one("prompts/support/triage/approvals/*.json").write_text("{")

    record = released.record(workshop.folder, TRIAGE)

    assert (len(record.versions), record.approvals, record.unread) == (1, (), 1)


@pytest.mark.parametrize("prompt", ["support/none", "../../outside", ""])
def test_a_prompt_that_is_not_there_is_said_to_be_missing(workshop, released, prompt):
    workshop.release()

    with pytest.raises(NotFound):
        released.record(workshop.folder, prompt)


def test_the_head_changes_with_every_commit(workshop, released, tmp_path):
    workshop.release()
    before = released.head(workshop.folder)
    git(workshop.folder, "commit", "-q", "--allow-empty", "-m", "by hand")

    assert before.strip()
    assert released.head(workshop.folder) != before
    assert released.head(tmp_path / "none") == ""


def test_prompts_that_no_environment_uses_are_told_with_what_became_of_them(workshop, released):
    team = a_team(workshop)
    workshop.release(path="support/other")
    team.do(Change.ARCHIVE, while_pinned=True)

    [row] = released.unpinned(team.folder, ["support/other"])

    assert (row.prompt, row.status, row.pins) == (TRIAGE, "archived", ())
