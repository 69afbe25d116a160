from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import a_job, a_run
from tests.registry.workshop import Workshop, a_release_content
from workbench.domain.attachments import attachment_of
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.prompts import Label, ModelChoice
from workbench.domain.releases import (
    AttachedFile,
    ExportDone,
    ExportPlan,
    ExportRequest,
    PlannedFile,
)
from workbench.domain.runs import Outcome
from workbench.services.events import RegistryChanged, VersionApproved, VersionExported
from workbench.services.releases import ReleaseService

KEY = "sk-ant-api03-" + "A1b2" * 10
OWN_KEY = "local-gateway-key-of-ours"


class ScriptedRegistry:
    """Plans one file and remembers what it was asked."""

    def __init__(self) -> None:
        self.requests: list[ExportRequest] = []
        self.exported: list[ExportPlan] = []
        self.files = (PlannedFile("a.yaml", None, "a: 1\n"),)

    def plan(self, folder: Path, request: ExportRequest) -> ExportPlan:
        self.requests.append(request)
        release = request.release
        return ExportPlan(
            directory=str(folder),
            registry="acme",
            prompt_id=release.prompt.id,
            path=release.prompt.path,
            workspace_number=release.number,
            number=release.number,
            digest=release.digest,
            environment=request.environment,
            files=self.files,
            message="Release",
            branch="refs/heads/main",
            base="",
        )

    def export(self, plan: ExportPlan, _bytes_of: Callable[[str], bytes]) -> ExportDone:
        self.exported.append(plan)
        return ExportDone("c0ffee" if plan.files else "", ())


@pytest.fixture
def registry():
    return ScriptedRegistry()


@pytest.fixture
def workshop(tmp_path, registry):
    workshop = Workshop(tmp_path, secrets=frozenset({OWN_KEY}))
    workshop.releases = ReleaseService(
        workshop.prompts,
        workshop.runs,
        workshop.releases._approvals,
        registry,
        workshop.events,
        workshop.clock,
        workshop.new_id,
        lambda: workshop.secrets,
        attachments=workshop.attachments,
        evidence=workshop.evidence,
    )
    return workshop


def test_an_approval_is_kept_with_the_runs_it_rests_on(workshop):
    version = workshop.commit(a_release_content())
    for run_id, outcome in (("run-1", Outcome.FINISHED), ("run-2", Outcome.FAILED)):
        job = a_job(run_id, prompt_id=version.prompt_id, digest=version.digest)
        workshop.runs.record(a_run(job=job, outcome=outcome))

    approval = workshop.approve(version)

    assert approval.digest == version.digest
    assert approval.runs == ("run-1",)
    assert workshop.releases.approvals(version.prompt_id) == [approval]
    assert workshop.published[-1] == VersionApproved(version.prompt_id, 1)


def test_only_a_version_can_be_approved(workshop):
    version = workshop.commit(a_release_content())

    with pytest.raises(NotFound, match="has no version 2"):
        workshop.approve(replace(version, number=2))


@pytest.mark.parametrize("approver", ["", "  "])
def test_an_approval_needs_a_name(workshop, approver):
    version = workshop.commit(a_release_content())

    with pytest.raises(InvalidInput, match="needs a name"):
        workshop.approve(version, approver=approver)


def test_an_environment_that_is_not_known_is_refused(workshop):
    version = workshop.commit(a_release_content())

    with pytest.raises(InvalidInput, match="no environment 'live'"):
        workshop.approve(version, environment="live")


def test_a_request_carries_the_version_its_ancestors_and_its_approvals(workshop, registry):
    first = workshop.commit(a_release_content("One {{ ticket }}"))
    second = workshop.commit(a_release_content("Two {{ ticket }}"))
    approvals = (workshop.approve(second), workshop.approve(second, approver="bob"))

    workshop.plan(second)

    [request] = registry.requests
    assert request.release.ancestors == (first.digest,)
    assert request.approvals == approvals
    assert request.components == ()


