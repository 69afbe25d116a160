"""Review packs: one page of HTML for one reviewer, who needs nothing but a browser."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from workbench.domain.errors import InvalidInput
from workbench.domain.reviews import PackRecord
from workbench.formats.reviews.pack import PackParts, pack_digest, pack_document, pack_page
from workbench.services.events import EventBus, ReviewsChanged
from workbench.services.folders import resource_folder
from workbench.services.ports import ReviewStore
from workbench.services.reviews import ReviewService

SCRIPTS = (
    "words.js",
    "signing.js",
    "elements.js",
    "characters.js",
    "inline.js",
    "blocks.js",
    "structured.js",
    "outputs.js",
    "changes.js",
    "answers.js",
    "results.js",
    "comments.js",
    "dialogs.js",
    "questions.js",
    "correcting.js",
    "item_screen.js",
    "screens.js",
    "pack.js",
)
"""In the order in which they are joined into the one script of the page."""


class ReviewPackService:
    def __init__(
        self,
        service: ReviewService,
        reviews: ReviewStore,
        events: EventBus,
        now: Callable[[], datetime],
    ) -> None:
        self._service, self._reviews, self._events, self._now = service, reviews, events, now

    def write(self, review_id: str, reviewer: str) -> str:
        """The whole file. Raises `NotFound`, and `InvalidInput` where there is nothing to ask."""
        review = self._reviews.review(review_id)
        if review.closed:
            raise InvalidInput(
                f"{review.plan.name} is closed: nothing more is to be judged.",
                hint="Open it again first.",
            )
        queue = self._service.queue(review_id, reviewer)
        if not queue:
            raise InvalidInput(f"There is nothing for {reviewer} to judge.")
        made = pack_document(review, reviewer, self._service.shown(review_id, reviewer, queue))
        page = pack_page(made, self.key(review_id, reviewer), pack_parts())
        self._reviews.keep_pack(PackRecord(review_id, reviewer, pack_digest(made), self._now()))
        self._events.publish(ReviewsChanged(review_id))
        return page

    def written(self, review_id: str) -> list[PackRecord]:
        """Packs that were written, in that order."""
        return self._reviews.packs(review_id)

    def key(self, review_id: str, reviewer: str) -> bytes:
        """What signs that person's results: it follows from the review's secret."""
        name = reviewer.encode("utf-8", "surrogatepass")
        return hmac.digest(self._reviews.secret(review_id), name, "sha256")


def pack_parts() -> PackParts:
    """From `resources/review_pack`."""
    folder = resource_folder("review_pack")
    script = "\n".join(_text(folder / name) for name in SCRIPTS)
    return PackParts(
        page=_text(folder / "page.html"),
        style=_text(folder / "pack.css"),
        script=f'"use strict";\n{script}',
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
