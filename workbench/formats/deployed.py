"""What an application says that it uses: a bundle, or the log lines of its calls."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from workbench.domain.errors import FileProblem

LARGEST_BUNDLE = 256 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
AROUND = ("metadata", "prompt_metadata", "extra", "attributes")
"""Where in a log line the three fields may be, beside its top."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A version that was seen. `line`: where first, in a log."""

    prompt: str
    version: int | None
    digest: str
    line: int | None = None


def read_bundle(data: bytes, file: str) -> tuple[str, list[Deployed]]:
    """The environment, and what callers may get. Raises `FileProblem`.

    The bundle's own reader checks its bytes; here only its names and digests count.
    """
    try:
        document = json.loads(data.decode("utf-8"))
        if not str(document["spec"]).startswith("prompt-bundle/"):
            raise ValueError("no bundle")
        found = [
            Deployed(str(path), _number(each.get("version")), str(each["digest"]))
            for path, prompt in document["prompts"].items()
            for each in (prompt, *(prompt.get("rollout") or ()))
        ]
        return str(document["environment"]), found
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileProblem("is not a bundle that can be read", file=file) from error


def read_log(lines: Iterable[bytes]) -> Iterator[Deployed]:
    """Each version once. Lines that say nothing about prompts are left out."""
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, 1):
        if b'"digest"' not in line or len(line) > LONGEST_LINE:
            continue
        try:
            document = json.loads(line)
        except (ValueError, RecursionError):
            continue
        found = _entry(document)
        if found and (found["prompt"], found["digest"]) not in seen:
            seen.add((found["prompt"], found["digest"]))
            version = _number(found.get("version"))
            yield Deployed(found["prompt"], version, found["digest"], number)


def _entry(document: Any) -> dict[str, Any] | None:
    if not isinstance(document, dict):
        return None
    for each in (document, *(document.get(name) for name in AROUND)):
        if (
            isinstance(each, dict)
            and isinstance(each.get("prompt"), str)
            and isinstance(each.get("digest"), str)
        ):
            return each
    return None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None
