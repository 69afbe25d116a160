"""The published schemas and the readers of a registry take the same documents.

What a schema cannot say is said by the reader alone: a key that stands twice, a whole number with
a point, a label's pattern that is none.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.domain.prompts import PATH_PATTERN, Label, Prompt, PromptKind
from workbench.domain.releases import RegistrySetup
from workbench.formats import canonical_yaml, registry_files, strict_json, strict_yaml
from workbench.formats.json_validation import checker, schema_violations
from workbench.formats.registry_files import Withdrawal
from workbench.formats.registry_statements import new_event
from workbench.registry.contents import read_contents
from workbench.registry.first_policy import policy_text, trust_files
from workbench.registry.rules_labels import labels_are_known
from workbench.registry.starting import SCHEMAS
from workbench.registry.tree import RegistryTree

FOLDER = Path(__file__).parents[2] / "resources" / "registry" / "schema"
DIGEST, OTHER = "sha256:" + "0a" * 32, "sha256:" + "1b" * 32
EVENT = {
    "spec": "prompt-event/1",
    "registry": "acme",
    "prompt": "support/triage",
    "at": "2026-11-21T12:00:00Z",
    "actor": "dana@acme.example",
    "parents": [OTHER],
}
PINNED = {
    "environment": "dev",
    "to": DIGEST,
    "from": OTHER,
    "rollout": [{"digest": OTHER, "weight": 10}],
    "approvals": [OTHER],
    "evidence": [OTHER],
}
STATED = {"digest": DIGEST, "version": 2, "severity": "block", "statement": OTHER, "number": 2}
DATA = {
    "publish": {"digest": DIGEST, "version": 2},
    "import": {"digest": DIGEST, "version": 2},
    "renumber": {"digest": DIGEST, "from": 2, "version": 3, "interface": 2, "reason": "Both"},
    "approve-recorded": {"digest": DIGEST, "environment": "dev", "approvals": [OTHER]},
    "promote": PINNED | {"reason": "Better"},
    "rollback": {key: PINNED[key] for key in ("environment", "from")} | {"ended": []},
    "withdraw": STATED,
    "reinstate": STATED | {"severity": "none"},
    "deprecate": {"replaced_by": "support/sorting"},
    "archive": {"unpinned": ["dev"]},
    "activate": {"reason": "Back"},
}
WHOLE = {
    "registry.yaml": {
        "spec": "prompt-registry/1",
        "registry": "acme",
        "digest": "sha256",
        "environments": ["dev", "prod"],
        "min_reader": "1.0",
    },
    "policy.yaml": {
        "spec": "prompt-policy/1",
        "level": "signed",
        "environments": {
            "dev": {"approvals": []},
            "prod": {
                "approvals": [{"role": "owner", "count": 2}, {}],
                "not_author": True,
                "signed": True,
                "promote_from": "dev",
                "evidence": [
                    {
                        "suite": "refunds",
                        "min_cases": 20,
                        "max_age_days": 30,
                        "metrics": {"pass_rate": {"min": 0.5, "max_drop": 0.25}},
                    }
                ],
                "rollback_approvals": 0,
                "may_approve": ["owner"],
                "may_export": [],
                "may_pin": ["dana@acme.example"],
            },
        },
    },
    "trust/roles.yaml": {
        "spec": "prompt-roles/1",
        "roles": {"owner": [{"who": "dana@acme.example", "prompts": "support/**"}], "safety": []},
    },
    "taxonomy.yaml": {
        "spec": "prompt-taxonomy/1",
        "labels": {
            "risk": {"values": ["low", "high"], "required": True},
            "language": {"pattern": "[a-z]{2}"},
        },
    },
    "models.yaml": {
        "spec": "prompt-models/1",
        "models": {"openai/gpt-4o": {"dev": "openai/gpt-4o", "prod": "azure/gpt4o-prd"}},
    },
    "prompts/support/triage/prompt.yaml": {
        "spec": "prompt-card/1",
        "prompt": "support/triage",
        "title": "Triage",
        "status": "deprecated",
        "replaced_by": "support/sorting",
        "owners": ["dana@acme.example"],
        "labels": {"risk": "low", "language": ["en", "de"]},
    },
    "prompts/support/triage/withdrawn/0a0a0a0a0a0a.2.json": {
        "spec": "prompt-withdrawal/1",
        "prompt": "support/triage",
        "digest": DIGEST,
        "severity": "none",
        "reason": "It was not",
        "at": "2026-11-21T12:00:00Z",
        "actor": "dana@acme.example",
    },
    **{
        f"prompts/support/triage/log/2026-11-21T120000Z-{kind}-0a0a0a0a0a0a.json": {
            **EVENT,
            "type": kind,
            "data": data,
        }
        for kind, data in DATA.items()
    },
}
NAMES = {
    "registry.yaml": "prompt-registry-1",
    "policy.yaml": "prompt-policy-1",
    "roles.yaml": "prompt-roles-1",
    "taxonomy.yaml": "prompt-taxonomy-1",
    "models.yaml": "prompt-models-1",
    "prompt.yaml": "prompt-card-1",
}
SCHEMA = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in SCHEMAS}
CHECKS = {name: checker(schema) for name, schema in SCHEMA.items()}
INSTEAD = st.sampled_from(
    (
        *(None, True, "", "none", "x", "Not a path", "a/b", "dev", DIGEST),
        *(0, 1, 2, 101, -1, 0.5),
        *([], {}, ["dev", "dev"], ["x"], [1], [{}], [DIGEST], {"x": "y"}, {"x": []}),
    )
)


def schema_of(path: str) -> str:
    if "/withdrawn/" in path:
        return "prompt-withdrawal-1"
    return NAMES.get(path.rpartition("/")[2], "prompt-event-1")


def refused_by_schema(path: str, document: dict) -> bool:
    return bool(CHECKS[schema_of(path)](document))


def refused_by_reader(path: str, document: dict) -> bool:
    prompt = document.get("prompt")
    if path.endswith("prompt.yaml") and isinstance(prompt, str) and PATH_PATTERN.fullmatch(prompt):
        path = f"prompts/{prompt}/prompt.yaml"
    text = (strict_json if path.endswith(".json") else canonical_yaml).write(document)
    return refused_text(path, text)


def refused_text(path: str, text: str) -> bool:
    contents = read_contents(RegistryTree({path: text.encode()}))
    return bool(contents.problems) or any(True for _ in labels_are_known(contents))


def steps_in(value, here=()):
    """Where something stands that can be changed."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield (*here, key)
        if isinstance(item, dict | list):
            yield from steps_in(item, (*here, key))


