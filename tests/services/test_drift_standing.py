from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import a_content
from workbench.domain.drift import DriftKind
from workbench.domain.prompts import ModelChoice, PromptKind
from workbench.domain.registered import (
    DatedApproval,
    DatedEvidence,
    RegisteredPin,
    RegisteredVersion,
    RegistrySnapshot,
)
from workbench.services.drift_standing import workspace_drift, world_drift

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DIGEST = "sha256:" + "1" * 64
CONTENT = a_content("Sort it", model=ModelChoice("gpt-4o-2024-11-20"))
SNAPSHOT = RegistrySnapshot(
    directory="registry",
    name="acme",
    commit="c",
    environments=("prod",),
    versions=(RegisteredVersion("topic", PromptKind.PROMPT, 2, DIGEST, CONTENT, "v2.yaml"),),
    pins=(RegisteredPin("prod", "topic", 2, DIGEST, "pins/prod/topic.yaml"),),
    evidence=(DatedEvidence("topic", DIGEST, "suite", NOW - timedelta(days=31), "e.json"),),
    approvals=(DatedApproval("topic", DIGEST, "prod", "sha256:old", "a.json"),),
    policy="sha256:old",
    max_ages=(("prod", "suite", 31),),
)


def kinds(snapshot, environment="prod"):
    return [finding.kind for finding in world_drift(snapshot, environment, NOW)]


def test_a_world_that_has_stood_still_is_no_drift():
    assert kinds(SNAPSHOT) == []


def test_evidence_older_than_the_policy_allows_is_drift_unless_newer_is_there():
    old = replace(SNAPSHOT, max_ages=(("prod", "suite", 30),))
    newer = DatedEvidence("topic", DIGEST, "suite", NOW, "new.json")

    assert kinds(old) == [DriftKind.OLD_EVIDENCE]
    assert kinds(replace(old, evidence=(*old.evidence, newer))) == []


def test_a_policy_that_changed_since_the_approvals_is_told():
    assert kinds(replace(SNAPSHOT, policy="sha256:new")) == [DriftKind.NEWER_POLICY]


def test_what_is_approved_and_pinned_agrees_and_what_is_not_committed_does_not():
    approved = [("topic", 1, "sha256:before", "prod"), ("topic", 2, DIGEST, "prod")]

    assert list(workspace_drift(SNAPSHOT, approved, "")) == []
    [found] = workspace_drift(replace(SNAPSHOT, uncommitted=("v2.yaml",)), approved, "prod")
    assert found.kind is DriftKind.NOT_EXPORTED


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("anthropic/claude-2.1", DriftKind.RETIRED),
        ("gpt-5-mini-2025-08-07", DriftKind.RETIRING),
    ],
)
def test_a_model_that_its_maker_shuts_down_is_told_with_the_day_and_the_page(model, kind):
    content = replace(CONTENT, model=ModelChoice(model))
    version = replace(SNAPSHOT.versions[0], content=content)

    [found] = world_drift(replace(SNAPSHOT, versions=(version,)), "prod", NOW)

    assert found.kind is kind
    assert "https://" in found.message
