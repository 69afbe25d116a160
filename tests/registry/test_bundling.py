"""A bundle holds all that an environment uses, the same bytes each time, and nothing unverified."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from tests.registry.workshop import TRIAGE, a_release_content, git
from workbench.domain.digests import content_digest
from workbench.domain.errors import RegistryError
from workbench.domain.prompts import Message, OutputSchema, Role, Tool

VERSION = "prompts/**/versions/*.yaml"


def bundled(workshop, environment: str = "dev") -> dict:
    bundle = workshop.registry.bundle(workshop.folder, environment)
    assert bundle.problems == ()
    return json.loads(bundle.text)


def test_a_bundle_holds_each_pinned_prompt_with_all_it_includes(workshop):
    workshop.component("Be kind.")
    version = workshop.release('{% include "tone/friendly" %}\n{{ ticket }}')

    bundle = bundled(workshop)

    assert bundle["prompts"] == {
        TRIAGE: {"digest": version.digest, "interface": 1, "version": 1},
    }
    assert (bundle["spec"], bundle["environment"]) == ("prompt-bundle/1", "dev")
    assert len(bundle["contents"]) == 2
    assert all(content_digest(each) == digest for digest, each in bundle["contents"].items())


def test_only_what_is_pinned_now_is_in_it(workshop):
    workshop.release()
    second = workshop.release("Triage this well:\n{{ ticket }}")

    assert list(bundled(workshop)["contents"]) == [second.digest]
    assert bundled(workshop, "prod")["prompts"] == {}


def test_the_same_registry_gives_the_same_bytes_wherever_it_lies(workshop, tmp_path):
    workshop.release()
    workshop.release("Answer {{ ticket }}", path="support/answer")
    shutil.copytree(workshop.folder, tmp_path / "elsewhere")

    one = workshop.registry.bundle(workshop.folder, "dev").text
    other = workshop.registry.bundle(tmp_path / "elsewhere", "dev").text

    assert one == other
    assert list(json.loads(one)) == sorted(json.loads(one))


def test_schemas_keep_the_order_of_their_keys(workshop):
    schema = '{"type":"object","properties":{"why":{"type":"string"},"act":{"type":"string"}}}'
    version = workshop.release(
        output=OutputSchema("triage", schema), tools=(Tool("look_up", parameters=schema),)
    )

    content = bundled(workshop)["contents"][version.digest]

    assert list(content["output"]["schema"]["properties"]) == ["why", "act"]
    assert list(content["tools"][0]["parameters"]["properties"]) == ["why", "act"]
    assert content_digest(content) == version.digest


def test_attached_files_go_along(workshop):
    attachment = workshop.attach("faq.txt", b"We refund.\n")
    message = Message(Role.USER, "{{ ticket }}", attachments=(attachment,))
    workshop.export(workshop.commit(replace(a_release_content(), messages=(message,))))

    assert bundled(workshop)["attachments"] == {attachment.digest: "V2UgcmVmdW5kLgo="}


def test_a_tampered_version_refuses_the_bundle(workshop):
    workshop.release()
    workshop.tamper(VERSION, "Triage this", "Triage that")

    bundle = workshop.registry.bundle(workshop.folder, "dev")

    assert bundle.text == ""
    assert {finding.rule for finding in bundle.problems} >= {"R02", "R03"}


def test_a_tampered_component_refuses_the_bundle(workshop):
    workshop.component("Be kind.")
    workshop.release('{% include "tone/friendly" %}\n{{ ticket }}')
    workshop.tamper("components/**/versions/*.yaml", "Be kind", "Be rude")

    assert workshop.registry.bundle(workshop.folder, "dev").problems


def test_trouble_with_what_the_environment_does_not_use_is_no_hindrance(workshop):
    workshop.release()
    other = workshop.commit(a_release_content("Answer {{ ticket }}"), "support/answer")
    workshop.approve(other, environment="staging")
    workshop.releases.export(workshop.plan(other, environment="staging"))
    workshop.tamper("prompts/support/answer/versions/*.yaml", "Answer", "Refuse")

    assert list(bundled(workshop)["prompts"]) == [TRIAGE]


def test_a_pin_that_was_taken_away_refuses_the_bundle(workshop):
    workshop.release()
    git(workshop.folder, "rm", "-q", f"pins/dev/{TRIAGE}.yaml")
    workshop.commit_all()

    assert {each.rule for each in workshop.registry.bundle(workshop.folder, "dev").problems} == {
        "R10"
    }


def test_an_environment_that_there_is_not_is_refused(workshop):
    with pytest.raises(RegistryError, match="no environment 'live'"):
        workshop.registry.bundle(workshop.folder, "live")