def inner(document, steps):
    for step in steps:
        document = document[step]
    return document


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_that_names_itself(name):
    assert schema_violations(SCHEMA[name]) == []
    assert SCHEMA[name]["$id"] == f"{name}.json"


@pytest.mark.parametrize("path", WHOLE)
def test_a_document_with_every_field_is_taken_by_both(path):
    assert CHECKS[schema_of(path)](WHOLE[path]) == []
    assert not refused_by_reader(path, WHOLE[path])


@pytest.mark.parametrize("path", WHOLE)
def test_without_any_one_field_both_say_the_same(path):
    for steps in list(steps_in(WHOLE[path])):
        document = copy.deepcopy(WHOLE[path])
        del inner(document, steps[:-1])[steps[-1]]
        assert refused_by_schema(path, document) == refused_by_reader(path, document), steps


@pytest.mark.parametrize("path", WHOLE)
def test_with_one_field_more_both_say_the_same(path):
    for steps in [(), *steps_in(WHOLE[path])]:
        document = copy.deepcopy(WHOLE[path])
        if isinstance(place := inner(document, steps), dict):
            place["misspelt"] = {}
            assert refused_by_schema(path, document) == refused_by_reader(path, document), steps


@given(st.data())
def test_with_anything_in_the_place_of_a_field_both_say_the_same(data):
    path = data.draw(st.sampled_from(list(WHOLE)))
    document = copy.deepcopy(WHOLE[path])
    steps = data.draw(st.sampled_from(list(steps_in(document))))
    inner(document, steps[:-1])[steps[-1]] = data.draw(INSTEAD)

    assert refused_by_schema(path, document) == refused_by_reader(path, document)


POLICY, ROLES, REGISTRY = "policy.yaml", "trust/roles.yaml", "registry.yaml"
CARD = "prompts/support/triage/prompt.yaml"


def event_path(kind):
    return next(path for path in WHOLE if f"-{kind}-" in path)


@pytest.mark.parametrize(
    ("path", "place", "value"),
    [
        (REGISTRY, ("environments",), []),
        (REGISTRY, ("environments",), ["dev", "dev"]),
        (REGISTRY, ("environments",), ["Dev"]),
        (REGISTRY, ("environments",), ["a/b"]),
        (REGISTRY, ("environments",), ["a" * 41]),
        (REGISTRY, ("environments",), "dev"),
        (REGISTRY, ("registry",), ""),
        (REGISTRY, ("min_reader",), "v2.0"),
        (REGISTRY, ("min_reader",), "9" * 5000),
        (REGISTRY, ("spec",), "prompt-registry/2"),
        (POLICY, ("enviroments",), {}),
        (POLICY, ("level",), "strict"),
        (POLICY, ("environments", "prod", "not_autor"), True),
        (POLICY, ("environments", "prod", "not_author"), "yes"),
        (POLICY, ("environments", "prod", "approvals"), {}),
        (POLICY, ("environments", "prod", "approvals", 0, "count"), 0),
        (POLICY, ("environments", "prod", "approvals", 0, "count"), -1),
        (POLICY, ("environments", "prod", "rollback_approvals"), -1),
        (POLICY, ("environments", "prod", "evidence", 0, "min_cases"), -1),
        (POLICY, ("environments", "prod", "evidence", 0, "max_age_days"), -1),
        (POLICY, ("environments", "prod", "evidence", 0, "metrics", "f1"), {"minimum": 1}),
        (ROLES, ("roles", "owner"), "dana@acme.example"),
        (ROLES, ("roles", "owner", 0, "prompt"), "**"),
        ("taxonomy.yaml", ("labels", "risk", "values"), "low"),
        ("models.yaml", ("models", "openai/gpt-4o", "dev"), ""),
        (CARD, ("labels", "risk"), 1),
        (CARD, ("status",), "gone"),
        (event_path("publish"), ("data", "digest"), [DIGEST]),
        (event_path("publish"), ("data", "version"), 0),
        (event_path("promote"), ("data", "approvals"), 7),
        (event_path("promote"), ("data", "rollout", 0, "weight"), 101),
        (event_path("renumber"), ("data", "from"), DIGEST),
        (event_path("archive"), ("data", "unpinned"), "dev"),
        (event_path("reinstate"), ("data", "number"), 0),
        (event_path("activate"), ("type",), "revive"),
    ],
)
def test_what_is_no_such_document_is_refused_by_both(path, place, value):
    document = copy.deepcopy(WHOLE[path])
    inner(document, place[:-1])[place[-1]] = value

    assert refused_by_schema(path, document)
    assert refused_by_reader(path, document)


