from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import NOON, a_content, a_prompt
from workbench.domain.errors import FileProblem, InvalidContent
from workbench.domain.prompts import (
    Input,
    InputType,
    Label,
    Message,
    ModelChoice,
    OutputSchema,
    Role,
    Tool,
)
from workbench.formats import registry_files, version_file
from workbench.formats.content import as_hashed

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "registry"
SCHEMA = json.loads((ROOT / "resources/registry/schema/prompt-version-1.json").read_text())
CONTENT = a_content(
    "Sort {{ ticket }} for {{ company }}.\n\n- Be brief.  \n- Be kind.",
    inputs=(Input("ticket", required=True, max_length=8000), Input("company"),
            Input("history", InputType.MESSAGES)),
    output=OutputSchema(
        "triage", '{"type":"object","properties":{"b":{},"a":{"enum":["no","on"]}}}'
    ),
    tools=(Tool("look_up", "Look an order up", '{"type":"object","properties":{}}'),),
    model=ModelChoice("openai/gpt-4o-mini", params=(("temperature", 0.2), ("max_tokens", 800))),
)  # fmt: skip


def a_record(content=CONTENT, **fields):
    known = {
        "prompt": "support/triage",
        "version": 2,
        "interface": 1,
        "author": "dana@acme.example",
        "created_at": NOON,
        "note": "Ask for the order number first",
        "parents": ("sha256:" + "0a" * 32,),
    }
    return version_file.a_record(content, **{**known, **fields})


def test_a_version_is_read_as_it_was_written():
    record = a_record()

    read = version_file.read(version_file.write(CONTENT, record).encode(), "v.yaml")

    assert (read.content, read.record) == (CONTENT, record)


@pytest.mark.parametrize("name", ["version.yaml", "version-of-a-prototype.yaml"])
def test_a_golden_file_is_in_the_one_layout(name):
    data = (GOLDEN / name).read_bytes()

    read = version_file.read(data, name)

    assert version_file.layout(read.document.value).encode() == data
    assert read.record.reason == "Ask for the order number first"


def test_what_is_written_today_is_the_golden_file():
    assert (
        version_file.write(CONTENT, a_record()).encode() == (GOLDEN / "version.yaml").read_bytes()
    )


def test_the_files_fit_the_vendored_schema():
    for name in ("version.yaml", "version-of-a-prototype.yaml"):
        jsonschema.Draft202012Validator(SCHEMA).validate(
            yaml.safe_load((GOLDEN / name).read_text())
        )


@UNHURRIED
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs",)), max_size=40), min_size=1, max_size=3
    )
)
def test_any_text_keeps_its_digest(texts):
    content = as_hashed(a_content(*texts))
    record = a_record(content)

    read = version_file.read(version_file.write(content, record).encode(), "v.yaml")

    assert read.content == content


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("role: user", "role: boss", "content.messages[0].role"),
        ("version: 2", "version: two", "record.version"),
        ("version: 2", "version: 0", "record.version"),
        ("  author: dana@acme.example\n", "", "record"),
        ("  digest: sha256:", "  digest: md5:", "record.digest"),
        ('created: "2026', 'created: "MMXXVI', "record.created"),
        ("schema: prompt-content/1", "schema: prompt-content/9", "content.schema"),
        ("max_tokens: 800", "max_tokens: 9007199254740993", "content.model.params.max_tokens"),
        ("name: triage", "nome: triage", "content.output"),
        ("    schema:\n", '    schema_text: "{}"\n    schema:\n', "content.output.schema_text"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line_and_field(old, new, field):
    text = version_file.write(CONTENT, a_record()).replace(old, new, 1)

    with pytest.raises(FileProblem) as refused:
        version_file.read(text.encode(), "v.yaml")

    line = text.splitlines()[(refused.value.line or 0) - 1]
    assert (refused.value.file, refused.value.field) == ("v.yaml", field)
    assert line.strip("- ").startswith(field.rpartition(".")[2])


@pytest.mark.parametrize("extra", ["extra: 1\n", "  colour: red\n"])
def test_what_this_release_does_not_know_is_refused(extra):
    text = version_file.write(CONTENT, a_record()) + extra

    with pytest.raises(FileProblem, match="unknown field"):
        version_file.read(text.encode(), "v.yaml")


def test_a_record_for_another_content_is_refused():
    with pytest.raises(InvalidContent, match="the digest is"):
        version_file.write(replace(CONTENT, messages=(Message(Role.USER, "other"),)), a_record())


def test_a_card_keeps_what_the_team_added():
    old = "spec: prompt-card/1\nprompt: greetings/hello\nstatus: deprecated\nreplaced_by: a/b\n"
    prompt = a_prompt(title="Hello", labels=(Label("tone", "warm"), Label("tone", "brief")))

    card = yaml.safe_load(registry_files.write_card(prompt, old))

    assert card == {
        "spec": "prompt-card/1",
        "prompt": "greetings/hello",
        "status": "deprecated",
        "replaced_by": "a/b",
        "title": "Hello",
        "labels": {"tone": ["warm", "brief"]},
    }


def test_a_card_that_says_the_same_is_left_as_it_is():
    old = "# ours\nspec: prompt-card/1\nprompt: greetings/hello\ntitle: Hello\nstatus: active\n"

    assert registry_files.write_card(a_prompt(title="Hello"), old) == old
