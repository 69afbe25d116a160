"""Picks the sentences of a text that say most, for a reader."""

from __future__ import annotations

import math
import re
from collections import Counter

STOP_WORDS = frozenset(
    """
    the a an and or but of to in on at for with from by is are was were be been it its
    this that these those we you i he she they them our your their will would can could
    has have had not as so if then than there here do does did just about into over also
    """.split()  # noqa: SIM905 - read as a list of words
)
WEIGHTY = re.compile(
    r"\b(?:decided?|decision|agreed?|approved?|will|must|deadline|launch|because|risk|problem|"
    r"cannot|twice|refund|urgent|next|by (?:monday|tuesday|wednesday|thursday|friday))\b|\d",
    re.IGNORECASE,
)
INTERESTS = {
    "executive": r"budget|cost|revenue|deci[ds]|approved?|deadline|launch|risk|customer|%|€|\$",
    "engineer": r"bug|api|test|deploy|server|latency|migration|code|build|fix|database|release",
    "customer": r"you|your|price|available|new|free|from|delay",
    "sales": r"customer|deal|price|quarter|contract|launch|discount",
}
SAME_READER = {
    "manager": "executive",
    "leadership": "executive",
    "the board": "executive",
    "developer": "engineer",
    "marketing": "sales",
}
SPEAKER = re.compile(r"^[ \t]*(?:\[[^\]]*\][ \t]*)?[A-Z][\w.]*(?: [A-Z][\w.]*)?:[ \t]+(?=\S)", re.M)
OPENING = re.compile(r"^(?:hello|hi|hey|dear \w+|good (?:morning|day))[,!.]?\s+", re.I)
BULLET = re.compile(r"^[ \t]*(?:[-*•]|\d+[.)])[ \t]+", re.M)
END = re.compile(r"(?<=[.!?])[\"')\]]?\s+|\n+")


def sentences_of(text: str) -> list[str]:
    plain = BULLET.sub("", SPEAKER.sub("", text))
    parts = (OPENING.sub("", " ".join(part.split())) for part in END.split(plain))
    parts = (part[:1].upper() + part[1:] for part in parts)
    return [part for part in parts if len(part.split()) > 2] or [" ".join(plain.split())]


def key_sentences(text: str, count: int, audience: str = "") -> list[str]:
    """The `count` sentences that say most, in the order of the text."""
    sentences = list(dict.fromkeys(sentences_of(text)))
    words = Counter(word for sentence in sentences for word in _words(sentence))
    ranked = sorted(
        range(len(sentences)),
        key=lambda index: (-_weight(sentences[index], index, words, audience), index),
    )
    return [sentences[index] for index in sorted(ranked[:count])]


def in_order(sentences: list[str]) -> list[str]:
    """What was decided, then who does what, then what is open."""
    return sorted(sentences, key=_stage)


def _stage(sentence: str) -> int:
    if re.search(r"\b(?:open|undecided|not decided|unclear|later)\b|\?", sentence, re.I):
        return 2
    return 0 if re.search(r"\b(?:decid|agree|approv|move|chose|go with)", sentence, re.I) else 1


def shortened(text: str, words: int) -> str:
    """At most so many words, with a full stop at the end."""
    parts = text.split()
    if len(parts) <= words:
        return text
    return " ".join(parts[:words]).rstrip(",;:-") + ("" if parts[words - 1].endswith(".") else ".")


def _weight(sentence: str, index: int, words: Counter[str], audience: str) -> float:
    own = _words(sentence)
    if not own:
        return 0.0
    shared = sum(words[word] - 1 for word in set(own)) / math.sqrt(len(own))
    weighty = 2.0 * math.sqrt(len(WEIGHTY.findall(sentence)))
    reader = audience.rstrip("s")
    interest = INTERESTS.get(SAME_READER.get(reader, reader), "")
    matches = len(re.findall(interest, sentence, re.IGNORECASE)) if interest else 0
    weight = shared + weighty + 2.5 * math.sqrt(matches) + (1.5 if index == 0 else 0.0)
    words_proper = sum(word.isalpha() for word in own)
    return weight * min(1.0, words_proper / 5)


def _words(sentence: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", sentence.lower()) if word not in STOP_WORDS]
