"""A page of HTML that needs nothing else: no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Controls that a browser drops, and marks that would turn the text around them."""


def html_page(title: str, style: str, body: Iterable[str]) -> Iterator[str]:
    """Line by line. The policy in its head forbids all but this one style."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escaped(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield from body
    yield "</body>"
    yield "</html>"


def escaped(text: str) -> str:
    """As it is seen, for a page."""
    return html.escape(seen(text))


def seen(text: str) -> str:
    """As it is, but for what cannot be seen or would mislead: that is shown as its number."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", lines)
