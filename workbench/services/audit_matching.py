"""Whether an entry is what a search asks for, told without an index."""

from __future__ import annotations

import unicodedata

from workbench.domain.audit import AuditQuery, LoggedEntry


class Matching:
    def __init__(self, query: AuditQuery) -> None:
        self._query = query
        self._words = tuple(_folded(word) for word in query.words if any(map(str.isalnum, word)))
        self._person, self._prompt = _folded(query.person), _folded(query.prompt)

    def fits(self, logged: LoggedEntry) -> bool:
        query, entry = self._query, logged.entry
        return (
            query.source in (None, logged.source)
            and query.kind in ("", entry.kind)
            and query.environment in ("", entry.environment)
            and not (query.since and entry.at < query.since)
            and not (query.until and entry.at >= query.until)
            and (not self._person or self._person in _folded(entry.actor))
            and (not self._prompt or self._prompt in _folded(entry.prompt))
            and self._holds_words(logged)
        )

    def _holds_words(self, logged: LoggedEntry) -> bool:
        if not self._words:
            return not self._query.words
        text = _text(logged)
        return all(word in text for word in self._words)


def _text(logged: LoggedEntry) -> str:
    entry = logged.entry
    version = f"v{entry.version}" if entry.version else ""
    parts = (
        entry.words, entry.actor, entry.prompt, version, entry.kind, entry.environment,
        entry.digest, *entry.evidence, entry.commit,
    )  # fmt: skip
    return _folded("\n".join(parts))


def _folded(text: str) -> str:
    """Without accents and capitals, as the index of a workspace has them."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
