"""What an environment uses, as one JSON file for the applications that run there.

The same registry gives the same bytes: keys are sorted, except within schemas, whose order
reaches the model. `digest` is that of everything else in the file, so that a reader finds a
changed byte before it uses any of it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.digests import document_digest

SPEC = "prompt-bundle/1"


@dataclass(frozen=True, slots=True)
class BundledVersion:
    """A version that callers may get. `weight`: the per cent of keys that get it in a rollout."""

    digest: str
    version: int
    interface: int
    weight: int = 0


@dataclass(frozen=True, slots=True)
class BundledWithdrawal:
    digest: str
    severity: str
    reason: str


@dataclass(frozen=True, slots=True)
class BundledPrompt:
    pinned: BundledVersion
    rollout: tuple[BundledVersion, ...] = ()
    withdrawn: tuple[BundledWithdrawal, ...] = ()
    """Those of the versions above."""


def write_bundle(
    *,
    registry: str,
    environment: str,
    prompts: Mapping[str, BundledPrompt],
    contents: Mapping[str, Mapping[str, Any]],
    attachments: Mapping[str, bytes],
) -> str:
    """`contents` and `attachments` are by digest; components are contents as prompts are."""
    return (
        json.dumps(
            sealed(
                {
                    "spec": SPEC,
                    "registry": registry,
                    "environment": environment,
                    "prompts": {path: _prompt(prompts[path]) for path in sorted(prompts)},
                    "contents": {digest: _content(contents[digest]) for digest in sorted(contents)},
                    "attachments": {
                        digest: base64.b64encode(attachments[digest]).decode()
                        for digest in sorted(attachments)
                    },
                }
            ),
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )


def sealed(document: Mapping[str, Any]) -> dict[str, Any]:
    """With the digest of all the rest, in sorted order."""
    rest = {key: document[key] for key in document if key != "digest"}
    return dict(sorted({**rest, "digest": document_digest(rest)}.items()))


def _prompt(prompt: BundledPrompt) -> dict[str, Any]:
    document: dict[str, Any] = _version(prompt.pinned)
    if prompt.rollout:
        document["rollout"] = [_version(each) for each in prompt.rollout]
    if prompt.withdrawn:
        document["withdrawn"] = [
            {"digest": each.digest, "reason": each.reason, "severity": each.severity}
            for each in prompt.withdrawn
        ]
    return dict(sorted(document.items()))


def _version(version: BundledVersion) -> dict[str, Any]:
    document = {
        "digest": version.digest,
        "interface": version.interface,
        "version": version.version,
    }
    return document | ({"weight": version.weight} if version.weight else {})


def _content(document: Mapping[str, Any]) -> dict[str, Any]:
    """Sorted as far as order means nothing."""
    ordered: dict[str, Any] = _sorted(document)
    if "schema" in (document.get("output") or {}):
        ordered["output"]["schema"] = document["output"]["schema"]
    for tool, source in zip(ordered.get("tools") or [], document.get("tools") or [], strict=True):
        if "parameters" in source:
            tool["parameters"] = source["parameters"]
    return ordered


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return value
