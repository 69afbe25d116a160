"""What runs where, who decided it, and what differs; two people at the same pin."""

from __future__ import annotations

import pytest

from tests.registry.environments import Team, a_team
from tests.registry.workshop import TRIAGE, Workshop, a_release_content, git
from workbench.domain.environments import CanaryStep, Change, Difference, Share
from workbench.domain.errors import NotFound, RegistryDirty, RegistryError


@pytest.fixture
def team(workshop) -> Team:
    return a_team(workshop)


def test_the_matrix_says_who_decided_what_and_when(team):
    team.do(Change.PROMOTE, "staging", actor="olga@acme.example", note="Ready")

    overview = team.overview()

    [row] = overview.prompts
    assert overview.environments == ("dev", "staging", "prod")
    assert [(pin.environment, pin.version) for pin in row.pins] == [("dev", 2), ("staging", 2)]
    staging = row.pin("staging")
    assert staging is not None
    assert (staging.actor, staging.reason) == ("olga@acme.example", "Ready")
    assert staging.at.startswith("2026-")
    assert row.pin("prod") is None


def test_the_matrix_names_approvals_and_evidence(workshop):
    version = workshop.commit(a_release_content())
    report = workshop.reported(version, "One.")
    [offer] = workshop.evidence.of_version(version.prompt_id, version.digest)
    workshop.approve(version, evidence=[offer.evidence])
    workshop.releases.export(workshop.plan(version))

    [row] = Team(workshop, (version.digest,)).overview().prompts

    assert row.pins[0].approvers == ("dana@acme.example",)
    assert row.pins[0].evidence == ("refund-answers",)
    assert report.digest == offer.evidence.digest


def test_neighbours_that_differ_are_told_apart_in_words(team):
    team.do(Change.PIN, "staging", version="1")
    team.do(Change.PIN, "prod", version="1")

    [row] = team.overview().prompts

    assert row.differences == (
        Difference("dev", "staging", "v2 and v1, texts"),
        Difference("staging", "prod", ""),
    )


def test_another_model_alone_is_said_to_be_that(team):
    team.do(Change.PROMOTE, "staging")
    model = a_release_content().model
    other = type(model)("openai/gpt-4o", params=model.params)
    team.workshop.release("Triage this well:\n{{ ticket }}", model=other)

    [row] = team.overview().prompts

    assert row.differences[0].words == "v3 and v2, same texts: model, components or tools"


def test_canaries_and_withdrawals_are_in_the_matrix(team):
    team.do(Change.CANARY, "dev", version="1", weight=10)
    team.do(Change.WITHDRAW, version="2", severity="advisory", note="Wordy")

    [row] = team.overview().prompts

    assert row.pins[0].canary == (Share(1, team.digests[0], 10),)
    assert row.pins[0].withdrawn == "advisory"


def test_a_damaged_file_leaves_the_rest_to_be_seen(team):
    event = team.pin("dev").event[7:19]
    team.workshop.one(f"prompts/**/log/*-{event}.json").write_text("{")
    (team.folder / f"prompts/{TRIAGE}/prompt.yaml").write_text("a: [\n")

    [row] = team.overview().prompts

    assert (row.status, row.pins[0].version, row.pins[0].actor) == ("active", 2, "")


def test_the_texts_of_neighbours_can_be_compared(team):
    team.do(Change.PIN, "prod", version="1")

    texts = team.service.texts(team.folder, TRIAGE)

    assert [(text.environment, text.version) for text in texts] == [("dev", 2), ("prod", 1)]
    assert "Triage this well:" in texts[0].text
    with pytest.raises(NotFound):
        team.service.texts(team.folder, "support/other")


def test_a_components_new_version_shows_whom_it_would_change(workshop):
    workshop.component("Be friendly.")
    first = workshop.release('{% include "tone/friendly" %} {{ ticket }}')
    team = Team(workshop, (first.digest,))
    team.do(Change.PROMOTE, "staging")
    assert team.service.component_uses(team.folder, "tone/friendly") == []

    workshop.component("Be very friendly.")
    workshop.release('{% include "tone/friendly" %} Now: {{ ticket }}')

    [use] = team.service.component_uses(team.folder, "tone/friendly")
    assert (use.environment, use.prompt, use.version) == ("staging", TRIAGE, 1)
    assert (use.includes, use.newest) == (1, 2)
    with pytest.raises(NotFound, match="no component tone/cold"):
        team.service.component_uses(team.folder, "tone/cold")


def test_a_folder_that_is_no_registry_is_refused(tmp_path, team):
    with pytest.raises(RegistryError):
        team.service.overview(tmp_path)


def test_two_people_at_one_pin_are_told_both_sides_and_either_may_be_chosen(team, tmp_path):
    other = a_colleague(team, tmp_path)
    team.do(Change.PIN, "prod", version="1", actor="dana@acme.example")
    other.do(Change.PIN, "prod", version="2", actor="bob@acme.example")
    git(team.folder, "fetch", "-q", str(other.folder), "main")
    merge(team)

    [conflict] = team.overview().conflicts

    assert conflict.environment == "prod"
    assert conflict.ours.startswith("v1 (promoted by dana@acme.example")
    assert conflict.theirs.startswith("v2 (promoted by bob@acme.example")
    assert "was changed twice: here v1" in conflict.words
    with pytest.raises(RegistryDirty, match="prod of support/triage was changed twice: here v1"):
        team.plan(Change.PIN, "staging", version="1")
    git(team.folder, "checkout", "-q", "--theirs", "--", conflict.file)
    team.workshop.commit_all()
    assert team.pin("prod").version == 2
    assert team.verify_errors() == []
    team.do(Change.CANARY, "prod", version="1", weight=10)
    team.do(Change.CANARY, "prod", step=CanaryStep.STOP)
    assert team.verify_errors() == []


def test_two_people_at_different_pins_do_not_meet(team, tmp_path):
    other = a_colleague(team, tmp_path)
    team.do(Change.PIN, "prod", version="1")
    other.do(Change.PIN, "staging", version="1")
    git(team.folder, "pull", "-q", "--no-rebase", "--no-edit", str(other.folder), "main")

    assert team.verify_errors() == []
    team.do(Change.PROMOTE, "prod", allow_interface_change=False, version="1")
    assert team.overview().conflicts == ()


def a_colleague(team: Team, folder) -> Team:
    """Another person with a clone of the same registry."""
    git(folder, "clone", "-q", str(team.folder), "colleague")
    return Team(Workshop(folder / "colleague"), team.digests)


def merge(team: Team) -> None:
    """Git says no, as it should: two people decided about one pin."""
    with pytest.raises(Exception, match="exit status 1"):
        git(team.folder, "merge", "-q", "--no-edit", "FETCH_HEAD")


def test_a_prompt_that_no_environment_uses_has_its_row(workshop):
    team = a_team(workshop)

    team.do(Change.ARCHIVE, while_pinned=True)

    [row] = team.overview().prompts
    assert (row.prompt, row.status, row.pins) == ("support/triage", "archived", ())
