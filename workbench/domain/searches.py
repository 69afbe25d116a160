"""What a person searches for: words, and filters written among them, such as `model:gpt-4o`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum

TOKEN = re.compile(r"(?:(?<!\S)(?P<name>[A-Za-z]+):(?P<value>\"[^\"]*\"?|\S*))|\S+")
DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
AGE = re.compile(r"(\d{1,4})([dwmy])")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
YES, NO = ("", "yes", "true", "1"), ("no", "false", "0")


class SearchIn(StrEnum):
    OUTPUTS = "outputs"
    VERSIONS = "versions"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    words: tuple[str, ...] = ()
    places: tuple[SearchIn, ...] = ()
    """Where to look; everywhere if empty."""
    models: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    failed: bool | None = None
    after: datetime | None = None
    before: datetime | None = None
    problems: tuple[str, ...] = ()
    """Filters that cannot be followed, and what is possible instead. They filter nothing."""

    @property
    def filtered(self) -> bool:
        return replace(self, words=(), problems=()) != SearchQuery()

    @property
    def asked(self) -> bool:
        """There is something to look for."""
        return bool(self.words) or self.filtered


FILTERS: Mapping[str, str] = {
    "in": "in:outputs, in:versions or in:notes",
    "prompt": "prompt:support/triage, or a part of the path",
    "model": "model:gpt-4o, or a part of the name",
    "label": "label:friendly, or label:tone:friendly",
    "author": "author:ada",
    "failed": "failed: for runs that failed, failed:no for those that did not",
    "after": "after:2026-01-31, after:2026-01, after:yesterday or after:7d",
    "before": "before:2026-01-31, before:2026-01, before:today or before:7d",
}
"""Every filter, with what may be written."""


def read_query(text: str, now: datetime) -> SearchQuery:
    """Days are those of the time zone of `now`. Never fails: see `problems`."""
    query = SearchQuery()
    words: list[str] = []
    for token in TOKEN.finditer(text):
        name = (token["name"] or "").lower()
        if name in FILTERS:
            query = _READERS[name](query, (token["value"] or "").strip('"').strip(), now)
        elif name and (near := get_close_matches(name, FILTERS, 1, 0.7)):
            told = f"{name}: is no filter. Write {FILTERS[near[0]]}."
            query = replace(query, problems=(*query.problems, told))
        else:
            words.append(token.group())
    return replace(query, words=tuple(words))


def _listed(field: str) -> Callable[[SearchQuery, str, datetime], SearchQuery]:
    def read(query: SearchQuery, value: str, _now: datetime) -> SearchQuery:
        kept: tuple[str, ...] = getattr(query, field)
        changes: dict[str, tuple[str, ...]] = {field: (*kept, value)}
        return replace(query, **changes) if value else query  # type: ignore[arg-type]

    return read


def _place(query: SearchQuery, value: str, _now: datetime) -> SearchQuery:
    chosen = [place for place in SearchIn if value and place.startswith(value.lower())]
    if not chosen:
        return query if not value else _refused(query, "in", value)
    return replace(query, places=(*query.places, *chosen))


def _failed(query: SearchQuery, value: str, _now: datetime) -> SearchQuery:
    if value.lower() not in (*YES, *NO):
        return _refused(query, "failed", value)
    return replace(query, failed=value.lower() in YES)


def _after(query: SearchQuery, value: str, now: datetime) -> SearchQuery:
    day = _day(value, now)
    if day is None:
        return _refused(query, "after", value) if value else query
    return replace(query, after=day)


def _before(query: SearchQuery, value: str, now: datetime) -> SearchQuery:
    day = _day(value, now)
    if day is None:
        return _refused(query, "before", value) if value else query
    return replace(query, before=day)


def _day(value: str, now: datetime) -> datetime | None:
    """The beginning of a day, month or year; None if it says none."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if value.lower() in named:
        return named[value.lower()]
    age, date = AGE.fullmatch(value.lower()), DATE.fullmatch(value)
    try:
        if age:
            return today - timedelta(days=int(age[1]) * DAYS[age[2]])
        year, month, day = (int(part or 1) for part in date.groups()) if date else (0, 0, 0)
        return today.replace(year=year, month=month, day=day)
    except (ValueError, OverflowError):
        return None


def _refused(query: SearchQuery, name: str, value: str) -> SearchQuery:
    told = f"{name}:{value} says nothing. Write {FILTERS[name]}."
    return replace(query, problems=(*query.problems, told))


_READERS: Mapping[str, Callable[[SearchQuery, str, datetime], SearchQuery]] = {
    "in": _place,
    "prompt": _listed("prompts"),
    "model": _listed("models"),
    "label": _listed("labels"),
    "author": _listed("authors"),
    "failed": _failed,
    "after": _after,
    "before": _before,
}
