"""Review packs: what one person is asked, as a document and as one page of HTML.

The page needs nothing else and fetches nothing. Everything it shows is in one JSON text that no
output can break out of; a policy in its head lets only the page's own script and style work.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.reviews import Review, ShownItem
from workbench.formats.ascii_json import ascii_digest, ascii_json
from workbench.formats.html_page import escaped
from workbench.formats.reviews.documents import document

SPEC = "review-pack/1"
PLACE = re.compile(r"\{\{ (\w+) \}\}")
MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What begins or ends markup, as JSON may write it, too."""


@dataclass(frozen=True, slots=True)
class PackParts:
    """What every pack is made of. The page has places for the rest."""

    page: str
    style: str
    script: str


def pack_document(review: Review, reviewer: str, items: Sequence[ShownItem]) -> dict[str, Any]:
    """All that the person may see, in the order of `items`; nothing says where it is from."""
    plan = review.plan
    return {
        "spec": SPEC,
        "review": review.digest,
        "reviewer": reviewer,
        "title": plan.name,
        "instructions": plan.instructions,
        "kind": plan.kind.value,
        "questions": [document(question) for question in plan.questions],
        "items": [_item(item) for item in items],
    }


def pack_digest(made: dict[str, Any]) -> str:
    """Results name it."""
    return ascii_digest(made)


def pack_page(made: dict[str, Any], key: bytes, parts: PackParts) -> str:
    """`key` signs the results: it is this reviewer's own, and worth nothing for anybody else's."""
    content = {"pack": made, "digest": pack_digest(made), "key": key.hex()}
    filled = {
        "policy": _policy(parts),
        "title": escaped(f"{made['title']}: {made['reviewer']}"),
        "style": parts.style,
        "content": _inside_script(ascii_json(content)),
        "script": parts.script,
    }
    return PLACE.sub(lambda place: filled[place[1]], parts.page)


def _item(item: ShownItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "inputs": [[name, text] for name, text in item.inputs],
        "outputs": [{"text": shown.text, "heading": shown.heading} for shown in item.outputs],
    }


def _inside_script(text: str) -> str:
    """The same JSON without a character that could end the element or begin a comment."""
    return "".join(MARKUP.get(character, character) for character in text)


def _policy(parts: PackParts) -> str:
    """Nothing is allowed but this one script and this one style, told by their digests."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_source(parts.script)}'",
            f"style-src '{_source(parts.style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
