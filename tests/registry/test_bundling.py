"""A bundle holds all that an environment uses, the same bytes each time, and nothing unverified."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from tests.registry.environments import a_team
from tests.registry.workshop import TRIAGE, a_release_content, git
from workbench.domain.digests import content_digest
from workbench.domain.environments import Change
from workbench.domain.errors import RegistryError
from workbench.domain.prompts import Input, Message, OutputSchema, Role, Tool
from workbench.registry.bundling import bundle_text, hindrances
from workbench.registry.contents import read_contents
from workbench.registry.rules_pins import pins_match
from workbench.registry.tree import read_tree

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


@pytest.fixture
def trying_out(workshop):
    """Gives a pin of the first version a rollout of the second, by hand; what is then found."""

    def give(weight: int, first: str = "{{ ticket }}", second: str = "Now: {{ ticket }}", **fields):
        workshop.release(first)
        pin = workshop.folder / f"pins/dev/{TRIAGE}.yaml"
        before = pin.read_text()
        digest = workshop.release(second, **fields).digest
        part = f"rollout:\n  - digest: {digest}\n    weight: {weight}\n"
        pin.write_text(before + part)
        contents = read_contents(read_tree(workshop.folder))
        return contents, hindrances(contents, "dev", pins_match(contents))

    return give


def test_a_canary_goes_along_with_its_weight(trying_out):
    contents, problems = trying_out(10)

    bundle = json.loads(bundle_text(contents, "dev", bytes))

    entry = bundle["prompts"][TRIAGE]
    assert problems == ()
    assert (entry["version"], [each["version"] for each in entry["rollout"]]) == (1, [2])
    assert entry["rollout"][0]["weight"] == 10
    assert entry["rollout"][0]["digest"] in bundle["contents"]


@pytest.mark.parametrize("weight", [0, 101])
def test_a_weight_that_is_no_share_refuses_the_bundle(trying_out, weight):
    _, [problem] = trying_out(weight)

    assert (problem.rule, "whole per cents" in problem.message) == ("R06", True)


def test_a_canary_of_another_interface_refuses_the_bundle(trying_out):
    asks_more = (Input("ticket", required=True), Input("order", required=True))

    _, [problem] = trying_out(10, second="{{ ticket }} {{ order }}", inputs=asks_more)

    assert (problem.rule, "v2 has interface 2" in problem.message) == ("R06", True)


def test_what_was_withdrawn_in_use_stops_that_prompt_and_no_other(workshop):
    team = a_team(workshop)
    other = workshop.release("Answer {{ ticket }}", path="support/answer")
    team.do(Change.WITHDRAW, version="2", note="It promises refunds", while_pinned=True)

    bundle = workshop.registry.bundle(workshop.folder, "dev")

    assert bundle.problems == ()
    assert [(each.rule, each.file) for each in bundle.refused] == [
        ("R06", f"pins/dev/{TRIAGE}.yaml")
    ]
    prompts = json.loads(bundle.text)["prompts"]
    assert prompts[TRIAGE]["withdrawn"][0]["severity"] == "block"
    assert prompts["support/answer"] == {"digest": other.digest, "interface": 1, "version": 1}


def test_a_statement_that_the_log_does_not_know_lets_no_bundle_be_made(workshop):
    team = a_team(workshop)
    team.do(Change.WITHDRAW, version="2", note="It promises refunds", while_pinned=True)
    workshop.one("prompts/**/log/*-withdraw-*.json").unlink()
    workshop.commit_all()

    bundle = workshop.registry.bundle(workshop.folder, "dev")

    assert bundle.text == ""
    assert "R06" in {each.rule for each in bundle.problems}