@pytest.mark.parametrize(
    ("path", "document"),
    [
        (POLICY, {"spec": "prompt-policy/1"}),
        (ROLES, {"spec": "prompt-roles/1", "roles": {}}),
        ("taxonomy.yaml", {"spec": "prompt-taxonomy/1", "labels": {"risk": {"values": []}}}),
        ("models.yaml", {"spec": "prompt-models/1", "models": {}}),
        (REGISTRY, {"spec": "prompt-registry/1", "registry": "acme", "team": "Support"}),
        (CARD, {"spec": "prompt-card/1", "prompt": "support/triage", "slack": "#support"}),
        (
            "prompts/support/triage/withdrawn/0a0a0a0a0a0a.json",
            {"severity": "advisory", "reason": "An early one"},
        ),
        (event_path("activate"), {**EVENT, "type": "activate"}),
        (event_path("archive"), {**EVENT, "type": "archive"}),
    ],
)
def test_the_least_that_such_a_document_says_is_taken_by_both(path, document):
    assert not refused_by_schema(path, document)
    assert not refused_by_reader(path, document)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ROLES, "spec: prompt-roles/1\nroles:\n  owner: []\n  owner: []\n"),
        (POLICY, "spec: prompt-policy/1\nenvironments:\n  dev: {}\n  dev: {}\n"),
        (POLICY, "spec: prompt-policy/1\nenvironments:\n  dev:\n    rollback_approvals: 1.0\n"),
        ("taxonomy.yaml", 'spec: prompt-taxonomy/1\nlabels:\n  risk:\n    pattern: "("\n'),
    ],
)
def test_what_a_schema_cannot_say_the_reader_refuses(path, text):
    assert refused_text(path, text)


environments = st.lists(
    st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True), min_size=1, unique=True
)


@given(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), environments)
def test_every_registry_that_is_written_fits(name, names):
    text = registry_files.write_registry(name, tuple(names))

    assert CHECKS["prompt-registry-1"](strict_yaml.read(text.encode(), "").value) == []


@given(environments, st.sampled_from(("recorded", "forge-reviewed", "signed")))
def test_every_first_policy_and_its_roles_fit(names, level):
    setup = RegistrySetup(environments=tuple(names), level=level)
    files = {POLICY: policy_text(setup)} | trust_files(setup, whole_repository=True)

    for path in {POLICY, ROLES} & files.keys():
        document = strict_yaml.read(files[path].encode(), path).value
        assert CHECKS[schema_of(path)](document) == []
        assert not refused_text(path, files[path])


labels = st.builds(Label, st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.text(max_size=9))


@given(
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(labels, max_size=4),
    st.sampled_from(("active", "deprecated", "archived")),
)
@example("", "", [], "active")
def test_every_card_that_is_written_fits(title, owner, found, status):
    kind = PromptKind.PROMPT
    prompt = Prompt("1", "support/triage", kind, title, title, owner, tuple(found))
    card = registry_files.write_status(registry_files.write_card(prompt), status, "support/other")

    assert CHECKS["prompt-card-1"](strict_yaml.read(card.encode(), "").value) == []
    assert not refused_text(CARD, card)


@given(st.sampled_from(("advisory", "block", "none")), st.text(max_size=30))
def test_every_withdrawal_that_is_written_fits(severity, reason):
    stated = Withdrawal(prompt="a/b", digest=DIGEST, severity=severity, reason=reason)

    assert CHECKS["prompt-withdrawal-1"](json.loads(registry_files.write_withdrawal(stated))) == []


@given(st.sampled_from(list(DATA)), st.text(max_size=30))
def test_every_event_that_is_written_fits(kind, reason):
    fields = {"registry": "acme", "prompt": "a/b", "at": EVENT["at"], "actor": EVENT["actor"]}
    data = DATA[kind] | {"reason": reason}
    _logged, text = new_event(kind=kind, parents=(), data=data, **fields)

    assert CHECKS["prompt-event-1"](json.loads(text)) == []
    assert not refused_text(event_path(kind), text)
