"""The library as a tree: favourites, folders of prompts, labels to filter by, the archive.

No Qt here. Prompts are sorted once; a filter is one pass over them, a folder is a stretch of what
is found, and its rows are made when it is opened. So ten thousand prompts cost a keystroke little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import chain

from workbench.domain.history import PromptSummary
from workbench.domain.labels import label_order
from workbench.domain.library_filter import (
    IS,
    Entry,
    Facts,
    asks_for,
    entry_of,
    found_in,
    labels_asked,
    matching,
    sortable,
)
from workbench.domain.preferences import SavedFilter
from workbench.domain.prompts import Label

BELOW = "\x1f"
"""Between the parts of a key; names hold no such character."""
RECENT_SHOWN = 5
WORTH_RECENT = 12
"""Fewer prompts are all in sight: what was open last needs no place of its own."""


class Kind(Enum):
    ROOT = auto()
    FAVOURITES = auto()
    RECENT = auto()
    FILTERS = auto()
    FILTER = auto()
    FOLDER = auto()
    PROMPT = auto()
    LABELS = auto()
    FACET = auto()
    LABEL = auto()
    ARCHIVE = auto()


SHELVES = (Kind.FAVOURITES, Kind.RECENT)
"""They show prompts that stand elsewhere too."""


@dataclass(slots=True, eq=False)
class Node:
    kind: Kind
    name: str = ""
    path: str = ""
    summary: PromptSummary | None = None
    label: Label | None = None
    saved: SavedFilter | None = None
    count: int = 0
    parent: Node | None = None
    row: int = 0
    number: int = -1
    """Given by the model when it first shows it."""
    grow: Callable[[Node], None] | None = None
    """Makes the children when they are first asked for; there is at least one."""
    grown: list[Node] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        if self.grow:
            grow, self.grow = self.grow, None
            grow(self)
        return self.grown

    @property
    def has_children(self) -> bool:
        return bool(self.grow or self.grown)

    @property
    def key(self) -> str:
        """The same after the library was read again."""
        own = f"{self.kind.name}:{self.name}"
        return f"{self.parent.key}{BELOW}{own}" if self.parent and self.parent.parent else own

    @property
    def archived(self) -> bool:
        return self.kind is Kind.ARCHIVE or bool(self.parent and self.parent.archived)

    def add(self, child: Node) -> Node:
        child.parent, child.row = self, len(self.grown)
        self.grown.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Filter:
    """What is typed, and labels that were chosen besides: of each facet, one of them."""

    text: str = ""
    labels: frozenset[Label] = frozenset()

    @property
    def active(self) -> bool:
        return bool(self.text.strip() or self.labels)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How people arranged the library, and what they opened last."""

    favourites: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    filters: tuple[SavedFilter, ...] = ()
    colours: Mapping[Label, str] = field(default_factory=dict)


