"""Applications read a real registry, as a bundle and as a checkout, and trust nothing changed."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from tests.readers.asking import BOTH, reader
from tests.registry.workshop import TRIAGE, a_release_content, a_workshop, know_a_person
from workbench.domain.prompts import Input, InputType, Message, OutputSchema, Role

VALUES = {"ticket": "Where is my order?"}


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    return a_workshop(tmp_path / "registry")


def of_bundle(workshop, **fields) -> dict:
    bundle = workshop.registry.bundle(workshop.folder, "dev")
    return {"bundle": bundle.text, "prompt": TRIAGE, "interface": 1, "values": VALUES, **fields}


def of_checkout(workshop, **fields) -> dict:
    question = {"source": str(workshop.folder), "env": "dev", "prompt": TRIAGE, "interface": 1}
    return {**question, "values": VALUES, **fields}


def conversing(workshop):
    """A version with all that a reader has to carry over."""
    attachment = workshop.attach("faq.txt", b"We refund.\n")
    messages = (
        Message(Role.SYSTEM, '{% include "tone/friendly" %}\n  Indented: yes\n\n- a "list"'),
        Message(Role.PLACEHOLDER, name="history"),
        Message(Role.USER, "{{ ticket }} ", attachments=(attachment,)),
    )
    inputs = (Input("ticket", required=True), Input("history", InputType.MESSAGES))
    schema = '{"type":"object","properties":{"why":{"type":"string"},"act":{"type":"string"}}}'
    content = a_release_content(inputs=inputs, output=OutputSchema("triage", schema))
    workshop.component("Be kind.\nAlways.")
    version = workshop.commit(replace(content, messages=messages))
    workshop.export(version)
    return version


@BOTH
def test_a_bundle_and_a_checkout_give_the_same_call(ask, workshop):
    version = conversing(workshop)

    bundled, checked_out = ask([of_bundle(workshop), of_checkout(workshop)])

    assert bundled == checked_out
    assert bundled["metadata"] == {"prompt": TRIAGE, "version": "1", "digest": version.digest}
    assert bundled["messages"][0] == {
        "role": "system",
        "content": 'Be kind.\nAlways.\n  Indented: yes\n\n- a "list"',
    }
    assert bundled["messages"][1]["content"].startswith("Where is my order? \n\nFile “faq.txt”")
    assert bundled["response_format"]["json_schema"]["name"] == "triage"


@BOTH
@pytest.mark.parametrize(
    ("pattern", "old", "new"),
    [
        ("prompts/**/versions/*.yaml", "Indented: yes", "Indented: no"),
        ("prompts/**/versions/*.yaml", "temperature: 0.2", "temperature: 0.9"),
        ("components/**/versions/*.yaml", "Be kind.", "Be rude."),
        (f"pins/dev/{TRIAGE}.yaml", "version: 1", "version: 2"),
        ("attachments/*", "refund", "return"),
    ],
    ids=["text", "parameter", "component", "pin", "attachment"],
)
def test_a_changed_checkout_is_refused(ask, workshop, pattern, old, new):
    conversing(workshop)
    workshop.tamper(pattern, old, new)

    [answer] = ask([of_checkout(workshop)])

    assert answer["error"] == "changed"


@BOTH
def test_a_bundle_with_one_byte_changed_is_refused(ask, workshop):
    question = of_bundle(workshop) if workshop.release() else {}

    [answer] = ask(
        [{**question, "bundle": question["bundle"].replace("Triage this", "Triage that")}]
    )

    assert answer["error"] == "changed"
    assert "make the bundle again" in answer["message"]


@BOTH
def test_errors_say_what_to_do(ask, workshop):
    workshop.release()

    answers = ask(
        [
            of_checkout(workshop, prompt="support/triages"),
            of_checkout(workshop, env="live"),
            of_bundle(workshop, env="prod"),
            of_checkout(workshop, interface=2),
            of_checkout(workshop, values={}),
        ]
    )

    for answer, due in zip(
        answers,
        (
            f"is not pinned in dev; {TRIAGE} is. Correct the path",
            "the registry has: dev, staging, prod",
            "workbench registry bundle prod -o prod.json",
            "has interface 1, and you ask for 2. Look at its inputs",
            "No value for ticket",
        ),
        strict=True,
    ):
        assert due in answer["message"]


@BOTH
def test_an_interface_is_a_number_and_no_yes(ask, workshop):
    workshop.release()

    [answer] = ask([of_checkout(workshop, interface=True)])

    assert answer["error"] == "interface"


@BOTH
@pytest.mark.parametrize(("severity", "refused"), [("block", True), ("advisory", False)])
def test_a_withdrawn_version_is_refused_where_it_must_not_be_used(ask, workshop, severity, refused):
    version = workshop.release()
    withdrawn = workshop.folder / f"prompts/{TRIAGE}/withdrawn"
    withdrawn.mkdir()
    (withdrawn / f"{version.digest[7:19]}.json").write_text(
        f'{{\n "reason": "It promised refunds",\n "severity": "{severity}"\n}}\n'
    )

    [answer] = ask([of_checkout(workshop)])

    assert (answer.get("error") == "withdrawn") is refused


@BOTH
def test_the_newest_statement_about_a_version_holds(ask, workshop):
    version = workshop.release()
    withdrawn = workshop.folder / f"prompts/{TRIAGE}/withdrawn"
    withdrawn.mkdir()
    errors = []
    for name, severity in (("", "advisory"), (".2", "block"), (".10", "none")):
        (withdrawn / f"{version.digest[7:19]}{name}.json").write_text(
            f'{{\n "reason": "It promised refunds",\n "severity": "{severity}"\n}}\n'
        )
        [answer] = ask([of_checkout(workshop)])
        errors.append(answer.get("error"))

    assert errors == [None, "withdrawn", None]


@BOTH
def test_a_registry_for_newer_readers_is_left_alone(ask, workshop):
    workshop.release()
    workshop.tamper("registry.yaml", 'min_reader: "1.0"', 'min_reader: "1.1"')

    [answer] = ask([of_checkout(workshop)])

    assert "Copy the newer one" in answer["message"]


def a_loop(workshop) -> dict:
    workshop.release(
        "{% for each in words %}{{ each|upper }} {% endfor %}",
        inputs=(Input("words", InputType.ARRAY),),
    )
    return of_bundle(workshop, values={"words": ["a", "b"]})


def test_full_templates_are_filled_in_by_jinja2(workshop):
    question = a_loop(workshop)

    prompt = reader.Registry(question["bundle"].encode()).get(TRIAGE, interface=1)

    assert prompt.messages(words=["a", "b"]) == [{"role": "user", "content": "A B "}]


def test_templates_stay_in_jinja2s_sandbox(workshop):
    workshop.release("{{ ticket.__class__.__mro__ }}{{ ticket|upper }}")
    registry = reader.Registry(of_bundle(workshop)["bundle"].encode())

    with pytest.raises(reader.RegistryError, match="cannot be filled in") as refused:
        registry.get(TRIAGE, interface=1).render(**VALUES)
    assert refused.value.code == "broken"


def test_without_jinja2_a_full_template_says_what_to_install(workshop, monkeypatch):
    question = a_loop(workshop)
    monkeypatch.setitem(sys.modules, "jinja2", None)

    with pytest.raises(reader.RegistryError, match="pip install jinja2"):
        reader.Registry(question["bundle"].encode()).get(TRIAGE, interface=1).render(words=["a"])


def test_without_nunjucks_a_full_template_says_what_to_install(workshop):
    from tests.readers.asking import by_node

    [answer] = by_node([a_loop(workshop)])

    assert answer["error"] == "needs-engine"
    assert "npm install nunjucks" in answer["message"]
