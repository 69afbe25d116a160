"""Plays the browser of a reviewer: makes the signed results that a review pack gives back.

It follows the description of the files (docs/review-files.md) and uses nothing of what reads
them, so that both are held to the same words. For every test that takes results in:

    pack = a_pack(review.digest, "ada", [item.key for item in items])
    data = written(answered(pack, key, {item.key: {"tone": 4} for item in items}))
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import rfc8785

from tests.builders import NOON

Document = dict[str, Any]


def a_key(secret: bytes, reviewer: str) -> bytes:
    """What the pack of that reviewer signs with."""
    return hmac.digest(secret, reviewer.encode(), "sha256")


def a_pack(review: str, reviewer: str, items: Sequence[str], **fields: Any) -> Document:
    """As much of a pack as its digest needs, where no test looks at it."""
    return {
        "spec": "review-pack/1",
        "review": review,
        "reviewer": reviewer,
        "items": [{"key": key} for key in items],
        **fields,
    }


def pack_digest(pack: Document) -> str:
    text = json.dumps(pack, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


def said(
    item: str,
    answers: Mapping[str, Any] | None = None,
    *,
    number: int = 0,
    who: str = "",
    at: datetime = NOON,
    **fields: Any,
) -> Document:
    """One judgment. Its id is the same for the same `number`, else where all of it is."""
    about = json.dumps([who, item, answers, fields], sort_keys=True)
    return {
        "id": str(UUID(int=number or int(hashlib.sha256(about.encode()).hexdigest()[:30], 16))),
        "item": item,
        "at": stamped(at),
        "answers": dict(answers or {}),
        "comments": [],
        "skipped": "",
        "seconds": 12,
        **fields,
    }


def answered(
    pack: Document,
    key: bytes,
    answers: Mapping[str, Mapping[str, Any]] | Sequence[Document],
    *,
    at: datetime = NOON,
    **fields: Any,
) -> Document:
    """Answers by item, or judgments as `said` makes them."""
    judgments: Sequence[Document] = (
        [
            said(item, each, who=pack["reviewer"], at=at + timedelta(seconds=number))
            for number, (item, each) in enumerate(answers.items())
        ]
        if isinstance(answers, Mapping)
        else answers
    )
    document = {
        "spec": "review-results/1",
        "review": pack["review"],
        "pack": pack_digest(pack),
        "reviewer": pack["reviewer"],
        "made_at": stamped(at),
        "judgments": list(judgments),
        **fields,
    }
    return signed(document, key)


def signed(document: Document, key: bytes) -> Document:
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    signature = hmac.new(key, rfc8785.dumps(unsigned), "sha256").hexdigest()
    return {**unsigned, "signature": f"hmac-sha256:{signature}"}


def written(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def stamped(at: datetime) -> str:
    """As `Date.toISOString` writes it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