def test_components_come_before_what_includes_them(workshop, registry):
    workshop.component("Polite.", "tone/polite")
    workshop.component('Friendly, {% include "tone/polite" %}', "tone/friendly")
    version = workshop.commit(a_release_content('{% include "tone/friendly" %} {{ ticket }}'))
    workshop.approve(version)

    workshop.plan(version)

    paths = [release.prompt.path for release in registry.requests[0].components]
    assert paths == ["tone/polite", "tone/friendly"]


def test_a_component_is_not_released_alone(workshop):
    component = workshop.component("Polite.", model=ModelChoice("m"))

    with pytest.raises(InvalidInput, match="is a component"):
        workshop.plan(component)


def test_exporting_tells_the_commit(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)

    workshop.releases.export(workshop.plan(version))

    told, changed = workshop.published[-2:]
    assert told == VersionExported(version.prompt_id, 1, "c0ffee")
    assert changed == RegistryChanged(str(workshop.folder))


def test_an_export_with_nothing_to_do_tells_nothing(workshop, registry):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    registry.files = ()

    done = workshop.releases.export(workshop.plan(version))

    assert done.commit == ""
    assert not any(isinstance(event, VersionExported) for event in workshop.published)


@pytest.mark.parametrize("key", [KEY, OWN_KEY], ids=["by its shape", "one this workbench holds"])
@pytest.mark.parametrize("where", ["text", "parameter", "note", "title", "label"])
def test_a_key_is_named_by_its_place_and_never_leaves(workshop, registry, key, where):
    content = a_release_content(
        f"Hello\n{key if where == 'text' else ''}\n{{{{ ticket }}}}",
        model=ModelChoice("m", params=(("user", key if where == "parameter" else "me"),)),
    )
    version = workshop.commit(content, note=key if where == "note" else "First")
    prompt = workshop.prompts.open(version.prompt_id).prompt
    title = key if where == "title" else ""
    labels = (Label("owner", key),) if where == "label" else ()
    workshop.prompts.set_card(replace(prompt, title=title, labels=labels))
    workshop.approve(version)

    with pytest.raises(InvalidInput) as refused:
        workshop.plan(version)

    place = {"text": "messages[0].text, line 2", "parameter": "model.params.user"}
    assert place.get(where, where) in refused.value.message
    assert key not in refused.value.message + refused.value.hint
    assert registry.requests == []


def test_a_key_in_what_is_planned_is_refused_too(workshop, registry):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    registry.files = (PlannedFile("approvals/x.json", None, f"comment: {OWN_KEY}\n"),)

    with pytest.raises(InvalidInput, match=r"approvals/x\.json"):
        workshop.plan(version)


def with_attached(attachment):
    content = a_release_content()
    return replace(content, messages=(replace(content.messages[0], attachments=(attachment,)),))


def test_what_is_attached_is_asked_for_with_its_size(workshop, registry):
    plan = workshop.attach("plan.png", b"\x89PNG\r\n\x1a\n")
    version = workshop.commit(with_attached(plan))
    workshop.approve(version)

    workshop.plan(version)

    assert registry.requests[0].attached == (AttachedFile(plan, 8),)


def test_a_file_that_is_attached_and_not_here_is_named_and_not_released(workshop, registry):
    version = workshop.commit(with_attached(attachment_of("plan.png", b"\x89PNG\r\n\x1a\n")))
    workshop.approve(version)

    with pytest.raises(InvalidInput, match=r"plan.png is attached, and this workspace"):
        workshop.plan(version)

    assert registry.requests == []


def test_a_key_in_a_text_that_is_attached_is_not_released(workshop, registry):
    notes = workshop.attach("notes.txt", f"One line.\nThe key is {KEY}\n".encode())
    version = workshop.commit(with_attached(notes))
    workshop.approve(version)

    with pytest.raises(InvalidInput, match=r"notes.txt, line 2, holds"):
        workshop.plan(version)

    assert registry.requests == []
