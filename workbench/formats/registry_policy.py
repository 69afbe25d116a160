"""`policy.yaml` and `trust/`: what a registry asks, who holds which role, whose keys count."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from workbench.domain.errors import FileProblem
from workbench.domain.release_policy import (
    ApprovalDemand,
    EnvironmentPolicy,
    Grant,
    Level,
    Policy,
    Roles,
    SuiteDemand,
    Threshold,
)
from workbench.formats.strict_yaml import Place, StrictDocument, decoded
from workbench.formats.version_file import converted

NAMESPACE = "prompt-approval@v1"
KEY_TYPE = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9-]+(?:@openssh\.com)?")


@dataclass(frozen=True, slots=True)
class _PolicyFile:
    spec: Literal["prompt-policy/1"]
    level: Level = "recorded"
    environments: dict[str, EnvironmentPolicy] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _RolesFile:
    spec: Literal["prompt-roles/1"]
    roles: dict[str, tuple[Grant, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signer:
    """A line of `trust/allowed_signers`: whose key it is, for which namespaces."""

    principals: tuple[str, ...]
    namespaces: tuple[str, ...]
    line: int
    key: str = ""
    """The public key, or that of an authority which names people in its certificates."""
    authority: bool = False


def policy_in(document: StrictDocument, file: str) -> Policy:
    """Raises `FileProblem` for what is not understood: a word misspelt would ask for nothing."""
    read: _PolicyFile = converted(document, _PolicyFile, file)
    _refuse_unknown(document, (), _PolicyFile, file)
    for name, rules in document.value.get("environments", {}).items():
        place = ("environments", name)
        _refuse_unknown(document, place, EnvironmentPolicy, file)
        for index, _demand in enumerate(rules.get("approvals", ())):
            _refuse_unknown(document, (*place, "approvals", index), ApprovalDemand, file)
        for index, demand in enumerate(rules.get("evidence", ())):
            suite = (*place, "evidence", index)
            _refuse_unknown(document, suite, SuiteDemand, file)
            for metric in demand.get("metrics", {}):
                _refuse_unknown(document, (*suite, "metrics", metric), Threshold, file)
    return Policy(read.level, read.environments)


def roles_in(document: StrictDocument, file: str) -> Roles:
    read: _RolesFile = converted(document, _RolesFile, file)
    _refuse_unknown(document, (), _RolesFile, file)
    for role, grants in document.value.get("roles", {}).items():
        for index, _grant in enumerate(grants):
            _refuse_unknown(document, ("roles", role, index), Grant, file)
    return read.roles


def read_signers(data: bytes, file: str) -> tuple[Signer, ...]:
    return tuple(_signers(decoded(data, file), file))


def _signers(text: str, file: str) -> Iterator[Signer]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            words = shlex.split(line, posix=True)
        except ValueError as error:
            raise FileProblem("has a quote that does not end", file=file, line=number) from error
        at = next((i for i, word in enumerate(words) if KEY_TYPE.fullmatch(word)), 0)
        if at not in (1, 2) or len(words) < at + 2:
            raise FileProblem("is not a signer: PRINCIPAL OPTIONS KEY", file=file, line=number)
        yield Signer(
            tuple(words[0].split(",")),
            _namespaces(words[1:at]),
            number,
            words[at + 1],
            any("cert-authority" in option.split(",") for option in words[1:at]),
        )


def _namespaces(options: list[str]) -> tuple[str, ...]:
    found = re.search(r"namespaces=([^ ]+?)(?:,(?:valid-|cert-)|$)", " ".join(options))
    return tuple(found[1].split(",")) if found else ()


def _refuse_unknown(document: StrictDocument, place: Place, kind: type[Any], file: str) -> None:
    value = document.value
    for key in place:
        value = value[key]
    known = {each.name for each in fields(kind)}
    for name in value:
        if name not in known:
            dotted = ".".join(str(part) for part in (*place, name))
            line = document.line((*place, name))
            raise FileProblem("is not a field that is known", file=file, line=line, field=dotted)
