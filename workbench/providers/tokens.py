"""How many tokens a text is: counted offline, by the model's own tokenizer where it is at hand.

litellm's own counter may fetch a tokenizer of a model from the network, and tokenizers take
quadratic time for long texts without blanks: here short pieces are counted, cut where no token
goes across, and of a very long text only a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workbench.domain.estimates import TokenCount
from workbench.domain.prompts import Message
from workbench.providers.tokenizers import at_hand, tokenizer

PIECE = 2_000
COUNTED = 200_000
"""Characters; beyond them the rest is taken to be like the beginning."""
PER_MESSAGE = 4
"""Tokens that stand around each message."""
BEFORE_ANSWER = 3
"""Tokens that OpenAI puts before the answer."""
CHARACTERS_PER_TOKEN = 4
USUAL = "cl100k_base"
"""Counts for models whose own tokenizer is not at hand."""
KEPT, LONGEST_KEPT, KEPT_LONG = 256, 100_000, 8
"""Texts whose counts are remembered, and how many of the longer ones."""

BETWEEN_WORDS = re.compile(r"[a-z](?= [A-Za-z])")
# Of OpenAI's own models; what else speaks OpenAI's protocol has tokenizers of its own
OWN = re.compile(
    r"(?:(?:openai|azure)/)?(?:ft:)?(?:"
    r"(?P<o200k_base>gpt-5|gpt-4o|chatgpt-4o|gpt-4\.[15]|o1|o3|o4-mini)|"
    r"(?P<cl100k_base>gpt-4|gpt-3\.5-turbo|gpt-35-turbo))(?:$|[-:.@])"
)


def counted(model: str, messages: Sequence[Message]) -> TokenCount:
    """Of a whole request, with what a chat puts around each message."""
    if model.startswith("demo/"):
        return TokenCount(sum(len(message.text.split()) for message in messages), exact=True)
    texts = [count_of(model, text) for text in map(_text, messages)]
    around = PER_MESSAGE * len(messages) + (BEFORE_ANSWER if own_tokenizer(model) else 0)
    # What tools, pictures and schemas come to is not known
    exact = all(each.exact for each in texts) and not any(_special(each) for each in messages)
    return TokenCount(sum(each.tokens for each in texts) + around, exact)


def count_of(model: str, text: str) -> TokenCount:
    """Of one text alone."""
    if model.startswith("demo/"):
        return TokenCount(len(text.split()), exact=True)
    own = own_tokenizer(model)
    count = _counted if len(text) <= LONGEST_KEPT else _counted_long
    tokens, exact = count(own or USUAL, text)
    return TokenCount(tokens, exact and bool(own))


def count_tokens(messages: Sequence[Message]) -> int:
    return sum(PER_MESSAGE + tokens_in(text) for text in map(_text, messages))


def tokens_in(text: str) -> int:
    return count_of("", text).tokens


def own_tokenizer(model: str) -> str:
    """The name of the tokenizer the model is known to have; empty where it is not known."""
    match = OWN.match(model)
    return (match.lastgroup or "") if match else ""


def ready(model: str) -> bool:
    """Whether counting for the model need not wait for its tokenizer to be read."""
    return model.startswith("demo/") or at_hand(own_tokenizer(model) or USUAL)


def make_ready(model: str) -> None:
    """Read its tokenizer. Takes some tenths of a second the first time: call it in a thread."""
    if not ready(model):
        tokenizer(own_tokenizer(model) or USUAL)


@lru_cache(maxsize=KEPT)
def _counted(encoding_name: str, text: str) -> tuple[int, bool]:
    """The tokens, and whether that is exactly what the tokenizer makes of the text."""
    if not text:
        return 0, True
    start = text[:COUNTED]
    encoding = tokenizer(encoding_name)
    if encoding is None:
        tokens = len(start.encode("utf-8", "replace")) / CHARACTERS_PER_TOKEN
        return max(1, round(tokens * len(text) / len(start))), False
    exact, tokens = len(start) == len(text), 0
    at = 0
    while at < len(start):
        piece, clean = _piece(start, at)
        tokens += len(encoding.encode_ordinary(_sound(piece)))
        at, exact = at + len(piece), exact and clean
    return max(1, round(tokens * len(text) / len(start))), exact


_counted_long = lru_cache(maxsize=KEPT_LONG)(_counted.__wrapped__)


def _piece(text: str, at: int) -> tuple[str, bool]:
    """What to count next, and whether no token goes across its end."""
    piece = text[at : at + PIECE]
    if at + len(piece) == len(text):
        return piece, True
    # A tokenizer begins anew at a blank before a word
    cuts = [match.end() for match in BETWEEN_WORDS.finditer(piece)]
    return (piece[: cuts[-1]], True) if cuts else (piece, False)


def _sound(piece: str) -> str:
    """Without lone surrogates, which no tokenizer takes."""
    return piece.encode("utf-8", "replace").decode()


def _special(message: Message) -> bool:
    return bool(message.tool_calls or message.name or message.attachments)


def _text(message: Message) -> str:
    calls = "".join(call.name + call.arguments for call in message.tool_calls)
    return message.text + message.name + calls
