"""Whether a text is HTML, or has some in it.

A browser makes a page of any text; so the question is whether the writer meant HTML. The whole
of a text is HTML where it has an element that HTML knows, and no words stand outside all
elements. Which element words end up in follows the rules of the HTML standard (section 13.2.6)
as far as they decide that.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from html import unescape
from typing import Any

from workbench.checks.marked_up import SCAN_S
from workbench.checks.outcomes import CannotTell


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


KNOWN = _names(
    "html head title base link meta style body article section nav aside h1 h2 h3 h4 h5 h6 header "
    "footer address p hr pre blockquote ol ul li dl dt dd figure figcaption main div a em strong "
    "small s cite q dfn abbr ruby rt rp data time code var samp kbd sub sup i b u mark bdi bdo "
    "span br wbr img iframe embed object param picture source video audio track map area svg math "
    "script noscript canvas ins del table caption colgroup col tbody thead tfoot tr td th form "
    "label input button select datalist optgroup option textarea output progress meter fieldset "
    "legend details summary dialog menu slot template"
)


class Stage(IntEnum):
    """How far a page has come; never back."""

    START = 0
    HTML = 1
    HEAD = 2
    AFTER_HEAD = 3
    BODY = 4


WRAPPERS = {"html": Stage.HTML, "head": Stage.HEAD, "body": Stage.BODY}
OF_HEAD = _names("base basefont bgsound link meta title noscript noframes style script template")
"""What does not yet begin the body."""
SPACES = " \t\n\f\r"
VOID = _names("area base br col embed hr img input link meta param source track wbr image keygen")
VERBATIM = _names("script style textarea title noscript iframe xmp noembed noframes")
"""Elements that hold text and no tags."""
ENDS_PARAGRAPH = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li dd dt main menu nav ol p pre section "
    "summary ul table search plaintext"
)
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
MOST_STEPS = 1_000_000
MOST_TAGS = 100_000
OF_TABLES = _names("caption col colgroup tbody td tfoot th thead tr")
"""Not made into elements where no table is open."""
TABLE_PARTS = _names("table tbody thead tfoot tr colgroup")
"""Words directly in one of these are moved before the table."""
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
"""Opened again for what follows, where something around them was closed first."""
BLOCKS = ENDS_PARAGRAPH | TABLE_PARTS | _names("td th caption button object template")
"""An end tag does not reach through one of these, unless it is theirs."""


def html_fault(text: str) -> str:
    """Why it is not HTML as a whole; nothing if it is. Raises `CannotTell`."""
    text = text.strip()
    if not text:
        return "It is empty."
    if text[:5].lower() == "<?xml":
        return "It is XML rather than HTML."
    page = _Page()
    page.read(text)
    if page.words_outside and not page.body_given:
        return "Words stand outside all elements."
    return "" if page.known_element else "No element of HTML is in it."


def contains_html(text: str) -> bool:
    """A known tag is enough, and so are two weaker signs."""
    try:
        return _signs(text) > 1
    except TimeoutError:
        raise CannotTell("Its tags take too long to be found.") from None


class _Page:
    """What is known of a page after each piece of it."""

    def __init__(self) -> None:
        self.words_outside = self.body_given = self.known_element = False
        self._stage = Stage.START
        self._steps = 0
        self._open: list[str] = []
        self._counts: dict[str, int] = {}
        self._formatting: dict[str, int] = {}

    def read(self, text: str) -> None:
        position = count = 0
        while position < len(text):
            count += 1
            if count > MOST_TAGS:
                raise CannotTell(f"It has more than {MOST_TAGS:,} tags.")
            try:
                found = _tokens().search(text, position, timeout=SCAN_S)
            except TimeoutError:
                raise CannotTell("Its tags take too long to be found.") from None
            if not found:
                return self._words(text[position:])
            self._words(text[position : found.start()])
            position = found.end()
            name = (found["name"] or "").lower()
            if name and found[0].endswith(">"):
                if found["close"]:
                    self._close(name)
                elif self._opened(name) and name in VERBATIM:
                    position = _after_verbatim(text, position, name)
        return None

    def _words(self, words: str) -> None:
        if not words or not (found := unescape(words)).strip(SPACES):
            return
        self._stage = Stage.BODY
        if self.words_outside or not found.strip():
            return
        around = len(self._open)
        while around and self._open[around - 1] in TABLE_PARTS:
            around -= 1
        self.words_outside = not around and not self._formatting

    def _opened(self, name: str) -> bool:
        """Whether an element is made of the tag."""
        if name in WRAPPERS:
            self._wrapped(WRAPPERS[name])
            return False
        self._stage = max(self._stage, Stage.HEAD if name in OF_HEAD else Stage.BODY)
        if name in OF_TABLES and not self._counts.get("table"):
            return False
        self.known_element |= name in KNOWN or "-" in name
        if name in ENDS_PARAGRAPH and self._counts.get("p"):
            self._close("p")
        if name in VOID or name in VERBATIM:
            return True
        if name in OF_TABLES:
            self._leave_to_table(name)
        self._open.append(name)
        self._counts[name] = self._counts.get(name, 0) + 1
        return True

    def _wrapped(self, stage: Stage) -> None:
        """A wrapper that comes too late is passed over: the page has made its own by then."""
        if stage > self._stage:
            self.known_element = True
            self.body_given |= stage is Stage.BODY
            self._stage = stage

    def _close(self, name: str) -> None:
        if name in ("html", "head", "body", "br"):
            self._stage = max(self._stage, Stage.AFTER_HEAD if name == "head" else Stage.BODY)
        if name in HEADINGS:  # of whatever level, it ends the last one
            name = next((each for each in reversed(self._open) if each in HEADINGS), name)
        if self._formatting.get(name):
            self._lessen(self._formatting, name)
        if not self._counts.get(name):
            # Browsers make an element of these, but not before the body has begun
            self.known_element |= name == "br" or (name == "p" and self._stage is Stage.BODY)
            return
        popped: list[str] = []
        while self._open[-1] != name:
            self._step()
            if self._open[-1] in BLOCKS and name not in BLOCKS:
                self._open += reversed(popped)
                return
            popped.append(self._open.pop())
        for each in [self._open.pop(), *popped]:
            self._lessen(self._counts, each)
        for each in popped:
            if each in FORMATTING:
                self._formatting[each] = self._formatting.get(each, 0) + 1

    def _leave_to_table(self, name: str) -> None:
        """A cell ends the cell before it, a row the row: down to the part that holds it."""
        holders = {"td": {"tr"}, "th": {"tr"}, "tr": {"tbody", "thead", "tfoot"}}.get(name, set())
        while self._open and self._open[-1] not in holders | {"table"}:
            self._lessen(self._counts, self._open.pop())

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise CannotTell("Its elements are nested in a way that takes too long to follow.")

    @staticmethod
    def _lessen(counts: dict[str, int], name: str) -> None:
        counts[name] -= 1
        if not counts[name]:
            del counts[name]


def _after_verbatim(text: str, position: int, name: str) -> int:
    import re

    end = re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE).search(text, position)
    return end.end() if end else len(text)


@lru_cache(1)
def _tokens() -> Any:
    """Tags with their names; comments and what browsers take for such, without."""
    import regex  # type: ignore[import-untyped,unused-ignore]

    return regex.compile(
        r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+(?:>|\Z)|</(?![A-Za-z])[^>]*+(?:>|\Z)"
        r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)"
        r"(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>])*+(?:>|\Z)",
        regex.DOTALL,
    )


@lru_cache(1)
def _weights() -> tuple[tuple[Any, int], ...]:
    import regex

    name = r"[A-Za-z][A-Za-z0-9-]*+"
    known = "html|head|body|div|span|p|a|img|h[1-6]|ul|ol|li|table|tr|td|th|form|input|button"
    return tuple(
        (regex.compile(pattern, regex.IGNORECASE | regex.DOTALL), weight)
        for pattern, weight in (
            (rf"<{name}(?:\s[^>]*+)?+>", 1),
            (rf"</{name}\s*+>", 1),
            (rf"<{name}(?:\s[^>]*)?/>", 1),
            (r"&(?:[a-z]++|#[0-9]++|#x[0-9a-f]++);", 1),
            (r"<!DOCTYPE\s+html", 2),
            (r"<!--(?:[^-]|-(?!->))*+-->", 1),
            (r"\s[a-z-]++=\s*+(?:\"[^\"']*+[\"']|'[^\"']*+[\"'])", 1),
            (rf"<(?:{known}|script|style|link|meta|br|hr)\b", 2),
        )
    )


def _signs(text: str) -> int:
    return sum(weight for pattern, weight in _weights() if pattern.search(text, timeout=SCAN_S / 4))
