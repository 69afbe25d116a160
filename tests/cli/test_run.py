from __future__ import annotations

import json

import pytest

from workbench.bootstrap import close_services, open_services
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED, WRONG_USE
from workbench.domain.prompts import Message, PromptContent, Role

TICKET = "ticket=I was charged twice for my subscription"


def test_a_prompt_runs_on_several_models(workbench):
    said = workbench(
        "run", "support/triage", "-m", "demo/brief", "demo/detailed", "--var", TICKET, "--json"
    )

    assert said.status == DONE
    assert [run["model"] for run in said.document] == ["demo/brief", "demo/detailed"]
    assert all(run["outcome"] == "finished" and run["text"] for run in said.document)


def test_the_answer_of_one_model_is_all_that_is_printed(workbench):
    said = workbench("run", "support/triage@1", "-m", "demo/brief", "--var", TICKET)

    assert said.out.strip() == "billing"


def test_without_a_model_it_is_the_one_that_the_version_is_written_for(workbench):
    said = workbench("run", "support/triage@1", "--var", TICKET, "--json")

    assert [run["model"] for run in said.document] == ["demo/brief"]


def test_a_prompt_that_is_written_for_no_model_needs_one(workbench, workspace):
    services = open_services(workspace)
    services.prompts.create("notes/plain")
    close_services(services)

    said = workbench("run", "notes/plain")

    assert said.status == WRONG_USE
    assert "notes/plain is written for no model of its own, and none is named." in said.err
    assert "-m openai/gpt-4o-mini" in said.err


def test_runs_stand_in_the_history(workbench):
    workbench("run", "support/triage", "-m", "demo/brief", "-n", "2", "--var", TICKET)

    newest = workbench("history", "support/triage", "--json").document[0]
    assert (newest["runs"], newest["finished"]) == (2, 2)


def test_an_earlier_answer_will_do_where_that_is_said(workbench):
    words = ("run", "support/triage@1", "-m", "demo/brief", "--var", TICKET, "--json")
    [first] = workbench(*words).document

    [anew] = workbench(*words).document
    [again] = workbench(*words, "--cache").document

    assert (first["cached_from"], anew["cached_from"]) == ("", "")
    assert again["cached_from"] == anew["run"]


def test_a_model_that_fails_is_told_and_counts(workbench):
    said = workbench(
        "run", "support/triage", "-m", "demo/brief", "demo/failing", "--var", TICKET, "--json"
    )

    assert said.status == ENVIRONMENT_FAILED
    assert said.document[0]["outcome"] == "finished"
    assert said.document[1]["failure"]["message"]


def test_a_case_comes_from_a_file(workbench, tmp_path):
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"ticket": "Please add dark mode"}), encoding="utf-8")

    said = workbench("run", "support/triage@1", "-m", "demo/brief", "--case", case)

    assert said.out.strip() == "feature"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--var", "ticket"), "has no value"),
        ((), "No value for ticket"),
        (("--case", "missing.json"), "missing.json"),
    ],
)
def test_wrong_values_are_told_before_anything_is_sent(workbench, words, told):
    said = workbench("run", "support/triage", "-m", "demo/brief", *words)

    assert said.status in (WRONG_USE, ENVIRONMENT_FAILED)
    assert told in said.err


def test_a_missing_key_says_how_to_mend_it(workbench, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    said = workbench("run", "support/triage", "-m", "openai/gpt-4o-mini", "--var", TICKET)

    assert said.status == ENVIRONMENT_FAILED
    assert "OPENAI_API_KEY" in said.err


def test_images_and_a_begun_answer_are_sent_and_who_does_not_take_them_is_told(
    workbench, workspace
):
    workbench("list")
    services = open_services(workspace)
    attached = services.attachments.attach("plan.png", b"\x89PNG\r\n\x1a\nrest")
    messages = (
        Message(Role.USER, "Say hello to Ada.", attachments=(attached,)),
        Message(Role.ASSISTANT, "Hello, "),
    )
    services.prompts.create("greetings/ada", content=PromptContent(messages))
    close_services(services)

    said = workbench("run", "greetings/ada", "-m", "demo/brief", "openai/gpt-4")

    assert "Ada." in said.out
    assert "1 image came along" in said.out
    assert "openai/gpt-4: takes no images, and message 1 has one attached." in said.err
    assert "openai/gpt-4: answers anew and does not continue message 2." in said.err
    assert "demo/brief: takes no images" not in said.err