class Library:
    """Everything there is, ready to be filtered for each keystroke. Made in the background."""

    def __init__(
        self,
        summaries: Sequence[PromptSummary] = (),
        archived: Sequence[PromptSummary] = (),
        included: Iterable[str] = (),
    ) -> None:
        self._live = sorted(map(entry_of, summaries), key=_order)
        self._archived = sorted(map(entry_of, archived), key=_order)
        self._places = {e.summary.prompt.id: e for e in (*self._live, *self._archived)}
        self._labels = _labels(self._live)
        self.included = frozenset(included)

    def __len__(self) -> int:
        return len(self._live)

    def __contains__(self, prompt_id: str) -> bool:
        return prompt_id in self._places

    @property
    def live(self) -> Iterator[PromptSummary]:
        return (entry.summary for entry in self._live)

    def summary(self, prompt_id: str) -> PromptSummary | None:
        entry = self._places.get(prompt_id)
        return entry.summary if entry else None

    def mark(self, summary: PromptSummary) -> None:
        """Another version or dot; nothing that is sorted or filtered by."""
        self._places[summary.prompt.id].summary = summary

    @property
    def labels(self) -> list[Label]:
        """Every label in use, in the order facets stand in."""
        return self._labels

    def folders(self) -> list[str]:
        found: set[str] = set()
        for entry in self._live:
            folder = entry.summary.prompt.folder
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return sorted(found, key=sortable)

    def below(self, folder: str) -> list[PromptSummary]:
        """The prompts in a folder and in those below it, archived ones aside."""
        start = f"{folder}/" if folder else ""
        return [e.summary for e in self._live if e.summary.prompt.path.startswith(start)]

    def changed(self, summaries: Iterable[PromptSummary]) -> Library:
        """With these prompts as they are now, the others as they were."""
        new = {each.prompt.id: each for each in summaries}
        library = Library(included=self.included)
        kept = (e for e in (*self._live, *self._archived) if e.summary.prompt.id not in new)
        entries = [*kept, *map(entry_of, new.values())]
        library._live = sorted((e for e in entries if not e.summary.prompt.archived), key=_order)
        library._archived = sorted((e for e in entries if e.summary.prompt.archived), key=_order)
        library._places = {e.summary.prompt.id: e for e in entries}
        library._labels = _labels(library._live)
        return library

    def found(self, wanted: Filter, facts: Facts | None = None) -> list[PromptSummary]:
        return [entry.summary for entry in self._found(self._live, wanted, facts)]

    def tree(self, wanted: Filter, arranged: Arrangement | None = None) -> Node:
        arranged = arranged or Arrangement()
        facts = Facts(self.included, frozenset(arranged.favourites))
        root = Node(Kind.ROOT)
        if not wanted.active:
            self._add_shelves(root, arranged)
        found = self._found(self._live, wanted, facts)
        root.count = len(found)
        _add_stretch(root, found, 0, len(found), 0)
        if self._labels:
            self._add_labels(root, found, wanted)
        archived = self._found(self._archived, wanted, facts)
        if archived:
            root.add(Node(Kind.ARCHIVE, count=len(archived), grow=_stretch(archived)))
        return root

    def _found(self, entries: list[Entry], wanted: Filter, facts: Facts | None) -> list[Entry]:
        facets: dict[str, set[Label]] = {}
        for label in wanted.labels:
            facets.setdefault(label.facet, set()).add(label)
        tests = matching(wanted.text, facts or Facts(self.included))
        tests += [_has_one_of(chosen) for chosen in facets.values()]
        return found_in(entries, tests)

    def _add_shelves(self, root: Node, arranged: Arrangement) -> None:
        recent = arranged.recent if len(self._live) > WORTH_RECENT else ()
        for kind, ids in ((Kind.FAVOURITES, arranged.favourites), (Kind.RECENT, recent)):
            known = [self._places[each].summary for each in ids if each in self._places]
            shown = [each for each in known if not each.prompt.archived]
            if kind is Kind.RECENT:
                shown = shown[:RECENT_SHOWN]
            if shown:
                shelf = root.add(Node(kind, count=len(shown)))
                for each in shown:
                    shelf.add(Node(Kind.PROMPT, each.prompt.name, each.prompt.path, each))
        if arranged.filters:
            top = root.add(Node(Kind.FILTERS, count=len(arranged.filters)))
            for saved in arranged.filters:
                top.add(Node(Kind.FILTER, saved.name, saved=saved))

    def _add_labels(self, root: Node, found: list[Entry], wanted: Filter) -> None:
        asked = labels_asked(wanted.text)

        def grow(top: Node) -> None:
            counts = Counter(chain.from_iterable(entry.named for entry in found))
            facets: dict[str, Node] = {}
            for label in self.labels:
                chosen = label in wanted.labels or asks_for(asked, label)
                count = counts[f"{label.facet}{IS}{label.value}".casefold()]
                if not count and not chosen:
                    continue
                if label.facet not in facets:
                    facets[label.facet] = top.add(Node(Kind.FACET, label.facet))
                node = Node(Kind.LABEL, label.value, label=label, count=count)
                facets[label.facet].add(node)

        if any(entry.labels for entry in found) or asked or wanted.labels:
            top = Node(Kind.LABELS)
            grow(top) if not found else setattr(top, "grow", grow)
            if top.has_children:
                root.add(top)


def _labels(entries: Iterable[Entry]) -> list[Label]:
    by_name = {
        name: label
        for entry in entries
        for name, label in zip(entry.named, entry.labels, strict=True)
    }
    return sorted(by_name.values(), key=label_order)


def _order(entry: Entry) -> tuple[tuple[int, str, str], ...]:
    return entry.order


def _has_one_of(chosen: set[Label]) -> Callable[[Entry], bool]:
    return lambda entry: not chosen.isdisjoint(entry.labels)


def _stretch(entries: list[Entry], depth: int = 0) -> Callable[[Node], None]:
    return lambda node: _add_stretch(node, entries, 0, len(entries), depth)


def _add_stretch(node: Node, entries: list[Entry], start: int, end: int, depth: int) -> None:
    """The rows below a folder: the folders in it, each a stretch of its own, then the prompts."""
    while start < end:
        place = entries[start].order[depth]
        if place[0]:
            summary = entries[start].summary
            node.add(Node(Kind.PROMPT, place[2], summary.prompt.path, summary))
            start += 1
            continue
        below = bisect_right(entries, place, start, end, key=lambda entry: entry.order[depth])
        path = "/".join(name for *_rank, name in entries[start].order[: depth + 1])
        folder = Node(Kind.FOLDER, place[2], path, count=below - start)
        folder.grow = _growing(entries, start, below, depth + 1)
        node.add(folder)
        start = below


def _growing(entries: list[Entry], start: int, end: int, depth: int) -> Callable[[Node], None]:
    return lambda node: _add_stretch(node, entries, start, end, depth)
