"""Review packs to try, and what must hold of the results that come back."""

from __future__ import annotations

import hashlib
import hmac
from itertools import count

import rfc8785

from tests.builders import a_plan, a_review, a_rubric
from workbench.domain.reviews import ShownItem, ShownOutput
from workbench.domain.rubrics import Rubric
from workbench.formats.reviews.pack import pack_document, pack_page
from workbench.services.review_packs import pack_parts

KEY = b"\x07" * 32
_numbers = count(1)


def a_pack(*items, questions=None, key=KEY, **plan):
    """Each item is a text or a pair of them. No two packs are the same: a browser keeps answers."""
    rubric = a_rubric(*questions) if questions else a_rubric()
    asked = {"rubric": Rubric() if questions == () else rubric, **plan}
    review = a_review(plan=a_plan(**{"name": f"Refund answers {next(_numbers)}", **asked}))
    shown = [
        _shown(number, item) for number, item in enumerate(items or ("One.", "Two.", "Three."))
    ]
    return pack_page(pack_document(review, "Ada Lovelace", shown), key, pack_parts())


def _shown(number, item):
    texts = (item,) if isinstance(item, str) else item
    outputs = tuple(ShownOutput(text) for text in texts)
    return ShownItem(f"item-{number}", (("ticket", f"Ticket {number}."),), outputs)


def is_signed(results, key=KEY):
    unsigned = {name: value for name, value in results.items() if name != "signature"}
    made = hmac.new(key, rfc8785.dumps(unsigned), hashlib.sha256).hexdigest()
    return results["signature"] == f"hmac-sha256:{made}"


def said(results):
    """What was said of each item."""
    return {each["item"]: each["answers"] for each in results["judgments"]}
