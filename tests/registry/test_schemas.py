"""The published schemas describe the files that are really written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.registry.workshop import a_workshop, know_a_person
from workbench.formats import strict_yaml
from workbench.registry.starting import RESOURCES

SCHEMAS = Path(__file__).parents[2] / "resources" / "registry" / "schema"
WRITTEN = {
    "prompt-registry-1": "registry.yaml",
    "prompt-policy-1": "policy.yaml",
    "prompt-card-1": "prompts/**/prompt.yaml",
    "prompt-version-1": "prompts/**/versions/*.yaml",
    "prompt-pin-1": "pins/**/*.yaml",
    "prompt-event-1": "prompts/**/log/*.json",
    "approval-1": "prompts/**/approvals/*.json",
    "evidence-1": "prompts/**/evidence/*.json",
}


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Versions, pins, events, an approval and its evidence; nobody changes them."""
    with pytest.MonkeyPatch.context() as patch:
        know_a_person(tmp_path_factory.mktemp("git"), patch)
        return a_released(a_workshop(tmp_path_factory.mktemp("released") / "registry"))


def a_released(workshop):
    first = workshop.release()
    report = workshop.reported(first, "One.")
    evidence = workshop.evidence.named("Refund answers", first.prompt_id, first.digest)
    assert report
    workshop.approve(first, evidence=[evidence], approver="bo@acme.example")
    workshop.releases.export(workshop.plan(first))
    workshop.release("Triage this well:\n{{ ticket }}")
    return workshop


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_that_is_written_fits_its_schema(released, name):
    files = released.files(WRITTEN[name])

    assert files
    for file in files:
        data = (released.folder / file).read_bytes()
        document = json.loads(data) if file.endswith(".json") else strict_yaml.read(data, "").value
        validator(name).validate(document)


def test_a_bundle_fits_its_schema(released):
    bundle = json.loads(released.registry.bundle(released.folder, "dev").text)

    validator("prompt-bundle-1").validate(bundle)
    with pytest.raises(jsonschema.ValidationError):
        validator("prompt-bundle-1").validate({**bundle, "prompts": {"Not a path": {}}})


def test_a_new_registry_holds_the_schemas_of_its_files():
    published = {f"schema/{file.name}" for file in SCHEMAS.iterdir()}

    assert published - {"schema/prompt-bundle-1.json"} == {
        path for path in RESOURCES if path.startswith("schema/")
    }


def test_a_registry_of_an_earlier_release_lacks_schemas_and_is_valid(workshop):
    shutil.rmtree(workshop.folder / "schema")
    workshop.commit_all()
    workshop.release()

    assert workshop.verify() == []
