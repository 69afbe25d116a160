"""Chooses a label for a text by the words they share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.providers.demo.summaries import STOP_WORDS

SIGNS = {
    "billing": "invoice invoiced charge charged twice refund payment paid card subscription price "
    "billed bill money cost",
    "payment": "invoice charge charged refund payment paid card bill",
    "refund": "refund money back return returned",
    "technical": "error crash crashes bug fails failed broken loading screen app install update "
    "version slow timeout export sync",
    "bug": "error crash crashes bug fails failed broken wrong unexpected",
    "account": "password login log sign account access locked email username profile two-factor",
    "login": "password login sign locked access",
    "shipping": "parcel package delivery delivered shipped tracking courier arrived",
    "delivery": "parcel package delivery delivered shipped shipping tracking courier arrived",
    "question": "how what where which can does possible wondering",
    "cancellation": "cancel cancelling close closing leave leaving terminate end unsubscribe quit",
    "feature": "would nice suggestion feature add wish idea could support option",
    "feedback": "love great suggestion idea thanks",
    "complaint": "disappointed unacceptable angry terrible complain worst",
    "urgent": "urgent urgently immediately asap now down outage production deadline today blocked "
    "stopped losing tomorrow nobody",
    "high": "urgent urgently immediately asap down outage production deadline today blocked cannot "
    "losing twice locked tomorrow",
    "critical": "urgent immediately down outage production losing security breach",
    "low": "suggestion idea nice minor whenever question wondering curious small someday",
    "positive": "love great thanks good happy excellent wonderful helpful pleased fast",
    "negative": "bad angry disappointed terrible broken worst unacceptable still cannot never "
    "twice frustrated slow",
    "yes": "yes agreed confirmed approved accepted",
    "no": "no not declined rejected never",
    "spam": "winner prize click lottery offer free",
}
UNSAYING = STOP_WORDS | frozenset(
    """
    customer something work works should need needs want wants only thing things done back
    money used where when which user users other data
    """.split()  # noqa: SIM905 - read as a list of words
)
FALLBACKS = ("other", "general", "unknown", "medium", "normal", "neutral", "none")
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def choose(choices: Sequence[str], text: str, order: str = "") -> tuple[str, tuple[str, ...]]:
    """The label that fits best, and the words of the text that speak for it.

    What the order says of a label speaks for it too: `- billing: charges, refunds`.
    """
    words = list(dict.fromkeys(word.lower() for word in WORD.findall(text)))
    found = []
    for choice in choices:
        said = _said_of(choice, order)
        signs = tuple(w for w in words if _speaks_for(w, choice) or _stem(w) in said)
        found.append((choice, signs))
    best = max(found, key=lambda pair: len(pair[1]))
    if best[1]:
        return best
    middle = (choice for choice in choices if choice.lower() in FALLBACKS)
    return next(middle, choices[0]), ()


def _said_of(choice: str, order: str) -> frozenset[str]:
    """The stems of the words that describe a label in the order."""
    name = re.escape(choice)
    described = re.findall(
        rf"^\W*{name}\W*[:–-]\s+(.+)$|\b{name} (?:where|if|when|for)\b([^.\n]+)",
        order,
        re.IGNORECASE | re.MULTILINE,
    )
    words = (word.lower() for pair in described for word in WORD.findall(" ".join(pair)))
    return frozenset(_stem(word) for word in words if len(word) > 3 and word not in UNSAYING)


def _speaks_for(word: str, choice: str) -> bool:
    labels = [part.lower() for part in WORD.findall(choice)]
    signs = {sign for label in labels for sign in SIGNS.get(label, "").split()}
    return word in signs or any(len(word) > 3 and _stem(word) == _stem(label) for label in labels)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|e|s)$", "", word)
