"""The registry's smaller YAML files: registry.yaml, a prompt's card, a pin."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import msgspec

from workbench.domain.errors import FileProblem
from workbench.domain.prompts import Label, Prompt
from workbench.domain.releases import ENVIRONMENT_NAME, ENVIRONMENTS
from workbench.formats import canonical_reading, canonical_yaml, strict_json, strict_yaml
from workbench.formats.strict_yaml import StrictDocument
from workbench.formats.version_file import converted

STATUS_LINE = re.compile(r"^status:[^\n]*\n", re.MULTILINE)
REPLACED_LINE = re.compile(r"^replaced_by:[^\n]*\n", re.MULTILINE)
READER = (1, 0)
"""The version of the registry format that this release reads and writes."""


class RegistryFile(msgspec.Struct, frozen=True, kw_only=True):
    spec: Literal["prompt-registry/1"]
    registry: Annotated[str, msgspec.Meta(min_length=1)]
    digest: Literal["sha256"] = "sha256"
    environments: list[str] = msgspec.field(default_factory=lambda: list(ENVIRONMENTS))
    min_reader: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,9}([.][0-9]{1,9})*\Z")] = "1.0"

    @property
    def readable(self) -> bool:
        """Whether this release is new enough for the registry."""
        parts = [int(part) for part in self.min_reader.split(".")]
        return tuple(parts) <= READER


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Unknown fields are the team's own and are kept."""

    spec: Literal["prompt-card/1"]
    prompt: str
    title: str = ""
    description: str = ""
    status: Literal["active", "deprecated", "archived"] = "active"
    replaced_by: str = ""
    owners: list[str] = []
    labels: dict[str, str | list[str]] = {}


class PinFile(msgspec.Struct, frozen=True, kw_only=True):
    spec: Literal["prompt-pin/1"]
    prompt: str
    environment: str
    version: int
    digest: str
    interface: int
    event: str
    previous: str = ""
    rollout: list[dict[str, Any]] = []

    @property
    def canaries(self) -> tuple[str, ...]:
        """Digests of what some callers get; "" for a part that names none."""
        return tuple(str(part.get("digest", "")) for part in self.rollout)

    @property
    def in_use(self) -> tuple[str, ...]:
        return (self.digest, *self.canaries)


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """`withdrawn/<digest12>.json`: a version that is not to be used any more. What is said of it
    later, more severely or to take it back (`none`), is a file of its own, `<digest12>.2.json`."""

    spec: Literal["prompt-withdrawal/1"] = "prompt-withdrawal/1"
    prompt: str = ""
    digest: Annotated[str, msgspec.Meta(pattern=r"^(sha256:[0-9a-f]{64})?\Z")] = ""
    severity: Literal["advisory", "block", "none"]
    reason: str
    at: str = ""
    actor: str = ""


def read_registry(data: bytes, file: str) -> RegistryFile:
    document = strict_yaml.read(data, file)
    registry: RegistryFile = converted(document, RegistryFile, file)
    if not registry.environments:
        line = document.line(("environments",))
        raise FileProblem("names none", file=file, line=line, field="environments")
    for index, name in enumerate(registry.environments):
        wrong = ""
        if not ENVIRONMENT_NAME.fullmatch(name):
            wrong = f"{name!r} cannot be the name of one: small letters, digits and hyphens"
        elif name in registry.environments[:index]:
            wrong = f"{name} is there twice"
        if wrong:
            line = document.line(("environments", index))
            raise FileProblem(wrong, file=file, line=line, field="environments")
    return registry


def read_card(data: bytes, file: str) -> tuple[Card, StrictDocument]:
    document = canonical_reading.read(data, file)
    return converted(document, Card, file), document


def read_pin(data: bytes, file: str) -> tuple[PinFile, StrictDocument]:
    document = canonical_reading.read(data, file)
    return converted(document, PinFile, file), document


def write_registry(name: str, environments: tuple[str, ...]) -> str:
    document = {
        "spec": "prompt-registry/1",
        "registry": name,
        "digest": "sha256",
        "environments": list(environments),
        "min_reader": ".".join(str(part) for part in READER),
    }
    return canonical_yaml.write(document)


def write_pin(pin: PinFile) -> str:
    fields = {key: value for key, value in msgspec.to_builtins(pin).items() if value}
    return canonical_yaml.write(fields)


def write_card(prompt: Prompt, old: str | None = None) -> str:
    """The card of a prompt. Its status stays: changes of the registry decide it, not the archive
    of a workspace. What a team added to the `old` one is kept, and if nothing of ours changes, its
    text is left as it is, with its comments."""
    before: dict[str, Any] = strict_yaml.read(old.encode(), "").value if old else {}
    after = before | _card_fields(prompt, str(before.get("status", "active")))
    owners = before.get("owners") or []
    if owners and owners[:1] == after["owners"]:
        # A workspace knows the first of them
        after["owners"] = owners
    for name in ("title", "description"):
        if not after[name]:
            del after[name]
    return old if old and after == before else canonical_yaml.write(after)


def write_status(old: str, status: str, replaced_by: str = "") -> str:
    """The card with another status; the rest as it was, with its comments where that goes."""
    before: dict[str, Any] = strict_yaml.read(old.encode(), "").value
    after = before | {"status": status, "replaced_by": replaced_by}
    line = f"status: {status}\n"
    if replaced_by:
        line += canonical_yaml.write({"replaced_by": replaced_by})
    else:
        del after["replaced_by"]
    text = STATUS_LINE.sub(line, REPLACED_LINE.sub("", old), count=1)
    kept = strict_yaml.read(text.encode(), "").value == after
    return text if kept else canonical_yaml.write(after)


def write_withdrawal(withdrawal: Withdrawal) -> str:
    return strict_json.write(msgspec.to_builtins(withdrawal))


def _card_fields(prompt: Prompt, status: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "spec": "prompt-card/1",
        "prompt": prompt.path,
        "title": prompt.title,
        "description": prompt.description,
        "status": status,
    }
    if prompt.owner:
        fields["owners"] = [prompt.owner]
    if prompt.labels:
        fields["labels"] = _label_document(prompt.labels)
    return fields


def _label_document(labels: tuple[Label, ...]) -> dict[str, str | list[str]]:
    facets: dict[str, list[str]] = {}
    for label in labels:
        facets.setdefault(label.facet, []).append(label.value)
    return {facet: found[0] if len(found) == 1 else found for facet, found in facets.items()}


def labels_of(card: Card) -> tuple[Label, ...]:
    return tuple(
        Label(facet, value)
        for facet, values in card.labels.items()
        for value in ([values] if isinstance(values, str) else values)
    )
